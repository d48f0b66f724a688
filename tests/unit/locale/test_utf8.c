/* SPDX-License-Identifier: MIT */
/* UTF-8: every scalar value there and back, and everything else refused. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "locale/utf8.h"

static void test_every_character(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x110010; c++) {
        char bytes[UTF8_MAX_BYTES] = {0};
        size_t n = utf8_encode(c, bytes);
        if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
            assert_int_equal(n, 0);
            continue;
        }
        assert_int_equal(n, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        uint32_t back;
        assert_int_equal(utf8_decode(bytes, n, &back), n);
        assert_int_equal(back, c);
        assert_int_equal(utf8_prev(bytes, n), 0);
        for (size_t cut = 0; cut < n; cut++) {
            assert_int_equal(utf8_decode(bytes, cut, &back), 0);
            assert_int_equal(back, 0xFFFD);
        }
    }
}

/* Of all strings of three bytes that do not begin with ASCII, those are valid that encode
 * something. */
static void test_every_three_bytes(void **state)
{
    (void)state;
    size_t n_two = 0, n_three = 0;
    for (unsigned i = 0x800000; i <= 0xFFFFFF; i++) {
        char bytes[3] = {(char)(i >> 16), (char)(i >> 8), (char)i}, again[UTF8_MAX_BYTES];
        uint32_t c;
        size_t n = utf8_decode(bytes, sizeof bytes, &c);
        if (n && (utf8_encode(c, again) != n || memcmp(again, bytes, n)))
            fail_msg("%06X decodes to U+%04X in %zu bytes", i, c, n);
        n_two += n == 2;
        n_three += n == 3;
    }
    assert_int_equal(n_two, (0x800 - 0x80) * 256);
    assert_int_equal(n_three, 0x10000 - 0x800 - 0x800);
}

static void test_invalid(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t valid_prefix;
    } rows[] = {
        {"", 0},
        {"年报", 6},
        {"\x80", 0},
        {"\xC0\x80", 0}, /* overlong */
        {"a\xC1\xBF", 1},
        {"\xE0\x9F\xBF", 0},
        {"\xF0\x8F\xBF\xBF", 0},
        {"\xED\xA0\x80", 0},     /* surrogate */
        {"\xF4\x90\x80\x80", 0}, /* over U+10FFFF */
        {"\xF5\x80\x80\x80", 0},
        {"\xFF", 0},
        {"年\xE6\x8A", 3},
        {"年\xE6\x8A"
         "a",
         3},
        {"年\xF0\x9F\x98", 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t len = strlen(rows[i].text), n = utf8_valid_prefix(rows[i].text, len);
        if (n != rows[i].valid_prefix || utf8_is_valid(rows[i].text, len) != (n == len))
            fail_msg("row %zu: %zu valid bytes, not %zu", i, n, rows[i].valid_prefix);
    }
}

static void test_counts_and_clips(void **state)
{
    (void)state;
    static const char text[] = "a年é\U00020BB7z";
    static const size_t borders[] = {0, 1, 1, 1, 4, 4, 6, 6, 6, 6, 10, 11, 11};
    assert_int_equal(utf8_n_chars(text, strlen(text)), 5);
    assert_int_equal(utf8_n_chars("", 0), 0);
    for (size_t max = 0; max < sizeof borders / sizeof borders[0]; max++)
        assert_int_equal(utf8_clip_bytes(text, strlen(text), max), borders[max]);
}

/* Backwards over valid and invalid bytes alike. */
static void test_prev(void **state)
{
    (void)state;
    static const char text[] = "a\xE5\xB9\xB4\xFF\x80\xE5\xB9\U00020BB7";
    static const size_t starts[] = {8, 7, 6, 5, 4, 1, 0};
    size_t offset = strlen(text);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        offset = utf8_prev(text, offset);
        assert_int_equal(offset, starts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character),
        cmocka_unit_test(test_every_three_bytes),
        cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_counts_and_clips),
        cmocka_unit_test(test_prev),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
