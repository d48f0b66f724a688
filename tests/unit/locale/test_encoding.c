/* SPDX-License-Identifier: MIT */
/* GB18030 and GBK: every character there and back, what is lost, and bytes that are no text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "locale/encoding.h"
#include "locale/strbuf.h"
#include "locale/substitute.h"
#include "locale/utf8.h"
#include "tests/support/scratch.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool known;
        enum encoding encoding;
    } rows[] = {
        {"UTF-8", true, ENCODING_UTF8},          {"utf8", true, ENCODING_UTF8},
        {"GB18030", true, ENCODING_GB18030},     {"gbk", true, ENCODING_GBK},
        {"GB2312", true, ENCODING_GBK},          {"cp936", true, ENCODING_GBK},
        {"big5", false, ENCODING_UTF8},          {"", false, ENCODING_UTF8},
        {"gbk//TRANSLIT", false, ENCODING_UTF8}, {"utf-16", false, ENCODING_UTF8},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        enum encoding encoding = ENCODING_UTF8;
        assert_int_equal(encoding_parse(rows[i].name, &encoding), rows[i].known);
        assert_int_equal(encoding, rows[i].encoding);
    }
    assert_string_equal(encoding_name(ENCODING_GB18030), "GB18030");
}

/* Codes that the standards give; "" where the encoding has none. */
static void test_codes(void **state)
{
    (void)state;
    static const struct {
        uint32_t c;
        const char *gb18030, *gbk;
        bool drawn_gb18030, drawn_gbk;
    } rows[] = {
        {'A', "A", "A", true, true},
        {U'你', "\xC4\xE3", "\xC4\xE3", true, true},
        {U'〇', "\xA9\x96", "\xA9\x96", true, true},
        {U'—', "\xA1\xAA", "\xA1\xAA", true, true},
        {U'“', "\xA1\xB0", "\xA1\xB0", true, true},
        {U'…', "\xA1\xAD", "\xA1\xAD", true, true},
        {U'·', "\xA1\xA4", "\xA1\xA4", true, true},
        {U'─', "\xA9\xA4", "\xA9\xA4", true, true},
        {U'〓', "\xA1\xFE", "\xA1\xFE", true, true},
        {U'ü', "\xA8\xB9", "\xA8\xB9", true, true},
        {U'€', "\xA2\xE3", "", true, false},
        {U'⑪', "\x81\x37\x8C\x36", "", false, false},
        {U'Ā', "\x81\x30\x8B\x38", "", false, false},
        {U'𠮷', "\x95\x34\xB2\x35", "", false, false},
        {0xE000, "\xAA\xA1", "", false, false},
        {0xD800, "", "", false, false},
        {0x110000, "", "", false, false},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        for (int gbk = 0; gbk < 2; gbk++) {
            enum encoding encoding = gbk ? ENCODING_GBK : ENCODING_GB18030;
            const char *expected = gbk ? rows[i].gbk : rows[i].gb18030;
            char bytes[4];
            size_t n = encode_char(encoding, rows[i].c, bytes);
            if (n != strlen(expected) || memcmp(bytes, expected, n))
                fail_msg("U+%04X in %s", rows[i].c, encoding_name(encoding));
            if (encoding_can_draw(encoding, rows[i].c) !=
                (gbk ? rows[i].drawn_gbk : rows[i].drawn_gb18030))
                fail_msg("U+%04X drawn in %s", rows[i].c, encoding_name(encoding));
        }
    }
    assert_true(encoding_can_draw(ENCODING_UTF8, U'⑪'));
    assert_false(encoding_can_draw(ENCODING_UTF8, 0xDFFF));
}

/* Every character that the encoding has is the one that iconv says, and comes back. */
static void check_round_trip(enum encoding encoding, uint32_t last, size_t n_min)
{
    iconv_t to = iconv_open(encoding_name(encoding), "UTF-8");
    assert_true(to != (iconv_t)-1);
    struct strbuf text = STRBUF_INIT, encoded = STRBUF_INIT, back = STRBUF_INIT;
    size_t n_held = 0;
    for (uint32_t c = 1; c <= last; c++) {
        char utf8[4], expected[4], bytes[4];
        char *in_pos = utf8, *out_pos = expected;
        size_t in_left = utf8_encode(c, utf8), out_left = sizeof expected;
        size_t len = in_left, n = encode_char(encoding, c, bytes);
        if (!len)
            continue;
        size_t status = iconv(to, &in_pos, &in_left, &out_pos, &out_left);
        iconv(to, NULL, NULL, NULL, NULL);
        size_t n_expected = status == 0 ? sizeof expected - out_left : 0;
        if (c == 0x20AC && encoding == ENCODING_GBK)
            n_expected = 0; /* 0x80 is no character of GBK proper */
        if (n != n_expected || memcmp(bytes, expected, n))
            fail_msg("U+%04X in %s: %zu bytes, iconv has %zu", c, encoding_name(encoding), n,
                     n_expected);
        if (n) {
            strbuf_add(&text, utf8, len);
            n_held++;
        }
    }
    iconv_close(to);
    assert_true(n_held >= n_min);
    struct encode_result result;
    assert_true(encode_text(encoding, ENCODE_STRICT, text.data, text.len, &encoded, &result, NULL));
    assert_int_equal(result.n_losses, 0);
    size_t bad_offset;
    assert_true(decode_text(encoding, encoded.data, encoded.len, &back, &bad_offset));
    assert_int_equal(back.len, text.len);
    assert_memory_equal(back.data, text.data, text.len);
    encode_result_release(&result);
    strbuf_release(&text);
    strbuf_release(&encoded);
    strbuf_release(&back);
}

static void test_round_trip_gbk(void **state)
{
    (void)state;
    check_round_trip(ENCODING_GBK, 0xFFFF, 21000);
}

static void test_round_trip_gb18030(void **state)
{
    (void)state;
    check_round_trip(ENCODING_GB18030, 0x10FFFF, 1100000);
}

/* What becomes of text in GBK, written back as UTF-8, and the losses as offset:substitute, joined
 * by blanks. */
static void test_losses(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum encode_mode mode;
        const char *encoded, *losses;
    } rows[] = {
        {"本年度", ENCODE_STRICT, "本年度", ""},
        {"", ENCODE_STRICT, "", ""},
        {"a•b", ENCODE_STRICT, "a〓b", "1:-"},
        {"a•b⑪", ENCODE_SUBSTITUTE, "a·b(11)", "1:· 5:(11)"},
        {"©®½−", ENCODE_SUBSTITUTE, "(C)(R)1/2-", "0:(C) 2:(R) 4:1/2 6:-"},
        {"½日", ENCODE_SUBSTITUTE, "1/2日", "0:1/2"},
        {"第½日", ENCODE_SUBSTITUTE, "第1/2日", "3:1/2"},
        {"-½", ENCODE_SUBSTITUTE, "-1/2", "1:1/2"},
        {"3½㎡", ENCODE_SUBSTITUTE, "3 1/2㎡", "1:1/2"},
        {"10²", ENCODE_SUBSTITUTE, "10^2", "2:^2"},
        {"5€", ENCODE_SUBSTITUTE, "5欧元", "1:欧元"},
        {"12\u00A0345\u2009件", ENCODE_SUBSTITUTE, "12 345 件", "2:  7: "},
        {"政\u200B府\uFEFF", ENCODE_SUBSTITUTE, "政府", "3: 9:"},
        {"1‑2～3〜4", ENCODE_SUBSTITUTE, "1-2～3～4", "1:- 9:～"},
        {"⼯作", ENCODE_SUBSTITUTE, "工作", "0:工"},
        {"′″‴", ENCODE_SUBSTITUTE, "′″″′", "6:″′"},
        {"﹣－-", ENCODE_SUBSTITUTE, "﹣－-", ""},
        {"王䶮，𠮷", ENCODE_SUBSTITUTE, "王〓，〓", "3:- 9:-"},
        {"\U0001F600", ENCODE_SUBSTITUTE, "〓", "0:-"},
        {"L\u00FC L\u00DC", ENCODE_SUBSTITUTE, "Lü LU", "5:U"},
        /* Composed where GBK has the letter, else the mark is lost and said to be. */
        {"a\u030Cu\u0308e\u0302", ENCODE_STRICT, "ǎüê", ""},
        {"nu\u0308\u030C", ENCODE_STRICT, "nǚ", ""},
        {"n\u01DA", ENCODE_STRICT, "nǚ", ""},
        {"\u00FC\u030Cn", ENCODE_STRICT, "ǚn", ""},
        {"o\u0308", ENCODE_STRICT, "o〓", "1:-"},
        {"o\u0308", ENCODE_SUBSTITUTE, "o", "1:"},
        {"n\u0300", ENCODE_SUBSTITUTE, "n", "1:"},
        {"中\u030C", ENCODE_STRICT, "中〓", "3:-"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct strbuf encoded = STRBUF_INIT, back = STRBUF_INIT, losses = STRBUF_INIT;
        struct encode_result result;
        size_t bad_offset, n_impossible = 0;
        assert_true(encode_text(ENCODING_GBK, rows[i].mode, rows[i].text, strlen(rows[i].text),
                                &encoded, &result, NULL));
        assert_true(decode_text(ENCODING_GBK, encoded.data, encoded.len, &back, &bad_offset));
        for (size_t j = 0; j < result.n_losses; j++) {
            const struct encode_loss *loss = &result.losses[j];
            uint32_t c;
            utf8_decode(rows[i].text + loss->offset, strlen(rows[i].text) - loss->offset, &c);
            assert_int_equal(loss->c, c);
            strbuf_addf(&losses, "%s%zu:%s", j ? " " : "", loss->offset,
                        loss->substitute ? loss->substitute : "-");
            n_impossible += !loss->substitute;
        }
        if (strcmp(back.data, rows[i].encoded) || strcmp(losses.data, rows[i].losses))
            fail_msg("%s: became %s, not %s, losses \"%s\", not \"%s\"", rows[i].text, back.data,
                     rows[i].encoded, losses.data, rows[i].losses);
        assert_int_equal(result.n_impossible, n_impossible);
        encode_result_release(&result);
        strbuf_release(&encoded);
        strbuf_release(&back);
        strbuf_release(&losses);
    }
}

/* What stands for a character can itself be written in both encodings. */
static void test_substitutes_exist(void **state)
{
    (void)state;
    size_t n_found = 0;
    for (uint32_t c = 0x80; c <= 0x1FFFF; c++) {
        const char *substitute = substitute_find(c);
        n_found += substitute != NULL;
        for (enum encoding encoding = ENCODING_GB18030; substitute && encoding <= ENCODING_GBK;
             encoding++) {
            struct strbuf encoded = STRBUF_INIT;
            struct encode_result result;
            assert_true(encode_text(encoding, ENCODE_STRICT, substitute, strlen(substitute),
                                    &encoded, &result, NULL));
            if (result.n_losses)
                fail_msg("U+%04X: “%s” is not in %s", c, substitute, encoding_name(encoding));
            encode_result_release(&result);
            strbuf_release(&encoded);
        }
    }
    assert_true(n_found > 100);
}

/* iconv loads its tables from files: where it cannot, that is said, and nothing is taken for
 * converted. In a child that has none of them yet and can open no file. */
static void check_without_tables(void)
{
    struct rlimit usual, none;
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};
    size_t bad_offset = 99;
    char bytes[4];
    getrlimit(RLIMIT_NOFILE, &usual);
    none = (struct rlimit){3, usual.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    if (encode_text(ENCODING_GB18030, ENCODE_STRICT, "年报", 6, &out, NULL, &err) || out.len)
        fail_msg("encoded without a table");
    assert_non_null(strstr(err.text, "不能转换 GB18030 编码，请改用 UTF-8"));
    assert_false(decode_text(ENCODING_GBK, "\xC4\xE3", 2, &out, &bad_offset));
    assert_int_equal(out.len, 0);
    assert_int_equal(bad_offset, 0);
    assert_int_equal(encode_char(ENCODING_GB18030, 0x4F60, bytes), 0);
    assert_int_equal(encode_char(ENCODING_GB18030, 'a', bytes), 1);
    assert_false(encoding_can_draw(ENCODING_GBK, 0x4F60));
    assert_true(encode_text(ENCODING_UTF8, ENCODE_STRICT, "年报", 6, &out, NULL, &err));
    strbuf_release(&out);
    setrlimit(RLIMIT_NOFILE, &usual);
}

static void test_without_tables(void **state)
{
    (void)state;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        for (int fd = 3; fd < 64; fd++)
            close(fd);
        check_without_tables();
        scratch_count_coverage();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail_msg("the child ended with %d", status);
}

/* More losses than the first allocation holds; and the caller who does not ask for them. */
static void test_many_losses(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT, encoded = STRBUF_INIT;
    strbuf_add_repeat(&text, "𠮷", 1000);
    struct encode_result result;
    assert_true(
        encode_text(ENCODING_GBK, ENCODE_SUBSTITUTE, text.data, text.len, &encoded, &result, NULL));
    assert_int_equal(result.n_losses, 1000);
    assert_int_equal(result.n_impossible, 1000);
    assert_int_equal(result.losses[999].offset, 999 * 4);
    assert_int_equal(encoded.len, 2000);
    assert_true(
        encode_text(ENCODING_GBK, ENCODE_SUBSTITUTE, text.data, text.len, &encoded, NULL, NULL));
    encode_result_release(&result);
    assert_true(
        encode_text(ENCODING_GB18030, ENCODE_STRICT, text.data, text.len, &encoded, &result, NULL));
    assert_int_equal(result.n_losses, 0);
    encode_result_release(&result);
    strbuf_release(&text);
    strbuf_release(&encoded);
}

static void test_text_that_is_not_utf8(void **state)
{
    (void)state;
    struct strbuf encoded = STRBUF_INIT;
    struct err err;
    assert_false(encode_text(ENCODING_GBK, ENCODE_STRICT, "ab\xFF", 3, &encoded, NULL, &err));
    assert_non_null(strstr(err.text, "2"));
    strbuf_release(&encoded);
}

static void test_bytes_that_are_no_text(void **state)
{
    (void)state;
    static const struct {
        enum encoding encoding;
        const char *bytes;
        size_t bad_offset;
    } rows[] = {
        {ENCODING_UTF8, "ab\xE4\xBD", 2},
        {ENCODING_UTF8, "\xC0\x80", 0},
        {ENCODING_UTF8, "a\xED\xA0\x80", 1},
        {ENCODING_GB18030, "ab\xC4", 2},
        {ENCODING_GB18030, "\xC4\xE3\xA1 ", 2},
        {ENCODING_GB18030, "\xC4\xE3\xFF", 2},
        {ENCODING_GB18030, "\xC4\xE3\x80", 2},
        {ENCODING_GB18030, "a\x81\x30\x81", 1},
        {ENCODING_GBK, "\xC4\xE3\x81\x30\x81\x30", 2},
        {ENCODING_GBK, "a\xC4", 1},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_add_str(&text, "前");
        size_t bad_offset = 99;
        if (decode_text(rows[i].encoding, rows[i].bytes, strlen(rows[i].bytes), &text,
                        &bad_offset) ||
            bad_offset != rows[i].bad_offset)
            fail_msg("row %zu: bad offset %zu, not %zu", i, bad_offset, rows[i].bad_offset);
        assert_string_equal(text.data, "前");
        strbuf_release(&text);
    }
}

/* Cut anywhere, text is either whole characters or refused at the place of the half one. */
static void test_every_cut(void **state)
{
    (void)state;
    static const char bytes[] = "a\xC4\xE3\x95\x34\xB2\x35\xA1\xAAz";
    static const size_t borders[] = {0, 1, 1, 3, 3, 3, 3, 7, 7, 9, 10};
    for (size_t len = 0; len < sizeof bytes; len++) {
        struct strbuf text = STRBUF_INIT;
        size_t bad_offset = 99;
        bool whole = decode_text(ENCODING_GB18030, bytes, len, &text, &bad_offset);
        assert_int_equal(whole, borders[len] == len);
        if (!whole)
            assert_int_equal(bad_offset, borders[len]);
        strbuf_release(&text);
    }
}

static void test_guess(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        bool known;
        enum encoding encoding;
    } rows[] = {
        {"", true, ENCODING_UTF8},
        {"[report]", true, ENCODING_UTF8},
        {"\xEF\xBB\xBF年报", true, ENCODING_UTF8},
        {"\xC4\xE3\xBA\xC3", true, ENCODING_GB18030},
        {"\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA", true, ENCODING_GB18030},
        {"\x81\x37\x8C\x36", true, ENCODING_GB18030},
        {"\xFF\xFE"
         "a",
         false, ENCODING_UTF8},
        {"政府信息公开\xFF工作年度报告", false, ENCODING_UTF8},
        {"政府信息公\xE5\xBC", false, ENCODING_UTF8}, /* cut, and no mojibake */
        {"\xC4\xE3\xBA", false, ENCODING_UTF8},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        enum encoding encoding = ENCODING_UTF8;
        if (encoding_guess(rows[i].bytes, strlen(rows[i].bytes), &encoding) != rows[i].known ||
            encoding != rows[i].encoding)
            fail_msg("row %zu", i);
    }
}

static void test_damaged_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *mended;
        size_t n_bad;
        bool is_damaged;
    } rows[] = {
        {"", "", 0, false},
        {"年报", "年报", 0, true},
        {"年\xFF报", "年\uFFFD报", 1, true},
        {"\xE5\xB9年报告", "\uFFFD\uFFFD年报告", 2, true},
        {"政府信息公\xE5\xBC", "政府信息公\uFFFD\uFFFD", 2, true},
        {"\xC4\xE3\xBA\xC3", "\uFFFD\uFFFD\uFFFD\uFFFD", 4, false}, /* 你好 in GB18030 */
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct strbuf mended = STRBUF_INIT;
        size_t len = strlen(rows[i].bytes), n_bad = encoding_mend_utf8(rows[i].bytes, len, &mended);
        if (n_bad != rows[i].n_bad || strcmp(mended.data, rows[i].mended) != 0 ||
            encoding_is_damaged_utf8(rows[i].bytes, len) != rows[i].is_damaged)
            fail_msg("row %zu: %zu bytes replaced, “%s”", i, n_bad, mended.data);
        strbuf_release(&mended);
    }
}

/* Long text is converted in steps; a character on the border of two is not torn. */
static void test_long_text(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT, encoded = STRBUF_INIT, back = STRBUF_INIT;
    for (int i = 0; i < 20000; i++)
        strbuf_add_str(&text, i % 3 ? "公" : i % 2 ? "𠮷" : "a");
    size_t bad_offset;
    assert_true(
        encode_text(ENCODING_GB18030, ENCODE_STRICT, text.data, text.len, &encoded, NULL, NULL));
    assert_true(decode_text(ENCODING_GB18030, encoded.data, encoded.len, &back, &bad_offset));
    assert_string_equal(back.data, text.data);
    strbuf_release(&text);
    strbuf_release(&encoded);
    strbuf_release(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_tables), /* the first: the tables stay loaded */
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_damaged_utf8),
        cmocka_unit_test(test_substitutes_exist),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_round_trip_gbk),
        cmocka_unit_test(test_round_trip_gb18030),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_many_losses),
        cmocka_unit_test(test_text_that_is_not_utf8),
        cmocka_unit_test(test_bytes_that_are_no_text),
        cmocka_unit_test(test_every_cut),
        cmocka_unit_test(test_guess),
        cmocka_unit_test(test_long_text),
    };
    return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
