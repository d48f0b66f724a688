/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tui/term/probe.h"
#include "tui/term/term.h"

static const struct {
    const char *what, *bytes, *typed;
    bool answered;
    int n_replies, encoding /* -1: not found */, ambiguous;
    bool line_is_narrow;
} replies[] = {
    {"nothing", "", "", false, 0, -1, 0, false},
    {"UTF-8, narrow", "\033[5;5R\033[5;2R\033[5;2R\033[5;2R\033[?1;2c", "", true, 4, ENCODING_UTF8,
     1, true},
    {"UTF-8, wide", "\033[5;5R\033[5;3R\033[5;3R\033[5;3R\033[?62;c", "", true, 4, ENCODING_UTF8, 2,
     false},
    {"UTF-8, only text wide", "\033[5;5R\033[5;3R\033[5;3R\033[5;2R\033[?6c", "", true, 4,
     ENCODING_UTF8, 2, true},
    {"UTF-8, only lines wide", "\033[5;5R\033[5;2R\033[5;2R\033[5;3R\033[?6c", "", true, 4,
     ENCODING_UTF8, 2, false},
    {"GB, 6 columns", "\033[1;7R\033[1;4R\033[1;3R\033[1;4R\033[?1c", "", true, 4, ENCODING_GB18030,
     2, false},
    {"GB, 5 columns", "\033[1;6R\033[1;4R\033[1;3R\033[1;4R\033[?1c", "", true, 4, ENCODING_GB18030,
     2, false},
    {"neither", "\033[1;3R\033[1;2R\033[1;2R\033[1;2R\033[?1c", "", true, 4, -1, 0, false},
    {"fence only", "\033[?1;2c", "", true, 0, -1, 0, false},
    {"no fence", "\033[5;5R\033[5;2R\033[5;2R\033[5;2R", "", false, 4, ENCODING_UTF8, 1, true},
    {"first only", "\033[5;5R", "", false, 1, ENCODING_UTF8, 0, false},
    {"typed before, between and after",
     "ab\033[5;5Rc\033[A\033[5;2R\r\033[5;2R\033[5;2R\033[?1;2cd\033[1;2R", "abc\033[A\rd\033[1;2R",
     true, 4, ENCODING_UTF8, 1, true},
    {"typed Chinese", "你\033[5;5R好\033[5;2R\033[5;2R\033[5;2R\033[?1c", "你好", true, 4,
     ENCODING_UTF8, 1, true},
    {"half a reply is kept for the decoder", "\033[5;5R\033[5;", "\033[5;", false, 1, ENCODING_UTF8,
     0, false},
    {"not replies", "\033[R\033[5R\033[1;2;3R\033[c\033[?5;5R",
     "\033[R\033[5R\033[1;2;3R\033[c\033[?5;5R", false, 0, -1, 0, false},
    {"keys typed", "\033OPx\033[5;5R\033[A", "\033OPx\033[A", false, 1, ENCODING_UTF8, 0, false},
    {"other replies", "\033[5 q\033[5;0R\033[<0;1;1M", "\033[5 q\033[5;0R\033[<0;1;1M", false, 0,
     -1, 0, false},
    {"too long for a reply", "\033[00000000000000000000000000005;5R",
     "\033[00000000000000000000000000005;5R", false, 0, -1, 0, false},
    {"one reply too many", "\033[5;5R\033[5;2R\033[5;2R\033[5;2R\033[5;3R\033[?1c", "", true, 4,
     ENCODING_UTF8, 1, true},
    {"huge numbers", "\033[99999999999;99999999999R\033[?99999999999c", "", true, 1, -1, 0, false},
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
        struct probe_result result = {0};
        struct strbuf typed = STRBUF_INIT;
        bool done = probe_parse(replies[i].bytes, strlen(replies[i].bytes), &result, &typed);
        int encoding = result.encoding_found ? (int)result.encoding : -1;
        if (done != replies[i].answered || result.n_replies != replies[i].n_replies ||
            encoding != replies[i].encoding || result.ambiguous != replies[i].ambiguous ||
            result.line_is_narrow != replies[i].line_is_narrow ||
            strcmp(typed.data, replies[i].typed))
            fail_msg(
                "%s: answered %d, %d replies, encoding %d, ambiguous %d, narrow line %d, typed %zu bytes",
                replies[i].what, done, result.n_replies, encoding, result.ambiguous,
                result.line_is_narrow, typed.len);
        strbuf_release(&typed);
    }
}

struct start_case {
    const char *what;
    enum encoding encoding; /* the terminal's */
    int ambiguous;
    int delay_ms; /* of its answers, -1: never */
    int set_ambiguous;
    int set_encoding; /* -1: not set */
    enum encoding wanted_encoding;
    int wanted_ambiguous;
    bool wanted_lines;
};

static const struct start_case starts[] = {
    {"UTF-8 narrow", ENCODING_UTF8, 1, 0, 0, -1, ENCODING_UTF8, 1, true},
    {"UTF-8 wide", ENCODING_UTF8, 2, 0, 0, -1, ENCODING_UTF8, 2, false},
    {"GB18030", ENCODING_GB18030, 2, 0, 0, -1, ENCODING_GB18030, 2, false},
    {"GBK", ENCODING_GBK, 2, 0, 0, -1, ENCODING_GB18030, 2, false},
    {"slow line", ENCODING_UTF8, 2, 300, 0, -1, ENCODING_UTF8, 2, false},
    {"silent", ENCODING_UTF8, 1, -1, 0, -1, ENCODING_UTF8, 1, true},
    {"silent, GBK set", ENCODING_GBK, 2, -1, 0, ENCODING_GBK, ENCODING_GBK, 2, false},
    {"settings go before answers", ENCODING_UTF8, 2, 0, 1, ENCODING_UTF8, ENCODING_UTF8, 1, false},
};

static void start_one(const struct start_case *c)
{
    struct vtscreen *vt = vtscreen_new(24, 80, c->encoding, c->ambiguous);
    vtscreen_delay_answers(vt, c->delay_ms);
    struct termios before, after;
    tcgetattr(fileno(vtscreen_in(vt)), &before);
    struct term_options options = {
        .in = vtscreen_in(vt),
        .out = vtscreen_out(vt),
        .type = "xterm-256color",
        .ambiguous = c->set_ambiguous,
        .encoding_is_set = c->set_encoding >= 0,
        .encoding = (enum encoding)(c->set_encoding >= 0 ? c->set_encoding : 0),
    };
    vtscreen_type_bytes(vt, "ab\033[A", 5); /* typed ahead */
    struct err err;
    if (!term_start(&options, &err))
        fail_msg("%s: %s", c->what, err.text);
    if (term_encoding() != c->wanted_encoding || term_ambiguous() != c->wanted_ambiguous ||
        draw_has_lines() != c->wanted_lines)
        fail_msg("%s: encoding %d, ambiguous %d, lines %d", c->what, (int)term_encoding(),
                 term_ambiguous(), draw_has_lines());
    assert_true(term_hooks_work());
    assert_int_equal(term_rows(), 24);
    assert_int_equal(term_cols(), 80);
    static const enum key_code wanted[] = {KEYC_CHAR, KEYC_CHAR, KEYC_UP};
    struct key key;
    for (size_t i = 0; i < 3; i++) {
        if (term_wait(1000, &key) != TERM_KEY || key.code != wanted[i])
            fail_msg("%s: key %zu typed ahead was lost", c->what, i);
    }
    /* Nothing that the probe wrote is left, on the program's screen and on the one before it. */
    draw_str(3, 0, 80, "年报", STYLE_NORMAL);
    term_refresh();
    vtscreen_sync(vt);
    struct strbuf text = STRBUF_INIT;
    vtscreen_add_text(vt, &text);
    assert_non_null(strstr(text.data, "\n\n\n年报\n"));
    assert_null(strstr(text.data, "中"));
    term_stop();
    vtscreen_sync(vt);
    strbuf_clear(&text);
    vtscreen_add_text(vt, &text);
    assert_int_equal(strspn(text.data, "\n"), 24);
    strbuf_release(&text);
    tcgetattr(fileno(vtscreen_in(vt)), &after);
    assert_int_equal(before.c_lflag, after.c_lflag);
    assert_int_equal(before.c_iflag, after.c_iflag);
    vtscreen_free(vt);
}

static void test_start(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        start_one(&starts[i]);
}

/* A reply that comes after the limit is eaten, not typed. */
static void test_late_reply(void **state)
{
    (void)state;
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    vtscreen_delay_answers(vt, PROBE_LIMIT_MS + 150);
    struct term_options options = {.in = vtscreen_in(vt), .out = vtscreen_out(vt), .type = "xterm"};
    assert_true(term_start(&options, NULL));
    assert_false(term_probe()->answered);
    struct key key;
    assert_int_equal(term_wait(400, &key), TERM_TIMEOUT);
    vtscreen_type(vt, "x");
    assert_int_equal(term_wait(1000, &key), TERM_KEY);
    assert_int_equal(key.c, 'x');
    term_stop();
    vtscreen_free(vt);
}

/* ^L: another client, with other widths, has been attached meanwhile. */
static void test_probe_again(void **state)
{
    (void)state;
    struct vtscreen *narrow = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    struct term_options options = {
        .in = vtscreen_in(narrow), .out = vtscreen_out(narrow), .type = "xterm"};
    assert_true(term_start(&options, NULL));
    assert_int_equal(term_ambiguous(), 1);
    draw_str(0, 0, 80, "“引号”——", STYLE_NORMAL);
    term_refresh();
    vtscreen_sync(narrow);
    vtscreen_set_ambiguous(narrow, 2);
    vtscreen_type(narrow, "k");
    term_redraw();
    assert_int_equal(term_ambiguous(), 2);
    draw_str(0, 0, 80, "“引号”——", STYLE_NORMAL);
    draw_str(0, 14, 80, "右", STYLE_NORMAL);
    term_refresh();
    vtscreen_sync(narrow);
    assert_int_equal(vtscreen_cell(narrow, 0, 14).chars[0], 0x53f3);
    struct key key;
    assert_int_equal(term_wait(1000, &key), TERM_KEY);
    assert_int_equal(key.c, 'k');
    term_stop();
    vtscreen_free(narrow);
}

static void test_no_terminal(void **state)
{
    (void)state;
    FILE *null = fopen("/dev/null", "r+");
    struct term_options options = {.in = null, .out = null, .type = "xterm"};
    struct err err = {0};
    assert_false(term_start(&options, &err));
    assert_non_null(strstr(err.text, "终端"));
    fclose(null);
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    options = (struct term_options){.in = vtscreen_in(vt), .out = vtscreen_out(vt), .type = "dumb"};
    assert_false(term_start(&options, &err));
    struct strbuf sent = STRBUF_INIT;
    vtscreen_sync(vt);
    vtscreen_take_output(vt, &sent);
    assert_string_equal(sent.data, ""); /* it would show the questions */
    strbuf_release(&sent);
    /* A type that the server does not know is taken for xterm. */
    options.type = "xterm-of-tomorrow";
    assert_true(term_start(&options, &err));
    term_stop();
    vtscreen_free(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),       cmocka_unit_test(test_start),
        cmocka_unit_test(test_late_reply),  cmocka_unit_test(test_probe_again),
        cmocka_unit_test(test_no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
