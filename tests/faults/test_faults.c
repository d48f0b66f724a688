/* SPDX-License-Identifier: MIT */
/* Saves, reports and journals under every fault: killed before every call, every call failing once
 * and from then on, short transfers, every allocation failing, the power cut after every call. The
 * driver beside this test does what a session does with files; faults.so stands between it and
 * libc. NIANBAO_LONG=1 tries more error numbers. */

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cmocka.h>

#include "forms/files/journal_record.h"
#include "tests/faults/powercut.h"
#include "tests/faults/runner.h"

static char draft[160], new_image[160], driver[4200];
static struct strbuf old_text, new_text;

static void run_driver(const char *verb, const char *argument, const struct faults *faults,
                       struct run *run)
{
    runner_run((const char *[]){driver, verb, draft, argument, NULL}, faults, run);
}

/* user::rw- user:1:r-- group::r-- mask::r-- other::---, as the kernel takes it: version 2, then
 * tag, rights, id. */
static const unsigned char acl[] = {
    2,  0, 0, 0,                     /* version */
    1,  0, 6, 0, 255, 255, 255, 255, /* owner */
    2,  0, 4, 0, 1,   0,   0,   0,   /* user 1 */
    4,  0, 4, 0, 255, 255, 255, 255, /* group */
    16, 0, 4, 0, 255, 255, 255, 255, /* mask */
    32, 0, 0, 0, 255, 255, 255, 255, /* others */
};

/* Whether the file system of the folder has them. */
static bool has_attributes;

/* An old file is another user's and group's; a new one is made in a folder that is shared by a
 * group. Where the tests do not run as root both are one's own. */
static void prepare(bool with_old)
{
    runner_empty_folder();
    runner_write(new_image, &new_text, 0600);
    bool is_root = geteuid() == 0;
    assert_int_equal(chmod(runner_folder(), with_old ? 0700 : 0770), 0);
    if (is_root)
        assert_int_equal(chown(runner_folder(), 0, with_old ? 0 : 2), 0);
    if (with_old) {
        runner_write(draft, &old_text, 0640);
        if (is_root)
            assert_int_equal(chown(draft, 1, 2), 0);
        has_attributes = setxattr(draft, "user.origin", "county", 6, 0) == 0 &&
                         setxattr(draft, "system.posix_acl_access", acl, sizeof acl, 0) == 0;
    }
}

static bool attributes_are_kept(void)
{
    char value[100];
    return !has_attributes ||
           (getxattr(draft, "user.origin", value, sizeof value) == 6 &&
            memcmp(value, "county", 6) == 0 &&
            getxattr(draft, "system.posix_acl_access", value, sizeof value) == sizeof acl &&
            memcmp(value, acl, sizeof acl) == 0);
}

/* ---- what must hold after each run ---- */

/* Whatever was typed and told to be safe is in the file, or a new start finds it. */
static const char *check_typed(const struct run *run, enum content content)
{
    struct run recovered;
    if (!run_line(run, "TYPED") || content == CONTENT_NEW)
        return NULL;
    run_driver("recover", "", NULL, &recovered);
    return run_line(&recovered, "TEXT typed") ? NULL
                                              : complain("typed text is lost: %s", recovered.said);
}

static const char *check_run(const char *verb, const struct run *run, const struct faults *faults,
                             bool with_old)
{
    enum content content = content_of(draft, &old_text, &new_text);
    bool saved = run_line(run, "SAVED"), errors_go_on = strcmp(faults->mode, "from") == 0;
    const char *call = run_hit(run);
    struct stat st;
    char previous[200];
    if (content == CONTENT_DAMAGED || (content == CONTENT_MISSING && with_old))
        return complain("the file is %s", content_names[content]);
    if (saved && content != CONTENT_NEW)
        return complain("said SAVED, but the file is %s", content_names[content]);
    /* A close may be the last thing before it, of a file that was only read; EINVAL may mean that
     * folders cannot be synced here. */
    if (saved && errors_go_on && call && strcmp(call, "close") != 0 && faults->errnum != EINVAL &&
        strstr(run->said, call) < run_line(run, "SAVED"))
        return complain("said SAVED although all calls failed from %s on", call);
    if (!saved && call && strcmp(faults->mode, "once") == 0 && faults->errnum == EINTR)
        return complain("EINTR in %s was not borne", call);
    if (!saved && strcmp(faults->mode, "short") == 0)
        return complain("short transfers from %s on were not borne", call ? call : "?");
    if (!run->was_killed && !errors_go_on && (!call || strcmp(call, "unlinkat") != 0) &&
        run->status != 4 && runner_has_temporary_file())
        return complain("a temporary file was left");
    if (with_old && saved && !call && !attributes_are_kept())
        return complain("the ACL or an attribute is lost");
    if (stat(draft, &st) == 0 && (st.st_mode & 0777 & (with_old ? ~0640U : ~0660U)) != 0)
        return complain("the mode became %o", st.st_mode & 0777);
    if (strcmp(verb, "save") != 0)
        return NULL;
    snprintf(previous, sizeof previous, "%s~", draft);
    enum content before = content_of(previous, &old_text, &new_text);
    if (with_old &&
        (before == CONTENT_DAMAGED || before == CONTENT_NEW || (saved && before != CONTENT_OLD)))
        return complain("the previous version is %s", content_names[before]);
    return check_typed(run, content);
}

/* After a kill the next session must not stumble over what lies about. */
static const char *check_next_save(void)
{
    struct run run;
    run_driver("save", new_image, NULL, &run);
    if (!run_line(&run, "SAVED") || content_of(draft, &old_text, &new_text) != CONTENT_NEW)
        return complain("the next save failed: %s", run.said);
    return NULL;
}

/* Runs the verb once for each call that can be hit; returns how many there were. */
static long sweep(const char *verb, struct faults faults, bool with_old)
{
    for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
        struct run run;
        prepare(with_old);
        run_driver(verb, new_image, &faults, &run);
        const char *wrong = check_run(verb, &run, &faults, with_old);
        if (!wrong && run.was_killed)
            wrong = check_next_save();
        const char *call = run_hit(&run);
        if (wrong)
            fail_msg("%s, %s %ld (%s), errno %d: %s\nsaid: %s", verb, faults.mode, faults.at,
                     call ? call : "not hit", faults.errnum, wrong, run.said);
        if (!call)
            return faults.at - 1;
    }
    fail_msg("%s makes more than %d calls", verb, RUNNER_MAX_CALLS);
    return 0;
}

static const int all_errors[] = {ENOSPC, EIO,    EINTR,  EACCES, EDQUOT, EROFS,   ESTALE,
                                 EMFILE, ENOLCK, EINVAL, EPERM,  ENOSYS, ENOTSUP, ENOENT};

static size_t n_errors(void)
{
    enum { N_SHORT = 6 };
    return getenv("NIANBAO_LONG") ? sizeof all_errors / sizeof all_errors[0] : N_SHORT;
}

static void test_killed_before_every_call(void **state)
{
    (void)state;
    struct faults faults = {.mode = "kill"};
    assert_in_range(sweep("save", faults, true), 50, RUNNER_MAX_CALLS);
    assert_in_range(sweep("save", faults, false), 50, RUNNER_MAX_CALLS);
    assert_in_range(sweep("output", faults, true), 10, RUNNER_MAX_CALLS);
}

static void test_every_call_fails_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_errors(); i++) {
        struct faults faults = {.mode = "once", .errnum = all_errors[i]};
        sweep("save", faults, true);
        sweep("output", faults, i % 2 == 0);
    }
    sweep("save", (struct faults){.mode = "once", .errnum = EIO}, false);
}

static void test_every_call_fails_from_then_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_errors(); i++) {
        struct faults faults = {.mode = "from", .errnum = all_errors[i]};
        sweep("save", faults, true);
        sweep("output", faults, i % 2 == 0);
    }
}

/* What a system does not have, and what then is done instead, failing as well. */
static void test_substitutes_fail_once(void **state)
{
    (void)state;
    static const struct {
        const char *missing, *calls;
        bool with_old;
    } rows[] = {
        {"linkat=1", "lseek read write openat2-create", true}, /* FILE~ as a copy */
        {"renameat2=22", "fstatat renameat", true},
        {"renameat2=22", "linkat", false},
        {"renameat2=22 linkat=38", "fstatat renameat", false},
        {"openat2=38", "openat", true},
        {"fcntl=22", "flock", true},
        {NULL, "fchown fchmod renameat2", false},
    };
    static const int errors[] = {EINTR, EIO, EEXIST};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t e = 0; e < sizeof errors / sizeof errors[0]; e++)
            sweep("save",
                  (struct faults){.mode = "once",
                                  .calls = rows[i].calls,
                                  .missing = rows[i].missing,
                                  .errnum = errors[e]},
                  rows[i].with_old);
}

/* A name that is taken is no reason to give up. */
static void test_taken_names(void **state)
{
    (void)state;
    struct faults faults = {.mode = "once", .calls = "openat2-create linkat", .errnum = EEXIST};
    for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
        struct run run;
        prepare(true);
        run_driver("save", new_image, &faults, &run);
        if (!run_line(&run, "SAVED") || content_of(draft, &old_text, &new_text) != CONTENT_NEW)
            fail_msg("name %ld was taken: %s", faults.at, run.said);
        if (!run_hit(&run))
            break;
    }
    assert_in_range(faults.at, 5, RUNNER_MAX_CALLS - 1);
    /* All names: then it is. */
    static const char *const verbs[] = {"output", "type"};
    for (size_t i = 0; i < 2; i++) {
        struct run run;
        prepare(true);
        faults =
            (struct faults){.mode = "from", .at = 1, .calls = "openat2-create", .errnum = EEXIST};
        run_driver(verbs[i], i == 0 ? new_image : "12", &faults, &run);
        if (run_line(&run, "SAVED") || run_line(&run, "SHOWN 1") || !run_hit(&run) ||
            content_of(draft, &old_text, &new_text) != CONTENT_OLD)
            fail_msg("%s, all names were taken: %s", verbs[i], run.said);
    }
}

/* A report to a printer: written or not, and said so. */
static void test_output_to_a_device(void **state)
{
    (void)state;
    static const int errors[] = {EINTR, EIO, 0, EIO};
    prepare(false);
    for (size_t e = 0; e < sizeof errors / sizeof errors[0]; e++) {
        struct faults faults = {.mode = e < 3 ? "once" : "from", .errnum = errors[e]};
        for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
            struct run run;
            runner_run((const char *[]){driver, "device", "/dev/null", new_image, NULL}, &faults,
                       &run);
            bool saved = run_line(&run, "SAVED");
            const char *call = run_hit(&run);
            bool matters = call && (strcmp(call, "write") == 0 || strcmp(call, "openat") == 0);
            if ((!saved && !run_line(&run, "FAILED")) || (errors[e] == EINTR && !saved) ||
                (errors[e] == EIO && matters && saved))
                fail_msg("%s %ld, errno %d: %s", call ? call : "-", faults.at, errors[e], run.said);
            if (!call)
                break;
        }
        assert_in_range(faults.at, 5, RUNNER_MAX_CALLS - 1);
    }
}

static void test_short_transfers(void **state)
{
    (void)state;
    struct strbuf whole_new = new_text, whole_old = old_text;
    strbuf_init(&new_text);
    strbuf_init(&old_text);
    strbuf_add_str(&new_text, "new text, one byte at a time\n");
    strbuf_add_str(&old_text, "old text\n");
    struct faults faults = {.mode = "short", .at = 1};
    struct run run;
    for (; faults.at < 20; faults.at++) {
        prepare(true);
        run_driver("save", new_image, &faults, &run);
        const char *wrong = check_run("save", &run, &faults, true);
        if (wrong)
            fail_msg("from transfer %ld on: %s\nsaid: %s", faults.at, wrong, run.said);
    }
    strbuf_release(&new_text);
    strbuf_release(&old_text);
    new_text = whole_new;
    old_text = whole_old;
}

static void test_every_allocation_fails(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();
#endif
    struct faults faults = {.mode = "once", .class = "mem", .errnum = ENOMEM};
    assert_in_range(sweep("save", faults, true), 5, RUNNER_MAX_CALLS);
    sweep("output", faults, true);
    faults.mode = "from";
    sweep("save", faults, true);
}

/* ---- typing ---- */

/* How far the last "WORD n" line went. */
static long last_number(const char *text, const char *word)
{
    long number = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        number = strtol(at + strlen(word), NULL, 10);
    return number;
}

/* Killed before every call or with every call failing: what the driver said to be shown is found
 * again. */
static void test_typed_text_survives(void **state)
{
    (void)state;
    static const struct {
        const char *mode;
        int errnum;
        const char *calls;
    } rows[] = {{"kill", 0, NULL},         {"once", ENOSPC, NULL}, {"once", EIO, NULL},
                {"once", EINTR, NULL},     {"from", ENOSPC, NULL}, {"from", EIO, NULL},
                {"from", EIO, "fdatasync"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults faults = {
            .mode = rows[i].mode, .errnum = rows[i].errnum, .calls = rows[i].calls};
        for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
            struct run run, recovered;
            prepare(true);
            run_driver("type", "12", &faults, &run);
            long shown = last_number(run.said, "SHOWN ");
            run_driver("recover", "", NULL, &recovered);
            const char *text = run_line(&recovered, "TEXT");
            long n_recovered = text ? (long)strspn(text + strlen("TEXT "), "x") : -1;
            if (n_recovered < shown || n_recovered > 12)
                fail_msg(
                    "%s %ld (%s), errno %d: %ld characters shown, %ld recovered\nsaid: %s\nthen: %s",
                    faults.mode, faults.at, run_hit(&run) ? run_hit(&run) : "-", faults.errnum,
                    shown, n_recovered, run.said, recovered.said);
            if (!run_hit(&run))
                break;
        }
        assert_in_range(faults.at, rows[i].calls ? 2 : 20, RUNNER_MAX_CALLS - 1);
    }
}

/* Looking for unsaved work under faults may find nothing, but must never spoil it. */
static void test_recovery_destroys_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *mode;
        int errnum;
    } rows[] = {{"kill", 0},      {"once", EIO},    {"once", EINTR},
                {"once", EACCES}, {"from", EMFILE}, {"from", ENOLCK}};
    struct run run, recovered;
    prepare(true);
    run_driver("type", "12", NULL, &run);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults faults = {.mode = rows[i].mode, .errnum = rows[i].errnum};
        for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
            run_driver("recover", "", &faults, &run);
            const char *text = run_line(&run, "TEXT");
            size_t n_found = text ? strspn(text + strlen("TEXT "), "x") : 0;
            run_driver("recover", "", NULL, &recovered);
            if ((n_found != 0 && n_found != 12) || !run_line(&recovered, "TEXT xxxxxxxxxxxx"))
                fail_msg("%s %ld (%s), errno %d: %s\nthen: %s", faults.mode, faults.at,
                         run_hit(&run) ? run_hit(&run) : "-", faults.errnum, run.said,
                         recovered.said);
            if (!run_hit(&run))
                break;
        }
        assert_in_range(faults.at, 5, RUNNER_MAX_CALLS - 1);
    }
}

/* Take-over under faults: got or not got, but never a hang, and the other session has let go
 * whenever it was asked. */
static void test_take_over_under_faults(void **state)
{
    (void)state;
    static const struct {
        const char *mode, *calls;
        int errnum;
        const char *missing;
    } rows[] = {
        {"once", NULL, EIO, NULL},
        {"once", NULL, EINTR, NULL},
        {"from", "pidfd_open", ENOSYS, NULL},
        {"from", "pidfd_open", EPERM, NULL},
        {"from", "kill", EPERM, "pidfd_open=38"},
        {"from", "fcntl", EINVAL, NULL},
    };
    prepare(true);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults faults = {.mode = rows[i].mode,
                                .calls = rows[i].calls,
                                .missing = rows[i].missing,
                                .errnum = rows[i].errnum};
        for (faults.at = 1; faults.at < RUNNER_MAX_CALLS; faults.at++) {
            char byte;
            int output;
            struct run run;
            /* Both meet the same kernel: with or without the newer locks. */
            bool old_kernel = rows[i].calls && strcmp(rows[i].calls, "fcntl") == 0;
            pid_t holder = runner_spawn((const char *[]){driver, "hold", draft, NULL},
                                        old_kernel ? &faults : NULL, &output);
            /* Until it says LOCKED: the first capital. */
            while (read(output, &byte, 1) == 1 && byte != 'L')
                ;
            run_driver("take", "", &faults, &run);
            bool expected = faults.errnum == EINTR || (rows[i].calls && faults.errnum != EPERM);
            kill(holder, SIGKILL);
            waitpid(holder, NULL, 0);
            close(output);
            if (!run_line(&run, "LOCKED") && (!run_line(&run, "FAILED") || expected))
                fail_msg("%s %ld (%s), errno %d: %s", faults.mode, faults.at,
                         run_hit(&run) ? run_hit(&run) : "-", faults.errnum, run.said);
            if (!run_hit(&run) || rows[i].calls)
                break;
        }
    }
}

/* Features that a file system or a kernel does not have, and what then must work all the same. */
static void test_missing_features(void **state)
{
    (void)state;
    static const struct {
        const char *calls;
        int errnum;
        bool with_old, saves;
    } rows[] = {
        {"openat2", ENOSYS, true, true},
        {"openat2", EPERM, false, true},
        {"linkat", EPERM, true, true},
        {"linkat", ENOTSUP, true, true},
        {"linkat", EMLINK, true, true},
        {"linkat", EIO, true, false},
        {"linkat", EEXIST, true, false},
        {"openat2-create", EEXIST, true, false},
        {"renameat2", EINVAL, false, true},
        {"renameat2", ENOSYS, false, true},
        {"renameat2", EINVAL, true, true},
        {"renameat2", ENOENT, true, false},
        {"renameat2", EIO, true, false},
        {"renameat2 linkat", ENOSYS, false, true},
        {"renameat2 linkat", EIO, false, false},
        {"renameat2", EEXIST, false, false},
        {"fcntl", EINVAL, true, true},
        {"fcntl", ENOLCK, true, false},
        {"fcntl flock", EINVAL, true, false},
        {"fstatat", ENOENT, true, false},
        {"fgetxattr flistxattr", ENOTSUP, true, true},
        {"fsetxattr", EPERM, true, true},
        {"fsetxattr", ENOSPC, true, false},
        {"fchown fchmod", EPERM, true, true},
        {"fsync", EINVAL, true, false},
        {"fsync-folder", EINVAL, true, true},
        {"write", 0, true, false},
        {"pwrite", 0, true, true},
        {"fstatvfs", EIO, true, true},
        {"getrandom", ENOSYS, true, true},
        {"futimens", EROFS, true, true},
        {"mkdirat mkdir", ENOSPC, true, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults faults = {
            .mode = "from", .at = 1, .calls = rows[i].calls, .errnum = rows[i].errnum};
        struct run run;
        char previous[200];
        snprintf(previous, sizeof previous, "%s~", draft);
        prepare(rows[i].with_old);
        run_driver("save", new_image, &faults, &run);
        enum content expected = rows[i].saves      ? CONTENT_NEW
                                : rows[i].with_old ? CONTENT_OLD
                                                   : CONTENT_MISSING;
        enum content content = content_of(draft, &old_text, &new_text);
        enum content before = content_of(previous, &old_text, &new_text);
        if (!run_line(&run, "SAVED") == rows[i].saves || content != expected ||
            runner_has_temporary_file() ||
            (rows[i].saves && rows[i].with_old && before != CONTENT_OLD))
            fail_msg(
                "without %s (errno %d): the file is %s, the previous version %s, temporary file %d\nsaid: %s",
                rows[i].calls, rows[i].errnum, content_names[content], content_names[before],
                runner_has_temporary_file(), run.said);
    }
}

/* ---- the power cut ---- */

static const char *check_draft_after_cut(const char *content, size_t len, const char *said_so_far,
                                         void *context)
{
    const bool *with_old = context;
    enum content is = content_of_bytes(content, len, &old_text, &new_text);
    if (strstr(said_so_far, "SAVED\n") && is != CONTENT_NEW)
        return complain("said SAVED, but the file is %s", content_names[is]);
    if (is == CONTENT_DAMAGED || (is == CONTENT_MISSING && *with_old))
        return complain("the file is %s", content_names[is]);
    return NULL;
}

static const char *check_journal_after_cut(const char *content, size_t len, const char *said_so_far,
                                           void *context)
{
    (void)context;
    struct journal_scan scan = {0};
    if (content)
        journal_scan_bytes(content, len, &scan);
    long synced = last_number(said_so_far, "SYNCED ");
    if ((long)scan.n_unsaved < synced)
        return complain("%ld changes were synced, %zu are left", synced, scan.n_unsaved);
    return NULL;
}

static void record(const char *verb, const char *argument, const char *trace)
{
    struct faults faults = {.mode = "none", .trace = trace};
    struct run run;
    run_driver(verb, argument, &faults, &run);
    assert_int_equal(run.status, 0);
}

static void cut_and_expect(struct powercut *cut, bool right, const char *what)
{
    assert_true(powercut_run(cut));
    if (right ? cut->n_wrong != 0 : cut->n_wrong == 0)
        fail_msg("%s without %s: %zu of %zu states wrong; first: %s", what,
                 cut->left_out ? cut->left_out : "nothing", cut->n_wrong, cut->n_states,
                 cut->n_wrong ? cut->first_wrong : "-");
    assert_true(cut->n_states > 10);
}

static void test_power_cut_during_a_save(void **state)
{
    (void)state;
    static const struct {
        const char *verb;
        bool with_old;
    } rows[] = {{"save", true}, {"save", false}, {"output", true}, {"output", false}};
    char trace[400];
    snprintf(trace, sizeof trace, "%s.trace", runner_folder());
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool with_old = rows[i].with_old;
        struct stat st = {0};
        prepare(with_old);
        if (with_old)
            assert_int_equal(stat(draft, &st), 0);
        record(rows[i].verb, new_image, trace);
        struct powercut cut = {
            .trace_path = trace,
            .path = draft,
            .folder = runner_folder(),
            .old_inode = (unsigned long)st.st_ino,
            .old_content = old_text.data,
            .check = check_draft_after_cut,
            .context = &with_old,
        };
        cut_and_expect(&cut, true, rows[i].verb);
        /* The model must see what a save without them would risk. */
        cut.left_out = "fsync";
        cut_and_expect(&cut, false, rows[i].verb);
        cut.left_out = "fsyncdir";
        cut_and_expect(&cut, false, rows[i].verb);
    }
    unlink(trace);
}

static void test_power_cut_while_typing(void **state)
{
    (void)state;
    char trace[400], journals[300];
    snprintf(trace, sizeof trace, "%s.trace", runner_folder());
    snprintf(journals, sizeof journals, "%s/state/nianbao/journal", runner_folder());
    prepare(true);
    record("type", "12", trace);
    struct powercut cut = {
        .trace_path = trace, .folder = journals, .check = check_journal_after_cut};
    cut_and_expect(&cut, true, "type");
    cut.left_out = "fsync";
    cut_and_expect(&cut, false, "type");
    cut.left_out = "fsyncdir";
    cut_and_expect(&cut, false, "type");
    unlink(trace);
}

static int start(void **state)
{
    (void)state;
    if (!runner_start())
        return -1;
    snprintf(draft, sizeof draft, "%s/a.ini", runner_folder());
    snprintf(new_image, sizeof new_image, "%s/new", runner_folder());
    runner_program("save_driver", driver);
    strbuf_init(&old_text);
    strbuf_init(&new_text);
    for (int i = 0; i < 500; i++)
        strbuf_addf(&old_text, "old line %05d\n", i);
    for (int i = 0; i < 600; i++)
        strbuf_addf(&new_text, "new line %05d!\n", i);
    return 0;
}

static int end(void **state)
{
    (void)state;
    strbuf_release(&old_text);
    strbuf_release(&new_text);
    runner_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed_before_every_call),
        cmocka_unit_test(test_every_call_fails_once),
        cmocka_unit_test(test_every_call_fails_from_then_on),
        cmocka_unit_test(test_substitutes_fail_once),
        cmocka_unit_test(test_taken_names),
        cmocka_unit_test(test_output_to_a_device),
        cmocka_unit_test(test_short_transfers),
        cmocka_unit_test(test_every_allocation_fails),
        cmocka_unit_test(test_typed_text_survives),
        cmocka_unit_test(test_recovery_destroys_nothing),
        cmocka_unit_test(test_take_over_under_faults),
        cmocka_unit_test(test_missing_features),
        cmocka_unit_test(test_power_cut_during_a_save),
        cmocka_unit_test(test_power_cut_while_typing),
    };
    return cmocka_run_group_tests(tests, start, end);
}
