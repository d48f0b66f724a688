/* SPDX-License-Identifier: MIT */
/* What is not filled in yet is counted and is no finding on the screen; a share of a report is a
 * share of its sections. */
#include "tests/support/check_support.h"

#include "forms/check/progress.h"

#define GOOD "tests/drafts/sample-2023.ini"

/* Rules that stand when all is said, and what of them is left while it is typed. */
static const struct {
    const char *name;
    struct change changes[4];
    const char *all, *left;
} cases[] = {
    {"nothing wrong", {{0}}, "", ""},
    {"a full column that is wrong", {{"requests.carried_out.business", "3"}}, "T3-COL", "T3-COL"},
    {"one that has a blank cell",
     {{"requests.carried_out.business", "3"}, {"requests.granted.business", ""}},
     "T3-BLANK T3-COL",
     ""},
    {"one beside a column with a blank cell",
     {{"requests.carried_out.business", "3"}, {"requests.granted.other", ""}},
     "T3-BLANK T3-COL T3-COL",
     "T3-COL"},
    {"a stated sum over blank cells",
     {{"requests.total.business", "12"}, {"requests.granted.business", ""}},
     "T3-BLANK T3-SUM T3-COL",
     ""},
    {"a stated total of a row that is full",
     {{"requests.received.total", "61"}, {"requests.granted.business", ""}},
     "T3-COL T3-ROW T3-BLANK T3-COL",
     "T3-ROW"},
    {"no number, whatever else is blank",
     {{"requests.received.business", "9件"}, {"requests.granted.business", ""}},
     "T3-INT T3-BLANK T3-COL",
     "T3-INT"},
    {"words and blanks",
     {{"disclosure.licences", "/"}, {"review.direct_suit.other", ""}},
     "T4-BLANK",
     ""},
    {"a section without a word", {{"other", ""}}, "P-SECTIONS", ""},
    {"no unit", {{"report.unit", ""}}, "P-COVER", ""},
    {"a sentence and a table that is full",
     {{"+other", "全年收到政府信息公开申请33件。"}},
     "P-NUM-REQ",
     "P-NUM-REQ"},
    {"a sentence and a table that is not full",
     {{"+other", "全年收到政府信息公开申请33件。"}, {"requests.granted.other", ""}},
     "T3-BLANK T3-COL P-NUM-REQ",
     ""},
};

static void add_ids(const struct findings *findings, struct strbuf *out)
{
    for (size_t i = 0; i < findings->count; i++)
        strbuf_addf(out, "%s%s", out->len ? " " : "", findings->items[i].rule->id);
}

static void test_premature(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft *draft = read_draft(GOOD);
        struct findings findings = {0};
        struct strbuf all = STRBUF_INIT, left = STRBUF_INIT;
        for (int c = 0; c < 4 && cases[i].changes[c].key; c++)
            apply_change(draft, &cases[i].changes[c]);
        check_draft(draft, NULL, CHECK_ALL, &findings);
        add_ids(&findings, &all);
        struct progress progress = progress_of_draft(draft, &findings);
        progress_drop_premature(draft, &findings);
        add_ids(&findings, &left);
        if (strcmp(all.data, cases[i].all) || strcmp(left.data, cases[i].left))
            fail_msg("%s: \"%s\" and \"%s\" left", cases[i].name, all.data, left.data);
        assert_int_equal(progress.n_errors + progress.n_warnings, (int)findings.count);
        findings_release(&findings);
        strbuf_release(&all);
        strbuf_release(&left);
        draft_free(draft);
    }
}

static void expect_missing(const struct draft *draft, const char *wanted, int percent)
{
    struct strbuf missing = STRBUF_INIT;
    progress_add_missing(draft, &missing);
    assert_string_equal(missing.data, wanted);
    assert_int_equal(progress_percent(progress_of_draft(draft, NULL)), percent);
    strbuf_release(&missing);
}

static void test_missing(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    expect_missing(draft,
                   "机关全称、报告年度、成文日期、第一部分、表二 10 格、表三 144 格、表四 12 格、"
                   "第五部分、第六部分",
                   0);
    /* new --zero with unit and year: a report without a word. */
    draft_set(draft, COVER_UNIT, "青石县水务局");
    draft_set(draft, COVER_REPORT_YEAR, "2023");
    for (int i = 0; i < form_n_cells(&format_2021); i++)
        draft_set(draft, draft_cell_field(draft, form_cell_at(&format_2021, i)), "0");
    expect_missing(draft, "成文日期、第一部分、第五部分、第六部分", 52);
    draft_free(draft);

    draft = read_draft(GOOD);
    expect_missing(draft, "", 100);
    draft_set(draft, draft_field(draft, "requests.granted.business"), "");
    expect_missing(draft, "表三 1 格", 99);
    struct cell cell;
    assert_true(form_cell_find(&format_2021, "requests.total.business", &cell));
    assert_int_equal(progress_n_blank_of_column(draft, cell), 1);
    assert_true(form_cell_find(&format_2021, "requests.received.other", &cell));
    assert_int_equal(progress_n_blank_of_column(draft, cell), 0);
    /* The column of totals adds up all others. */
    assert_true(form_cell_find(&format_2021, "requests.received.total", &cell));
    assert_int_equal(progress_n_blank_of_column(draft, cell), 1);
    draft_free(draft);
}

/* The cover is finished with the date, not before. */
static void test_cover(void **state)
{
    (void)state;
    struct draft *draft = read_draft(GOOD);
    assert_int_equal(progress_of_section(draft, DRAFT_COVER, NULL).state, PROGRESS_DONE);
    draft_set(draft, COVER_SIGNED, "");
    assert_int_equal(progress_of_section(draft, DRAFT_COVER, NULL).state, PROGRESS_WORKING);
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_premature),
                                       cmocka_unit_test(test_missing),
                                       cmocka_unit_test(test_cover)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
