/* SPDX-License-Identifier: MIT */
/* The list of drafts in a folder, with those that were never saved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/rollup/summaryreader.h"
#include "tests/support/session_support.h"

/* A session that saves first where it is asked to, changes the unit and ends without saving that.
 */
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

/* The list of a folder, all of it read. */
static void read_list(const char *folder, struct draft_summary **list, size_t *count)
{
    struct err err = {0};
    assert_true(draft_summaries_list(folder, list, count, &err));
    struct summary_reader *reader = summary_reader_new(folder, NULL, *list, *count);
    summary_reader_start(reader, 0);
    assert_true(summary_reader_wait(reader, 60000));
    summary_reader_free(reader);
}

static void drafts_that_were_never_saved_are_listed_first(void **state)
{
    (void)state;
    struct draft_summary *list;
    size_t count;
    mkdir(scratch_path("towns"), 0700);
    mkdir(scratch_path("towns2"), 0700);
    leave_unsaved("towns/a.ini", true, "甲局");
    leave_unsaved("towns/b.ini", true, "乙局");
    leave_unsaved("towns/z.ini", false, "丙局");
    leave_unsaved("towns2/y.ini", false, "丁局");

    read_list(scratch_path("towns"), &list, &count);
    static const struct {
        const char *name, *unit;
        bool is_unsaved, has_problem;
    } expected[] = {
        {"z.ini", "", true, true}, /* no file yet */
        {"a.ini", "甲局", false, false},
        {"b.ini", "甲局", true, false},
    };
    assert_int_equal(count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < count; i++) {
        bool is_right = strcmp(list[i].name, expected[i].name) == 0 &&
                        strcmp(list[i].unit, expected[i].unit) == 0 &&
                        list[i].is_unsaved == expected[i].is_unsaved &&
                        !!list[i].problem == expected[i].has_problem;
        if (!is_right)
            fail_msg("row %zu: %s, %s, unsaved %d, %s", i, list[i].name, list[i].unit,
                     list[i].is_unsaved, list[i].problem ? list[i].problem : "no problem");
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
    read_list(scratch, &list, &count);
    assert_int_equal(count, 0);
    draft_summaries_free(list, count);
    session_close(session, true);
}

/* Reading may be stopped at any moment and goes on from where it is wanted. */
static void reading_is_stopped_and_goes_on(void **state)
{
    (void)state;
    enum { N_DRAFTS = 60 };
    struct draft_summary *list;
    size_t count;
    struct err err = {0};
    for (int i = 0; i < N_DRAFTS; i++) {
        char name[20], text[200];
        snprintf(name, sizeof name, "%02d.ini", i);
        snprintf(
            text, sizeof text,
            "[report]\nformat = \"2021\"\nunit = \"%d局\"\nyear = \"2023\"\n[end]\ncomplete = \"1\"\n",
            i);
        scratch_write(name, text, 0600);
    }
    assert_true(draft_summaries_list(scratch, &list, &count, &err));
    assert_int_equal(count, N_DRAFTS);
    struct summary_reader *reader = summary_reader_new(scratch, NULL, list, count);
    assert_false(summary_reader_wait(reader, 0));
    for (size_t first = 0; first < 2 * N_DRAFTS; first += 7) { /* also behind the end */
        summary_reader_start(reader, first);
        summary_reader_start(reader, first / 2); /* the operator has moved */
        summary_reader_stop(reader);
    }
    summary_reader_stop(reader);
    summary_reader_start(reader, N_DRAFTS - 1);
    assert_true(summary_reader_wait(reader, 60000));
    summary_reader_stop(reader);
    for (int i = 0; i < N_DRAFTS; i++) {
        char unit[20];
        snprintf(unit, sizeof unit, "%d局", i);
        assert_true(list[i].is_read);
        assert_string_equal(list[i].unit, unit);
    }
    overwrite("07.ini", "report.unit", "新局");
    summary_reader_renew(reader, 7);
    assert_string_equal(list[7].unit, "新局");
    summary_reader_free(reader);
    draft_summaries_free(list, count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(drafts_that_were_never_saved_are_listed_first,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(draft_in_another_window_is_not_offered, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(reading_is_stopped_and_goes_on, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests_name("draft summaries", tests, NULL, NULL);
}
