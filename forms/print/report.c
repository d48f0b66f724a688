/* SPDX-License-Identifier: MIT */
#include "forms/print/report.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/papersize.h"
#include "forms/form/reportmarks.h"
#include "forms/print/paper.h"
#include "forms/print/reporthtml.h"
#include "forms/print/reporttext.h"
#include "forms/print/tablefit.h"
#include "forms/print/tablepage.h"
#include "locale/linebreak.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"

struct report {
    const struct draft *draft;
    const struct form *form;
    struct paper paper;
    struct table_style table_style;
    struct table *tables;    /* by section; empty ones for narratives */
    struct strbuf *texts;    /* by section: the paragraphs of narratives, each ended by LF */
    struct strbuf signature; /* its lines, each ended by LF */
    int n_signature_lines;
};

/* ---- text ---- */

static void add_cover(const struct report *report, int cover, struct strbuf *out)
{
    reporttext_add_cover(report->draft, cover, report->table_style.encoding, out);
}

static void add_title(struct report *report)
{
    struct paper *paper = &report->paper;
    struct strbuf unit = STRBUF_INIT, rest = STRBUF_INIT, whole = STRBUF_INIT;
    bool is_draft = paper->style.is_draft;
    add_cover(report, COVER_UNIT, &unit);
    if (!unit.len && is_draft)
        strbuf_add_str(&unit, REPORT_NOT_FILLED_IN);
    add_cover(report, COVER_REPORT_YEAR, &rest);
    if (!rest.len && is_draft)
        strbuf_add_str(&rest, REPORT_NOT_FILLED_IN);
    strbuf_addf(&rest, "年%s", report->form->title);
    strbuf_addf(&whole, "%s%s", unit.data, rest.data);

    int max_cols = paper->style.width - 2 * REPORT_INDENT_COLS;
    if (width_of(whole.data, whole.len, paper->style.ambiguous) <= max_cols) {
        paper_centred(paper, whole.data, whole.len, max_cols);
    } else {
        paper_centred(paper, unit.data, unit.len, max_cols);
        paper_centred(paper, rest.data, rest.len, max_cols);
    }
    paper_blank(paper);
    strbuf_release(&unit);
    strbuf_release(&rest);
    strbuf_release(&whole);
}

/* How to reach the unit: the cover lines behind the date, in one paragraph. Appends. */
static void add_contact(const struct report *report, struct strbuf *out)
{
    size_t begin = out->len;
    strbuf_add_str(out, reporttext_contact_lead(report->draft));
    size_t first = out->len;
    for (int cover = COVER_SIGNED + 1; cover < COVER_N_FIELDS; cover++) {
        size_t start = out->len;
        strbuf_addf(out, "%s%s：", start > first ? "；" : "", form_cover[cover].label);
        size_t value_start = out->len;
        add_cover(report, cover, out);
        if (out->len == value_start)
            strbuf_truncate(out, start);
    }
    if (out->len > first)
        strbuf_add_str(out, "。\n");
    else
        strbuf_truncate(out, begin);
}

static void fill_texts(struct report *report)
{
    for (int s = 0; s < report->form->n_sections; s++) {
        const struct form_section *section = &report->form->sections[s];
        struct strbuf *text = &report->texts[s];
        strbuf_init(text);
        if (section->table)
            continue;
        reporttext_add_narrative(report->draft, s, report->table_style.encoding, text);
        if (!section->heading)
            add_contact(report, text);
        else if (!text->len && report->paper.style.is_draft)
            strbuf_addf(text, "%s\n", REPORT_NOT_FILLED_IN);
    }
}

/* ---- signature ---- */

/* Unit and date as the lines of the signature. */
static void fill_signature(struct report *report)
{
    int room = report->paper.style.width - 2 * REPORT_UNIT_COLS;
    struct strbuf text = STRBUF_INIT;
    strbuf_init(&report->signature);
    add_cover(report, COVER_UNIT, &text);
    for (size_t pos = 0, visible; pos < text.len; report->n_signature_lines++) {
        size_t n = linebreak_next(text.data + pos, text.len - pos, room, 0,
                                  report->paper.style.ambiguous, &visible);
        strbuf_add(&report->signature, text.data + pos, visible);
        strbuf_add_byte(&report->signature, '\n');
        pos += n;
    }
    strbuf_clear(&text);
    reporttext_add_date(report->draft, report->table_style.encoding, &text);
    if (text.len) {
        strbuf_addf(&report->signature, "%s\n", text.data);
        report->n_signature_lines++;
    }
    strbuf_release(&text);
}

/* The lines centred on the last one, the date. That ends four 汉字 before the margin, or so much
 * earlier that the unit over it ends two before. */
static void set_signature(struct report *report)
{
    struct paper *paper = &report->paper;
    const struct strbuf *lines = &report->signature;
    struct strbuf line = STRBUF_INIT;
    int widest = 0, last = 0;
    for (size_t pos = 0, len; pos < lines->len; pos += len + 1) {
        len = strcspn(lines->data + pos, "\n");
        last = width_of(lines->data + pos, len, paper->style.ambiguous);
        widest = last > widest ? last : widest;
    }
    int date_end = paper->style.width - REPORT_DATE_COLS;
    int unit_end = date_end - last / 2 + widest / 2;
    if (unit_end > paper->style.width - REPORT_UNIT_COLS)
        date_end -= unit_end - (paper->style.width - REPORT_UNIT_COLS);
    paper_blank(paper);
    paper_need(paper, report->n_signature_lines);
    for (size_t pos = 0, len; pos < lines->len; pos += len + 1) {
        len = strcspn(lines->data + pos, "\n");
        int n_cols = width_of(lines->data + pos, len, paper->style.ambiguous);
        int indent = date_end - last / 2 + n_cols / 2 - n_cols;
        strbuf_clear(&line);
        strbuf_add_repeat(&line, " ", (size_t)(indent > 0 ? indent : 0));
        strbuf_add(&line, lines->data + pos, len);
        paper_line(paper, line.data, line.len);
    }
    strbuf_release(&line);
}

/* ---- sections ---- */

/* Lines that follow behind the last paragraph of the section and must not stand alone. */
static int n_lines_after(const struct report *report, int s)
{
    bool is_last = s == report->form->n_sections - 1;
    return is_last && report->n_signature_lines ? 1 + report->n_signature_lines : 0;
}

/* Is there nothing but a heading in the section? It then stays with the section behind it. */
static bool is_empty(const struct report *report, int s)
{
    const struct form_section *section = &report->form->sections[s];
    return section->heading && !section->table && !report->texts[s].len;
}

/* Lines that must have room where the section begins: its heading with what follows it. */
static int start_lines(const struct report *report, int s)
{
    const struct strbuf *text = &report->texts[s];
    size_t len = strcspn(text->data, "\n");
    if (report->form->sections[s].table)
        return s && is_empty(report, s - 1)
                   ? tablepage_least_start_lines(&report->tables[s])
                   : tablepage_start_lines(&report->paper, &report->tables[s]);
    if (text->len)
        return 1 + paper_start_lines(&report->paper, text->data, len, REPORT_INDENT_COLS, 0,
                                     len + 1 == text->len ? n_lines_after(report, s) : 0);
    if (s == report->form->n_sections - 1)
        return 1 + n_lines_after(report, s);
    return 2 + start_lines(report, s + 1);
}

static void set_section(struct report *report, int s)
{
    const struct form_section *section = &report->form->sections[s];
    const struct strbuf *text = &report->texts[s];
    struct paper *paper = &report->paper;
    if (section->heading) {
        struct strbuf heading = STRBUF_INIT;
        strbuf_addf(&heading, "%s%s", REPORT_INDENT, section->heading);
        paper_blank(paper);
        paper_need(paper, start_lines(report, s));
        paper_line(paper, heading.data, heading.len);
        strbuf_release(&heading);
    }
    if (section->table)
        tablepage_set(paper, &report->tables[s]);
    for (size_t pos = 0, len; pos < text->len; pos += len + 1) {
        len = strcspn(text->data + pos, "\n");
        bool is_last = pos + len + 1 == text->len;
        paper_paragraph(paper, text->data + pos, len, REPORT_INDENT_COLS, 0,
                        is_last ? n_lines_after(report, s) : 0);
    }
}

/* ---- the whole ---- */

static bool check_page_length(const struct report *report, struct err *err)
{
    const struct paper_style *style = &report->paper.style;
    for (int s = 0; style->page_length && s < report->form->n_sections; s++) {
        if (!report->form->sections[s].table)
            continue;
        int needed = 1 + tablepage_least_lines(&report->tables[s]) + paper_n_margins(style);
        for (int before = s - 1; before > 0 && is_empty(report, before); before--)
            needed += 2;
        if (style->page_length < needed)
            return err_set(
                err,
                _("每页 %d 行太短：%s的标题、表头和一行数字要放在同一页上，每页至少需要 %d 行。"),
                style->page_length, report->form->sections[s].table->name, needed);
    }
    return true;
}

static bool lay_out_tables(struct report *report, struct err *err)
{
    bool fits = true;
    for (int s = 0; fits && s < report->form->n_sections; s++)
        if (report->form->sections[s].table)
            fits = tablefit_init(&report->tables[s], report->draft, s, &report->table_style, err);
    return fits && check_page_length(report, err);
}

bool report_render(const struct draft *draft, const struct report_options *options,
                   struct strbuf *out, struct err *err)
{
    enum { DEFAULT_WIDTH = 80 };
    if (options->format == REPORT_HTML) {
        reporthtml_add(draft, options->is_draft, out);
        return true;
    }
    int encoding_ambiguous = options->encoding == ENCODING_UTF8 ? 1 : 2;
    struct paper_style style = {
        .width = (options->width ? options->width : DEFAULT_WIDTH) - options->margin_left,
        .left = options->margin_left,
        .top = options->margin_top,
        .ambiguous = options->ambiguous ? options->ambiguous : encoding_ambiguous,
        .ascii = options->border == REPORT_BORDER_ASCII,
        .page_length = options->page_length,
        .is_draft = options->is_draft,
    };
    if (options->margin_left < 0 || options->margin_top < 0)
        return err_set(err, _("页边不能是负数。"));
    if (style.width < PAPER_MIN_COLS || style.width > PAPER_MAX_COLS)
        return options->margin_left
                   ? err_set(err, _("打印宽度减去左边空白应在 %d 到 %d 列之间，现在是 %d 列。"),
                             PAPER_MIN_COLS, PAPER_MAX_COLS, style.width)
                   : err_set(err, _("打印宽度应在 %d 到 %d 列之间，现在是 %d 列。"), PAPER_MIN_COLS,
                             PAPER_MAX_COLS, style.width);
    if (style.page_length < 0)
        return err_set(err, _("每页行数不能是负数；0 表示不分页。"));

    struct report report = {
        .draft = draft,
        .form = draft_form(draft),
        .table_style = {style.width, style.left, style.ambiguous, style.ascii, options->encoding},
    };
    size_t n_sections = (size_t)report.form->n_sections;
    report.tables = xcalloc(n_sections, sizeof *report.tables);
    report.texts = xcalloc(n_sections, sizeof *report.texts);
    paper_init(&report.paper, &style, out);
    fill_texts(&report);
    fill_signature(&report);
    bool fits = lay_out_tables(&report, err);
    if (fits) {
        add_title(&report);
        for (int s = 0; s < report.form->n_sections; s++)
            set_section(&report, s);
        set_signature(&report);
        paper_end(&report.paper);
    }
    for (int s = 0; s < report.form->n_sections; s++) {
        table_release(&report.tables[s]);
        strbuf_release(&report.texts[s]);
    }
    strbuf_release(&report.signature);
    free(report.tables);
    free(report.texts);
    return fits;
}
