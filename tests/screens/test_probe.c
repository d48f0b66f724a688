/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tui/term/probe.h"
#include "tui/term/term.h"

/* Replies: 丰为, and — · ─ in UTF-8 with a blank behind them, in GB without, and ⏩ with one. */
#define R(col)       "\033[5;" col "R"
#define UTF8_NARROW  R("5") R("3") R("3") R("3")
#define UTF8_WIDE    R("5") R("4") R("4") R("4")
#define GB_IN_UTF8   R("3") R("3") R("3") /* what a UTF-8 terminal makes of bytes that are none */
#define UTF8_IN_GB   R("5") R("4") R("5") /* what a GB terminal makes of UTF-8 */
#define WIDE_EMOJI   R("4")
#define NARROW_EMOJI R("3")
#define FENCE        "\033[?1;2c"

static const struct {
    const char *what, *bytes, *typed;
    bool answered;
    int n_replies, encoding /* -1: not found */, ambiguous;
    bool line_is_narrow, emoji_is_narrow;
} replies[] = {
    {"nothing", "", "", false, 0, -1, 0, false, false},
    {"UTF-8, narrow", UTF8_NARROW GB_IN_UTF8 WIDE_EMOJI FENCE, "", true, 8, ENCODING_UTF8, 1, true,
     false},
    {"UTF-8, wide", UTF8_WIDE GB_IN_UTF8 WIDE_EMOJI "\033[?62;c", "", true, 8, ENCODING_UTF8, 2,
     false, false},
    {"UTF-8, narrow emoji", UTF8_NARROW GB_IN_UTF8 NARROW_EMOJI FENCE, "", true, 8, ENCODING_UTF8,
     1, true, true},
    {"UTF-8, only text wide", R("5") R("4") R("4") R("3") GB_IN_UTF8 WIDE_EMOJI FENCE, "", true, 8,
     ENCODING_UTF8, 2, true, false},
    {"UTF-8, only lines wide", R("5") R("3") R("3") R("4") GB_IN_UTF8 WIDE_EMOJI FENCE, "", true, 8,
     ENCODING_UTF8, 2, false, false},
    {"UTF-8, drops what is none", UTF8_NARROW R("1") R("1") R("1") WIDE_EMOJI FENCE, "", true, 8,
     ENCODING_UTF8, 1, true, false},
    {"GB, wide", R("7") UTF8_IN_GB R("3") R("3") R("3") R("4") FENCE, "", true, 8, ENCODING_GB18030,
     2, false, false},
    {"GB, narrow", R("7") UTF8_IN_GB R("2") R("2") R("2") R("3") FENCE, "", true, 8,
     ENCODING_GB18030, 1, true, false},
    {"GB, only — wide", R("7") UTF8_IN_GB R("3") R("2") R("2") R("3") FENCE, "", true, 8,
     ENCODING_GB18030, 2, true, false},
    {"GB, 5 columns", R("6") UTF8_IN_GB R("3") R("3") R("3") R("4") FENCE, "", true, 8,
     ENCODING_GB18030, 2, false, false},
    {"GB, width not answered", R("7") UTF8_IN_GB FENCE, "", true, 4, ENCODING_GB18030, 0, false,
     false},
    {"neither", R("3") UTF8_IN_GB GB_IN_UTF8 WIDE_EMOJI FENCE, "", true, 8, -1, 0, false, false},
    {"fence only", FENCE, "", true, 0, -1, 0, false, false},
    {"no fence", UTF8_NARROW GB_IN_UTF8 WIDE_EMOJI, "", false, 8, ENCODING_UTF8, 1, true, false},
    {"first only", R("5"), "", false, 1, ENCODING_UTF8, 0, false, false},
    {"typed before, between and after",
     "ab" R("5") "c\033[A" R("3") "\r" R("3") R("3") FENCE "d\033[1;2R", "abc\033[A\rd\033[1;2R",
     true, 4, ENCODING_UTF8, 1, true, false},
    {"typed Chinese", "你" R("5") "好" R("3") R("3") R("3") FENCE, "你好", true, 4, ENCODING_UTF8,
     1, true, false},
    {"half a reply is kept for the decoder", R("5") "\033[5;", "\033[5;", false, 1, ENCODING_UTF8,
     0, false, false},
    {"not replies", "\033[R\033[5R\033[1;2;3R\033[c\033[?5;5R",
     "\033[R\033[5R\033[1;2;3R\033[c\033[?5;5R", false, 0, -1, 0, false, false},
    {"keys typed", "\033OPx" R("5") "\033[A", "\033OPx\033[A", false, 1, ENCODING_UTF8, 0, false,
     false},
    {"other replies", "\033[5 q\033[5;0R\033[<0;1;1M", "\033[5 q\033[5;0R\033[<0;1;1M", false, 0,
     -1, 0, false, false},
    {"too long for a reply", "\033[00000000000000000000000000005;5R",
     "\033[00000000000000000000000000005;5R", false, 0, -1, 0, false, false},
    {"one reply too many", UTF8_NARROW GB_IN_UTF8 WIDE_EMOJI R("4") FENCE, "", true, 8,
     ENCODING_UTF8, 1, true, false},
    {"huge numbers", "\033[99999999999;99999999999R\033[?99999999999c", "", true, 1, -1, 0, false,
     false},
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
            result.emoji_is_narrow != replies[i].emoji_is_narrow ||
            strcmp(typed.data, replies[i].typed))
            fail_msg(
                "%s: answered %d, %d replies, encoding %d, ambiguous %d, narrow line %d, narrow emoji %d, typed %zu bytes",
                replies[i].what, done, result.n_replies, encoding, result.ambiguous,
                result.line_is_narrow, result.emoji_is_narrow, typed.len);
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
    {"GB18030, narrow", ENCODING_GB18030, 1, 0, 0, -1, ENCODING_GB18030, 1, false},
    {"GBK, narrow", ENCODING_GBK, 1, 0, 0, -1, ENCODING_GB18030, 1, false},
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
    assert_null(strstr(text.data, "丰"));
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

static struct term_options open_terminal(struct vtscreen *vt)
{
    return (struct term_options){.in = vtscreen_in(vt), .out = vtscreen_out(vt), .type = "xterm"};
}

static void expect_char(uint32_t wanted)
{
    struct key key;
    assert_int_equal(term_wait(1000, &key), TERM_KEY);
    assert_int_equal(key.code, KEYC_CHAR);
    assert_int_equal(key.c, wanted);
}

/* Replies that come after the limit are believed, and everything is to be laid out anew; where they
 * say what was believed before, nobody hears of them. None is ever typed. */
static void test_late_reply(void **state)
{
    (void)state;
    static const struct {
        enum encoding encoding;
        int ambiguous;
        bool has_narrow_emoji, is_news;
    } rows[] = {{ENCODING_UTF8, 1, false, false},
                {ENCODING_UTF8, 2, false, true},
                {ENCODING_UTF8, 1, true, true},
                {ENCODING_GB18030, 2, false, true},
                {ENCODING_GBK, 1, false, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vtscreen *vt = vtscreen_new(24, 80, rows[i].encoding, rows[i].ambiguous);
        if (rows[i].has_narrow_emoji)
            vtscreen_narrow_emoji(vt);
        vtscreen_delay_answers(vt, PROBE_LIMIT_MS + 500);
        struct term_options options = open_terminal(vt);
        assert_true(term_start(&options, NULL));
        assert_false(term_probe()->answered);
        assert_int_equal(term_ambiguous(), 1);
        struct key key;
        enum term_event event = term_wait(1000, &key);
        bool is_gb = rows[i].encoding != ENCODING_UTF8;
        if (event != (rows[i].is_news ? TERM_RESIZE : TERM_TIMEOUT) ||
            term_ambiguous() != rows[i].ambiguous ||
            term_encoding() != (is_gb ? ENCODING_GB18030 : ENCODING_UTF8) ||
            term_probe()->emoji_is_narrow != rows[i].has_narrow_emoji)
            fail_msg("row %zu: event %d, ambiguous %d, encoding %d", i, (int)event,
                     term_ambiguous(), (int)term_encoding());
        draw_str(0, 0, 80, "“引号”——年", STYLE_NORMAL);
        term_refresh();
        vtscreen_sync(vt);
        assert_int_equal(vtscreen_cell(vt, 0, width_of_str("“引号”——", rows[i].ambiguous)).chars[0],
                         U'年');
        vtscreen_type(vt, "中");
        expect_char(U'中');
        term_stop();
        vtscreen_free(vt);
    }
}

/* Without any reply the environment decides. */
static void test_never(void **state)
{
    (void)state;
    static const struct {
        const char *lc_all, *lang;
        enum encoding encoding;
        int ambiguous;
    } rows[] = {{"zh_CN.GBK", "zh_CN.UTF-8", ENCODING_GBK, 2},
                {"", "zh_CN.GB18030", ENCODING_GB18030, 2},
                {"C.UTF-8", "zh_CN.GB18030", ENCODING_UTF8, 1},
                {"POSIX", "", ENCODING_UTF8, 1}};
    unsetenv("LC_CTYPE");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vtscreen *vt = vtscreen_new(24, 80, rows[i].encoding, rows[i].ambiguous);
        vtscreen_delay_answers(vt, -1);
        setenv("LC_ALL", rows[i].lc_all, 1);
        setenv("LANG", rows[i].lang, 1);
        struct term_options options = open_terminal(vt);
        assert_true(term_start(&options, NULL));
        if (term_encoding() != rows[i].encoding || term_ambiguous() != rows[i].ambiguous)
            fail_msg("row %zu: encoding %d, ambiguous %d", i, (int)term_encoding(),
                     term_ambiguous());
        term_stop();
        vtscreen_free(vt);
    }
    unsetenv("LC_ALL");
    unsetenv("LANG");
}

/* Answers that come twice, broken into pieces or mixed with keys, that nobody asked for, or that
 * make no sense: only the keys are typed. */
static void test_odd_answers(void **state)
{
    (void)state;
    static const struct {
        const char *what, *first, *second;
        int ambiguous;
        bool is_news;
    } rows[] = {
        {"twice", UTF8_NARROW GB_IN_UTF8 WIDE_EMOJI FENCE, UTF8_WIDE GB_IN_UTF8 WIDE_EMOJI FENCE, 1,
         false},
        {"late, twice", "", UTF8_WIDE GB_IN_UTF8 WIDE_EMOJI FENCE UTF8_NARROW GB_IN_UTF8 FENCE, 2,
         true},
        {"first half in time", R("5") R("4") "\033[", "5;4R" R("4") GB_IN_UTF8 WIDE_EMOJI FENCE, 2,
         false},
        {"late garbage", "", "\033[9;77R\033[999999;1R\033[?9;9;9c\033[5;4R\033[?c", 1, false},
        {"more of it", "\033[0;0R\033[;R", "\033[1;1R\033[1;1R\033[?1;2c", 1, false},
        {"fence only", "", FENCE, 1, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
        vtscreen_delay_answers(vt, -1);
        struct term_options options = open_terminal(vt);
        struct key key;
        vtscreen_type(vt, rows[i].first);
        assert_true(term_start(&options, NULL));
        vtscreen_type(vt, rows[i].second);
        if (rows[i].is_news && term_wait(500, &key) != TERM_RESIZE)
            fail_msg("%s: %d replies, ambiguous %d", rows[i].what, term_probe()->n_replies,
                     term_ambiguous());
        vtscreen_type(vt, "x");
        if (term_wait(500, &key) != TERM_KEY || key.c != 'x' ||
            term_ambiguous() != rows[i].ambiguous)
            fail_msg("%s: key %d %u, ambiguous %d", rows[i].what, (int)key.code, key.c,
                     term_ambiguous());
        assert_int_equal(term_wait(50, &key), TERM_TIMEOUT);
        term_stop();
        vtscreen_free(vt);
    }
}

/* Emoji that the terminal draws in one column leave a blank, and the line behind them in place. */
static void test_narrow_emoji(void **state)
{
    (void)state;
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    vtscreen_narrow_emoji(vt);
    struct term_options options = open_terminal(vt);
    assert_true(term_start(&options, NULL));
    assert_true(term_probe()->emoji_is_narrow);
    draw_str(0, 0, 80, "年⏩报🙂度✅表", STYLE_NORMAL);
    term_refresh();
    vtscreen_sync(vt);
    static const uint32_t wanted[] = {U'年', 0,     U'⏩', ' ',  U'报', 0,    U'🙂',
                                      ' ',   U'度', 0,    U'✅', ' ',   U'表'};
    for (int x = 0; x < (int)(sizeof wanted / sizeof *wanted); x++)
        assert_int_equal(vtscreen_cell(vt, 0, x).chars[0], wanted[x]);
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
        cmocka_unit_test(test_late_reply),  cmocka_unit_test(test_never),
        cmocka_unit_test(test_odd_answers), cmocka_unit_test(test_narrow_emoji),
        cmocka_unit_test(test_probe_again), cmocka_unit_test(test_no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
