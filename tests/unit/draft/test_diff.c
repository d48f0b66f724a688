/* SPDX-License-Identifier: MIT */
/* What two drafts differ in, in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/draft/diff.h"

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_field(draft, key), text);
}

/* The differences of two drafts that have one field each. */
static void expect(const struct form *form_a, const struct form *form_b, const char *key,
                   const char *a, const char *b, size_t count, const char *text)
{
    struct draft *from = draft_new(form_a), *to = draft_new(form_b);
    struct strbuf out = STRBUF_INIT;
    if (a)
        set(from, key, a);
    if (b)
        set(to, key, b);
    size_t n = diff_drafts(from, to, &out);
    if (n != count || (*text ? !strstr(out.data, text) : out.len != 0))
        fail_msg("%s: %s → %s: %zu differences, not %zu:\n%s\nnot\n%s", key, a ? a : "", b ? b : "",
                 n, count, out.data, text);
    draft_free(from);
    draft_free(to);
    strbuf_release(&out);
}

/* A figure of a table that the text refers to is shown, and differs where the tables do. */
static void test_references(void **state)
{
    (void)state;
    struct draft *a = draft_new(&format_2021), *b = draft_new(&format_2021);
    struct strbuf out = STRBUF_INIT;
    set(a, "disclosure.licences", "412");
    set(b, "disclosure.licences", "412");
    set(a, "overview", "作出许可{disclosure.licences}件。");
    set(b, "overview", "作出许可412件。");
    assert_int_equal(diff_drafts(a, b, &out), 0);
    set(b, "disclosure.licences", "413");
    set(b, "overview", "作出许可{disclosure.licences}件。");
    assert_int_equal(diff_drafts(a, b, &out), 3);
    assert_non_null(strstr(out.data, "- 作出许可412件。\n+ 作出许可413件。\n"));
    strbuf_release(&out);
    draft_free(a);
    draft_free(b);
}

/* Each difference leads to its place in the second draft. */
static void test_places(void **state)
{
    (void)state;
    struct draft *a = draft_new(&format_2021), *b = draft_new(&format_2021);
    struct strbuf out = STRBUF_INIT;
    struct diff_places places = {0};
    set(a, "report.unit", "甲局");
    set(b, "disclosure.licences", "3");
    set(a, "problems", "一\n二\n三");
    set(b, "problems", "一\n三\n四");
    set(a, "remarks.disclosure.fees", "备注");
    set(a, "explanations.X", "理由");
    const struct {
        const char *line, *key; /* NULL: nowhere */
        size_t offset;
    } expected[] = {
        {"机关全称", "report.unit", 0},
        {"表二 行政许可", "disclosure.licences", 0},
        {"- 二", "problems", strlen("一\n")},
        {"+ 四", "problems", strlen("一\n三\n")},
        {"表二 行政事业性收费", "disclosure.fees", 0},
        {"X：理由", NULL, 0},
    };
    size_t count = diff_drafts_placed(a, b, &out, &places);
    assert_int_equal(count, sizeof expected / sizeof *expected);
    assert_int_equal(places.count, count);
    for (size_t i = 0; i < count; i++) {
        const struct diff_place *place = &places.items[i];
        int field = expected[i].key ? draft_find(b, expected[i].key) : -1;
        if (strncmp(out.data + place->line, expected[i].line, strlen(expected[i].line)) != 0 ||
            place->field != field || place->offset != expected[i].offset)
            fail_msg("difference %zu leads to field %d, byte %zu, not %d, %zu:\n%s", i,
                     place->field, place->offset, field, expected[i].offset,
                     out.data + place->line);
    }
    free(places.items);
    strbuf_release(&out);
    draft_free(a);
    draft_free(b);
}

static void test_one_difference(void **state)
{
    (void)state;
    static const struct {
        const char *key, *a, *b;
        size_t count;
        const char *text;
    } cases[] = {
        {"report.unit", "甲局", "甲局", 0, ""},
        {"report.unit", "甲局", "乙局", 1, "封面\n机关全称：甲局 → 乙局\n\n共 1 处不同。\n"},
        {"disclosure.licences", "550", "9487", 1,
         "二、主动公开政府信息情况\n表二 行政许可 本年处理决定数量：550 → 9487（+8937，+1624.91%）\n"},
        {"disclosure.licences", "0", "3", 1, "0 → 3（+3）\n"},
        {"disclosure.licences", "", "0", 1, "（空） → 0\n"},
        {"disclosure.licences", "0", "/", 1, "0 → /\n"},
        {"disclosure.fees", "18.8710", "18.5", 1, "18.8710 → 18.5（-0.3710，-1.97%）\n"},
        {"disclosure.fees", "x", "1", 1, "x → 1\n"},
        /* More digits than a difference can have. */
        {"disclosure.fees", "1234567890123456789012345678901234567890", "0.5", 1,
         "234567890 → 0.5\n"},
        {"remarks.disclosure.fees", "", "含滞纳金", 1,
         "备注\n表二 行政事业性收费 本年收费金额（单位：万元）：（空） → 含滞纳金\n"},
        {"overview", "一\n二\n三", "一\n三\n四", 2, "一、总体情况\n- 二\n+ 四\n"},
        {"overview", "", "一", 1, "+ 一\n"},
        {"overview", "一", "", 1, "- 一\n"},
        {"overview", "一\n\n二", "一\n二", 1, "- （空行）\n"},
        {"import.n0010", "a", "b", 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(&format_2021, &format_2021, cases[i].key, cases[i].a, cases[i].b, cases[i].count,
               cases[i].text);
}

static void test_computed_totals_are_compared(void **state)
{
    (void)state;
    expect(&format_2021, &format_2021, "requests.received.business", "1", "2", 2,
           "表三 一、本年新收政府信息公开申请数量 总计：1 → 2（+1，+100.00%）");
}

static void test_years_and_formats(void **state)
{
    (void)state;
    struct draft *old = draft_new(&format_2019), *new = draft_new(&format_2021);
    struct strbuf out = STRBUF_INIT;
    set(old, "report.year", "2020");
    set(new, "report.year", "2021");
    set(old, "requests.received.business", "4");
    set(new, "requests.received.business", "5");
    set(old, "disclosure.procurement.amount", "25万元");
    set(new, "disclosure.fees", "1");
    assert_int_equal(diff_drafts(old, new, &out), 6);
    assert_non_null(strstr(out.data, "三、收到和处理政府信息公开申请情况（2020 年 → 2021 年）"));
    assert_non_null(strstr(out.data, "商业企业：4 → 5（+1，+25.00%）"));
    assert_non_null(strstr(out.data, "采购总金额：25万元（只有 2019 年的格式里有这一格）"));
    assert_non_null(strstr(
        out.data, "行政事业性收费 本年收费金额（单位：万元）：1（只有 2021 年的格式里有这一格）"));
    draft_free(old);
    draft_free(new);
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_difference),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_computed_totals_are_compared),
        cmocka_unit_test(test_years_and_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
