/* SPDX-License-Identifier: MIT */
/* Sessions in trouble: no lock to be had, a file that was damaged in every way, names that are
 * taken, a conflict that cannot be merged, one's own session in another window, forged notes of the
 * place. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/draft/newdraft.h"
#include "forms/files/statedir.h"
#include "tests/support/session_support.h"

/* Saves a new draft with this overview and closes it. */
static void make_draft(const char *name, const char *overview)
{
    struct session *session = open_it(name);
    type_text(session, "overview", overview);
    save_it(session);
    session_close(session, true);
}

/* ---- no lock ---- */

static bool work_in_a_folder_that_cannot_be_written(void)
{
    char elsewhere[400];
    struct err err = {0};
    struct session *session = session_open(scratch_path("locked/a.ini"), &err);
    if (!session || session_access(session) != SESSION_NO_LOCK || !*session_reason(session) ||
        strcmp(text_in(session, "overview"), "原文") != 0)
        return false;
    type_text(session, "overview", "改过");
    if (session_save(session, NULL, &err) != SESSION_SAVE_REFUSED ||
        session_save_is_possible(session, &err) || session_flush(session) != JOURNAL_PROTECTED ||
        session_retry(session) || session_take_over(session, &err))
        return false;
    snprintf(elsewhere, sizeof elsewhere, "%s", scratch_path("open/a.ini"));
    if (session_save_as(session, elsewhere, false, NULL, &err) != SESSION_SAVED ||
        session_access(session) != SESSION_WRITABLE || !session_save_is_possible(session, &err))
        return false;
    session_close(session, true);
    return true;
}

static void folder_that_cannot_be_written(void **state)
{
    (void)state;
    mkdir(scratch_path("locked"), 0755);
    mkdir(scratch_path("open"), 0777);
    make_draft("locked/a.ini", "原文");
    unlink(scratch_path("locked/.a.ini.lock"));
    /* A child without privileges works there: it needs a home of its own. */
    chmod(scratch, 0755);
    chmod(scratch_path("open"), 0777);
    chmod(scratch_path("locked/a.ini"), 0644);
    chmod(scratch_path("locked"), 0555);
    mkdir(scratch_path("home"), 0700);
    if (geteuid() == 0)
        assert_int_equal(chown(scratch_path("home"), 65534, 65534), 0);
    setenv("HOME", scratch_path("home"), 1);
    setenv("XDG_STATE_HOME", scratch_path("home/state"), 1);
    assert_true(scratch_unprivileged(work_in_a_folder_that_cannot_be_written));
    chmod(scratch_path("locked"), 0755);
    assert_null(strstr(scratch_read("locked/a.ini"), "改过"));
    assert_non_null(strstr(scratch_read("open/a.ini"), "改过"));
}

/* ---- damaged files ---- */

static void what_is_readable_is_saved_under_another_name(void **state)
{
    (void)state;
    make_draft("a.ini", "一\n二\n三");
    struct strbuf cut = STRBUF_INIT;
    const char *whole = scratch_read("a.ini");
    strbuf_add(&cut, whole, (size_t)(strstr(whole, "p0030") - whole));
    scratch_write("a.ini", cut.data, 0600);
    struct session *session = open_it("a.ini");
    struct session_source *sources;
    struct err err = {0};
    assert_int_equal(session_access(session), SESSION_DAMAGED);
    assert_string_equal(text_in(session, "overview"), "一\n二");
    assert_true(session_sources(session, &sources) >= 1);
    assert_int_equal(sources[0].kind, SESSION_SOURCE_READABLE);
    assert_true(session_use_source(session, &sources[0], &err));
    assert_int_equal(session_save(session, NULL, &err), SESSION_SAVE_REFUSED);
    assert_int_equal(session_save_as(session, scratch_path("b.ini"), false, NULL, &err),
                     SESSION_SAVED);
    assert_string_equal(scratch_read("a.ini"), cut.data);
    assert_int_equal(session_state(session), INI_WHOLE);
    free(sources);
    session_close(session, true);
    strbuf_release(&cut);
}

static void dated_copy_restores_a_file(void **state)
{
    (void)state;
    make_draft("a.ini", "全文");
    scratch_write("a.ini", "[report]\nformat = \"2021\"\n", 0600);
    struct session *session = open_it("a.ini");
    struct session_source *sources;
    struct err err = {0};
    size_t n = session_sources(session, &sources), copy = n;
    for (size_t i = 0; i < n; i++)
        if (sources[i].kind == SESSION_SOURCE_COPY)
            copy = i;
    assert_true(copy < n);
    assert_true(sources[copy].n_differences > 0);
    assert_true(session_use_source(session, &sources[copy], &err));
    assert_string_equal(text_in(session, "overview"), "全文");
    strcpy(sources[copy].name, "20000101-000000.ini");
    assert_false(session_use_source(session, &sources[copy], &err));
    save_it(session);
    free(sources);
    session_close(session, true);
}

static void journal_mends_a_damaged_file(void **state)
{
    (void)state;
    make_draft("a.ini", "存过");
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = session_open(scratch_path("a.ini"), NULL);
        type_text(session, "overview", "存过，又写");
        session_flush(session);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
    assert_int_equal(truncate(scratch_path("a.ini"), 40), 0);
    unlink(scratch_path("a.ini~"));
    struct session *session = open_it("a.ini");
    assert_int_equal(session_access(session), SESSION_DAMAGED);
    assert_int_equal(session_n_recoveries(session), 1);
    session_recovery_apply(session, 0, NULL);
    assert_int_equal(session_access(session), SESSION_WRITABLE);
    assert_string_equal(text_in(session, "overview"), "存过，又写");
    save_it(session);
    session_close(session, true);
}

static void damaged_journal_is_said_to_be(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = session_open(scratch_path("a.ini"), NULL);
        type_text(session, "overview", "早");
        session_flush(session);
        type_text(session, "overview", "早晚");
        session_flush(session);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
    char folder[400];
    snprintf(folder, sizeof folder, "%s", scratch_path("state/nianbao/journal"));
    DIR *entries = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(entries));)
        if (entry->d_name[0] != '.') {
            char path[700];
            struct stat st;
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            assert_int_equal(stat(path, &st), 0);
            assert_int_equal(truncate(path, st.st_size - 1), 0);
        }
    closedir(entries);
    struct session *session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    assert_true(session_recovery(session, 0)->is_damaged);
    session_recovery_apply(session, 0, NULL);
    assert_string_equal(text_in(session, "overview"), "早");
    session_close(session, false);
}

/* ---- saving ---- */

static void conflict_that_cannot_be_merged_is_said(void **state)
{
    (void)state;
    make_draft("a.ini", "一");
    struct session *session = open_it("a.ini");
    struct err err = {0};
    struct merge merge;
    type_text(session, "overview", "二");
    scratch_write("a.ini", "[report]\nformat = \"2021\"\nunit = \"半个\"\n", 0600);
    assert_int_equal(session_save(session, NULL, &err), SESSION_SAVE_CONFLICT);
    assert_false(session_merge_begin(session, &merge, &err));
    assert_non_null(strstr(err.text, "不完整"));
    merge_release(&merge);
    scratch_write("a.ini", "[report]\nformat = \"2019\"\n[end]\ncomplete = \"1\"\n", 0600);
    assert_false(session_merge_begin(session, &merge, &err));
    assert_non_null(strstr(err.text, "另一种报告格式"));
    merge_release(&merge);
    scratch_write("a.ini", "hello\n", 0600);
    assert_false(session_merge_begin(session, &merge, &err));
    merge_release(&merge);
    assert_int_equal(session_save_as(session, scratch_path("b.ini"), false, NULL, &err),
                     SESSION_SAVED);
    assert_string_equal(scratch_read("a.ini"), "hello\n");
    session_close(session, true);
}

static void names_that_are_taken(void **state)
{
    (void)state;
    make_draft("mine.ini", "一");
    make_draft("theirs.ini", "二");
    struct session *mine = open_it("mine.ini"), *theirs = open_it("theirs.ini");
    struct err err = {0};
    assert_int_equal(session_save_as(mine, scratch_path("theirs.ini"), true, NULL, &err),
                     SESSION_SAVE_FAILED);
    assert_non_null(strstr(err.text, "正在编辑"));
    assert_int_equal(session_save_as(mine, scratch_path(".x.ini"), true, NULL, &err),
                     SESSION_SAVE_FAILED);
    assert_int_equal(session_save_as(mine, scratch_path("mine.ini"), false, NULL, &err),
                     SESSION_SAVED);
    assert_string_equal(session_name(mine), "mine.ini");
    session_close(mine, true);
    session_close(theirs, true);
}

/* ---- two windows ---- */

static volatile sig_atomic_t is_asked_to_leave;
static void on_signal(int signal_number)
{
    (void)signal_number;
    is_asked_to_leave = 1;
}

static void own_session_in_another_window_is_taken_over(void **state)
{
    (void)state;
    make_draft("a.ini", "一");
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct sigaction action = {.sa_handler = on_signal};
        sigaction(SIGUSR1, &action, NULL);
        struct session *session = session_open(scratch_path("a.ini"), NULL);
        type_text(session, "overview", "没有存");
        session_flush(session);
        if (write(ready[1], "x", 1) != 1)
            _exit(1);
        while (!is_asked_to_leave)
            usleep(5000);
        session_abandon(session);
        _exit(0);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    struct session *session = open_it("a.ini");
    struct err err = {0};
    assert_int_equal(session_access(session), SESSION_HELD);
    assert_true(session_holder(session)->is_mine);
    if (!session_take_over(session, &err))
        fail_msg("not taken over: %s", err.text);
    assert_int_equal(session_access(session), SESSION_WRITABLE);
    assert_true(session_take_over(session, &err)); /* nothing to do */
    assert_int_equal(session_n_recoveries(session), 1);
    session_recovery_apply(session, 0, NULL);
    assert_string_equal(text_in(session, "overview"), "没有存");
    session_close(session, false);
    waitpid(pid, NULL, 0);
    close(ready[0]);
    close(ready[1]);
}

static void changes_of_a_reader_are_not_thrown_away(void **state)
{
    (void)state;
    struct session *first = open_it("a.ini"), *second = open_it("a.ini");
    struct err err = {0};
    type_text(second, "overview", "读的人也写了");
    session_close(first, true);
    assert_false(session_retry(second));
    assert_false(session_take_over(second, &err));
    assert_non_null(strstr(err.text, "另存"));
    assert_string_equal(text_in(second, "overview"), "读的人也写了");
    assert_int_equal(session_save_as(second, scratch_path("b.ini"), false, NULL, &err),
                     SESSION_SAVED);
    session_close(second, true);
}

/* ---- place ---- */

static void forged_places_do_no_harm(void **state)
{
    (void)state;
    static const char *const forged[] = {"",
                                         "x",
                                         "\n\n\n",
                                         "%s\noverview\n",
                                         "%s\nno.such.field\n7\n",
                                         "%s\noverview\n99999999999999999999\n",
                                         "/other\noverview\n1\n",
                                         "%s\noverview\n-5\n"};
    make_draft("a.ini", "一二");
    char key[17], name[64], text[600], path[400];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    statedir_key_of_path(path, key);
    snprintf(name, sizeof name, "state/nianbao/place/%s", key);
    mkdir(scratch_path("state/nianbao/place"), 0700);
    for (size_t i = 0; i < sizeof forged / sizeof forged[0]; i++) {
        const char *hole = strstr(forged[i], "%s");
        snprintf(text, sizeof text, "%s%s", hole ? path : "", hole ? hole + 2 : forged[i]);
        scratch_write(name, text, 0600);
        struct session *session = open_it("a.ini");
        struct session_place place;
        session_place(session, &place);
        if (place.field >= 0 && place.offset > draft_len(session_draft(session), place.field))
            fail_msg("row %zu: offset %zu", i, place.offset);
        if (place.field < 0 && place.offset)
            fail_msg("row %zu: no field, but offset %zu", i, place.offset);
        session_close(session, true);
    }
}

#define SCRATCH_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(folder_that_cannot_be_written),
        SCRATCH_TEST(what_is_readable_is_saved_under_another_name),
        SCRATCH_TEST(dated_copy_restores_a_file),
        SCRATCH_TEST(journal_mends_a_damaged_file),
        SCRATCH_TEST(damaged_journal_is_said_to_be),
        SCRATCH_TEST(conflict_that_cannot_be_merged_is_said),
        SCRATCH_TEST(names_that_are_taken),
        SCRATCH_TEST(own_session_in_another_window_is_taken_over),
        SCRATCH_TEST(changes_of_a_reader_are_not_thrown_away),
        SCRATCH_TEST(forged_places_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
