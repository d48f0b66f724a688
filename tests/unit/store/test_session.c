/* SPDX-License-Identifier: MIT */
/* Sessions as the shell uses them: open, type, save, die, recover, meet others. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/draft/newdraft.h"
#include "forms/files/audit.h"
#include "forms/settings/settings.h"
#include "locale/mem.h"
#include "tests/support/session_support.h"

/* Another session of its own process: opens, changes one field, and dies without leave to say
 * good-bye. */
static void die_typing(const char *name, const char *key, const char *text)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = session_open(scratch_path(name), NULL);
        if (!session || session_access(session) != SESSION_WRITABLE)
            _exit(1);
        type_text(session, key, text);
        session_flush(session);
        kill(getpid(), SIGKILL);
    }
    int status;
    waitpid(pid, &status, 0);
    assert_true(WIFSIGNALED(status));
}

static void new_draft_is_saved_and_opened_again(void **state)
{
    (void)state;
    struct session *session = open_it("甲局.ini");
    assert_int_equal(session_access(session), SESSION_WRITABLE);
    assert_true(session_is_new(session));
    assert_false(session_is_changed(session));
    type_text(session, "report.unit", "甲局");
    type_text(session, "overview", "第一段\n\n第三段");
    assert_true(session_is_changed(session));
    assert_int_equal(session_flush(session), JOURNAL_PROTECTED);
    save_it(session);
    assert_false(session_is_changed(session));
    assert_false(session_is_new(session));
    session_set_place(session,
                      (struct session_place){draft_find(session_draft(session), "overview"), 4});
    session_close(session, true);

    session = open_it("甲局.ini");
    assert_int_equal(session_state(session), INI_WHOLE);
    assert_int_equal(session_n_recoveries(session), 0);
    assert_string_equal(text_in(session, "overview"), "第一段\n\n第三段");
    struct session_place place;
    session_place(session, &place);
    assert_string_equal(draft_key(session_draft(session), place.field), "overview");
    assert_int_equal(place.offset, 3); /* not in the middle of 一 */
    session_close(session, true);
}

static void killed_session_is_recovered(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    save_it(session);
    session_close(session, false);
    die_typing("a.ini", "requests.received.natural_person", "17");

    session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    const struct session_recovery *recovery = session_recovery(session, 0);
    assert_int_equal(recovery->n_items, 1);
    assert_string_equal(recovery->items[0].key, "requests.received.natural_person");
    assert_string_equal(recovery->items[0].now, "");
    assert_string_equal(recovery->items[0].recovered, "17");
    assert_false(recovery->items[0].is_conflict);
    assert_false(recovery->is_damaged);
    assert_string_equal(text_in(session, "requests.received.natural_person"), "");
    session_recovery_apply(session, 0, NULL);
    assert_string_equal(text_in(session, "requests.received.natural_person"), "17");
    assert_int_equal(session_n_recoveries(session), 0);
    struct edit_place place;
    assert_true(edit_undo(session_edit(session), &place)); /* can be undone like any step */
    assert_string_equal(text_in(session, "requests.received.natural_person"), "");
    edit_redo(session_edit(session), &place);
    save_it(session);
    session_close(session, true);
    session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 0);
    session_close(session, true);
}

/* Texts, place and what another session left behind are all there once the draft is open. */
static void opens_with_place_and_recovery(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "overview", "第一段");
    save_it(session);
    session_set_place(session,
                      (struct session_place){draft_find(session_draft(session), "overview"), 3});
    session_close(session, false);
    die_typing("a.ini", "report.unit", "甲局");

    session = open_it("a.ini");
    session_close(session, true); /* the operator's line broke at once: nothing is lost by it */

    session = open_it("a.ini");
    assert_int_equal(session_access(session), SESSION_WRITABLE);
    assert_string_equal(text_in(session, "overview"), "第一段");
    struct session_place place;
    session_place(session, &place);
    assert_string_equal(draft_key(session_draft(session), place.field), "overview");
    assert_int_equal(session_n_recoveries(session), 1);
    session_recovery_apply(session, 0, NULL);
    assert_string_equal(text_in(session, "report.unit"), "甲局");
    save_it(session);
    session_close(session, true);
}

static void recovery_survives_a_second_death(void **state)
{
    (void)state;
    die_typing("a.ini", "report.unit", "甲局");
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = session_open(scratch_path("a.ini"), NULL);
        session_recovery_apply(session, 0, NULL);
        type_text(session, "report.address", "文澜路");
        session_flush(session);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
    struct session *session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    session_recovery_apply(session, 0, NULL);
    assert_string_equal(text_in(session, "report.unit"), "甲局");
    assert_string_equal(text_in(session, "report.address"), "文澜路");
    session_close(session, false);
}

static void recovery_that_is_not_wanted_is_gone(void **state)
{
    (void)state;
    die_typing("a.ini", "report.unit", "甲局");
    struct session *session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    assert_true(session_recovery_drop(session, 0, NULL));
    session_close(session, true);
    session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 0);
    session_close(session, true);
}

static void recovery_and_a_newer_file_are_told_apart(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    type_text(session, "report.phone", "1");
    save_it(session);
    session_close(session, false);
    pid_t pid = fork();
    if (pid == 0) {
        session = session_open(scratch_path("a.ini"), NULL);
        type_text(session, "report.phone", "2");
        type_text(session, "report.email", "a@b");
        session_flush(session);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
    overwrite("a.ini", "report.phone", "3");
    overwrite("a.ini", "report.site", "http://x");
    session = open_it("a.ini");
    const struct session_recovery *recovery = session_recovery(session, 0);
    assert_int_equal(recovery->n_items, 2); /* the site is newer in the file: nothing to recover */
    assert_string_equal(recovery->items[0].key, "report.phone");
    assert_true(recovery->items[0].is_conflict);
    assert_string_equal(recovery->items[0].now, "3");
    assert_string_equal(recovery->items[0].recovered, "2");
    assert_string_equal(recovery->items[1].key, "report.email");
    assert_false(recovery->items[1].is_conflict);
    session_recovery_apply(session, 0, (const bool[]){false, true});
    assert_string_equal(text_in(session, "report.phone"), "3");
    assert_string_equal(text_in(session, "report.email"), "a@b");
    assert_string_equal(text_in(session, "report.site"), "http://x");
    session_close(session, false);
}

static void long_journal_with_checkpoints_is_recovered(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = session_open(scratch_path("a.ini"), NULL);
        int field = draft_find(session_draft(session), "overview"),
            total = draft_find(session_draft(session), "review.direct_suit.total");
        type_text(session, "review.direct_suit.upheld", "4");
        edit_splice(session_edit(session), total, 0, 0, "4",
                    1); /* a stated total that agrees: kept by a checkpoint */
        for (int i = 0; i < 3000; i++) {
            edit_splice(session_edit(session), field, draft_len(session_draft(session), field), 0,
                        "一二三四五六七八九十", 30);
            edit_break(session_edit(session));
            session_flush(session);
        }
        edit_splice(session_edit(session), total, 1, 0, "2", 1);
        session_flush(session);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
    struct session *session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    assert_false(session_recovery(session, 0)->is_damaged);
    session_recovery_apply(session, 0, NULL);
    assert_int_equal(strlen(text_in(session, "overview")), 3000 * 30);
    assert_string_equal(text_in(session, "review.direct_suit.total"), "42");
    session_close(session, false);
}

static void second_session_reads_and_gets_it_when_free(void **state)
{
    (void)state;
    struct session *first = open_it("a.ini"), *second = open_it("a.ini");
    assert_int_equal(session_access(first), SESSION_WRITABLE);
    assert_int_equal(session_access(second), SESSION_HELD);
    assert_true(session_holder(second)->known);
    struct err err;
    assert_int_equal(session_save(second, NULL, &err), SESSION_SAVE_REFUSED);
    assert_false(session_retry(second));
    type_text(first, "report.unit", "甲局");
    save_it(first);
    session_close(first, true);
    assert_true(session_retry(second));
    assert_int_equal(session_access(second), SESSION_WRITABLE);
    assert_string_equal(text_in(second, "report.unit"), "甲局"); /* as it was saved meanwhile */
    assert_false(session_is_changed(second));
    session_close(second, true);
}

static void conflict_is_merged_and_never_overwritten(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    type_text(session, "overview", "一\n二\n三");
    save_it(session);
    type_text(session, "report.phone", "我");
    type_text(session, "overview", "一改\n二\n三");
    overwrite("a.ini", "report.phone", "他");
    overwrite("a.ini", "overview", "一\n二\n三改");
    overwrite("a.ini", "report.email", "他");
    struct err err;
    assert_int_equal(session_save(session, NULL, &err), SESSION_SAVE_CONFLICT);
    assert_non_null(strstr(scratch_read("a.ini"), "三改"));
    struct merge merge;
    assert_true(session_merge_begin(session, &merge, &err));
    assert_int_equal(merge.n_conflicts, 1);
    for (size_t i = 0; i < merge.count; i++)
        if (merge.items[i].is_conflict) {
            assert_string_equal(merge.items[i].key, "report.phone");
            merge.items[i].choice = MERGE_THEIRS;
        }
    session_merge_apply(session, &merge);
    merge_release(&merge);
    save_it(session);
    assert_string_equal(text_in(session, "report.phone"), "他");
    assert_string_equal(text_in(session, "report.email"), "他");
    assert_string_equal(text_in(session, "overview"), "一改\n二\n三改");
    session_close(session, true);
}

static void vanished_file_is_said_and_made_anew(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    save_it(session);
    unlink(scratch_path("a.ini"));
    type_text(session, "report.unit", "乙局");
    struct err err;
    assert_int_equal(session_save(session, NULL, &err), SESSION_SAVE_GONE);
    assert_int_equal(session_save_anew(session, NULL, &err), SESSION_SAVED);
    assert_non_null(strstr(scratch_read("a.ini"), "乙局"));
    session_close(session, true);
}

static void save_as_moves_the_session(void **state)
{
    (void)state;
    scratch_write("there.ini", "not to be lost", 0600);
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    struct err err;
    assert_int_equal(session_save_as(session, scratch_path("there.ini"), false, NULL, &err),
                     SESSION_SAVE_EXISTS);
    assert_string_equal(scratch_read("there.ini"), "not to be lost");
    assert_int_equal(session_save_as(session, scratch_path("no/such/b.ini"), false, NULL, &err),
                     SESSION_SAVE_FAILED);
    assert_string_equal(session_name(session), "a.ini");
    assert_int_equal(session_save_as(session, scratch_path("b.ini"), false, NULL, &err),
                     SESSION_SAVED);
    assert_string_equal(session_name(session), "b.ini");
    assert_false(session_is_changed(session));
    struct session *old =
        open_it("a.ini"); /* nobody holds the old name, and nothing is to be recovered there */
    assert_int_equal(session_access(old), SESSION_WRITABLE);
    assert_int_equal(session_n_recoveries(old), 0);
    session_close(old, true);
    type_text(session, "report.unit", "乙局");
    save_it(session);
    assert_int_equal(session_save_as(session, scratch_path("there.ini"), true, NULL, &err),
                     SESSION_SAVED);
    session_close(session, true);
    assert_string_equal(scratch_read("there.ini~"), "not to be lost");
}

static void cut_file_is_restored_from_the_version_before(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    type_text(session, "overview", "全文");
    save_it(session);
    type_text(session, "report.phone", "1");
    save_it(session);
    session_close(session, true);
    assert_int_equal(truncate(scratch_path("a.ini"), 60), 0);
    session = open_it("a.ini");
    assert_int_equal(session_state(session), INI_CUT);
    assert_int_equal(session_access(session), SESSION_DAMAGED);
    struct err err;
    assert_int_equal(session_save(session, NULL, &err), SESSION_SAVE_REFUSED);
    struct session_source *sources;
    size_t n = session_sources(session, &sources);
    assert_int_equal(n, 3); /* what is readable, a.ini~, the copy of today's first save */
    assert_int_equal(sources[0].kind, SESSION_SOURCE_READABLE);
    assert_int_equal(sources[1].kind, SESSION_SOURCE_PREVIOUS);
    assert_true(session_use_source(session, &sources[1], &err));
    free(sources);
    assert_string_equal(text_in(session, "overview"), "全文");
    save_it(session);
    assert_non_null(strstr(scratch_read("a.ini"), "全文"));
    session_close(session, true);
}

static void empty_file_is_restored_too(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "report.unit", "甲局");
    save_it(session);
    save_it(session);
    session_close(session, true);
    assert_int_equal(truncate(scratch_path("a.ini"), 0), 0);
    session = open_it("a.ini");
    assert_int_equal(session_access(session), SESSION_DAMAGED);
    session_close(session, true);
    scratch_write("junk.ini", "hello\n", 0600);
    struct err err = {0};
    assert_null(session_open(scratch_path("junk.ini"), &err));
    assert_non_null(strstr(err.text, "不是年报草稿"));
}

static void unfit_names_and_places_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"no/such/a.ini", ".a.ini", "a.ini~", "a\x1b[2J.ini", "."};
    mkdir(scratch_path("folder"), 0700);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct err err = {0};
        if (session_open(scratch_path(names[i]), &err) || !err.text[0])
            fail_msg("%s: opened, or no reason given", names[i]);
    }
    assert_null(session_open(scratch_path("folder"), NULL));
}

static void created_drafts_are_unsaved_work(void **state)
{
    (void)state;
    struct err err = {0};
    struct session *session =
        session_create(scratch_path("a.ini"), newdraft_empty("甲局", 2019), &err);
    assert_non_null(session);
    assert_true(session_is_changed(session));
    assert_string_equal(draft_form(session_draft(session))->id, "2019");
    save_it(session);
    session_close(session, true);
    assert_null(session_create(scratch_path("a.ini"), newdraft_empty("乙局", 2019), &err));
    assert_int_equal(err.number, EEXIST);
    session = open_it("a.ini");
    assert_string_equal(text_in(session, "report.unit"), "甲局");
    assert_string_equal(text_in(session, "report.year"), "2019");
    session_close(session, true);
}

static void save_draft_of(const char *name, const char *unit, int year)
{
    struct session *session = session_create(scratch_path(name), newdraft_empty(unit, year), NULL);
    save_it(session);
    session_close(session, true);
}

static void last_years_draft_is_found(void **state)
{
    (void)state;
    save_draft_of("x.ini", "乙局", 2022);
    save_draft_of("y.ini", "甲局", 2022);
    save_draft_of("z.ini", "甲局", 2021);
    save_draft_of("now.ini", "甲局", 2023);
    struct session *session = open_it("now.ini");
    assert_int_equal(draft_year(session_previous(session)), 2022);
    type_text(session, "report.year", "2022");
    assert_int_equal(draft_year(session_previous(session)), 2021);
    type_text(session, "report.year", "2030");
    assert_null(session_previous(session));
    type_text(session, "report.previous", "x.ini");
    assert_string_equal(draft_text(session_previous(session),
                                   draft_cover_field(session_previous(session), COVER_UNIT)),
                        "乙局");
    session_close(session, false);
}

static void last_years_draft_may_not_lead_out_of_the_folder(void **state)
{
    (void)state;
    struct settings settings;
    settings_init(&settings);
    settings.restricted = 1;
    mkdir(scratch_path("drafts"), 0700);
    settings.drafts = xstrdup(scratch_path("drafts"));
    save_draft_of("outside.ini", "甲局", 2022);
    save_draft_of("drafts/now.ini", "乙局", 2023);
    struct session *session = open_it("drafts/now.ini");
    session_set_settings(session, &settings);
    type_text(session, "report.previous", "../outside.ini");
    assert_null(session_previous(session));
    settings.restricted = 0;
    type_text(session, "report.previous", "../drafts/../outside.ini");
    assert_non_null(session_previous(session));
    session_close(session, false);
    settings_release(&settings);
}

static void abandoned_session_leaves_everything_to_the_next(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = session_open(scratch_path("a.ini"), NULL);
        type_text(session, "overview", "断线前的字");
        session_set_place(
            session, (struct session_place){draft_find(session_draft(session), "overview"), 6});
        session_abandon(session);
        _exit(0);
    }
    int status;
    waitpid(pid, &status, 0);
    assert_int_equal(status, 0);
    struct session *session = open_it("a.ini");
    assert_int_equal(session_access(session), SESSION_WRITABLE);
    assert_int_equal(session_n_recoveries(session), 1);
    session_recovery_apply(session, 0, NULL);
    assert_string_equal(text_in(session, "overview"), "断线前的字");
    struct session_place place;
    session_place(session, &place);
    assert_int_equal(place.offset, 6);
    session_close(session, false);
}

static void change_log_names_field_and_both_texts(void **state)
{
    (void)state;
    struct session *session = open_it("a.ini");
    type_text(session, "requests.received.other", "5");
    save_it(session);
    type_text(session, "requests.received.other", "7");
    save_it(session);
    struct strbuf log = STRBUF_INIT;
    audit_read(session_path(session), &log, NULL);
    assert_non_null(strstr(log.data, "requests.received.other\t\t5\n"));
    assert_non_null(strstr(log.data, "requests.received.other\t5\t7\n"));
    strbuf_release(&log);
    session_close(session, true);
}

static int place_after(const char *name, int field)
{
    struct session *session = open_it(name);
    struct session_place place;
    struct err warning, err;
    session_set_place(session, (struct session_place){field, 0});
    session_place(session, &place);
    assert_int_equal(place.field, field < draft_n_fields(session_draft(session)) ? field : -1);
    assert_int_equal(session_save(session, &warning, &err), SESSION_SAVED);
    session_close(session, true);
    session = open_it(name);
    session_place(session, &place);
    session_close(session, true);
    return place.field;
}

/* The place is a comfort: where it is none, or cannot be kept, the draft opens at its beginning. */
static void place_that_cannot_be_kept_is_missed_by_nobody(void **state)
{
    (void)state;
    mkdir(scratch_path("two\nlines"), 0700);
    assert_int_equal(place_after("a.ini", 3), 3);
    assert_int_equal(place_after("x.ini", 100000), -1);
    assert_int_equal(place_after("b.ini", -1), -1);
    assert_int_equal(place_after("two\nlines/a.ini", 3), -1);
    scratch_write("no folder", "", 0600);
    scratch_write(".nianbao", "", 0600);
    setenv("XDG_STATE_HOME", scratch_path("no folder"), 1);
    assert_int_equal(place_after("c.ini", 3), -1);
}

#define SCRATCH_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(new_draft_is_saved_and_opened_again),
        SCRATCH_TEST(killed_session_is_recovered),
        SCRATCH_TEST(opens_with_place_and_recovery),
        SCRATCH_TEST(recovery_survives_a_second_death),
        SCRATCH_TEST(recovery_that_is_not_wanted_is_gone),
        SCRATCH_TEST(recovery_and_a_newer_file_are_told_apart),
        SCRATCH_TEST(long_journal_with_checkpoints_is_recovered),
        SCRATCH_TEST(second_session_reads_and_gets_it_when_free),
        SCRATCH_TEST(conflict_is_merged_and_never_overwritten),
        SCRATCH_TEST(vanished_file_is_said_and_made_anew),
        SCRATCH_TEST(save_as_moves_the_session),
        SCRATCH_TEST(cut_file_is_restored_from_the_version_before),
        SCRATCH_TEST(empty_file_is_restored_too),
        SCRATCH_TEST(unfit_names_and_places_are_refused),
        SCRATCH_TEST(created_drafts_are_unsaved_work),
        SCRATCH_TEST(last_years_draft_is_found),
        SCRATCH_TEST(last_years_draft_may_not_lead_out_of_the_folder),
        SCRATCH_TEST(abandoned_session_leaves_everything_to_the_next),
        SCRATCH_TEST(change_log_names_field_and_both_texts),
        SCRATCH_TEST(place_that_cannot_be_kept_is_missed_by_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
