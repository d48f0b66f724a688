/* SPDX-License-Identifier: MIT */
/* What may reach a terminal: nothing that moves the cursor, turns the direction or hides. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "locale/charclass.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/visible.h"
#include "locale/width.h"

static void test_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
        size_t n_replaced;
    } rows[] = {
        {"", "", 0},
        {"官庄工区 2023 年报，“公开”——①", "官庄工区 2023 年报，“公开”——①", 0},
        {"\xC2\xA0　", "\xC2\xA0　", 0},
        {"a\nb\tc\rd\be\033[2Jf\177", "a<U+000A>b<U+0009>c<U+000D>d<U+0008>e<U+001B>[2Jf<U+007F>",
         6},
        {"\xC2\x85\xC2\x9B"
         "31m",
         "<U+0085><U+009B>31m", 2},
        {"\u202Eabc\u202C", "<U+202E>abc<U+202C>", 2},
        {"\u061C\u200E\u200F\u2066\u2069", "<U+061C><U+200E><U+200F><U+2066><U+2069>", 5},
        {"张\u200B三\u200C\u200D\u2060\uFEFF", "张<U+200B>三<U+200C><U+200D><U+2060><U+FEFF>", 5},
        {"\u2028\u2029", "<U+2028><U+2029>", 2},
        {"\uFFF9a\uFFFAb\uFFFB", "<U+FFF9>a<U+FFFA>b<U+FFFB>", 3},
        {"\u3164\u115F\u1160\uFFA0", "<U+3164><U+115F><U+1160><U+FFA0>", 4},
        {"\U000E0041\U000E007F", "<U+E0041><U+E007F>", 2},
        {"\U0001F3F4\U000E0067\U000E007F", "\U0001F3F4<U+E0067><U+E007F>", 2},
        {"\u00AD\u034F\u180E\u17B4\u180B", "<U+00AD><U+034F><U+180E><U+17B4><U+180B>", 5},
        {"\uE000\U000F0000\U0010FFFD", "<U+E000><U+F0000><U+10FFFD>", 3},
        {"\uFFFE\uFDD0\u0378", "<U+FFFE><U+FDD0><U+0378>", 3},
        {"葛\uFE00\U000E0100", "葛<U+FE00><U+E0100>", 2},
        {"\xFF"
         "a\xC0\x80",
         "<0xFF>a<0xC0><0x80>", 3},
        {"\xED\xA0\x80", "<0xED><0xA0><0x80>", 3},
        {"年\xE6\x8A", "年<0xE6><0x8A>", 2},
        {"e\u0301a\u030C中\u0304", "e\u0301a\u030C中\u0304", 0},
        {"a\u0301\u0302\u0303\u0304\u0305\u0306", "a\u0301\u0302\u0303\u0304<U+0305><U+0306>", 2},
        {"\u0301a", "<U+0301>a", 1},
        {"\u202E\u0301", "<U+202E><U+0301>", 2},
        {"\u1161\u11AB", "<U+1161><U+11AB>", 2},
        {"\U0001F468\u200D\U0001F469 \u2764\uFE0F", "\U0001F468\u200D\U0001F469 \u2764\uFE0F", 0},
        {"1\uFE0F\u20E3", "1\uFE0F\u20E3", 0},
        {"a\uFE0F\U0001F468\u200D", "a<U+FE0F>\U0001F468<U+200D>", 2},
        {"\u2764\uFE0F\uFE0F", "\u2764\uFE0F<U+FE0F>", 1},
        {"<U+202E>", "<U+202E>", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf out = STRBUF_INIT;
        strbuf_add_str(&out, "[");
        size_t n_replaced = visible_add_str(&out, rows[i].text);
        if (strcmp(out.data + 1, rows[i].shown) || n_replaced != rows[i].n_replaced)
            fail_msg("row %zu: %s (%zu), not %s (%zu)", i, out.data + 1, n_replaced, rows[i].shown,
                     rows[i].n_replaced);
        for (int ambiguous = 1; ambiguous <= 2; ambiguous++)
            assert_int_equal(width_of_str(rows[i].text, ambiguous),
                             width_of_str(rows[i].shown, ambiguous));
        strbuf_release(&out);
    }
}

/* A name that is UTF-8 names the file: nothing in it is replaced. */
static void test_names(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"草稿.ini", "草稿.ini"},
        {"a\nb\u202E.ini", "a\nb\u202E.ini"},
        {"\xB8\xE5.ini", "<0xB8><0xE5>.ini"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf out = STRBUF_INIT;
        visible_add_name(&out, rows[i][0]);
        if (strcmp(out.data, rows[i][1]))
            fail_msg("row %zu: %s, not %s", i, out.data, rows[i][1]);
        strbuf_release(&out);
    }
}

/* A NUL in the text is shown as well. */
static void test_nul(void **state)
{
    (void)state;
    struct strbuf out = STRBUF_INIT;
    assert_int_equal(visible_add(&out, "a\0b", 3), 1);
    assert_string_equal(out.data, "a<U+0000>b");
    strbuf_release(&out);
    bool replaced = true;
    char form[16];
    assert_int_equal(visible_next("", 0, &replaced, form), 0);
    assert_false(replaced);
}

/* Every character, alone and behind a letter: it is sent as it is or not at all, its form is as
 * wide as was said. */
static void test_every_character(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char text[1 + UTF8_MAX_BYTES] = "a";
        size_t len = utf8_encode(c, text + 1);
        if (!len) {
            assert_false(char_is_safe(c));
            continue;
        }
        struct strbuf alone = STRBUF_INIT, behind = STRBUF_INIT;
        size_t n_alone = visible_add(&alone, text + 1, len),
               n_behind = visible_add(&behind, text, 1 + len);
        if (char_is_safe(c) ? n_alone && char_cols(c, 1) : !n_alone || !n_behind)
            fail_msg("U+%04X: %s, %s", c, alone.data, behind.data);
        if (n_alone) {
            for (size_t i = 0; i < alone.len; i++)
                assert_in_range(alone.data[i], 0x20, 0x7E);
        } else {
            assert_memory_equal(alone.data, text + 1, len);
        }
        assert_int_equal(width_of(text + 1, len, 1), width_of_str(alone.data, 1));
        assert_int_equal(width_of(text, 1 + len, 1), width_of_str(behind.data, 1));
        strbuf_release(&alone);
        strbuf_release(&behind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_every_character),
    };
    return cmocka_run_group_tests_name("visible", tests, NULL, NULL);
}
