/* SPDX-License-Identifier: MIT */
/* What another program does between two calls of ours: faults.so stops the driver before a call,
 * the other has its way, and the driver goes on. Its work must not be lost, nor ours spoilt. And
 * what the driver says of locks and finds to remove when calls fail. */

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/faults/runner.h"

static char draft[160], lock_file[160], new_image[160], driver[4200];
static const char old[] = "old text\n", theirs[] = "theirs, and longer\n",
                  same_size[] = "THE TEXT\n";

static void write_text(const char *path, const char *text)
{
    struct strbuf content = STRBUF_INIT;
    strbuf_add_str(&content, text);
    runner_write(path, &content, 0600);
    strbuf_release(&content);
}

/* The old file is of an earlier day: two changes within one tick of the clock look the same. */
static void prepare(bool with_old)
{
    static const struct timespec times[] = {{.tv_sec = 1700000000}, {.tv_sec = 1700000000}};
    runner_empty_folder();
    write_text(new_image, "new text!\n");
    if (!with_old)
        return;
    write_text(draft, old);
    assert_int_equal(utimensat(AT_FDCWD, draft, times, 0), 0);
}

static const char *text_of(const char *path)
{
    static char text[200];
    struct strbuf content = STRBUF_INIT;
    bool exists = runner_read(path, &content);
    snprintf(text, sizeof text, "%s", exists ? content.data : "(none)");
    strbuf_release(&content);
    return text;
}

/* ---- the others ---- */

static void rewrite(void) { write_text(draft, theirs); }
static void rewrite_same_size(void) { write_text(draft, same_size); }
static void empty(void) { write_text(draft, ""); }
static void take_away(void) { assert_int_equal(unlink(draft), 0); }

static void replace(void)
{
    char other[200];
    snprintf(other, sizeof other, "%s.other", draft);
    write_text(other, theirs);
    assert_int_equal(rename(other, draft), 0);
}

static void plant_link(void)
{
    take_away();
    assert_int_equal(symlink("new", draft), 0);
}

static void plant_folder(void)
{
    take_away();
    assert_int_equal(mkdir(draft, 0700), 0);
}

static void make_lock_file(void) { write_text(lock_file, ""); }
static void remove_lock_file(void) { assert_int_equal(unlink(lock_file), 0); }

static void replace_lock_file(void)
{
    remove_lock_file();
    make_lock_file();
}

static void test_others_in_between(void **state)
{
    (void)state;
    static const struct {
        const char *what, *verb;
        bool with_old;
        const char *calls;
        long at;
        const char *missing;
        void (*others)(void);
        const char *said, *content;
    } rows[] = {
        {"rewritten at the last moment", "save", true, "renameat2", 1, NULL, rewrite, "FAILED",
         theirs},
        {"same size", "save", true, "renameat2", 1, NULL, rewrite_same_size, "FAILED", same_size},
        {"replaced", "save", true, "renameat2", 1, NULL, replace, "FAILED", theirs},
        {"removed", "save", true, "renameat2", 1, NULL, take_away, "FAILED", "(none)"},
        {"now a link", "save", true, "renameat2", 1, NULL, plant_link, "FAILED", "new text!\n"},
        {"now a folder", "save", true, "renameat2", 1, NULL, plant_folder, "FAILED", ""},
        {"report replaced", "output", true, "renameat2", 1, NULL, replace, "FAILED", theirs},
        {"rewritten, no exchange", "save", true, "linkat", 1, "renameat2=22", rewrite, "FAILED",
         theirs},
        {"replaced, no exchange", "save", true, "linkat", 1, "renameat2=22", replace, "FAILED",
         theirs},
        {"removed, no exchange", "output", true, "fsync", 1, "renameat2=22", take_away, "FAILED",
         "(none)"},
        {"longer while compared", "save", true, "faccessat", 3, NULL, rewrite, "FAILED", theirs},
        {"emptied while compared", "save", true, "faccessat", 3, NULL, empty, "FAILED", ""},
        {"appeared", "save", false, "fsync", 1, NULL, rewrite, "FAILED", theirs},
        {"appeared, plain rename", "save", false, "fsync", 1, "renameat2=22", rewrite, "FAILED",
         theirs},
        {"appeared, no links", "save", false, "fsync", 1, "renameat2=22 linkat=1", rewrite,
         "FAILED", theirs},
        {"longer while read", "read", true, "read", 1, NULL, rewrite, "READ theirs, and longer",
         theirs},
        {"same size while read", "read", true, "read", 1, NULL, rewrite_same_size, "READ THE TEXT",
         same_size},
        {"gone while read", "read", true, "read", 1, NULL, take_away, "READ old text", "(none)"},
        {"lock file made", "save", true, "openat2-create", 1, NULL, make_lock_file, "SAVED",
         "new text!\n"},
        {"lock file removed", "save", true, "fstatat", 1, NULL, remove_lock_file, "SAVED",
         "new text!\n"},
        {"lock file replaced", "save", true, "fstatat", 1, NULL, replace_lock_file, "SAVED",
         "new text!\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults faults = {
            .mode = "stop", .calls = rows[i].calls, .at = rows[i].at, .missing = rows[i].missing};
        struct run run;
        prepare(rows[i].with_old);
        bool stopped =
            runner_run_stopped((const char *[]){driver, rows[i].verb, draft, new_image, NULL},
                               &faults, rows[i].others, &run);
        if (!stopped || !run_line(&run, rows[i].said) ||
            strcmp(text_of(draft), rows[i].content) != 0 || runner_has_temporary_file())
            fail_msg("%s: %s, content \"%s\", expected \"%s\"; temporary file %d; said: %s",
                     rows[i].what, stopped ? "stopped" : "never came there", text_of(draft),
                     rows[i].content, runner_has_temporary_file(), run.said);
        runner_run((const char *[]){driver, "ask", draft, NULL}, NULL, &run);
        if (!run_line(&run, "FREE"))
            fail_msg("%s: still locked: %s", rows[i].what, run.said);
    }
}

/* The other's file came out, and the disk refuses to put it back: then it is still there. */
static void test_theirs_cannot_go_back(void **state)
{
    (void)state;
    struct faults faults = {.mode = "stop", .calls = "renameat2", .at = 1, .errnum = EIO};
    struct run run;
    prepare(true);
    assert_true(runner_run_stopped((const char *[]){driver, "output", draft, new_image, NULL},
                                   &faults, replace, &run));
    assert_non_null(run_line(&run, "FAILED"));
    assert_string_equal(text_of(draft), "new text!\n");
    assert_true(runner_has_temporary_file());
    runner_run((const char *[]){driver, "tidy", draft, NULL}, NULL, &run);
    assert_non_null(run_line(&run, "TIDIED 1"));
}

/* ---- who has it ---- */

static void test_asking_who_has_it(void **state)
{
    (void)state;
    static const struct {
        const char *mode, *missing; /* missing: of both */
        int errnum;
        bool may_fail;
    } rows[] = {
        {"none", NULL, 0, false},           {"once", NULL, EINTR, false},
        {"once", NULL, EIO, true},          {"none", "fcntl=22", 0, false},
        {"once", "fcntl=22", EINTR, false}, {"once", "fcntl=22", EIO, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults faults = {
            .mode = rows[i].mode, .missing = rows[i].missing, .errnum = rows[i].errnum};
        struct faults old_kernel = {.mode = "none", .missing = rows[i].missing};
        struct run run;
        char byte;
        int output;
        const char *const ask[] = {driver, "ask", draft, NULL};
        prepare(true);
        pid_t holder =
            runner_spawn((const char *[]){driver, "hold", draft, NULL}, &old_kernel, &output);
        while (read(output, &byte, 1) == 1 && byte != 'L')
            ; /* until it says LOCKED */
        for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
            runner_run(ask, &faults, &run);
            bool is_known =
                run_line(&run, "HELD") ||
                (rows[i].may_fail && (run_line(&run, "FREE") || run_line(&run, "FAILED")));
            if (!is_known)
                fail_msg("%s %ld, errno %d, missing %s: %s", faults.mode, faults.at, faults.errnum,
                         faults.missing ? faults.missing : "nothing", run.said);
            if (!run_hit(&run))
                break;
        }
        kill(holder, SIGKILL);
        waitpid(holder, NULL, 0);
        close(output);
        runner_run(ask, &old_kernel, &run);
        assert_non_null(run_line(&run, "FREE"));
    }
}

/* ---- where there are no locks ---- */

/* Renames the only journal: what stands between the key and the process number, and that number. */
static void rename_journal(const char *boot, long pid)
{
    char pattern[300], name[400];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/state/nianbao/journal/*", runner_folder());
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 1);
    const char *key_end = strchr(strrchr(found.gl_pathv[0], '/'), '.'),
               *pid_dot = strrchr(key_end, '.');
    if (!boot)
        boot = key_end + 1;
    snprintf(name, sizeof name, "%.*s.%.*s.%ld", (int)(key_end - found.gl_pathv[0]),
             found.gl_pathv[0], boot == key_end + 1 ? (int)(pid_dot - boot) : (int)strlen(boot),
             boot, pid);
    assert_int_equal(rename(found.gl_pathv[0], name), 0);
    globfree(&found);
}

/* Then the name says whether a journal's session may still live: boot and process. */
static void test_journals_without_locks(void **state)
{
    (void)state;
    static const struct {
        const char *what, *boot; /* NULL: as it is now */
        long pid;
        const char *said;
    } rows[] = {
        {"a dead process", NULL, 4194304, "FOUND 1"}, /* more than there may be */
        {"a living process", NULL, 1, "FOUND 0"},
        {"before the last start", "00000000-0000-0000-0000-000000000000", 1, "FOUND 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults no_locks = {.mode = "from", .at = 1, .calls = "fcntl", .errnum = ENOLCK};
        struct run run;
        prepare(true);
        runner_run((const char *[]){driver, "type", draft, "3", NULL}, &no_locks, &run);
        assert_non_null(run_line(&run, "SHOWN 3"));
        rename_journal(rows[i].boot, rows[i].pid);
        runner_run((const char *[]){driver, "recover", draft, NULL}, &no_locks, &run);
        if (!run_line(&run, rows[i].said))
            fail_msg("%s: expected %s: %s", rows[i].what, rows[i].said, run.said);
    }
}

/* ---- removing ---- */

static void make_stale(void)
{
    char path[200];
    snprintf(path, sizeof path, "%s/.a.ini.1.01234567.tmp", runner_folder());
    write_text(path, "half");
}

static void make_journal(void)
{
    struct run run;
    runner_run((const char *[]){driver, "type", draft, "3", NULL}, NULL, &run);
    assert_non_null(run_line(&run, "SHOWN 3"));
}

/* A session that was killed before it could remove the journal of a save. */
static void make_done_journal(void)
{
    struct run run;
    struct faults faults = {.mode = "kill", .calls = "unlinkat"};
    for (faults.at = 1; faults.at < 10; faults.at++) {
        prepare(true);
        runner_run((const char *[]){driver, "save", draft, new_image, NULL}, &faults, &run);
        if (run_line(&run, "SAVED"))
            return;
    }
    fail_msg("no such moment: %s", run.said);
}

/* Interrupted calls are repeated, and failing ones leave things for another time. */
static void test_removing_under_faults(void **state)
{
    (void)state;
    static const struct {
        const char *verb;
        void (*make)(void);
        const char *done, *left; /* what is said when all was removed, and then */
    } rows[] = {
        {"tidy", make_stale, "TIDIED 1", "TIDIED 0"},
        {"discard", make_journal, "DISCARDED 1", "DISCARDED 0"},
        {"recover", make_done_journal, "FOUND 0", "FOUND 0"},
    };
    static const int errors[] = {EINTR, EIO};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t e = 0; e < sizeof errors / sizeof errors[0]; e++) {
            struct faults faults = {.mode = "once", .errnum = errors[e]};
            for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
                struct run run, again;
                const char *const argv[] = {driver, rows[i].verb, draft, NULL};
                prepare(true);
                rows[i].make();
                runner_run(argv, &faults, &run);
                runner_run(argv, NULL, &again);
                if ((errors[e] == EINTR && !run_line(&run, rows[i].done)) ||
                    !run_line(&again, run_line(&run, rows[i].done) ? rows[i].left : rows[i].done))
                    fail_msg("%s %ld (%s), errno %d: %s\nthen: %s", rows[i].verb, faults.at,
                             run_hit(&run) ? run_hit(&run) : "-", errors[e], run.said, again.said);
                if (!run_hit(&run))
                    break;
            }
        }
}

static int start(void **state)
{
    (void)state;
    if (!runner_start())
        return -1;
    snprintf(draft, sizeof draft, "%s/a.ini", runner_folder());
    snprintf(lock_file, sizeof lock_file, "%s/.a.ini.lock", runner_folder());
    snprintf(new_image, sizeof new_image, "%s/new", runner_folder());
    runner_program("save_driver", driver);
    return 0;
}

static int end(void **state)
{
    (void)state;
    runner_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_others_in_between),     cmocka_unit_test(test_theirs_cannot_go_back),
        cmocka_unit_test(test_asking_who_has_it),     cmocka_unit_test(test_journals_without_locks),
        cmocka_unit_test(test_removing_under_faults),
    };
    return cmocka_run_group_tests(tests, start, end);
}
