/* SPDX-License-Identifier: MIT */
/* Editing: whatever is done can be undone and redone, an observer that replays what it saw has the
 * same draft, steps are what an operator would call one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/edit.h"
#include "forms/store/draftfile.h"
#include "locale/utf8.h"

static uint64_t seed;
static uint32_t roll(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* Applies what it is told to a draft of its own. */
static void replay(void *context, const struct draft *draft, const struct edit_change *change)
{
    struct draft *copy = context;
    int field = draft_field(copy, draft_key(draft, change->field));
    assert_true(change->offset + change->removed_len <= draft_len(copy, field));
    assert_memory_equal(draft_text(copy, field) + change->offset, change->removed,
                        change->removed_len);
    draft_splice(copy, field, change->offset, change->removed_len, change->inserted,
                 change->inserted_len);
    assert_true(utf8_is_valid(draft_text(copy, field), draft_len(copy, field)));
}

/* A random border between characters. */
static size_t random_border(const char *text, size_t len)
{
    return utf8_clip_bytes(text, len, roll((uint32_t)len + 1));
}

static void random_edit(struct edit *edit)
{
    static const char *const texts[] = {"", "一", "17", "公开", "公告", "é", "a\nb", "𠀀", "。"};
    struct draft *draft = edit_draft(edit);
    const char *text = texts[roll(sizeof texts / sizeof texts[0])];
    int field = roll(3) ? (int)roll(12) : (int)roll((uint32_t)draft_n_fields(draft));
    size_t len = draft_len(draft, field), offset = random_border(draft_text(draft, field), len);
    size_t end = random_border(draft_text(draft, field), len);
    switch (roll(8)) {
    case 0: edit_set(edit, field, text); break;
    case 1:
        edit_splice(edit, field, offset, end > offset ? end - offset : 0, text, strlen(text));
        break;
    case 2: edit_break(edit); break;
    case 3: edit_set(edit, draft_field(draft, "remarks.disclosure.fees"), text); break;
    case 4: {
        edit_begin(edit, "填零");
        for (int i = 0; i < 3; i++)
            edit_set(edit, (int)roll((uint32_t)draft_n_fields(draft)), text);
        edit_end(edit);
        break;
    }
    default: /* typing at the end, or rubbing out there */
        if (roll(3) || !len)
            edit_splice(edit, field, len, 0, text, strlen(text));
        else
            edit_splice(edit, field, utf8_clip_bytes(draft_text(draft, field), len, len - 1),
                        len - utf8_clip_bytes(draft_text(draft, field), len, len - 1), "", 0);
    }
}

static void assert_same(const struct draft *a, const struct draft *b, const char *what)
{
    if (draftfile_n_differences(a, b))
        fail_msg("seed %llu: %s: %zu fields differ", (unsigned long long)seed, what,
                 draftfile_n_differences(a, b));
}

static void random_walks_can_be_undone_and_redone(void **unused)
{
    (void)unused;
    for (uint64_t walk = 1; walk <= 200; walk++) {
        seed = walk * 7919;
        struct draft *draft = draft_new(&format_2021);
        draft_set(draft, draft_find(draft, "overview"), "起初\n就有");
        struct draft *original = draft_clone(draft), *seen = draft_clone(draft);
        struct edit *edit = edit_new(draft);
        struct edit_place place;
        edit_set_observer(edit, replay, seen);
        for (int i = 0; i < 60; i++) {
            uint32_t what = roll(12);
            if (what == 0)
                edit_undo(edit, &place);
            else if (what == 1)
                edit_redo(edit, &place);
            else
                random_edit(edit);
            assert_same(draft, seen, "what the observer saw");
        }
        while (edit_redo(edit, &place)) {
        }
        struct draft *final = draft_clone(draft);
        while (edit_undo(edit, &place)) {
        }
        assert_same(draft, original, "all undone");
        assert_false(edit_is_changed(edit));
        while (edit_redo(edit, &place)) {
        }
        assert_same(draft, final, "all redone");
        assert_same(seen, final, "what the observer saw");
        edit_free(edit);
        draft_free(final);
        draft_free(original);
        draft_free(seen);
        draft_free(draft);
    }
}

static void typing_joins_one_step_until_a_break(void **unused)
{
    (void)unused;
    struct draft *draft = draft_new(&format_2021);
    struct edit *edit = edit_new(draft);
    int field = draft_find(draft, "overview");
    struct edit_place place;
    edit_splice(edit, field, 0, 0, "政", 3);
    edit_splice(edit, field, 3, 0, "府", 3);
    edit_break(edit);
    edit_splice(edit, field, 6, 0, "信", 3);
    assert_true(edit_undo(edit, &place));
    assert_string_equal(draft_text(draft, field), "政府");
    assert_int_equal(place.field, field);
    assert_int_equal(place.offset, 6);
    assert_true(edit_undo(edit, &place));
    assert_string_equal(draft_text(draft, field), "");
    assert_false(edit_undo(edit, &place));
    assert_true(edit_redo(edit, &place));
    assert_string_equal(draft_text(draft, field), "政府");
    edit_splice(edit, field, 0, 0, "新", 3); /* what was undone cannot be redone any more */
    assert_false(edit_redo(edit, &place));
    edit_free(edit);
    draft_free(draft);
}

static void rubbing_out_joins_one_step(void **unused)
{
    (void)unused;
    struct draft *draft = draft_new(&format_2021);
    struct edit *edit = edit_new(draft);
    int field = draft_find(draft, "overview");
    struct edit_place place;
    draft_set(draft, field, "甲乙丙丁");
    edit_splice(edit, field, 9, 3, "", 0);
    edit_splice(edit, field, 6, 3, "", 0);
    assert_string_equal(draft_text(draft, field), "甲乙");
    edit_undo(edit, &place);
    assert_string_equal(draft_text(draft, field), "甲乙丙丁");
    assert_int_equal(place.offset, 12);
    edit_splice(edit, field, 0, 3, "", 0); /* forward */
    edit_splice(edit, field, 0, 3, "", 0);
    edit_undo(edit, &place);
    assert_string_equal(draft_text(draft, field), "甲乙丙丁");
    edit_free(edit);
    draft_free(draft);
}

static void a_command_is_one_step_with_its_name(void **unused)
{
    (void)unused;
    struct draft *draft = draft_new(&format_2021);
    struct edit *edit = edit_new(draft);
    struct edit_place place;
    int a = draft_find(draft, "disclosure.licences"), b = draft_find(draft, "disclosure.penalties");
    edit_begin(edit, "整表填 0");
    edit_set(edit, a, "0");
    edit_begin(edit, "inner");
    edit_set(edit, b, "0");
    edit_end(edit);
    edit_end(edit);
    assert_true(edit_undo(edit, &place));
    assert_string_equal(place.name, "整表填 0");
    assert_string_equal(draft_text(draft, a), "");
    assert_string_equal(draft_text(draft, b), "");
    assert_true(edit_redo(edit, &place));
    assert_string_equal(draft_text(draft, b), "0");
    edit_begin(edit, "nothing changes");
    edit_set(edit, a, "0");
    edit_end(edit);
    assert_true(edit_undo(edit, &place));
    assert_string_equal(place.name, "整表填 0");
    edit_free(edit);
    draft_free(draft);
}

static void saved_state_is_known_again_after_undo(void **unused)
{
    (void)unused;
    struct draft *draft = draft_new(&format_2021);
    struct edit *edit = edit_new(draft);
    struct edit_place place;
    int field = draft_find(draft, "overview");
    edit_set(edit, field, "一");
    edit_set_saved(edit);
    edit_splice(edit, field, 3, 0, "二",
                3); /* goes on typing: but what is saved must be reachable */
    assert_true(edit_is_changed(edit));
    edit_undo(edit, &place);
    assert_string_equal(draft_text(draft, field), "一");
    assert_false(edit_is_changed(edit));
    edit_undo(edit, &place);
    assert_true(edit_is_changed(edit));
    edit_set(edit, field, "三"); /* the saved state is gone for good */
    edit_undo(edit, &place);
    assert_true(edit_is_changed(edit));
    edit_free(edit);
    draft_free(draft);
}

static void set_changes_whole_characters_only(void **unused)
{
    (void)unused;
    static const char *const pairs[][2] = {{"公开", "公告"}, {"中", "丮"},   {"é", "è"},
                                           {"aé", "aê"},     {"一一", "一"}, {"𠀀x", "𠀁x"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct draft *draft = draft_new(&format_2021), *seen = draft_new(&format_2021);
        int field = draft_find(draft, "overview");
        draft_set(draft, field, pairs[i][0]);
        draft_set(seen, field, pairs[i][0]);
        struct edit *edit = edit_new(draft);
        edit_set_observer(edit, replay, seen);
        edit_set(edit, field, pairs[i][1]);
        assert_string_equal(draft_text(draft, field), pairs[i][1]);
        assert_string_equal(draft_text(seen, field), pairs[i][1]);
        edit_free(edit);
        draft_free(draft);
        draft_free(seen);
    }
}

struct kinds {
    enum edit_kind kinds[8];
    size_t steps[8];
    int n;
};

static void note_kind(void *context, const struct draft *draft, const struct edit_change *change)
{
    (void)draft;
    struct kinds *kinds = context;
    kinds->steps[kinds->n] = change->step;
    kinds->kinds[kinds->n++] = change->kind;
}

static void observer_is_told_what_kind_of_change_it_was(void **unused)
{
    (void)unused;
    struct draft *draft = draft_new(&format_2021);
    struct edit *edit = edit_new(draft);
    struct kinds kinds = {.n = 0};
    struct edit_place place;
    edit_set_observer(edit, note_kind, &kinds);
    edit_begin(edit, "x");
    edit_set(edit, 0, "a");
    edit_set(edit, 1, "b");
    edit_end(edit);
    edit_undo(edit, &place);
    edit_redo(edit, &place);
    static const enum edit_kind wanted[] = {EDIT_DO,   EDIT_DO,   EDIT_UNDO,
                                            EDIT_UNDO, EDIT_REDO, EDIT_REDO};
    assert_int_equal(kinds.n, 6);
    assert_memory_equal(kinds.kinds, wanted, sizeof wanted);
    for (int i = 1; i < 6; i++)
        assert_int_equal(kinds.steps[i], kinds.steps[0]);
    edit_free(edit);
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_walks_can_be_undone_and_redone),
        cmocka_unit_test(typing_joins_one_step_until_a_break),
        cmocka_unit_test(rubbing_out_joins_one_step),
        cmocka_unit_test(a_command_is_one_step_with_its_name),
        cmocka_unit_test(saved_state_is_known_again_after_undo),
        cmocka_unit_test(set_changes_whole_characters_only),
        cmocka_unit_test(observer_is_told_what_kind_of_change_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
