/* SPDX-License-Identifier: MIT */
/* Three versions of a draft put together: what the operator would call right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/merge.h"
#include "locale/strbuf.h"

struct merge_case {
    const char *key;
    const char *base, *mine, *theirs;
    const char *merged; /* NULL: nothing to do */
    const char *both;   /* for conflicts: MERGE_BOTH; NULL: no conflict */
};

static const struct merge_case cases[] = {
    {"disclosure.licences", "1", "1", "2", "2", NULL},
    {"disclosure.licences", "1", "2", "1", NULL, NULL},
    {"disclosure.licences", "1", "2", "2", NULL, NULL},
    {"disclosure.licences", "1", "2", "3", "2", "2"},
    {"disclosure.licences", "", "/", "0", "/", "/"},
    {"remarks.disclosure.fees", "", "", "其中", "其中", NULL},
    {"mine.colour", "red", "red", "", "", NULL},
    {"report.printed", "", "2024-01-20 0000000A", "2024-01-22 0000000B", "2024-01-22 0000000B",
     NULL},
    {"report.printed", "", "2024-01-23 0000000A", "2024-01-22 0000000B", "2024-01-23 0000000A",
     NULL},
    {"overview", "一\n二\n三", "一\n二\n三", "一\n二改\n三", "一\n二改\n三", NULL},
    {"overview", "一\n二\n三", "一改\n二\n三", "一\n二\n三改", "一改\n二\n三改", NULL},
    {"overview", "一\n二\n三", "一\n三", "一\n二\n三\n四", "一\n三\n四", NULL},
    {"overview", "一\n二", "一\n新\n二", "一\n二\n尾", "一\n新\n二\n尾", NULL},
    {"overview", "一\n二\n三", "一\n我\n三", "一\n他\n三", "一\n我\n三", "一\n我\n他\n三"},
    {"overview", "一\n二\n三", "一\n我\n三", "一\n三", "一\n我\n三", "一\n我\n三"},
    {"overview", "一\n二", "一\n甲\n二", "一\n乙\n二", "一\n甲\n二", "一\n甲\n乙\n二"},
    {"overview", "一\n二", "一\n同\n二", "一\n同\n二\n三", "一\n同\n二\n三", NULL},
    {"overview", "", "我写的", "他写的", "我写的", "我写的\n他写的"},
    {"overview", "一", "", "一", NULL, NULL},
    {"overview", "一", "一", "", "", NULL},
    {"overview", "一\n一\n一", "一\n一", "一\n一\n一\n二", "一\n一", "一\n一\n一\n二"},
    {"overview", "一\n\n二", "一\n\n二改", "一改\n\n二", "一改\n\n二改", NULL},
};

static struct draft *draft_with(const char *key, const char *text)
{
    struct draft *draft = draft_new(&format_2021);
    draft_set(draft, draft_field(draft, key), text);
    return draft;
}

static void check_case(size_t row, const struct merge_case *c)
{
    struct draft *base = draft_with(c->key, c->base), *mine = draft_with(c->key, c->mine);
    struct draft *theirs = draft_with(c->key, c->theirs);
    struct merge merge;
    merge_drafts(&merge, base, mine, theirs);
    if (merge.count != (c->merged != NULL))
        fail_msg("row %zu: %zu items", row, merge.count);
    if (c->merged) {
        struct merge_item *item = &merge.items[0];
        assert_string_equal(item->key, c->key);
        if (strcmp(merge_item_result(item), c->merged) != 0)
            fail_msg("row %zu: <%s>, wanted <%s>", row, merge_item_result(item), c->merged);
        if (item->is_conflict != (c->both != NULL) || merge.n_conflicts != item->is_conflict ||
            item->choice != (item->is_conflict ? MERGE_OPEN : item->choice))
            fail_msg("row %zu: conflict %d of %zu", row, item->is_conflict, merge.n_conflicts);
        item->choice = MERGE_BOTH;
        if (c->both && strcmp(merge_item_result(item), c->both) != 0)
            fail_msg("row %zu: both <%s>, wanted <%s>", row, merge_item_result(item), c->both);
        item->choice = MERGE_THEIRS;
        if (item->is_conflict && !item->is_narrative)
            assert_string_equal(merge_item_result(item), c->theirs);
    }
    merge_release(&merge);
    draft_free(base);
    draft_free(mine);
    draft_free(theirs);
}

static void fields_are_merged_as_one_would(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_case(i, &cases[i]);
}

static uint64_t seed = 11;
static uint32_t roll(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* Paragraphs all of one side's changes: each is one letter, so that every one can be looked for. */
/* Fields that only the other operator's draft has come with all the rest. */
static void many_new_fields_are_taken(void **unused)
{
    (void)unused;
    enum { N_NEW = 20 };
    struct draft *base = draft_new(&format_2021), *mine = draft_new(&format_2021),
                 *theirs = draft_new(&format_2021);
    char key[32];
    for (int i = 0; i < N_NEW; i++) {
        snprintf(key, sizeof key, "explanations.%d", i);
        draft_set(theirs, draft_field(theirs, key), "x");
    }
    struct merge merge;
    merge_drafts(&merge, base, mine, theirs);
    assert_int_equal(merge.count, N_NEW);
    assert_int_equal(merge.n_conflicts, 0);
    for (int i = 0; i < N_NEW; i++)
        assert_string_equal(merge_item_result(&merge.items[i]), "x");
    merge_release(&merge);
    draft_free(base);
    draft_free(mine);
    draft_free(theirs);
}

/* Thousands of paragraphs that are all different: not worth hours of comparing. The operator is
 * asked once for all. */
static void too_much_to_compare_is_asked(void **unused)
{
    (void)unused;
    enum { N_PARAGRAPHS = 2100, BASE = 0, MINE, THEIRS };
    for (int mine_is_new = 0; mine_is_new < 2; mine_is_new++) { /* all of it, or one paragraph */
        struct draft *drafts[3];
        for (int version = BASE; version <= THEIRS; version++) {
            struct strbuf text = STRBUF_INIT;
            for (int i = 0; i < N_PARAGRAPHS; i++)
                strbuf_addf(&text, "%c%d\n", version == MINE && !mine_is_new ? 'a' : 'a' + version,
                            i);
            strbuf_add_str(&text, version == MINE ? "mine" : "last");
            drafts[version] = draft_with("overview", text.data);
            strbuf_release(&text);
        }
        struct merge merge;
        merge_drafts(&merge, drafts[BASE], drafts[MINE], drafts[THEIRS]);
        assert_int_equal(merge.count, 1);
        assert_int_equal(merge.n_conflicts, 1);
        assert_string_equal(merge_item_result(merge.items),
                            draft_text(drafts[MINE], draft_find(drafts[MINE], "overview")));
        merge.items[0].choice = MERGE_BOTH;
        assert_non_null(strstr(merge_item_result(merge.items), "\nmine"));
        assert_non_null(strstr(merge_item_result(merge.items), "\nc2099\nlast"));
        merge_release(&merge);
        for (int version = BASE; version <= THEIRS; version++)
            draft_free(drafts[version]);
    }
}

static void change_some(struct strbuf *out, const char *base, char new_letter)
{
    for (const char *p = base; *p; p++) {
        uint32_t what = roll(6);
        if (what == 0)
            continue;
        strbuf_addf(out, "%s%c", out->len ? "\n" : "", what == 1 ? new_letter++ : *p);
        if (what == 2)
            strbuf_addf(out, "\n%c", new_letter++);
    }
}

/* Whatever both sides wrote is in what MERGE_BOTH makes of it. */
static void no_new_paragraph_is_lost(void **unused)
{
    (void)unused;
    for (int round = 0; round < 2000; round++) {
        struct strbuf base = STRBUF_INIT, mine = STRBUF_INIT, theirs = STRBUF_INIT;
        const char *letters = &"123456789"[roll(9)];
        for (const char *p = letters; *p; p++)
            strbuf_addf(&base, "%s%c", base.len ? "\n" : "", *p);
        change_some(&mine, letters, 'a');
        change_some(&theirs, letters, 'A');
        struct draft *drafts[] = {draft_with("overview", base.data),
                                  draft_with("overview", mine.data),
                                  draft_with("overview", theirs.data)};
        struct merge merge;
        merge_drafts(&merge, drafts[0], drafts[1], drafts[2]);
        const char *result = mine.data;
        if (merge.count) {
            merge.items[0].choice = MERGE_BOTH;
            result = merge_item_result(&merge.items[0]);
        }
        for (const char *p = mine.data; *p; p++)
            if (*p >= 'a' && !strchr(result, *p))
                fail_msg("round %d: %c of mine is lost:\n%s\n--\n%s\n--\n%s", round, *p, base.data,
                         mine.data, result);
        if (merge.count)
            for (const char *p = theirs.data; *p; p++)
                if (*p >= 'A' && !strchr(result, *p))
                    fail_msg("round %d: %c of theirs is lost:\n%s\n--\n%s\n--\n%s", round, *p,
                             base.data, theirs.data, result);
        merge_release(&merge);
        for (int i = 0; i < 3; i++)
            draft_free(drafts[i]);
        strbuf_release(&base);
        strbuf_release(&mine);
        strbuf_release(&theirs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_merged_as_one_would),
        cmocka_unit_test(many_new_fields_are_taken),
        cmocka_unit_test(too_much_to_compare_is_asked),
        cmocka_unit_test(no_new_paragraph_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
