/* SPDX-License-Identifier: MIT */
/* Pieces of a table: an item is cut into labels and numbers, numbers are put into vectors. */
#include "forms/import/tablereader.h"

#include <stdlib.h>
#include <string.h>

#include "forms/form/value.h"
#include "forms/import/importvalue.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"

/* ---- notes ---- */

void tablereader_note_row(struct table_reader *reader, int line, const char *rule, int row,
                          const char *text)
{
    struct strbuf key = STRBUF_INIT;
    form_cell_key(reader->form, label_cell(reader->set, row, 0), &key);
    import_note_add(reader->notes, line, rule, key.data, xstrdup(text));
    strbuf_release(&key);
}

void tablereader_note_table(struct table_reader *reader, int line, const char *rule, char *text)
{
    import_note_add(reader->notes, line, rule, reader->form->sections[reader->section].key, text);
}

void tablereader_row_name(const struct table_reader *reader, int row, struct strbuf *out)
{
    const struct form_row *def = form_row_of(reader->form, label_cell(reader->set, row, 0));
    strbuf_add_str(out, def->path[form_path_depth(def->path) - 1]);
}

void tablereader_note_label(struct table_reader *reader, int line, int row, const char *text)
{
    if (reader->row_noted[row])
        return;
    reader->row_noted[row] = true;
    tablereader_note_row(reader, line, reader->width ? "T3-LABEL" : "T2-ROWNAME", row, text);
}

const char *tablereader_row_rule(const struct table_reader *reader)
{
    return reader->width && !reader->table->reads_across ? "T3-ORPHAN" : "I-ROW";
}

/* ---- pieces ---- */

static void add_token(struct table_reader *reader, const char *text, size_t len, bool is_value)
{
    if (reader->n_tokens < TABLEREADER_MAX_TOKENS)
        reader->tokens[reader->n_tokens++] = (struct token){NULL, reader->buffer.len, is_value};
    strbuf_add(&reader->buffer, text, len);
    strbuf_add_byte(&reader->buffer, '\0');
}

/* Offset of the last word of text[0..len); words are divided by blanks, ideographic ones too. */
static size_t last_word(const char *text, size_t len)
{
    size_t i = len;
    while (i > 0 && text[i - 1] != ' ' && text[i - 1] != '\t' &&
           !(i >= 3 && memcmp(text + i - 3, "　", 3) == 0))
        i--;
    return i;
}

/* Length of the first part of a text that wide gaps divide; *gap is what divides it from the next.
 */
static size_t part_len(const char *text, size_t len, size_t *gap)
{
    for (size_t i = 0; i < len; i++) {
        *gap = strspn(text + i, " ");
        if (*gap >= 2 && i + *gap < len)
            return i;
        i += *gap;
    }
    *gap = 0;
    return len;
}

/* The words before the numbers of a line. Text that was laid out in columns has parents, pieces of
 * upright labels and the label side by side. */
static void add_head(struct table_reader *reader, const char *text, size_t len)
{
    char *whole = xmemdup0(text, len);
    struct label label = label_find(reader->set, whole, false);
    free(whole);
    size_t gap, n = label.kind == LABEL_NONE || !label.is_exact ? part_len(text, len, &gap) : len;
    if (n == len) {
        add_token(reader, text, len, false);
        return;
    }
    for (; len; n = part_len(text, len, &gap)) {
        add_token(reader, text, n, false);
        text += n + gap;
        len -= n + gap;
        if (!len)
            break;
    }
}

/* Cuts a text into its label and the numbers behind it; all of it is one token where no number
 * stands at its end. */
static void split_text(struct table_reader *reader, const char *text)
{
    size_t len = strlen(text), starts[TABLEREADER_MAX_VALUES];
    int n = 0;
    while (len && n < TABLEREADER_MAX_VALUES) {
        size_t word = last_word(text, len);
        char *copy = xmemdup0(text + word, len - word);
        bool is_value = importvalue_is(copy) || (word && importvalue_is_odd(copy));
        free(copy);
        if (!is_value)
            break;
        starts[n++] = word;
        len = word;
        const char *rest = text;
        blank_trim(&rest, &len);
    }
    if (len)
        add_head(reader, text, len);
    for (int i = n - 1; i >= 0; i--) {
        size_t end = i > 0 ? starts[i - 1] : strlen(text);
        const char *word = text + starts[i];
        size_t word_len = end - starts[i];
        blank_trim(&word, &word_len);
        add_token(reader, word, word_len, true);
    }
}

/* A row's label with its numbers behind it and nothing between them: 行政处罚12; where there are as
 * many digits as columns each is a number: 规章000. */
static bool split_glued(struct table_reader *reader, const char *text)
{
    size_t len = strlen(text), start = len;
    while (start > 0 && strchr("0123456789.", text[start - 1]))
        start--;
    if (start == len || start == 0)
        return false;
    char *head = xmemdup0(text, start);
    struct label label = label_find(reader->set, head, false);
    free(head);
    if (label.kind != LABEL_ROW || !label.is_exact)
        return false;
    size_t n_columns = (size_t)label_n_columns(reader->set, label.row);
    if (n_columns > 1 && (n_columns != len - start || strchr(text + start, '.')))
        return false;
    add_token(reader, text, start, false);
    for (size_t i = 0; i < n_columns; i++)
        add_token(reader, text + start + i, n_columns > 1 ? 1 : len - start, true);
    return true;
}

/* The cell from which on a row of cells holds its numbers, where hardly one of as many cells as the
 * table's rows have is something else: 见说明 among fourteen numbers has its place, too. n_cells
 * where that cannot be told. */
static size_t first_number(struct table_reader *reader, const struct import_item *item)
{
    enum { LEAST_WIDTH = 4 };
    size_t width = (size_t)reader->width, end = item->n_cells, n_values = 0;
    while (end > width && !*import_doc_cell(reader->doc, item, end - 1))
        end--;
    if (!item->is_row || width < LEAST_WIDTH || end < width)
        return item->n_cells;
    for (size_t i = end - width; i < end; i++) {
        const char *cell = import_doc_cell(reader->doc, item, i);
        bool is_value = importvalue_is(cell);
        n_values += is_value;
        if (*cell && !is_value && label_find(reader->set, cell, false).kind == LABEL_ROW)
            return item->n_cells;
    }
    return n_values < width && n_values * 4 >= width * 3 ? end - width : item->n_cells;
}

void tablereader_split(struct table_reader *reader, const struct import_item *item)
{
    size_t numbers = first_number(reader, item);
    reader->n_tokens = 0;
    strbuf_clear(&reader->buffer);
    bool is_single = import_doc_only_cell(reader->doc, item) != NULL;
    bool has_head = false; /* a cell that is no number stands before */
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *cell = import_doc_cell(reader->doc, item, i);
        bool is_value = importvalue_is(cell) || (i >= numbers && *cell) ||
                        (!is_single && has_head && importvalue_is_odd(cell));
        has_head |= *cell && !is_value;
        if (*cell && !is_value && split_glued(reader, cell))
            continue;
        int n_before = reader->n_tokens;
        if (*cell && !is_value) {
            split_text(reader, cell);
            /* In a row of cells a cell is one thing, unless it is nothing but numbers. */
            bool has_label = !reader->tokens[n_before].is_value;
            if (!has_label || (is_single && reader->n_tokens > n_before + 1))
                continue;
            reader->n_tokens = n_before;
        }
        add_token(reader, cell, strlen(cell), is_value);
    }
    for (int i = 0; i < reader->n_tokens; i++)
        reader->tokens[i].text = reader->buffer.data + reader->tokens[i].offset;
}

/* ---- vectors ---- */

struct import_vector *tablereader_add_vector(struct table_reader *reader, size_t first_item,
                                             size_t last_item, int row, int first)
{
    struct import_vectors *vectors = &reader->vectors;
    GROW(vectors->items, vectors->count, vectors->capacity);
    struct import_vector *vector = &vectors->items[vectors->count++];
    *vector = (struct import_vector){.line = reader->doc->items[first_item].line,
                                     .first_item = first_item,
                                     .last_item = last_item,
                                     .row = row,
                                     .first = first,
                                     .weak_row = -1};
    vector->cells = xcalloc(TABLEREADER_MAX_VALUES, sizeof *vector->cells);
    return vector;
}

void tablereader_add_value(struct import_vector *vector, const char *text)
{
    if (vector->n_cells < TABLEREADER_MAX_VALUES)
        vector->cells[vector->n_cells++] = xstrdup(text);
}

static bool read_number(const char *text, int64_t *number)
{
    struct strbuf clean = STRBUF_INIT, remark = STRBUF_INIT;
    import_value_clean(CELL_COUNT, text, &clean, &remark);
    struct value value = value_of(CELL_COUNT, clean.data);
    *number = value.number;
    strbuf_release(&clean);
    strbuf_release(&remark);
    return value.kind == VALUE_NUMBER || value.kind == VALUE_BLANK;
}

bool tablereader_sums_up(const struct token *tokens, int n)
{
    int64_t sum = 0, number;
    for (int i = 0; i < n - 1; i++)
        if (!read_number(tokens[i].text, &number) || __builtin_add_overflow(sum, number, &sum))
            return false;
    return read_number(tokens[n - 1].text, &number) && number == sum && sum > 0;
}

static bool are_blank(const struct token *tokens, int n)
{
    for (int i = 0; i < n; i++)
        if (*tokens[i].text)
            return false;
    return true;
}

/* Where among n cells the expected number of them begins: blank cells at either end are left over
 * from merged cells. -1: it does not fit. *is_certain is false where there were several ways. */
static int find_window(const struct token *tokens, int n, int expected, bool *is_certain)
{
    int first = -1, n_windows = 0, summing = -1;
    for (int start = 0; start + expected <= n; start++) {
        if (!are_blank(tokens, start) ||
            !are_blank(tokens + start + expected, n - start - expected))
            continue;
        n_windows++;
        if (first < 0)
            first = start;
        if (summing < 0 && tablereader_sums_up(tokens + start, expected))
            summing = start;
    }
    *is_certain = n_windows == 1 || summing >= 0 || are_blank(tokens, n);
    return summing >= 0 ? summing : first;
}

/* One number too many, and two neighbours that are one number cut in two: joined they make the row
 * add up. The index of the first of them; -1: there is no such pair, or more than one. */
static int find_split_number(const struct token *tokens, int n)
{
    int found = -1;
    struct token joined[TABLEREADER_MAX_TOKENS];
    for (int i = 0; i + 2 < n; i++) {
        struct strbuf both = STRBUF_INIT;
        strbuf_addf(&both, "%s%s", tokens[i].text, tokens[i + 1].text);
        for (int j = 0; j < n - 1; j++)
            joined[j] = j < i ? tokens[j] : tokens[j + 1];
        joined[i] = (struct token){both.data, 0, true};
        bool fits = *tokens[i].text && *tokens[i].text != '0' && *tokens[i + 1].text &&
                    tablereader_sums_up(joined, n - 1);
        strbuf_release(&both);
        if (fits && found >= 0)
            return -1;
        if (fits)
            found = i;
    }
    return found;
}

bool tablereader_take_values(struct table_reader *reader, size_t item, int from, int expected,
                             int row, int first)
{
    const struct token *tokens = reader->tokens + from;
    int n = reader->n_tokens - from, line = reader->doc->items[item].line;
    if (reader->vectors.count >= IMPORT_MAX_VECTORS)
        return false;
    bool is_certain = true;
    int start = n >= expected ? find_window(tokens, n, expected, &is_certain) : -1;
    bool is_padded = false;
    if (start < 0 && n < expected && row >= 0 && reader->doc->items[item].is_row && n > 0) {
        start = 0;
        is_padded = expected > 1;
    }
    int split = -1;
    if (start < 0 && n == expected + 1 && expected > 2)
        split = find_split_number(tokens, n);
    if (start < 0 && split < 0)
        return false;
    struct import_vector *vector = tablereader_add_vector(reader, item, item, row, first);
    if (split >= 0) {
        for (int i = 0; i < n; i++) {
            struct strbuf cell = STRBUF_INIT;
            strbuf_add_str(&cell, tokens[i].text);
            if (i == split)
                strbuf_add_str(&cell, tokens[++i].text);
            tablereader_add_value(vector, cell.data);
            if (i == split + 1 && row >= 0)
                tablereader_note_row(reader, line, "T3-SPLIT", row, cell.data);
            strbuf_release(&cell);
        }
        return true;
    }
    for (int i = 0; i < expected; i++)
        tablereader_add_value(vector, start + i < n ? tokens[start + i].text : "");
    if (row >= 0 && (is_padded || !is_certain)) {
        struct strbuf text = STRBUF_INIT;
        if (is_padded)
            strbuf_addf(&text, _("这一行应有 %d 格，只读到 %d 格，已从左边起填入"), expected, n);
        else
            strbuf_addf(&text, _("这一行有 %d 格，数字属于哪一列不能确定，已从左边起填入"), n);
        tablereader_note_row(reader, line, "I-ROW", row, text.data);
        strbuf_release(&text);
    }
    return true;
}
