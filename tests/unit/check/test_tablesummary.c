/* SPDX-License-Identifier: MIT */
#include "tests/support/check_support.h"

#include "forms/check/tablesummary.h"

#define GOOD "tests/drafts/sample-2023.ini"

static const struct {
    const char *section;
    struct change changes[4];
    const char *summary, *changed; /* beside the draft as it was */
} cases[] = {
    {"disclosure", {{0}}, "表二 填完：10 格", ""},
    {"requests", {{0}}, "表三 填完：144 格，7 列相符", ""},
    {"requests", {{"requests.granted.other", ""}}, "表三 还有 1 格没有填", ""},
    {"requests",
     {{"requests.carried_out.business", "2"}},
     "表三 填满：144 格，5 列相符，2 列不平",
     ""},
    /* The largest three, the percentage where the base is none of a few; sums of rows are told by
     * their parts. */
    {"requests",
     {{"requests.received.other", "101"},
      {"requests.granted.business", "45"},
      {"requests.unavailable.not_held.business", "21"},
      {"requests.declined.petition.natural_person", "9"}},
     "表三 填满：144 格，3 列相符，4 列不平",
     "本年新收 60 → 160（+167%）  予以公开 29 → 69（+138%）  不掌握 6 → 26"},
    {"disclosure", {{"disclosure.licences", "4"}}, "表二 填完：10 格", "行政许可 412 → 4（-99%）"},
    {"disclosure",
     {{"disclosure.normative_documents.made", "40"}, {"disclosure.fees", "99999.5"}},
     "表二 填完：10 格",
     "规范性文件制发 3 → 40"},
    {"review", {{"review.reconsideration.other", "/"}}, "表四 填完：12 格", ""},
};

static void test_summaries(void **state)
{
    (void)state;
    struct draft *previous = read_draft(GOOD);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft *draft = read_draft(GOOD);
        struct strbuf summary = STRBUF_INIT, changed = STRBUF_INIT;
        int section = form_section_index(draft_form(draft), cases[i].section);
        for (int c = 0; c < 4 && cases[i].changes[c].key; c++)
            apply_change(draft, &cases[i].changes[c]);
        tablesummary_add(draft, section, &summary);
        tablesummary_add_changes(draft, previous, section, &changed);
        if (strcmp(summary.data, cases[i].summary) || strcmp(changed.data, cases[i].changed))
            fail_msg("row %zu: “%s”, “%s”", i, summary.data, changed.data);
        strbuf_release(&summary);
        strbuf_release(&changed);
        draft_free(draft);
    }
    draft_free(previous);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_summaries)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
