/* SPDX-License-Identifier: MIT */
/* Reports in the layouts in which offices publish them: headings in their own words, title, office
 * and year in other places, what a page puts round a report, signatures in all forms. */
#include "tests/support/import_support.h"

#include "forms/draft/draft.h"

/* ---- headings ---- */

static void test_ordinals_make_headings(void **state)
{
    (void)state;
    static const char *const headings[][6] = {
        {"一、政府信息公开总体情况", "二、主动公开情况统计", "三、依申请公开情况",
         "四、行政复议和行政诉讼情况", "五、存在的问题及改进措施", "六、其他需要说明的事项"},
        {"一、概况", "二、2022年主动公开的情况", "三、办理依申请公开的情况", "四、复议诉讼",
         "五、问题与不足", "六、其他"},
        {"一、2022年总体情况。", "二、主动公开", "三、申请办理情况", "四、复议和诉讼情况：",
         "五、工作中的不足和下一步打算", "六、需说明的事项"},
        {"一.概述", "二.主动公开工作", "三.依申请公开工作", "四.复议、诉讼", "五.问题和改进",
         "六.其他有关事项"},
        {"## 一、概况", "## 二、主动公开工作", "## 三、依申请公开工作", "## 四、复议、诉讼",
         "## 五、问题和改进", "## 六、其他有关事项"},
        {"**一、概况**", "**二、主动公开工作**", "**三、依申请公开工作**", "**四、复议、诉讼**",
         "**五、问题和改进**", "**六、其他有关事项**"},
        {"第一部分 概况", "第二部分 主动公开工作", "第三部分 依申请公开工作", "第四部分 复议、诉讼",
         "第五部分 问题和改进", "第六部分 其他有关事项"},
    };
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        const char *const *h = headings[i];
        strbuf_addf(
            &text,
            "云岫县水务局2022年政府信息公开工作年度报告\n%s\n前文。\n%s\n规章\t1\t2\t3\n%s\n"
            "一、本年新收政府信息公开申请数量\t4\t0\t0\t0\t0\t0\t4\n"
            "四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2\n"
            "%s\n1\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n%s\n不足。\n%s\n没有。\n",
            h[0], h[1], h[2], h[3], h[4], h[5]);
        struct draft *draft = import(text.data);
        expect(draft, "overview", "前文。");
        expect(draft, "disclosure.rules.made", "1");
        expect(draft, "requests.received.natural_person", "4");
        expect(draft, "requests.carried_out.natural_person", "2");
        expect(draft, "review.reconsideration.upheld", "1");
        expect(draft, "problems", "不足。");
        expect(draft, "other", "没有。");
        assert_null(noted("P-SECTIONS", NULL));
        draft_free(draft);
        strbuf_release(&text);
    }
}

static void test_inner_ordinals_are_no_headings(void **state)
{
    (void)state;
    struct draft *draft =
        import(HEAD "一、总体情况\n一、主动公开\n有。\n二、依申请公开\n也有。\n"
                    "二、主动公开工作情况\n规章\t1\t2\t3\n五、存在的主要问题及改进情况\n"
                    "一、问题，有两个。\n二、措施，有三条。\n六、其他事项\n没有。\n");
    expect(draft, "overview", "一、主动公开\n有。\n二、依申请公开\n也有。");
    expect(draft, "disclosure.rules.made", "1");
    expect(draft, "problems", "一、问题，有两个。\n二、措施，有三条。");
    expect(draft, "other", "没有。");
    draft_free(draft);
}

/* ---- office and year ---- */

static void test_office_and_year_from_wherever_they_stand(void **state)
{
    (void)state;
    static const struct {
        const char *text, *unit, *year;
    } cases[] = {
        {"首页 > 政务公开 > 年度报告\n云岫县水务局2022年政府信息公开工作年度报告\n", "云岫县水务局",
         "2022"},
        {"首页>年报>云岫县水务局2022年政府信息公开工作年度报告\n", "云岫县水务局", "2022"},
        {"• 云岫县水务局2022年政府信息公开工作年度报告\n", "云岫县水务局", "2022"},
        {"《云岫县水务局2022年政府信息公开工作年度报告》\n", "云岫县水务局", "2022"},
        {"政务公开\n云岫县水务局2022年政府信息公开工作年度报告\n", "云岫县水务局", "2022"},
        {"云岫县水务局文件\n云水〔2023〕3号\n云岫县水务局2022年政府信息公开工作年度报告\n",
         "云岫县水务局", "2022"},
        {"云岫县水务局2021年政府信息公开工作年度报告\n云岫县水务局2022年政府信息公开工作年度报告\n"
         "统计期限自2022年1月1日起至2022年12月31日止。\n",
         "云岫县水务局", "2022"},
        {"2022年政府信息公开工作年度报告\n"
         "现公布云岫县水务局2022年政府信息公开工作年度报告。\n",
         "云岫县水务局", "2022"},
        {"政府信息公开工作年度报告\n本报告由云岫县水务局编制，2022年度的数据都在其中。\n",
         "云岫县水务局", "2022"},
        {"2022年政府信息公开工作年度报告\n发布机构：云岫县水务局\n", "云岫县水务局", "2022"},
        {"云岫县水务局政府信息公开工作年度报告\n2022年，我局做了许多工作。\n", "云岫县水务局",
         "2022"},
        {"<html><head><title>云岫县水务局2022年政府信息公开工作年度报告_云岫县人民政府</title></head>"
         "<body><p>按照规定，编制本报告。</p>",
         "云岫县水务局", "2022"},
        {"<html><head><meta name=\"ArticleTitle\" content=\"云岫县水务局2022年政府信息公开工作"
         "年度报告\"><title>云岫县人民政府</title></head><body><p>按照规定，编制本报告。</p>",
         "云岫县水务局", "2022"},
        {"<html><body><ul><li>云岫县水务局2020年政府信息公开工作年度报告</li></ul>"
         "<h1>云岫县水务局2022年政府信息公开工作年度报告</h1>"
         "<p>云岫县水务局2021年政府信息公开工作年度报告</p>",
         "云岫县水务局", "2022"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        bool is_page = *cases[i].text == '<';
        strbuf_addf(&text,
                    is_page ? "%s<p>一、总体情况</p><p>有。</p></body></html>"
                            : "%s一、总体情况\n有。\n",
                    cases[i].text);
        struct draft *draft = import(text.data);
        if (strcmp(get(draft, "report.unit"), cases[i].unit) ||
            strcmp(get(draft, "report.year"), cases[i].year))
            fail_msg("%s\nis of “%s”, %s", text.data, get(draft, "report.unit"),
                     get(draft, "report.year"));
        draft_free(draft);
        strbuf_release(&text);
    }
}

/* ---- what a page puts round a report ---- */

/* Is the text in one of the notes? */
static bool is_listed(const char *text)
{
    for (size_t i = 0; i < notes.count; i++)
        if (strstr(notes.items[i].text, text))
            return true;
    return false;
}

static void test_furniture_is_set_aside_and_listed(void **state)
{
    (void)state;
    static const char *const before[] = {
        "首页 > 政务公开 > 年度报告", "索引号：014-2023-1\t发布机构：云岫县水务局", "网站无障碍"};
    static const char *const after_title[] = {"时间：2023-01-09 来源：云岫县水务局 点击：12次",
                                              "【字体：大 中 小】 【打印】", "2023-01-09 10:20",
                                              "索引号 014-2023-1"};
    static const char *const foot[] = {"打印本页 关闭窗口",
                                       "相关附件",
                                       "年度报告.docx",
                                       "主办：云岫县人民政府办公室 承办：云岫县大数据中心",
                                       "网站标识码：1234567890 云ICP备00000000号",
                                       "政务新媒体"};
    struct strbuf text = STRBUF_INIT;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        strbuf_addf(&text, "%s\n", before[i]);
    strbuf_add_str(&text, "云岫县水务局2022年政府信息公开工作年度报告\n");
    for (size_t i = 0; i < sizeof after_title / sizeof after_title[0]; i++)
        strbuf_addf(&text, "%s\n", after_title[i]);
    strbuf_add_str(&text, "根据规定编制本报告。地址：云岫县中路1号，电话：0100-1234。\n"
                          "一、总体情况\n有。\n六、其他需要报告的事项\n全年没有收费。\n"
                          "云岫县水务局\n2023年1月9日\n");
    for (size_t i = 0; i < sizeof foot / sizeof foot[0]; i++)
        strbuf_addf(&text, "%s\n", foot[i]);
    struct draft *draft = import(text.data);
    expect(draft, "report.unit", "云岫县水务局");
    expect(draft, "preface", "根据规定编制本报告。地址：云岫县中路1号，电话：0100-1234。");
    expect(draft, "other", "全年没有收费。");
    expect(draft, "report.date", "2023-01-09");
    assert_true(is_listed("年度报告.docx") && is_listed("政务新媒体") && is_listed("网站无障碍"));
    assert_true(is_listed("【字体：大 中 小】") && is_listed("014-2023-1"));
    draft_free(draft);
    strbuf_release(&text);
}

static void test_signatures(void **state)
{
    (void)state;
    static const struct {
        const char *title, *end, *unit;
    } cases[] = {
        {"云岫县水务局", "云岫县水务局\n2023年1月9日\n（此件公开发布）\n", "云岫县水务局"},
        {"云岫县水务局", "云岫县水务局 2023年1月9日\n", "云岫县水务局"},
        {"云岫县水务局", "云岫县水务局\n日期：2023年1月9日\n", "云岫县水务局"},
        {"云岫县水务局", "云岫县水务局（2023年1月9日）\n", "云岫县水务局"},
        {"云岫县水务局", "2023年1月9日\n打印本页\n", "云岫县水务局"},
        {"云岫县青石街道", "云岫县青石街道办事处\n2023年1月9日\n", "云岫县青石街道办事处"},
        {"", "云岫县水务局\n2023年1月9日\n", "云岫县水务局"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text,
                    "%s2022年政府信息公开工作年度报告\n一、总体情况\n有。\n"
                    "六、其他需要报告的事项\n没有收费。\n%s",
                    cases[i].title, cases[i].end);
        struct draft *draft = import(text.data);
        expect(draft, "report.unit", cases[i].unit);
        expect(draft, "report.date", "2023-01-09");
        expect(draft, "other", "没有收费。");
        draft_free(draft);
        strbuf_release(&text);
    }
}

/* ---- what pandoc makes of a Word file ---- */

static void test_pandoc(void **state)
{
    (void)state;
    static const char *const tables[] = {
        /* a pipe table */
        "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|----|----|----|----|\n"
        "| 规章 | 1 | 2 | 3 |\n| 行政规范性文件 | 4 | 5 | 6 |\n",
        /* a grid table whose cells run over two lines */
        "+-----------+----------+----------+----------+\n| 信息内容  | 本年制发 | 本年废止 | 现行有效 |\n"
        "|           | 件数     | 件数     | 件数     |\n+===========+==========+==========+==========+\n"
        "| 规章      | 1        | 2        | 3        |\n+-----------+----------+----------+----------+\n"
        "| 行政规范  | 4        | 5        | 6        |\n| 性文件    |          |          |          |\n"
        "+-----------+----------+----------+----------+\n",
        /* HTML, which pandoc writes for merged cells */
        "<table>\n<tr><td>信息内容</td><td>本年<br>制发件数</td><td>本年废止件数</td>"
        "<td>现行有效件数</td></tr>\n<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>\n"
        "<tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr>\n</table>\n",
        /* columns by blanks */
        "  ---------------- ------ ------ ------\n  信息内容         本年制发件数   本年废止件数   "
        "现行有效件数\n  规章             1      2      3\n  行政规范性文件   4      5      6\n"
        "  ---------------- ------ ------ ------\n",
        /* columns by full-width blanks */
        "信息内容　本年制发件数　本年废止件数　现行有效件数\n规章　1　2　3\n行政规范性文件　4　5　6\n",
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text,
                    "# 云岫县水务局2022年政府信息公开工作年度报告 {#report}\n\n**一、总体情况**\n\n"
                    "1\\. 做得很好。\n\n<span id=\"a\"></span>第二段。\n\n"
                    "**二、主动公开政府信息情况**\n\n%s\n**六、其他需要报告的事项**\n\n没有\\*。\n",
                    tables[i]);
        struct draft *draft = import(text.data);
        expect(draft, "report.unit", "云岫县水务局");
        expect(draft, "overview", "1. 做得很好。\n第二段。");
        expect(draft, "disclosure.rules.made", "1");
        expect(draft, "disclosure.rules.in_force", "3");
        expect(draft, "disclosure.normative_documents.made", "4");
        expect(draft, "disclosure.normative_documents.in_force", "6");
        expect(draft, "other", "没有*。");
        draft_free(draft);
        strbuf_release(&text);
    }
}

/* ---- pages ---- */

/* As pdftotext writes what a browser printed, and what has page numbers: a sentence goes on behind
 * the page's end, a paragraph that ended does not. */
static void test_sentences_over_pages(void **state)
{
    (void)state;
    static const char *const ends[][3] = {
        {"\n\nhttps://www.yunxiu.example/nb/12.html      1/4\n2024/1/9 10:12   云岫县水务局年度报告\n\n\n",
         "\n\nhttps://www.yunxiu.example/nb/12.html    2/4\n2024/1/9 10:12       云岫县水务局年度报告\n\n",
         "\n\nhttps://www.yunxiu.example/nb/12.html  3/4\n2024/1/9 10:12  云岫县水务局年度报告\n\n"},
        {"\n\n- 1 -\n\n", "\n- 2 -\n\n\n", "\n\n- 3 -\n"},
        {"\n\n\f", "\n\f", "\f"},
    };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_add_str(&text,
                       HEAD "一、总体情况\n"
                            "    全年共受理群众来信来电并逐件登记，按股室职责分送办理，月底汇\n"
                            "总通报办理的快慢和质量，对拖延的股室当面提醒并记入年度考核，连\n");
        strbuf_add_str(&text, ends[i][0]);
        strbuf_add_str(&text, "续两次的要在会上说明。窗口每天留一名熟悉业务的同志值守到下班以\n"
                              "后，直到最后一位群众离开，节假日也安排人员在岗。\n");
        strbuf_add_str(&text, ends[i][1]);
        strbuf_add_str(&text, "    目录按季度更新，每次更新前先征求服务对象的意见，再由分管负责\n"
                              "同志审定后上网。\n");
        strbuf_add_str(&text, ends[i][2]);
        strbuf_add_str(&text, "六、其他需要报告的事项\n    没有。\n");
        struct draft *draft = import(text.data);
        expect(
            draft, "overview",
            "全年共受理群众来信来电并逐件登记，按股室职责分送办理，月底汇总通报办理的快慢和质量，"
            "对拖延的股室当面提醒并记入年度考核，连续两次的要在会上说明。窗口每天留一名熟悉业务的"
            "同志值守到下班以后，直到最后一位群众离开，节假日也安排人员在岗。\n"
            "目录按季度更新，每次更新前先征求服务对象的意见，再由分管负责同志审定后上网。");
        expect(draft, "other", "没有。");
        draft_free(draft);
        strbuf_release(&text);
    }
}

static void test_contacts_come_back(void **state)
{
    (void)state;
    struct draft *draft = import(
        HEAD "本报告由办公室编制。\n"
             "公众对本报告有疑问，请与本机关联系。联系地址：河沿路8号；联系电话：0400-5550199。\n"
             "一、总体情况\n有。\n");
    expect(draft, "preface", "本报告由办公室编制。");
    expect(draft, "report.address", "河沿路8号");
    expect(draft, "report.postcode", "");
    expect(draft, "report.phone", "0400-5550199");
    draft_free(draft);
    draft = import(HEAD "联系电话：0400-5550199，欢迎来电\n一、总体情况\n有。\n");
    expect(draft, "preface", "联系电话：0400-5550199，欢迎来电");
    expect(draft, "report.phone", "");
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ordinals_make_headings),
        cmocka_unit_test(test_inner_ordinals_are_no_headings),
        cmocka_unit_test(test_office_and_year_from_wherever_they_stand),
        cmocka_unit_test(test_furniture_is_set_aside_and_listed),
        cmocka_unit_test(test_signatures),
        cmocka_unit_test(test_pandoc),
        cmocka_unit_test(test_sentences_over_pages),
        cmocka_unit_test(test_contacts_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
