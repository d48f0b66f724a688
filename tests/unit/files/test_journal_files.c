/* SPDX-License-Identifier: MIT */
/* What may lie in the folder of the journals beside those of one's own dead sessions: other
 * people's, other drafts', blank ones, parts of a living session's, damage that has the right
 * checksum. */
#include <endian.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <cmocka.h>

#include "forms/base/crc32.h"
#include "forms/files/journal.h"
#include "forms/files/journal_record.h"
#include "forms/files/lock.h"
#include "tests/support/scratch.h"

static char draft_path[100];
static time_t clock_ahead_s;
static int interrupted_unlink; /* counts down to the unlinkat() that a signal interrupts, 0: none */

time_t time(time_t *now)
{
    struct timespec clock;
    clock_gettime(CLOCK_REALTIME, &clock);
    if (now)
        *now = clock.tv_sec + clock_ahead_s;
    return clock.tv_sec + clock_ahead_s;
}

int unlinkat(int dirfd, const char *name, int flags)
{
    if (!interrupted_unlink || --interrupted_unlink)
        return (int)syscall(SYS_unlinkat, dirfd, name, flags);
    errno = EINTR;
    return -1;
}

static int setup(void **state)
{
    clock_ahead_s = 0;
    interrupted_unlink = 0;
    if (scratch_setup(state) < 0)
        return -1;
    snprintf(draft_path, sizeof draft_path, "%s/a.ini", scratch);
    return 0;
}

static void type(struct journal *journal)
{
    struct journal_op op = {
        .kind = JOURNAL_EDIT, .key = "overview", .inserted = "x", .inserted_len = 1, .group = 1};
    journal_append(journal, &op);
    journal_commit(journal);
}

/* A session that types one character and leaves without saving; the name of its file, until the
 * next call. */
static const char *leave_journal(void)
{
    static char name[320];
    struct journal *journal = journal_open(draft_path, 1);
    type(journal);
    journal_close(journal, true);
    DIR *folder = opendir(scratch_path("state/nianbao/journal"));
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            snprintf(name, sizeof name, "state/nianbao/journal/%s", entry->d_name);
    closedir(folder);
    return name;
}

static size_t count_found(const char *path)
{
    struct journal_found *list;
    size_t count = journal_find(path, &list);
    journal_found_free(list, count);
    return count;
}

static void move(const char *from, const char *to)
{
    char old_path[500];
    snprintf(old_path, sizeof old_path, "%s", scratch_path(from));
    assert_int_equal(rename(old_path, scratch_path(to)), 0);
}

static void test_names_that_are_no_journals(void **state)
{
    (void)state;
    static const char *const names[] = {"notes.txt", "0123456789abcdef", "0123456789abcdef0.boot.1",
                                        "0123456789abcdefx.boot.1", "0123456789abcde.boot.1"};
    char name[100];
    leave_journal();
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(name, sizeof name, "state/nianbao/journal/%s", names[i]);
        scratch_write(name, "somebody's own", 0600);
    }
    struct journal_found *list;
    size_t count = journal_find(NULL, &list);
    for (size_t i = 0; i < count; i++)
        if (!list[i].draft_path[0])
            fail_msg("%s was taken for a journal", list[i].file_name);
    journal_found_free(list, count);
    assert_int_equal(count_found(draft_path), 1);
    assert_int_equal(scratch_n_entries("state/nianbao/journal"),
                     1 + (int)(sizeof names / sizeof names[0]));
}

/* Two paths may have one key: the journal says which draft it is of. */
static void test_journal_of_another_draft(void **state)
{
    (void)state;
    char key[17], name[100], other[120];
    leave_journal();
    snprintf(other, sizeof other, "%s/b.ini", scratch);
    statedir_key_of_path(other, key);
    snprintf(name, sizeof name, "state/nianbao/journal/%s.boot.1", key);
    move(leave_journal(), name);
    assert_int_equal(count_found(other), 0);
    assert_true(S_ISREG(scratch_mode(name)));
}

static void test_journal_of_another_user(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    const char *name = leave_journal();
    assert_int_equal(chown(scratch_path(name), 1, 1), 0);
    assert_int_equal(count_found(draft_path), 0);
    assert_true(S_ISREG(scratch_mode(name)));
}

/* A session may just be about to write its first record: a blank file is left alone for a day. */
static void test_blank_files(void **state)
{
    (void)state;
    const char *name = leave_journal();
    scratch_write(name, "", 0600);
    assert_int_equal(count_found(draft_path), 0);
    assert_true(S_ISREG(scratch_mode(name)));
    clock_ahead_s = 2 * 24 * 60 * 60;
    assert_int_equal(count_found(draft_path), 0);
    assert_int_equal(scratch_mode(name), 0);
}

/* The folder of choice was not there at first: the session leaves parts of one name in two places.
 */
static struct journal_found *leave_parts(void)
{
    struct journal_found *list;
    scratch_write("state", "", 0600);
    pid_t pid = fork();
    if (pid == 0) {
        struct journal *journal = journal_open(draft_path, 1);
        type(journal);
        unlink(scratch_path("state"));
        type(journal);
        scratch_count_coverage();
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_int_equal(journal_find(draft_path, &list), 1);
    return list;
}

static void test_removing_parts(void **state)
{
    (void)state;
    struct journal_found *list = leave_parts();
    interrupted_unlink = 2;
    assert_true(journal_found_remove(list, NULL));
    assert_int_equal(interrupted_unlink, 0);
    assert_int_equal(
        scratch_n_entries("state/nianbao/journal") + scratch_n_entries(".nianbao/journal"), 0);
    assert_true(journal_found_remove(list, NULL)); /* somebody else was quicker */
    journal_found_free(list, 1);
}

static void test_part_of_a_living_session_is_left(void **state)
{
    (void)state;
    struct journal_found *list = leave_parts();
    char name[320];
    snprintf(name, sizeof name, ".nianbao/journal/%.200s", list->file_name);
    int living = open(scratch_path(name), O_RDWR);
    assert_int_equal(lock_try_fd(living), 0);
    assert_true(journal_found_remove(list, NULL));
    assert_true(S_ISREG(scratch_mode(name)));
    close(living);
    journal_found_free(list, 1);
}

static void test_journal_that_cannot_be_removed(void **state)
{
    (void)state;
    struct journal_found *list;
    struct err err = {0};
    const char *name = leave_journal();
    assert_int_equal(journal_find(draft_path, &list), 1);
    assert_int_equal(unlink(scratch_path(name)), 0);
    assert_int_equal(mkdir(scratch_path(name), 0700), 0);
    assert_false(journal_found_remove(list, &err));
    assert_true(err.text[0]);
    journal_found_free(list, 1);
}

/* ---- records ---- */

enum { FRAME_BYTES = 8, KIND_OFFSET = FRAME_BYTES + 16, KEY_OFFSET = FRAME_BYTES + 29 };

/* Writes length and checksum anew: what follows is damage that they do not show. */
static void seal(struct strbuf *record)
{
    size_t body_len = record->len - FRAME_BYTES;
    uint32_t stored_len = htole32((uint32_t)body_len);
    memcpy(record->data, &stored_len, 4);
    uint32_t crc =
        htole32(crc32_add(crc32_add(0, record->data, 4), record->data + FRAME_BYTES, body_len));
    memcpy(record->data + 4, &crc, 4);
}

static void test_records_that_are_wrong_inside(void **state)
{
    (void)state;
    enum damage {
        NONE,
        KIND,
        KEY_WITHOUT_END,
        KEY_TOO_LONG,
        KEY_ENDS_EARLY,
        BYTE_TOO_MANY,
        BYTE_TOO_FEW
    };
    static const char *const names[] = {"none",         "kind",           "key without end",
                                        "key too long", "key ends early", "byte too many",
                                        "byte too few"};
    for (enum damage damage = NONE; damage <= BYTE_TOO_FEW; damage++) {
        struct journal_op op = {.kind = JOURNAL_EDIT,
                                .key = "key",
                                .inserted = "x",
                                .inserted_len = 1},
                          parsed;
        struct strbuf record = STRBUF_INIT;
        journal_record_add(&record, &op);
        if (damage == KIND)
            record.data[KIND_OFFSET] = JOURNAL_N_KINDS;
        else if (damage == KEY_WITHOUT_END)
            record.data[KEY_OFFSET + 4 + 3] = 'x';
        else if (damage == KEY_TOO_LONG)
            record.data[KEY_OFFSET] = 120;
        else if (damage == KEY_ENDS_EARLY)
            record.data[KEY_OFFSET + 4 + 1] = '\0';
        else if (damage == BYTE_TOO_MANY)
            strbuf_add_byte(&record, 'x');
        else if (damage == BYTE_TOO_FEW)
            strbuf_truncate(&record, record.len - 1);
        seal(&record);
        size_t len = journal_record_parse(record.data, record.len, &parsed);
        if (len != (damage == NONE ? record.len : 0))
            fail_msg("%s: %zu bytes of %zu", names[damage], len, record.len);
        strbuf_release(&record);
    }
}

/* Long texts cut and pasted all day, and never saved. */
static void test_a_very_long_journal_is_found(void **unused)
{
    (void)unused;
    enum { TEXT_BYTES = 1024 * 1024, N_TEXTS = 66 };
    static char text[TEXT_BYTES];
    memset(text, 'x', TEXT_BYTES);
    struct journal *journal = journal_open(draft_path, 1);
    struct journal_op op = {
        .kind = JOURNAL_EDIT, .key = "overview", .inserted = text, .inserted_len = TEXT_BYTES};
    for (int i = 0; i < N_TEXTS; i++) {
        journal_append(journal, &op);
        journal_commit(journal);
    }
    journal_close(journal, true);
    assert_int_equal(count_found(draft_path), 1);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(test_names_that_are_no_journals),
        IN_SCRATCH(test_journal_of_another_draft),
        IN_SCRATCH(test_journal_of_another_user),
        IN_SCRATCH(test_blank_files),
        IN_SCRATCH(test_removing_parts),
        IN_SCRATCH(test_part_of_a_living_session_is_left),
        IN_SCRATCH(test_journal_that_cannot_be_removed),
        IN_SCRATCH(test_a_very_long_journal_is_found),
        cmocka_unit_test(test_records_that_are_wrong_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
