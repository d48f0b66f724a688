/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/base/crc32.h"
#include "forms/files/safefile.h"
#include "tests/support/scratch.h"

static void test_crc32_known_values(void **state)
{
    (void)state;
    assert_int_equal(crc32_add(0, NULL, 0), 0);
    assert_int_equal(crc32_add(0, "123456789", 9), 0xcbf43926);
    assert_int_equal(crc32_add(crc32_add(0, "1234", 4), "56789", 5), 0xcbf43926);
    assert_int_equal(crc32_add(0, "\0\0\0\0", 4), 0x2144df1c);
}

static void test_draft_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool fit;
    } rows[] = {
        {"report.ini", true},
        {"官庄工区 2023 年报.ini", true},
        {"a", true},
        {"", false},
        {".hidden", false},
        {"-rf", false},
        {"..", false},
        {"a/b", false},
        {" a", false},
        {"a ", false},
        {"draft.ini~", false},
        {"a\nb", false},
        {"a\x1b[31m", false},
        {"a\x7f", false},
        {"a\xe2\x80\xae"
         "txt",
         false},                  /* U+202E */
        {"a\xe2\x80\x8b", false}, /* U+200B */
        {"a\xff", false},
        {"a\xe5\xae", false}, /* half a character */
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三.",
         true}, /* 100 bytes */
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三..",
         false}, /* 101 bytes */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {0};
        bool fit = safefile_name_is_fit(rows[i].name, &err);
        if (fit != rows[i].fit || (!fit && !err.text[0]))
            fail_msg("row %zu \"%s\": fit %d, expected %d, message \"%s\"", i, rows[i].name, fit,
                     rows[i].fit, err.text);
    }
}

static bool read_path(const char *path, size_t max_bytes, struct strbuf *out,
                      struct file_stamp *stamp, int *errnum)
{
    struct safefile file;
    struct err err = {0};
    *errnum = 0;
    bool ok = safefile_open(&file, path, &err) && safefile_read(&file, max_bytes, out, stamp, &err);
    if (!ok) {
        assert_true(err.text[0]);
        *errnum = err.number;
    }
    safefile_close(&file);
    return ok;
}

static void test_reads_whole_file_with_stamp(void **state)
{
    (void)state;
    scratch_write("a.ini", "123456789", 0640);
    struct strbuf out = STRBUF_INIT;
    struct file_stamp stamp;
    struct stat st;
    int errnum;
    strbuf_add_str(&out, "before ");
    assert_true(read_path(scratch_path("a.ini"), 9, &out, &stamp, &errnum));
    assert_string_equal(out.data, "before 123456789");
    assert_int_equal(stat(scratch_path("a.ini"), &st), 0);
    assert_true(stamp.exists);
    assert_int_equal(stamp.ino, st.st_ino);
    assert_int_equal(stamp.size_bytes, 9);
    assert_int_equal(stamp.mtime.tv_nsec, st.st_mtim.tv_nsec);
    assert_int_equal(stamp.n_links, 1);
    assert_int_equal(stamp.crc, 0xcbf43926);
    strbuf_release(&out);
}

static void test_reads_empty_file(void **state)
{
    (void)state;
    scratch_write("a.ini", "", 0600);
    struct strbuf out = STRBUF_INIT;
    struct file_stamp stamp;
    int errnum;
    assert_true(read_path(scratch_path("a.ini"), 10, &out, &stamp, &errnum));
    assert_int_equal(out.len, 0);
    assert_true(stamp.exists);
    strbuf_release(&out);
}

/* None of these may hang, be followed, or change what was in the buffer. */
static void test_refuses_what_is_no_plain_file(void **state)
{
    (void)state;
    scratch_write("real", "secret", 0600);
    scratch_write("big", "0123456789", 0600);
    char target[100];
    snprintf(target, sizeof target, "%s/real", scratch);
    assert_int_equal(symlink(target, scratch_path("link")), 0);
    assert_int_equal(symlink("/dev/zero", scratch_path("zero")), 0);
    assert_int_equal(mkfifo(scratch_path("fifo"), 0600), 0);
    assert_int_equal(mkdir(scratch_path("folder"), 0700), 0);
    static const struct {
        const char *name;
        int errnum;
    } rows[] = {
        {"link", ELOOP},  {"zero", ELOOP}, {"fifo", ENODEV},      {"folder", EISDIR},
        {"none", ENOENT}, {"big", EFBIG},  {"nowhere/a", ENOENT}, {"real/a", ENOTDIR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf out = STRBUF_INIT;
        int errnum;
        strbuf_add_str(&out, "x");
        bool ok = read_path(scratch_path(rows[i].name), 9, &out, NULL, &errnum);
        if (ok || errnum != rows[i].errnum || strcmp(out.data, "x") != 0)
            fail_msg("%s: read %d, errno %d, expected %d, buffer \"%s\"", rows[i].name, ok, errnum,
                     rows[i].errnum, out.data);
        strbuf_release(&out);
    }
}

/* A file of /proc says that it is empty and is not: as with one that grows while it is read, no
 * length can be trusted. */
static void test_refuses_what_changes_while_it_is_read(void **state)
{
    (void)state;
    struct strbuf out = STRBUF_INIT;
    int errnum;
    assert_false(read_path("/proc/self/status", 100000, &out, NULL, &errnum));
    assert_int_equal(errnum, EBUSY);
    assert_false(read_path("/proc/self/status", 10, &out, NULL, &errnum));
    assert_int_equal(errnum, EFBIG);
    assert_int_equal(out.len, 0);
    strbuf_release(&out);
}

static void test_open_at_stays_in_the_folder(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
    scratch_write("a", "x", 0600);
    int dirfd = open(scratch_path("d"), O_RDONLY | O_DIRECTORY);
    static const char *const names[] = {"../a", "/etc/passwd", "./a", ".."};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (safefile_open_at(dirfd, names[i], O_RDONLY, 0) >= 0)
            fail_msg("%s was opened", names[i]);
    close(dirfd);
}

static void test_open_needs_a_name(void **state)
{
    (void)state;
    static const char *const paths[] = {"", "/", "a/", ".", "..", "/tmp/.."};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct safefile file;
        struct err err = {0};
        if (safefile_open(&file, paths[i], &err) || !err.text[0])
            fail_msg("\"%s\" was taken for a file", paths[i]);
        safefile_close(&file);
    }
}

static void test_path_is_absolute(void **state)
{
    (void)state;
    struct safefile file;
    char here[200], expected[300];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(symlink(scratch, scratch_path("loop")), 0);
    assert_int_equal(chdir(scratch), 0);
    assert_true(safefile_open(&file, "loop/新.ini", NULL));
    snprintf(expected, sizeof expected, "%s/新.ini", scratch);
    assert_string_equal(file.path, expected);
    assert_string_equal(file.name, "新.ini");
    safefile_close(&file);
    assert_true(safefile_open(&file, "/x", NULL));
    assert_string_equal(file.path, "/x");
    safefile_close(&file);
    assert_int_equal(chdir(here), 0);
}

/* Of a file whose folder is not there nothing can be said. */
static void test_real_path(void **state)
{
    (void)state;
    char *real_path = safefile_real_path(scratch_path("a.ini"));
    assert_string_equal(real_path, scratch_path("a.ini"));
    free(real_path);
    assert_null(safefile_real_path(scratch_path("none/a.ini")));
}

static void test_lies_in_a_folder(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder;
        bool lies_in;
    } rows[] = {
        {"/srv/drafts/a.ini", "/srv/drafts", true},
        {"/srv/drafts/towns/a.ini", "/srv/drafts", true},
        {"/srv/drafts2/a.ini", "/srv/drafts", false},
        {"/srv/a.ini", "/srv/drafts", false},
        {"/a.ini", "/", true},
        {"/srv/drafts/a.ini", "/dev/null", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (safefile_lies_in(rows[i].path, rows[i].folder) != rows[i].lies_in)
            fail_msg("%s in %s", rows[i].path, rows[i].folder);
}

/* The folder is the one that was opened, wherever its name leads later. */
static void test_folder_is_held(void **state)
{
    (void)state;
    struct safefile file;
    struct strbuf out = STRBUF_INIT;
    char from[100];
    assert_int_equal(mkdir(scratch_path("folder"), 0700), 0);
    scratch_write("folder/a.ini", "mine", 0600);
    assert_true(safefile_open(&file, scratch_path("folder/a.ini"), NULL));
    snprintf(from, sizeof from, "%s/folder", scratch);
    assert_int_equal(rename(from, scratch_path("moved")), 0);
    assert_int_equal(mkdir(from, 0700), 0);
    scratch_write("folder/a.ini", "foreign", 0600);
    assert_true(safefile_read(&file, 100, &out, NULL, NULL));
    assert_string_equal(out.data, "mine");
    strbuf_release(&out);
    safefile_close(&file);
}

static void test_stamp_compares_content(void **state)
{
    (void)state;
    struct safefile file;
    struct file_stamp none, first, copy, other;
    struct err err = {0};
    assert_true(safefile_open(&file, scratch_path("a.ini"), NULL));
    assert_true(safefile_stamp(&file, 100, &none, NULL));
    assert_false(none.exists);
    scratch_write("a.ini", "one", 0600);
    assert_true(safefile_stamp(&file, 100, &first, NULL));
    assert_int_equal(unlink(scratch_path("a.ini")), 0);
    scratch_write("a.ini", "one", 0640);
    assert_true(safefile_stamp(&file, 100, &copy, NULL));
    scratch_write("a.ini", "two", 0640);
    assert_true(safefile_stamp(&file, 100, &other, NULL));
    assert_int_equal(first.crc, copy.crc);
    assert_int_not_equal(first.crc, other.crc);
    assert_false(safefile_stamp(&file, 2, &other, &err));
    assert_int_equal(err.number, EFBIG);
    assert_false(safefile_stamp(&file, 2, &other, NULL));
    struct strbuf out = STRBUF_INIT;
    assert_false(safefile_read(&file, 2, &out, NULL, NULL));
    strbuf_release(&out);
    safefile_close(&file);
}

static void test_files_and_versions(void **state)
{
    (void)state;
    static const struct stat one = {.st_dev = 1, .st_ino = 2, .st_size = 3, .st_mtim = {4, 5}};
    static const struct {
        const char *what;
        struct stat st;
        bool same_file, same_version;
    } rows[] = {
        {"the same", {.st_dev = 1, .st_ino = 2, .st_size = 3, .st_mtim = {4, 5}}, true, true},
        {"other device", {.st_dev = 9, .st_ino = 2, .st_size = 3, .st_mtim = {4, 5}}, false, true},
        {"other inode", {.st_dev = 1, .st_ino = 9, .st_size = 3, .st_mtim = {4, 5}}, false, true},
        {"other size", {.st_dev = 1, .st_ino = 2, .st_size = 9, .st_mtim = {4, 5}}, true, false},
        {"later", {.st_dev = 1, .st_ino = 2, .st_size = 3, .st_mtim = {9, 5}}, true, false},
        {"a little later",
         {.st_dev = 1, .st_ino = 2, .st_size = 3, .st_mtim = {4, 9}},
         true,
         false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (safefile_is_same_file(&one, &rows[i].st) != rows[i].same_file ||
            safefile_is_same_version(&one, &rows[i].st) != rows[i].same_version)
            fail_msg("%s: taken for another", rows[i].what);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc32_known_values),
        cmocka_unit_test(test_draft_names),
        cmocka_unit_test_setup_teardown(test_reads_whole_file_with_stamp, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_reads_empty_file, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_refuses_what_is_no_plain_file, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(test_refuses_what_changes_while_it_is_read),
        cmocka_unit_test_setup_teardown(test_open_at_stays_in_the_folder, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(test_open_needs_a_name),
        cmocka_unit_test_setup_teardown(test_path_is_absolute, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_real_path, scratch_setup, scratch_teardown),
        cmocka_unit_test(test_lies_in_a_folder),
        cmocka_unit_test_setup_teardown(test_folder_is_held, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_stamp_compares_content, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(test_files_and_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
