/* SPDX-License-Identifier: MIT */
/* The report as a web page: a golden, and that any page is one well-formed file whose tables merge
 * their cells without gaps. GENERATE=1 rewrites the golden; look at it in a browser. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/print/grid.h"
#include "forms/print/report.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"

#define GOLDEN "tests/reports/web-page.html"

static void read_file(const char *path, struct strbuf *out)
{
    FILE *file = fopen(path, "re");
    if (!file)
        fail_msg("cannot open %s (tests run in the project's folder)", path);
    char bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        strbuf_add(out, bytes, n);
    fclose(file);
}

static struct draft *sample(void)
{
    struct strbuf bytes = STRBUF_INIT;
    enum ini_state state;
    struct ini_notes notes = {0};
    struct err err = {0};
    read_file("tests/drafts/sample-2023.ini", &bytes);
    struct draft *draft = draftfile_read(bytes.data, bytes.len, &state, &notes, &err);
    if (!draft)
        fail_msg("%s", err.text);
    ini_notes_release(&notes);
    strbuf_release(&bytes);
    return draft;
}

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_field(draft, key), text);
}

static void render(const struct draft *draft, bool is_draft, struct strbuf *out)
{
    struct err err = {0};
    struct report_options options = {.format = REPORT_HTML, .is_draft = is_draft};
    if (!report_render(draft, &options, out, &err))
        fail_msg("%s", err.text);
}

/* ---- what a page must be ---- */

static int attribute(const char *tag, const char *name)
{
    char pattern[32];
    snprintf(pattern, sizeof pattern, " %s=\"", name);
    const char *end = strchr(tag, '>'), *at = strstr(tag, pattern);
    return at && at < end ? atoi(at + strlen(pattern)) : 1;
}

/* Every place of the table's grid is covered by exactly one cell. Returns what is behind it. */
static const char *check_table(const char *at, const struct grid *grid)
{
    int *covered = xcalloc((size_t)grid->n_rows, (size_t)grid->n_columns * sizeof *covered);
    int row = -1;
    for (at = strchr(at, '\n') + 1; strncmp(at, "</table>", 8) != 0; at = strchr(at, '\n') + 1) {
        row += strncmp(at, "<tr", 3) == 0;
        if (strncmp(at, "<td", 3) != 0)
            continue;
        int column = 0;
        while (column < grid->n_columns && covered[row * grid->n_columns + column])
            column++;
        for (int r = row; r < row + attribute(at, "rowspan"); r++)
            for (int c = column; c < column + attribute(at, "colspan"); c++) {
                assert_true(r < grid->n_rows && c < grid->n_columns);
                assert_false(covered[r * grid->n_columns + c]++);
            }
    }
    for (int i = 0; i < grid->n_rows * grid->n_columns; i++)
        assert_true(covered[i]);
    free(covered);
    return at;
}

/* Each tag is closed in its order. */
static void check_tags(const char *text)
{
    const char *open[32];
    size_t lens[32];
    int n = 0;
    for (const char *at = strstr(text, "<html"); (at = strchr(at, '<')); at++) {
        bool closes = at[1] == '/';
        const char *name = at + 1 + closes;
        size_t len = strcspn(name, " >\n");
        assert_true(len > 0 && name[strcspn(name, "<>")] == '>');
        if ((len == 4 && memcmp(name, "meta", 4) == 0) || (len == 3 && memcmp(name, "col", 3) == 0))
            continue;
        if (closes) {
            n--;
            assert_true(n >= 0 && lens[n] == len && memcmp(open[n], name, len) == 0);
        } else {
            assert_true(n < 32);
            open[n] = name;
            lens[n++] = len;
        }
    }
    assert_int_equal(n, 0);
}

static void check_page(const struct draft *draft, const struct strbuf *page)
{
    static const char *const foreign[] = {"<script", "<link", "<img", " src=", " href=", "@import"};
    const struct form *form = draft_form(draft);
    const char *at = page->data;
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        assert_null(strstr(page->data, foreign[i]));
    check_tags(page->data);
    for (int s = 0; s < form->n_sections; s++) {
        if (!form->sections[s].table)
            continue;
        struct grid grid;
        grid_init(&grid, form, s, GRID_OFFICIAL);
        at = strstr(at, "<table");
        assert_non_null(at);
        at = check_table(at, &grid);
        grid_release(&grid);
    }
    assert_null(strstr(at, "<table"));
}

/* ---- tests ---- */

static void test_golden(void **state)
{
    (void)state;
    struct draft *draft = sample();
    struct strbuf got = STRBUF_INIT, expected = STRBUF_INIT;
    render(draft, false, &got);
    check_page(draft, &got);
    if (getenv("GENERATE")) {
        FILE *file = fopen(GOLDEN, "we");
        assert_non_null(file);
        assert_int_equal(fwrite(got.data, 1, got.len, file), got.len);
        assert_int_equal(fclose(file), 0);
    } else {
        read_file(GOLDEN, &expected);
        assert_string_equal(got.data, expected.data);
    }
    strbuf_release(&got);
    strbuf_release(&expected);
    draft_free(draft);
}

static const struct {
    const char *key, *text, *expected;
    bool is_draft;
} parts[] = {
    {"report.unit", "甲<乙>\"丙\"&丁局",
     "<span data-key=\"report.unit\">甲&lt;乙&gt;&quot;丙&quot;&amp;丁局</span>", false},
    {"problems", "</p><script>alert(1)</script>",
     "<p>　　&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>\n", false},
    {"problems", "", "<div data-key=\"problems\">\n</div>\n", false},
    {"problems", "", "<p>　　（未填写）</p>\n", true},
    {"problems", "", "<p align=\"right\">【草稿】</p>\n<h1", true},
    {"remarks.disclosure.rules.made", "见<附件>", "0<small>（见&lt;附件&gt;）</small></td>\n",
     false},
    {"disclosure.rules.made", "/", "border:1px solid #000\">/</td>\n", false},
    {"disclosure.fees", "128.4500", ";mso-number-format:'\\@'\">128.4500</td>\n", false},
    {"report.date", "2024-01-18",
     "style=\"margin-right:3.5em\">云岫县自然资源局</p>\n"
     "<p data-key=\"report.date\" align=\"right\" style=\"margin-right:4.0em\">2024年1月18日</p>\n",
     false},
};

static void test_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct draft *draft = sample();
        struct strbuf out = STRBUF_INIT;
        set(draft, parts[i].key, parts[i].text);
        render(draft, parts[i].is_draft, &out);
        check_page(draft, &out);
        if (!strstr(out.data, parts[i].expected))
            fail_msg("row %zu: %s is not in\n%s", i, parts[i].expected, out.data);
        strbuf_release(&out);
        draft_free(draft);
    }
}

/* The tables of each form. */
static void test_forms(void **state)
{
    (void)state;
    for (int i = 0; i < FORM_N_FORMATS; i++) {
        struct draft *draft = draft_new(form_formats[i]);
        struct strbuf out = STRBUF_INIT;
        render(draft, true, &out);
        check_page(draft, &out);
        strbuf_release(&out);
        draft_free(draft);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_forms),
    };
    return cmocka_run_group_tests_name("reporthtml", tests, NULL, NULL);
}
