/* SPDX-License-Identifier: MIT */
#include "forms/import/importprose.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "locale/mem.h"
#include "locale/width.h"

enum {
    MIN_COLS = 24,  /* shorter lines say nothing about the width of the page */
    MAX_COLS = 130, /* nor do longer ones: they are whole paragraphs */
    MIN_LINES = 4,
    RAGGED_COLS = 8, /* how much shorter than the page a full line may be */
};

static int compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int cols_of(const char *text) { return width_of_str(text, 2); }

static bool ends_with_any(const char *text, const char *const *ends)
{
    size_t len = strlen(text);
    for (; *ends; ends++)
        if (len >= strlen(*ends) && strcmp(text + len - strlen(*ends), *ends) == 0)
            return true;
    return false;
}

static bool ends_sentence(const char *text)
{
    static const char *const ends[] = {"。",   "！", "？", "；", "：",  "。”",
                                       "。）", ".",  ";",  ":",  "。)", NULL};
    return ends_with_any(text, ends);
}

/* “（一）”, “1.”, “一是”, “一、”: words that begin a paragraph. */
static bool begins_paragraph(const char *text)
{
    static const char *const behind[] = {"、", "是", "）", ")", ".", "．", NULL};
    bool bracket = strncmp(text, "（", strlen("（")) == 0 || *text == '(';
    if (bracket)
        text += *text == '(' ? 1 : strlen("（");
    size_t digits = strspn(text, "0123456789");
    size_t n = digits ? digits : hanzi_number(text, &(int64_t){0});
    if (n == 0 || digits > 2)
        return false;
    for (const char *const *p = behind; *p; p++)
        if (strncmp(text + n, *p, strlen(*p)) == 0)
            return !(digits && **p == '.' && isdigit((unsigned char)text[n + 1]));
    return false;
}

struct import_prose import_prose_measure(const struct import_doc *doc)
{
    struct import_prose prose = {0};
    if (doc->is_flowed)
        return prose;
    int *cols = xcalloc(doc->n_items + 1, sizeof *cols);
    size_t n = 0, n_full = 0, n_indented = 0, n_long = 0;
    for (size_t i = 0; i < doc->n_items; i++) {
        const struct import_item *item = &doc->items[i];
        if (item->used || item->is_row || item->n_cells == 0)
            continue;
        int width = cols_of(import_doc_cell(doc, item, 0));
        n_indented += item->is_indented;
        n_long += width > MAX_COLS;
        if (width >= MIN_COLS && width <= MAX_COLS)
            cols[n++] = width;
    }
    if (n >= MIN_LINES && n_long * 10 < n) {
        qsort(cols, n, sizeof *cols, compare_ints);
        prose.full_cols = cols[n - 1 - n / 10];
        for (size_t i = 0; i < n; i++)
            n_full += cols[i] >= prose.full_cols - RAGGED_COLS;
        prose.is_wrapped = n_full * 2 >= n;
        prose.is_indented = n_indented >= 2 && n_indented < n;
    }
    free(cols);
    return prose;
}

/* Does the line go on with the one before it? */
static bool goes_on(const struct import_prose *prose, const char *before, const char *text,
                    bool is_indented)
{
    if (!prose->is_wrapped || (prose->is_indented && is_indented))
        return false;
    int cols = cols_of(before);
    bool is_full = cols >= prose->full_cols - RAGGED_COLS;
    if (prose->is_indented)
        return is_full || (!ends_sentence(before) && cols * 2 >= prose->full_cols);
    if (ends_sentence(before))
        return is_full && !begins_paragraph(text);
    return cols * 2 >= prose->full_cols;
}

static void join(struct strbuf *paragraph, const char *text)
{
    if (paragraph->len && isalnum((unsigned char)paragraph->data[paragraph->len - 1]) &&
        isalnum((unsigned char)*text))
        strbuf_add_byte(paragraph, ' ');
    strbuf_add_str(paragraph, text);
}

/* Where a page ended in the midst of a sentence: the last of the blank lines behind the item, which
 * do not end the paragraph. Else the item. */
static size_t skip_page_end(const struct import_doc *doc, size_t at, size_t last)
{
    bool is_page_end = doc->items[at].is_page_end;
    size_t next = at + 1;
    for (; next < last && (doc->items[next].n_cells == 0 || doc->items[next].used); next++)
        is_page_end = is_page_end || doc->items[next].is_page_end;
    return is_page_end && !ends_sentence(import_doc_cell(doc, &doc->items[at], 0)) ? next - 1 : at;
}

size_t import_prose_add(const struct import_prose *prose, struct import_doc *doc, int section,
                        size_t first, size_t last, struct strbuf *out)
{
    struct strbuf paragraph = STRBUF_INIT, row = STRBUF_INIT;
    const char *before =
        NULL; /* the line that the paragraph ends with so far; NULL: a new one begins */
    size_t n_rows = 0;
    for (size_t i = first; i <= last; i++) {
        struct import_item *item = i < last ? &doc->items[i] : NULL;
        if (item && (item->section != section || item->used))
            continue;
        const char *text = item ? import_doc_only_cell(doc, item) : NULL;
        if (!item || !text || !before || !goes_on(prose, before, text, item->is_indented)) {
            if (paragraph.len) {
                strbuf_add(out, paragraph.data, paragraph.len);
                strbuf_add_byte(out, '\n');
                strbuf_clear(&paragraph);
            }
            before = NULL;
        }
        if (!item)
            break;
        if (text) {
            join(&paragraph, text);
            before = text;
            item->used = true;
            i = skip_page_end(doc, i, last);
        } else if (item->n_cells) {
            strbuf_clear(&row);
            import_doc_join(doc, item, " | ", &row);
            if (row.data[strspn(row.data, " |")]) {
                strbuf_add(out, row.data, row.len);
                strbuf_add_byte(out, '\n');
                n_rows++;
            }
        }
        item->used = true;
    }
    strbuf_release(&paragraph);
    strbuf_release(&row);
    return n_rows;
}
