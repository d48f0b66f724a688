/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_RANDOMFILE_H
#define TESTS_SUPPORT_RANDOMFILE_H

/* Complete drafts with random numbers as files, without help from the writer: a hundred thousand of
 * them are wanted. The cover is the sample's; so are the narratives, where no others are asked for.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/files/safefile.h"
#include "forms/form/formdef.h"
#include "locale/strbuf.h"
#include "tests/support/randomtext.h"

/* How a file is to be; 0: complete, and as the program saved it. */
enum {
    RANDOMFILE_BY_HAND = 1, /* without the marks that the program leaves when it saves */
    RANDOMFILE_BLANKS = 2, /* some cells blank or “/”, where no identity binds them and no narrative
                              names their row */
    RANDOMFILE_NARRATIVES = 4, /* the unit and the narratives of invented offices */
};

enum { RANDOMFILE_ROWS = 32, RANDOMFILE_COLUMNS = 8, RANDOMFILE_BLANK = -1, RANDOMFILE_SLASH = -2 };

static inline void randomfile_add_row(struct strbuf *out, const struct form_block *block,
                                      const char *key, const int64_t *numbers)
{
    strbuf_addf(out, "%s = \"", key);
    for (int c = 0; c < block->n_columns; c++) {
        const char *comma = c ? ", " : "";
        if (numbers[c] < 0)
            strbuf_addf(out, "%s%s", comma, numbers[c] == RANDOMFILE_SLASH ? "/" : "");
        else if (block->columns[c].kind == CELL_AMOUNT)
            strbuf_addf(out, "%s%lld.%04u", comma, (long long)numbers[c], random_below(10000));
        else
            strbuf_addf(out, "%s%lld", comma, (long long)numbers[c]);
    }
    strbuf_add_str(out, "\"\n");
}

/* Random numbers with right totals and identities. */
static inline void randomfile_add_block(struct strbuf *out, const struct form_section *section,
                                        const struct form_block *block, const char *sample,
                                        int flags)
{
    int64_t numbers[RANDOMFILE_ROWS][RANDOMFILE_COLUMNS];
    const struct form_sum *sum = section->table->sum;
    const struct form_identity *identity = section->table->identity;
    for (int r = 0; r < block->n_rows; r++) {
        char name[100];
        snprintf(name, sizeof name, "{%s.%s", section->key, block->rows[r].key);
        bool is_bound = identity || !(flags & RANDOMFILE_BLANKS) || strstr(sample, name);
        for (int c = 0; c < block->n_columns; c++)
            numbers[r][c] = is_bound || random_below(20) ? (int64_t)random_below(10000)
                            : random_below(2)            ? RANDOMFILE_BLANK
                                                         : RANDOMFILE_SLASH;
    }
    for (int c = 0; c < block->n_columns; c++) {
        for (int r = sum ? sum->first : 1; sum && r <= sum->last; r++)
            numbers[sum->target][c] =
                (r > sum->first ? numbers[sum->target][c] : 0) + numbers[r][c];
        if (identity) { /* what was carried in is less than what was done */
            numbers[identity->left[1]][c] = numbers[identity->right[0]][c] / 2;
            numbers[identity->left[0]][c] = numbers[identity->right[0]][c] +
                                            numbers[identity->right[1]][c] -
                                            numbers[identity->left[1]][c];
        }
    }
    for (int r = 0; r < block->n_rows; r++) {
        int64_t total = RANDOMFILE_BLANK;
        for (int c = 0; c < block->n_columns; c++)
            if (c != block->total_column && numbers[r][c] >= 0)
                total = (total < 0 ? 0 : total) + numbers[r][c];
        if (block->total_column >= 0)
            numbers[r][block->total_column] = total;
        randomfile_add_row(out, block, block->rows[r].key, numbers[r]);
    }
}

/* The line's section; NULL: it begins none. */
static inline const struct form_section *randomfile_section(const struct form *form,
                                                            const char *line)
{
    for (int s = 0; s < form->n_sections; s++) {
        size_t len = strlen(form->sections[s].key);
        if (line[0] == '[' && strncmp(line + 1, form->sections[s].key, len) == 0 &&
            line[len + 1] == ']')
            return &form->sections[s];
    }
    return NULL;
}

static inline int randomfile_n_keys(const char *text)
{
    int n_keys = 0;
    for (const char *line = text; *line; line = strchr(line, '\n') + 1)
        n_keys += *line != '[' && *line != '\n';
    return n_keys;
}

/* Appends the file of unit `number`: the sample's text line by line, with another unit, other
 * tables and, where asked for, other narratives. */
static inline void randomfile_add(struct strbuf *out, const char *sample, size_t number, int flags)
{
    const struct randomtext text = randomtext_of(number);
    bool is_replaced = false; /* the section in the sample */
    size_t start = out->len;
    for (const char *line = sample, *next; strncmp(line, "[end]", 5) != 0; line = next) {
        next = strchr(line, '\n') + 1;
        const struct form_section *section = randomfile_section(&format_2021, line);
        if (section && section->table) {
            is_replaced = true;
            strbuf_add(out, line, (size_t)(next - line));
            for (int b = 0; b < section->table->n_blocks; b++)
                randomfile_add_block(out, section, &section->table->blocks[b], sample, flags);
        } else if (section && flags & RANDOMFILE_NARRATIVES) {
            is_replaced = randomtext_add_section(out, section->key, text);
        } else if (*line == '\n') {
            is_replaced = false;
        }
        if (is_replaced)
            continue;
        if (strncmp(line, "unit = ", 7) == 0 && flags & RANDOMFILE_NARRATIVES) {
            strbuf_add_str(out, "unit = \"");
            randomtext_add_unit(out, text);
            strbuf_add_str(out, "\"\n");
        } else if (strncmp(line, "unit = ", 7) == 0) {
            strbuf_addf(out, "unit = \"第%zu单位\"\n", number);
        } else {
            strbuf_add(out, line, (size_t)(next - line));
        }
    }
    int n_keys = randomfile_n_keys(out->data + start);
    uint32_t crc = crc32_add(0, out->data + start, out->len - start);
    strbuf_add_str(out, "[end]\ncomplete = \"1\"\n");
    if (!(flags & RANDOMFILE_BY_HAND))
        strbuf_addf(out, "keys = \"%d\"\ncrc = \"%08x\"\n", n_keys, crc);
}

/* The sample's text; free it. */
static inline char *randomfile_sample(const char *path)
{
    struct strbuf text = STRBUF_INIT;
    struct safefile file;
    if (safefile_open(&file, path, NULL))
        (void)!safefile_read(&file, 1024 * 1024, &text, NULL, NULL);
    safefile_close(&file);
    return strbuf_steal(&text);
}

#endif
