/* SPDX-License-Identifier: MIT */
/* What a session refuses and says why: files that nothing can be restored from, sources of another
 * kind, targets that cannot be written, a file that vanished under a conflict; and that afterwards
 * it is what it was. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/session_support.h"

static void make_draft(const char *name, const char *overview)
{
    struct session *session = open_it(name);
    type_text(session, "overview", overview);
    save_it(session);
    session_close(session, true);
}

static struct safefile place_of(const char *name)
{
    struct safefile file;
    assert_true(safefile_open(&file, scratch_path(name), NULL));
    return file;
}

/* Junk in place of the draft, and somebody else has it open: nothing can be done here. */
static void junk_that_somebody_else_has(void **state)
{
    (void)state;
    scratch_write("a.ini", "junk", 0600);
    struct safefile file = place_of("a.ini");
    struct lock lock;
    struct err err = {0};
    assert_int_equal(lock_acquire(&lock, &file, NULL, NULL), LOCK_OK);
    assert_null(session_open(scratch_path("a.ini"), &err));
    assert_true(err.text[0]);
    lock_release(&lock);
    safefile_close(&file);
    assert_string_equal(scratch_read("a.ini"), "junk");
}

/* Junk, no older version, but the journal of a dead session: that has all there is. */
static void junk_with_a_journal(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = open_it("a.ini");
        type_text(session, "overview", "原文");
        session_flush(session);
        scratch_count_coverage();
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    scratch_write("a.ini", "junk", 0600);
    struct session *session = open_it("a.ini");
    assert_int_equal(session_access(session), SESSION_DAMAGED);
    assert_int_equal(session_n_recoveries(session), 1);
    /* Only all of it mends the file. */
    bool *none = calloc(session_recovery(session, 0)->n_items, sizeof *none);
    session_recovery_apply(session, 0, none);
    free(none);
    assert_int_equal(session_access(session), SESSION_DAMAGED);
    session_close(session, true);
}

/* The lock is free again, and the file has become junk: it stays what it was, for reading. */
static void file_became_junk_while_waiting(void **state)
{
    (void)state;
    make_draft("a.ini", "原文");
    struct safefile file = place_of("a.ini");
    struct lock lock;
    assert_int_equal(lock_acquire(&lock, &file, NULL, NULL), LOCK_OK);
    struct session *session = open_it("a.ini");
    assert_int_equal(session_access(session), SESSION_HELD);
    assert_string_equal(session_unprotected_reason(session), "");
    struct err err = {0};
    assert_false(session_retry(session));
    assert_false(session_take_over(session, &err)); /* this process does not ask itself to leave */
    assert_true(err.text[0]);
    lock_release(&lock);
    assert_int_equal(unlink(scratch_path("a.ini")), 0);
    assert_int_equal(mkdir(scratch_path("a.ini"), 0700), 0);
    assert_false(session_retry(session));
    assert_int_equal(session_access(session), SESSION_HELD);
    assert_string_equal(text_in(session, "overview"), "原文");
    assert_int_equal(rmdir(scratch_path("a.ini")), 0);
    make_draft("a.ini", "新文");
    assert_true(session_retry(session));
    assert_string_equal(text_in(session, "overview"), "新文");
    assert_false(session_retry(session)); /* it has the lock */
    session_close(session, true);
    safefile_close(&file);
}

/* The previous version as a source: of the same form and whole, or it is none. */
static void previous_versions(void **state)
{
    (void)state;
    make_draft("a.ini", "旧文");
    struct session *session = open_it("a.ini");
    type_text(session, "remarks.disclosure.fees", "新添");
    save_it(session);
    const struct session_source previous = {.kind = SESSION_SOURCE_PREVIOUS};
    struct session_source *sources;
    struct err err = {0};
    size_t n_usable = session_sources(session, &sources);
    assert_true(n_usable >= 1);
    assert_int_equal(sources[0].kind, SESSION_SOURCE_PREVIOUS);
    free(sources);
    assert_true(session_use_source(session, &previous, &err));
    assert_string_equal(text_in(session, "remarks.disclosure.fees"), "");
    assert_int_equal(session_access(session), SESSION_WRITABLE);
    /* Cut off, or of another form: said, and the draft stays as it is. */
    static const char *const others[] = {
        "[report]\nformat = \"2021\"\n[overview]\np0010 = \"半\"\n",
        "[report]\nformat = \"2019\"\n[end]\ncomplete = \"1\"\n"};
    for (size_t i = 0; i < 2; i++) {
        scratch_write("a.ini~", others[i], 0600);
        err = (struct err){0};
        assert_false(session_use_source(session, &previous, &err));
        assert_true(err.text[0]);
        assert_string_equal(text_in(session, "overview"), "旧文");
        assert_int_equal(session_sources(session, &sources), n_usable - 1);
        free(sources);
    }
    session_close(session, false);
}

static void targets_that_cannot_be_written(void **state)
{
    (void)state;
    static const char *const in_the_way[] = {".b.ini.lock", "b.ini"};
    struct session *session = open_it("a.ini");
    type_text(session, "overview", "原文");
    save_it(session);
    for (size_t i = 0; i < 2; i++) {
        struct err err = {0};
        assert_int_equal(mkdir(scratch_path(in_the_way[i]), 0700), 0);
        assert_int_equal(session_save_as(session, scratch_path("b.ini"), true, NULL, &err),
                         SESSION_SAVE_FAILED);
        assert_true(err.text[0]);
        assert_string_equal(session_name(session), "a.ini");
        assert_int_equal(rmdir(scratch_path(in_the_way[i])), 0);
    }
    save_it(session);
    session_close(session, true);
}

static void file_vanished_under_a_conflict(void **state)
{
    (void)state;
    make_draft("a.ini", "原文");
    struct session *session = open_it("a.ini");
    struct merge merge;
    struct err err = {0};
    type_text(session, "overview", "我的");
    overwrite("a.ini", "overview", "他的");
    assert_int_equal(session_save(session, NULL, &err), SESSION_SAVE_CONFLICT);
    assert_int_equal(unlink(scratch_path("a.ini")), 0);
    assert_false(session_merge_begin(session, &merge, &err));
    merge_release(&merge);
    assert_string_equal(text_in(session, "overview"), "我的");
    session_close(session, false);
}

/* A save gives the name a new file: the other names keep the old one, and that is said, once. */
static void other_names_of_a_file_keep_the_old_text(void **state)
{
    (void)state;
    struct err warning = {0}, err = {0};
    char other[200];
    make_draft("a.ini", "原文");
    snprintf(other, sizeof other, "%s", scratch_path("b.ini"));
    assert_int_equal(link(scratch_path("a.ini"), other), 0);
    struct session *session = open_it("a.ini");
    type_text(session, "overview", "新文");
    assert_int_equal(session_save(session, &warning, &err), SESSION_SAVED);
    assert_non_null(strstr(warning.text, "另有 1 个名字（硬链接）"));
    assert_non_null(strstr(scratch_read("b.ini"), "原文"));
    assert_non_null(strstr(scratch_read("a.ini"), "新文"));
    type_text(session, "overview", "又改");
    save_it(session);
    session_close(session, false);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(junk_that_somebody_else_has),
        IN_SCRATCH(junk_with_a_journal),
        IN_SCRATCH(file_became_junk_while_waiting),
        IN_SCRATCH(previous_versions),
        IN_SCRATCH(targets_that_cannot_be_written),
        IN_SCRATCH(file_vanished_under_a_conflict),
        IN_SCRATCH(other_names_of_a_file_keep_the_old_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
