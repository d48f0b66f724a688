/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/visible.h"
#include "locale/width.h"
#include "tests/screens/hostile.h"
#include "tests/screens/screencells.h"
#include "tests/screens/vtscreen.h"
#include "tui/app/commands.h"
#include "tui/term/draw.h"
#include "tui/term/screenlib.h"
#include "tui/term/term.h"

static struct vtscreen *vt;

static const char *type = "xterm-256color";

static void start(int n_rows, int n_cols, enum encoding encoding, int ambiguous,
                  enum draw_color color)
{
    vt = vtscreen_new(n_rows, n_cols, encoding, ambiguous);
    struct term_options options = {
        .in = vtscreen_in(vt), .out = vtscreen_out(vt), .type = type, .color = color};
    struct err err;
    if (!term_start(&options, &err))
        fail_msg("%s", err.text);
}

static void stop(void)
{
    term_stop();
    vtscreen_free(vt);
}

/* No marks on ASCII letters: libvterm 0.1 takes the mark for a character of the next row where the
 * letter stands in the last column. */
static const char *const pieces[] = {
    "a",
    "Z9",
    " ",
    "中",
    "为政府",
    "“",
    "”",
    "—",
    "——",
    "…",
    "·",
    "×",
    "①",
    "─",
    "│",
    "，",
    "。",
    "（一）",
    "é",
    "\u1ea1\u0301",
    "\u1ecd\u0308\u0301\u0302\u0303",
    "か\u3099",
    "한",
    "\u1112\u1161\u11ab",
    "㐀",
    "𠀀",
    "🙂",
    "👨\u200d👩\u200d👧",
    "🇨🇳",
    "☺\ufe0f",
    "1\ufe0f\u20e3",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\x1b[2J",
    "\r",
    "\n",
    "\t",
    "\b\b\b",
    "\x07",
    "\x7f",
    "\302\205",
    "\302\233",
    "\xff",
    "\xe4\xb8",
    "\xc0\xaf",
    "\ue000",
    "\U000e0041",
    "\u2028",
    "\u00ad",
    "\u1ea1\u0301\u0301\u0301\u0301\u0301",
    "１２３",
    "〇",
    "〓",
    "½",
    "\u2500\u2502",
    "ｱ",
    "\uffff",
    "א",
    "ن",
    "3402",
    "\u3000",
    "\u00a0",
};
enum { N_PIECES = sizeof pieces / sizeof *pieces };

static unsigned seed;
static int pick(int n)
{
    seed = seed * 1103515245 + 12345;
    return (int)((seed >> 16) % (unsigned)n);
}

static void random_text(struct strbuf *text)
{
    strbuf_clear(text);
    for (int n = pick(12); n > 0; n--)
        strbuf_add_str(text, pieces[pick(N_PIECES)]);
}

static void random_step(struct strbuf *text)
{
    int y = pick(LINES + 2) - 1, x = pick(COLS + 6) - 3, n = pick(COLS / 2);
    enum style style = (enum style)pick(STYLE_N);
    random_text(text);
    switch (pick(12)) {
    case 0: draw_fill(y, x, n, style); break;
    case 1: draw_rule(y, x, n, style); break;
    case 2: draw_frame(y, x, pick(6), n, style); break;
    case 3:
    case 4: draw_pad(y, x, n, text->data, text->len, (enum align)pick(3), style); break;
    case 5: draw_text_from(y, x, pick(10), n, text->data, text->len, style); break;
    case 6: draw_clear_area(y, x, pick(5), n, style); break;
    default: {
        int cols = draw_text(y, x, n, text->data, text->len, style);
        assert_true(cols <= n && cols >= 0);
        if (y >= 0 && y < LINES - 1 && x >= 0 && x + n <= COLS) {
            int wanted = width_clip(text->data, text->len, 0, n, term_ambiguous()).n_cols;
            assert_int_equal(cols, wanted);
        }
    }
    }
}

static void walk(enum encoding encoding, int ambiguous, int n_steps)
{
    start(12, 40, encoding, ambiguous, DRAW_COLOR_AUTO);
    assert_int_equal(term_ambiguous(), ambiguous);
    struct strbuf text = STRBUF_INIT;
    seed = 2023;
    for (int step = 0; step < n_steps; step++) {
        for (int n = 1 + pick(4); n > 0; n--)
            random_step(&text);
        if (pick(100) == 0)
            draw_clear_screen();
        char what[80];
        snprintf(what, sizeof what, "%s, ambiguous %d, step %d", encoding_name(encoding), ambiguous,
                 step);
        screencells_expect(vt, what);
    }
    strbuf_release(&text);
    stop();
}

static void test_walks(void **state)
{
    (void)state;
    const char *more = getenv("NIANBAO_LONG");
    int n_steps = more && *more ? 50000 : 4000;
    walk(ENCODING_UTF8, 1, n_steps);
    walk(ENCODING_UTF8, 2, n_steps);
    walk(ENCODING_GB18030, 2, n_steps);
    walk(ENCODING_GBK, 2, n_steps);
}

/* Terminals that can do less, or other things: what ncurses sends to them comes out the same. */
static void test_types(void **state)
{
    (void)state;
    static const char *const types[] = {
        "vt100", "vt220", "linux",        "screen",     "screen-256color", "tmux-256color",
        "xterm", "rxvt",  "rxvt-unicode", "xterm-mono", "st-256color",     "ms-terminal"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        type = types[i];
        walk(ENCODING_UTF8, 1 + (int)i % 2, 150);
    }
    walk(ENCODING_GB18030, 2, 150);
    type = "xterm-256color";
}

static void test_resize(void **state)
{
    (void)state;
    start(24, 80, ENCODING_UTF8, 2, DRAW_COLOR_AUTO);
    seed = 7;
    struct strbuf text = STRBUF_INIT;
    static const int sizes[][2] = {{24, 80}, {50, 132}, {16, 60}, {2, 5},
                                   {30, 81}, {10, 20},  {24, 80}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        vtscreen_resize(vt, sizes[i][0], sizes[i][1]);
        raise(SIGWINCH);
        struct key key;
        assert_int_equal(term_wait(1000, &key), TERM_RESIZE);
        assert_int_equal(term_rows(), sizes[i][0]);
        assert_int_equal(term_cols(), sizes[i][1]);
        draw_clear_screen();
        for (int n = 0; n < 200; n++)
            random_step(&text);
        screencells_expect(vt, "after a resize");
    }
    strbuf_release(&text);
    stop();
}

/* Characters written over halves of others, at every offset. */
static void test_halves(void **state)
{
    (void)state;
    start(4, 12, ENCODING_UTF8, 1, DRAW_COLOR_AUTO);
    static const char *const over[] = {"x", "中", "xy", "中文", " ", "中x", "x中"};
    for (size_t i = 0; i < sizeof over / sizeof *over; i++) {
        for (int x = 0; x < 12; x++) {
            draw_clear_screen();
            draw_str(1, 0, 12, "一二三四五六", STYLE_NORMAL);
            draw_str(1, x, 12 - x, over[i], STYLE_HEADING);
            screencells_expect(vt, "one paint");
            draw_clear_screen();
            draw_str(1, 0, 12, "一二三四五六", STYLE_NORMAL);
            screencells_expect(vt, "below");
            draw_str(1, x, 12 - x, over[i], STYLE_HEADING);
            screencells_expect(vt, "over it");
            /* Half characters are blanks, and no other column has changed. */
            int n_cols = width_clip(over[i], strlen(over[i]), 0, 12 - x, 1).n_cols;
            for (int k = 0; k < 12; k++) {
                struct vtscreen_cell cell = vtscreen_cell(vt, 1, k);
                bool is_cut =
                    n_cols && ((k == x - 1 && x % 2) || (k == x + n_cols && (x + n_cols) % 2));
                if (is_cut && cell.chars[0] != ' ')
                    fail_msg("\"%s\" at column %d: column %d is not blank", over[i], x, k);
                if ((k < x - 1 || k > x + n_cols) && k % 2 == 0)
                    assert_int_equal(cell.n_cols, 2);
            }
        }
    }
    stop();
}

static const struct {
    const char *what, *text;
    enum encoding encoding;
    int ambiguous, max_cols;
    const char *row;
} rows[] = {
    {"plain", "abc", ENCODING_UTF8, 1, 20, "abc"},
    {"cut before a wide one", "中文字", ENCODING_UTF8, 1, 5, "中文"},
    {"ambiguous narrow", "“a”", ENCODING_UTF8, 1, 3, "“a”"},
    {"ambiguous wide", "“a”", ENCODING_UTF8, 2, 4, "“a"},
    {"hidden", "a\u202e1", ENCODING_UTF8, 1, 20, "a<U+202E>1"},
    {"escape", "\x1b[31mx", ENCODING_UTF8, 1, 20, "<U+001B>[31mx"},
    {"invalid byte", "a\xff", ENCODING_UTF8, 1, 20, "a<0xFF>"},
    {"marks", "e\u0301x", ENCODING_UTF8, 1, 20, "e\u0301x"},
    {"emoji sequence", "👨\u200d👩\u200d👧x", ENCODING_UTF8, 1, 20, "👨x"},
    {"flag", "🇨🇳x", ENCODING_UTF8, 1, 20, "〓x"},
    {"GB: two bytes", "中“—①", ENCODING_GB18030, 2, 20, "中“—①"},
    {"GB: four bytes", "㐀x", ENCODING_GB18030, 2, 20, "〓x"},
    {"GB: narrow and not there", "öx", ENCODING_GB18030, 2, 20, "?x"},
    {"GBK: not there", "𠀀x", ENCODING_GBK, 2, 20, "〓x"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        start(3, 30, rows[i].encoding, rows[i].ambiguous, DRAW_COLOR_AUTO);
        draw_str(0, 0, rows[i].max_cols, rows[i].text, STYLE_NORMAL);
        screencells_expect(vt, rows[i].what);
        struct strbuf text = STRBUF_INIT;
        vtscreen_add_text(vt, &text);
        size_t len = strcspn(text.data, "\n");
        if (len != strlen(rows[i].row) || memcmp(text.data, rows[i].row, len))
            fail_msg("%s: wanted \"%s\", got \"%.*s\"", rows[i].what, rows[i].row, (int)len,
                     text.data);
        strbuf_release(&text);
        stop();
    }
}

static void test_hostile(void **state)
{
    (void)state;
    start(6, 60, ENCODING_UTF8, 1, DRAW_COLOR_AUTO);
    struct strbuf sent = STRBUF_INIT, text = STRBUF_INIT;
    vtscreen_sync(vt);
    vtscreen_take_output(vt, &sent);
    for (int number = 0; number < HOSTILE_N; number++) {
        strbuf_clear(&text);
        hostile_add(&text, number);
        draw_clear_screen();
        draw_text(1, 3, 50, text.data, text.len, STYLE_NORMAL);
        draw_pad(3, 0, 60, text.data, text.len, ALIGN_CENTER, STYLE_FOCUS);
        draw_text_from(5, 0, 3, 60, text.data, text.len, STYLE_NORMAL);
        char what[40];
        snprintf(what, sizeof what, "hostile text %d", number);
        screencells_expect(vt, what);
        strbuf_clear(&sent);
        vtscreen_take_output(vt, &sent);
        hostile_expect_clean(&sent, what);
    }
    strbuf_release(&sent);
    strbuf_release(&text);
    stop();
}

static void test_cursor(void **state)
{
    (void)state;
    static const int places[][4] = {
        {2, 7, 2, 7}, {0, 0, 0, 0}, {5, 19, 5, 19}, {-1, 5, 0, 5}, {9, 99, 5, 19}};
    start(6, 20, ENCODING_UTF8, 1, DRAW_COLOR_AUTO);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        draw_cursor(places[i][0], places[i][1]);
        draw_str(3, 2, 10, "后画的字", STYLE_NORMAL);
        draw_fill(5, 0, 20, STYLE_CHROME);
        screencells_expect(vt,
                           "cursor"); /* reads the cells back, which moves ncurses' cursor, too */
        term_refresh();
        vtscreen_sync(vt);
        int y, x;
        vtscreen_cursor(vt, &y, &x);
        if (y != places[i][2] || x != places[i][3])
            fail_msg("asked for %d %d, the cursor is at %d %d", places[i][0], places[i][1], y, x);
    }
    stop();
}

/* Each meaning can be told from plain text without colour. */
static void test_styles(void **state)
{
    (void)state;
    static const enum style meanings[] = {STYLE_HEADING,   STYLE_FOCUS,   STYLE_ERROR,
                                          STYLE_SELECTION, STYLE_WARNING, STYLE_CHROME};
    for (int colored = 0; colored < 2; colored++) {
        start(4, 20, ENCODING_UTF8, 1, colored ? DRAW_COLOR_ALWAYS : DRAW_COLOR_NEVER);
        assert_int_equal(draw_has_color(), colored);
        for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
            draw_str(0, 0, 5, "字", meanings[i]);
            screencells_expect(vt, "style");
            struct vtscreen_cell cell = vtscreen_cell(vt, 0, 0);
            if (!cell.attrs || (!colored && cell.attrs & VTSCREEN_COLOR))
                fail_msg("style %d, colour %d: attributes %d", (int)meanings[i], colored,
                         cell.attrs);
        }
        stop();
    }
    setenv("NO_COLOR", "1", 1);
    start(4, 20, ENCODING_UTF8, 1, DRAW_COLOR_AUTO);
    assert_false(draw_has_color());
    stop();
    unsetenv("NO_COLOR");
}

/* Relative luminance of a colour 0xRRGGBB, by WCAG 2. */
static double luminance(unsigned color)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (double)(color >> (16 - 8 * i) & 0xFF) / 255;
        sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* The fixed part of the palette of 256 colours. */
static unsigned color_at(int index)
{
    static const unsigned steps[] = {0, 95, 135, 175, 215, 255};
    assert_in_range(index, 16, 255);
    if (index >= 232) {
        unsigned gray = (unsigned)(8 + (index - 232) * 10);
        return gray << 16 | gray << 8 | gray;
    }
    index -= 16;
    return steps[index / 36] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6];
}

/* Every style can be read on every client: the contrast of its colours is at least 4.5 : 1. */
static void test_contrast(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        unsigned foreground, background;
    } palettes[] = {
        {"PuTTY", 0xBBBBBB, 0x000000},
        {"xterm", 0x000000, 0xFFFFFF},
        {"Windows Terminal", 0xCCCCCC, 0x0C0C0C},
    };
    for (size_t i = 0; i < sizeof palettes / sizeof *palettes; i++) {
        for (enum style style = STYLE_NORMAL; style < STYLE_N; style++) {
            short foreground, background;
            draw_colors(style, &foreground, &background);
            double a = luminance(foreground < 0 ? palettes[i].foreground : color_at(foreground));
            double b = luminance(background < 0 ? palettes[i].background : color_at(background));
            double contrast = a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
            if (contrast < 4.5)
                fail_msg("%s, style %d: %.2f", palettes[i].name, (int)style, contrast);
        }
    }
}

static void test_bar(void **state)
{
    (void)state;
    static const struct {
        int n_cols, ambiguous;
    } cases[] = {{80, 1}, {80, 2}, {60, 1}, {132, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        start(3, cases[i].n_cols, ENCODING_UTF8, cases[i].ambiguous, DRAW_COLOR_NEVER);
        command_draw_bar(commands_table, 1, cases[i].n_cols);
        screencells_expect(vt, "key bar");
        struct strbuf text = STRBUF_INIT;
        vtscreen_add_text(vt, &text);
        assert_non_null(strstr(text.data, "F1说明"));
        assert_non_null(strstr(text.data, "F10菜单"));
        if (cases[i].n_cols >= 80)
            assert_non_null(strstr(
                text.data,
                "F1说明 F2保存 F3下一问题 F4注 F5去年数 F6转到 F7上节 F8下节 F9检查 F10菜单"));
        strbuf_release(&text);
        stop();
    }
}

/* The line drops, and signals: both end waiting at once, every time they are asked. */
static void test_leave(void **state)
{
    (void)state;
    struct key key;
    start(5, 20, ENCODING_UTF8, 1, DRAW_COLOR_AUTO);
    raise(SIGTERM);
    assert_int_equal(term_wait(-1, &key), TERM_SIGNAL);
    assert_int_equal(term_signal(), SIGTERM);
    raise(SIGHUP);
    assert_int_equal(term_wait(-1, &key), TERM_SIGNAL);
    stop();
    start(5, 20, ENCODING_UTF8, 1, DRAW_COLOR_AUTO);
    assert_int_equal(term_wait(20, &key), TERM_TIMEOUT);
    vtscreen_type(vt, "ab");
    assert_int_equal(term_wait(-1, &key), TERM_KEY);
    assert_true(term_pending());
    vtscreen_hang_up(vt);
    assert_int_equal(term_wait(-1, &key), TERM_KEY);
    assert_int_equal(key.c, 'b');
    assert_int_equal(term_wait(-1, &key), TERM_HANGUP);
    assert_false(term_refresh());
    assert_int_equal(term_wait(-1, &key), TERM_HANGUP);
    stop();
}

/* In GB encodings the character under the cursor has an attribute of its own, there and nowhere
 * else. */
static void test_under_cursor(void **state)
{
    (void)state;
    static const struct {
        enum encoding encoding;
        int x, marked; /* the column that differs, -1: none */
    } cursors[] = {{ENCODING_GB18030, 2, 2},  {ENCODING_GB18030, 3, 2},   {ENCODING_GB18030, 4, 4},
                   {ENCODING_GB18030, 5, -1}, {ENCODING_GB18030, 40, -1}, {ENCODING_UTF8, 2, -1}};
    for (size_t i = 0; i < sizeof cursors / sizeof *cursors; i++) {
        start(6, 60, cursors[i].encoding, 2, DRAW_COLOR_NEVER);
        draw_str(1, 0, 60, "年报a 表", STYLE_FOCUS);
        draw_cursor(1, 0);
        term_refresh();
        for (int again = 0; again < 2; again++) { /* drawn anew, and not */
            draw_cursor(1, cursors[i].x);
            term_refresh();
            vtscreen_sync(vt);
            for (int x = 0; x < 8; x++) {
                struct vtscreen_cell cell = vtscreen_cell(vt, 1, x);
                bool is_marked = cell.attrs & VTSCREEN_UNDERLINE;
                if (cell.n_cols && is_marked != (x == cursors[i].marked))
                    fail_msg("row %zu: column %d, attributes %d", i, x, cell.attrs);
            }
            draw_clear_screen();
            draw_str(1, 0, 60, "年报a 表", STYLE_FOCUS);
        }
        stop();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),         cmocka_unit_test(test_halves),
        cmocka_unit_test(test_walks),        cmocka_unit_test(test_types),
        cmocka_unit_test(test_resize),       cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_styles),       cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_bar),          cmocka_unit_test(test_cursor),
        cmocka_unit_test(test_under_cursor), cmocka_unit_test(test_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
