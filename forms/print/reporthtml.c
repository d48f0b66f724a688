/* SPDX-License-Identifier: MIT */
/* What a reader without a style sheet needs stands in the elements: widths and alignment as
 * attributes, the indent as wide blanks. Editors of portals, Word and Excel take over little else.
 */
#include "forms/print/reporthtml.h"

#include <string.h>

#include "forms/draft/total.h"
#include "forms/form/reportmarks.h"
#include "forms/print/grid.h"
#include "forms/print/papertext.h"
#include "forms/print/reporttext.h"
#include "locale/width.h"

struct page {
    const struct draft *draft;
    const struct form *form;
    bool is_draft;
    struct strbuf *out;
};

static void add_text(const struct page *page, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        switch (text[i]) {
        case '&': strbuf_add_str(page->out, "&amp;"); break;
        case '<': strbuf_add_str(page->out, "&lt;"); break;
        case '>': strbuf_add_str(page->out, "&gt;"); break;
        case '"': strbuf_add_str(page->out, "&quot;"); break;
        default: strbuf_add_byte(page->out, text[i]);
        }
    }
}

static void add_printed(const struct page *page, const char *text)
{
    struct strbuf printed = STRBUF_INIT;
    papertext_add(&printed, text, strlen(text), ENCODING_UTF8);
    add_text(page, printed.data, printed.len);
    strbuf_release(&printed);
}

/* ---- head, title, signature ---- */

/* A line of the cover in an element of its own; false: it is empty. */
static bool add_cover(const struct page *page, int cover)
{
    struct strbuf text = STRBUF_INIT;
    reporttext_add_cover(page->draft, cover, ENCODING_UTF8, &text);
    bool any = text.len > 0;
    if (any) {
        strbuf_addf(page->out, "<span data-key=\"%s\">", form_cover[cover].key);
        add_text(page, text.data, text.len);
        strbuf_add_str(page->out, "</span>");
    }
    strbuf_release(&text);
    return any;
}

static void add_head(const struct page *page)
{
    struct strbuf title = STRBUF_INIT;
    reporttext_add_cover(page->draft, COVER_UNIT, ENCODING_UTF8, &title);
    reporttext_add_cover(page->draft, COVER_REPORT_YEAR, ENCODING_UTF8, &title);
    strbuf_addf(&title, "年%s", page->form->title);
    strbuf_add_str(page->out, "<!DOCTYPE html>\n"
                              "<html lang=\"zh-CN\">\n"
                              "<head>\n"
                              "<meta charset=\"utf-8\">\n"
                              "<meta name=\"generator\" content=\"nianbao\">\n"
                              "<title>");
    add_text(page, title.data, title.len);
    strbuf_add_str(
        page->out,
        "</title>\n"
        "<style>\n"
        "body { max-width: 52em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff;\n"
        "       font-family: FangSong, 仿宋, FangSong_GB2312, STFangsong, serif; }\n"
        "h1 { font-size: 1.6em; font-weight: bold; }\n"
        "h2 { margin: 0.7em 0 0.3em; white-space: pre-wrap; }\n"
        "h1, table { font-family: SimSun, 宋体, STSong, serif; }\n"
        "h2 { font-size: 1.15em; font-weight: normal; font-family: SimHei, 黑体, STHeiti, sans-serif; }\n"
        "div p { line-height: 1.8; }\n"
        "p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }\n"
        "table { font-size: 0.9em; margin: 0.5em 0; }\n"
        "td { padding: 0.2em 0.3em; line-height: 1.4; }\n"
        "td { text-wrap: balance; }\n"
        "@page { size: A4; margin: 37mm 26mm 35mm 28mm; }\n"
        "@media print { body { max-width: none; margin: 0; padding: 0; } tr { break-inside: avoid; }\n"
        "               h2 { break-after: avoid; } p { orphans: 2; widows: 2; } }\n"
        "</style>\n"
        "</head>\n");
    strbuf_addf(page->out, "<body data-form=\"%s\">\n", page->form->id);
    strbuf_release(&title);
}

static void add_title(const struct page *page)
{
    const char *empty = page->is_draft ? REPORT_NOT_FILLED_IN : "";
    if (page->is_draft)
        strbuf_addf(page->out, "<p align=\"right\">%s</p>\n", REPORT_DRAFT_MARK);
    strbuf_add_str(page->out, "<h1 align=\"center\">");
    strbuf_add_str(page->out, add_cover(page, COVER_UNIT) ? "" : empty);
    strbuf_add_str(page->out, add_cover(page, COVER_REPORT_YEAR) ? "" : empty);
    strbuf_addf(page->out, "年%s</h1>\n", page->form->title);
}

/* A line of the signature that ends so many columns before the right margin. */
static void add_signed(const struct page *page, const char *key, const struct strbuf *text,
                       int right_cols)
{
    strbuf_addf(page->out, "<p%s%s%s align=\"right\" style=\"margin-right:%d.%dem\">",
                key ? " data-key=\"" : "", key ? key : "", key ? "\"" : "", right_cols / 2,
                right_cols % 2 * 5);
    add_text(page, text->data, text->len);
    strbuf_add_str(page->out, "</p>\n");
}

/* As on paper: the date 右空四字, the unit centred over it, but never nearer than 右空二字. */
static void add_signature(const struct page *page)
{
    struct strbuf unit = STRBUF_INIT, date = STRBUF_INIT;
    reporttext_add_cover(page->draft, COVER_UNIT, ENCODING_UTF8, &unit);
    reporttext_add_date(page->draft, ENCODING_UTF8, &date);
    int date_cols = REPORT_DATE_COLS;
    int unit_cols =
        date_cols + (width_of(date.data, date.len, 2) - width_of(unit.data, unit.len, 2)) / 2;
    if (unit_cols < REPORT_UNIT_COLS) {
        date_cols += REPORT_UNIT_COLS - unit_cols;
        unit_cols = REPORT_UNIT_COLS;
    }
    strbuf_add_str(page->out, unit.len || date.len ? "<p>&nbsp;</p>\n" : "");
    if (unit.len)
        add_signed(page, NULL, &unit, date.len ? unit_cols : REPORT_DATE_COLS);
    if (date.len)
        add_signed(page, form_cover[COVER_SIGNED].key, &date, date_cols);
    strbuf_release(&unit);
    strbuf_release(&date);
}

/* ---- sections ---- */

static void open_paragraph(const struct page *page)
{
    strbuf_add_str(page->out, "<p>" REPORT_INDENT);
}

/* How to reach the unit: the cover lines behind the date, in one paragraph. */
static void add_contact(const struct page *page)
{
    size_t start = page->out->len;
    strbuf_add_str(page->out, "<div>\n");
    open_paragraph(page);
    strbuf_add_str(page->out, reporttext_contact_lead(page->draft));
    bool any = false;
    for (int cover = COVER_SIGNED + 1; cover < COVER_N_FIELDS; cover++) {
        size_t before = page->out->len;
        strbuf_addf(page->out, "%s%s：", any ? "；" : "", form_cover[cover].label);
        if (add_cover(page, cover))
            any = true;
        else
            strbuf_truncate(page->out, before);
    }
    strbuf_add_str(page->out, "。</p>\n</div>\n");
    if (!any)
        strbuf_truncate(page->out, start);
}

static void add_narrative(const struct page *page, int s)
{
    const struct form_section *section = &page->form->sections[s];
    struct strbuf text = STRBUF_INIT;
    reporttext_add_narrative(page->draft, s, ENCODING_UTF8, &text);
    if (!text.len && section->heading && page->is_draft)
        strbuf_addf(&text, "%s\n", REPORT_NOT_FILLED_IN);
    strbuf_addf(page->out, "<div data-key=\"%s\">\n", section->key);
    for (size_t pos = 0, len; pos < text.len; pos += len + 1) {
        len = strcspn(text.data + pos, "\n");
        open_paragraph(page);
        add_text(page, text.data + pos, len);
        strbuf_add_str(page->out, "</p>\n");
    }
    strbuf_add_str(page->out, "</div>\n");
    strbuf_release(&text);
}

/* ---- tables ---- */

static void add_value(const struct page *page, struct cell cell)
{
    struct strbuf text = STRBUF_INIT;
    const char *remark = draft_remark(page->draft, cell);
    total_shown_text(page->draft, cell, &text);
    add_printed(page, text.data);
    if (*remark) {
        bool has_brackets = strncmp(remark, "（", strlen("（")) == 0;
        strbuf_addf(page->out, "<small>%s", has_brackets ? "" : "（");
        add_printed(page, remark);
        strbuf_addf(page->out, "%s</small>", has_brackets ? "" : "）");
    }
    strbuf_release(&text);
}

static void add_span(const struct page *page, const char *attribute, int n)
{
    if (n > 1)
        strbuf_addf(page->out, " %s=\"%d\"", attribute, n);
}

/* A label, its whole words kept on one line. */
static void add_label(const struct page *page, const char *text, const char *const *words)
{
    while (*text) {
        size_t plain_len = strlen(text), word_len = 0;
        for (int i = 0; words && words[i]; i++) {
            const char *at = strstr(text, words[i]);
            if (at && (size_t)(at - text) < plain_len) {
                plain_len = (size_t)(at - text);
                word_len = strlen(words[i]);
            }
        }
        add_text(page, text, plain_len);
        if (word_len)
            strbuf_addf(page->out, "<span style=\"white-space:nowrap\">%.*s</span>", (int)word_len,
                        text + plain_len);
        text += plain_len + word_len;
    }
}

static void add_cell(const struct page *page, int section, const struct grid_cell *cell)
{
    bool is_value = cell->kind == GRID_VALUE;
    strbuf_add_str(page->out, "<td");
    add_span(page, "rowspan", cell->n_rows);
    add_span(page, "colspan", cell->n_columns);
    if (is_value) {
        strbuf_add_str(page->out, " data-key=\"");
        form_cell_key(page->form, cell->cell, page->out);
        strbuf_add_byte(page->out, '"');
    }
    strbuf_addf(page->out, " align=\"%s\" style=\"border:1px solid #000",
                cell->kind == GRID_LABEL ? "left" : "center");
    enum cell_kind kind = is_value ? form_column_of(page->form, cell->cell)->kind : CELL_COUNT;
    if (kind == CELL_AMOUNT || kind == CELL_MONEY) /* Excel would drop its last zeros */
        strbuf_add_str(page->out, ";mso-number-format:'\\@'");
    strbuf_add_str(page->out, "\">");
    if (is_value)
        add_value(page, cell->cell);
    else if (cell->text)
        add_label(page, cell->text, page->form->sections[section].table->whole_words);
    strbuf_add_str(page->out, "</td>\n");
}

/* Value columns are equally wide, of the label columns the last is the widest. In pixels, since
 * Writer takes no others; browsers stretch them to the table's width. */
static void add_columns(const struct page *page, const struct grid *grid)
{
    enum { ALL = 600, LABELS = 306, ONE_LABEL = 150, FIRST_LABEL = 48, NEXT_LABEL = 32 };
    int n_values = grid->n_columns - grid->n_label_columns;
    int labels = grid->n_label_columns > 1 ? LABELS : grid->n_label_columns * ONE_LABEL;
    int value = (ALL - labels) / n_values;
    for (int column = 0; column < grid->n_label_columns; column++) {
        bool is_last = column == grid->n_label_columns - 1;
        int width = is_last ? labels : FIRST_LABEL + NEXT_LABEL * column;
        strbuf_addf(page->out, "<col width=\"%d\">\n", width);
        labels -= width;
    }
    for (int column = 0; column < n_values; column++)
        strbuf_addf(page->out, "<col width=\"%d\">\n", value);
}

static void add_table(const struct page *page, int section)
{
    struct grid grid;
    grid_init(&grid, page->form, section, GRID_OFFICIAL);
    strbuf_add_str(page->out,
                   "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" width=\"100%\" "
                   "style=\"border-collapse:collapse\">\n");
    add_columns(page, &grid);
    for (int row = 0; row < grid.n_rows; row++) {
        strbuf_add_str(page->out, "<tr style=\"page-break-inside:avoid\">\n");
        for (int column = 0; column < grid.n_columns; column++) {
            const struct grid_cell *cell = grid_cell_at(&grid, row, column);
            if (cell->row == row && cell->column == column)
                add_cell(page, section, cell);
        }
        strbuf_add_str(page->out, "</tr>\n");
    }
    strbuf_add_str(page->out, "</table>\n");
    grid_release(&grid);
}

void reporthtml_add(const struct draft *draft, bool is_draft, struct strbuf *out)
{
    struct page page = {draft, draft_form(draft), is_draft, out};
    add_head(&page);
    add_title(&page);
    for (int s = 0; s < page.form->n_sections; s++) {
        const struct form_section *section = &page.form->sections[s];
        if (section->heading)
            strbuf_addf(out, "<h2>%s%s</h2>\n", REPORT_INDENT, section->heading);
        if (section->table)
            add_table(&page, s);
        else
            add_narrative(&page, s);
        if (!section->heading)
            add_contact(&page);
    }
    add_signature(&page);
    strbuf_add_str(out, "</body>\n</html>\n");
}
