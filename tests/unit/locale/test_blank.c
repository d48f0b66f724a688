/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "locale/blank.h"

static void test_trim(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } rows[] = {
        {"", ""},
        {" ", ""},
        {"　\t\u00A0\u2003\u200B\uFEFF\r\n", ""},
        {"年报", "年报"},
        {"　　年报", "年报"},
        {"年报 \t\r\n", "年报"},
        {"\u00A0一 二　三\u00A0", "一 二　三"},
        {"\n\n一\n\n二\n\n", "一\n\n二"},
        {"\x80 一 \xE3\x80", "\x80 一 \xE3\x80"}, /* bytes that are no text are no blanks */
        {"　\xE3", "\xE3"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *text = rows[i].text;
        size_t len = strlen(text), wanted = strlen(rows[i].trimmed);
        blank_trim(&text, &len);
        if (len != wanted || memcmp(text, rows[i].trimmed, len) != 0)
            fail_msg("row %zu: “%.*s” of “%s”, not “%s”", i, (int)len, text, rows[i].text,
                     rows[i].trimmed);
    }
}

static void test_ends(void **state)
{
    (void)state;
    assert_int_equal(blank_prefix("　 一 ", strlen("　 一 ")), strlen("　 "));
    assert_int_equal(blank_suffix("　 一 ", strlen("　 一 ")), 1);
    assert_int_equal(blank_prefix("", 0), 0);
    assert_int_equal(blank_suffix("", 0), 0);
    assert_true(blank_is(0x3000));
    assert_false(blank_is('\n')); /* a paragraph ends there */
    assert_false(blank_is(0x4E00));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_trim), cmocka_unit_test(test_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
