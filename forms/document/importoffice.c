/* SPDX-License-Identifier: MIT */
#include "forms/document/importoffice.h"

#include <string.h>

#ifdef HAVE_OFFICE

#include <math.h>
#include <stdlib.h>

#include "forms/document/importdoc.h"
#include "forms/document/importzip.h"
#include "forms/document/officelibs.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

enum {
    MAX_DEPTH = 200,   /* of elements */
    MAX_REPEATED = 64, /* of a cell or a row that is said to be there several times */
    MAX_SHEETS = 30,
    MAX_MERGES = 3000,
    MAX_HTML_BYTES = 16 * 1024 * 1024,
};

/* ---- XML ---- */

struct walk {
    xmlTextReaderPtr reader;
    struct strbuf *html;
    const char *name; /* of the element under way, without its prefix */
    bool is_end;
};

static const char *const damaged =
    N_("文件里的内容已经损坏，不能读。请在 Word、Excel 或 WPS 里重新保存再导入。");

/* Calls visit for each element's begin and end and for each text. No document type is accepted, so
 * that there are no entities; nothing is ever fetched. */
static bool walk_xml(const struct strbuf *xml, struct strbuf *html,
                     void (*visit)(struct walk *walk, const char *text, void *context),
                     void *context, struct err *err)
{
    struct walk walk = {.html = html};
    int more = -1;
    if (xml->len)
        walk.reader = officelibs.xmlReaderForMemory(xml->data, (int)xml->len, NULL, NULL,
                                                    XML_PARSE_NONET | XML_PARSE_NOERROR |
                                                        XML_PARSE_NOWARNING);
    while (walk.reader && (more = officelibs.xmlTextReaderRead(walk.reader)) == 1) {
        int type = officelibs.xmlTextReaderNodeType(walk.reader);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE ||
            officelibs.xmlTextReaderDepth(walk.reader) > MAX_DEPTH || html->len > MAX_HTML_BYTES)
            break;
        const char *text = NULL;
        if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
            type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE)
            text = (const char *)officelibs.xmlTextReaderConstValue(walk.reader);
        else if (type != XML_READER_TYPE_ELEMENT && type != XML_READER_TYPE_END_ELEMENT)
            continue;
        walk.name = (const char *)officelibs.xmlTextReaderConstLocalName(walk.reader);
        walk.is_end = type == XML_READER_TYPE_END_ELEMENT;
        visit(&walk, text, context);
        if (type == XML_READER_TYPE_ELEMENT &&
            officelibs.xmlTextReaderIsEmptyElement(walk.reader)) {
            walk.is_end = true;
            visit(&walk, NULL, context);
        }
    }
    officelibs.xmlFreeTextReader(walk.reader);
    return more == 0 || err_set(err, "%s", _(damaged));
}

/* The attribute of that local name at the element under way; the caller frees it. NULL. */
static char *attribute(struct walk *walk, const char *name)
{
    char *value = NULL;
    while (!value && officelibs.xmlTextReaderMoveToNextAttribute(walk->reader) == 1)
        if (strcmp((const char *)officelibs.xmlTextReaderConstLocalName(walk->reader), name) == 0)
            value = xstrdup((const char *)officelibs.xmlTextReaderConstValue(walk->reader));
    officelibs.xmlTextReaderMoveToElement(walk->reader);
    return value;
}

static int number_attribute(struct walk *walk, const char *name, int least, int most)
{
    char *text = attribute(walk, name);
    long n = text ? strtol(text, NULL, 10) : least;
    free(text);
    return n < least ? least : n > most ? most : (int)n;
}

static void add_escaped(struct strbuf *html, const char *text)
{
    for (; *text; text++) {
        if (*text == '<')
            strbuf_add_str(html, "&lt;");
        else if (*text == '&')
            strbuf_add_str(html, "&amp;");
        else
            strbuf_add_byte(html, *text == '\n' ? ' ' : *text);
    }
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

/* ---- .docx ---- */

struct word {
    int n_skipped; /* depth of elements that are not read */
    bool is_text;  /* in <w:t> */
};

static void visit_word(struct walk *walk, const char *text, void *context)
{
    static const char *const skipped[] = {"Fallback", "del", "moveFrom", "instrText", "pict", NULL};
    struct word *word = context;
    struct strbuf *html = walk->html;
    if (text) {
        if (word->is_text && !word->n_skipped)
            add_escaped(html, text);
        return;
    }
    if (is_one_of(walk->name, skipped))
        word->n_skipped += walk->is_end ? -1 : 1;
    if (word->n_skipped)
        return;
    bool is_end = walk->is_end;
    const char *name = walk->name;
    if (strcmp(name, "t") == 0) {
        word->is_text = !is_end;
    } else if (strcmp(name, "p") == 0) {
        strbuf_add_str(html, is_end ? "</p>\n" : "<p>");
    } else if (strcmp(name, "tbl") == 0) {
        strbuf_add_str(html, is_end ? "</table>\n" : "<table>\n");
    } else if (strcmp(name, "tr") == 0) {
        strbuf_add_str(html, is_end ? "</tr>\n" : "<tr>");
    } else if (strcmp(name, "tc") == 0) {
        strbuf_add_str(html, is_end ? "</td>" : "<td>");
    } else if (strcmp(name, "gridSpan") == 0 && !is_end && html->len >= 4 &&
               strcmp(html->data + html->len - 4, "<td>") == 0) {
        int span = number_attribute(walk, "val", 1, IMPORT_MAX_ROW_CELLS);
        strbuf_truncate(html, html->len - 1);
        strbuf_addf(html, " colspan=%d>", span);
    } else if ((strcmp(name, "tab") == 0 || strcmp(name, "ptab") == 0) && !is_end) {
        strbuf_add_byte(html, ' ');
    } else if ((strcmp(name, "br") == 0 || strcmp(name, "cr") == 0) && !is_end) {
        strbuf_add_str(html, "<br>");
    } else if (strcmp(name, "noBreakHyphen") == 0 && !is_end) {
        strbuf_add_byte(html, '-');
    }
}

/* ---- .odt and .ods ---- */

struct open_document {
    int n_skipped;
    bool is_text;
    int n_cells, n_rows; /* how often the cell and the row under way are there */
    size_t cell, row;    /* where they begin */
    char *number;        /* of the cell: its value, which may have more digits than it shows */
    bool is_in_row;
};

/* Repeats what was written from `start` on. */
static void repeat(struct strbuf *html, size_t start, int n)
{
    size_t len = html->len - start;
    if (n < 2 || len > MAX_HTML_BYTES / MAX_REPEATED)
        return;
    char *piece = xmemdup0(html->data + start, len);
    for (int i = 1; i < n; i++)
        strbuf_add(html, piece, len);
    free(piece);
}

static void begin_cell(struct walk *walk, struct open_document *doc)
{
    doc->cell = walk->html->len;
    doc->n_cells = number_attribute(walk, "number-columns-repeated", 1, MAX_REPEATED);
    int columns = number_attribute(walk, "number-columns-spanned", 1, MAX_REPEATED);
    int rows = number_attribute(walk, "number-rows-spanned", 1, MAX_REPEATED);
    char *type = attribute(walk, "value-type");
    if (type && strcmp(type, "float") == 0)
        doc->number = attribute(walk, "value");
    free(type);
    strbuf_addf(walk->html, "<td colspan=%d rowspan=%d>", columns, rows);
    if (doc->number)
        add_escaped(walk->html, doc->number);
}

static void end_cell(struct walk *walk, struct open_document *doc)
{
    strbuf_add_str(walk->html, "</td>");
    repeat(walk->html, doc->cell, doc->n_cells);
    free(doc->number);
    doc->number = NULL;
}

static void visit_open_document(struct walk *walk, const char *text, void *context)
{
    static const char *const skipped[] = {"note",
                                          "annotation",
                                          "tracked-changes",
                                          "scripts",
                                          "font-face-decls",
                                          "automatic-styles",
                                          "covered-table-cell",
                                          NULL};
    struct open_document *doc = context;
    struct strbuf *html = walk->html;
    if (text) {
        if (doc->is_text && !doc->n_skipped && !doc->number)
            add_escaped(html, text);
        return;
    }
    if (is_one_of(walk->name, skipped))
        doc->n_skipped += walk->is_end ? -1 : 1;
    if (doc->n_skipped)
        return;
    bool is_end = walk->is_end;
    const char *name = walk->name;
    if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0) {
        strbuf_add_str(html, !is_end ? "<p>" : doc->is_in_row ? "</p>" : "</p>\n");
        doc->is_text = !is_end;
    } else if (strcmp(name, "table") == 0) {
        /* A sheet's rows have its numbers. */
        strbuf_add_str(html, is_end ? "</table>\n" : "<table>");
    } else if (strcmp(name, "table-row") == 0 && !is_end) {
        doc->is_in_row = true;
        doc->row = html->len;
        doc->n_rows = number_attribute(walk, "number-rows-repeated", 1, MAX_REPEATED);
        strbuf_add_str(html, "<tr>");
    } else if (strcmp(name, "table-row") == 0) {
        doc->is_in_row = false;
        strbuf_add_str(html, "</tr>\n");
        repeat(html, doc->row, doc->n_rows);
    } else if (strcmp(name, "table-cell") == 0) {
        if (is_end)
            end_cell(walk, doc);
        else
            begin_cell(walk, doc);
    } else if ((strcmp(name, "s") == 0 || strcmp(name, "tab") == 0) && !is_end) {
        strbuf_add_byte(html, ' ');
    } else if (strcmp(name, "line-break") == 0 && !is_end) {
        strbuf_add_str(html, "<br>");
    }
}

/* ---- .xlsx ---- */

struct merge {
    int first_row, first_column, last_row, last_column;
};

struct sheet {
    struct strbuf strings; /* shared ones, each with a NUL behind it */
    size_t *offsets;
    size_t n_strings, strings_capacity;
    struct merge *merges;
    size_t n_merges, merges_capacity;
    int n_skipped;
    bool is_text;
    char type[12]; /* of the cell under way */
    int row, column, next_column;
    struct strbuf value;
};

static void visit_strings(struct walk *walk, const char *text, void *context)
{
    struct sheet *sheet = context;
    if (text) {
        if (sheet->is_text && !sheet->n_skipped)
            strbuf_add_str(&sheet->strings, text);
    } else if (strcmp(walk->name, "si") == 0 && !walk->is_end) {
        GROW(sheet->offsets, sheet->n_strings, sheet->strings_capacity);
        sheet->offsets[sheet->n_strings++] = sheet->strings.len;
    } else if (strcmp(walk->name, "si") == 0) {
        strbuf_add_byte(&sheet->strings, '\0');
    } else if (strcmp(walk->name, "rPh") == 0) { /* how it is pronounced */
        sheet->n_skipped += walk->is_end ? -1 : 1;
    } else if (strcmp(walk->name, "t") == 0) {
        sheet->is_text = !walk->is_end;
    }
}

/* Reads B12: column 2, row 12. Returns what follows; NULL where it is none. */
static const char *read_place(const char *text, int *row, int *column)
{
    enum { MAX_COLUMN = 16384, MAX_ROW = 1048576 };
    *column = *row = 0;
    for (; *text >= 'A' && *text <= 'Z' && *column < MAX_COLUMN; text++)
        *column = *column * 26 + (*text - 'A' + 1);
    for (; *text >= '0' && *text <= '9' && *row < MAX_ROW; text++)
        *row = *row * 10 + (*text - '0');
    return *column && *row ? text : NULL;
}

static void visit_merges(struct walk *walk, const char *text, void *context)
{
    struct sheet *sheet = context;
    if (text || walk->is_end || strcmp(walk->name, "mergeCell") != 0 ||
        sheet->n_merges >= MAX_MERGES)
        return;
    struct merge merge;
    char *ref = attribute(walk, "ref");
    const char *end = ref ? read_place(ref, &merge.first_row, &merge.first_column) : NULL;
    if (end && *end == ':' && read_place(end + 1, &merge.last_row, &merge.last_column)) {
        GROW(sheet->merges, sheet->n_merges, sheet->merges_capacity);
        sheet->merges[sheet->n_merges++] = merge;
    }
    free(ref);
}

static const struct merge *merge_at(const struct sheet *sheet, int row, int column)
{
    for (size_t i = 0; i < sheet->n_merges; i++) {
        const struct merge *merge = &sheet->merges[i];
        if (row >= merge->first_row && row <= merge->last_row && column >= merge->first_column &&
            column <= merge->last_column)
            return merge;
    }
    return NULL;
}

/* Writes the cell of a column; those that a merged cell to the left covers are left out, those that
 * one above covers are blank. */
static void add_sheet_cell(struct sheet *sheet, int column, const char *text, struct strbuf *html)
{
    const struct merge *merge = merge_at(sheet, sheet->row, column);
    if (merge && column > merge->first_column)
        return;
    strbuf_addf(html, "<td colspan=%d>", merge ? merge->last_column - merge->first_column + 1 : 1);
    for (const char *line = text; *line; line++) {
        if (*line == '\n')
            strbuf_add_str(html, "<br>");
        else
            add_escaped(html, (char[]){*line, '\0'});
    }
    strbuf_add_str(html, "</td>");
}

/* The text of the cell under way: 59237.244899999998 as it was typed. */
static void cell_text(const struct sheet *sheet, struct strbuf *out)
{
    const char *value = sheet->value.data ? sheet->value.data : "";
    char *end;
    if (strcmp(sheet->type, "s") == 0) {
        unsigned long i = strtoul(value, &end, 10);
        if (end > value && i < sheet->n_strings)
            strbuf_add_str(out, sheet->strings.data + sheet->offsets[i]);
        return;
    }
    double number = strtod(value, &end);
    if (*sheet->type || end == value || *end || !isfinite(number) || fabs(number) >= 1e15)
        strbuf_add_str(out, value);
    else
        strbuf_addf(out, fabs(number) < 1e-4 && number != 0 ? "%.10f" : "%.15g", number);
}

static void end_sheet_cell(struct sheet *sheet, struct strbuf *html)
{
    struct strbuf text = STRBUF_INIT;
    for (; sheet->next_column < sheet->column && sheet->next_column <= IMPORT_MAX_ROW_CELLS;
         sheet->next_column++)
        add_sheet_cell(sheet, sheet->next_column, "", html);
    cell_text(sheet, &text);
    add_sheet_cell(sheet, sheet->column, text.data ? text.data : "", html);
    sheet->next_column = sheet->column + 1;
    strbuf_release(&text);
}

static void visit_sheet(struct walk *walk, const char *text, void *context)
{
    struct sheet *sheet = context;
    struct strbuf *html = walk->html;
    const char *name = walk->name;
    if (text) {
        if (sheet->is_text)
            strbuf_add_str(&sheet->value, text);
    } else if (strcmp(name, "sheetData") == 0) {
        strbuf_add_str(html, walk->is_end ? "</table>\n" : "<table>");
    } else if (strcmp(name, "row") == 0 && !walk->is_end) {
        int row = number_attribute(walk, "r", sheet->row + 1, 1048576);
        /* The lines have the rows' numbers. */
        for (int i = sheet->row + 1; i < row && i - sheet->row < MAX_REPEATED; i++)
            strbuf_add_byte(html, '\n');
        sheet->row = row;
        sheet->column = 0;
        sheet->next_column = 1;
        strbuf_add_str(html, "<tr>");
    } else if (strcmp(name, "row") == 0) {
        strbuf_add_str(html, "</tr>\n");
    } else if (strcmp(name, "c") == 0 && !walk->is_end) {
        int row;
        char *place = attribute(walk, "r"), *type = attribute(walk, "t");
        if (!place || !read_place(place, &row, &sheet->column))
            sheet->column = sheet->next_column;
        *sheet->type = '\0';
        if (type && strlen(type) < sizeof sheet->type && strcmp(type, "n") != 0)
            memcpy(sheet->type, type, strlen(type) + 1);
        free(place);
        free(type);
        strbuf_clear(&sheet->value);
    } else if (strcmp(name, "c") == 0) {
        end_sheet_cell(sheet, html);
    } else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        sheet->is_text = !walk->is_end;
    }
}

static bool read_workbook(struct importzip *zip, struct strbuf *html, struct err *err)
{
    struct sheet sheet = {.strings = STRBUF_INIT, .value = STRBUF_INIT};
    struct strbuf xml = STRBUF_INIT;
    bool ok = true;
    if (importzip_has(zip, "xl/sharedStrings.xml"))
        ok = importzip_read(zip, "xl/sharedStrings.xml", &xml, err) &&
             walk_xml(&xml, html, visit_strings, &sheet, err);
    for (int i = 1; ok && i <= MAX_SHEETS; i++) {
        char name[40];
        snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", i);
        if (!importzip_has(zip, name))
            continue;
        strbuf_clear(&xml);
        sheet.n_merges = 0;
        sheet.row = 0;
        ok = importzip_read(zip, name, &xml, err) &&
             walk_xml(&xml, html, visit_merges, &sheet, err) &&
             walk_xml(&xml, html, visit_sheet, &sheet, err);
    }
    strbuf_release(&xml);
    strbuf_release(&sheet.strings);
    strbuf_release(&sheet.value);
    free(sheet.offsets);
    free(sheet.merges);
    return ok;
}

/* ---- the whole ---- */

const char *importoffice_libraries(void)
{
    return "libzip " LIBZIP_VERSION ", libxml2 " LIBXML_DOTTED_VERSION;
}

bool importoffice_is(const char *bytes, size_t len)
{
    return len >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0;
}

bool importoffice_read(const char *bytes, size_t len, struct strbuf *html, struct err *err)
{
    struct importzip *zip = importzip_open(bytes, len, err);
    struct strbuf xml = STRBUF_INIT;
    bool ok = false;
    if (!zip)
        return false;
    if (importzip_has(zip, "word/document.xml")) {
        struct word word = {0};
        ok = importzip_read(zip, "word/document.xml", &xml, err) &&
             walk_xml(&xml, html, visit_word, &word, err);
    } else if (importzip_has(zip, "xl/workbook.xml")) {
        ok = read_workbook(zip, html, err);
    } else if (importzip_has(zip, "content.xml")) {
        struct open_document doc = {0};
        ok = importzip_read(zip, "content.xml", &xml, err) &&
             walk_xml(&xml, html, visit_open_document, &doc, err);
        free(doc.number);
    } else {
        err_set(err, "%s",
                _("这是压缩文件，里面没有 Word、Excel 或 WPS 的文档。请解压以后再导入。"));
    }
    strbuf_release(&xml);
    importzip_close(zip);
    return ok;
}

#else

const char *importoffice_libraries(void) { return NULL; }

bool importoffice_is(const char *bytes, size_t len)
{
    (void)bytes, (void)len;
    return false;
}

bool importoffice_read(const char *bytes, size_t len, struct strbuf *html, struct err *err)
{
    (void)bytes, (void)len, (void)html, (void)err;
    return false;
}

#endif
