/* SPDX-License-Identifier: MIT */
/* Amounts in 万元: what is one, and sums to the last digit. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "locale/strbuf.h"

#define NINES_40 "9999999999999999999999999999999999999999"

static void test_valid(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        int n_decimals; /* -1: no decimal */
    } rows[] = {
        {"0", 0},           {"7545", 0},         {"18.8710", 4}, {"0.5", 1},
        {"007", 0},         {NINES_40, 0},       {"", -1},       {".", -1},
        {".5", -1},         {"5.", -1},          {"1.2.3", -1},  {"-1", -1},
        {"+1", -1},         {" 1", -1},          {"1 ", -1},     {"1,000", -1},
        {"1e3", -1},        {"１", -1},          {"/", -1},      {"NaN", -1},
        {NINES_40 "9", -1}, {"1." NINES_40, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool valid = decimal_is_valid(rows[i].text);
        if (valid != (rows[i].n_decimals >= 0) ||
            (valid && decimal_n_decimals(rows[i].text) != rows[i].n_decimals))
            fail_msg("\"%s\": valid %d", rows[i].text, valid);
    }
}

/* NULL: too long. */
static const struct {
    const char *a, *b, *sum, *difference;
    int order;
} pairs[] = {
    {"0", "0", "0", "0", 0},
    {"1.50", "1.5", "3.00", "0.00", 0},
    {"18.8710", "0.129", "19.0000", "18.7420", 1},
    {"0.1", "0.2", "0.3", "-0.1", -1},
    {"59237.2449", "96171.6", "155408.8449", "-36934.3551", -1},
    {"999.99", "0.01", "1000.00", "999.98", 1},
    {"1000", "0.0001", "1000.0001", "999.9999", 1},
    {"007", "8", "15", "-1", -1},
    {"0.05", "0", "0.05", "0.05", 1},
    {"10", "9.99", "19.99", "0.01", 1},
    {"9007199254740993", "0.0000001", "9007199254740993.0000001", "9007199254740992.9999999", 1},
    {NINES_40, "0", NINES_40, NINES_40, 1},
    {NINES_40, "1", NULL, "9999999999999999999999999999999999999998", 1},
    {NINES_40, "0.1", NULL, NULL, 1},
    {"0.1", NINES_40, NULL, NULL, -1},
};

static int sign_of(int n) { return (n > 0) - (n < 0); }

static void check_result(size_t row, const char *what, bool ok, const struct strbuf *out,
                         const char *expected)
{
    if (ok != (expected != NULL) || strcmp(out->data, expected ? expected : "") != 0)
        fail_msg("row %zu, %s: \"%s\", expected %s", row, what, out->data,
                 expected ? expected : "no result");
}

static void test_pairs(void **unused)
{
    (void)unused;
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const char *a = pairs[i].a, *b = pairs[i].b;
        bool ok = decimal_add(&out, a, b);
        check_result(i, "sum", ok, &out, pairs[i].sum);
        strbuf_clear(&out);
        ok = decimal_add(&out, b, a);
        check_result(i, "sum the other way round", ok, &out, pairs[i].sum);
        strbuf_clear(&out);
        ok = decimal_subtract(&out, a, b);
        check_result(i, "difference", ok, &out, pairs[i].difference);
        strbuf_clear(&out);
        assert_int_equal(sign_of(decimal_compare(a, b)), pairs[i].order);
        assert_int_equal(sign_of(decimal_compare(b, a)), -pairs[i].order);
    }
    strbuf_release(&out);
}

static void test_shift(void **unused)
{
    (void)unused;
    static const struct {
        const char *decimal;
        int n;
        const char *result;
    } rows[] = {
        {"3940", -4, "0.3940"},
        {"3940", 0, "3940"},
        {"0.394", 4, "3940"},
        {"18.8710", 4, "188710"},
        {"18.8710", 2, "1887.10"},
        {"0", -4, "0.0000"},
        {"0", 4, "0"},
        {"12345678", -4, "1234.5678"},
        {"0.00001", 4, "0.1"},
        {"0.05", 4, "500"},
        {NINES_40, 1, NULL},
        {NINES_40, -40, NULL},
        {"1", 41, NULL},
    };
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool ok = decimal_shift(&out, rows[i].decimal, rows[i].n);
        check_result(i, "shift", ok, &out, rows[i].result);
        strbuf_clear(&out);
    }
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_shift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
