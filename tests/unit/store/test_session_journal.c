/* SPDX-License-Identifier: MIT */
/* Journals that are whole and do not fit: changes of fields that cannot be, at places that are not
 * there, copies of the draft that cannot be read. What comes before such a change is offered, what
 * follows it is not, and nothing is lost for nianbao recover. */
#include <glob.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "forms/files/journal.h"
#include "tests/support/session_support.h"

/* The draft whose overview is 原文, and what it is when read. */
static struct file_stamp make_draft(void)
{
    struct session *session = open_it("a.ini");
    struct safefile file;
    struct file_stamp stamp;
    type_text(session, "overview", "原文");
    save_it(session);
    session_close(session, true);
    assert_true(safefile_open(&file, scratch_path("a.ini"), NULL));
    assert_true(safefile_stamp(&file, 1000000, &stamp, NULL));
    safefile_close(&file);
    return stamp;
}

static struct journal *begin_journal(uint32_t crc)
{
    char *path = realpath(scratch_path("a.ini"), NULL);
    struct journal *journal = journal_open(path, crc);
    free(path);
    return journal;
}

static void add_change(struct journal *journal, const char *key, size_t offset, const char *removed,
                       const char *inserted, size_t inserted_len)
{
    struct journal_op op = {.kind = JOURNAL_EDIT,
                            .key = key,
                            .offset = offset,
                            .removed = removed,
                            .removed_len = strlen(removed),
                            .inserted = inserted,
                            .inserted_len = inserted_len,
                            .group = 1};
    journal_append(journal, &op);
}

static void changes_that_do_not_fit(void **state)
{
    (void)state;
    static const struct {
        const char *what, *key;
        size_t offset;
        const char *removed, *inserted;
        size_t inserted_len; /* 0: strlen() */
        bool fits;
    } rows[] = {
        {"fits", "overview", 3, "文", "本", 0, true},
        {"fits at the end", "overview", 6, "", "。", 0, true},
        {"key that cannot be written", "我的", 0, "", "x", 0, false},
        {"NUL", "overview", 0, "", "a\0b", 3, false},
        {"no UTF-8", "overview", 0, "", "\xE6\x96", 2, false},
        {"inside a character", "overview", 1, "", "x", 0, false},
        {"behind the end", "overview", 7, "", "x", 0, false},
        {"more removed than there is", "overview", 3, "文。", "", 0, false},
        {"other text removed", "overview", 3, "义", "", 0, false},
        {"half a character removed", "overview", 3, "\xE6", "", 0, false},
        {"field that is empty", "problems", 0, "原", "", 0, false},
    };
    struct file_stamp stamp = make_draft();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct journal *journal = begin_journal(stamp.crc);
        size_t len = rows[i].inserted_len ? rows[i].inserted_len : strlen(rows[i].inserted);
        add_change(journal, "report.phone", 0, "", "110", 3);
        add_change(journal, rows[i].key, rows[i].offset, rows[i].removed, rows[i].inserted, len);
        add_change(journal, "report.phone", 3, "", "119", 3);
        journal_close(journal, true);
        struct session *session = open_it("a.ini");
        if (session_n_recoveries(session) != 1)
            fail_msg("%s: %zu offered", rows[i].what, session_n_recoveries(session));
        const struct session_recovery *recovery = session_recovery(session, 0);
        const char *phone = "";
        for (size_t item = 0; item < recovery->n_items; item++)
            if (strcmp(recovery->items[item].key, "report.phone") == 0)
                phone = recovery->items[item].recovered;
        if (recovery->is_damaged == rows[i].fits ||
            strcmp(phone, rows[i].fits ? "110119" : "110") != 0)
            fail_msg("%s: damaged %d, the telephone number is \"%s\"", rows[i].what,
                     recovery->is_damaged, phone);
        assert_true(session_recovery_drop(session, 0, NULL));
        session_close(session, false);
    }
}

/* Not even the first change fits: there is nothing to take, but that work was lost is said; and
 * where the journal cannot be removed, that is, too. */
static void journal_without_a_change_that_fits(void **state)
{
    (void)state;
    struct file_stamp stamp = make_draft();
    struct journal *journal = begin_journal(stamp.crc);
    struct err err = {0};
    add_change(journal, "overview", 1, "", "x", 1);
    journal_close(journal, true);
    char pattern[200];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/state/nianbao/journal/*", scratch);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    struct session *session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    assert_true(session_recovery(session, 0)->is_damaged);
    assert_int_equal(session_recovery(session, 0)->n_items, 0);
    assert_int_equal(unlink(found.gl_pathv[0]), 0);
    assert_int_equal(mkdir(found.gl_pathv[0], 0700), 0);
    assert_false(session_recovery_drop(session, 0, &err));
    assert_true(err.text[0]);
    assert_int_equal(session_n_recoveries(session), 1);
    assert_int_equal(rmdir(found.gl_pathv[0]), 0);
    assert_true(session_recovery_drop(session, 0, &err));
    globfree(&found);
    session_close(session, false);
}

/* A journal begins with two copies of the draft: as it was saved, and as it is. */
static void copies_that_cannot_be_read(void **state)
{
    (void)state;
    struct file_stamp stamp = make_draft();
    struct strbuf good = STRBUF_INIT;
    struct session *session = open_it("a.ini");
    type_text(session, "overview", "新文");
    draftfile_write_exact(session_draft(session), &good);
    session_close(session, false);
    for (int first_is_good = 0; first_is_good < 2; first_is_good++)
        for (int second = 0; second < 3; second++) { /* none, damaged, good */
            struct strbuf copies = STRBUF_INIT;
            strbuf_add(&copies, good.data, first_is_good ? good.len : good.len / 2);
            if (second)
                strbuf_add_byte(&copies, '\0');
            if (second)
                strbuf_add(&copies, good.data, second == 2 ? good.len : good.len / 2);
            bool is_good = first_is_good && second == 2;
            struct journal *journal = begin_journal(stamp.crc);
            journal_checkpoint(journal, copies.data, copies.len);
            add_change(journal, "report.phone", 0, "", "110", 3);
            journal_close(journal, true);
            session = open_it("a.ini");
            if (session_n_recoveries(session) != is_good ||
                scratch_n_entries("state/nianbao/journal") != 2)
                fail_msg("first %d, second %d: %zu offered, %d journals", first_is_good, second,
                         session_n_recoveries(session), scratch_n_entries("state/nianbao/journal"));
            session_close(session, false);
            struct journal_found *list;
            char *path = realpath(scratch_path("a.ini"), NULL);
            assert_int_equal(journal_find(path, &list), 1);
            assert_true(journal_found_remove(list, NULL));
            journal_found_free(list, 1);
            free(path);
            strbuf_release(&copies);
        }
    strbuf_release(&good);
}

static int n_journals(void) { return scratch_n_entries("state/nianbao/journal"); }

/* Of another version of the file, or damaged from the start: there is nothing to offer, and it is
 * kept. */
static void journals_that_offer_nothing(void **state)
{
    (void)state;
    for (int is_damaged = 0; is_damaged < 2; is_damaged++) {
        struct file_stamp stamp = make_draft();
        struct journal *journal = begin_journal(stamp.crc + !is_damaged);
        add_change(journal, "report.phone", 0, "", "110", 3);
        journal_close(journal, true);
        char pattern[200];
        glob_t found;
        snprintf(pattern, sizeof pattern, "%s/state/nianbao/journal/*", scratch);
        assert_int_equal(glob(pattern, 0, NULL, &found), 0);
        if (is_damaged)
            assert_int_equal(truncate(found.gl_pathv[0], 5), 0);
        struct session *session = open_it("a.ini");
        assert_int_equal(session_n_recoveries(session), 0);
        assert_int_equal(n_journals(), 2);
        session_close(session, true);
        assert_int_equal(unlink(found.gl_pathv[0]), 0);
        globfree(&found);
    }
}

/* A session that types a text and dies. */
static void leave_session(const char *key, const char *text)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct session *session = open_it("a.ini");
        type_text(session, key, text);
        session_flush(session);
        scratch_count_coverage();
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

/* Somebody has put it into the file meanwhile: nothing to ask, and the journal goes. */
static void what_is_in_the_file_is_not_offered(void **state)
{
    (void)state;
    static const struct {
        const char *key, *typed, *in_file;
    } rows[] = {{"report.phone", "110", "110"}, {"overview", "同\n原文", "同\n原文\n后"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        make_draft();
        leave_session(rows[i].key, rows[i].typed);
        overwrite("a.ini", rows[i].key, rows[i].in_file);
        struct session *session = open_it("a.ini");
        if (session_n_recoveries(session) || n_journals() != 1)
            fail_msg("%s: %zu offered, %d journals", rows[i].key, session_n_recoveries(session),
                     n_journals());
        session_close(session, true);
    }
}

static bool no_room_is_left(rlim_t n_bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = n_bytes;
    return setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

/* The old journal is the only place on a disk that holds the text as long as the own one cannot be
 * written. */
static void old_journal_stays_where_the_disk_is_full(void **state)
{
    (void)state;
    make_draft();
    leave_session("report.phone", "110");
    struct session *session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    assert_true(no_room_is_left(0));
    session_recovery_apply(session, 0, NULL);
    assert_true(session_unprotected_reason(session)[0]);
    assert_true(no_room_is_left(RLIM_INFINITY));
    assert_string_equal(text_in(session, "report.phone"), "110");
    assert_int_equal(n_journals(), 2);
    session_close(session, false);
    session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    session_close(session, false);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(changes_that_do_not_fit),
        IN_SCRATCH(journal_without_a_change_that_fits),
        IN_SCRATCH(copies_that_cannot_be_read),
        IN_SCRATCH(journals_that_offer_nothing),
        IN_SCRATCH(what_is_in_the_file_is_not_offered),
        IN_SCRATCH(old_journal_stays_where_the_disk_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
