/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/paste.h"

struct fixture {
    struct draft *draft;
    struct edit *edit;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->draft = draft_new(&format_2021);
    f->edit = edit_new(f->draft);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    edit_free(f->edit);
    draft_free(f->draft);
    free(f);
    return 0;
}

static struct cell cell_named(const char *key)
{
    struct cell cell;
    assert_true(form_cell_find(&format_2021, key, &cell));
    return cell;
}

static const char *text_of(const struct fixture *f, const char *key)
{
    return draft_text(f->draft, draft_find(f->draft, key));
}

/* What stands in cells after a paste, from the cell named first on. */
static void test_paste(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *name, *from, *text;
        const char *expected[6][2]; /* cell, text */
        size_t n_refused, n_outside, n_totals, n_total_differences;
    } cases[] = {
        {"tabs, one row",
         "requests.received.natural_person",
         "21\t0\t3\n",
         {{"requests.received.natural_person", "21"}, {"requests.received.research", "3"}},
         0,
         0,
         0,
         0},
        {"with the total, as Word copies it",
         "requests.received.natural_person",
         "21\t1\t0\t0\t0\t2\t24\n",
         {{"requests.received.other", "2"}, {"requests.received.total", ""}},
         0,
         0,
         1,
         0},
        {"a total that differs",
         "requests.received.natural_person",
         "21\t1\t0\t0\t0\t2\t25\r\n",
         {{"requests.received.total", ""}},
         0,
         0,
         1,
         1},
        {"two rows",
         "requests.received.business",
         "5\t6\n7\t8",
         {{"requests.received.business", "5"}, {"requests.carried_in.research", "8"}},
         0,
         0,
         0,
         0},
        {"one number a line goes down",
         "requests.granted.natural_person",
         "1\n2\n3\n",
         {{"requests.partly_granted.natural_person", "2"},
          {"requests.refused.state_secret.natural_person", "3"}},
         0,
         0,
         0,
         0},
        {"blanks",
         "review.reconsideration.upheld",
         "1  2  3 4\n",
         {{"review.reconsideration.pending", "4"}},
         0,
         0,
         0,
         0},
        {"bars, labels in front",
         "requests.received.natural_person",
         "| 一、本年新收 | １２ | 0 |\n",
         {{"requests.received.natural_person", "12"}, {"requests.received.business", "0"}},
         0,
         0,
         0,
         0},
        {"labels of merged cells, with numbers in them",
         "requests.refused.state_secret.natural_person",
         "（三）不予公开\t1.属于国家秘密\t9\t8\n\t2．其他法律行政法规禁止公开\t1\t3.\n\t\t3、危及“三安全一稳定”\t5\t6\n",
         {{"requests.refused.state_secret.natural_person", "9"},
          {"requests.refused.state_secret.business", "8"},
          {"requests.refused.prohibited_by_law.natural_person", "1"},
          {"requests.refused.security_stability.natural_person", "5"},
          {"requests.refused.security_stability.business", "6"}},
         1,
         0,
         0,
         0},
        {"headings with blanks behind them are no rows",
         "requests.granted.natural_person",
         "本列数据的勾稽关系\t\t申请人情况\t\t\n（一）予以公开\t7\t8\n（三）不予公开\t\t\t\n\t1.属于国家秘密\t5\t6\n",
         {{"requests.granted.natural_person", "7"},
          {"requests.granted.business", "8"},
          {"requests.partly_granted.natural_person", ""},
          {"requests.refused.state_secret.natural_person", "5"},
          {"requests.refused.state_secret.business", "6"}},
         0,
         0,
         0,
         0},
        {"a row that is not filled in is one",
         "requests.granted.natural_person",
         "（一）予以公开\t7\n（二）部分公开\t\t\n（三）不予公开\t1.属于国家秘密\t5\n",
         {{"requests.granted.natural_person", "7"},
          {"requests.partly_granted.natural_person", ""},
          {"requests.refused.state_secret.natural_person", "5"}},
         0,
         0,
         0,
         0},
        {"blanks alone are a row",
         "requests.received.natural_person",
         "4\t5\n\t\n6\t7\n",
         {{"requests.received.business", "5"},
          {"requests.carried_in.natural_person", ""},
          {"requests.granted.natural_person", "6"}},
         0,
         0,
         0,
         0},
        {"a blank cell empties",
         "requests.received.natural_person",
         "4\t\t6\n",
         {{"requests.received.natural_person", "4"}, {"requests.received.business", ""}},
         0,
         0,
         0,
         0},
        {"not a number",
         "requests.received.natural_person",
         "4\t5件\t6\n",
         {{"requests.received.natural_person", "4"}, {"requests.received.research", "6"}},
         1,
         0,
         0,
         0},
        {"what stands for a number in front keeps its place",
         "requests.granted.natural_person",
         "-1\t2\n——\t3\n无\t4\n十二\t5\n3.危及“三安全一稳定”\t无\t6\n",
         {{"requests.granted.business", "2"},
          {"requests.partly_granted.business", "3"},
          {"requests.refused.state_secret.business", "4"},
          {"requests.refused.prohibited_by_law.business", "5"},
          {"requests.refused.security_stability.business", "6"}},
         5,
         0,
         0,
         0},
        {"beyond the edge",
         "requests.received.other",
         "4\t4\t9\n",
         {{"requests.received.other", "4"}},
         0,
         1,
         1,
         0},
        {"through the blocks of one cell a row",
         "disclosure.licences",
         "10\n11\n12\n13.50\n14\n",
         {{"disclosure.licences", "10"},
          {"disclosure.coercive_measures", "12"},
          {"disclosure.fees", "13.50"}},
         0,
         1,
         0,
         0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct paste_plan plan;
        struct edit_place place;
        paste_plan_make(f->draft, cell_named(cases[i].from), cases[i].text, strlen(cases[i].text),
                        &plan);
        paste_plan_apply(f->edit, &plan);
        for (int k = 0; k < 6 && cases[i].expected[k][0]; k++)
            if (strcmp(text_of(f, cases[i].expected[k][0]), cases[i].expected[k][1]) != 0)
                fail_msg("%s: %s is “%s”, expected “%s”", cases[i].name, cases[i].expected[k][0],
                         text_of(f, cases[i].expected[k][0]), cases[i].expected[k][1]);
        if (plan.n_refused != cases[i].n_refused || plan.n_outside != cases[i].n_outside ||
            plan.n_totals != cases[i].n_totals ||
            plan.n_differences != cases[i].n_total_differences)
            fail_msg("%s: refused %zu, outside %zu, totals %zu, of which %zu differ", cases[i].name,
                     plan.n_refused, plan.n_outside, plan.n_totals, plan.n_differences);
        paste_plan_release(&plan);
        while (edit_undo(f->edit, &place))
            ;
        assert_int_equal(draft_len(f->draft, draft_find(f->draft, cases[i].from)), 0);
    }
}

/* ---- whole tables ---- */

enum shape {
    SHAPE_WORD,    /* merged label cells leave blanks behind a label and below it, and at the end */
    SHAPE_BROWSER, /* merged cells leave nothing */
    SHAPE_ALL_TEXT, /* every label in every row */
    SHAPE_INNERMOST,
    SHAPE_BLANKS, /* labels and numbers with blanks between */
    SHAPE_BARS,
    SHAPE_NO_LABELS,
    SHAPE_NO_TOTALS, /* nor labels */
    SHAPE_ONE_A_LINE,
    SHAPE_LABEL_THEN_NUMBERS, /* each in a line of its own */
    N_SHAPES
};

/* A different number for every cell. */
static int number_of(struct cell cell) { return 1000 + cell.row * 10 + cell.column; }

static void add_labels(struct strbuf *out, struct cell cell, const struct form_row *before,
                       enum shape shape)
{
    const struct form_row *row = form_row_of(&format_2021, cell);
    int depth = form_path_depth(row->path);
    bool same = before != NULL;
    for (int i = 0; i < depth; i++) {
        same = same && i < depth - 1 && i < form_path_depth(before->path) &&
               strcmp(before->path[i], row->path[i]) == 0;
        if (shape == SHAPE_INNERMOST && i < depth - 1)
            continue;
        if (shape == SHAPE_BROWSER && same)
            continue;
        if (shape == SHAPE_WORD && same) {
            strbuf_add_str(out, "\t");
            continue;
        }
        strbuf_addf(out, "%s%s", row->path[i], shape == SHAPE_BLANKS ? " " : "\t");
    }
    if (shape == SHAPE_WORD && depth == 1)
        strbuf_add_str(out, "\t");
}

static void add_row(struct strbuf *out, struct cell cell, const struct form_row *before,
                    enum shape shape)
{
    if (shape == SHAPE_LABEL_THEN_NUMBERS)
        form_row_label(&format_2021, cell, "", out);
    if (shape == SHAPE_LABEL_THEN_NUMBERS)
        strbuf_add_str(out, "\n");
    if (shape < SHAPE_NO_LABELS)
        add_labels(out, cell, before, shape);
    int n_columns = form_block_of(&format_2021, cell)->n_columns;
    for (cell.column = 0; cell.column < n_columns - (shape == SHAPE_NO_TOTALS); cell.column++)
        strbuf_addf(out, "%d%s", number_of(cell),
                    shape >= SHAPE_ONE_A_LINE ? "\n"
                    : shape == SHAPE_BLANKS   ? " "
                                              : "\t");
    if (shape < SHAPE_ONE_A_LINE)
        strbuf_add_str(out, shape == SHAPE_WORD ? "\t\n" : "\n");
    if (shape == SHAPE_BARS)
        for (size_t i = 0; i < out->len; i++)
            if (out->data[i] == '\t')
                out->data[i] = '|';
}

static const char *const heads =
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t\t申请人情况\t\t\t\t\t\t\t\n"
    "\t\t自然人\t法人或其他组织\t\t\t\t\t总计\t\n"
    "\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\t\n";

static void want_all_cells(struct fixture *f, const char *section, const char *text, size_t len,
                           struct cell from, const char *name)
{
    struct paste_plan plan;
    struct edit_place place;
    int s = form_section_index(&format_2021, section);
    paste_plan_make(f->draft, from, text, len, &plan);
    paste_plan_apply(f->edit, &plan);
    for (int i = 0; i < form_n_cells(&format_2021); i++) {
        struct cell cell = form_cell_at(&format_2021, i);
        char wanted[16] = "";
        if (cell.section == s && !form_cell_is_total(&format_2021, cell))
            snprintf(wanted, sizeof wanted, "%d", number_of(cell));
        const char *is = draft_text(f->draft, draft_cell_field(f->draft, cell));
        if (strcmp(is, wanted) != 0)
            fail_msg("%s: row %d, column %d is “%s”, expected “%s”; pasted:\n%s", name, cell.row,
                     cell.column, is, wanted, text);
    }
    assert_int_equal(plan.n_outside, 0);
    assert_int_equal(plan.n_refused, 0);
    paste_plan_release(&plan);
    while (edit_undo(f->edit, &place))
        ;
}

static void test_requests_in_every_shape(void **state)
{
    struct fixture *f = *state;
    static const char *const names[N_SHAPES] = {
        "Word", "browser",   "all labels",       "innermost labels", "blanks",
        "bars", "no labels", "no labels/totals", "one a line",       "labels, then numbers",
    };
    struct cell from = cell_named("requests.received.natural_person");
    for (int shape = 0; shape < N_SHAPES; shape++) {
        for (int with_heads = 0; with_heads < 2; with_heads++) {
            struct strbuf text = STRBUF_INIT;
            const struct form_row *before = NULL;
            if (with_heads)
                strbuf_add_str(&text, heads);
            for (struct cell cell = from; cell.row < form_block_of(&format_2021, from)->n_rows;
                 cell.row++) {
                add_row(&text, cell, before, (enum shape)shape);
                before = form_row_of(&format_2021, cell);
            }
            want_all_cells(f, "requests", text.data, text.len, from, names[shape]);
            strbuf_release(&text);
        }
    }
}

/* Labels say where a row goes, wherever the cursor is. */
static void test_labels_lead_from_any_cell(void **state)
{
    struct fixture *f = *state;
    static const char text[] =
        "3.其他\t\t5\t6\t7\t8\t9\t10\t45\t\n四、结转下年度继续办理\t\t1\t2\t3\t4\t5\t6\t21\t";
    struct paste_plan plan;
    paste_plan_make(f->draft, cell_named("requests.granted.natural_person"), text, strlen(text),
                    &plan);
    assert_false(paste_plan_is_doubtful(&plan));
    paste_plan_apply(f->edit, &plan);
    paste_plan_release(&plan);
    assert_string_equal(text_of(f, "requests.other.other.natural_person"), "5");
    assert_string_equal(text_of(f, "requests.other.other.other"), "10");
    assert_string_equal(text_of(f, "requests.carried_out.natural_person"), "1");
    assert_string_equal(text_of(f, "requests.granted.natural_person"), "");
}

static void test_review_in_its_shapes(void **state)
{
    struct fixture *f = *state;
    static const char top[] =
        "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n"
        "结果 维持\t结果 纠正\t其他 结果\t尚未 审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
        "\t\t\t\t\t结果 维持\t结果 纠正\t其他 结果\t尚未 审结\t总计\t结果 维持\t结果 纠正\t其他 结果\t"
        "尚未 审结\t总计\n";
    static const char *const labels[] = {"行政复议", "未经复议直接起诉", "复议后起诉"};
    static const char *const columns[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    struct cell from = cell_named("review.reconsideration.upheld");
    struct strbuf all = STRBUF_INIT, with_heads = STRBUF_INIT, no_totals = STRBUF_INIT;
    struct strbuf lines = STRBUF_INIT, rows = STRBUF_INIT, upright = STRBUF_INIT;
    strbuf_add_str(&with_heads, top);
    for (struct cell cell = from; cell.row < 3; cell.row++) {
        strbuf_addf(&rows, "%s\t", labels[cell.row]);
        for (cell.column = 0; cell.column < 5; cell.column++) {
            const char *separator = cell.row == 2 && cell.column == 4 ? "" : "\t";
            strbuf_addf(&all, "%d%s", number_of(cell), separator);
            strbuf_addf(&with_heads, "%d%s", number_of(cell), separator);
            strbuf_addf(&lines, "%d\n", number_of(cell));
            strbuf_addf(&rows, "%d%s", number_of(cell), cell.column == 4 ? "\n" : "\t");
            strbuf_addf(&upright, "%s\t%s\t%d\n", labels[cell.row], columns[cell.column],
                        number_of(cell));
            if (cell.column < 4)
                strbuf_addf(&no_totals, "%d ", number_of(cell));
        }
    }
    want_all_cells(f, "review", all.data, all.len, from, "fifteen numbers");
    want_all_cells(f, "review", with_heads.data, with_heads.len, from, "with its heads");
    want_all_cells(f, "review", no_totals.data, no_totals.len, from, "twelve numbers");
    want_all_cells(f, "review", lines.data, lines.len, from, "one number a line");
    want_all_cells(f, "review", rows.data, rows.len, from, "three labelled rows");
    want_all_cells(f, "review", upright.data, upright.len, from, "one labelled number a line");
    want_all_cells(f, "review", all.data, all.len, cell_named("review.direct_suit.other"),
                   "fifteen numbers, from another cell");
    strbuf_release(&all);
    strbuf_release(&with_heads);
    strbuf_release(&no_totals);
    strbuf_release(&lines);
    strbuf_release(&rows);
    strbuf_release(&upright);
}

/* What has no place is named, and a total that differs speaks against pasting. */
static void test_doubts_are_told(void **state)
{
    struct fixture *f = *state;
    static const char text[] =
        "一、本年新收\t1\t2\t3\t4\t5\t6\t20\n水果\t1\t2\n一、本年新收\t9\t9\n";
    struct paste_plan plan;
    paste_plan_make(f->draft, cell_named("requests.received.natural_person"), text, strlen(text),
                    &plan);
    assert_true(paste_plan_is_doubtful(&plan));
    assert_int_equal(plan.n_outside, 4);
    assert_int_equal(plan.n_strays, 2);
    assert_string_equal(plan.strays[0], "水果 1 2");
    assert_int_equal(plan.n_differences, 1);
    assert_int_equal(plan.differences[0].stated, 20);
    assert_int_equal(plan.differences[0].computed, 21);
    paste_plan_release(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_paste, setup, teardown),
        cmocka_unit_test_setup_teardown(test_requests_in_every_shape, setup, teardown),
        cmocka_unit_test_setup_teardown(test_labels_lead_from_any_cell, setup, teardown),
        cmocka_unit_test_setup_teardown(test_review_in_its_shapes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_doubts_are_told, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
