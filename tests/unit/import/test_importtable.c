/* SPDX-License-Identifier: MIT */
/* Importing the tables of published reports: labels and values in their many spellings, the form of
 * 2019, what is told about them, and for how long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "forms/check/check.h"
#include "forms/form/label.h"
#include "forms/import/importvalue.h"
#include "forms/store/draftfile.h"
#include "tests/support/import_support.h"

static void test_labels(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        bool with_values;
        enum label_kind kind;
        const char *row; /* its key */
        bool is_exact;
    } cases[] = {
        {"一、本年新收政府信息公开申请数量", true, LABEL_ROW, "received", true},
        {"一本年新收政府信息公开申请数量 ", true, LABEL_ROW, "received", true},
        {"(一) 予以公开", true, LABEL_ROW, "granted", true},
        {"三、本年度办理结果（一）予以公开", true, LABEL_ROW, "granted", true},
        {"（二）部分公开", true, LABEL_ROW, "partly_granted", false},
        {"1、属于国家秘密", false, LABEL_ROW, "refused.state_secret", true},
        {"1．属于国家秘密", false, LABEL_ROW, "refused.state_secret", true},
        {"① 属于国家秘密", true, LABEL_ROW, "refused.state_secret", true},
        {"（三）不予公开1.属于国家秘密", false, LABEL_ROW, "refused.state_secret", true},
        {"年度办 不予公 2.其他法律行政法规禁止公开", true, LABEL_ROW, "refused.prohibited_by_law",
         true},
        {"三、 （一）予以公开", true, LABEL_ROW, "granted", true},
        {"2.其他法律行政止公开", true, LABEL_ROW, "refused.prohibited_by_law", false},
        {"3.危及三安全一稳定", true, LABEL_ROW, "refused.security_stability", true},
        {"属于行政执法案卷", true, LABEL_ROW, "refused.enforcement_file", false},
        {"1.国家秘密", true, LABEL_ROW, "refused.state_secret", false},
        {"3. 其他", true, LABEL_ROW, "other.other", true},
        {"其他", true, LABEL_ROW, "other.other", false},
        {"其他", false, LABEL_HEAD, NULL, true},
        {"总计", true, LABEL_ROW, "total", false},
        {"总 计", false, LABEL_HEAD, NULL, true},
        {"（三）不予公开", false, LABEL_PARENT, NULL, true},
        {"三", false, LABEL_HEAD, NULL, false},
        {"、", false, LABEL_HEAD, NULL, true},
        {"度办", false, LABEL_HEAD, NULL, false},
        {"商业企科研机社会公法律服", false, LABEL_HEAD, NULL, false},
        {"（四）无2.没有现成信息需要另", false, LABEL_HEAD, NULL, false},
        {"注：含上年结转。", false, LABEL_NONE, NULL, false},
        {"本年度共收到政府信息公开申请三件，均已办结。", false, LABEL_NONE, NULL, false},
        {"重大行政决策", true, LABEL_NONE, NULL, false},
    };
    struct label_set *set =
        label_set_new(&format_2021, form_section_index(&format_2021, "requests"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct label label = label_find(set, cases[i].label, cases[i].with_values);
        const char *key = label.kind == LABEL_ROW
                              ? form_row_of(&format_2021, label_cell(set, label.row, 0))->key
                              : "";
        if (label.kind != cases[i].kind || (cases[i].row && strcmp(key, cases[i].row) != 0) ||
            (cases[i].kind != LABEL_NONE && label.is_exact != cases[i].is_exact))
            fail_msg("“%s”: kind %d, row %s, exact %d", cases[i].label, label.kind, key,
                     label.is_exact);
    }
    label_set_free(set);
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        enum cell_kind kind;
        const char *text, *clean, *remark;
        bool is_value;
    } cases[] = {
        {CELL_COUNT, "12", "12", "", true},
        {CELL_COUNT, "１２", "12", "", true},
        {CELL_COUNT, "1,234", "1234", "", true},
        {CELL_COUNT, "0", "0", "", true},
        {CELL_COUNT, "/", "/", "", true},
        {CELL_COUNT, "／", "/", "", true},
        {CELL_COUNT, "—", "/", "", true},
        {CELL_COUNT, "无", "/", "", true},
        {CELL_COUNT, "12件", "12件", "", true},
        {CELL_COUNT, "1.5", "1.5", "", true},
        {CELL_COUNT, "-2", "-2", "", true},
        {CELL_CHANGE, "+2", "2", "", true},
        {CELL_CHANGE, "-2", "-2", "", true},
        {CELL_COUNT, "22（其中修订16件）", "22", "其中修订16件", true},
        {CELL_COUNT, "55(含自然失效29件)", "55", "含自然失效29件", true},
        {CELL_AMOUNT, "18.8710", "18.8710", "", true},
        {CELL_AMOUNT, "7,730.28", "7730.28", "", true},
        {CELL_MONEY, "251000元", "251000元", "", true},
        {CELL_COUNT, "3 其中修订1件", "3", "其中修订1件", true},
        {CELL_COUNT, "3其中修订1件", "3", "其中修订1件", true},
        {CELL_COUNT, "2021年", "2021年", "", false},
        {CELL_COUNT, "1 2", "1 2", "", false},
        {CELL_COUNT, "", "", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf clean = STRBUF_INIT, remark = STRBUF_INIT;
        if (importvalue_is(cases[i].text) != cases[i].is_value)
            fail_msg("“%s” is %s value", cases[i].text, cases[i].is_value ? "no" : "a");
        import_value_clean(cases[i].kind, cases[i].text, &clean, &remark);
        if (cases[i].is_value &&
            (strcmp(clean.data, cases[i].clean) != 0 || strcmp(remark.data, cases[i].remark) != 0))
            fail_msg("“%s” became “%s”, remark “%s”", cases[i].text, clean.data, remark.data);
        strbuf_release(&clean);
        strbuf_release(&remark);
    }
}

static void test_odd_cells_stay(void **state)
{
    (void)state;
    static const char *const odd[] = {"减4",   "增4",  "无变化", "O",    "1O",     "0、",
                                      "约100", "12万", "3 001",  "十二", "两百余", "〇"};
    static const char *const plain[] = {"其他", "总计", "三", "件", "行政许可", "规章", "12 件 5"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        if (!importvalue_is_odd(odd[i]))
            fail_msg("“%s” stands for no number", odd[i]);
        strbuf_addf(&text,
                    HEAD "二、主动公开政府信息情况\n<table><tr><td>规章</td><td>1</td>"
                         "<td>%s</td><td>3</td></tr><tr><td>行政许可</td>"
                         "<td colspan=3>%s</td></tr></table>",
                    odd[i], odd[i]);
        struct draft *draft = import(text.data);
        expect(draft, "disclosure.rules.made", "1");
        expect(draft, "disclosure.rules.repealed", odd[i]);
        expect(draft, "disclosure.rules.in_force", "3");
        expect(draft, "disclosure.licences", odd[i]);
        draft_free(draft);
        strbuf_release(&text);
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (importvalue_is_odd(plain[i]))
            fail_msg("“%s” stands for a number", plain[i]);
}

static void test_digits_glued_to_a_label(void **state)
{
    (void)state;
    struct draft *draft = import(HEAD "二、主动公开政府信息情况\n规章012\n行政许可345\n");
    expect(draft, "disclosure.rules.made", "0");
    expect(draft, "disclosure.rules.repealed", "1");
    expect(draft, "disclosure.rules.in_force", "2");
    expect(draft, "disclosure.licences", "345");
    draft_free(draft);
}

static void test_review_as_a_column(void **state)
{
    (void)state;
    static const char *const names[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, HEAD "四、政府信息公开行政复议、行政诉讼情况\n");
    for (int i = 0; i < 15; i++) {
        const char *parent = i == 0    ? "行政复议\n"
                             : i == 5  ? "行政诉讼\n未经复议直接起诉\n"
                             : i == 10 ? "复议后起诉\n"
                                       : "";
        strbuf_addf(&text, "%s%s\t%d\n", parent, names[i % 5], i % 5 == 4 ? 4 * (i / 5) : i / 5);
    }
    strbuf_add_str(&text, "注：数量含上年度结转。\n五、存在的主要问题及改进情况\n有。\n");
    struct draft *draft = import(text.data);
    expect(draft, "review.reconsideration.upheld", "0");
    expect(draft, "review.direct_suit.corrected", "1");
    expect(draft, "review.suit_after_reconsideration.pending", "2");
    expect(draft, "problems", "有。");
    expect(draft, "overview", "");
    expect(draft, "remarks.review.reconsideration.upheld", "数量含上年度结转。");
    draft_free(draft);
    strbuf_release(&text);
}

/* Numbers one to a line that add up neither by rows nor by columns are not guessed at. */
static void test_numbers_that_nothing_confirms(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, REQUESTS);
    for (int i = 0; i < 175; i++)
        strbuf_addf(&text, "%d\n", i * 37 % 101 + 1);
    struct draft *draft = import(text.data);
    expect(draft, "requests.received.natural_person", "");
    assert_non_null(strstr(get(draft, "overview"), "38"));
    draft_free(draft);
    strbuf_release(&text);
}

static void test_blank_zero_and_slash_stay_apart(void **state)
{
    (void)state;
    struct draft *draft =
        import(REQUESTS "一、本年新收政府信息公开申请数量 | 0 | | / | | 2 | | 2 |\n"
                        "二、上年结转政府信息公开申请数量 | | | | | | | 0 |\n");
    static const char *const cells[] = {"0", "", "/", "", "2", "", ""};
    for (int c = 0; c < 7; c++) {
        struct cell cell = {form_section_index(&format_2021, "requests"), 0, 0, c};
        assert_string_equal(draft_text(draft, draft_cell_field(draft, cell)), cells[c]);
    }
    expect(draft, "requests.carried_in.natural_person", "");
    expect(draft, "requests.carried_in.total", "0");
    draft_free(draft);
}

static void test_stated_totals_stay(void **state)
{
    (void)state;
    struct draft *draft =
        import(HEAD "四、政府信息公开行政复议、行政诉讼情况\n10 1 0 0 0 2 0 0 0 2 5 0 0 0 \n"
                    "一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t\n");
    expect(draft, "review.reconsideration.upheld", "");
    draft_free(draft);
    draft = import(HEAD "四、政府信息公开行政复议、行政诉讼情况\n10 1 0 0 0 2 0 0 0 2 5 0 0 0 0\n");
    expect(draft, "review.reconsideration.total", "0");
    expect(draft, "review.direct_suit.total", ""); /* right: follows the cells */
    expect(draft, "review.suit_after_reconsideration.total", "0");
    draft_free(draft);
    draft = import(REQUESTS "一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t\n");
    assert_non_null(noted("T3-ROW", "requests.received.total"));
    draft_free(draft);
}

static void test_what_is_irregular_is_told(void **state)
{
    (void)state;
    struct draft *draft = import(REQUESTS "（三）不予公开\t1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n"
                                          "\t2.其他法律行政止公开\t1\t0\t0\t0\t0\t0\t1\n"
                                          "\t3.危及“三安全一稳定”\t0\t0\t0\t0\t0\t0\t0\n"
                                          "（五）不予处理\t2.重复申请\t4\t0\t0\t0\t0\t0\t4\n"
                                          "\t2.重复申请\t5\t0\t0\t0\t0\t0\t5\n"
                                          "3.要求提供公开出版物\t6\t0\t0\t0\t0\t0\t6\n"
                                          "（六）其他处理\t2\t0\t0\t0\t0\t0\t2\n"
                                          "（七）总计\t１３\t0\t0\t0\t0\t0\t13\n");
    expect(draft, "requests.refused.prohibited_by_law.natural_person", "1");
    expect(draft, "requests.other.other.natural_person", "2");
    expect(draft, "requests.declined.repeated.natural_person", "4");
    static const struct {
        const char *rule, *key;
    } expected[] = {
        {"T3-LABEL", "requests.refused.prohibited_by_law.natural_person"},
        {"T3-ORPHAN", "requests.declined.repeated.natural_person"},    /* twice */
        {"T3-ORPHAN", "requests.declined.publication.natural_person"}, /* no parent */
        {"T3-ORPHAN", "requests.received.natural_person"},             /* missing */
        {"T3-OLDFORM", "requests.other.other.natural_person"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        if (!noted(expected[i].rule, expected[i].key))
            fail_msg("no %s about %s", expected[i].rule, expected[i].key);
    /* The row that came twice is not lost. */
    assert_non_null(strstr(get(draft, "overview"), import_unplaced_mark));
    assert_non_null(strstr(get(draft, "overview"), "5 | 0 | 0"));
    draft_free(draft);

    draft = import(
        HEAD
        "二、主动公开政府信息情况\n规范性文件 1 2 3\n行政许可97\n行政处罚\n5\n行政强制 | 6 |\n");
    expect(draft, "disclosure.normative_documents.in_force", "3");
    expect(draft, "disclosure.licences", "97");
    expect(draft, "disclosure.penalties", "5");
    expect(draft, "disclosure.coercive_measures", "6");
    assert_non_null(noted("T2-ROWNAME", "disclosure.normative_documents.made"));
    draft_free(draft);
}

static void test_number_in_two_cells(void **state)
{
    (void)state;
    struct draft *draft = import(REQUESTS "（一）予以公开 1 2 3 0 0 0 0 15\n");
    expect(draft, "requests.granted.natural_person", "12");
    expect(draft, "requests.granted.business", "3");
    assert_non_null(noted("T3-SPLIT", "requests.granted.natural_person"));
    draft_free(draft);
}

static void test_old_form(void **state)
{
    (void)state;
    struct draft *draft = import(
        HEAD
        "二、主动公开政府信息情况\n信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |\n"
        "规范性文件 | 1 | 2 | 3 |\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n"
        "行政许可 | 12 | -2 | 88 |\n政府集中采购 | 6 | 25万元 |\n");
    assert_ptr_equal(draft_form(draft), &format_2019);
    expect(draft, "disclosure.normative_documents.disclosed", "2");
    expect(draft, "disclosure.licences.change", "-2");
    expect(draft, "disclosure.procurement.amount", "25万元");
    struct findings findings = {0};
    check_draft(draft, NULL, CHECK_ALL, &findings);
    bool found = false;
    for (size_t i = 0; i < findings.count; i++)
        found = found || strcmp(findings.items[i].rule->id, "T2-OLDFORM") == 0;
    assert_true(found);
    findings_release(&findings);
    draft_free(draft);
}

/* ---- findings that stay ---- */

static int count_findings(const struct draft *draft, const char *rule)
{
    struct findings findings = {0};
    int count = 0;
    check_draft(draft, NULL, CHECK_ALL, &findings);
    for (size_t i = 0; i < findings.count; i++)
        count += strcmp(findings.items[i].rule->id, rule) == 0;
    findings_release(&findings);
    return count;
}

static void test_findings_stay_until_the_cell_is_touched(void **state)
{
    (void)state;
    struct draft *draft =
        import(REQUESTS "2.其他法律行政止公开\t1\t0\t0\t0\t0\t0\t1\n以上含上年结转。\n");
    assert_int_equal(count_findings(draft, "T3-LABEL"), 1);
    assert_int_equal(count_findings(draft, "I-TEXT"), 1);
    struct strbuf file = STRBUF_INIT;
    draftfile_write(draft, &file);
    draft_free(draft);
    enum ini_state ini_state;
    struct ini_notes ini_notes = {0};
    draft = draftfile_read(file.data, file.len, &ini_state, &ini_notes, &err);
    assert_non_null(draft);
    assert_int_equal(count_findings(draft, "T3-LABEL"), 1);
    draft_set(draft, draft_find(draft, "requests.refused.prohibited_by_law.natural_person"), "2");
    assert_int_equal(count_findings(draft, "T3-LABEL"), 0);
    draft_set(draft, draft_find(draft, "overview"), "以上含上年结转。");
    assert_int_equal(count_findings(draft, "I-TEXT"), 0);
    ini_notes_release(&ini_notes);
    strbuf_release(&file);
    draft_free(draft);
}

/* Words in the place of one number do not take the others out of the table. */
static void test_words_among_numbers(void **state)
{
    (void)state;
    static const char *const words[] = {"见说明", "不详", "2<br>备注：无", "另行报送"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct strbuf page = STRBUF_INIT;
        strbuf_addf(&page,
                    "<p>云岫县水务局2022年政府信息公开工作年度报告</p>"
                    "<p>三、收到和处理政府信息公开申请情况</p><table><tr>"
                    "<td>（一）予以公开</td><td>1</td><td>2</td><td>%s</td><td>4</td><td>5</td>"
                    "<td>6</td><td>18</td></tr></table>"
                    "<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr>",
                    words[i]);
        for (int c = 0; c < 15; c++)
            strbuf_addf(&page, c == 5 ? "<td>%s</td>" : "<td>1</td>", words[i]);
        strbuf_add_str(&page, "</tr></table>");
        struct draft *draft = import(page.data);
        bool has_number = *words[i] == '2';
        expect(draft, "requests.granted.research", has_number ? "2" : words[i]);
        expect(draft, "requests.granted.other", "6");
        expect(draft, "review.direct_suit.upheld", has_number ? "2" : words[i]);
        expect(draft, "review.reconsideration.upheld", "1");
        expect(draft, "review.suit_after_reconsideration.pending", "1");
        draft_free(draft);
        strbuf_release(&page);
        release_notes(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_odd_cells_stay),
        cmocka_unit_test(test_words_among_numbers),
        cmocka_unit_test(test_digits_glued_to_a_label),
        cmocka_unit_test(test_review_as_a_column),
        cmocka_unit_test(test_numbers_that_nothing_confirms),
        cmocka_unit_test(test_blank_zero_and_slash_stay_apart),
        cmocka_unit_test(test_stated_totals_stay),
        cmocka_unit_test(test_what_is_irregular_is_told),
        cmocka_unit_test(test_number_in_two_cells),
        cmocka_unit_test(test_old_form),
        cmocka_unit_test(test_findings_stay_until_the_cell_is_touched),
    };
    return cmocka_run_group_tests(tests, NULL, release_notes);
}
