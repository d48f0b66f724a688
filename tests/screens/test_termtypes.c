/* SPDX-License-Identifier: MIT */
/* Terminals that can do less: without colour, without moving characters, without a margin that can
 * be switched off, and such as the server has no description of. The types are made here with tic.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>

#include <cmocka.h>

#include "tests/screens/screencells.h"
#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"
#include "tui/term/draw.h"
#include "tui/term/shift.h"
#include "tui/term/term.h"

static struct vtscreen *vt;

static const char types_source[] =
    "nianbao-no-cup|does not move its cursor, am, cols#80, lines#24, cr=\\r, el=\\E[K, ed=\\E[J,\n"
    "nianbao-no-sc|no save_cursor, sc@, use=xterm-256color,\n"
    "nianbao-no-rc|no restore_cursor, rc@, use=xterm-256color,\n"
    "nianbao-no-el|no clr_eol, el@, use=xterm-256color,\n"
    "nianbao-no-ich|no parm_ich, ich@, use=xterm-256color,\n"
    "nianbao-no-dch|no parm_dch, dch@, use=xterm-256color,\n"
    "nianbao-no-smam|margin always on, smam@, use=xterm-256color,\n"
    "nianbao-no-rmam|margin always on, rmam@, use=xterm-256color,\n"
    "nianbao-4-colors|too few colours, colors#4, pairs#16, use=xterm,\n"
    "nianbao-no-op|colours without default ones, op@, oc@, use=xterm-256color,\n";
/* As if ncurses-base were not installed: a type without any use. */
static const char no_xterm_source[] = "xterm|nothing at all, gn,\n";

/* Compiles descriptions into a folder, which TERMINFO names then; false where there is no tic. */
static bool compile(const char *folder, const char *source)
{
    char path[200], command[700];
    snprintf(path, sizeof path, "%s/%s", scratch, folder);
    setenv("TERMINFO", path, 1);
    snprintf(command, sizeof command, "mkdir -p %s && tic -x -o %s - 2>%s/messages", path, path,
             path);
    FILE *tic = popen(command, "w");
    return tic && fputs(source, tic) >= 0 && pclose(tic) == 0;
}

static void stop(void)
{
    term_stop();
    vtscreen_free(vt);
    vt = NULL;
}

/* A test that failed has left its terminal. */
static int teardown(void **state)
{
    stop();
    unsetenv("TERMINFO");
    return scratch_teardown(state);
}

static void need_types(void)
{
    if (!compile("terminfo", types_source)) {
        print_message("skip: no tic\n");
        skip();
    }
}

static void start_with(struct term_options options, enum encoding encoding, int ambiguous)
{
    struct err err = {0};
    vt = vtscreen_new(12, 60, encoding, ambiguous);
    options.in = vtscreen_in(vt);
    options.out = vtscreen_out(vt);
    if (!term_start(&options, &err))
        fail_msg("%s: %s", options.type, err.text);
}

static void start(const char *type)
{
    start_with((struct term_options){.type = type}, ENCODING_UTF8, 1);
}

/* Paragraphs that move along, as when something is typed or deleted before them: the screen is
 * right on every terminal, and those that can move characters get fewer bytes. */
static void test_moving(void **state)
{
    (void)state;
    need_types();
    static const struct {
        const char *type;
        bool moves;
    } types[] = {
        {"xterm-256color", true},  {"linux", true},           {"vt220", true},
        {"screen", true},          {"vt100", false},          {"ansi", false},
        {"nianbao-no-sc", false},  {"nianbao-no-rc", false},  {"nianbao-no-el", false},
        {"nianbao-no-ich", false}, {"nianbao-no-dch", false},
    };
    /* What stands in the row, one after the other. */
    static const char *const rows[] = {
        "2023年，我区共收到政府信息公开申请3511件，比上年增加。",
        "2023年，我区认真落实，共收到政府信息公开申请3511件，比上年增",
        "2023年，我区共收到政府信息公开申请3511件，比上年增加。",
        "2023年，我区共收到政府信息公开申请3511件，",
        "年，我区共收到政府信息公开申请3511件， \u0301",
        "年a我区共收到政府信息公开申请3511件， \u0301",
        "x年a我区共收到政府信息公开申请3511件， \u0301",
        "",
    };
    size_t n_bytes_moved = 0;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        start(types[i].type);
        struct strbuf sent = STRBUF_INIT;
        for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
            draw_clear_screen();
            for (int y = 0; y < 10; y++)
                draw_str(y, y % 3, 60, rows[row], y % 2 ? STYLE_NORMAL : STYLE_HEADING);
            if (row > 1 && *rows[row])
                draw_fill(5, 55, 2, STYLE_FOCUS);
            shift_may(1, 20);
            screencells_expect(vt, types[i].type);
            strbuf_clear(&sent);
            vtscreen_take_output(vt, &sent);
            if (row == 1 && i == 0)
                n_bytes_moved = sent.len;
            if (row == 1 && types[i].moves != (sent.len * 4 < n_bytes_moved * 5))
                fail_msg("%s: %zu bytes sent, %zu by the first type", types[i].type, sent.len,
                         n_bytes_moved);
        }
        strbuf_release(&sent);
        stop();
    }
}

/* The last cell is drawn only where that does not scroll the screen. */
static void test_corner(void **state)
{
    (void)state;
    need_types();
    static const struct {
        const char *type;
        bool is_drawn;
    } types[] = {{"xterm-256color", true},
                 {"nianbao-no-smam", false},
                 {"nianbao-no-rmam", false},
                 {"screen", false}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        start(types[i].type);
        draw_str(0, 0, 60, "第一行", STYLE_NORMAL);
        draw_fill(11, 0, 60, STYLE_FOCUS);
        screencells_expect(vt, types[i].type);
        assert_int_equal(vtscreen_cell(vt, 0, 0).chars[0], U'第');
        if ((vtscreen_cell(vt, 11, 59).attrs != 0) != types[i].is_drawn)
            fail_msg("%s: the last cell is%s drawn", types[i].type,
                     types[i].is_drawn ? " not" : "");
        stop();
    }
}

static void test_colors(void **state)
{
    (void)state;
    need_types();
    static const struct {
        const char *type, *no_color;
        enum draw_color option;
        bool wanted;
    } cases[] = {
        {"xterm-256color", NULL, DRAW_COLOR_AUTO, true},
        {"xterm-256color", "", DRAW_COLOR_AUTO, true},
        {"xterm-256color", "1", DRAW_COLOR_AUTO, false},
        {"xterm-256color", "1", DRAW_COLOR_ALWAYS, true},
        {"xterm-256color", NULL, DRAW_COLOR_NEVER, false},
        {"linux", NULL, DRAW_COLOR_AUTO, false}, /* eight colours, and nobody knows which */
        {"vt100", NULL, DRAW_COLOR_ALWAYS, false},
        {"nianbao-4-colors", NULL, DRAW_COLOR_ALWAYS, false},
        {"nianbao-no-op", NULL, DRAW_COLOR_AUTO, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (cases[i].no_color)
            setenv("NO_COLOR", cases[i].no_color, 1);
        start_with((struct term_options){.type = cases[i].type, .color = cases[i].option},
                   ENCODING_UTF8, 1);
        unsetenv("NO_COLOR");
        for (enum style style = 0; style < STYLE_N; style++)
            draw_str((int)style % 12, (int)style / 12 * 10, 8, "总计 7", style);
        screencells_expect(vt, cases[i].type);
        struct vtscreen_cell error = vtscreen_cell(vt, STYLE_ERROR % 12, STYLE_ERROR / 12 * 10);
        if (draw_has_color() != cases[i].wanted || !error.attrs ||
            !(error.attrs & VTSCREEN_COLOR) == cases[i].wanted)
            fail_msg("row %zu, %s: colour %d, an error's attributes %d", i, cases[i].type,
                     draw_has_color(), error.attrs);
        stop();
    }
}

/* Lines are drawn where the terminal has them in one column, and with - | + elsewhere. */
static void test_lines(void **state)
{
    (void)state;
    static const struct {
        enum encoding encoding;
        int ambiguous, set_ambiguous;
        enum draw_border border;
        uint32_t wanted;
    } cases[] = {
        {ENCODING_UTF8, 1, 0, DRAW_BORDER_AUTO, U'─'},
        {ENCODING_UTF8, 1, 0, DRAW_BORDER_LINE, U'─'},
        {ENCODING_UTF8, 1, 0, DRAW_BORDER_ASCII, U'-'},
        {ENCODING_UTF8, 2, 0, DRAW_BORDER_LINE, U'-'},
        {ENCODING_UTF8, 1, 2, DRAW_BORDER_LINE, U'-'},
        {ENCODING_UTF8, 2, 1, DRAW_BORDER_LINE, U'-'},
        {ENCODING_GB18030, 2, 0, DRAW_BORDER_LINE, U'-'},
        {ENCODING_GB18030, 1, 1, DRAW_BORDER_LINE, U'-'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        start_with((struct term_options){.type = "xterm",
                                         .ambiguous = cases[i].set_ambiguous,
                                         .border = cases[i].border},
                   cases[i].encoding, cases[i].ambiguous);
        draw_rule(2, 0, 10, STYLE_DIM);
        term_refresh();
        vtscreen_sync(vt);
        if (vtscreen_cell(vt, 2, 3).chars[0] != cases[i].wanted)
            fail_msg("row %zu: U+%04X instead of U+%04X", i,
                     (unsigned)vtscreen_cell(vt, 2, 3).chars[0], (unsigned)cases[i].wanted);
        stop();
    }
}

/* More marks than one cell of ncurses can hold: the character stays whole, its neighbour where it
 * is. */
static void test_many_marks(void **state)
{
    (void)state;
    start("xterm-256color");
    draw_str(0, 0, 60, "\u1112\u1161\u11ab\u0301\u0302\u0303\u0308甲", STYLE_NORMAL);
    screencells_expect(vt, "many marks");
    assert_int_equal(vtscreen_cell(vt, 0, 0).chars[0], 0x1112);
    assert_int_equal(vtscreen_cell(vt, 0, 2).chars[0], U'甲');
    stop();
}

static void expect_refused(const char *type, const char *reason)
{
    struct termios before, after;
    struct err err = {0};
    vt = vtscreen_new(12, 60, ENCODING_UTF8, 1);
    struct term_options options = {.in = vtscreen_in(vt), .out = vtscreen_out(vt), .type = type};
    tcgetattr(fileno(options.in), &before);
    assert_false(term_start(&options, &err));
    if (!strstr(err.text, reason))
        fail_msg("%s: “%s” does not say “%s”", type, err.text, reason);
    tcgetattr(fileno(options.in), &after);
    assert_int_equal(after.c_lflag, before.c_lflag);
    stop();
}

static void test_refused(void **state)
{
    (void)state;
    need_types();
    expect_refused("nianbao-no-cup", "不能移动光标");
    assert_true(compile("no-xterm", no_xterm_source));
    expect_refused("of-tomorrow", "不认识终端类型 of-tomorrow");
    expect_refused("of-tomorrow", "ncurses-base");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_moving, scratch_setup, teardown),
        cmocka_unit_test_setup_teardown(test_corner, scratch_setup, teardown),
        cmocka_unit_test_setup_teardown(test_colors, scratch_setup, teardown),
        cmocka_unit_test_setup_teardown(test_lines, scratch_setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_marks, scratch_setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, scratch_setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
