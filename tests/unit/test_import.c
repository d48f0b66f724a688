/* Importing published reports: titles, headings, labels and values in their many spellings, what is told about them,
 * and input that is no report at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/check.h"
#include "forms/draftfile.h"
#include "forms/import.h"
#include "forms/importlabel.h"
#include "forms/importvalue.h"
#include "locale/encoding.h"
#include "locale/mem.h"

static struct import_notes notes;
static struct err err;

static struct draft *import_len(const char *text, size_t len)
{
    import_notes_release(&notes);
    return import_report(text, len, &notes, &err);
}

static struct draft *import(const char *text)
{
    struct draft *draft = import_len(text, strlen(text));
    if (!draft)
        fail_msg("not imported: %s\n%s", err.text, text);
    return draft;
}

static const char *get(const struct draft *draft, const char *key)
{
    int field = draft_find(draft, key);
    return field >= 0 ? draft_text(draft, field) : "";
}

static void expect(const struct draft *draft, const char *key, const char *text)
{
    if (strcmp(get(draft, key), text) != 0)
        fail_msg("%s is “%s”, not “%s”", key, get(draft, key), text);
}

/* The note of that rule about that key; NULL. */
static const struct import_note *noted(const char *rule, const char *key)
{
    for (size_t i = 0; i < notes.count; i++)
        if (notes.items[i].rule && strcmp(notes.items[i].rule, rule) == 0 &&
            (!key || strcmp(notes.items[i].key, key) == 0))
            return &notes.items[i];
    return NULL;
}

/* ---- titles ---- */

static void test_titles(void **state)
{
    (void)state;
    static const struct {
        const char *text, *unit, *year;
        bool is_noted;
    } cases[] = {
        {"青溪县水务局2022年政府信息公开工作年度报告", "青溪县水务局", "2022", false},
        {"青溪县水务局 2022 年度政府信息公开工作年度 报告", "青溪县水务局", "2022", false},
        {"青溪县水务局\n２０２２年政府信息公开工作\n年度报告", "青溪县水务局", "2022", false},
        {"青溪县水务局\n\n二〇二二年政府信息公开工作年度报告", "青溪县水务局", "2022", false},
        {"2022年青溪县水务局政府信息公开工作年度报告", "青溪县水务局", "2022", false},
        {"青溪县人民政府信息公开工作年度报告（2022年）", "青溪县人民政府", "2022", true},
        {"青溪县水务局\n政府信息公开工作年度报告\n（2022年度）", "青溪县水务局", "2022", true},
        {"青溪县水务局关于2022年政府信息公开工作年度报告", "青溪县水务局", "2022", false},
        {"青溪县水务局2022年政府信息公开工作年度报告\n字号：大 中 小\n青溪县水务局2022年政府信息公开工作年度报告",
         "青溪县水务局", "2022", false},
        {"青溪县水务局2022年政府信息公开年度报告", "青溪县水务局", "2022", true},
        {"正文\n青溪县水务局2022年政府信息公开工作年度报告", "青溪县水务局", "2022", false},
        {"首页 > 公开\n发布日期：2023-01-09\n青溪县水务局2022年政府信息公开工作年度报告", "青溪县水务局", "2022",
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text, "%s\n一、总体情况\n有。\n", cases[i].text);
        struct draft *draft = import(text.data);
        expect(draft, "report.unit", cases[i].unit);
        expect(draft, "report.year", cases[i].year);
        expect(draft, "overview", "有。");
        if (!strstr(cases[i].text, "首页 >"))
            expect(draft, "preface", "");
        if ((noted("P-TITLE", NULL) != NULL) != cases[i].is_noted)
            fail_msg("“%s” is%s noted", cases[i].text, cases[i].is_noted ? " not" : "");
        draft_free(draft);
        strbuf_release(&text);
    }
}

static void test_year_of_the_period_where_the_title_has_none(void **state)
{
    (void)state;
    struct draft *draft = import("本报告的统计期限自 2022 年 1 月 1 日起至 12 月 31 日止。\n一、总体情况\n无。");
    expect(draft, "report.year", "2022");
    assert_non_null(noted("I-YEAR", "report.year"));
    assert_non_null(noted("P-TITLE", NULL));
    draft_free(draft);
}

/* ---- headings ---- */

static void test_headings(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *section;
        bool is_noted;
    } cases[] = {
        {"五、存在的主要问题及改进情况", "problems", false},
        {"五、存在的主要问题和改进情况", "problems", false},
        {"五．政府信息公开工作存在的主要问题及改进情况", "problems", false},
        {"第五部分 存在的主要问题及改进情况", "problems", false},
        {"## 五、存在的主要问题及改进情况", "problems", false},
        {"五、存在的主要问题\n及改进情况", "problems", false},
        {"l五、存在的主要问题及改进情况", "problems", true},
        {"四、存在的主要问题及改进情况", "problems", true},
        {"存在的主要问题及改进情况", "problems", true},
        {"六、其他需要报告的事项", "other", false},
        {"六、其他需要报告的事项：", "other", false},
        {"六、需要报告的其他事项", "other", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text,
                    "甲局2022年政府信息公开工作年度报告\n一、总体情况\n前文。\n%s\n后文。\n| a | b |\n|---|---|\n",
                    cases[i].heading);
        struct draft *draft = import(text.data);
        expect(draft, "overview", "前文。");
        expect(draft, cases[i].section, "后文。\na | b");
        const struct import_note *note = noted("P-SECTIONS", cases[i].section);
        if ((note && *note->text) != cases[i].is_noted)
            fail_msg("“%s” is%s noted", cases[i].heading, cases[i].is_noted ? " not" : "");
        draft_free(draft);
        strbuf_release(&text);
    }
}

static void test_what_is_no_heading(void **state)
{
    (void)state;
    struct draft *draft = import("甲局2022年政府信息公开工作年度报告\n"
                                 "目录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
                                 "一、总体情况。2022年，有。\n（一）总体情况\n二、工作机制\n三、主动公开工作情况\n"
                                 "二、主动公开政府信息情况\n规章\t1\t2\t3\n三、收到和处理政府信息公开申请情况\n"
                                 "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n"
                                 "四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1\n");
    expect(draft, "overview", "2022年，有。\n（一）总体情况\n二、工作机制\n三、主动公开工作情况");
    expect(draft, "disclosure.rules.made", "1");
    expect(draft, "requests.received.natural_person", "1");
    expect(draft, "requests.carried_out.natural_person", "1");
    draft_free(draft);
}

static void test_tables_without_headings(void **state)
{
    (void)state;
    struct draft *draft = import("甲局2022年政府信息公开工作年度报告\n一、总体情况\n有。\n第二十条第（一）项\n"
                                 "规章\t1\t2\t3\n一、本年新收政府信息公开申请数量\t4\t0\t0\t0\t0\t0\t4\n");
    expect(draft, "overview", "有。");
    expect(draft, "disclosure.rules.in_force", "3");
    expect(draft, "requests.received.natural_person", "4");
    assert_non_null(noted("P-SECTIONS", "disclosure"));
    draft_free(draft);
}

/* ---- text ---- */

static void test_lines_of_a_page_become_paragraphs(void **state)
{
    (void)state;
    struct draft *draft = import(
        "甲局2022年政府信息公开工作年度报告\n一、总体情况\n"
        "2022年，本局认真做好政府信息公开的各项工作，全年\n在网站上发布各类信息共计一千二百三十四条，都\n"
        "经过审查。\n（一）主动公开。网站设十二个栏目，专人每天更新\n，每季度检查一次，检查的结果都在月底以前通报\n"
        "全局。\n- 1 -\n（二）依申请公开。收到申请以后当天登记，三天以\n内分到股室，答复都在期限以内。\n");
    expect(draft, "overview",
           "2022年，本局认真做好政府信息公开的各项工作，全年在网站上发布各类信息共计一千二百三十四条，都经过审查。\n"
           "（一）主动公开。网站设十二个栏目，专人每天更新，每季度检查一次，检查的结果都在月底以前通报全局。\n"
           "（二）依申请公开。收到申请以后当天登记，三天以内分到股室，答复都在期限以内。");
    draft_free(draft);
}

static void test_signature(void **state)
{
    (void)state;
    struct draft *draft =
        import("青溪县水务局2022年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n\n青溪县水务局\n"
               "2023 年 1 月 9 日\n");
    expect(draft, "other", "无。");
    expect(draft, "report.date", "2023-01-09");
    draft_free(draft);
    draft =
        import("青溪县水务局2022年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n水务局\n二〇二三年1月9日\n");
    expect(draft, "other", "无。\n水务局");
    expect(draft, "report.date", "2023-01-09");
    draft_free(draft);
}

/* ---- tables ---- */

#define HEAD     "甲局2022年政府信息公开工作年度报告\n"
#define REQUESTS HEAD "三、收到和处理政府信息公开申请情况\n"

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
        {"年度办 不予公 2.其他法律行政法规禁止公开", true, LABEL_ROW, "refused.prohibited_by_law", true},
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
    struct label_set *set = label_set_new(&format_2021, form_section_index(&format_2021, "requests"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct label label = label_find(set, cases[i].label, cases[i].with_values);
        const char *key = label.kind == LABEL_ROW ? form_row_of(&format_2021, label_cell(set, label.row, 0))->key : "";
        if (label.kind != cases[i].kind || (cases[i].row && strcmp(key, cases[i].row) != 0) ||
            (cases[i].kind != LABEL_NONE && label.is_exact != cases[i].is_exact))
            fail_msg("“%s”: kind %d, row %s, exact %d", cases[i].label, label.kind, key, label.is_exact);
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
        {CELL_COUNT, "2021年", "2021年", "", false},
        {CELL_COUNT, "1 2", "1 2", "", false},
        {CELL_COUNT, "", "", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf clean = STRBUF_INIT, remark = STRBUF_INIT;
        if (import_is_value(cases[i].text) != cases[i].is_value)
            fail_msg("“%s” is %s value", cases[i].text, cases[i].is_value ? "no" : "a");
        import_value_clean(cases[i].kind, cases[i].text, &clean, &remark);
        if (cases[i].is_value && (strcmp(clean.data, cases[i].clean) != 0 || strcmp(remark.data, cases[i].remark) != 0))
            fail_msg("“%s” became “%s”, remark “%s”", cases[i].text, clean.data, remark.data);
        strbuf_release(&clean);
        strbuf_release(&remark);
    }
}

static void test_blank_zero_and_slash_stay_apart(void **state)
{
    (void)state;
    struct draft *draft = import(REQUESTS "一、本年新收政府信息公开申请数量 | 0 | | / | | 2 | | 2 |\n"
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
    struct draft *draft = import(HEAD "四、政府信息公开行政复议、行政诉讼情况\n10 1 0 0 0 2 0 0 0 2 5 0 0 0 \n"
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

    draft = import(HEAD "二、主动公开政府信息情况\n规范性文件 1 2 3\n行政许可97\n行政处罚\n5\n行政强制 | 6 |\n");
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
    struct draft *draft =
        import(HEAD "二、主动公开政府信息情况\n信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |\n"
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
    struct draft *draft = import(REQUESTS "2.其他法律行政止公开\t1\t0\t0\t0\t0\t0\t1\n注：含上年结转。\n");
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
    draft_set(draft, draft_find(draft, "overview"), "注：含上年结转。");
    assert_int_equal(count_findings(draft, "I-TEXT"), 0);
    ini_notes_release(&ini_notes);
    strbuf_release(&file);
    draft_free(draft);
}

/* ---- bytes ---- */

static void test_encodings(void **state)
{
    (void)state;
    const char *text = "青溪县水务局2022年政府信息公开工作年度报告\r\n一、总体情况\r\n有〇有㐂。\r\n";
    struct strbuf bytes = STRBUF_INIT;
    assert_true(encode_text(ENCODING_GB18030, ENCODE_STRICT, text, strlen(text), &bytes, NULL, &err));
    struct draft *draft = import_len(bytes.data, bytes.len);
    assert_non_null(draft);
    expect(draft, "report.unit", "青溪县水务局");
    expect(draft, "overview", "有〇有㐂。");
    draft_free(draft);
    /* A BOM, a byte that is none, and the radicals of a PDF. */
    draft =
        import("\xEF\xBB\xBF" HEAD "⼀、总体情况\n⽔利\xE5 和\xE2\x80\x8B \x1b[2J\xE2\x80\xAE信息公开工作进展顺利。\n");
    expect(draft, "overview", "水利\uFFFD 和 [2J信息公开工作进展顺利。");
    draft_free(draft);
    strbuf_release(&bytes);
}

static void test_what_is_no_report_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *said;
    } cases[] = {
        {"", 0, "没有文字"},
        {"   \n\n", 5, "没有文字"},
        {"%PDF-1.7\n", 9, "PDF"},
        {"PK\x03\x04xxxx", 8, "docx"},
        {"\xFF\xFE-N\0", 5, "UTF-16"},
        {"\x7f"
         "ELF\0\0\0\0\0\0\0\0",
         12, "不是文本"},
        {"\xFF\xFE\xFD\xFC\xFB\xFA\xF9", 7, ""},
        {"\x80\xFF\x80\xFF\x80\xFF", 6, "GB18030"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct draft *draft = import_len(cases[i].bytes, cases[i].len);
        if (draft || !strstr(err.text, cases[i].said))
            fail_msg("case %zu: %s", i, draft ? "imported" : err.text);
    }
}

/* Many times the same: either a draft or a sentence, in bounded time and memory. */
static void import_repeated(const char *head, const char *piece, size_t n_bytes)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, head);
    strbuf_add_repeat(&text, piece, n_bytes / strlen(piece));
    *err.text = '\0';
    struct draft *draft = import_len(text.data, text.len);
    if (!draft && !*err.text)
        fail_msg("“%s…” was refused without a word", piece);
    draft_free(draft);
    strbuf_release(&text);
}

static void test_hostile_input(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    static const char *const pieces[] = {
        "一",
        "|",
        "\t",
        "0\t",
        "<table><tr><td>",
        "<td rowspan=99 colspan=99>",
        "&amp;",
        "<!--",
        "<a '",
        "</",
        "&#",
        "\n",
        "0\n",
        "1 2 3 4 5 6 7\n",
        "（六）其他处理 1 2 3 4 5 6 7\n",
        "1.本机关不掌握 1\n",
        "法律行政法规禁止公开第三方合法权益的\n",
        "五、存在的问题及改\n",
        "\x1b[31m",
        "\f",
        "- 1 -\n年报\n",
        "青溪县水务局政府信息公开工作年度报告\n",
        "第二十条第（一）项\n",
    };
    import_repeated("", "x", IMPORT_MAX_BYTES + 1);
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        import_repeated("", pieces[i], MANY);
        import_repeated(REQUESTS, pieces[i], MANY);
        import_repeated("<p>" REQUESTS "</p>", pieces[i], MANY);
    }
}

static void test_ten_thousand_tables(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_add_repeat(&text, "<table><tr><td>甲", 10000);
    strbuf_add_str(&text, "深处的字");
    strbuf_add_repeat(&text, "</td></tr></table>", 10000);
    struct draft *draft = import(text.data);
    assert_non_null(strstr(get(draft, "preface"), "深处的字"));
    draft_free(draft);
    strbuf_release(&text);
}

/* A file that was cut is read as far as it goes. */
static void test_cut_anywhere(void **state)
{
    (void)state;
    const char *text =
        HEAD "<p>一、总体情况</p><p>有&nbsp;。</p><table><tr><td rowspan=2>规章</td><td>1</td></tr></table>";
    struct strbuf gb = STRBUF_INIT;
    assert_true(encode_text(ENCODING_GB18030, ENCODE_STRICT, text, strlen(text), &gb, NULL, &err));
    for (size_t len = 0; len < strlen(text); len++)
        draft_free(import_len(text, len));
    for (size_t len = 0; len < gb.len; len++)
        draft_free(import_len(gb.data, len));
    strbuf_release(&gb);
}

static int release(void **state)
{
    (void)state;
    import_notes_release(&notes);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_year_of_the_period_where_the_title_has_none),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_what_is_no_heading),
        cmocka_unit_test(test_tables_without_headings),
        cmocka_unit_test(test_lines_of_a_page_become_paragraphs),
        cmocka_unit_test(test_signature),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_blank_zero_and_slash_stay_apart),
        cmocka_unit_test(test_stated_totals_stay),
        cmocka_unit_test(test_what_is_irregular_is_told),
        cmocka_unit_test(test_number_in_two_cells),
        cmocka_unit_test(test_old_form),
        cmocka_unit_test(test_findings_stay_until_the_cell_is_touched),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_what_is_no_report_is_refused),
        cmocka_unit_test(test_hostile_input),
        cmocka_unit_test(test_ten_thousand_tables),
        cmocka_unit_test(test_cut_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
