/* SPDX-License-Identifier: MIT */
/* The report of an invented office, written down in each way in which people have such reports, and
 * read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/draft/total.h"
#include "forms/import/import.h"

static enum spelling {
    SPELLING_OFFICIAL,
    SPELLING_HALF_WIDTH,
    SPELLING_SPACED,
    SPELLING_COUNT
} spelling;

static const char *const narratives[][2] = {
    {"preface",
     "根据《中华人民共和国政府信息公开条例》的规定，编制本报告。统计期限自2022年1月1日起至2022年12月31日止。"},
    {"overview",
     "（一）主动公开。全年在网站发布信息一百二十条。\n（二）依申请公开。收到的申请都在期限内答复。"},
    {"problems", "一是解读不够生动。\n二是目录更新不够及时，今后每季度核对一次。"},
    {"other", "全年收取信息处理费0元。"},
};

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_find(draft, key), text);
}

/* A draft with different numbers in its cells. */
static struct draft *make_draft(const struct form *form)
{
    struct draft *draft = draft_new(form);
    set(draft, "report.unit", "青溪县水务局");
    set(draft, "report.year", form == &format_2019 ? "2020" : "2022");
    for (size_t i = 0; i < sizeof narratives / sizeof narratives[0]; i++)
        set(draft, narratives[i][0], narratives[i][1]);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        struct strbuf text = STRBUF_INIT;
        if (form_cell_is_total(form, cell))
            continue;
        strbuf_addf(&text, form_column_of(form, cell)->kind == CELL_MONEY ? "%d万元" : "%d",
                    (i * 7) % 13);
        draft_set(draft, draft_cell_field(draft, cell), text.data);
        strbuf_release(&text);
    }
    return draft;
}

/* ---- pieces ---- */

static void add_label(const char *label, struct strbuf *out)
{
    static const struct {
        const char *from, *to[SPELLING_COUNT];
    } spellings[] = {
        {"（", {"（", "(", "（ "}}, {"）", {"）", ") ", "）　"}}, {".", {".", "、", "．"}},
        {"：", {"：", ":", "： "}}, {"“", {"“", "\"", "“"}},      {"”", {"”", "\"", "”"}},
    };
    while (*label) {
        size_t i = 0;
        while (i < sizeof spellings / sizeof spellings[0] &&
               strncmp(label, spellings[i].from, strlen(spellings[i].from)) != 0)
            i++;
        if (i < sizeof spellings / sizeof spellings[0]) {
            strbuf_add_str(out, spellings[i].to[spelling]);
            label += strlen(spellings[i].from);
        } else {
            strbuf_add_byte(out, *label++);
        }
    }
}

static const char *last_of(const char *const *path) { return path[form_path_depth(path) - 1]; }

static void add_value(const struct draft *draft, struct cell cell, struct strbuf *out)
{
    total_shown_text(draft, cell, out);
}

static void add_head(const struct draft *draft, struct strbuf *out)
{
    strbuf_addf(out, "%s%s年%s\n", draft_text(draft, draft_cover_field(draft, COVER_UNIT)),
                draft_text(draft, draft_cover_field(draft, COVER_REPORT_YEAR)),
                draft_form(draft)->title);
}

typedef void add_table(const struct draft *draft, int section, struct strbuf *out);

static void add_sections(const struct draft *draft, add_table *table, struct strbuf *out)
{
    const struct form *form = draft_form(draft);
    add_head(draft, out);
    for (int s = 0; s < form->n_sections; s++) {
        if (form->sections[s].heading)
            strbuf_addf(out, "%s\n", form->sections[s].heading);
        if (form->sections[s].table)
            table(draft, s, out);
        else
            strbuf_addf(out, "%s\n", draft_text(draft, draft_section_field(draft, s)));
    }
}

/* ---- rows with something between the cells ---- */

static const char *before_row, *between_cells, *after_row;
static bool shows_parents, merged_cells;

static void add_row_cells(const struct draft *draft, struct cell row, const char *previous,
                          struct strbuf *out)
{
    const struct form_block *block = form_block_of(draft_form(draft), row);
    const struct form_row *def = &block->rows[row.row];
    int depth = form_path_depth(def->path);
    const struct form_table *table = draft_form(draft)->sections[row.section].table;
    strbuf_add_str(out, before_row);
    for (int i = 0; i < depth; i++) {
        bool is_last = i == depth - 1;
        if (!shows_parents && !is_last)
            continue;
        /* A merged parent stands in its first row only. */
        if (is_last || !previous || !strstr(previous, def->path[i]))
            add_label(def->path[i], out);
        strbuf_add_str(out, between_cells);
    }
    for (int i = depth; merged_cells && i < table->n_label_columns; i++)
        strbuf_add_str(out, between_cells);
    for (row.column = 0; row.column < block->n_columns; row.column++) {
        if (row.column)
            strbuf_add_str(out, between_cells);
        add_value(draft, row, out);
    }
    strbuf_addf(out, "%s\n", after_row);
}

static void add_column_heads(const struct form_block *block, struct strbuf *out)
{
    if (block->title)
        strbuf_addf(out, "%s%s%s\n", before_row, block->title, after_row);
    strbuf_addf(out, "%s%s", before_row, block->corner ? block->corner : "");
    for (int c = 0; c < block->n_columns; c++) {
        strbuf_add_str(out, between_cells);
        add_label(last_of(block->columns[c].path), out);
    }
    strbuf_addf(out, "%s\n", after_row);
}

static void add_divided_table(const struct draft *draft, int section, struct strbuf *out)
{
    const struct form_table *table = draft_form(draft)->sections[section].table;
    for (int b = 0; b < table->n_blocks; b++) {
        const struct form_block *block = &table->blocks[b];
        struct strbuf previous = STRBUF_INIT;
        add_column_heads(block, out);
        for (int r = 0; r < block->n_rows; r++) {
            struct cell row = {section, b, r, 0};
            if (table->reads_across) {
                for (row.column = 0; row.column < block->n_columns; row.column++) {
                    if (r || row.column)
                        strbuf_add_str(out, between_cells);
                    else
                        strbuf_add_str(out, before_row);
                    add_value(draft, row, out);
                }
                if (r == block->n_rows - 1)
                    strbuf_addf(out, "%s\n", after_row);
            } else {
                add_row_cells(draft, row, previous.data, out);
                for (int i = 0; i < form_path_depth(block->rows[r].path); i++)
                    strbuf_addf(&previous, "%s ", block->rows[r].path[i]);
            }
        }
        strbuf_release(&previous);
    }
}

static void render_divided(const struct draft *draft, const char *before, const char *between,
                           const char *after, bool parents, bool merged, struct strbuf *out)
{
    before_row = before;
    between_cells = between;
    after_row = after;
    shows_parents = parents;
    merged_cells = merged;
    add_sections(draft, add_divided_table, out);
}

static void render_tabs(const struct draft *draft, struct strbuf *out)
{
    render_divided(draft, "", "\t", "", true, true, out);
}
static void render_bars(const struct draft *draft, struct strbuf *out)
{
    render_divided(draft, "| ", " | ", " |", true, false, out);
}
static void render_blanks(const struct draft *draft, struct strbuf *out)
{
    render_divided(draft, "", "  ", "", false, false, out);
}
static void render_frames(const struct draft *draft, struct strbuf *out)
{
    render_divided(draft, "│", "│", "│", true, true, out);
}

static void render_markdown(const struct draft *draft, struct strbuf *out)
{
    struct strbuf plain = STRBUF_INIT;
    render_divided(draft, "| ", " | ", " |", true, true, &plain);
    bool in_table = false;
    for (const char *p = plain.data; *p; p += strcspn(p, "\n") + 1) {
        bool is_row = *p == '|';
        int len = (int)strcspn(p, "\n");
        if (!is_row && strstr(p, "、") && strstr(p, "、") - p == 3)
            strbuf_addf(out, "\n## **%.*s**\n\n", len, p);
        else
            strbuf_addf(out, "%.*s\n%s", len, p, is_row && !in_table ? "|---|---|---|\n" : "");
        in_table = is_row;
    }
    strbuf_release(&plain);
}

/* ---- one cell to a line ---- */

static void render_lines(const struct draft *draft, struct strbuf *out)
{
    render_divided(draft, "", "\n", "", false, false, out);
}

/* ---- HTML with merged cells ---- */

static int rows_sharing(const struct form_block *block, int row, int part)
{
    int n = 0;
    for (int r = row; r < block->n_rows; r++, n++)
        for (int i = 0; i <= part; i++)
            if (form_path_depth(block->rows[r].path) <= part ||
                strcmp(block->rows[r].path[i], block->rows[row].path[i]) != 0)
                return n;
    return n;
}

static void add_html_row(const struct draft *draft, struct cell row, struct strbuf *out)
{
    const struct form_table *table = draft_form(draft)->sections[row.section].table;
    const struct form_block *block = form_block_of(draft_form(draft), row);
    const struct form_row *def = &block->rows[row.row];
    int depth = form_path_depth(def->path);
    strbuf_add_str(out, "<tr>");
    for (int i = 0; i < depth; i++) {
        int n = rows_sharing(block, row.row, i);
        bool is_first = row.row == 0 || rows_sharing(block, row.row - 1, i) != n + 1;
        if (i == depth - 1)
            strbuf_addf(out, "<td colspan=\"%d\">", table->n_label_columns - depth + 1);
        else if (is_first)
            strbuf_addf(out, "<td rowspan=\"%d\">", n);
        else
            continue;
        strbuf_add_str(out, "<p><span style='font-family:宋体'>");
        add_label(def->path[i], out);
        strbuf_add_str(out, "</span></p></td>");
    }
    for (row.column = 0; row.column < block->n_columns; row.column++) {
        strbuf_add_str(out, "<td align=right>\n  <p>");
        add_value(draft, row, out);
        strbuf_add_str(out, "<br/></p></td>");
    }
    strbuf_add_str(out, "</tr>\n");
}

static void add_html_table(const struct draft *draft, int section, struct strbuf *out)
{
    const struct form_table *table = draft_form(draft)->sections[section].table;
    strbuf_add_str(out, "<table border=1 class=\"MsoTable\">");
    for (int b = 0; b < table->n_blocks; b++) {
        const struct form_block *block = &table->blocks[b];
        if (block->title)
            strbuf_addf(out, "<tr><td colspan=4>%s</td></tr>", block->title);
        strbuf_addf(out, "<tr><td>%s</td>", block->corner ? block->corner : "&nbsp;");
        for (int c = 0; c < block->n_columns; c++)
            strbuf_addf(out, "<td>%s</td>", last_of(block->columns[c].path));
        strbuf_add_str(out, "</tr>");
        if (table->reads_across)
            strbuf_add_str(out, "<tr>");
        for (int r = 0; r < block->n_rows; r++) {
            struct cell row = {section, b, r, 0};
            for (; table->reads_across && row.column < block->n_columns; row.column++) {
                strbuf_add_str(out, "<td>&nbsp;");
                add_value(draft, row, out);
                strbuf_add_str(out, "</td>");
            }
            if (!table->reads_across)
                add_html_row(draft, row, out);
        }
        if (table->reads_across)
            strbuf_add_str(out, "</tr>");
    }
    strbuf_add_str(out, "</table>");
}

static void render_html(const struct draft *draft, struct strbuf *out)
{
    struct strbuf plain = STRBUF_INIT;
    add_sections(draft, add_html_table, &plain);
    strbuf_add_str(
        out, "<!DOCTYPE html><html><head><title>公开 &lt;</title><style>p{}</style></head><body>"
             "<script>if (a<b) document.write('<table>')</script><div>\n");
    for (const char *p = plain.data; *p; p += strcspn(p, "\n") + 1) {
        int len = (int)strcspn(p, "\n");
        bool is_text = *p != '<' && *p != ' ' && !strstr(p, "</p>");
        bool is_plain = *p != '<' && *p != ' ' && memchr(p, '<', (size_t)len) == NULL;
        strbuf_addf(out, is_text || is_plain ? "<P class=x>%.*s</P>\n" : "%.*s\n", len, p);
    }
    strbuf_add_str(out, "</div><!-- 尾 --></body></html>");
    strbuf_release(&plain);
}

/* ---- a PDF: pages, broken lines, labels in pieces between the rows ---- */

static void add_broken(const char *text, size_t n_chars, struct strbuf *out)
{
    size_t count = 0;
    for (; *text; text++) {
        bool is_start = ((unsigned char)*text & 0xC0) != 0x80;
        if (is_start && count && count % n_chars == 0)
            strbuf_add_byte(out, '\n');
        count += is_start;
        strbuf_add_byte(out, *text);
    }
}

static void add_pdf_table(const struct draft *draft, int section, struct strbuf *out)
{
    const struct form_table *table = draft_form(draft)->sections[section].table;
    enum { LONG_BYTES = 45 };
    for (int b = 0; b < table->n_blocks; b++) {
        const struct form_block *block = &table->blocks[b];
        if (block->title)
            strbuf_addf(out, "%s\n", block->title);
        for (int r = 0; r < block->n_rows; r++) {
            struct cell row = {section, b, r, 0};
            const char *label = last_of(block->rows[r].path);
            bool is_long = strlen(label) > LONG_BYTES;
            if (table->reads_across) {
            } else if (is_long) { /* the numbers stand below a label of several lines */
                add_broken(label, 12, out);
                strbuf_add_byte(out, '\n');
            } else {
                add_label(label, out);
                strbuf_add_byte(out, '\t');
            }
            for (row.column = 0; row.column < block->n_columns; row.column++) {
                if (row.column)
                    strbuf_add_byte(out, '\t');
                add_value(draft, row, out);
            }
            strbuf_add_byte(out, table->reads_across && r < block->n_rows - 1 ? '\t' : '\n');
            if (r == 9)
                strbuf_add_str(out, "- 3 -\n=== page 4\n青溪县年报\n三\n、\n本\n年\n度\n");
        }
    }
}

static void render_pdf(const struct draft *draft, struct strbuf *out)
{
    const struct form *form = draft_form(draft);
    strbuf_addf(out, "=== page 1\n%s\n%s 年政府信息公开工作\n年度报告\n",
                draft_text(draft, draft_cover_field(draft, COVER_UNIT)),
                draft_text(draft, draft_cover_field(draft, COVER_REPORT_YEAR)));
    for (int s = 0; s < form->n_sections; s++) {
        if (form->sections[s].heading)
            strbuf_addf(out, "%s\n", form->sections[s].heading);
        if (s && s % 2)
            strbuf_addf(out, "- %d -\n=== page %d\n青溪县年报\n", s, s + 1);
        if (form->sections[s].table) {
            add_pdf_table(draft, s, out);
            continue;
        }
        const char *text = draft_text(draft, draft_section_field(draft, s));
        while (*text) {
            char *paragraph = strndup(text, strcspn(text, "\n"));
            add_broken(paragraph, 22, out);
            strbuf_add_byte(out, '\n');
            text += strlen(paragraph) + (text[strlen(paragraph)] == '\n');
            free(paragraph);
        }
    }
}

/* ---- a PDF with its columns kept apart by blanks: labels broken, upright ones beside them ---- */

static void add_layout_table(const struct draft *draft, int section, struct strbuf *out)
{
    static const char *const upright[] = {"三、本", "年度办", "理结果", "", ""};
    const struct form_table *table = draft_form(draft)->sections[section].table;
    enum { LINE_CHARS = 14 };
    int n_line = 0;
    for (int b = 0; b < table->n_blocks; b++) {
        const struct form_block *block = &table->blocks[b];
        for (int r = 0; r < block->n_rows; r++) {
            struct cell row = {section, b, r, 0};
            struct strbuf label = STRBUF_INIT;
            if (!table->reads_across)
                add_broken(last_of(block->rows[r].path), LINE_CHARS, &label);
            int n_lines = 1, number_line;
            for (const char *p = label.data; (p = strchr(p, '\n')) != NULL; p++)
                n_lines++;
            number_line = n_lines / 2;
            const char *p = label.data;
            for (int i = 0; i < n_lines; i++, n_line++) {
                if (block->total_column >= 0 && r > 1 && r < 20 && !table->reads_across)
                    strbuf_addf(out, "   %s      ", upright[n_line % 5]);
                int len = (int)strcspn(p, "\n");
                strbuf_addf(out, "  %.*s", len, p);
                p += len + (p[len] != '\0');
                for (row.column = 0; i == number_line && row.column < block->n_columns;
                     row.column++) {
                    strbuf_add_str(out, "       ");
                    add_value(draft, row, out);
                }
                if (!table->reads_across || r == block->n_rows - 1)
                    strbuf_add_byte(out, '\n');
            }
            strbuf_release(&label);
        }
    }
}

static void render_layout(const struct draft *draft, struct strbuf *out)
{
    add_sections(draft, add_layout_table, out);
}

/* ---- the labels first, then all numbers ---- */

static bool by_columns;

static void add_apart_table(const struct draft *draft, int section, struct strbuf *out)
{
    const struct form_table *table = draft_form(draft)->sections[section].table;
    if (table->n_blocks > 1 || table->reads_across) {
        before_row = after_row = "";
        between_cells = "\t";
        add_divided_table(draft, section, out);
        return;
    }
    const struct form_block *block = &table->blocks[0];
    for (int r = 0; r < block->n_rows; r++)
        strbuf_addf(out, "%s\n", last_of(block->rows[r].path));
    int n_outer = by_columns ? block->n_columns : block->n_rows,
        n_inner = by_columns ? block->n_rows : block->n_columns;
    for (int i = 0; i < n_outer; i++) {
        for (int j = 0; j < n_inner; j++) {
            struct cell cell = {section, 0, by_columns ? j : i, by_columns ? i : j};
            add_value(draft, cell, out);
            strbuf_add_byte(out, by_columns || j == n_inner - 1 ? '\n' : ' ');
        }
    }
}

static void render_rows_apart(const struct draft *draft, struct strbuf *out)
{
    by_columns = false;
    add_sections(draft, add_apart_table, out);
}
static void render_columns_apart(const struct draft *draft, struct strbuf *out)
{
    by_columns = true;
    add_sections(draft, add_apart_table, out);
}

static const struct kind {
    const char *name;
    void (*render)(const struct draft *draft, struct strbuf *out);
} kinds[] = {
    {"tabs", render_tabs},
    {"bars", render_bars},
    {"blanks", render_blanks},
    {"frames", render_frames},
    {"Markdown", render_markdown},
    {"one cell a line", render_lines},
    {"HTML", render_html},
    {"PDF", render_pdf},
    {"PDF with columns", render_layout},
    {"rows apart", render_rows_apart},
    {"columns apart", render_columns_apart},
};

static void assert_equal_drafts(const struct draft *draft, const struct draft *read,
                                const char *kind)
{
    assert_ptr_equal(draft_form(draft), draft_form(read));
    for (int field = 0; field < draft_n_fields(draft); field++) {
        const char *key = draft_key(draft, field);
        int found = draft_find(read, key);
        const char *text = found >= 0 ? draft_text(read, found) : "";
        if (strcmp(text, draft_text(draft, field)) != 0)
            fail_msg("%s, spelling %d: %s is “%s”, not “%s”", kind, spelling, key, text,
                     draft_text(draft, field));
    }
}

static void assert_no_findings(const struct import_notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (notes->items[i].rule)
            fail_msg("%s, spelling %d: line %d: %s %s “%s”", kind, spelling, notes->items[i].line,
                     notes->items[i].rule, notes->items[i].key, notes->items[i].text);
}

static void read_kind(const struct form *form, const struct kind *kind)
{
    struct draft *draft = make_draft(form);
    struct strbuf text = STRBUF_INIT;
    struct import_notes notes = {0};
    struct err err;
    kind->render(draft, &text);
    struct draft *read = import_report(text.data, text.len, &notes, &err);
    if (!read)
        fail_msg("%s: %s", kind->name, err.text);
    assert_equal_drafts(draft, read, kind->name);
    if (kind->render !=
        render_columns_apart) /* that is read on the strength of its sums, and said so */
        assert_no_findings(&notes, kind->name);
    import_notes_release(&notes);
    strbuf_release(&text);
    draft_free(draft);
    draft_free(read);
}

static void test_every_kind(void **state)
{
    const struct form *form = *state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (spelling = SPELLING_OFFICIAL; spelling < SPELLING_COUNT; spelling++)
            read_kind(form, &kinds[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"test_every_kind_of_2021", test_every_kind, NULL, NULL, (void *)&format_2021},
        {"test_every_kind_of_2019", test_every_kind, NULL, NULL, (void *)&format_2019},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
