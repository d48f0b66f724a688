/* SPDX-License-Identifier: MIT */
/* What the user is told when the world fails: in Chinese whatever the C locale, in whole
 * characters. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "locale/err.h"
#include "locale/message.h"
#include "locale/utf8.h"

static void test_text(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    message_set_language(LANGUAGE_ZH);
    struct err err;
    assert_false(err_set(&err, "第 %d 行", 12));
    assert_string_equal(err.text, "第 12 行");
    assert_int_equal(err.number, 0);
    assert_false(err_set_errno(&err, ENOSPC, "保存 %s 没有成功", "a.ini"));
    assert_string_equal(err.text, "保存 a.ini 没有成功：磁盘已满");
    assert_int_equal(err.number, ENOSPC);
    assert_false(err_set(NULL, "没有人看"));
    assert_false(err_set_errno(NULL, EIO, "没有人看"));
}

/* A name of any length never leaves half a character. */
static void test_long_text(void **state)
{
    (void)state;
    char name[1500];
    struct err err;
    for (size_t len = 900; len < sizeof name - 3; len++) {
        memset(name, 'x', sizeof name);
        for (size_t i = len % 3; i + 3 <= len; i += 3)
            memcpy(name + i, "年", 3);
        name[len - (len - len % 3) % 3] = '\0';
        err_set(&err, "%s", name);
        assert_true(utf8_is_valid(err.text, strlen(err.text)));
        assert_true(strlen(err.text) < sizeof err.text);
        err_set_errno(&err, EIO, "%s", name);
        assert_true(utf8_is_valid(err.text, strlen(err.text)));
    }
}

/* A name that is not UTF-8 (a file from a GBK system) takes neither itself nor the reason behind it
 * away. */
static void test_name_of_another_encoding(void **state)
{
    (void)state;
    char name[1500];
    struct err err;
    err_set_errno(&err, ENOENT, "读不出文件 %s", "\xC4\xEA\xB1\xA8.ini");
    assert_string_equal(err.text, "读不出文件 \xC4\xEA\xB1\xA8.ini：没有这个文件或者文件夹");
    memset(name, 0xC4, sizeof name);
    name[sizeof name - 1] = '\0';
    err_set(&err, "%s", name);
    assert_true(strlen(err.text) > sizeof err.text - UTF8_MAX_BYTES - 1);
}

static void test_descriptions(void **state)
{
    (void)state;
    assert_string_equal(err_describe(EACCES), "没有权限");
    /* What has no Chinese description still says something. */
    assert_true(strlen(err_describe(ENOTTY)) > 0);
    assert_string_equal(err_describe(99999), "未知错误");
}

/* The language that the environment asks for. */
static void test_language(void **state)
{
    (void)state;
    static const struct {
        const char *language, *lc_all, *lc_messages, *lang;
        enum language expected;
    } rows[] = {
        {NULL, NULL, NULL, NULL, LANGUAGE_ZH},
        {NULL, "C", NULL, NULL, LANGUAGE_ZH},
        {NULL, NULL, NULL, "en_US.UTF-8", LANGUAGE_ZH},
        {NULL, "en_US.UTF-8", NULL, NULL, LANGUAGE_EN},
        {NULL, NULL, "en_GB.UTF-8", "zh_CN.UTF-8", LANGUAGE_EN},
        {"en", NULL, NULL, "zh_CN.UTF-8", LANGUAGE_EN},
        {"zh_CN:en", NULL, NULL, NULL, LANGUAGE_ZH},
        {NULL, "zh_CN.GB18030", "en_US.UTF-8", NULL, LANGUAGE_ZH},
    };
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *values[] = {rows[i].language, rows[i].lc_all, rows[i].lc_messages,
                                rows[i].lang};
        for (size_t j = 0; j < 4; j++) {
            if (values[j])
                setenv(names[j], values[j], 1);
            else
                unsetenv(names[j]);
        }
        if (message_language_from_environment() != rows[i].expected)
            fail_msg("row %zu", i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_name_of_another_encoding),
        cmocka_unit_test(test_descriptions),
        cmocka_unit_test(test_language),
    };
    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
