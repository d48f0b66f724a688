/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dlfcn.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>

#include <cmocka.h>

#include "forms/files/safesave.h"
#include "tests/support/scratch.h"

static struct safefile open_scratch(const char *name)
{
    struct safefile file;
    assert_true(safefile_open(&file, scratch_path(name), NULL));
    return file;
}

static enum safesave_result save(const struct safefile *file, const char *text,
                                 struct file_stamp *stamp)
{
    struct err err = {0};
    enum safesave_result result = safesave_draft(file, text, strlen(text), stamp, &err);
    if (result == SAFESAVE_OK)
        assert_string_equal(err.text, "");
    else
        assert_true(err.text[0]);
    return result;
}

static void test_new_file_then_previous_version(void **state)
{
    (void)state;
    struct safefile file = open_scratch("报告.ini");
    struct file_stamp stamp = {0};
    assert_int_equal(save(&file, "one", &stamp), SAFESAVE_OK);
    assert_string_equal(scratch_read("报告.ini"), "one");
    assert_int_equal(scratch_n_entries("."), 1);
    assert_int_equal(save(&file, "two", &stamp), SAFESAVE_OK);
    assert_int_equal(save(&file, "three", &stamp), SAFESAVE_OK);
    assert_string_equal(scratch_read("报告.ini"), "three");
    assert_string_equal(scratch_read("报告.ini~"), "two");
    assert_int_equal(scratch_n_entries("."), 2);
    struct file_stamp now;
    assert_true(safefile_stamp(&file, 100, &now, NULL));
    assert_int_equal(now.ino, stamp.ino);
    assert_int_equal(now.mtime.tv_nsec, stamp.mtime.tv_nsec);
    assert_int_equal(now.crc, stamp.crc);
    safefile_close(&file);
}

/* Mode of a new file by the mode of its folder; umask is 0077 throughout. */
static void test_mode_of_new_files(void **state)
{
    (void)state;
    static const struct {
        mode_t folder, file;
    } rows[] = {{0700, 0600},  {0755, 0600},  {02755, 0600}, {0770, 0660},
                {02770, 0660}, {01777, 0600}, {0777, 0600}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
        assert_int_equal(chmod(scratch_path("d"), rows[i].folder), 0);
        struct safefile file = open_scratch("d/a.ini");
        struct file_stamp stamp = {0};
        assert_int_equal(save(&file, "x", &stamp), SAFESAVE_OK);
        if ((scratch_mode("d/a.ini") & 07777) != rows[i].file)
            fail_msg("folder %o: file %o, expected %o", rows[i].folder,
                     scratch_mode("d/a.ini") & 07777, rows[i].file);
        safefile_close(&file);
        unlink(scratch_path("d/a.ini"));
        rmdir(scratch_path("d"));
    }
}

static void test_mode_is_kept(void **state)
{
    (void)state;
    static const mode_t modes[] = {0600, 0640, 0660, 0664, 0644, 0700};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        scratch_write("a.ini", "old", modes[i]);
        struct safefile file = open_scratch("a.ini");
        struct file_stamp stamp;
        assert_true(safefile_stamp(&file, 100, &stamp, NULL));
        assert_int_equal(save(&file, "new", &stamp), SAFESAVE_OK);
        if ((scratch_mode("a.ini") & 07777) != modes[i])
            fail_msg("mode %o became %o", modes[i], scratch_mode("a.ini") & 07777);
        safefile_close(&file);
    }
}

static void test_attributes_are_kept(void **state)
{
    (void)state;
    /* user::rw- user:1:rw- group::r-- mask::rw- other::--- as the kernel takes it: version 2, then
     * tag, rights, id. */
    static const unsigned char acl[] = {2,   0,   0,   0,   1,   0,   6,  0,   255, 255, 255,
                                        255, 2,   0,   6,   0,   1,   0,  0,   0,   4,   0,
                                        4,   0,   255, 255, 255, 255, 16, 0,   6,   0,   255,
                                        255, 255, 255, 32,  0,   0,   0,  255, 255, 255, 255};
    scratch_write("a.ini", "old", 0640);
    const char *path = scratch_path("a.ini");
    if (setxattr(path, "user.origin", "县", 3, 0) < 0)
        skip(); /* a file system without them */
    bool has_acl = setxattr(path, "system.posix_acl_access", acl, sizeof acl, 0) == 0;
    struct safefile file = open_scratch("a.ini");
    struct file_stamp stamp;
    char value[100];
    assert_true(safefile_stamp(&file, 100, &stamp, NULL));
    assert_int_equal(save(&file, "new", &stamp), SAFESAVE_OK);
    path = scratch_path("a.ini");
    assert_int_equal(getxattr(path, "user.origin", value, sizeof value), 3);
    assert_memory_equal(value, "县", 3);
    if (has_acl) {
        assert_int_equal(getxattr(path, "system.posix_acl_access", value, sizeof value),
                         sizeof acl);
        assert_memory_equal(value, acl, sizeof acl);
        assert_int_equal(scratch_mode("a.ini") & 0777, 0660);
    }
    safefile_close(&file);
}

static void test_group_is_kept(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    scratch_write("a.ini", "old", 0660);
    assert_int_equal(chown(scratch_path("a.ini"), 1, 2), 0);
    struct safefile file = open_scratch("a.ini");
    struct file_stamp stamp;
    struct stat st;
    assert_true(safefile_stamp(&file, 100, &stamp, NULL));
    assert_int_equal(save(&file, "new", &stamp), SAFESAVE_OK);
    assert_int_equal(stat(scratch_path("a.ini"), &st), 0);
    assert_int_equal(st.st_uid, 1);
    assert_int_equal(st.st_gid, 2);
    assert_int_equal(st.st_mode & 07777, 0660);
    safefile_close(&file);
}

/* Somebody who is not in the file's group must not open it to his own. */
static bool save_foreign_group(void)
{
    struct safefile file;
    struct file_stamp stamp;
    return safefile_open(&file, scratch_path("d/a.ini"), NULL) &&
           safefile_stamp(&file, 100, &stamp, NULL) &&
           safesave_draft(&file, "new", 3, &stamp, NULL) == SAFESAVE_OK;
}

static void test_group_that_cannot_be_kept_loses_its_rights(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    chmod(scratch, 0755);
    assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
    assert_int_equal(chown(scratch_path("d"), 65534, 65534), 0);
    scratch_write("d/a.ini", "old", 0666);
    assert_true(scratch_unprivileged(save_foreign_group));
    assert_string_equal(scratch_read("d/a.ini"), "new");
    assert_int_equal(scratch_mode("d/a.ini") & 0777, 0606);
}

static bool refuses_read_only_file(void)
{
    struct safefile file;
    struct file_stamp stamp;
    struct err err = {0};
    return safefile_open(&file, scratch_path("a.ini"), NULL) &&
           safefile_stamp(&file, 100, &stamp, NULL) && !safesave_is_possible(&file, 3, NULL) &&
           safesave_draft(&file, "new", 3, &stamp, &err) == SAFESAVE_FAILED && err.number == EACCES;
}

/* The folder would allow the rename, but the file says that it is not to be changed. */
static void test_file_without_write_permission_is_left(void **state)
{
    (void)state;
    scratch_write("a.ini", "old", 0444);
    chmod(scratch, 0777);
    assert_true(scratch_unprivileged(refuses_read_only_file));
    assert_string_equal(scratch_read("a.ini"), "old");
    assert_int_equal(scratch_n_entries("."), 1);
}

static bool refuses_read_only_folder(void)
{
    struct safefile file;
    struct file_stamp stamp = {0};
    struct err err = {0};
    return safefile_open(&file, scratch_path("new.ini"), NULL) &&
           !safesave_is_possible(&file, 3, NULL) &&
           safesave_draft(&file, "new", 3, &stamp, &err) == SAFESAVE_FAILED && err.number == EACCES;
}

static void test_read_only_folder(void **state)
{
    (void)state;
    chmod(scratch, 0555);
    assert_true(scratch_unprivileged(refuses_read_only_folder));
    chmod(scratch, 0700);
}

enum change {
    REWRITTEN,
    SAME_SIZE,
    REPLACED,
    TOUCHED,
    COPIED_BACK,
    REMOVED,
    NOW_A_LINK,
    NOW_A_FOLDER
};

static void test_change_by_others(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        enum change change;
        enum safesave_result result;
        const char *content;
    } rows[] = {
        {"rewritten", REWRITTEN, SAFESAVE_CONFLICT, "theirs, longer"},
        {"same size", SAME_SIZE, SAFESAVE_CONFLICT, "thr"},
        {"replaced", REPLACED, SAFESAVE_CONFLICT, "thr"},
        {"touched", TOUCHED, SAFESAVE_OK, "new"},
        {"copied back", COPIED_BACK, SAFESAVE_OK, "new"},
        {"removed", REMOVED, SAFESAVE_GONE, ""},
        {"now a link", NOW_A_LINK, SAFESAVE_FAILED, "precious"},
        {"now a folder", NOW_A_FOLDER, SAFESAVE_FAILED, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        scratch_write("a.ini", "old", 0600);
        scratch_write("precious", "precious", 0600);
        struct safefile file = open_scratch("a.ini");
        struct file_stamp stamp;
        assert_true(safefile_stamp(&file, 100, &stamp, NULL));
        switch (rows[i].change) {
        case REWRITTEN: scratch_write("a.ini", "theirs, longer", 0600); break;
        case REPLACED:
            unlink(scratch_path("a.ini"));
            /* fall through */
        case SAME_SIZE: scratch_write("a.ini", "thr", 0600); break;
        case TOUCHED: utimensat(AT_FDCWD, scratch_path("a.ini"), NULL, 0); break;
        case COPIED_BACK:
            unlink(scratch_path("a.ini"));
            scratch_write("a.ini", "old", 0600);
            break;
        case REMOVED: unlink(scratch_path("a.ini")); break;
        case NOW_A_LINK:
            unlink(scratch_path("a.ini"));
            assert_int_equal(symlink("precious", scratch_path("a.ini")), 0);
            break;
        case NOW_A_FOLDER:
            unlink(scratch_path("a.ini"));
            assert_int_equal(mkdir(scratch_path("a.ini"), 0700), 0);
            break;
        }
        enum safesave_result result = save(&file, "new", &stamp);
        if (result != rows[i].result || strcmp(scratch_read("a.ini"), rows[i].content) != 0)
            fail_msg("%s: result %d, expected %d; content \"%s\", expected \"%s\"", rows[i].what,
                     result, rows[i].result, scratch_read("a.ini"), rows[i].content);
        assert_string_equal(scratch_read("precious"), "precious");
        safefile_close(&file);
        remove(scratch_path("a.ini"));
        remove(scratch_path("a.ini~"));
        if (scratch_n_entries(".") != 1)
            fail_msg("%s: %d entries left over", rows[i].what, scratch_n_entries(".") - 1);
    }
}

static void test_file_that_appeared_is_a_conflict(void **state)
{
    (void)state;
    struct safefile file = open_scratch("a.ini");
    struct file_stamp stamp = {0};
    scratch_write("a.ini", "theirs", 0600);
    assert_int_equal(save(&file, "mine", &stamp), SAFESAVE_CONFLICT);
    assert_string_equal(scratch_read("a.ini"), "theirs");
    /* The operator has seen it and wants his own all the same. */
    assert_true(safefile_stamp(&file, 100, &stamp, NULL));
    assert_int_equal(save(&file, "mine", &stamp), SAFESAVE_OK);
    assert_string_equal(scratch_read("a.ini"), "mine");
    assert_string_equal(scratch_read("a.ini~"), "theirs");
    safefile_close(&file);
}

/* What lies under the name of the previous version is replaced and never written through. */
static void test_things_planted_at_the_previous_version(void **state)
{
    (void)state;
    static const char *const plants[] = {"symlink", "dangling", "fifo", "hard link"};
    for (size_t i = 0; i < sizeof plants / sizeof plants[0]; i++) {
        char precious[100];
        scratch_write("a.ini", "old", 0600);
        scratch_write("precious", "precious", 0600);
        snprintf(precious, sizeof precious, "%s/precious", scratch);
        const char *backup = scratch_path("a.ini~");
        int planted = i == 0   ? symlink(precious, backup)
                      : i == 1 ? symlink("nowhere", backup)
                      : i == 2 ? mkfifo(backup, 0600)
                               : link(precious, backup);
        assert_int_equal(planted, 0);
        struct safefile file = open_scratch("a.ini");
        struct file_stamp stamp;
        assert_true(safefile_stamp(&file, 100, &stamp, NULL));
        if (save(&file, "new", &stamp) != SAFESAVE_OK || !S_ISREG(scratch_mode("a.ini~")) ||
            strcmp(scratch_read("a.ini~"), "old") != 0 ||
            strcmp(scratch_read("precious"), "precious") != 0)
            fail_msg("%s: previous \"%s\", precious \"%s\"", plants[i], scratch_read("a.ini~"),
                     scratch_read("precious"));
        safefile_close(&file);
        unlink(scratch_path("a.ini~"));
    }
}

/* Names that change between file, symlink and hard link while they are read and saved: nothing is
 * ever written, or read as the draft, through a link to somewhere else. */
static void test_names_swapped_during_saves(void **state)
{
    (void)state;
    char plain[100], previous[100], swap[100];
    snprintf(plain, sizeof plain, "%s/a.ini", scratch);
    snprintf(previous, sizeof previous, "%s/a.ini~", scratch);
    snprintf(swap, sizeof swap, "%s/swap", scratch);
    assert_int_equal(mkdir(scratch_path("private"), 0700), 0);
    scratch_write("private/precious", "precious", 0600);
    scratch_write("a.ini", "old", 0600);
    pid_t pid = fork();
    if (pid == 0) {
        for (;;) { /* a symlink and a file in turn, under both names */
            if (symlink("private/precious", swap) == 0)
                rename(swap, plain);
            if (symlink("private/precious", swap) == 0)
                rename(swap, previous);
            int fd = open(swap, O_WRONLY | O_CREAT, 0600);
            if (fd >= 0 && write(fd, "theirs", 6) == 6)
                rename(swap, plain);
            close(fd);
        }
    }
    int n_rounds = getenv("NIANBAO_LONG") ? 20000 : 500;
    for (int i = 0; i < n_rounds; i++) {
        struct safefile file = open_scratch("a.ini");
        struct file_stamp stamp = {0};
        struct strbuf text = STRBUF_INIT;
        if (safefile_read(&file, 100, &text, &stamp, NULL) && strcmp(text.data, "precious") == 0)
            fail_msg("round %d: read through the link", i);
        save(&file, "mine", &stamp);
        strbuf_release(&text);
        safefile_close(&file);
        if (strcmp(scratch_read("private/precious"), "precious") != 0)
            fail_msg("round %d: written through the link", i);
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_int_equal(scratch_n_entries("private"), 1);
}

static void test_folder_at_the_previous_version_fails(void **state)
{
    (void)state;
    scratch_write("a.ini", "old", 0600);
    assert_int_equal(mkdir(scratch_path("a.ini~"), 0700), 0);
    struct safefile file = open_scratch("a.ini");
    struct file_stamp stamp;
    assert_true(safefile_stamp(&file, 100, &stamp, NULL));
    assert_int_equal(save(&file, "new", &stamp), SAFESAVE_FAILED);
    assert_string_equal(scratch_read("a.ini"), "old");
    assert_int_equal(scratch_n_entries("."), 2);
    safefile_close(&file);
}

/* A save that failed after FILE~ was made leaves both names on one file; the next one must still
 * work. */
static void test_previous_version_is_the_same_file(void **state)
{
    (void)state;
    char from[100];
    scratch_write("a.ini", "old", 0600);
    snprintf(from, sizeof from, "%s/a.ini", scratch);
    assert_int_equal(link(from, scratch_path("a.ini~")), 0);
    struct safefile file = open_scratch("a.ini");
    struct file_stamp stamp;
    assert_true(safefile_stamp(&file, 100, &stamp, NULL));
    assert_int_equal(stamp.n_links, 2);
    assert_int_equal(save(&file, "new", &stamp), SAFESAVE_OK);
    assert_string_equal(scratch_read("a.ini~"), "old");
    assert_int_equal(scratch_n_entries("."), 2);
    safefile_close(&file);
}

static void test_folder_gone(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
    struct safefile file = open_scratch("d/a.ini");
    struct file_stamp stamp = {0};
    struct err err = {0};
    assert_true(safesave_is_possible(&file, 1000, &err));
    assert_int_equal(rmdir(scratch_path("d")), 0);
    assert_false(safesave_is_possible(&file, 1000, &err));
    assert_int_equal(err.number, ENOENT);
    assert_int_equal(save(&file, "x", &stamp), SAFESAVE_FAILED);
    safefile_close(&file);
}

static const struct statvfs
    *stated_room; /* what the file system says of itself, NULL: what is so */

int fstatvfs(int fd, struct statvfs *room)
{
    /* glibc's name of it for this structure on 32-bit machines */
    void *real = dlsym(RTLD_NEXT, "fstatvfs64");
    if (!real)
        real = dlsym(RTLD_NEXT, "fstatvfs");
    if (!stated_room)
        return ((int (*)(int, struct statvfs *))real)(fd, room);
    *room = *stated_room;
    return 0;
}

static void test_no_room(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct statvfs room;
        bool is_possible;
    } rows[] = {
        {"room",
         {.f_frsize = 4096, .f_blocks = 100, .f_bavail = 50, .f_files = 10, .f_favail = 1},
         true},
        {"no block",
         {.f_frsize = 4096, .f_blocks = 100, .f_bavail = 0, .f_files = 10, .f_favail = 1},
         false},
        {"a block, but none for the folder",
         {.f_frsize = 4096, .f_blocks = 100, .f_bavail = 1, .f_files = 10, .f_favail = 1},
         false},
        {"no file",
         {.f_frsize = 4096, .f_blocks = 100, .f_bavail = 50, .f_files = 10, .f_favail = 0},
         false},
        {"files are not counted", {.f_frsize = 4096, .f_blocks = 100, .f_bavail = 50}, true},
        {"a file system that does not tell", {.f_frsize = 4096}, true},
    };
    struct safefile file = open_scratch("a.ini");
    struct err err = {0};
    if (sizeof(size_t) > sizeof(uint32_t)) { /* less may well be free */
        assert_false(safesave_is_possible(&file, SIZE_MAX / 16, &err));
        assert_int_equal(err.number, ENOSPC);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        stated_room = &rows[i].room;
        if (safesave_is_possible(&file, 1000, NULL) != rows[i].is_possible)
            fail_msg("%s: %spossible", rows[i].what, rows[i].is_possible ? "not " : "");
    }
    stated_room = NULL;
    safefile_close(&file);
}

/* Writes to the name in the folder of the test, or in another one. */
static bool output(const char *name, const char *text, struct err *err)
{
    int dirfd = open(scratch, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = safesave_output_at(dirfd, name, text, strlen(text), err);
    close(dirfd);
    return ok;
}

static bool to_device(const char *path, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    bool ok = safefile_open(&file, path, err) && safesave_device(&file, "three", 5, err);
    safefile_close(&file);
    return ok;
}

static void test_output(void **state)
{
    (void)state;
    struct err err = {0};
    assert_true(output("r.txt", "one\f", &err));
    assert_true(output("r.txt", "two", &err));
    assert_string_equal(scratch_read("r.txt"), "two");
    assert_int_equal(scratch_n_entries("."), 1);
    assert_true(output("empty.txt", "", &err));
    assert_true(S_ISREG(scratch_mode("empty.txt")));
    assert_false(output(".", "x", &err));
    assert_int_equal(symlink("r.txt", scratch_path("link")), 0);
    assert_false(output("link", "x", &err));
    assert_int_equal(mkfifo(scratch_path("fifo"), 0600), 0);
    assert_false(output("fifo", "x", &err));
    assert_string_equal(scratch_read("r.txt"), "two");
    assert_true(to_device("/dev/null", &err));
    assert_false(to_device("/dev/full", &err));
    assert_int_equal(err.number, ENOSPC);
    assert_false(to_device(scratch_path("r.txt"), &err));
    assert_false(to_device(scratch_path("fifo"), &err));
    assert_string_equal(scratch_read("r.txt"), "two");
}

static void test_long_names(void **state)
{
    (void)state;
    char name[256] = "";
    for (int i = 0; i < 84; i++)
        strcat(name, "年");
    strcat(name, ".in"); /* 255 bytes: FILE~ has no room, an output needs none */
    assert_true(output(name, "x", NULL));
    assert_string_equal(scratch_read(name), "x");
}

static void test_stale_temporary_files(void **state)
{
    (void)state;
    static const char *const kept[] = {
        "a.ini",
        ".a.ini.lock",
        ".a.ini.12.0123456g.tmp",
        ".a.ini.12.012345678.tmp",
        ".01234567.tmp",
        ".a.ini.12x01234567.tmp",
        ".a.ini.x12.0123456f.tmp",
        ".a.ini.x.0123456f.tmp",
        "a.ini.12.0123456f.tmp",
        ".tmp",
        ".12.0123456f.tmp",
        ".a.ini.12.0123456f.tmp.x",
    };
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        scratch_write(kept[i], "x", 0600);
    scratch_write(".a.ini.12.0123456f.tmp", "x", 0600);
    int dirfd = open(scratch, O_RDONLY | O_DIRECTORY);
    int n_files = (int)(sizeof kept / sizeof kept[0]) + 1;
    assert_int_equal(safesave_remove_stale(dirfd, time(NULL)), 0); /* a save may be going on */
    assert_int_equal(scratch_n_entries("."), n_files);
    assert_int_equal(safesave_remove_stale(dirfd, time(NULL) + 2 * 24 * 60 * 60), 1);
    assert_int_equal(scratch_n_entries("."), n_files - 1);
    assert_int_equal(scratch_mode(".a.ini.12.0123456f.tmp"), 0);
    /* Not a file of ours: it stays. */
    assert_int_equal(mkdir(scratch_path(".a.ini.12.0123456e.tmp"), 0700), 0);
    if (geteuid() == 0) {
        scratch_write(".a.ini.12.0123456d.tmp", "x", 0600);
        assert_int_equal(chown(scratch_path(".a.ini.12.0123456d.tmp"), 1, 1), 0);
    }
    assert_int_equal(safesave_remove_stale(dirfd, time(NULL) + 2 * 24 * 60 * 60), 0);
    close(dirfd);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(test_new_file_then_previous_version),
        IN_SCRATCH(test_mode_of_new_files),
        IN_SCRATCH(test_mode_is_kept),
        IN_SCRATCH(test_attributes_are_kept),
        IN_SCRATCH(test_group_is_kept),
        IN_SCRATCH(test_group_that_cannot_be_kept_loses_its_rights),
        IN_SCRATCH(test_file_without_write_permission_is_left),
        IN_SCRATCH(test_read_only_folder),
        IN_SCRATCH(test_change_by_others),
        IN_SCRATCH(test_file_that_appeared_is_a_conflict),
        IN_SCRATCH(test_things_planted_at_the_previous_version),
        IN_SCRATCH(test_names_swapped_during_saves),
        IN_SCRATCH(test_folder_at_the_previous_version_fails),
        IN_SCRATCH(test_previous_version_is_the_same_file),
        IN_SCRATCH(test_folder_gone),
        IN_SCRATCH(test_no_room),
        IN_SCRATCH(test_output),
        IN_SCRATCH(test_long_names),
        IN_SCRATCH(test_stale_temporary_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
