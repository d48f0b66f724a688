/* SPDX-License-Identifier: MIT */
/* What is sent for attributes is shorter than what ncurses asks for, and looks the same on the
 * terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tui/term/sgr.h"

static void shortest_form(void **state)
{
    (void)state;
    static const struct {
        const char *sent, *wanted;
    } rows[] = {
        {"", ""},
        {"年报", "年报"},
        {"\033[m", "\033[m"},
        {"\033(B\033[m", "\033[m"},
        {"\033(Ba\033(B", "a"},
        {"\033[39;49m\033(B\033[m", "\033[m"},
        {"\033(B\033[0;1m\033[37m\033[44mx", "\033[0;1;37;44mx"},
        {"\033[m\033[30m\033[46m", "\033[0;30;46m"},
        {"\033[39;49m\033[39;49m\033(B\033[m\033[H\033[2J", "\033[m\033[H\033[2J"},
        {"\033[1mx\033[1m", "\033[1mx\033[1m"},
        {"\033[1m\033[5;5H\033[7m", "\033[1m\033[5;5H\033[7m"},
        {"\033[1;31m\033[0;7m", "\033[0;7m"},
        {"\033[38;5;123m\033[48;5;210m\033[1;4;7m\033[3m", "\033[38;5;123;48;5;210;1;4;7m\033[3m"},
        {"\033[?25h\033[1;24r\033[4l", "\033[?25h\033[1;24r\033[4l"},
        {"\033[", "\033["},
        {"\033[1;", "\033[1;"},
        {"\033", "\033"},
        {"\033(", "\033("},
        {"\033(0", "\033(0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf bytes = STRBUF_INIT;
        strbuf_add_str(&bytes, rows[i].sent);
        sgr_shorten(&bytes);
        if (strcmp(bytes.data, rows[i].wanted) != 0)
            fail_msg("row %zu: \\033%s becomes \\033%s", i, rows[i].sent + 1,
                     bytes.data + (bytes.len > 0));
        strbuf_release(&bytes);
    }
}

enum { ROWS = 8, COLS = 20 };

static void render(const struct strbuf *bytes, struct vtscreen_cell cells[ROWS][COLS])
{
    struct vtscreen *vt = vtscreen_new(ROWS, COLS, ENCODING_UTF8, 1);
    fwrite(bytes->data, 1, bytes->len, vtscreen_out(vt));
    fflush(vtscreen_out(vt));
    vtscreen_sync(vt);
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLS; x++)
            cells[y][x] = vtscreen_cell(vt, y, x);
    vtscreen_free(vt);
}

/* A random mixture of text, movements and attributes. */
static void looks_the_same(void **state)
{
    (void)state;
    enum { PIECES = 400, RUNS = 60 };
    static const char *const pieces[] = {"\033(B",
                                         "\033[m",
                                         "\033(B\033[m",
                                         "\033(B\033[0;1m",
                                         "\033(B\033[0;7m",
                                         "\033[0;4m",
                                         "\033[39;49m",
                                         "\033[37m",
                                         "\033[44m",
                                         "\033[30m",
                                         "\033[42m",
                                         "\033[1m",
                                         "\033[7m",
                                         "\033[27m",
                                         "\033[3;4H",
                                         "\033[7;2H",
                                         "\033[K",
                                         "\033[3X",
                                         "x",
                                         "报",
                                         "7 ",
                                         "─"};
    static struct vtscreen_cell plain[ROWS][COLS], shortened[ROWS][COLS];
    uint32_t seed = 1;
    for (int run = 0; run < RUNS; run++) {
        struct strbuf bytes = STRBUF_INIT;
        for (int i = 0; i < PIECES; i++) {
            seed = seed * 1664525 + 1013904223;
            strbuf_add_str(&bytes, pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])]);
        }
        render(&bytes, plain);
        sgr_shorten(&bytes);
        render(&bytes, shortened);
        for (int i = 0; i < ROWS * COLS; i++)
            if (memcmp(&plain[i / COLS][i % COLS], &shortened[i / COLS][i % COLS],
                       sizeof plain[0][0]) != 0)
                fail_msg("run %d: row %d, column %d differ", run, i / COLS, i % COLS);
        strbuf_release(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shortest_form),
                                       cmocka_unit_test(looks_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
