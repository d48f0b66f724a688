/* SPDX-License-Identifier: MIT */
#include "forms/print/report.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/base/papersize.h"
#include "forms/draft/textref.h"
#include "forms/form/reportmarks.h"
#include "forms/print/paper.h"
#include "forms/print/papertext.h"
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
    struct table *tables; /* by section; empty ones for narratives */
};

/* ---- text ---- */

/* Takes the blanks that people indent with, ASCII and U+3000, off both ends. No others, unlike
 * blank_trim(): a no-break blank is meant to be printed. */
static void trim(const char **text, size_t *len)
{
    static const char wide_blank[] = "　";
    enum { WIDE = sizeof wide_blank - 1 };
    for (;;) {
        if (*len && (*text)[0] == ' ')
            (*text)++, (*len)--;
        else if (*len >= WIDE && memcmp(*text, wide_blank, WIDE) == 0)
            *text += WIDE, *len -= WIDE;
        else if (*len && (*text)[*len - 1] == ' ')
            (*len)--;
        else if (*len >= WIDE && memcmp(*text + *len - WIDE, wide_blank, WIDE) == 0)
            *len -= WIDE;
        else
            break;
    }
}

/* A cover line fit for paper. Appends. */
static void add_cover(const struct report *report, int cover, struct strbuf *out)
{
    const char *text = draft_text(report->draft, draft_cover_field(report->draft, cover));
    struct strbuf printed = STRBUF_INIT;
    papertext_add(&printed, text, strlen(text), report->table_style.encoding);
    const char *trimmed = printed.data;
    size_t len = printed.len;
    trim(&trimmed, &len);
    strbuf_add(out, trimmed, len);
    strbuf_release(&printed);
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

/* A narrative fit for paper, references replaced: its paragraphs, each ended by LF, blank ones left
 * out. Appends. */
static void add_narrative(const struct report *report, int section, struct strbuf *out)
{
    int field = draft_section_field(report->draft, section);
    struct strbuf expanded = STRBUF_INIT, paragraph = STRBUF_INIT;
    textref_expand(report->draft, draft_text(report->draft, field), draft_len(report->draft, field),
                   &expanded);
    for (size_t pos = 0; pos < expanded.len;) {
        const char *start = expanded.data + pos;
        size_t len = strcspn(start, "\n");
        strbuf_clear(&paragraph);
        papertext_add(&paragraph, start, len, report->table_style.encoding);
        const char *text = paragraph.data;
        size_t text_len = paragraph.len;
        trim(&text, &text_len);
        strbuf_add(out, text, text_len);
        if (text_len)
            strbuf_add_byte(out, '\n');
        pos += len + 1;
    }
    strbuf_release(&expanded);
    strbuf_release(&paragraph);
}

/* Lines that must have room where the paragraph begins: two of it, as heading and signature do not
 * stand alone; all of a last one that is not long, with the n_after lines behind it. */
static int paragraph_start_lines(const struct report *report, const struct strbuf *text, size_t pos,
                                 int n_after)
{
    size_t len = strcspn(text->data + pos, "\n");
    int n_lines = paper_n_lines(&report->paper, text->data + pos, len, REPORT_INDENT_COLS, 0);
    if (pos + len + 1 == text->len && n_after && n_lines + n_after <= report->paper.n_body / 2)
        return n_lines + n_after;
    return n_lines < 2 ? n_lines : 2;
}

static void set_paragraphs(struct report *report, const struct strbuf *text, int n_after)
{
    for (size_t pos = 0; pos < text->len;) {
        size_t len = strcspn(text->data + pos, "\n");
        paper_need(&report->paper, paragraph_start_lines(report, text, pos, n_after));
        paper_paragraph(&report->paper, text->data + pos, len, REPORT_INDENT_COLS, 0);
        pos += len + 1;
    }
}

/* How to reach the unit: the cover lines behind the date, in one paragraph. */
static void set_contact(struct report *report)
{
    struct strbuf contact = STRBUF_INIT;
    for (int cover = COVER_SIGNED + 1; cover < COVER_N_FIELDS; cover++) {
        size_t start = contact.len;
        strbuf_addf(&contact, "%s%s：", start ? "；" : "", form_cover[cover].label);
        size_t value_start = contact.len;
        add_cover(report, cover, &contact);
        if (contact.len == value_start)
            strbuf_truncate(&contact, start);
    }
    if (contact.len) {
        strbuf_add_str(&contact, "。");
        paper_paragraph(&report->paper, contact.data, contact.len, REPORT_INDENT_COLS, 0);
    }
    strbuf_release(&contact);
}

/* Unit and date as the lines of the signature, each ended by LF; returns how many. */
static int add_signature(const struct report *report, struct strbuf *out)
{
    int room = report->paper.style.width - 2 * REPORT_SIGNATURE_COLS, n_lines = 0;
    struct strbuf text = STRBUF_INIT;
    struct date date;
    add_cover(report, COVER_UNIT, &text);
    for (size_t pos = 0, visible; pos < text.len; n_lines++) {
        size_t n = linebreak_next(text.data + pos, text.len - pos, room, 0,
                                  report->paper.style.ambiguous, &visible);
        strbuf_add(out, text.data + pos, visible);
        strbuf_add_byte(out, '\n');
        pos += n;
    }
    strbuf_clear(&text);
    if (date_parse(draft_text(report->draft, draft_cover_field(report->draft, COVER_SIGNED)), &date,
                   NULL))
        date_add_chinese(&text, date);
    else
        add_cover(report, COVER_SIGNED, &text);
    if (text.len) {
        strbuf_addf(out, "%s\n", text.data);
        n_lines++;
    }
    strbuf_release(&text);
    return n_lines;
}

/* The lines centred on each other, together at the right margin. */
static void set_signature(struct report *report, const struct strbuf *lines, int n_lines)
{
    struct paper *paper = &report->paper;
    struct strbuf line = STRBUF_INIT;
    int block_cols = 0;
    for (size_t pos = 0; pos < lines->len; pos += strcspn(lines->data + pos, "\n") + 1) {
        int n_cols =
            width_of(lines->data + pos, strcspn(lines->data + pos, "\n"), paper->style.ambiguous);
        block_cols = n_cols > block_cols ? n_cols : block_cols;
    }
    paper_blank(paper);
    paper_need(paper, n_lines);
    for (size_t pos = 0; pos < lines->len;) {
        size_t len = strcspn(lines->data + pos, "\n");
        int n_cols = width_of(lines->data + pos, len, paper->style.ambiguous);
        int indent =
            paper->style.width - REPORT_SIGNATURE_COLS - block_cols + (block_cols - n_cols) / 2;
        strbuf_clear(&line);
        strbuf_add_repeat(&line, " ", (size_t)indent);
        strbuf_add(&line, lines->data + pos, len);
        paper_line(paper, line.data, line.len);
        pos += len + 1;
    }
    strbuf_release(&line);
}

/* ---- the whole ---- */

/* Sets a section, and keeps its last paragraph on a page with the n_after lines that come behind
 * it. */
static void set_section(struct report *report, int s, int n_after)
{
    const struct form_section *section = &report->form->sections[s];
    struct paper *paper = &report->paper;
    const struct table *table = &report->tables[s];
    struct strbuf text = STRBUF_INIT;
    if (!section->table) {
        add_narrative(report, s, &text);
        if (!text.len && section->heading && paper->style.is_draft)
            strbuf_addf(&text, "%s\n", REPORT_NOT_FILLED_IN);
    }
    if (section->heading) {
        paper_blank(paper);
        paper_need(paper, 1 + (section->table ? tablepage_start_lines(paper, table)
                                              : paragraph_start_lines(report, &text, 0, n_after)));
        paper_line(paper, section->heading, strlen(section->heading));
    }
    if (section->table)
        tablepage_set(paper, table);
    else
        set_paragraphs(report, &text, n_after);
    if (!section->heading)
        set_contact(report);
    strbuf_release(&text);
}

static bool check_page_length(const struct report *report, struct err *err)
{
    const struct paper_style *style = &report->paper.style;
    for (int s = 0; style->page_length && s < report->form->n_sections; s++) {
        if (!report->form->sections[s].table)
            continue;
        int needed = 1 + tablepage_least_lines(&report->tables[s]) + paper_n_margins(style);
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
    int encoding_ambiguous = options->encoding == ENCODING_UTF8 ? 1 : 2;
    struct paper_style style = {
        .width = options->width ? options->width : DEFAULT_WIDTH,
        .ambiguous = options->ambiguous ? options->ambiguous : encoding_ambiguous,
        .ascii = options->border == REPORT_BORDER_ASCII,
        .page_length = options->page_length,
        .is_draft = options->is_draft,
    };
    if (style.width < PAPER_MIN_COLS || style.width > PAPER_MAX_COLS)
        return err_set(err, _("打印宽度应在 %d 到 %d 列之间，现在是 %d 列。"), PAPER_MIN_COLS,
                       PAPER_MAX_COLS, style.width);
    if (style.page_length < 0)
        return err_set(err, _("每页行数不能是负数；0 表示不分页。"));

    struct report report = {
        .draft = draft,
        .form = draft_form(draft),
        .table_style = {style.width, style.ambiguous, style.ascii, options->encoding},
    };
    report.tables = xcalloc((size_t)report.form->n_sections, sizeof *report.tables);
    paper_init(&report.paper, &style, out);
    bool fits = lay_out_tables(&report, err);
    if (fits) {
        struct strbuf signature = STRBUF_INIT;
        int n_lines = add_signature(&report, &signature);
        add_title(&report);
        for (int s = 0; s < report.form->n_sections; s++) {
            bool is_last = s == report.form->n_sections - 1;
            set_section(&report, s, is_last && n_lines ? 1 + n_lines : 0);
        }
        set_signature(&report, &signature, n_lines);
        paper_end(&report.paper);
        strbuf_release(&signature);
    }
    for (int s = 0; s < report.form->n_sections; s++)
        table_release(&report.tables[s]);
    free(report.tables);
    return fits;
}
