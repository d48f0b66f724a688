/* SPDX-License-Identifier: MIT */
/* Whatever stands in a draft: findings lie within their text, at characters, and have names that a
 * draft can hold. */
#include "tests/support/check_support.h"

#include "locale/utf8.h"

static const char *const pieces[] = {
    "收到",
    "政府信息公开申请",
    "申请",
    "3件",
    "１２件",
    "共",
    "其中",
    "，",
    "。",
    "；",
    "、",
    "（",
    "）",
    "(",
    ")",
    "\n",
    "2022年",
    "2023年",
    "2024年",
    "12月31日",
    "1月1日",
    "至",
    "统计期限",
    "一是",
    "二是",
    "三是",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "第一，",
    "占",
    "45%",
    "33.9%",
    "同比增长",
    "12.5%",
    "条",
    "200条",
    "其他",
    "网址：",
    "http://",
    "www.",
    "a.b.cn",
    " ",
    "\u3000",
    "XX",
    "____",
    "{requests.received.total}",
    "{report.unit}",
    "{x}",
    "{",
    "}",
    "信息处理费",
    "3940元",
    "0.394万元",
    "万",
    "亿",
    "余",
    "约",
    "均已",
    "办结",
    "未收到",
    "行政复议",
    "行政诉讼",
    "未发生",
    "零败诉",
    "云岫县",
    "澜江市",
    "自然资源局",
    "人民政府",
    "由",
    "与",
    "编制",
    "联系",
    "的的",
    "资金资金",
    "，，",
    "截止",
    "20",
    "99999999999999999999",
    "0000",
    "??",
    "年 月 日",
    "十二件",
    "百千万",
    "结转",
    "下年",
    "上年",
    "自然人",
    "予以公开",
    "及",
    "部分公开",
    "制发",
    "行政规范性文件",
    "×",
    "\u00A0",
    "\U00020BB7",
    "é",
    "％",
    "．",
    "\uFFFD",
    "“",
    "”",
    "《",
    "》",
    "不足",
    "措施",
    "将",
};
static const char *const numbers[] = {
    "", "0", "/", "-1", "12", "38", "9223372036854775807", "1.5", "无", "99999999999999999999"};
static const char *const units[] = {"云岫县自然资源局", "",    "局", "云岫县",        "我局",
                                    "云岫市",           "abc", "县", "白亭镇人民政府"};
#define COUNT(array) (uint32_t)(sizeof(array) / sizeof(array)[0])

static uint64_t seed = 20240118;
static uint32_t below(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 20) % limit;
}

static void scramble(struct draft *draft)
{
    static const char *const sections[] = {"preface", "overview", "problems", "other"};
    draft_set(draft, COVER_UNIT, units[below(COUNT(units))]);
    for (uint32_t s = 0; s < COUNT(sections); s++) {
        struct strbuf text = STRBUF_INIT;
        for (uint32_t n = below(120); n; n--)
            strbuf_add_str(&text, pieces[below(COUNT(pieces))]);
        draft_set(draft, draft_find(draft, sections[s]), text.data);
        strbuf_release(&text);
    }
    for (int i = 0; i < 10; i++) {
        struct cell cell =
            form_cell_at(&format_2021, (int)below((uint32_t)form_n_cells(&format_2021)));
        draft_set(draft, draft_cell_field(draft, cell), numbers[below(COUNT(numbers))]);
    }
}

static void check_finding(const struct draft *draft, const struct finding *finding)
{
    assert_true(utf8_is_valid(finding->text, strlen(finding->text)));
    assert_true(strlen(finding->id) <= INI_MAX_NAME_BYTES);
    assert_int_equal(strspn(finding->id, "abcdefghijklmnopqrstuvwxyz0123456789._-"),
                     strlen(finding->id));
    if (finding->field < 0 || !finding->len)
        return;
    const char *text = draft_text(draft, finding->field);
    size_t len = draft_len(draft, finding->field);
    if (finding->offset + finding->len > len ||
        !utf8_is_valid(text + finding->offset, finding->len))
        fail_msg("%s at %zu, %zu bytes, of:\n%s", finding->text, finding->offset, finding->len,
                 text);
}

static void test_random_drafts(void **state)
{
    (void)state;
    struct draft *base = read_draft("tests/drafts/sample-2023.ini");
    assert_non_null(base);
    for (int run = 0; run < 300; run++) {
        struct draft *draft = draft_clone(base);
        struct findings findings = {0};
        scramble(draft);
        check_draft(draft, run % 3 ? base : NULL, CHECK_ALL, &findings);
        for (size_t i = 0; i < findings.count; i++)
            check_finding(draft, &findings.items[i]);
        findings_release(&findings);
        draft_free(draft);
    }
    draft_free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_drafts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
