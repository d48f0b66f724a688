/* SPDX-License-Identifier: MIT */
/* What is said to be free of errors in a glance is free of errors for the rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/check/check.h"
#include "forms/rollup/figures.h"
#include "tests/support/rollup_support.h"

static bool scan(const struct figures_scanner *scanner, const struct draft *draft,
                 struct figures *figures)
{
    struct strbuf text = STRBUF_INIT;
    draftfile_write(draft, &text);
    bool is_scanned = figures_scan(scanner, text.data, text.len, figures);
    strbuf_release(&text);
    return is_scanned;
}

static bool holds(const struct figures_scanner *scanner, const struct draft *draft)
{
    struct figures figures = FIGURES_INIT;
    bool is_right = scan(scanner, draft, &figures) && figures_narratives_hold(scanner, &figures);
    figures_release(&figures);
    return is_right;
}

static void assert_no_error(const struct draft *draft, const struct draft *previous,
                            const char *what)
{
    struct findings findings = {0};
    check_draft(draft, previous, CHECK_ERRORS, &findings);
    for (size_t i = 0; i < findings.count; i++)
        fail_msg("%s: said to be right, but %s: %s", what, findings.items[i].rule->id,
                 findings.items[i].text);
    findings_release(&findings);
}

/* ---- texts one by one ---- */

static void what_is_plain_is_proved(void **unused)
{
    (void)unused;
    static const struct {
        const char *section, *text;
        bool holds;
    } rows[] = {
        {"overview", "全年公开政府信息12条。", true},
        {"overview", "", false},
        {"overview", "。。", false},
        {"preface", "", true},
        {"preface", "统计期限自2023年1月1日起至2023年12月31日止。", true},
        {"preface", "统计期限自2023年1月1日起，至12月31日止。", true},
        {"preface", "统计期限自2022年1月1日起至2022年12月31日止。", false},
        {"preface", "统计期限自2023年1月1日起至2023年12月30日止。", false},
        {"preface", "统计期限自2023年1月1日起至2023年12月3.1日止。", false},
        {"preface", "统计期限自2023-01-01至2023-12-31。", false},
        {"preface", "5月12日培训，11月3日检查，当月整改。", true},
        {"preface", "统计期限为 2023 年 1 月 1 日至 12 月 31 日。", true},
        {"overview", "一是甲；二是乙；三是丙。", true},
        {"overview", "一是甲；二是乙；二是丙。", false},
        {"overview", "（一）甲。\n（二）乙。\n（三）丙。", true},
        {"overview", "（一）甲。\n（三）丙。", false},
        {"overview", "一、甲\n二、乙", false},
        {"overview", "1.甲。一是乙，二是丙。\n2.丁。一是戊，二是己。", true},
        {"overview", "第一，甲。第二，乙。", true},
        {"overview",
         "收到申请{requests.received.total}件，其中{requests.received.natural_person}件。", true},
        {"overview", "收到申请{requests.received.totl}件。", false},
        {"overview", "收到申请{ requests.received.total }件。", false},
        {"overview", "收到申请1{requests.received.total}件。", false},
        {"overview", "（{requests.received.total}）甲", false},
        {"overview", "某某局开展了XX工作。", false},
        {"overview", "年　月　日", false},
        {"overview", "阅读量10000次。", true},
        {"overview", "阅读量0000次。", false},
        {"overview", "“甲”和《乙》（丙）。", true},
        {"overview", "“”", false},
        {"overview", "说“甲 & 乙”。", false},
        {"overview", "共１２件。", false},
        {"other", "收取信息处理费0元。", true},
        {"other", "收取信息处理费20元。", true},
        {"other", "收取信息处理费25元。", false},
        {"other", "收取信息处理费2万元。", false},
        {"other", "收取信息处理费十元。", false},
        {"other", "没有收取信息处理费，内容多元。", false},
        {"other", "没有收取信息处理费，分单元统计。", true},
        {"other", "没有其他事项。", false},
    };
    struct figures_scanner *scanner = figures_scanner_new();
    struct draft *draft = make_draft("某县某局");
    assert_true(holds(scanner, draft));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *before = strdup(draft_text(draft, draft_find(draft, rows[i].section)));
        set(draft, rows[i].section, rows[i].text);
        if (holds(scanner, draft) != rows[i].holds)
            fail_msg("%s “%s”: %s", rows[i].section, rows[i].text,
                     rows[i].holds ? "not proved" : "proved");
        if (rows[i].holds)
            assert_no_error(draft, NULL, rows[i].text);
        set(draft, rows[i].section, before);
        free(before);
    }
    draft_free(draft);
    figures_scanner_free(scanner);
}

/* ---- any texts ---- */

/* What the rules stumble over, and what comes close. */
static const char *const fragments[] = {
    "一是",
    "二是",
    "三是",
    "第一，",
    "第二，",
    "其一，",
    "其中",
    "（一）",
    "（二）",
    "（三）",
    "（2）",
    "(1)",
    "1.",
    "2.",
    "3、",
    "一、",
    "二、",
    "。",
    "；",
    "，",
    "、",
    "\n",
    "\n",
    "：",
    "！",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "【",
    "】",
    "2023年",
    "2022年",
    "1月1日",
    "12月31日",
    "5月3日",
    "月",
    "日",
    "年",
    "至",
    "起",
    "止",
    "起至",
    "到",
    "—",
    "-",
    "/",
    ".",
    ",",
    "统计期限自",
    "所列数据",
    "2023-12-31",
    "2023.1.1",
    "今年",
    "当月",
    "多",
    "万",
    "余",
    "十",
    "{requests.received.total}",
    "{requests.carried_in.total}",
    "{disclosure.fees}",
    "{disclosure.licences}",
    "{report.year}",
    "{x}",
    "{",
    "}",
    "0",
    "1",
    "12",
    "0000",
    "元",
    "万元",
    "件",
    "20元",
    "信息处理费",
    "处理费0元",
    "收取",
    "某某",
    "局",
    "XX",
    "xx",
    "__",
    "某",
    "年月日",
    "月日均",
    "？",
    "？？",
    " ",
    "　",
    "\t",
    "１",
    "％",
    "&",
    "\"",
    "\\",
    "政府信息公开",
    "主动公开",
    "工作",
    "群众",
    "abc",
    "http://a.gov.cn",
    "A",
};

static void add_fragments(struct strbuf *text, uint32_t n)
{
    for (; n; n--)
        strbuf_add_str(text, fragments[random_below(sizeof fragments / sizeof fragments[0])]);
}

static void what_is_proved_is_right(void **unused)
{
    (void)unused;
    static const char *const sections[] = {"preface", "overview", "problems", "other"};
    static const char *const beginnings[] = {"", "全年工作。", "一是甲；二是乙；", "处理费0元，"};
    struct figures_scanner *scanner = figures_scanner_new();
    int n_drafts = getenv("NIANBAO_LONG") ? 200000 : 20000, n_proved = 0;
    struct draft *draft = make_draft("某县某局");
    for (int i = 0; i < n_drafts; i++) {
        for (int s = 0; s < 4; s++) {
            struct strbuf text = STRBUF_INIT;
            strbuf_add_str(&text, beginnings[s]);
            add_fragments(&text, random_below(2) ? 0 : random_below(9));
            set(draft, sections[s], text.data);
            strbuf_release(&text);
        }
        if (!holds(scanner, draft))
            continue;
        n_proved++;
        struct strbuf all = STRBUF_INIT;
        for (int s = 0; s < 4; s++)
            strbuf_addf(&all, "[%s]", draft_text(draft, draft_find(draft, sections[s])));
        assert_no_error(draft, NULL, all.data);
        strbuf_release(&all);
    }
    if (n_proved < n_drafts / 20)
        fail_msg("only %d of %d were proved: that tests nothing", n_proved, n_drafts);
    draft_free(draft);
    figures_scanner_free(scanner);
}

/* ---- last year's ---- */

static void what_was_carried_is_right(void **unused)
{
    (void)unused;
    static const struct {
        const char *key, *now, *last_key, *last;
        bool holds;
    } rows[] = {
        {"", "", "", "", true},
        {"requests.carried_in.natural_person", "1", "requests.carried_out.natural_person", "1",
         true},
        {"requests.carried_in.natural_person", "1", "requests.carried_out.natural_person", "2",
         false},
        {"requests.carried_in.natural_person", "1", "requests.carried_out.natural_person", "",
         false},
        {"disclosure.rules.in_force", "11", "disclosure.rules.in_force", "10", true},
        {"disclosure.rules.in_force", "11", "disclosure.rules.in_force", "11", false},
        {"disclosure.rules.in_force", "", "disclosure.rules.in_force", "11", true},
        {"disclosure.licences", "100000", "disclosure.licences", "1", true},
    };
    static const char *const zero[] = {"natural_person", "business",      "research",
                                       "welfare",        "legal_service", "other"};
    struct figures_scanner *scanner = figures_scanner_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct draft *now = make_texts("某县某局"), *last = make_texts("某县某局");
        struct figures now_figures = FIGURES_INIT, last_figures = FIGURES_INIT;
        set(last, "report.year", "2022");
        set(last, "preface", "");
        for (size_t k = 0; k < sizeof zero / sizeof zero[0]; k++) {
            char key[60];
            snprintf(key, sizeof key, "requests.carried_in.%s", zero[k]);
            set(now, key, "0");
            snprintf(key, sizeof key, "requests.carried_out.%s", zero[k]);
            set(last, key, "0");
        }
        set(now, "disclosure.rules.made", "2");
        set(now, "disclosure.rules.repealed", "1");
        if (*rows[i].key) {
            set(now, rows[i].key, rows[i].now);
            set(last, rows[i].last_key, rows[i].last);
        }
        /* The identity of the year does not matter here: figures are taken from the drafts. */
        figures_from_draft(now, &now_figures);
        figures_from_draft(last, &last_figures);
        if (figures_carried_hold(&now_figures, &last_figures) != rows[i].holds)
            fail_msg("%s %s, last year %s: %s", rows[i].key, rows[i].now, rows[i].last,
                     rows[i].holds ? "not proved" : "proved");
        struct findings findings = {0};
        check_draft(now, last, CHECK_ERRORS, &findings);
        if (rows[i].holds &&
            (findings_have(&findings, "Y-CARRY") || findings_have(&findings, "T2-CARRY")))
            fail_msg("%s %s, last year %s: proved, but an error", rows[i].key, rows[i].now,
                     rows[i].last);
        findings_release(&findings);
        figures_release(&now_figures);
        figures_release(&last_figures);
        draft_free(now);
        draft_free(last);
    }
    figures_scanner_free(scanner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_plain_is_proved),
        cmocka_unit_test(what_is_proved_is_right),
        cmocka_unit_test(what_was_carried_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
