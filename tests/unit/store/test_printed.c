/* SPDX-License-Identifier: MIT */
/* The record of a print in the draft: when it is made, when it still holds, what it leaves alone.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "forms/draft/diff.h"
#include "forms/draft/merge.h"
#include "forms/draft/newdraft.h"
#include "forms/files/lock.h"
#include "forms/rollup/figures_scan.h"
#include "forms/store/printed.h"
#include "tests/support/session_support.h"

static const struct date first_day = {2024, 1, 20}, next_day = {2024, 1, 22};

/* A draft of which every cell is filled in, as bytes of its file. */
static void make_file(const char *name)
{
    struct strbuf bytes = STRBUF_INIT;
    struct draft *draft = newdraft_empty("云岫县教育局", 2023);
    newdraft_fill_zero(draft);
    draft_set(draft, draft_find(draft, "overview"), "第一段。\n第二段。");
    draft_set(draft, draft_field(draft, "remarks.disclosure.licences"), "含撤销");
    draft_set(draft, draft_field(draft, "explanations.t2-zero"), "当年没有办理");
    draft_set(draft, draft_field(draft, "report.approved_by"), "王");
    draftfile_write(draft, &bytes);
    scratch_write(name, bytes.data, 0600);
    strbuf_release(&bytes);
    draft_free(draft);
}

static enum printed_state state_of(const char *name, struct date *on)
{
    struct session *session = open_it(name);
    enum printed_state state = printed_state(session_draft(session), on);
    session_close(session, false);
    return state;
}

static enum printed_result print_it(const char *name, struct date today)
{
    struct err err = {0};
    struct session *session = open_it(name);
    enum printed_result result = printed_record_session(session, today, &err);
    session_close(session, false);
    return result;
}

static void what_is_on_paper_counts(void **unused)
{
    (void)unused;
    static const struct {
        const char *key, *text;
        bool is_printed;
    } rows[] = {
        {"report.unit", "云岫县财政局", true},
        {"report.phone", "010-12345678", true},
        {"overview", "第一段。\n第二段", true},
        {"preface", "根据条例编制。", true},
        {"disclosure.licences", "7", true},
        {"requests.received.total", "9", true},
        {"remarks.disclosure.licences", "", true},
        {"remarks.disclosure.fees", "减免", true},
        {"explanations.t2-zero", "另有原因", false},
        {"report.approved_by", "李", false},
        {"report.previous", "2022.ini", false},
        {"import.note_1", "x", false},
        {"carried.requests.carried_in.business", "x", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct date on;
        make_file("a.ini");
        assert_int_equal(print_it("a.ini", first_day), PRINTED_RECORDED);
        if (state_of("a.ini", &on) != PRINTED_CURRENT || date_compare(on, first_day) != 0)
            fail_msg("not printed at first");
        struct session *session = open_it("a.ini");
        struct strbuf before = STRBUF_INIT;
        int field = draft_field(session_draft(session), rows[i].key);
        strbuf_add_str(&before, draft_text(session_draft(session), field));
        type_text(session, rows[i].key, rows[i].text);
        save_it(session);
        session_close(session, false);
        enum printed_state wanted = rows[i].is_printed ? PRINTED_CHANGED : PRINTED_CURRENT;
        if (state_of("a.ini", &on) != wanted || date_compare(on, first_day) != 0)
            fail_msg("%s: %d, wanted %d", rows[i].key, state_of("a.ini", NULL), wanted);
        overwrite("a.ini", rows[i].key, before.data);
        if (state_of("a.ini", NULL) != PRINTED_CURRENT)
            fail_msg("%s was put back, and is not as printed", rows[i].key);
        strbuf_release(&before);
    }
}

static void only_the_record_is_new_in_the_file(void **unused)
{
    (void)unused;
    make_file("a.ini");
    char *before = strdup(scratch_read("a.ini"));
    assert_int_equal(print_it("a.ini", first_day), PRINTED_RECORDED);
    const char *after = scratch_read("a.ini"), *record = strstr(after, "printed = \"2024-01-20 ");
    assert_non_null(record);
    const char *next = strchr(record, '\n') + 1;
    size_t len = (size_t)(record - after), end = (size_t)(strstr(before, "[end]") - before);
    assert_memory_equal(before, after, len);
    assert_memory_equal(before + len, next, end - len);
    /* as it is already: nothing is written, the day stays */
    free(before);
    before = strdup(after);
    assert_int_equal(print_it("a.ini", next_day), PRINTED_RECORDED);
    assert_string_equal(scratch_read("a.ini"), before);
    free(before);
}

static void an_unprinted_draft_says_nothing_of_it(void **unused)
{
    (void)unused;
    make_file("a.ini");
    char *before = strdup(scratch_read("a.ini"));
    struct session *session = open_it("a.ini");
    draft_field(session_draft(session), PRINTED_KEY);
    save_it(session);
    session_close(session, false);
    assert_string_equal(scratch_read("a.ini"), before);
    free(before);
}

static void records_that_are_none(void **unused)
{
    (void)unused;
    static const char *const records[] = {
        "",           "2024-01-20",          "2024-01-20 12345",     "9A3B01CF",
        "x 9A3B01CF", "2024-13-20 9A3B01CF", "2024-01-20 9A3B01CFF", "2024-01-20 9A3B01CF x"};
    struct draft *draft = newdraft_empty("某局", 2023);
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        struct date on = first_day;
        draft_set(draft, draft_field(draft, PRINTED_KEY), records[i]);
        if (printed_state(draft, &on) != PRINTED_NEVER || on.year)
            fail_msg("“%s” is taken for a record", records[i]);
    }
    draft_set(draft, draft_field(draft, PRINTED_KEY), "2024-01-20 9a3b01cf");
    assert_int_equal(printed_state(draft, NULL), PRINTED_CHANGED);
    draft_free(draft);
}

static void unsaved_changes_take_the_record_along(void **unused)
{
    (void)unused;
    struct err err = {0};
    struct edit_place place;
    make_file("a.ini");
    struct session *session = open_it("a.ini");
    type_text(session, "overview", "改过的一段。");
    assert_int_equal(printed_record_session(session, first_day, &err), PRINTED_WITH_NEXT_SAVE);
    assert_null(strstr(scratch_read("a.ini"), "printed ="));
    /* undo takes the operator's change back, not the record */
    assert_true(edit_undo(session_edit(session), &place));
    assert_string_equal(text_in(session, "overview"), "第一段。\n第二段。");
    assert_int_equal(printed_state(session_draft(session), NULL), PRINTED_CHANGED);
    assert_true(edit_redo(session_edit(session), &place));
    save_it(session);
    session_close(session, false);
    assert_int_equal(state_of("a.ini", NULL), PRINTED_CURRENT);
}

/* Reads it, prints it as it were, and puts the record into it. */
static enum printed_result record_file(const char *name, struct date today, struct err *err)
{
    struct stored_draft stored;
    enum printed_result result = PRINTED_NOT_RECORDED;
    if (stored_draft_read(&stored, scratch_path(name), err))
        result = printed_record_stored(&stored, today, err);
    assert_int_equal(stored.draft && printed_state(stored.draft, NULL) == PRINTED_CURRENT,
                     result == PRINTED_RECORDED);
    stored_draft_release(&stored);
    return result;
}

static void where_it_cannot_be_recorded_the_reason_is_said(void **unused)
{
    (void)unused;
    struct err err = {0};
    make_file("a.ini");
    char *before = strdup(scratch_read("a.ini"));
    struct session *holder = open_it("a.ini");
    assert_int_equal(record_file("a.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_non_null(strstr(err.text, "这份草稿"));
    session_close(holder, false);
    assert_string_equal(scratch_read("a.ini"), before);

    struct stored_draft stored;
    assert_true(stored_draft_read(&stored, scratch_path("a.ini"), &err));
    overwrite("a.ini", "overview", "别的内容。");
    err.text[0] = '\0';
    assert_int_equal(printed_record_stored(&stored, first_day, &err), PRINTED_NOT_RECORDED);
    assert_int_equal(printed_state(stored.draft, NULL), PRINTED_NEVER);
    stored_draft_release(&stored);
    assert_non_null(strstr(err.text, "改过"));

    scratch_write("a.ini", before, 0600);
    char *end = strstr(before, "keys = ");
    *end = '\0'; /* [end] without keys and crc: edited by hand */
    scratch_write("b.ini", before, 0600);
    char *by_hand = strdup(scratch_read("b.ini"));
    assert_int_equal(record_file("b.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_non_null(strstr(err.text, "以外"));
    assert_string_equal(scratch_read("b.ini"), by_hand);

    session_close(open_it("a.ini"), false);
    assert_int_equal(record_file("a.ini", first_day, &err), PRINTED_RECORDED);
    assert_int_equal(state_of("a.ini", NULL), PRINTED_CURRENT);
    free(by_hand);
    free(before);
}

static void unsaved_work_of_a_dead_session_stays_recoverable(void **unused)
{
    (void)unused;
    struct err err = {0};
    make_file("a.ini");
    struct session *session = open_it("a.ini");
    type_text(session, "overview", "没有保存的。");
    session_close(session, true);
    assert_int_equal(record_file("a.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_non_null(strstr(err.text, "取回"));
    session = open_it("a.ini");
    assert_int_equal(session_n_recoveries(session), 1);
    assert_int_equal(session_recovery(session, 0)->n_items, 1);
    session_close(session, false);
}

/* What stands in the way of a save, once the draft is open; name is that of its file. */
static void nothing_stands_in_the_way(const char *name) { (void)name; }
static void somebody_saves(const char *name) { overwrite(name, "overview", "别的内容。"); }
static void somebody_deletes(const char *name) { unlink(scratch_path(name)); }
static void somebody_makes_it_a_folder(const char *name)
{
    unlink(scratch_path(name));
    mkdir(scratch_path(name), 0700);
}

static void a_save_that_fails_leaves_no_record(void **unused)
{
    (void)unused;
    static const struct {
        void (*event)(const char *name);
        enum printed_result result;
        const char *reason;
    } rows[] = {
        {nothing_stands_in_the_way, PRINTED_RECORDED, ""},
        {somebody_saves, PRINTED_NOT_RECORDED, "别人保存过"},
        {somebody_deletes, PRINTED_NOT_RECORDED, "不在原处"},
        {somebody_makes_it_a_folder, PRINTED_NOT_RECORDED, "x.ini"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {0};
        make_file("x.ini");
        struct session *session = open_it("x.ini");
        rows[i].event("x.ini");
        enum printed_result result = printed_record_session(session, first_day, &err);
        bool is_recorded = printed_state(session_draft(session), NULL) == PRINTED_CURRENT;
        if (result != rows[i].result || is_recorded != (result == PRINTED_RECORDED) ||
            !strstr(err.text, rows[i].reason))
            fail_msg("row %zu: %d, recorded %d, “%s”", i, result, is_recorded, err.text);
        session_close(session, false);
    }
    rmdir(scratch_path("x.ini"));
}

static void a_draft_that_cannot_be_opened_for_writing_is_left_alone(void **unused)
{
    (void)unused;
    struct err err = {0};
    make_file("a.ini");
    char *text = strdup(scratch_read("a.ini"));
    struct session *session = open_it("a.ini");
    session_close(session, false);

    int lock_fd = open(scratch_path(".a.ini.lock"), O_RDWR); /* of somebody without a name */
    assert_int_equal(lock_try_fd(lock_fd), 0);
    assert_int_equal(record_file("a.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_non_null(strstr(err.text, "别人 正在修改"));
    assert_int_equal(print_it("a.ini", first_day), PRINTED_NOT_RECORDED);
    close(lock_fd);

    int done[2], ready[2];
    char byte;
    assert_int_equal(pipe(done) | pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) { /* my other window */
        struct session *other = session_open(scratch_path("a.ini"), NULL);
        close(done[1]);
        byte = other && session_access(other) == SESSION_WRITABLE ? 'y' : 'n';
        _exit(write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) != 0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    assert_int_equal(record_file("a.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_non_null(strstr(err.text, "您自己的另一个窗口"));
    for (int i = 0; i < 2; i++) {
        close(done[1 - i]);
        close(ready[i]);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);

    unlink(scratch_path(".a.ini.lock"));
    mkdir(scratch_path(".a.ini.lock"), 0700);
    assert_int_equal(record_file("a.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_string_equal(scratch_read("a.ini"), text);
    rmdir(scratch_path(".a.ini.lock"));

    text[strlen(text) / 2] = '\0';
    scratch_write("cut.ini", text, 0600);
    assert_int_equal(record_file("cut.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_non_null(strstr(err.text, "不完整"));
    assert_string_equal(scratch_read("cut.ini"), text);

    assert_int_equal(record_file("no folder/a.ini", first_day, &err), PRINTED_NOT_RECORDED);
    assert_non_null(strstr(err.text, "no folder"));
    free(text);
}

static void what_is_not_saved_yet_is_recorded_with_it(void **unused)
{
    (void)unused;
    struct err err = {0};
    struct session *session = open_it("new.ini");
    assert_int_equal(printed_record_session(session, first_day, &err), PRINTED_WITH_NEXT_SAVE);
    save_it(session);
    type_text(session, "explanations.t2-zero", "不印");
    assert_int_equal(printed_record_session(session, next_day, &err), PRINTED_WITH_NEXT_SAVE);
    save_it(session);
    session_close(session, false);
    struct date on;
    assert_int_equal(state_of("new.ini", &on), PRINTED_CURRENT);
    assert_int_equal(date_compare(on, first_day), 0);
}

static void nobody_is_asked_about_two_records(void **unused)
{
    (void)unused;
    struct draft *base = newdraft_empty("某局", 2023), *mine = draft_clone(base),
                 *theirs = draft_clone(base);
    struct merge merge;
    draft_set(mine, draft_field(mine, PRINTED_KEY), "2024-01-20 00000001");
    draft_set(theirs, draft_field(theirs, PRINTED_KEY), "2024-01-22 00000000");
    merge_drafts(&merge, base, mine, theirs);
    assert_int_equal(merge.count, 1);
    assert_int_equal(merge.n_conflicts, 0);
    assert_string_equal(merge_item_result(&merge.items[0]), "2024-01-22 00000000");
    merge_release(&merge);
    draft_free(base);
    draft_free(mine);
    draft_free(theirs);
}

static void others_take_no_notice(void **unused)
{
    (void)unused;
    struct strbuf out = STRBUF_INIT;
    struct figures figures = FIGURES_INIT;
    struct figures_scanner *scanner = figures_scanner_new();
    make_file("a.ini");
    make_file("b.ini");
    assert_int_equal(print_it("b.ini", first_day), PRINTED_RECORDED);
    struct session *a = open_it("a.ini"), *b = open_it("b.ini");
    assert_int_equal(diff_drafts(session_draft(a), session_draft(b), &out), 0);
    struct draft *next = newdraft_from_previous(session_draft(b), "b.ini");
    assert_int_equal(draft_find(next, PRINTED_KEY), -1);
    const char *bytes = scratch_read("b.ini");
    assert_true(figures_scan(scanner, bytes, strlen(bytes), &figures));
    draft_free(next);
    session_close(a, false);
    session_close(b, false);
    figures_scanner_free(scanner);
    figures_release(&figures);
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_on_paper_counts, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(only_the_record_is_new_in_the_file, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(an_unprinted_draft_says_nothing_of_it, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(records_that_are_none),
        cmocka_unit_test_setup_teardown(unsaved_changes_take_the_record_along, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(where_it_cannot_be_recorded_the_reason_is_said,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(unsaved_work_of_a_dead_session_stays_recoverable,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_save_that_fails_leaves_no_record, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(a_draft_that_cannot_be_opened_for_writing_is_left_alone,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(what_is_not_saved_yet_is_recorded_with_it, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(nobody_is_asked_about_two_records),
        cmocka_unit_test_setup_teardown(others_take_no_notice, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
