/* SPDX-License-Identifier: MIT */
/* The rules for single tables, over a good draft with one thing changed at a time. */
#include "tests/support/check_support.h"

#include "forms/draft/total.h"

#define GOOD "tests/drafts/sample-2023.ini"

/* No trouble with words is wanted here: narratives that go with any figures. */
static const struct change plain_text[CASE_MAX_CHANGES] = {
    {"overview", "2023年，本机关做好主动公开、依申请公开、政府信息管理、平台建设和监督保障工作。"},
    {"problems", "一是解读不够多。下一步，增加图解。"},
    {"other", "全年收取信息处理费0元。"},
};

/* What a government has to say besides. */
#define EVALUATED "工作考核结果为合格，社会评议满意，没有需要追究责任的情形。"

static const struct check_case cases[] = {
    {"nothing wrong", {{0}}, "", NULL},
    {"the smaller number in the other column",
     {{"requests.received.natural_person", "45"}, {"requests.received.other", "2"}},
     "T3-SWAP T3-COL T3-COL",
     "疑似同 1 件在这两列之间归类错位"},
    {"a column off",
     {{"requests.carried_out.business", "3"}},
     "T3-COL",
     "表三 商业企业：一、本年新收 9 + 二、上年结转 1 = 10，（七）总计 9 + 四、结转下年 3 = 12，差 2"},
    {"digits swapped in a column",
     {{"requests.received.natural_person", "64"}},
     "T3-COL",
     "“表三 一、本年新收政府信息公开申请数量 自然人”的 64 可能是 46"},
    {"stated total of a row",
     {{"requests.granted.total", "28"}},
     "T3-ROW",
     "表三 （一）予以公开 总计：填 28，应为 29，差 1"},
    {"stated total with digits swapped",
     {{"requests.received.total", "06"}, {"requests.granted.total", "92"}},
     "T3-COL T3-ROW T3-ROW",
     "像是 29 的两位数字写颠倒了"},
    {"one cell mends row and column",
     {{"requests.granted.natural_person", "12"}, {"requests.granted.total", "29"}},
     "T3-COL T3-ROW",
     "最可能有误的一格是“表三 （一）予以公开 自然人”：现为 12，改为 21 则行、列都平"},
    {"stated sum of a column",
     {{"requests.total.natural_person", "46"}},
     "T3-SUM T3-COL",
     "填 46，应为 47，差 1"},
    {"a stated total that agrees", {{"requests.granted.total", "29"}}, "", NULL},
    {"stated totals of the last row are blank", {{"requests.carried_out.total", ""}}, "", NULL},
    {"a total that is no number",
     {{"requests.granted.total", "/"}},
     "T3-ROW",
     "表三 （一）予以公开 总计：填“/”，应为 29"},
    {"a number in two cells",
     {{"requests.granted.legal_service", "1"},
      {"requests.granted.other", "2"},
      {"requests.granted.total", "39"}},
     "T3-SPLIT T3-ROW T3-COL",
     "合起来总计正好是 39"},
    {"a unit in a cell",
     {{"requests.received.business", "9件"}},
     "T3-INT T3-COL",
     "表三 一、本年新收政府信息公开申请数量 商业企业：“9件”不是件数"},
    {"a negative count", {{"review.reconsideration.other", "-2"}}, "T4-INT", "“-2”不是件数"},
    {"decimals in a count",
     {{"disclosure.licences", "41.5"}},
     "T2-INT",
     "表二 行政许可 本年处理决定数量：“41.5”不是件数"},
    {"too many digits", {{"disclosure.licences", "99999999999999999999"}}, "T2-INT", "位数太多"},
    {"sums overflow",
     {{"disclosure.licences", "9000000000000000000"},
      {"review.reconsideration.upheld", "9000000000000000000"},
      {"review.reconsideration.pending", "9000000000000000000"}},
     "OVERFLOW",
     "超出"},
    {"one cell blank",
     {{"requests.received.welfare", ""}},
     "T3-BLANK",
     "还有 1 格空着，第一格是“表三 一、本年新收政府信息公开申请数量 社会公益组织”"},
    {"a slash and a word",
     {{"requests.granted.welfare", "/"},
      {"requests.carried_in.welfare", "无"},
      {"requests.carried_in.other", ""}},
     "T3-BLANK",
     "表三 有 1 格空着，2 格填的是“/”“无”一类"},
    {"a slash where there is no power", {{"disclosure.rules.made", "/"}}, "", NULL},
    {"a gap in table two", {{"disclosure.rules.made", ""}}, "T2-BLANK", "表二 还有 1 格空着"},
    {"a dash in table four", {{"review.direct_suit.other", "—"}}, "T4-BLANK", "表四"},
    {"totals left 0",
     {{"review.reconsideration.total", "0"}, {"review.direct_suit.total", "0"}},
     "T4-SUM T4-SUM",
     "表四 行政复议 总计：填 0，应为 4，差 4"},
    {"a fee that is no number", {{"disclosure.fees", "128万元"}}, "T2-FEE", "“128万元”不是金额"},
    {"元 for 万元", {{"disclosure.fees", "1284500"}}, "T2-FEE", "像是把元填成了万元"},
    {"the fees of a big city", {{"disclosure.fees", "316441.5"}}, "", NULL},
    {"more than a 元 can be split", {{"disclosure.fees", "18.87105"}}, "T2-FEE", "小数超过四位"},
    {"four decimals", {{"disclosure.fees", "59237.2449"}}, "", NULL},
    {"stock below what was made",
     {{"disclosure.normative_documents.in_force", "2"}},
     "T2-STOCK",
     "表二 行政规范性文件 现行有效件数：2 件，比本年制发的 3 件少"},
    {"rules of an office without the power",
     {{"disclosure.rules.in_force", "2"}},
     "T2-POWER",
     "没有规章制定权"},
    {"rules of a township",
     {{"disclosure.rules.in_force", "2"},
      {"report.unit", "云岫县东门镇人民政府"},
      {"+other", EVALUATED}},
     "T2-POWER",
     "填了 2 件"},
    {"rules of a city",
     {{"disclosure.rules.in_force", "2"}, {"report.unit", "云岫市人民政府"}, {"+other", EVALUATED}},
     "",
     NULL},
    {"rules of an autonomous region",
     {{"disclosure.rules.in_force", "2"},
      {"report.unit", "云岫自治区人民政府"},
      {"+other", EVALUATED}},
     "",
     NULL},
    {"rules of a national bureau",
     {{"disclosure.rules.in_force", "2"}, {"report.unit", "国家市场监督管理总局"}},
     "",
     NULL},
    {"rules of a ministry",
     {{"disclosure.rules.in_force", "2"}, {"report.unit", "云岫部"}},
     "",
     NULL},
    {"applicants of the rare kind",
     {{"requests.received.natural_person", "1"},
      {"requests.received.business", "0"},
      {"requests.received.research", "0"},
      {"requests.received.legal_service", "0"},
      {"requests.received.other", "11"},
      {"requests.carried_in.natural_person", "49"},
      {"requests.carried_in.business", "10"},
      {"requests.carried_in.research", "1"},
      {"requests.carried_in.legal_service", "3"},
      {"requests.carried_out.other", "10"}},
     "T3-LEGALPERSON",
     "表三 一、本年新收政府信息公开申请数量 其他：11 件，比自然人的 1 件还多"},
};

static struct draft *good_tables(void)
{
    struct draft *draft = read_draft(GOOD);
    assert_non_null(draft);
    apply_changes(draft, plain_text);
    return draft;
}

static void test_cases(void **state)
{
    (void)state;
    struct draft *base = good_tables();
    int n_failed = run_cases(base, NULL, cases, sizeof cases / sizeof cases[0]);
    draft_free(base);
    assert_int_equal(n_failed, 0);
}

static void expect(const struct draft *draft, enum check_scope scope, const char *name,
                   const char *ids, const char *fragment)
{
    struct findings findings = {0};
    check_draft(draft, NULL, scope, &findings);
    bool ok = findings_match(&findings, name, ids, fragment);
    findings_release(&findings);
    assert_true(ok);
}

/* A table that nobody has begun is one warning, not 150. */
static void test_empty_tables(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    draft_set(draft, COVER_UNIT, "云岫县自然资源局");
    draft_set(draft, COVER_REPORT_YEAR, "2023");
    expect(draft, CHECK_FAST, "empty tables", "T2-BLANK T3-BLANK T4-BLANK",
           "表三 还没有填写，144 格都是空的");
    draft_free(draft);
}

/* While a column is being typed it is not yet wrong. */
static void test_column_in_work(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    draft_set(draft, COVER_UNIT, "云岫县自然资源局");
    draft_set(draft, COVER_REPORT_YEAR, "2023");
    draft_set(draft, draft_find(draft, "requests.received.natural_person"), "3");
    expect(draft, CHECK_FAST, "first row typed", "T2-BLANK T3-BLANK T4-BLANK", NULL);
    draft_set(draft, draft_find(draft, "requests.granted.natural_person"), "2");
    expect(draft, CHECK_FAST, "a result typed", "T2-BLANK T3-BLANK T3-COL T4-BLANK", "差 1");
    draft_set(draft, draft_find(draft, "requests.carried_out.natural_person"), "1");
    expect(draft, CHECK_FAST, "the rest typed", "T2-BLANK T3-BLANK T4-BLANK", NULL);
    draft_free(draft);
}

static void test_old_form(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2019);
    for (int i = 0; i < form_n_cells(&format_2019); i++)
        if (!form_cell_is_total(&format_2019, form_cell_at(&format_2019, i)))
            draft_set(draft, draft_cell_field(draft, form_cell_at(&format_2019, i)), "0");
    draft_set(draft, COVER_UNIT, "云岫县自然资源局");
    draft_set(draft, COVER_REPORT_YEAR, "2020");
    expect(draft, CHECK_FAST, "the form of 2019 in its time", "", NULL);
    draft_set(draft, COVER_REPORT_YEAR, "2022");
    expect(
        draft, CHECK_FAST, "the form of 2019 after its time", "T2-OLDFORM",
        "国办公开办函〔2019〕60号 的格式，只用到 2020 年度的报告；2022 年度应当用 国办公开办函〔2021〕30号 的格式");
    draft_set(draft, draft_find(draft, "disclosure.licences.change"), "-2");
    draft_set(draft, COVER_REPORT_YEAR, "2020");
    expect(draft, CHECK_FAST, "a change may be negative", "", NULL);
    draft_free(draft);
}

/* Findings come in the order of the form, each with the place to jump to. */
static void test_order_and_place(void **state)
{
    (void)state;
    struct draft *draft = good_tables();
    draft_set(draft, draft_find(draft, "review.direct_suit.total"), "5");
    draft_set(draft, draft_find(draft, "requests.granted.total"), "5");
    draft_set(draft, draft_find(draft, "disclosure.licences"), "x");
    struct findings findings = {0};
    check_draft(draft, NULL, CHECK_FAST, &findings);
    static const char *const keys[] = {"disclosure.licences", "requests.granted.total",
                                       "review.direct_suit.total"};
    assert_int_equal(findings.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(draft_key(draft, findings.items[i].field), keys[i]);
    assert_int_equal(findings_n_errors(&findings), 3);
    assert_int_equal(findings_n_warnings(&findings), 0);
    findings_release(&findings);
    draft_free(draft);
}

/* Whoever goes from finding to finding meets all of them, narratives behind tables too. */
static void test_going_through(void **state)
{
    (void)state;
    struct draft *draft = good_tables();
    draft_set(draft, draft_find(draft, "overview"), "");
    draft_set(draft, draft_find(draft, "requests.granted.total"), "5");
    draft_set(draft, draft_find(draft, "problems"), "");
    static const char *const keys[] = {"overview", "requests.granted.total", "problems"};
    struct findings findings = {0};
    check_draft(draft, NULL, CHECK_ALL, &findings);
    int field = COVER_UNIT;
    for (size_t i = 0; i < 3; i++) {
        size_t next = 0;
        while (next < findings.count && !finding_is_behind(draft, &findings.items[next], field, 0))
            next++;
        assert_in_range(next, 0, findings.count - 1);
        field = findings.items[next].field;
        assert_string_equal(draft_key(draft, field), keys[i]);
    }
    findings_release(&findings);
    draft_free(draft);
}

/* A reason confirms a warning until the values change; an error that must be mended takes none. */
static void test_explanations(void **state)
{
    (void)state;
    struct draft *draft = good_tables();
    struct findings findings = {0};
    int stock = draft_find(draft, "disclosure.normative_documents.in_force");
    int total = draft_find(draft, "review.direct_suit.total");
    struct strbuf key = STRBUF_INIT;
    draft_set(draft, stock, "2");
    draft_set(draft, total, "5");
    check_draft(draft, NULL, CHECK_FAST, &findings);
    assert_int_equal(findings.count, 2);
    assert_null(findings.items[0].reason);
    for (size_t i = 0; i < 2; i++) {
        strbuf_clear(&key);
        strbuf_addf(&key, "explanations.%s", findings.items[i].id);
        assert_int_equal(strspn(findings.items[i].id, "abcdefghijklmnopqrstuvwxyz0123456789._-"),
                         strlen(findings.items[i].id));
        draft_set(draft, draft_field(draft, key.data), "两件已于年底废止");
    }
    findings_release(&findings);

    check_draft(draft, NULL, CHECK_FAST, &findings);
    assert_string_equal(findings.items[0].reason, "两件已于年底废止");
    assert_null(findings.items[1].reason);
    assert_int_equal(findings_n_warnings(&findings), 0);
    assert_int_equal(findings_n_errors(&findings), 1);
    findings_release(&findings);

    draft_set(draft, stock, "1");
    check_draft(draft, NULL, CHECK_FAST, &findings);
    assert_null(findings.items[0].reason);
    assert_int_equal(findings_n_warnings(&findings), 1);
    findings_release(&findings);
    strbuf_release(&key);
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),           cmocka_unit_test(test_empty_tables),
        cmocka_unit_test(test_column_in_work),  cmocka_unit_test(test_old_form),
        cmocka_unit_test(test_order_and_place), cmocka_unit_test(test_explanations),
        cmocka_unit_test(test_going_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
