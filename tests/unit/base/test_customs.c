/* SPDX-License-Identifier: MIT */
/* What differs from county to county: days, deadlines, the office's own words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forms/base/customs.h"

static void days_of_every_year(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int day;
    } rows[] = {{"01-31", 131}, {"03-31", 331}, {"12-01", 1201}, {"", 0},      {"02-29", 0},
                {"1-31", 0},    {"01-32", 0},   {"00-10", 0},    {"01-3", 0},  {"01/31", 0},
                {"01-311", 0},  {"+1-31", 0},   {" 1-31", 0},    {"01-3 ", 0}, {"13-01", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (customs_day(rows[i].text) != rows[i].day)
            fail_msg("“%s”: %d", rows[i].text, customs_day(rows[i].text));
}

static void deadlines_are_set(void **state)
{
    (void)state;
    struct customs customs = CUSTOMS_INIT;
    assert_int_equal(customs_deadline("云岫县教育局", 2023).day, 31);
    customs.deadline = 120;
    customs.government_deadline = 228;
    customs_set(&customs);
    struct date bureau = customs_deadline("云岫县教育局", 2023),
                town = customs_deadline("云岫县青石镇人民政府", 2023),
                county = customs_deadline("云岫县人民政府", 2023);
    customs_set(NULL);
    assert_int_equal(date_compare(bureau, (struct date){2024, 1, 20}), 0);
    assert_int_equal(date_compare(town, (struct date){2024, 1, 20}), 0);
    assert_int_equal(date_compare(county, (struct date){2024, 2, 28}), 0);
    assert_int_equal(
        date_compare(customs_deadline("云岫县人民政府", 2023), (struct date){2024, 3, 31}), 0);
}

static void words_of_a_list(void **state)
{
    (void)state;
    static const char list[] = "\xEF\xBB\xBF# 本单位的词语\r\n\r\n群众群中  群众\n按装\t安装\r\n"
                               "贯撤→贯彻\n  扶贫办，乡村振兴局\n老称呼";
    struct customs_words words = {0};
    struct err err = {0};
    assert_true(customs_words_add(&words, list, strlen(list), &err));
    assert_int_equal(words.count, 5);
    assert_string_equal(words.items[0].wrong, "群众群中");
    assert_string_equal(words.items[0].right, "群众");
    assert_string_equal(words.items[1].right, "安装");
    assert_string_equal(words.items[2].wrong, "贯撤");
    assert_string_equal(words.items[3].wrong, "扶贫办");
    assert_string_equal(words.items[3].right, "乡村振兴局");
    assert_string_equal(words.items[4].right, "");
    customs_words_release(&words);

    /* 按装 安装 in GB18030 */
    assert_true(customs_words_add(&words, "\xB0\xB4\xD7\xB0 \xB0\xB2\xD7\xB0\n", 10, &err));
    assert_string_equal(words.items[0].right, "安装");
    customs_words_release(&words);

    static const char *const bad[] = {"按装 安装\n的 得\n", "，安装\n"};
    for (size_t i = 0; i < 2; i++) {
        assert_false(customs_words_add(&words, bad[i], strlen(bad[i]), &err));
        assert_non_null(strstr(err.text, i ? "第 1 行" : "第 2 行"));
        customs_words_release(&words);
    }
    assert_false(customs_words_add(&words, "\0\0\0", 3, &err));
    customs_words_release(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_every_year),
        cmocka_unit_test(deadlines_are_set),
        cmocka_unit_test(words_of_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
