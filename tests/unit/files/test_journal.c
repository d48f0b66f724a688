/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "forms/files/journal.h"
#include "locale/mem.h"
#include "tests/support/scratch.h"

/* In the scratch folder, so that it is this test's own in the place of last resort, too, which lies
 * outside. */
static char draft_path[100];

static int setup(void **state)
{
    if (scratch_setup(state) < 0)
        return -1;
    snprintf(draft_path, sizeof draft_path, "%s/年报/a.ini", scratch);
    return 0;
}

static struct journal_op edit_op(const char *key, size_t offset, const char *removed,
                                 const char *inserted)
{
    return (struct journal_op){
        .kind = JOURNAL_EDIT,
        .key = key,
        .offset = offset,
        .removed = removed,
        .removed_len = strlen(removed),
        .inserted = inserted,
        .inserted_len = strlen(inserted),
        .group = 7,
    };
}

static void type(struct journal *journal, const char *key, size_t offset, const char *removed,
                 const char *inserted)
{
    struct journal_op op = edit_op(key, offset, removed, inserted);
    journal_append(journal, &op);
}

/* What a replay hands over, one line an operation. */
static bool note(const struct journal_op *op, void *context)
{
    static const char letters[] = "-EURCS";
    strbuf_addf(context, "%c %s %zu -%.*s +%.*s\n", letters[op->kind], op->key, op->offset,
                (int)op->removed_len, op->removed ? op->removed : "", (int)op->inserted_len,
                op->inserted ? op->inserted : "");
    return true;
}

static char *replay_all(const struct journal_found *found)
{
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    if (!journal_replay(found, note, &text, NULL, &err))
        fail_msg("%s", err.text);
    return strbuf_steal(&text);
}

/* Runs the session in a process of its own, which dies without a word at its end. */
static void in_killed_process(void (*session)(void))
{
    pid_t pid = fork();
    if (pid == 0) {
        session();
        scratch_count_coverage();
        kill(getpid(), SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* How many journals of this draft a search for all finds. */
static size_t n_found_among_all(void)
{
    struct journal_found *list;
    size_t count = journal_find(NULL, &list), n_mine = 0;
    for (size_t i = 0; i < count; i++)
        n_mine += strcmp(list[i].draft_path, draft_path) == 0;
    journal_found_free(list, count);
    return n_mine;
}

static void types_three_keys(void)
{
    struct journal *journal = journal_open(draft_path, 0x1234);
    if (journal_state(journal) != JOURNAL_PROTECTED || journal_n_unsaved(journal) != 0)
        _exit(1);
    type(journal, "report.unit", 0, "", "官");
    type(journal, "report.unit", 3, "", "庄");
    if (journal_commit(journal) != JOURNAL_PROTECTED)
        _exit(1);
    type(journal, "disclosure.rules.made", 0, "10", "2");
    journal_commit(journal);
    type(journal, "never", 0, "", "shown"); /* not committed, so not on the screen either */
}

static void test_killed_session_is_found_and_replayed(void **state)
{
    (void)state;
    in_killed_process(types_three_keys);
    struct journal_found *list;
    size_t n_ops;
    assert_int_equal(journal_find("/other/a.ini", &list), 0);
    journal_found_free(list, 0);
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    assert_string_equal(list[0].draft_path, draft_path);
    assert_int_equal(list[0].base_crc, 0x1234);
    assert_int_equal(list[0].n_good, 4);
    assert_int_equal(list[0].n_unsaved, 3);
    assert_false(list[0].is_damaged);
    assert_false(list[0].has_checkpoint);
    assert_true(list[0].user[0]);
    assert_true(list[0].last_ms >= list[0].started_ms);
    char *text = replay_all(&list[0]);
    assert_string_equal(
        text, "E report.unit 0 - +官\nE report.unit 3 - +庄\nE disclosure.rules.made 0 -10 +2\n");
    free(text);
    struct strbuf ignored = STRBUF_INIT;
    assert_true(journal_replay(&list[0], note, &ignored, &n_ops, NULL));
    assert_int_equal(n_ops, 3);
    strbuf_release(&ignored);

    /* Who holds it is the only one to be offered it; who only lists what there is does not hold it.
     */
    assert_int_equal(n_found_among_all(), 0);
    journal_found_free(list, count);
    assert_int_equal(n_found_among_all(), 1);
    struct journal_found *all;
    size_t n_all = journal_find(NULL, &all);
    count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    journal_found_free(all, n_all);
    assert_true(journal_found_remove(&list[0], NULL));
    journal_found_free(list, count);
    assert_int_equal(n_found_among_all(), 0);
    assert_int_equal(scratch_n_entries("state/nianbao/journal"), 0);
}

static void test_living_session_is_not_offered(void **state)
{
    (void)state;
    struct journal *journal = journal_open(draft_path, 0);
    type(journal, "k", 0, "", "x");
    journal_commit(journal);
    struct journal_found *list;
    assert_int_equal(journal_find(draft_path, &list), 0);
    journal_found_free(list, 0);
    journal_close(journal, true);
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    journal_found_free(list, count);
}

static void saves_in_between(void)
{
    struct journal *journal = journal_open(draft_path, 1);
    type(journal, "k", 0, "", "saved");
    journal_commit(journal);
    if (journal_saved(journal, 2) != JOURNAL_PROTECTED || journal_n_unsaved(journal) != 0)
        _exit(1);
    type(journal, "k", 5, "", " and more");
    journal_commit(journal);
}

static void test_only_changes_after_the_last_save_are_unsaved(void **state)
{
    (void)state;
    in_killed_process(saves_in_between);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].base_crc, 2);
    assert_int_equal(list[0].n_unsaved, 1);
    char *text = replay_all(&list[0]);
    assert_string_equal(text, "E k 5 - + and more\n");
    free(text);
    journal_found_free(list, count);
}

static void saves_at_the_end(void)
{
    struct journal *journal = journal_open(draft_path, 1);
    type(journal, "k", 0, "", "saved");
    journal_saved(journal, 2);
}

static void test_nothing_unsaved_is_cleared_away(void **state)
{
    (void)state;
    in_killed_process(saves_at_the_end);
    assert_int_equal(scratch_n_entries("state/nianbao/journal"), 1);
    assert_int_equal(n_found_among_all(), 0);
    assert_int_equal(scratch_n_entries("state/nianbao/journal"), 0);
}

static void test_close(void **state)
{
    (void)state;
    static const struct {
        bool types, keep;
        int n_files;
    } rows[] = {{false, false, 0}, {false, true, 0}, {true, false, 0}, {true, true, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct journal *journal = journal_open(draft_path, 0);
        if (rows[i].types)
            type(journal, "k", 0, "", "x");
        journal_close(journal, rows[i].keep);
        if (scratch_n_entries("state/nianbao/journal") != rows[i].n_files)
            fail_msg("row %zu: %d files", i, scratch_n_entries("state/nianbao/journal"));
    }
    journal_close(NULL, true);
}

/* Two drafts, or one twice, in one process or after a process of the same number: each has a file
 * of its own. */
static void test_names_do_not_collide(void **state)
{
    (void)state;
    struct journal *journals[3];
    for (size_t i = 0; i < 3; i++) {
        journals[i] = journal_open(draft_path, 0);
        type(journals[i], "k", 0, "", "x");
        assert_int_equal(journal_commit(journals[i]), JOURNAL_PROTECTED);
    }
    for (size_t i = 0; i < 3; i++)
        journal_close(journals[i], true);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 3);
    journal_found_free(list, count);
}

static void writes_checkpoints(void)
{
    struct journal *journal = journal_open(draft_path, 1);
    if (!journal_wants_checkpoint(journal))
        _exit(1);
    journal_checkpoint(journal, "first image", 11);
    if (journal_wants_checkpoint(journal))
        _exit(1);
    char *long_text = memset(xmalloc(40001), 'x', 40000);
    long_text[40000] = '\0';
    type(journal, "k", 0, "", long_text);
    if (journal_wants_checkpoint(journal))
        _exit(1);
    type(journal, "k", 0, long_text, "");
    if (!journal_wants_checkpoint(journal))
        _exit(1);
    journal_checkpoint(journal, "second", 6);
    type(journal, "k", 0, "", "last");
    journal_sync(journal);
    if (journal_is_dirty(journal) || journal_n_unsaved(journal) != 3)
        _exit(1);
}

static void test_replay_begins_at_the_last_checkpoint(void **state)
{
    (void)state;
    in_killed_process(writes_checkpoints);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    assert_true(list[0].has_checkpoint);
    assert_int_equal(list[0].n_unsaved, 3);
    char *text = replay_all(&list[0]);
    assert_string_equal(text, "C  0 - +second\nE k 0 - +last\n");
    free(text);
    journal_found_free(list, count);
}

static void test_apply(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t offset;
        const char *removed, *inserted, *result; /* NULL: does not fit */
    } rows[] = {
        {"", 0, "", "一", "一"},     {"abc", 1, "b", "", "ac"},       {"abc", 3, "", "d", "abcd"},
        {"abc", 0, "abc", "x", "x"}, {"abc", 4, "", "x", NULL},       {"abc", 2, "cd", "x", NULL},
        {"abc", 1, "x", "y", NULL},  {"abc", SIZE_MAX, "", "", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_add_str(&text, rows[i].text);
        struct journal_op op = edit_op("k", rows[i].offset, rows[i].removed, rows[i].inserted);
        bool fits = journal_apply(&text, &op);
        const char *expected = rows[i].result ? rows[i].result : rows[i].text;
        if (fits != (rows[i].result != NULL) || strcmp(text.data, expected) != 0)
            fail_msg("row %zu: fits %d, \"%s\", expected \"%s\"", i, fits, text.data, expected);
        strbuf_release(&text);
    }
}

/* The one journal file in the folder, as bytes; its name is put back by write_journal(). */
static char journal_name[280];

static void read_journal(struct strbuf *bytes)
{
    DIR *folder = opendir(scratch_path("state/nianbao/journal"));
    assert_non_null(folder);
    struct dirent *entry;
    while ((entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            snprintf(journal_name, sizeof journal_name, "state/nianbao/journal/%s", entry->d_name);
    closedir(folder);
    FILE *file = fopen(scratch_path(journal_name), "r");
    int c;
    while ((c = getc(file)) != EOF)
        strbuf_add_byte(bytes, (char)c);
    fclose(file);
}

static void write_journal(const char *bytes, size_t len)
{
    FILE *file = fopen(scratch_path(journal_name), "w");
    fwrite(bytes, 1, len, file);
    fclose(file);
}

static void types_many_keys(void)
{
    struct journal *journal = journal_open(draft_path, 0x55);
    journal_checkpoint(journal, "[report]\nunit = \"\"\n", 19);
    for (size_t i = 0; i < 8; i++)
        type(journal, "report.unit", 3 * i, "", "字");
    struct journal_op undo = edit_op("report.unit", 21, "字", "");
    undo.kind = JOURNAL_UNDO;
    journal_append(journal, &undo);
    journal_saved(journal, 0x66);
    for (size_t i = 0; i < 6; i++)
        type(journal, "requests.received.natural_person", i, "", "7");
    journal_commit(journal);
}

/* What is offered from the damaged bytes must be a beginning of what was typed, and unless the cut
 * lies exactly between two records it must say that something is missing. complaint: NULL or why
 * that is not so. */
static const char *complaint_about(const char *whole_text, size_t n_whole, bool may_be_silent)
{
    static char why[1000];
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    why[0] = '\0';
    if (count == 0) {
        if (!may_be_silent)
            snprintf(why, sizeof why, "nothing is offered");
    } else {
        char *text = replay_all(&list[0]);
        bool all = list[0].n_good == n_whole;
        if (!all && !list[0].is_damaged && !may_be_silent)
            snprintf(why, sizeof why, "%zu of %zu records and no sign of it", list[0].n_good,
                     n_whole);
        else if (list[0].base_crc == 0x66 && strncmp(text, whole_text, strlen(text)) != 0)
            snprintf(why, sizeof why, "other text: %.200s", text);
        else if (list[0].base_crc != 0x66 && list[0].base_crc != 0x55 && list[0].n_good)
            snprintf(why, sizeof why, "base %x", list[0].base_crc);
        free(text);
    }
    journal_found_free(list, count);
    return why[0] ? why : NULL;
}

static void test_every_cut_and_every_flipped_bit(void **state)
{
    (void)state;
    enum { N_RECORDS = 1 + 1 + 8 + 1 + 1 + 6 };
    in_killed_process(types_many_keys);
    struct strbuf bytes = STRBUF_INIT;
    read_journal(&bytes);
    struct journal_found *list;
    assert_int_equal(journal_find(draft_path, &list), 1);
    assert_int_equal(list[0].n_good, N_RECORDS);
    char *whole = replay_all(&list[0]);
    journal_found_free(list, 1);
    size_t n_silent = 0;
    for (size_t len = 0; len < bytes.len; len++) {
        write_journal(bytes.data, len);
        bool silent = complaint_about(whole, N_RECORDS, false) != NULL;
        n_silent += silent;
        write_journal(bytes.data, len);
        const char *why = complaint_about(whole, N_RECORDS, silent);
        if (why)
            fail_msg("cut at %zu of %zu: %s", len, bytes.len, why);
    }
    /* Nothing at all, and behind each whole record but the last: there the session could have ended
     * as well. */
    assert_int_equal(n_silent, 1 + N_RECORDS - 1);
    for (size_t bit = 0; bit < 8 * bytes.len; bit++) {
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
        write_journal(bytes.data, bytes.len);
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
        const char *why = complaint_about(whole, N_RECORDS, false);
        if (why)
            fail_msg("bit %zu of byte %zu of %zu: %s", bit % 8, bit / 8, bytes.len, why);
    }
    free(whole);
    strbuf_release(&bytes);
}

static void test_foreign_bytes(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x", "nbjrnl1\n", "nbjrnl1\n\xff\xff\xff\xff\xff\xff\xff\xff",
        "nbjrnl1\n\x01\x01\x01\x01zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"};
    in_killed_process(types_three_keys);
    struct strbuf bytes = STRBUF_INIT;
    read_journal(&bytes);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        write_journal(texts[i], strlen(texts[i]));
        struct journal_found *list;
        size_t count = journal_find(draft_path, &list);
        assert_int_equal(count, 1);
        assert_true(list[0].is_damaged);
        assert_int_equal(list[0].n_good, 0);
        journal_found_free(list, count);
    }
    strbuf_release(&bytes);
}

static bool refuse(const struct journal_op *op, void *context)
{
    size_t *left = context;
    (void)op;
    return (*left)-- > 0;
}

static void test_replay_stops_where_it_does_not_fit(void **state)
{
    (void)state;
    in_killed_process(types_three_keys);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list), n_left = 2, n_ops;
    struct err err = {0};
    assert_int_equal(count, 1);
    assert_false(journal_replay(&list[0], refuse, &n_left, &n_ops, &err));
    assert_int_equal(n_ops, 2);
    assert_non_null(strstr(err.text, "3"));
    journal_found_free(list, count);
}

/* ---- when the disk is full ---- */

static void limit_file_size(rlim_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/* No place at all, then room again: nothing of what was typed meanwhile may be missing. */
static void runs_out_of_room(void)
{
    struct journal *journal = journal_open(draft_path, 1);
    type(journal, "k", 0, "", "a");
    journal_commit(journal);
    limit_file_size(300);
    char longer[] = "0123456789012345678901234567890123456789012345678901234567890123456789";
    for (int i = 0; i < 5; i++) {
        type(journal, "k", 0, "", longer);
        journal_commit(journal);
    }
    if (journal_state(journal) != JOURNAL_UNPROTECTED || !journal_reason(journal)[0])
        _exit(1);
    limit_file_size(RLIM_INFINITY);
    type(journal, "k", 0, "", "z");
    if (journal_commit(journal) != JOURNAL_PROTECTED || journal_reason(journal)[0])
        _exit(2);
}

static void test_unprotected_then_room_again(void **state)
{
    (void)state;
    in_killed_process(runs_out_of_room);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].place, STATEDIR_STATE);
    assert_false(list[0].is_damaged);
    assert_int_equal(list[0].n_unsaved, 7);
    assert_true(journal_found_remove(&list[0], NULL));
    journal_found_free(list, count);
}

/* The first place is no folder that can be used: the second takes over, and what is found there is
 * the same. */
static void types_elsewhere(void)
{
    struct journal *journal = journal_open(draft_path, 1);
    type(journal, "k", 0, "", "a");
    if (journal_commit(journal) != JOURNAL_ELSEWHERE || !journal_reason(journal)[0])
        _exit(1);
    journal_sync(journal);
}

static void test_second_place(void **state)
{
    (void)state;
    scratch_write("state", "a file where a folder should be", 0600);
    in_killed_process(types_elsewhere);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].place, STATEDIR_HOME);
    assert_int_equal(list[0].n_unsaved, 1);
    journal_found_free(list, count);
}

/* The folder of the first place becomes usable in the middle of a session: the journal returns to
 * it, whole, and after the next sync nothing is left in the other place. */
static void returns_home(void)
{
    struct journal *journal = journal_open(draft_path, 1);
    type(journal, "k", 0, "", "a");
    if (journal_commit(journal) != JOURNAL_ELSEWHERE)
        _exit(1);
    unlink(scratch_path("state"));
    type(journal, "k", 1, "", "b");
    if (journal_commit(journal) != JOURNAL_PROTECTED)
        _exit(2);
    if (scratch_n_entries(".nianbao/journal") != 1)
        _exit(3);
    if (journal_sync(journal) != JOURNAL_PROTECTED || scratch_n_entries(".nianbao/journal") != 0)
        _exit(4);
}

static void test_journal_returns_to_the_first_place(void **state)
{
    (void)state;
    scratch_write("state", "", 0600);
    in_killed_process(returns_home);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].place, STATEDIR_STATE);
    assert_int_equal(list[0].n_unsaved, 2);
    journal_found_free(list, count);
}

/* Killed between the two: one journal is offered, the later one, and both go together. */
static void has_parts_in_two_places(void)
{
    struct journal *journal = journal_open(draft_path, 1);
    type(journal, "k", 0, "", "a");
    journal_commit(journal);
    unlink(scratch_path("state"));
    type(journal, "k", 1, "", "b");
    journal_commit(journal);
}

static void test_parts_in_two_places_are_one_journal(void **state)
{
    (void)state;
    scratch_write("state", "", 0600);
    in_killed_process(has_parts_in_two_places);
    struct journal_found *list;
    size_t count = journal_find(draft_path, &list);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].n_unsaved, 2);
    assert_true(journal_found_remove(&list[0], NULL));
    journal_found_free(list, count);
    assert_int_equal(scratch_n_entries(".nianbao/journal"), 0);
    assert_int_equal(scratch_n_entries("state/nianbao/journal"), 0);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(test_killed_session_is_found_and_replayed),
        IN_SCRATCH(test_living_session_is_not_offered),
        IN_SCRATCH(test_only_changes_after_the_last_save_are_unsaved),
        IN_SCRATCH(test_nothing_unsaved_is_cleared_away),
        IN_SCRATCH(test_close),
        IN_SCRATCH(test_names_do_not_collide),
        IN_SCRATCH(test_replay_begins_at_the_last_checkpoint),
        cmocka_unit_test(test_apply),
        IN_SCRATCH(test_every_cut_and_every_flipped_bit),
        IN_SCRATCH(test_foreign_bytes),
        IN_SCRATCH(test_replay_stops_where_it_does_not_fit),
        IN_SCRATCH(test_unprotected_then_room_again),
        IN_SCRATCH(test_second_place),
        IN_SCRATCH(test_journal_returns_to_the_first_place),
        IN_SCRATCH(test_parts_in_two_places_are_one_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
