/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <cmocka.h>

#include "forms/files/audit.h"
#include "forms/files/backup.h"
#include "forms/files/identity.h"
#include "forms/files/statedir.h"
#include "tests/support/scratch.h"

/* The next of these is interrupted by a signal. */
static bool interrupted_rename, interrupted_unlink;

int renameat(int from_fd, const char *from, int to_fd, const char *to)
{
    if (!interrupted_rename)
        return (int)syscall(SYS_renameat2, from_fd, from, to_fd, to, 0);
    interrupted_rename = false;
    errno = EINTR;
    return -1;
}

int unlinkat(int dirfd, const char *name, int flags)
{
    if (!interrupted_unlink)
        return (int)syscall(SYS_unlinkat, dirfd, name, flags);
    interrupted_unlink = false;
    errno = EINTR;
    return -1;
}

static bool opens(enum statedir_place place, bool create, struct err *err)
{
    int fd = statedir_open(place, "journal", create, NULL, err);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

static void test_folders_are_made_private(void **state)
{
    (void)state;
    struct err err = {0};
    struct strbuf path = STRBUF_INIT;
    setenv("XDG_STATE_HOME", scratch_path("deep/er/state"), 1);
    assert_false(opens(STATEDIR_STATE, false, &err));
    assert_int_equal(err.number, ENOENT);
    int fd = statedir_open(STATEDIR_STATE, "journal", true, &path, &err);
    assert_true(fd >= 0);
    close(fd);
    assert_string_equal(path.data, scratch_path("deep/er/state/nianbao/journal"));
    strbuf_release(&path);
    static const char *const made[] = {"deep", "deep/er/state", "deep/er/state/nianbao",
                                       "deep/er/state/nianbao/journal"};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        if (scratch_mode(made[i]) != (S_IFDIR | 0700))
            fail_msg("%s has mode %o", made[i], scratch_mode(made[i]));
    assert_true(opens(STATEDIR_STATE, false, &err));
}

static void test_defaults(void **state)
{
    (void)state;
    static const char *const values[] = {NULL, "", "relative/path"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (values[i])
            setenv("XDG_STATE_HOME", values[i], 1);
        else
            unsetenv("XDG_STATE_HOME");
        struct strbuf path = STRBUF_INIT;
        close(statedir_open(STATEDIR_STATE, "backup", true, &path, NULL));
        if (strcmp(path.data, scratch_path(".local/state/nianbao/backup")) != 0)
            fail_msg("XDG_STATE_HOME=%s: %s", values[i] ? values[i] : "(unset)", path.data);
        strbuf_release(&path);
    }
}

static void test_folders_that_are_not_private_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        mode_t mode;
        bool ok;
    } rows[] = {
        {"state/nianbao", 0700, true},          {"state/nianbao", 0750, false},
        {"state/nianbao", 0701, false},         {"state/nianbao/journal", 0770, false},
        {"state/nianbao/journal", 0777, false}, {"state/nianbao/journal", 0700, true},
    };
    assert_true(opens(STATEDIR_STATE, true, NULL));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {0};
        chmod(scratch_path(rows[i].name), rows[i].mode);
        if (opens(STATEDIR_STATE, true, &err) != rows[i].ok || !err.text[0] == !rows[i].ok)
            fail_msg("%s with mode %o: \"%s\"", rows[i].name, rows[i].mode, err.text);
        chmod(scratch_path(rows[i].name), 0700);
    }
}

static void test_symlinks_and_foreign_folders_are_refused(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(mkdir(scratch_path("elsewhere"), 0700), 0);
    assert_int_equal(mkdir(scratch_path("state"), 0700), 0);
    assert_int_equal(symlink("../elsewhere", scratch_path("state/nianbao")), 0);
    assert_false(opens(STATEDIR_STATE, true, &err));
    assert_int_equal(scratch_n_entries("elsewhere"), 0);
    unlink(scratch_path("state/nianbao"));
    assert_true(opens(STATEDIR_STATE, true, &err));
    rmdir(scratch_path("state/nianbao/journal"));
    assert_int_equal(symlink("../../elsewhere", scratch_path("state/nianbao/journal")), 0);
    assert_false(opens(STATEDIR_STATE, true, &err));
    if (geteuid() == 0) {
        unlink(scratch_path("state/nianbao/journal"));
        assert_int_equal(mkdir(scratch_path("state/nianbao/journal"), 0700), 0);
        assert_int_equal(chown(scratch_path("state/nianbao/journal"), 1, 1), 0);
        assert_false(opens(STATEDIR_STATE, true, &err));
    }
}

/* An account that no list of accounts knows, and without HOME: no folder, and the reason. */
static bool has_no_home(void)
{
    struct identity self;
    struct err err = {0};
    if (setuid(54321) < 0)
        return false;
    unsetenv("HOME");
    unsetenv("XDG_STATE_HOME");
    identity_of_self(&self);
    bool as_expected = strcmp(self.user, "uid54321") == 0 && !self.real_name[0] &&
                       !opens(STATEDIR_STATE, true, &err) && err.text[0] &&
                       !opens(STATEDIR_HOME, true, &err);
    scratch_count_coverage();
    return as_expected;
}

static void test_account_without_entry(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    pid_t pid = fork();
    int status;
    if (pid == 0)
        _exit(has_no_home() ? 0 : 1);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void test_home_of_the_account(void **state)
{
    (void)state;
    struct strbuf path = STRBUF_INIT;
    unsetenv("HOME");
    unsetenv("XDG_STATE_HOME");
    int fd = statedir_open(STATEDIR_STATE, "journal", false, &path, NULL);
    if (fd >= 0)
        close(fd);
    assert_non_null(strstr(path.data, "/.local/state/nianbao/journal"));
    strbuf_release(&path);
}

/* A bare root: no /proc, and first no list of accounts, then one as NIS leaves it, with a name that
 * is up to no good. */
static bool works_in_a_bare_root(void)
{
    struct identity self;
    struct err err = {0};
    bool same_program;
    if (chroot(scratch) < 0 || chdir("/") < 0)
        return false;
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", "/home/clerk", 1);
    identity_of_self(&self);
    if (strcmp(self.user, "uid0") != 0 || self.boot_id[0] || self.start_ticks ||
        identity_is_alive(&self, &same_program))
        return false;
    if (!opens(STATEDIR_STATE, true, &err) ||
        access("/home/clerk/.local/state/nianbao/journal", F_OK) < 0)
        return false;
    if (mkdir("/etc", 0755) < 0)
        return false;
    FILE *file = fopen("/etc/passwd", "w");
    fputs("+\nroot:x:0:0:\x1b[2J王\x7f工,401室:nowhere:/bin/sh\n", file);
    fclose(file);
    identity_of_self(&self);
    if (strcmp(self.user, "root") != 0 || strcmp(self.real_name, "?[2J王?工") != 0)
        return false;
    /* Folders have to be named from the root on. */
    setenv("HOME", "home/clerk", 1);
    return !opens(STATEDIR_STATE, true, &err) && err.text[0];
}

static void test_bare_root(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    pid_t pid = fork();
    int status;
    if (pid == 0) {
        int root = open("/", O_RDONLY | O_DIRECTORY);
        bool works = works_in_a_bare_root();
        /* Where the counts of a build that measures coverage are. */
        if (fchdir(root) < 0 || chroot(".") < 0)
            _exit(3);
        scratch_count_coverage();
        _exit(works ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void test_identity_of_processes(void **state)
{
    (void)state;
    struct identity self, other;
    bool same_program;
    identity_of_self(&self);
    assert_true(self.user[0] && self.host[0] && self.boot_id[0] && self.start_ticks);
    assert_true(identity_is_alive(&self, &same_program));
    assert_true(same_program);
    static const char *const what[] = {"boot", "no boot", "pid", "no start", "start"};
    for (size_t i = 0; i < sizeof what / sizeof what[0]; i++) {
        other = self;
        if (i == 0)
            other.boot_id[0] = other.boot_id[0] == '0' ? '1' : '0';
        else if (i == 1)
            other.boot_id[0] = '\0';
        else if (i == 2)
            other.pid = -1;
        else
            other.start_ticks = i == 3 ? 0 : self.start_ticks + 1;
        if (identity_is_alive(&other, &same_program))
            fail_msg("alive with another %s", what[i]);
    }
}

static void test_key_of_path(void **state)
{
    (void)state;
    char a[17], b[17];
    statedir_key_of_path("", a);
    assert_string_equal(a, "cbf29ce484222325");
    statedir_key_of_path("/srv/a.ini", a);
    statedir_key_of_path("/srv/b.ini", b);
    assert_string_not_equal(a, b);
}

/* ---- the change log ---- */

static void test_audit_lines(void **state)
{
    (void)state;
    static const struct audit_change changes[] = {
        {"requests.received.natural_person", "11", "117", 1705737731},
        {"overview", "一\n二\t\\", "\x1b[31m\x7f", 1705737731},
    };
    struct strbuf log = STRBUF_INIT;
    assert_true(audit_read("/srv/a.ini", &log, NULL));
    assert_int_equal(log.len, 0);
    assert_true(audit_append("/srv/a.ini", changes, 0, NULL));
    assert_true(audit_append("/srv/a.ini", changes, 1, NULL));
    assert_true(audit_append("/srv/a.ini", changes + 1, 1, NULL));
    assert_true(audit_read("/srv/a.ini", &log, NULL));
    assert_int_equal(strncmp(log.data, "# /srv/a.ini\n2024-01-20T16:02:11+08:00\t", 39), 0);
    assert_non_null(strstr(log.data, "\trequests.received.natural_person\t11\t117\n"));
    assert_non_null(strstr(log.data, "\toverview\t一\\n二\\t\\\\\t\\x1b[31m\\x7f\n"));
    strbuf_clear(&log);
    assert_true(audit_read("/srv/b.ini", &log, NULL));
    assert_int_equal(log.len, 0);
    chmod(scratch_path("state/nianbao/audit"), 0755);
    struct err err = {0};
    assert_false(audit_read("/srv/a.ini", &log, &err));
    assert_true(err.text[0]);
    assert_false(audit_append("/srv/a.ini", changes, 1, &err));
    assert_false(audit_read("/srv/a.ini", &log, NULL));
    strbuf_release(&log);
}

/* A time that no calendar knows keeps no change out of the log. */
static void test_audit_at_no_time(void **state)
{
    (void)state;
    struct audit_change change = {"overview", "", "x", (time_t)INT64_MAX};
    struct strbuf log = STRBUF_INIT;
    assert_true(audit_append("/srv/a.ini", &change, 1, NULL));
    assert_true(audit_read("/srv/a.ini", &log, NULL));
    assert_non_null(strstr(log.data, "\toverview\t\tx\n"));
    strbuf_release(&log);
}

/* Something else lies where the log should be: said, and not touched. */
static void test_audit_in_the_way(void **state)
{
    (void)state;
    static const char *const endings[] = {".log", ".log.1"};
    struct audit_change change = {"overview", "", "x", 0};
    char key[17], name[100];
    statedir_key_of_path("/srv/a.ini", key);
    assert_true(opens(STATEDIR_STATE, true, NULL));
    close(statedir_open(STATEDIR_STATE, "audit", true, NULL, NULL));
    for (size_t i = 0; i < 2; i++) {
        struct strbuf log = STRBUF_INIT;
        struct err err = {0};
        snprintf(name, sizeof name, "state/nianbao/audit/%s%s", key, endings[i]);
        assert_int_equal(mkdir(scratch_path(name), 0700), 0);
        assert_int_equal(audit_append("/srv/a.ini", &change, 1, &err), i == 1);
        assert_int_equal(!err.text[0], i == 1);
        assert_false(audit_read("/srv/a.ini", &log, &err));
        assert_true(err.text[0]);
        assert_int_equal(rmdir(scratch_path(name)), 0);
        strbuf_release(&log);
    }
}

static void test_audit_rotates(void **state)
{
    (void)state;
    char *text = malloc(200001);
    memset(text, 'x', 200000);
    text[200000] = '\0';
    struct audit_change change = {"overview", "", text, 0};
    interrupted_rename = true;
    for (int i = 0; i < 14; i++)
        assert_true(audit_append("/srv/a.ini", &change, 1, NULL));
    assert_false(interrupted_rename);
    assert_int_equal(scratch_n_entries("state/nianbao/audit"), 2);
    struct strbuf log = STRBUF_INIT;
    assert_true(audit_read("/srv/a.ini", &log, NULL));
    assert_in_range(log.len, 1600000, 2800000 - 1);
    strbuf_release(&log);
    free(text);
}

/* ---- dated copies ---- */

enum { DAY_S = 24 * 60 * 60 };
static const time_t first_day = 1705737731; /* 2024-01-20 16:02:11 in Shanghai */

static void test_copies_that_are_due(void **state)
{
    (void)state;
    static const struct {
        time_t time;
        unsigned n_saves;
        size_t n_copies;
    } rows[] = {
        {first_day, 1, 1},          {first_day + 60, 2, 1},         {first_day + 120, 9, 1},
        {first_day + 180, 10, 2},   {first_day + 200, 11, 2},       {first_day + 300, 20, 3},
        {first_day + 400, 1, 3}, /* another session */
        {first_day + DAY_S, 21, 4}, {first_day + DAY_S + 1, 22, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[20];
        snprintf(text, sizeof text, "save %zu", i);
        struct backup *list;
        assert_true(backup_after_save("/srv/a.ini", text, strlen(text), rows[i].n_saves,
                                      rows[i].time, NULL));
        size_t count = backup_list("/srv/a.ini", &list);
        if (count != rows[i].n_copies)
            fail_msg("row %zu: %zu copies, expected %zu", i, count, rows[i].n_copies);
        free(list);
    }
    struct backup *list;
    struct strbuf text = STRBUF_INIT;
    size_t count = backup_list("/srv/a.ini", &list);
    assert_string_equal(list[0].name, "20240121-160211.ini");
    assert_int_equal(list[0].time, first_day + DAY_S);
    assert_string_equal(list[count - 1].name, "20240120-160211.ini");
    assert_int_equal(list[count - 1].size_bytes, 6);
    assert_true(backup_read("/srv/a.ini", list[count - 1].name, 100, &text, NULL));
    assert_string_equal(text.data, "save 0");
    free(list);
    strbuf_release(&text);
    assert_int_equal(backup_list("/srv/b.ini", &list), 0);
}

static void test_copies_that_are_dropped(void **state)
{
    (void)state;
    struct backup *list;
    for (int i = 0; i < 50; i++)
        assert_true(
            backup_after_save("/srv/a.ini", "x", 1, 1, first_day + i * (time_t)DAY_S, NULL));
    assert_int_equal(backup_list("/srv/a.ini", &list), 30);
    assert_int_equal(list[0].time, first_day + 49 * (time_t)DAY_S);
    assert_int_equal(list[29].time, first_day + 20 * (time_t)DAY_S);
    free(list);
    interrupted_unlink = true;
    assert_true(backup_after_save("/srv/a.ini", "x", 1, 1, first_day + 130 * (time_t)DAY_S, NULL));
    assert_false(interrupted_unlink);
    assert_int_equal(backup_list("/srv/a.ini", &list), 11);
    free(list);
}

/* The clock was seven years ahead for a while: today's copies are made and kept all the same, one a
 * day. */
static void test_copies_beside_those_of_a_clock_ahead(void **state)
{
    (void)state;
    const time_t ahead = first_day + 7 * 365 * (time_t)DAY_S;
    struct backup *list;
    for (int i = 0; i < 40; i++)
        assert_true(backup_after_save("/srv/a.ini", "x", 1, 1, ahead + i * (time_t)DAY_S, NULL));
    for (int i = 0; i < 40; i++) {
        assert_true(
            backup_after_save("/srv/a.ini", "x", 1, 1, first_day + i * (time_t)DAY_S, NULL));
        assert_true(
            backup_after_save("/srv/a.ini", "x", 1, 2, first_day + i * (time_t)DAY_S + 60, NULL));
    }
    assert_int_equal(backup_list("/srv/a.ini", &list), 60);
    assert_int_equal(list[30].time, first_day + 39 * (time_t)DAY_S);
    assert_int_equal(list[59].time, first_day + 10 * (time_t)DAY_S);
    free(list);
}

/* A clock that no calendar knows makes no name. */
static void test_copy_at_no_time(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(backup_after_save("/srv/a.ini", "x", 1, 1, (time_t)INT64_MAX, &err));
    assert_true(err.text[0]);
}

static void test_copy_names_from_outside(void **state)
{
    (void)state;
    static const char *const names[] = {"",
                                        "../x",
                                        "20240120-160211.ini/",
                                        "20240120-160211",
                                        "2024012-0160211.ini",
                                        "20240120-160211.ini~",
                                        "20241320-160211.ini",
                                        "20240120-16021.ini"};
    struct backup *list;
    struct strbuf nothing = STRBUF_INIT;
    struct err why = {0};
    char key[17], name[100];
    assert_false(
        backup_read("/srv/a.ini", "20240120-160211.ini", 100, &nothing, &why)); /* no folder yet */
    assert_true(why.text[0]);
    strbuf_release(&nothing);
    assert_true(backup_after_save("/srv/a.ini", "x", 1, 1, first_day, NULL));
    statedir_key_of_path("/srv/a.ini", key);
    snprintf(name, sizeof name, "state/nianbao/backup/%s/20230120-160211.ini", key);
    assert_int_equal(mkdir(scratch_path(name), 0700), 0);
    assert_int_equal(backup_list("/srv/a.ini", &list), 1);
    free(list);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        struct err err = {0};
        if (backup_read("/srv/a.ini", names[i], 100, &text, &err) || !err.text[0])
            fail_msg("\"%s\" was read", names[i]);
        strbuf_release(&text);
    }
}

int main(void)
{
    setenv("TZ", "Asia/Shanghai", 1);
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(test_folders_are_made_private),
        IN_SCRATCH(test_defaults),
        IN_SCRATCH(test_folders_that_are_not_private_are_refused),
        IN_SCRATCH(test_symlinks_and_foreign_folders_are_refused),
        IN_SCRATCH(test_account_without_entry),
        IN_SCRATCH(test_home_of_the_account),
        IN_SCRATCH(test_bare_root),
        cmocka_unit_test(test_identity_of_processes),
        cmocka_unit_test(test_key_of_path),
        IN_SCRATCH(test_audit_lines),
        IN_SCRATCH(test_audit_at_no_time),
        IN_SCRATCH(test_audit_in_the_way),
        IN_SCRATCH(test_audit_rotates),
        IN_SCRATCH(test_copies_that_are_due),
        IN_SCRATCH(test_copies_that_are_dropped),
        IN_SCRATCH(test_copies_beside_those_of_a_clock_ahead),
        IN_SCRATCH(test_copy_at_no_time),
        IN_SCRATCH(test_copy_names_from_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
