/* SPDX-License-Identifier: MIT */
/* The comparisons with last year's report, and their silence without one. */
#include "forms/draft/newdraft.h"
#include "locale/mem.h"
#include "tests/support/check_support.h"

#define GOOD "tests/drafts/sample-2023.ini"

/* Makes the good draft's predecessor: its carried figures fit, its text is another. */
static const struct change last_year[CASE_MAX_CHANGES] = {
    {"report.year", "2022"},
    {"requests.carried_out.natural_person", "4"},
    {"requests.carried_out.business", "1"},
    {"disclosure.normative_documents.in_force", "12"},
    {"review.reconsideration.pending", "2"},
    {"preface", ""},
    {"overview",
     "2022年，本机关修订了公开指南，召开了两次新闻发布会，建成了矿业权查询系统，印制了三千册便民手册。"},
    {"problems", "村级公开栏更新慢，问题较多。已改进。"},
};

static const struct check_case cases[] = {
    {"figures that fit", {{0}}, "", NULL},
    {"carried over too little",
     {{"requests.carried_in.natural_person", "3"}, {"requests.carried_out.natural_person", "2"}},
     "Y-CARRY",
     "表三 二、上年结转政府信息公开申请数量 自然人：填 3，上年报告的“四、结转下年度继续办理”是 4，差 1"},
    {"carried over under another kind of applicant",
     {{"requests.carried_in.business", "0"},
      {"requests.carried_in.other", "1"},
      {"requests.carried_out.business", "0"},
      {"requests.carried_out.other", "1"}},
     "Y-CARRY Y-CARRY",
     "商业企业：填 0，上年报告的“四、结转下年度继续办理”是 1"},
    {"not yet filled in",
     {{"requests.carried_in.natural_person", ""},
      {"requests.received.natural_person", "50"},
      {"~overview", "收到政府信息公开申请=>登记"}},
     "T3-BLANK",
     NULL},
    {"stock does not follow",
     {{"disclosure.normative_documents.in_force", "15"}},
     "T2-CARRY",
     "填 15，上年 12 + 制发 3 − 废止 1 = 14，差 1"},
    {"pending cases vanish",
     {{"review.reconsideration.upheld", "1"},
      {"review.reconsideration.corrected", "0"},
      {"review.reconsideration.pending", "0"},
      {"~problems", "有{review.reconsideration.corrected}件=>有的"}},
     "T4-CARRY",
     "表四 行政复议 总计：填 1，上年尚未审结的就有 2 件，差 1"},
    {"ten times as many",
     {{"disclosure.licences", "4120"}},
     "T2-JUMP",
     "本年 4120，上年 412，相差十倍以上"},
    {"a tenth of the money",
     {{"disclosure.fees", "12.845"}},
     "T2-JUMP",
     "本年 12.845，上年 128.4500"},
    {"few, and more than ten times", {{"disclosure.coercive_measures", "49"}}, "", NULL},
    {"last year's problems again",
     {{"problems", "村级公开栏更新慢，问题较多。已改进。"}},
     "",
     NULL}, /* too short to tell */
    {"last year's overview again",
     {{"overview",
       "2023年，本机关修订了公开指南，召开了两次新闻发布会，建成了矿业权查询系统，印制了三千册便民手册。开展主动公开、依申请公开、"
       "信息管理、平台建设和监督保障。"}},
     "Y-SIM",
     "的文字（1 句）与上年相同"},
    {"growth",
     {{"+overview", "全年收到申请60件，同比增长20%。"}},
     "Y-PCT",
     "上年 40 件、本年 60 件，计算为 +50.00%"},
    {"decline", {{"+overview", "全年收到申请60件，较上年下降5.5%。"}}, "Y-PCT", "同比下降 5.5%"},
    {"growth that is right", {{"+overview", "全年收到申请60件，同比增长50%。"}}, "", NULL},
    {"growth of 一 and 二 together",
     {{"+overview", "共收到申请65件，比上年增长44.4%。"}},
     "",
     NULL},
    {"growth of something else",
     {{"+overview", "发布信息486条，同比增长12%，收到申请60件。"}},
     "",
     NULL},
    {"a growth in points",
     {{"+overview", "收到申请60件，网上提交的比例同比提高5个百分点。"}},
     "",
     NULL},
};

static struct draft *predecessor(const struct draft *draft)
{
    struct draft *previous = draft_clone(draft);
    apply_changes(previous, last_year);
    draft_set(previous, draft_find(previous, "requests.received.natural_person"), "30");
    draft_set(previous, draft_find(previous, "requests.received.business"), "5");
    return previous;
}

static void test_cases(void **state)
{
    (void)state;
    struct draft *base = read_draft(GOOD);
    assert_non_null(base);
    struct draft *previous = predecessor(base);
    int n_failed = run_cases(base, previous, cases, sizeof cases / sizeof cases[0]);
    draft_free(previous);
    draft_free(base);
    assert_int_equal(n_failed, 0);
}

/* A draft that was just copied from last year's is last year's text. */
static void test_copied_text(void **state)
{
    (void)state;
    struct draft *base = read_draft(GOOD);
    assert_non_null(base);
    struct draft *previous = predecessor(base);
    for (int s = 0; s < draft_form(base)->n_sections; s++)
        if (draft_section_field(base, s) >= 0)
            draft_set(previous, draft_section_field(previous, s),
                      draft_text(base, draft_section_field(base, s)));
    struct findings findings = {0};
    check_draft(base, previous, CHECK_ALL, &findings);
    bool ok = findings_match(&findings, "copied text", "Y-SIM Y-SIM", "100%");
    findings_release(&findings);
    draft_free(previous);
    draft_free(base);
    assert_true(ok);
}

/* In a draft made from last year's every sentence is named until it is touched; a changed figure is
 * enough. */
static void test_copied_sentences(void **state)
{
    (void)state;
    static const struct {
        const char *overview, *expected, *fragment;
    } rows[] = {
        {"全年举办业务培训三场，接待来访两百人。去年完成网站改版，增设两个专题。", "Y-COPIED",
         "有 2 句"},
        {"全年举办业务培训四场，接待来访两百人。去年完成网站改版，增设两个专题。", "Y-COPIED",
         "有 1 句"},
        {"全年举办业务培训四场，接待来访两百人。今年开通了掌上查询，月均访问九百次。", "", NULL},
        {"短句照旧。", "", NULL},
    };
    int n_failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct draft *previous = newdraft_empty("云岫县自然资源局", 2022);
        draft_set(previous, draft_find(previous, "overview"), rows[0].overview);
        struct draft *draft = newdraft_from_previous(previous, "/srv/2022.ini");
        draft_set(draft, draft_find(draft, "overview"), rows[i].overview);
        struct findings all = {0}, copied = {0};
        check_draft(draft, previous, CHECK_ALL, &all);
        for (size_t k = 0; k < all.count; k++)
            if (strcmp(all.items[k].rule->id, "Y-COPIED") == 0) {
                GROW(copied.items, copied.count, copied.capacity);
                copied.items[copied.count++] = all.items[k];
            }
        n_failed += !findings_match(&copied, rows[i].overview, rows[i].expected, rows[i].fragment);
        free(copied.items);
        findings_release(&all);
        draft_free(draft);
        draft_free(previous);
    }
    assert_int_equal(n_failed, 0);
}

/* Last year's report may be in the form of 2019: what has the same name is compared, the rest is
 * not. */
static void test_previous_of_another_form(void **state)
{
    (void)state;
    struct draft *base = read_draft(GOOD), *previous = draft_new(&format_2019);
    assert_non_null(base);
    draft_set(previous, draft_find(previous, "requests.carried_out.natural_person"), "7");
    draft_set(previous, draft_find(previous, "disclosure.rules.made"), "5");
    struct findings findings = {0};
    check_draft(base, previous, CHECK_ALL, &findings);
    bool ok = findings_match(&findings, "form of 2019", "Y-CARRY", "是 7，差 3");
    findings_release(&findings);
    draft_free(previous);
    draft_free(base);
    assert_true(ok);
}

/* A reason turns the error into one that stands confirmed. */
static void test_carry_may_be_explained(void **state)
{
    (void)state;
    struct draft *base = read_draft(GOOD);
    assert_non_null(base);
    struct draft *previous = predecessor(base);
    struct findings findings = {0};
    draft_set(base, draft_find(base, "disclosure.normative_documents.in_force"), "15");
    check_draft(base, previous, CHECK_FAST, &findings);
    assert_int_equal(findings_n_errors(&findings), 1);
    struct strbuf key = STRBUF_INIT;
    strbuf_addf(&key, "explanations.%s", findings.items[0].id);
    draft_set(base, draft_field(base, key.data), "机构改革划入一件");
    findings_release(&findings);
    check_draft(base, previous, CHECK_FAST, &findings);
    assert_int_equal(findings_n_errors(&findings), 0);
    assert_string_equal(findings.items[0].reason, "机构改革划入一件");
    findings_release(&findings);
    strbuf_release(&key);
    draft_free(previous);
    draft_free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_copied_text),
        cmocka_unit_test(test_copied_sentences),
        cmocka_unit_test(test_previous_of_another_form),
        cmocka_unit_test(test_carry_may_be_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
