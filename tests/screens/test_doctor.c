/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

enum { LIMIT_MS = 5000 };

static const char *program(void)
{
    const char *path = getenv("NIANBAO");
    if (!path || access(path, X_OK) != 0)
        skip();
    return path;
}

static void expect_line(const char *page, const char *label, const char *value)
{
    const char *line = strstr(page, label);
    size_t len = line ? strcspn(line, "\n") : 0;
    if (!line || !memmem(line, len, value, strlen(value)))
        fail_msg("no \"%s\" with \"%s\" in\n%s", label, value, page);
}

static const struct {
    enum encoding encoding;
    int ambiguous;
    const char *locale, *found_encoding, *found_width, *rules;
} terminals[] = {
    {ENCODING_UTF8, 1, "LC_ALL=C.UTF-8", "UTF-8（终端答复）", "1 列（终端答复）", "─ │"},
    {ENCODING_UTF8, 2, "LC_ALL=POSIX", "UTF-8（终端答复）", "2 列（终端答复）", "- |"},
    {ENCODING_GB18030, 2, "LC_ALL=C", "GB18030（终端答复）", "2 列（终端答复）", "- |"},
    {ENCODING_GBK, 2, "LC_ALL=zh_CN.GBK", "GB18030（终端答复）", "2 列（终端答复）", "- |"},
};

static void test_page(void **state)
{
    (void)state;
    const char *nianbao = program();
    for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++) {
        char path[80];
        assert_int_equal(scratch_setup(NULL), 0);
        snprintf(path, sizeof path, "%s/page", scratch);
        struct vtscreen *vt = vtscreen_new(24, 80, terminals[i].encoding, terminals[i].ambiguous);
        const char *argv[] = {nianbao, "doctor", "-o", path, NULL},
                   *env[] = {terminals[i].locale, NULL};
        vtscreen_spawn(vt, argv, env);
        assert_true(vtscreen_wait_text(vt, "请按：F1 ", LIMIT_MS));
        vtscreen_type(vt, "\033OP");
        assert_true(vtscreen_wait_text(vt, "请按：F2 ", LIMIT_MS));
        vtscreen_type(vt, "\033[99~\033[12~"); /* the first is none */
        assert_true(vtscreen_wait_text(vt, "请按：F3 ", LIMIT_MS));
        vtscreen_type(vt, "x");
        for (int n = 0; n < 22; n++)
            vtscreen_type(vt, " ");
        assert_true(vtscreen_wait_text(vt, "请按：先 Esc 再 1", LIMIT_MS));
        vtscreen_type(vt, "\033");
        usleep(250000);
        vtscreen_type(vt, "1");
        assert_true(vtscreen_wait_text(vt, "请按：用输入法", LIMIT_MS));
        vtscreen_type(vt, "中");
        assert_int_equal(vtscreen_wait_exit(vt, LIMIT_MS), 0);
        const char *page = scratch_read("page");
        expect_line(page, "编码", terminals[i].found_encoding);
        expect_line(page, "“”—…·× 宽", terminals[i].found_width);
        expect_line(page, "宽度函数", "用本程序的");
        expect_line(page, "画线", terminals[i].rules);
        expect_line(page, "窗口大小", "24 行 × 80 列");
        expect_line(page, "  F1 ", "ESC O P");
        expect_line(page, "  F1 ", "对");
        expect_line(page, "  F3 ", "不对，认成了 x");
        expect_line(page, "  Home", "跳过");
        expect_line(page, "  先 Esc 再 1", "对");
        expect_line(page, "输入法", "对");
        vtscreen_free(vt);
        assert_int_equal(scratch_teardown(NULL), 0);
    }
}

static void test_hangup(void **state)
{
    (void)state;
    const char *nianbao = program();
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    const char *argv[] = {nianbao, "doctor", NULL};
    vtscreen_spawn(vt, argv, NULL);
    assert_true(vtscreen_wait_text(vt, "请按：F1", LIMIT_MS));
    vtscreen_hang_up(vt);
    assert_true(vtscreen_wait_exit(vt, 2000) >= 0);
    vtscreen_free(vt);
}

/* A crash leaves the terminal as it was: cooked, with the cursor shown, on the screen of before. */
static void test_crash(void **state)
{
    (void)state;
    const char *nianbao = program();
    static const int signals[] = {SIGSEGV, SIGABRT, SIGFPE};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
        const char *argv[] = {nianbao, "doctor", NULL};
        struct termios before, after;
        tcgetattr(fileno(vtscreen_in(vt)), &before);
        vtscreen_spawn(vt, argv, NULL);
        assert_true(vtscreen_wait_text(vt, "请按：F1", LIMIT_MS));
        kill(vtscreen_pid(vt), signals[i]);
        assert_true(vtscreen_wait_exit(vt, LIMIT_MS) > 0);
        assert_true(vtscreen_wait_gone(vt, "请按：F1", LIMIT_MS));
        tcgetattr(fileno(vtscreen_in(vt)), &after);
        assert_int_equal(after.c_lflag, before.c_lflag);
        assert_int_equal(after.c_iflag, before.c_iflag);
        struct strbuf sent = STRBUF_INIT;
        vtscreen_take_output(vt, &sent);
        assert_non_null(strstr(sent.data, "\033[?2004l"));
        strbuf_release(&sent);
        vtscreen_free(vt);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_page), cmocka_unit_test(test_hangup),
                                       cmocka_unit_test(test_crash)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
