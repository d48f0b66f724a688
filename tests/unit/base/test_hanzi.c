/* SPDX-License-Identifier: MIT */
/* Chinese numerals, read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forms/base/hanzi.h"
#include "locale/strbuf.h"

static void test_numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t len;
        int64_t value;
    } rows[] = {
        {"", 0, 0},        {"件", 0, 0},           {"12", 0, 0},
        {"一", 3, 1},      {"十", 3, 10},          {"十二件", 6, 12},
        {"三十二", 9, 32}, {"两百件", 6, 200},     {"一百零五", 12, 105},
        {"〇", 3, 0},      {"二千一十", 12, 2010}, {"三万", 3, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value;
        size_t len = hanzi_number(rows[i].text, &value);
        if (len != rows[i].len || value != rows[i].value)
            fail_msg("%s: %zu bytes are %lld", rows[i].text, len, (long long)value);
    }
}

static void test_digits(void **state)
{
    (void)state;
    assert_int_equal(hanzi_digit(0x4E24), 2); /* 两 */
    assert_int_equal(hanzi_date_digit(0x4E24), -1);
    assert_int_equal(hanzi_digit('7'), -1);
    assert_int_equal(hanzi_date_digit('7'), 7);
    assert_int_equal(hanzi_date_digit(0xFF17), 7);
    assert_int_equal(hanzi_date_digit(0x25CB), 0); /* ○ */
    assert_int_equal(hanzi_date_digit(0x5341), -1);
    assert_int_equal(hanzi_power(0x5341), 10);
    assert_int_equal(hanzi_power(0x4EBF), 100000000);
    assert_int_equal(hanzi_power('1'), 0);
}

static void test_written_numbers_are_read_back(void **state)
{
    (void)state;
    for (int n = 0; n < 1000; n++) {
        struct strbuf text = STRBUF_INIT;
        int64_t value;
        hanzi_add(&text, n);
        size_t len = hanzi_number(text.data, &value);
        if (len != text.len || value != n)
            fail_msg("%d: %s", n, text.data);
        strbuf_release(&text);
    }
    struct strbuf text = STRBUF_INIT;
    hanzi_add(&text, 10);
    hanzi_add(&text, 21);
    hanzi_add(&text, 100);
    hanzi_add(&text, 110);
    assert_string_equal(text.data, "十二十一一百一百一十");
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_read),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_written_numbers_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
