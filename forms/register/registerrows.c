/* SPDX-License-Identifier: MIT */
#include "forms/register/registerrows.h"

#include <string.h>

#include "forms/document/csv.h"
#include "forms/document/importclean.h"
#include "forms/document/importhtml.h"
#include "forms/document/importoffice.h"
#include "locale/blank.h"
#include "locale/encoding.h"
#include "locale/message.h"
#include "locale/strbuf.h"

typedef bool take_row(void *context, const struct registerrow *row);

/* Adds a cell, cut to what stands between blanks. */
static void add_cell(struct registerrow *row, char *text)
{
    if (row->n_cells == REGISTERROWS_MAX_CELLS)
        return;
    const char *start = text;
    size_t len = strlen(text);
    blank_trim(&start, &len);
    text[(size_t)(start - text) + len] = '\0';
    row->cells[row->n_cells++] = start;
}

static bool is_blank(const struct registerrow *row)
{
    for (size_t i = 0; i < row->n_cells; i++)
        if (*row->cells[i])
            return false;
    return true;
}

/* The separator that the first lines have most of. */
static char separator_of(const char *text, size_t len)
{
    enum { LOOK_BYTES = 8 * 1024 };
    static const char separators[] = {'\t', ',', ';'};
    size_t most = 0;
    char found = ',';
    for (size_t s = 0; s < sizeof separators; s++) {
        size_t n = 0;
        for (size_t i = 0; i < len && i < LOOK_BYTES; i++)
            n += text[i] == separators[s];
        if (n > most) {
            most = n;
            found = separators[s];
        }
    }
    return found;
}

static void read_text(const char *text, size_t len, take_row *take, void *context)
{
    struct csv csv = CSV_INIT(text, len, separator_of(text, len));
    struct csv_record record = CSV_RECORD_INIT;
    bool goes_on = true;
    while (goes_on && csv_next(&csv, &record)) {
        struct registerrow row = {.line = record.line};
        for (size_t i = 0; i < record.n_fields; i++)
            add_cell(&row, record.bytes.data + record.starts[i]);
        goes_on = is_blank(&row) || take(context, &row);
    }
    csv_record_release(&record);
}

static bool read_spreadsheet(const char *bytes, size_t len, take_row *take, void *context,
                             struct err *err)
{
    struct import_doc doc = {.text = STRBUF_INIT, .page_title = STRBUF_INIT};
    struct import_notes notes = {0};
    struct strbuf html = STRBUF_INIT;
    bool ok = importoffice_read(bytes, len, &html, err);
    if (ok)
        importhtml_read(html.data, html.len, 1, &doc, &notes);
    if (ok && doc.is_too_large)
        ok = err_set(err, _("表格太大（限 %d 行、%d 格）。请另存为 CSV 再统计。"), IMPORT_MAX_ITEMS,
                     IMPORT_MAX_CELLS);
    for (size_t i = 0; ok && i < doc.n_items; i++) {
        struct registerrow row = {.line = doc.items[i].line};
        for (size_t c = 0; c < doc.items[i].n_cells && c < REGISTERROWS_MAX_CELLS; c++)
            row.cells[row.n_cells++] = import_doc_cell(&doc, &doc.items[i], c);
        if (!is_blank(&row) && !take(context, &row))
            break;
    }
    strbuf_release(&html);
    import_notes_release(&notes);
    import_doc_release(&doc);
    return ok;
}

bool registerrows_read(const char *bytes, size_t len, take_row *take, void *context,
                       struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    struct import_notes notes = {0};
    if (importoffice_is(bytes, len))
        return read_spreadsheet(bytes, len, take, context, err);
    bool ok = importclean_decode(bytes, len, &text, &notes, err);
    if (ok) {
        size_t bom = text.len >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        read_text(text.data + bom, text.len - bom, take, context);
    }
    import_notes_release(&notes);
    strbuf_release(&text);
    return ok;
}
