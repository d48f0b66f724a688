/* SPDX-License-Identifier: MIT */
#include "forms/document/importdoc.h"

#include <stdlib.h>
#include <string.h>

#include "locale/blank.h"
#include "locale/mem.h"

void import_doc_release(struct import_doc *doc)
{
    strbuf_release(&doc->text);
    strbuf_release(&doc->page_title);
    free(doc->cells);
    free(doc->items);
    *doc = (struct import_doc){.text = STRBUF_INIT, .page_title = STRBUF_INIT};
}

struct import_item *import_doc_add_item(struct import_doc *doc, int line, bool is_row)
{
    if (doc->n_items >= IMPORT_MAX_ITEMS)
        doc->is_too_large = true;
    if (!doc->is_too_large || doc->n_items == 0) {
        GROW(doc->items, doc->n_items, doc->items_capacity);
        doc->items[doc->n_items++] =
            (struct import_item){.line = line, .is_row = is_row, .first_cell = doc->n_cells};
    }
    return &doc->items[doc->n_items - 1];
}

void import_doc_add_cell(struct import_doc *doc, const char *text, size_t len)
{
    if (doc->n_cells >= IMPORT_MAX_CELLS)
        doc->is_too_large = true;
    if (doc->is_too_large)
        return;
    blank_trim(&text, &len);
    struct import_item *item = &doc->items[doc->n_items - 1];
    if (item->n_cells == IMPORT_MAX_ROW_CELLS) {
        strbuf_truncate(&doc->text, doc->text.len - 1);
        strbuf_add_byte(&doc->text, ' ');
    } else {
        GROW(doc->cells, doc->n_cells, doc->cells_capacity);
        doc->cells[doc->n_cells++] = doc->text.len;
        item->n_cells++;
    }
    strbuf_add(&doc->text, text, len);
    strbuf_add_byte(&doc->text, '\0');
}

void import_doc_add_line(struct import_doc *doc, int line, const char *text, size_t len)
{
    import_doc_add_item(doc, line, false);
    blank_trim(&text, &len);
    if (len)
        import_doc_add_cell(doc, text, len);
}

const char *import_doc_cell(const struct import_doc *doc, const struct import_item *item, size_t i)
{
    return i < item->n_cells ? doc->text.data + doc->cells[item->first_cell + i] : "";
}

const char *import_doc_only_cell(const struct import_doc *doc, const struct import_item *item)
{
    const char *only = NULL;
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *cell = import_doc_cell(doc, item, i);
        if (*cell && only)
            return NULL;
        if (*cell)
            only = cell;
    }
    return only;
}

void import_doc_join(const struct import_doc *doc, const struct import_item *item,
                     const char *separator, struct strbuf *out)
{
    bool first = true;
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *cell = import_doc_cell(doc, item, i);
        if (!*cell && !item->is_row)
            continue;
        if (!first)
            strbuf_add_str(out, separator);
        strbuf_add_str(out, cell);
        first = false;
    }
}
