/* SPDX-License-Identifier: MIT */
/* Importing published reports: titles, headings and paragraphs in their many spellings, encodings,
 * and input that is no report at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "locale/encoding.h"
#include "locale/mem.h"
#include "tests/support/import_support.h"

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
        {"首页 > 公开\n发布日期：2023-01-09\n青溪县水务局2022年政府信息公开工作年度报告",
         "青溪县水务局", "2022", false},
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
    struct draft *draft =
        import("本报告的统计期限自 2022 年 1 月 1 日起至 12 月 31 日止。\n一、总体情况\n无。");
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
        strbuf_addf(
            &text,
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
    struct draft *draft =
        import("甲局2022年政府信息公开工作年度报告\n"
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
    struct draft *draft =
        import("甲局2022年政府信息公开工作年度报告\n一、总体情况\n有。\n第二十条第（一）项\n"
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
    expect(
        draft, "overview",
        "2022年，本局认真做好政府信息公开的各项工作，全年在网站上发布各类信息共计一千二百三十四条，都经过审查。\n"
        "（一）主动公开。网站设十二个栏目，专人每天更新，每季度检查一次，检查的结果都在月底以前通报全局。\n"
        "（二）依申请公开。收到申请以后当天登记，三天以内分到股室，答复都在期限以内。");
    draft_free(draft);
}

static void test_signature(void **state)
{
    (void)state;
    struct draft *draft = import(
        "青溪县水务局2022年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n\n青溪县水务局\n"
        "2023 年 1 月 9 日\n");
    expect(draft, "other", "无。");
    expect(draft, "report.date", "2023-01-09");
    draft_free(draft);
    draft = import(
        "青溪县水务局2022年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n水务局\n二〇二三年1月9日\n");
    expect(draft, "other", "无。\n水务局");
    expect(draft, "report.date", "2023-01-09");
    draft_free(draft);
    static const char *const dates[] = {"二〇二三年一月九日", "二○二三年一月九日",
                                        "二O二三年一月九日",  "２０２３年１月９日",
                                        "2023-01-09",         "2023.1.9"};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(
            &text,
            "青溪县水务局2022年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n青溪县水务局\n%s\n",
            dates[i]);
        draft = import(text.data);
        expect(draft, "other", "无。");
        expect(draft, "report.date", "2023-01-09");
        draft_free(draft);
        strbuf_release(&text);
    }
}

/* ---- bytes ---- */

static void test_encodings(void **state)
{
    (void)state;
    const char *text =
        "青溪县水务局2022年政府信息公开工作年度报告\r\n一、总体情况\r\n有〇有㐂。\r\n";
    struct strbuf bytes = STRBUF_INIT;
    assert_true(
        encode_text(ENCODING_GB18030, ENCODE_STRICT, text, strlen(text), &bytes, NULL, &err));
    struct draft *draft = import_len(bytes.data, bytes.len);
    assert_non_null(draft);
    expect(draft, "report.unit", "青溪县水务局");
    expect(draft, "overview", "有〇有㐂。");
    draft_free(draft);
    /* A BOM, a byte that is none, and the radicals of a PDF. */
    draft =
        import("\xEF\xBB\xBF" HEAD
               "⼀、总体情况\n⽔利\xE5 和\xE2\x80\x8B \x1b[2J\xE2\x80\xAE信息公开工作进展顺利。\n");
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
    const char *text = HEAD
        "<p>一、总体情况</p><p>有&nbsp;。</p><table><tr><td rowspan=2>规章</td><td>1</td></tr></table>";
    struct strbuf gb = STRBUF_INIT;
    assert_true(encode_text(ENCODING_GB18030, ENCODE_STRICT, text, strlen(text), &gb, NULL, &err));
    for (size_t len = 0; len < strlen(text); len++)
        draft_free(import_len(text, len));
    for (size_t len = 0; len < gb.len; len++)
        draft_free(import_len(gb.data, len));
    strbuf_release(&gb);
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
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_what_is_no_report_is_refused),
        cmocka_unit_test(test_hostile_input),
        cmocka_unit_test(test_ten_thousand_tables),
        cmocka_unit_test(test_cut_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, release_notes);
}
