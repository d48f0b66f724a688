/* The list of drafts in a folder, with those that were never saved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/draftsummary.h"
#include "tests/unit/session_support.h"

/* A session that saves first where it is asked to, changes the unit and ends without saving that. */
static void leave_unsaved(const char *name, bool save_first, const char *unit)
{
    struct session *session = open_it(name);
    if (save_first) {
        type_text(session, "report.unit", "甲局");
        save_it(session);
    }
    type_text(session, "report.unit", unit);
    session_close(session, true);
}

static void drafts_that_were_never_saved_are_listed_first(void **state)
{
    (void)state;
    struct draft_summary *list;
    size_t count;
    struct err err = {0};
    mkdir(scratch_path("towns"), 0700);
    mkdir(scratch_path("towns2"), 0700);
    leave_unsaved("towns/a.ini", true, "甲局");
    leave_unsaved("towns/b.ini", true, "乙局");
    leave_unsaved("towns/z.ini", false, "丙局");
    leave_unsaved("towns2/y.ini", false, "丁局");

    assert_true(draft_summaries_read(scratch_path("towns"), NULL, &list, &count, &err));
    static const struct {
        const char *name, *unit;
        bool is_unsaved, has_problem;
    } expected[] = {
        {"z.ini", "", true, true},  /* no file yet */
        {"a.ini", "甲局", false, false},
        {"b.ini", "甲局", true, false},
    };
    assert_int_equal(count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < count; i++) {
        bool is_right = strcmp(list[i].name, expected[i].name) == 0 && strcmp(list[i].unit, expected[i].unit) == 0 &&
                        list[i].is_unsaved == expected[i].is_unsaved && !!list[i].problem == expected[i].has_problem;
        if (!is_right)
            fail_msg("row %zu: %s, %s, unsaved %d, %s", i, list[i].name, list[i].unit, list[i].is_unsaved,
                     list[i].problem ? list[i].problem : "no problem");
    }
    assert_true(list[0].saved_at > 0); /* the last key */
    draft_summaries_free(list, count);

    /* Listing took nothing away: the next start offers it. */
    struct session *session = open_it("towns/z.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    session_close(session, true);
}

static void draft_in_another_window_is_not_offered(void **state)
{
    (void)state;
    struct draft_summary *list;
    size_t count;
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    session_flush(session);
    assert_true(draft_summaries_read(scratch, NULL, &list, &count, NULL));
    assert_int_equal(count, 0);
    draft_summaries_free(list, count);
    session_close(session, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(drafts_that_were_never_saved_are_listed_first, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(draft_in_another_window_is_not_offered, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("draft summaries", tests, NULL, NULL);
}
