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
        cmocka_unit_test(test_new_from_last_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
