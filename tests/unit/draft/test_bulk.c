/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/bulk.h"
#include "forms/draft/newdraft.h"
#include "forms/draft/total.h"

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

static void put(struct fixture *f, const char *key, const char *text)
{
    edit_set(f->edit, draft_find(f->draft, key), text);
}

static void test_zero_fills_blank_cells_only(void **state)
{
    struct fixture *f = *state;
    put(f, "requests.received.business", "7");
    put(f, "requests.received.other", "/");
    assert_int_equal(
        bulk_fill_zero(f->edit, cell_named("requests.received.natural_person"), BULK_ROW), 4);
    assert_string_equal(text_of(f, "requests.received.natural_person"), "0");
    assert_string_equal(text_of(f, "requests.received.business"), "7");
    assert_string_equal(text_of(f, "requests.received.other"), "/");
    assert_string_equal(text_of(f, "requests.received.total"), "");
    assert_string_equal(text_of(f, "requests.carried_in.natural_person"), "");
}

static void test_row_is_filled_from_the_cell_on(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        bulk_fill_zero(f->edit, cell_named("requests.granted.legal_service"), BULK_ROW), 2);
    assert_string_equal(text_of(f, "requests.granted.welfare"), "");
}

static void test_scopes_and_undo(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *cell;
        enum bulk_scope scope;
        int n_filled;
    } cases[] = {
        {"requests.refused.third_party.research", BULK_GROUP, 8 * 6},
        {"requests.other.other.other", BULK_GROUP, 3 * 6},
        {"disclosure.penalties", BULK_GROUP, 2},
        {"disclosure.rules.made", BULK_TABLE, 10},
        {"review.direct_suit.upheld", BULK_TABLE, 12},
        {"requests.received.natural_person", BULK_TABLE, 24 * 6},
        {"requests.received.natural_person", BULK_NO_REQUESTS, 24 * 6 + 12},
        {"disclosure.fees", BULK_NO_REQUESTS, 24 * 6 + 12},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct edit_place place;
        int n = bulk_fill_zero(f->edit, cell_named(cases[i].cell), cases[i].scope);
        if (n != cases[i].n_filled)
            fail_msg("case %zu (%s): %d cells filled, expected %d", i, cases[i].cell, n,
                     cases[i].n_filled);
        assert_true(edit_undo(f->edit, &place));
        assert_string_equal(text_of(f, cases[i].cell), "");
        assert_false(edit_undo(f->edit, &place));
    }
}

static void test_nonzero_cells_are_counted(void **state)
{
    struct fixture *f = *state;
    put(f, "requests.received.business", "7");
    put(f, "requests.granted.business", "0");
    put(f, "review.reconsideration.upheld", "1");
    put(f, "disclosure.fees", "18.20");
    assert_int_equal(
        bulk_n_nonzero(f->draft, cell_named("review.direct_suit.other"), BULK_NO_REQUESTS), 2);
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
          {"requests.partly_granted.natural_person", "5"},
          {"requests.partly_granted.business", "6"}},
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
         "-1\t2\n——\t3\n无\t4\n十二\t5\n（四）无法提供\t无\t6\n",
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
            plan.n_total_differences != cases[i].n_total_differences)
            fail_msg("%s: refused %zu, outside %zu, totals %zu, of which %zu differ", cases[i].name,
                     plan.n_refused, plan.n_outside, plan.n_totals, plan.n_total_differences);
        paste_plan_release(&plan);
        while (edit_undo(f->edit, &place))
            ;
        assert_int_equal(draft_len(f->draft, draft_find(f->draft, cases[i].from)), 0);
    }
}

static void test_new_from_last_year(void **state)
{
    (void)state;
    struct draft *last = newdraft_empty("云溪县档案局", 2023);
    draft_set(last, draft_field(last, "report.phone"), "0000-1234567");
    draft_set(last, draft_field(last, "requests.carried_out.natural_person"), "3");
    draft_set(last, draft_field(last, "requests.carried_out.business"), "0");
    draft_set(last, draft_field(last, "requests.received.natural_person"), "40");
    draft_set(last, draft_field(last, "overview"), "去年的总体情况。");
    struct draft *draft = newdraft_from_previous(last, "/srv/2023.ini");
    static const char *const expected[][2] = {
        {"report.year", "2024"},
        {"report.unit", "云溪县档案局"},
        {"report.phone", "0000-1234567"},
        {"report.previous", "/srv/2023.ini"},
        {"requests.carried_in.natural_person", "3"},
        {"requests.carried_in.business", "0"},
        {"requests.carried_in.research", ""},
        {"requests.received.natural_person", ""},
        {"carried.requests.carried_in.natural_person", "requests.carried_out.natural_person = 3"},
        {"overview", "去年的总体情况。"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_string_equal(draft_text(draft, draft_field(draft, expected[i][0])), expected[i][1]);
    newdraft_fill_zero(draft);
    assert_string_equal(draft_text(draft, draft_field(draft, "disclosure.fees")), "0");
    assert_string_equal(draft_text(draft, draft_field(draft, "requests.carried_in.natural_person")),
                        "3");
    assert_string_equal(draft_text(draft, draft_field(draft, "review.reconsideration.total")), "");
    draft_free(draft);
    draft_free(last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_zero_fills_blank_cells_only, setup, teardown),
        cmocka_unit_test_setup_teardown(test_row_is_filled_from_the_cell_on, setup, teardown),
        cmocka_unit_test_setup_teardown(test_scopes_and_undo, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nonzero_cells_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_paste, setup, teardown),
        cmocka_unit_test(test_new_from_last_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
