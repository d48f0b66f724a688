/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_IMPORTDOC_H
#define FORMS_DOCUMENT_IMPORTDOC_H

/* A published report taken apart: lines and table rows in their order, whatever they came from
 * (HTML, Markdown, tabs, plain text). The readers (importhtml.c, importtext.c) fill it; the rest
 * of the import reads it and knows nothing of where it came from. What this program printed is read
 * by ownprint.h instead. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/draft/importnote.h"
#include "locale/err.h"
#include "locale/strbuf.h"

enum {
    IMPORT_MAX_BYTES =
        16 * 1024 *
        1024, /* of the input: a page with pictures inside it, and far more than a report */
    IMPORT_MAX_ITEMS = 60000,
    IMPORT_MAX_CELLS = 300000,
    IMPORT_MAX_ROW_CELLS = 64, /* what stands behind the last is one cell with it */
};

/* A line of text (one cell), a row of a table (cells), or a blank line (no cell). */
struct import_item {
    int line; /* of the input, from 1 */
    bool is_row;
    bool is_heading;  /* <h1>, “## ” */
    bool is_indented; /* the line began with two columns of blanks or more: a paragraph's first, as
                         a rule */
    bool is_page_end; /* the page ended behind it */
    bool used; /* understood, or put somewhere: what is not used at the end is listed and marked */
    int section; /* where it stands; 0 (the preface) at first */
    size_t first_cell, n_cells;
};

struct import_doc {
    struct strbuf text; /* the cells, each with a NUL behind it; valid UTF-8, one line each */
    size_t *cells;      /* offsets into text */
    size_t n_cells, cells_capacity;
    struct import_item *items;
    size_t n_items, items_capacity;
    struct strbuf page_title; /* what a web page calls itself: <title>, ArticleTitle */
    bool is_too_large;        /* a limit was met: nothing is added any more */
    bool is_flowed; /* an item is a whole paragraph (HTML, our own print): lines are not to be
                       joined */
};

void import_doc_release(struct import_doc *doc);
/* Adds an item without cells; the cells added next are its. */
struct import_item *import_doc_add_item(struct import_doc *doc, int line, bool is_row);
/* Adds a cell to the last item. Blanks are cut off at both ends. */
void import_doc_add_cell(struct import_doc *doc, const char *text, size_t len);
/* An item of one cell. */
void import_doc_add_line(struct import_doc *doc, int line, const char *text, size_t len);
/* The i-th cell of an item; "" behind the last. Borrowed, until something is added. */
const char *import_doc_cell(const struct import_doc *doc, const struct import_item *item, size_t i);
/* The only cell with text in it, NULL where there are none or several. */
const char *import_doc_only_cell(const struct import_doc *doc, const struct import_item *item);
/* Appends the cells, separated. */
void import_doc_join(const struct import_doc *doc, const struct import_item *item,
                     const char *separator, struct strbuf *out);

#endif
