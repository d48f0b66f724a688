/* SPDX-License-Identifier: MIT */
/* Reports of thousands of random drafts: every line fits, every rule is straight and touches no
 * number, every label is whole, numbers and text read back from the print equal the draft's; no
 * page begins or ends with a single line of a paragraph, none ends with a heading; and wider paper
 * makes no report longer. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/textref.h"
#include "forms/draft/total.h"
#include "forms/print/grid.h"
#include "forms/print/papertext.h"
#include "forms/print/report.h"
#include "locale/utf8.h"
#include "tests/support/printedtable.h"

enum { N_DRAFTS = 2000, N_DRAFTS_LONG = 20000, N_WIDENED = 16, N_WIDENED_LONG = 2000 };

static uint64_t seed;

static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* ---- random drafts ---- */

static const char *const words[] = {
    "政府信息公开",
    "，",
    "。",
    "《条例》",
    "“三安全一稳定”",
    "——",
    "……",
    "·",
    "①",
    "（一）",
    "；",
    "：",
    "2023年",
    "3402件",
    "59237.2449万元",
    "３．５％",
    "http://www.yunxiu.example/xxgk/2023/index.html",
    "e-mail",
    "Wi-Fi",
    " ",
    "  ",
    "　",
    "\t",
    "\u200B",
    "\uFEFF",
    "\u00A0",
    "e\u0301",
    "\u0301",
    "😀",
    "👨‍👩‍👧‍👦",
    "1️⃣",
    "🇨🇳",
    "\U00020BB7",
    "\uE5E5",
    "•",
    "½",
    "⑪",
    "©",
    "−",
    "{requests.received.total}",
    "{report.unit}",
    "{disclosure.licences}",
    "{nothing.known}",
    "{",
    "}",
    "～",
    "、",
    "\\",
    "\"",
    "ñandú",
    "한국",
    "ﾊﾝ",
    "“",
    "”",
    "（",
    "）",
    "、、、、、、",
    "0123456789012345678901234567890123456789012345678901234567890123456789",
};

static void random_text(struct draft *draft, int field, unsigned n_words)
{
    struct strbuf text = STRBUF_INIT;
    while (n_words--) {
        unsigned kind = below(100);
        if (kind < 8) {
            strbuf_add_byte(&text, '\n');
        } else if (kind < 60) {
            char c[UTF8_MAX_BYTES];
            strbuf_add(&text, c, utf8_encode(0x4E00 + below(0x5000), c));
        } else {
            strbuf_add_str(&text, words[below(sizeof words / sizeof words[0])]);
        }
    }
    draft_set(draft, field, text.data);
    strbuf_release(&text);
}

static void random_number(enum cell_kind kind, unsigned max_digits, char out[32])
{
    unsigned n_digits = below(max_digits + 1);
    char *end = out;
    if (n_digits)
        *end++ = (char)('1' + below(9));
    for (unsigned i = 1; i < n_digits; i++)
        *end++ = (char)('0' + below(10));
    if (!n_digits)
        *end++ = '0';
    if (kind == CELL_AMOUNT && below(2)) {
        *end++ = '.';
        for (unsigned i = below(5) + 1; i; i--)
            *end++ = (char)('0' + below(10));
    }
    *end = '\0';
}

static struct draft *random_draft(void)
{
    struct draft *draft = draft_new(&format_2021);
    const struct form *form = &format_2021;
    random_text(draft, draft_cover_field(draft, COVER_UNIT), below(4) ? 1 + below(8) : below(60));
    draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), below(8) ? "2023" : "");
    draft_set(draft, draft_cover_field(draft, COVER_SIGNED), below(4) ? "2024-01-20" : "");
    for (int cover = COVER_ADDRESS; cover < COVER_N_FIELDS; cover++)
        if (below(2))
            random_text(draft, draft_cover_field(draft, cover), below(12));
    /* A cover line is one line. */
    for (int cover = 0; cover < COVER_N_FIELDS; cover++) {
        int field = draft_cover_field(draft, cover);
        for (const char *at; (at = strchr(draft_text(draft, field), '\n'));)
            draft_splice(draft, field, (size_t)(at - draft_text(draft, field)), 1, "", 0);
    }
    for (int s = 0; s < form->n_sections; s++)
        if (!form->sections[s].table && below(5))
            random_text(draft, draft_section_field(draft, s), below(120));
    static const unsigned digits[] = {1, 2, 3, 4, 5, 5, 6, 9};
    unsigned max_digits = digits[below(sizeof digits / sizeof digits[0])], fill = below(101);
    bool has_remarks = below(2);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        char number[32] = "/";
        enum cell_kind kind = form_column_of(form, cell)->kind;
        bool is_wide = form_column_of(form, cell)->key == NULL; /* a merged cell of table two */
        bool is_total = form_cell_is_total(form, cell);
        if (below(100) >= fill || (is_total && below(20)))
            continue;
        if (below(20))
            random_number(kind, is_wide ? 9 : max_digits, number);
        draft_set(draft, draft_cell_field(draft, cell), number);
        if (has_remarks && below(30) == 0) {
            struct strbuf key = STRBUF_INIT;
            strbuf_add_str(&key, "remarks.");
            form_cell_key(form, cell, &key);
            draft_set(draft, draft_field(draft, key.data),
                      below(2) ? "其中修订16件" : "含上年结转的");
            strbuf_release(&key);
        }
    }
    return draft;
}

/* ---- reading back ---- */

/* Appends the labels of a section in the order in which they are met, each ended by LF. */
static void add_labels(struct strbuf *out, int section, enum grid_arrangement arrangement)
{
    struct grid grid;
    grid_init(&grid, &format_2021, section, arrangement);
    for (int row = 0; row < grid.n_rows; row++)
        for (int column = 0; column < grid.n_columns; column++) {
            const struct grid_cell *cell = grid_cell_at(&grid, row, column);
            if (cell->text && cell->row == row && cell->column == column)
                strbuf_addf(out, "%s\n", cell->text);
        }
    grid_release(&grid);
}

/* The labels of all tables, by the arrangement of those that read across. */
static struct strbuf labels[GRID_N_ARRANGEMENTS];

static int list_labels(void **state)
{
    (void)state;
    for (int i = 0; i < GRID_N_ARRANGEMENTS; i++) {
        strbuf_init(&labels[i]);
        for (int s = 0; s < format_2021.n_sections; s++) {
            const struct form_table *table = format_2021.sections[s].table;
            if (table)
                add_labels(&labels[i], s,
                           table->reads_across ? (enum grid_arrangement)i : GRID_OFFICIAL);
        }
    }
    return 0;
}

static int release_labels(void **state)
{
    (void)state;
    for (int i = 0; i < GRID_N_ARRANGEMENTS; i++)
        strbuf_release(&labels[i]);
    return 0;
}

static bool is_line_of(const char *text, const char *line)
{
    size_t len = strlen(line);
    for (const char *at = text; len && (at = strstr(at, line)); at++)
        if ((at == text || at[-1] == '\n') && at[len] == '\n')
            return true;
    return false;
}

struct print {
    const struct draft *draft;
    struct report_options options;
    int ambiguous;
    struct strbuf labels; /* of all tables in the order printed, each ended by LF */
    struct strbuf text;   /* outside the tables, without blanks */
    int n_values;
    bool has_notes;
    unsigned number; /* of the draft, for messages */
};

static void fail_print(const struct print *print, const struct strbuf *out, const char *what)
{
    fprintf(stderr, "%s\n", out->data);
    fail_msg("draft %u, width %d, page length %d, ambiguous %d, border %d: %s", print->number,
             print->options.width, print->options.page_length, print->ambiguous,
             (int)print->options.border, what);
}

/* The value must be the draft's next one, with its remark or without. */
static void check_value(struct print *print, const char *got, const struct strbuf *out)
{
    struct cell cell = form_cell_at(&format_2021, print->n_values++);
    struct strbuf expected = STRBUF_INIT;
    const char *remark = draft_remark(print->draft, cell);
    total_shown_text(print->draft, cell, &expected);
    bool is_plain = strcmp(got, expected.data) == 0;
    print->has_notes |= is_plain && *remark;
    if (*remark)
        strbuf_addf(&expected, "（%s）", remark);
    if (!is_plain && (!*remark || strcmp(got, expected.data) != 0)) {
        struct strbuf what = STRBUF_INIT;
        form_cell_title(&format_2021, cell, &what);
        strbuf_addf(&what, " reads back as “%s”, not “%s”", got, expected.data);
        fail_print(print, out, what.data);
    }
    strbuf_release(&expected);
}

static void add_without_blanks(struct strbuf *out, const char *text, size_t len)
{
    for (size_t pos = 0; pos < len;) {
        if (text[pos] == ' ') {
            pos++;
        } else if (len - pos >= 3 && memcmp(text + pos, "　", 3) == 0) {
            pos += 3;
        } else {
            strbuf_add_byte(out, text[pos++]);
        }
    }
}

/* A value stands off the rules on both sides. */
static void check_touching(const struct print *print, const struct printed_table *table,
                           const struct strbuf *out)
{
    for (int y = 0; y < table->n_lines; y++)
        for (int x = 0; x < table->n_cols; x++) {
            const struct place *place = printed_at(table, y, x);
            if (place->area < 0 || !place->text || strchr(" \t", *place->text) ||
                is_line_of(labels[0].data, table->cells[place->area].data))
                continue;
            int next = x + 1;
            while (next < table->n_cols && !printed_at(table, y, next)->text)
                next++;
            if (printed_at(table, y, x - 1)->arms || printed_at(table, y, next)->arms)
                fail_print(print, out, "a number touches a rule");
        }
}

/* ---- pages ---- */

static bool is_blank_line(const char *line, size_t len) { return strspn(line, " ") >= len; }

/* Does a paragraph begin in the line, or is it none of a paragraph? A paragraph goes on in lines
 * that begin with text. */
static bool begins(const struct print *print, const char *line, size_t len)
{
    size_t margin = (size_t)print->options.margin_left;
    return len <= margin || line[margin] == ' ' ||
           strncmp(line + margin, "　", strlen("　")) == 0 || printed_is_table_line(line, len);
}

static bool is_indented(const struct print *print, const char *line, size_t len)
{
    static const char deep[] = "　　　　", note[] = "　　注：";
    size_t margin = (size_t)print->options.margin_left;
    return len > margin && strncmp(line + margin, "　　", strlen("　　")) == 0 &&
           strncmp(line + margin, deep, strlen(deep)) != 0 &&
           strncmp(line + margin, note, strlen(note)) != 0;
}

static bool is_heading(const struct print *print, const char *line, size_t len)
{
    for (int s = 0; s < format_2021.n_sections; s++) {
        const char *heading = format_2021.sections[s].heading;
        if (heading &&
            len == (size_t)print->options.margin_left + strlen("　　") + strlen(heading) &&
            memcmp(line + len - strlen(heading), heading, strlen(heading)) == 0)
            return true;
    }
    return false;
}

/* The page's lines between its head and its foot; first..last-1. */
struct page {
    const char *lines[1000];
    size_t lens[1000];
    int first, last;
};

static const char *split_page(const struct print *print, const char *text, struct page *page)
{
    int n = 0;
    *page = (struct page){0};
    for (; *text && *text != '\f'; n++) {
        page->lines[n] = text;
        page->lens[n] = strcspn(text, "\n");
        text += page->lens[n] + 1;
    }
    page->first = print->options.margin_top + (print->options.is_draft ? 2 : 0);
    page->last = n - 2;
    while (page->last > page->first &&
           is_blank_line(page->lines[page->last - 1], page->lens[page->last - 1]))
        page->last--;
    return *text ? text + 1 : NULL;
}

static void check_page_number(const struct print *print, const struct strbuf *out, int number,
                              const char *line, size_t len)
{
    struct strbuf expected = STRBUF_INIT;
    const char *dash = print->options.border == REPORT_BORDER_ASCII ? "-" : "—";
    strbuf_addf(&expected, "%s %d %s", dash, number, dash);
    int indent = print->options.margin_left + 2;
    if (number % 2)
        indent = print->options.width - 2 - width_of(expected.data, expected.len, print->ambiguous);
    if ((int)strspn(line, " ") != indent || len != expected.len + (size_t)indent ||
        memcmp(line + indent, expected.data, expected.len) != 0)
        fail_print(print, out, "a page number is not where it should be");
    strbuf_release(&expected);
}

static void check_pages(const struct print *print, const struct strbuf *out)
{
    struct page page, next;
    const char *text = split_page(print, out->data, &page);
    for (int number = 1;; number++) {
        int foot = page.last;
        while (page.lines[foot + 1])
            foot++;
        check_page_number(print, out, number, page.lines[foot], page.lens[foot]);
        if (!text)
            break;
        text = split_page(print, text, &next);
        int last = page.last - 1, first = next.first;
        if (is_heading(print, page.lines[last], page.lens[last]))
            fail_print(print, out, "a heading stands alone at a foot");
        if (!begins(print, next.lines[first], next.lens[first])) {
            if (is_indented(print, page.lines[last], page.lens[last]))
                fail_print(print, out, "the first line of a paragraph stands alone at a foot");
            if (first + 1 == next.last ||
                begins(print, next.lines[first + 1], next.lens[first + 1]))
                fail_print(print, out, "the last line of a paragraph stands alone at a head");
        }
        page = next;
    }
}

static void read_print(struct print *print, const struct strbuf *out)
{
    const char *at = out->data;
    int n_lines = 0, n_pages = 1;
    while (*at) {
        size_t len = strcspn(at, "\n");
        if (*at == '\f') {
            if (n_lines != print->options.page_length)
                fail_print(print, out, "a page has another length");
            n_lines = 0;
            n_pages++;
            at++;
            continue;
        }
        if (n_lines == print->options.margin_top && print->options.is_draft &&
            !(len >= strlen("草稿") && memmem(at, len, "草稿", strlen("草稿"))))
            fail_print(print, out, "a page without a mark");
        if (printed_is_table_line(at, len)) {
            const char *start = at;
            struct printed_table table = printed_read(&at, print->ambiguous);
            n_lines += table.n_lines;
            if (*table.error)
                fail_print(print, out, table.error);
            if ((int)strspn(start, " ") + table.n_cols > print->options.width)
                fail_print(print, out, "a table is too wide");
            check_touching(print, &table, out);
            for (int i = 0; i < table.n_cells; i++) {
                if (is_line_of(labels[0].data, table.cells[i].data))
                    strbuf_addf(&print->labels, "%s\n", table.cells[i].data);
                else
                    check_value(print, table.cells[i].data, out);
            }
            printed_release(&table);
            continue;
        }
        if (width_of(at, len, print->ambiguous) > print->options.width)
            fail_print(print, out, "a line is too wide");
        if (len && at[len - 1] == ' ')
            fail_print(print, out, "a line ends in a blank");
        add_without_blanks(&print->text, at, len);
        n_lines++;
        at += len + 1;
    }
    if (print->options.page_length && n_lines != print->options.page_length)
        fail_print(print, out, "the last page has another length");
    struct strbuf number = STRBUF_INIT;
    const char *dash = print->options.border == REPORT_BORDER_ASCII ? "-" : "—";
    strbuf_addf(&number, "%s%d%s", dash, n_pages, dash);
    if (print->options.page_length && !strstr(print->text.data, number.data))
        fail_print(print, out, "no number on the last page");
    strbuf_release(&number);
    if (print->options.page_length)
        check_pages(print, out);
}

/* Without pages, the labels are exactly those of the tables, in one of the arrangements; with
 * pages, none is missing.
 */
static void check_labels(const struct print *print, const struct strbuf *out)
{
    bool matches = false;
    for (int i = 0; i < GRID_N_ARRANGEMENTS && !matches && !print->options.page_length; i++)
        matches = strcmp(print->labels.data, labels[i].data) == 0;
    if (print->options.page_length) {
        char *expected = xstrdup(labels[0].data);
        matches = true;
        for (char *label = strtok(expected, "\n"); label; label = strtok(NULL, "\n"))
            matches = matches && is_line_of(print->labels.data, label);
        free(expected);
    }
    if (!matches)
        fail_print(print, out, "the labels do not read back");
}

/* What stands outside the tables, in order. */
static void add_expected_text(const struct print *print, struct strbuf *out)
{
    const struct draft *draft = print->draft;
    enum encoding encoding = print->options.encoding;
    const char *empty = print->options.is_draft ? "（未填写）" : "";
    struct strbuf unit = STRBUF_INIT, text = STRBUF_INIT;
    const char *year = draft_text(draft, draft_cover_field(draft, COVER_REPORT_YEAR));
    const char *unit_text = draft_text(draft, draft_cover_field(draft, COVER_UNIT));
    papertext_add(&text, unit_text, strlen(unit_text), encoding);
    add_without_blanks(&unit, text.data, text.len);
    strbuf_clear(&text);
    strbuf_addf(&text, "%s%s%s年%s", print->options.is_draft ? "【草稿】" : "",
                unit.len ? unit.data : empty, *year ? year : empty, format_2021.title);
    for (int s = 0; s < format_2021.n_sections; s++) {
        const struct form_section *section = &format_2021.sections[s];
        size_t start;
        if (section->heading)
            strbuf_add_str(&text, section->heading);
        start = text.len;
        if (!section->table) {
            int field = draft_section_field(draft, s);
            struct strbuf expanded = STRBUF_INIT, printed = STRBUF_INIT;
            textref_expand(draft, draft_text(draft, field), draft_len(draft, field), &expanded);
            for (size_t pos = 0; pos < expanded.len;) {
                size_t len = strcspn(expanded.data + pos, "\n");
                papertext_add(&printed, expanded.data + pos, len, encoding);
                pos += len + 1;
            }
            add_without_blanks(&text, printed.data, printed.len);
            strbuf_release(&expanded);
            strbuf_release(&printed);
            if (text.len == start && section->heading)
                strbuf_add_str(&text, empty);
        }
        if (!section->heading) {
            bool is_first = true;
            for (int cover = COVER_ADDRESS; cover < COVER_N_FIELDS; cover++) {
                const char *value = draft_text(draft, draft_cover_field(draft, cover));
                struct strbuf printed = STRBUF_INIT, dense = STRBUF_INIT;
                papertext_add(&printed, value, strlen(value), encoding);
                add_without_blanks(&dense, printed.data, printed.len);
                if (dense.len) {
                    if (is_first &&
                        !strstr(draft_text(draft, draft_section_field(draft, s)), "联系"))
                        strbuf_add_str(&text, "公众对本报告有疑问，请与本机关联系。");
                    strbuf_addf(&text, "%s%s：%s", is_first ? "" : "；", form_cover[cover].label,
                                dense.data);
                    is_first = false;
                }
                strbuf_release(&printed);
                strbuf_release(&dense);
            }
            strbuf_add_str(&text, is_first ? "" : "。");
        }
    }
    strbuf_add_str(&text, unit.data);
    strbuf_add_str(
        &text, *draft_text(draft, draft_cover_field(draft, COVER_SIGNED)) ? "2024年1月20日" : "");
    add_without_blanks(out, text.data, text.len);
    strbuf_release(&unit);
    strbuf_release(&text);
}

static void check_print(struct print *print, const struct strbuf *out)
{
    read_print(print, out);
    if (print->n_values != form_n_cells(&format_2021))
        fail_print(print, out, "values are missing");
    check_labels(print, out);
    if (!print->options.page_length && !print->has_notes) {
        struct strbuf expected = STRBUF_INIT;
        add_expected_text(print, &expected);
        if (strcmp(print->text.data, expected.data) != 0) {
            fprintf(stderr, "expected: %s\n     got: %s\n", expected.data, print->text.data);
            fail_print(print, out, "the text does not read back");
        }
        strbuf_release(&expected);
    }
    strbuf_release(&print->labels);
    strbuf_release(&print->text);
}

/* A refusal names the columns (or lines) that it takes: with them it is not refused, with one less
 * it is. */
static void mend(struct report_options *options, const struct draft *draft, const struct err *err,
                 const char *mark, int *option)
{
    const char *at = strstr(err->text, mark);
    if (!at)
        fail_msg("a refusal without a number: %s", err->text);
    int needed = atoi(at + strlen(mark));
    if (needed <= *option)
        fail_msg("%d are refused: %s", *option, err->text);
    struct strbuf out = STRBUF_INIT;
    *option = needed - 1;
    if (report_render(draft, options, &out, NULL) || out.len)
        fail_msg("%d are not refused, but: %s", needed - 1, err->text);
    *option = needed;
    strbuf_release(&out);
}

static void test_random_drafts(void **state)
{
    (void)state;
    unsigned n_narrow = 0, n_short = 0,
             n_drafts = getenv("NIANBAO_LONG") ? N_DRAFTS_LONG : N_DRAFTS;
    for (unsigned i = 0; i < n_drafts; i++) {
        seed = i;
        struct draft *draft = random_draft();
        struct report_options options = {
            .width = 60 + (int)below(81),
            .page_length = below(2) ? 0 : 15 + (int)below(60),
            .border = (enum report_border)below(3),
            .ambiguous = (int)below(3),
            .encoding = (enum encoding)below(3),
            .is_draft = below(2),
        };
        if (below(3) == 0) {
            options.margin_left = (int)below(9);
            options.width += options.margin_left;
            options.margin_top = (int)below(4);
        }
        struct strbuf out = STRBUF_INIT;
        struct err err = {0};
        for (int n_tries = 0; !report_render(draft, &options, &out, &err); n_tries++) {
            if (n_tries > 6 || out.len)
                fail_msg("draft %u: still refused: %s", i, err.text);
            if (strstr(err.text, "太短")) {
                mend(&options, draft, &err, "每页至少需要 ", &options.page_length);
                n_short++;
            } else {
                int page_length = options.page_length;
                options.page_length = 0;
                mend(&options, draft, &err, "至少需要 ", &options.width);
                options.page_length = page_length;
                n_narrow++;
            }
        }
        struct print print = {.draft = draft,
                              .options = options,
                              .ambiguous = options.ambiguous                   ? options.ambiguous
                                           : options.encoding == ENCODING_UTF8 ? 1
                                                                               : 2,
                              .labels = STRBUF_INIT,
                              .text = STRBUF_INIT,
                              .number = i};
        check_print(&print, &out);
        strbuf_release(&out);
        draft_free(draft);
    }
    /* The random numbers meet both refusals, and do not meet them too often. */
    assert_in_range(n_narrow, 1, n_drafts / 2);
    assert_in_range(n_short, 1, n_drafts / 2);
}

/* The lines of the endless report; -1: it is refused. */
static int n_lines_of(const struct draft *draft, const struct report_options *options)
{
    struct strbuf out = STRBUF_INIT;
    int n = 0;
    bool fits = report_render(draft, options, &out, NULL);
    for (size_t i = 0; i < out.len; i++)
        n += out.data[i] == '\n';
    strbuf_release(&out);
    return fits ? n : -1;
}

static void test_wider_paper(void **state)
{
    (void)state;
    unsigned n_drafts = getenv("NIANBAO_LONG") ? N_WIDENED_LONG : N_WIDENED;
    for (unsigned i = 0; i < n_drafts; i++) {
        seed = i;
        struct draft *draft = random_draft();
        struct report_options options = {.encoding = i % 2 ? ENCODING_GB18030 : ENCODING_UTF8,
                                         .border =
                                             i % 4 == 0 ? REPORT_BORDER_ASCII : REPORT_BORDER_LINE};
        int before = -1;
        for (options.width = 60; options.width <= 200; options.width++) {
            int n = n_lines_of(draft, &options);
            if (before >= 0 && (n < 0 || n > before))
                fail_msg("draft %u: %d lines in %d columns, %d in %d", i, before, options.width - 1,
                         n, options.width);
            before = n;
        }
        assert_true(before > 0);
        draft_free(draft);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_drafts),
        cmocka_unit_test(test_wider_paper),
    };
    return cmocka_run_group_tests_name("report_random", tests, list_labels, release_labels);
}
