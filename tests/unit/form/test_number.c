/* SPDX-License-Identifier: MIT */
/* What operators type into cells: what comes of it, and what they are told where nothing can. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "forms/form/number.h"
#include "locale/strbuf.h"

static const struct {
    enum cell_kind kind;
    const char *typed;
    const char *cell;   /* NULL: refused */
    const char *reason; /* a part of it */
} rows[] = {
    {CELL_COUNT, "", "", NULL},
    {CELL_COUNT, "  　\t", "", NULL},
    {CELL_COUNT, "/", "/", NULL},
    {CELL_COUNT, " ／ ", "/", NULL},
    {CELL_COUNT, "0", "0", NULL},
    {CELL_COUNT, "3402", "3402", NULL},
    {CELL_COUNT, "１２３", "123", NULL},
    {CELL_COUNT, "　1２ ", "12", NULL},
    {CELL_COUNT,
     "\xC2\xA0"
     "7",
     "7", NULL},
    {CELL_COUNT, "007", "7", NULL},
    {CELL_COUNT, "000", "0", NULL},
    {CELL_COUNT, "12+5+3", "20", NULL},
    {CELL_COUNT, "12 + 5＋３", "20", NULL},
    {CELL_COUNT, "9223372036854775807", "9223372036854775807", NULL},
    {CELL_COUNT, "9223372036854775806+1", "9223372036854775807", NULL},
    {CELL_COUNT, "9223372036854775808", NULL, "太大"},
    {CELL_COUNT, "9223372036854775807+1", NULL, "太大"},
    {CELL_COUNT, "99999999999999999999999999999999999999999999999999", NULL, "太大"},
    {CELL_COUNT, "9999999999999999999999999999999999999999+1", NULL, "太大"},
    {CELL_COUNT, "12+", NULL, "加号"},
    {CELL_COUNT, "+12", NULL, "加号"},
    {CELL_COUNT, "+", NULL, "加号"},
    {CELL_COUNT, "1++2", NULL, "加号"},
    {CELL_COUNT, "1 2", NULL, "空格"},
    {CELL_COUNT, "1/2", NULL, "不适用"},
    {CELL_COUNT, "//", NULL, "不适用"},
    {CELL_COUNT, "-1", NULL, "负数"},
    {CELL_COUNT, "5－3", NULL, "负数"},
    {CELL_COUNT, "−5", NULL, "负数"},
    {CELL_COUNT, "1.0", NULL, "小数"},
    {CELL_COUNT, "1．5", NULL, "小数"},
    {CELL_COUNT, "12。", NULL, "小数"},
    {CELL_COUNT, "1,234", "1234", NULL},
    {CELL_COUNT, "1，234", "1234", NULL},
    {CELL_COUNT, "１，２３４＋５", "1239", NULL},
    {CELL_COUNT, "12,345,678+1,000", "12346678", NULL},
    {CELL_COUNT, "0,012", "12", NULL},
    {CELL_COUNT, "1,23", NULL, "逗号"},
    {CELL_COUNT, "1,2345", NULL, "逗号"},
    {CELL_COUNT, "1234,567", NULL, "逗号"},
    {CELL_COUNT, "12,34", NULL, "逗号"},
    {CELL_COUNT, ",123", NULL, "逗号"},
    {CELL_COUNT, "1,", NULL, "逗号"},
    {CELL_COUNT, "1,,234", NULL, "逗号"},
    {CELL_COUNT, "1、234", NULL, "顿号"},
    {CELL_COUNT, "3万", NULL, "写全"},
    {CELL_COUNT, "2千", NULL, "写全"},
    {CELL_COUNT, "1亿", NULL, "写全"},
    {CELL_COUNT, "五", NULL, "汉字"},
    {CELL_COUNT, "12件", NULL, "单位"},
    {CELL_COUNT, "—", NULL, "填 0"},
    {CELL_COUNT, "无", NULL, "填 0"},
    {CELL_COUNT, "12a", NULL, "只能填数字"},
    {CELL_COUNT, "1e3", NULL, "只能填数字"},
    {CELL_COUNT, "①", NULL, "只能填数字"},
    {CELL_COUNT, "1\n2", NULL, "只能填数字"},
    {CELL_COUNT,
     "\xE2\x80\xAE"
     "12",
     NULL, "只能填数字"},
    {CELL_COUNT, "٣", NULL, "只能填数字"},
    {CELL_AMOUNT, "18.8710", "18.8710", NULL},
    {CELL_AMOUNT, "59237.2449", "59237.2449", NULL},
    {CELL_AMOUNT, "0", "0", NULL},
    {CELL_AMOUNT, "0.00", "0.00", NULL},
    {CELL_AMOUNT, "１８．５", "18.5", NULL},
    {CELL_AMOUNT, "18。5", "18.5", NULL},
    {CELL_AMOUNT, ".5", "0.5", NULL},
    {CELL_AMOUNT, "5.", "5", NULL},
    {CELL_AMOUNT, "0018.50", "18.50", NULL},
    {CELL_AMOUNT, "0.1+0.2", "0.3", NULL},
    {CELL_AMOUNT, "18.8710 + 1.129", "20.0000", NULL},
    {CELL_AMOUNT, "/", "/", NULL},
    {CELL_AMOUNT, "1.2.3", NULL, "一个小数点"},
    {CELL_AMOUNT, ".", NULL, "加号"},
    {CELL_AMOUNT, "-0.5", NULL, "负数"},
    {CELL_AMOUNT, "5万", NULL, "单位已经是万元"},
    {CELL_AMOUNT, "5元", NULL, "单位"},
    {CELL_AMOUNT, "1,000.5", "1000.5", NULL},
    {CELL_AMOUNT, "0.123,456", NULL, "逗号"},
    {CELL_AMOUNT, "99999999999999999999.999999999999999999999", NULL, "太大"},
    {CELL_CHANGE, "-5", "-5", NULL},
    {CELL_CHANGE, "－５", "-5", NULL},
    {CELL_CHANGE, "+5", "5", NULL},
    {CELL_CHANGE, "5-8", "-3", NULL},
    {CELL_CHANGE, "-2-3+1", "-4", NULL},
    {CELL_CHANGE, "-0", "0", NULL},
    {CELL_CHANGE, "--1", NULL, "加号"},
    {CELL_CHANGE, "-9223372036854775808", "-9223372036854775808", NULL},
    {CELL_CHANGE, "-9223372036854775809", NULL, "太大"},
    {CELL_CHANGE, "1.5", NULL, "小数"},
    {CELL_MONEY, " 12.5万元　", "12.5万元", NULL},
    {CELL_MONEY, "　 ", "", NULL},
};

static void test_typed(void **unused)
{
    (void)unused;
    int n_failed = 0;
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {0, ""};
        strbuf_clear(&out);
        strbuf_add_str(&out, "|");
        bool ok = number_from_typed(rows[i].kind, rows[i].typed, &out, &err);
        const char *expected = rows[i].cell ? rows[i].cell : "";
        if (ok != (rows[i].cell != NULL) || strcmp(out.data + 1, expected) != 0 ||
            (rows[i].reason && !strstr(err.text, rows[i].reason))) {
            print_error("row %zu, kind %d: typed \"%s\", cell \"%s\", expected \"%s\", reason %s\n",
                        i, rows[i].kind, rows[i].typed, out.data + 1,
                        rows[i].cell ? rows[i].cell : "refused", err.text);
            n_failed++;
        }
    }
    strbuf_release(&out);
    assert_int_equal(n_failed, 0);
}

/* What may stay in a cell while it is typed. */
static void test_begun(void **unused)
{
    (void)unused;
    static const struct {
        enum cell_kind kind;
        const char *text;
        bool is_begun;
    } begun[] = {
        {CELL_COUNT, "12+", true},    {CELL_COUNT, "12＋", true},  {CELL_COUNT, "1,", true},
        {CELL_COUNT, "1,2", true},    {CELL_COUNT, "1，23", true}, {CELL_COUNT, "1234,", false},
        {CELL_COUNT, "1,23+", false}, {CELL_COUNT, "12-", false},  {CELL_COUNT, "约", false},
        {CELL_COUNT, "1 2", false},   {CELL_COUNT, "/1", false},   {CELL_CHANGE, "-", true},
        {CELL_COUNT, "12.", true},    {CELL_COUNT, "12。", true},  {CELL_COUNT, "12.5", false},
        {CELL_COUNT, ".", false},     {CELL_AMOUNT, ".", true},    {CELL_AMOUNT, "1.2.", false},
    };
    for (size_t i = 0; i < sizeof begun / sizeof *begun; i++)
        if (number_is_begun(begun[i].kind, begun[i].text) != begun[i].is_begun)
            fail_msg("“%s”", begun[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_typed), cmocka_unit_test(test_begun)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
