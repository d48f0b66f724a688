/* SPDX-License-Identifier: MIT */
/* The rendered report as bytes, and what an encoding lacks in words. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/print/report.h"
#include "forms/print/reportencode.h"

static const struct {
    const char *text;
    enum encoding encoding;
    bool crlf;
    const char *bytes;
    const char *losses; /* "offset:substitute " of each, "!" for none */
} encodings[] = {
    {"", ENCODING_UTF8, true, "", ""},
    {"中\n\f文\n", ENCODING_UTF8, false, "中\n\f文\n", ""},
    {"中\n\f文\n", ENCODING_UTF8, true, "中\r\n\f文\r\n", ""},
    {"无行尾", ENCODING_UTF8, true, "无行尾", ""},
    {"a\x1B"
     "[31m\r\xC2\x85"
     "b\x7F\tc\n",
     ENCODING_UTF8, true, "a[31mbc\r\n", ""}, /* controls never reach a printer */
    {"中─\n", ENCODING_GBK, true, "\xD6\xD0\xA9\xA4\r\n", ""},
    {"中─\n", ENCODING_GB18030, false, "\xD6\xD0\xA9\xA4\n", ""},
    {"\r中😀\r•", ENCODING_GBK, false, "\xD6\xD0\xA1\xFE\xA1\xA4", "4:! 9:· "},
    {"😀", ENCODING_GB18030, false, "\x94\x39\xFC\x36", ""},
};

static void test_encode(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT, losses = STRBUF_INIT;
        struct encode_result result = {0};
        strbuf_add_str(&text, encodings[i].text);
        assert_true(
            report_encode(&text, encodings[i].encoding, encodings[i].crlf, &bytes, &result, NULL));
        for (size_t j = 0; j < result.n_losses; j++)
            strbuf_addf(&losses, "%zu:%s ", result.losses[j].offset,
                        result.losses[j].substitute ? result.losses[j].substitute : "!");
        if (strcmp(bytes.data, encodings[i].bytes) != 0 ||
            strcmp(losses.data, encodings[i].losses) != 0)
            fail_msg("row %zu: %zu bytes, losses “%s”", i, bytes.len, losses.data);
        encode_result_release(&result);
        strbuf_release(&text);
        strbuf_release(&bytes);
        strbuf_release(&losses);
    }
}

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_field(draft, key), text);
}

static void test_list_losses(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    set(draft, "report.unit", "云岫县\U00020BB7办");
    set(draft, "report.site", "©");
    set(draft, "overview", "第一段没有\n\n第二段•有，\u200B还有{report.unit}。");
    set(draft, "preface", "½");
    set(draft, "disclosure.rules.made", "两件😀");
    set(draft, "remarks.disclosure.rules.made", "其中\uE001");
    struct strbuf list = STRBUF_INIT;
    struct report_losses losses;
    report_encode_losses(draft, ENCODING_GBK, &list, &losses);
    assert_string_equal(list.data,
                        "机关全称 第 4 字：“\U00020BB7”不能用 GBK 编码表示\n"
                        "公布网址 第 1 字：“©”将印成“(C)”\n"
                        "前言 第 1 段第 1 字：“½”将印成“1/2”\n"
                        "一、总体情况 第 2 段第 4 字：“•”将印成“·”\n"
                        "一、总体情况 第 2 段第 13 字：“\U00020BB7”不能用 GBK 编码表示\n"
                        "表二 规章 本年制发件数 第 3 字：“😀”不能用 GBK 编码表示\n"
                        "表二 规章 本年制发件数 备注第 3 字：“<U+E001>”将印成“<U+E001>”\n");
    assert_int_equal(losses.n_substituted, 4);
    assert_int_equal(losses.n_impossible, 3);

    /* What is not lost is not listed; a private character is odd everywhere. */
    strbuf_clear(&list);
    report_encode_losses(draft, ENCODING_UTF8, &list, &losses);
    assert_int_equal(losses.n_impossible, 0);
    assert_string_equal(list.data,
                        "表二 规章 本年制发件数 备注第 3 字：“<U+E001>”将印成“<U+E001>”\n");

    /* Very many are counted, and not all listed. */
    struct strbuf many = STRBUF_INIT;
    strbuf_add_repeat(&many, "•", 1000);
    set(draft, "problems", many.data);
    strbuf_clear(&list);
    report_encode_losses(draft, ENCODING_GBK, &list, &losses);
    assert_int_equal(losses.n_substituted, 1004);
    assert_non_null(strstr(list.data, "\n……另有 907 处未列出\n"));
    strbuf_release(&many);
    strbuf_release(&list);
    draft_free(draft);
}

/* Substitutes are in the rendered text, where they were measured; only what has none is left for
 * the encoder. */
static void test_substitutes_are_measured(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    set(draft, "report.unit", "某局");
    set(draft, "overview", "½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪½⑪😀½⑪");
    struct report_options options = {.encoding = ENCODING_GBK};
    struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT;
    struct encode_result result = {0};
    assert_true(report_render(draft, &options, &text, NULL));
    assert_non_null(strstr(text.data, "1/2(11)"));
    assert_null(strstr(text.data, "½"));
    assert_true(report_encode(&text, ENCODING_GBK, false, &bytes, &result, NULL));
    assert_int_equal(result.n_losses, 1);
    assert_int_equal(result.n_impossible, 1);
    assert_memory_equal(text.data + result.losses[0].offset, "😀", strlen("😀"));
    encode_result_release(&result);
    strbuf_release(&text);
    strbuf_release(&bytes);
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encode),
        cmocka_unit_test(test_list_losses),
        cmocka_unit_test(test_substitutes_are_measured),
    };
    return cmocka_run_group_tests_name("reportencode", tests, NULL, NULL);
}
