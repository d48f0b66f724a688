/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forms/form/covertext.h"
#include "forms/form/formdef.h"

static const struct {
    int field;
    const char *typed, *text;
} cases[] = {
    {COVER_UNIT, "", ""},
    {COVER_UNIT, " 　", ""},
    {COVER_UNIT, "青石县水务局", "青石县水务局"},
    {COVER_UNIT, "　 青石县 水务局　 ", "青石县 水务局"},
    {COVER_PHONE, " 0400-5550182 ", "0400-5550182"},
    {COVER_ADDRESS, "文澜路１６号。", "文澜路１６号。"}, /* a text, not an address of the net */
    {COVER_EMAIL, "xxgk＠qs。example", "xxgk@qs.example"},
    {COVER_EMAIL, " ａｂ．ｃ@qs.example　", "ab.c@qs.example"},
    {COVER_SITE, "http：／／qs。example/nb", "http://qs.example/nb"},
};

static void test_put_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strbuf text = STRBUF_INIT;
        covertext_from_typed(cases[i].field, cases[i].typed, &text);
        if (strcmp(text.data, cases[i].text))
            fail_msg("“%s” became “%s”", cases[i].typed, text.data);
        strbuf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_put_right)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
