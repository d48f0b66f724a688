/* SPDX-License-Identifier: MIT */
/* What a slow line has to carry (2400 baud: 240 bytes a second): menus, dialogs and the change from
 * one section to the next, on 80x24. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

enum { N_ROWS = 24, N_COLS = 80, WAIT_MS = 10000, QUIET_MS = 300 };

static void copy_sample(void)
{
    static char text[70000];
    FILE *file = fopen("tests/drafts/sample-2023.ini", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    scratch_write("a.ini", text, 0600);
}

static struct vtscreen *start_on_sample(void)
{
    char path[400], home[300], state[300];
    copy_sample();
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    snprintf(home, sizeof home, "HOME=%s", scratch_path(""));
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s", scratch_path("state"));
    const char *argv[] = {getenv("NIANBAO"), "edit", path, NULL};
    const char *env[] = {home, state, NULL};
    struct vtscreen *vt = vtscreen_new(N_ROWS, N_COLS, ENCODING_UTF8, 1);
    vtscreen_spawn(vt, argv, env);
    if (!vtscreen_wait_text(vt, "机关全称", WAIT_MS))
        fail_msg("the draft does not open");
    vtscreen_settle_idle(vt, QUIET_MS);
    return vt;
}

static size_t n_bytes_for(struct vtscreen *vt, const char *keys)
{
    struct strbuf sent = STRBUF_INIT;
    vtscreen_take_output(vt, &sent);
    strbuf_clear(&sent);
    vtscreen_type(vt, keys);
    vtscreen_settle_idle(vt, QUIET_MS);
    vtscreen_take_output(vt, &sent);
    size_t n = sent.len;
    strbuf_release(&sent);
    return n;
}

static struct vtscreen_cell before[N_ROWS][N_COLS];

static void keep_screen(struct vtscreen *vt)
{
    for (int y = 0; y < N_ROWS; y++)
        for (int x = 0; x < N_COLS; x++)
            before[y][x] = vtscreen_cell(vt, y, x);
}

/* The characters that differ from the kept screen, in bytes as they are sent. */
static size_t n_bytes_that_differ(struct vtscreen *vt)
{
    size_t n = 0;
    for (int y = 0; y < N_ROWS; y++) {
        for (int x = 0; x < N_COLS; x++) {
            struct vtscreen_cell cell = vtscreen_cell(vt, y, x);
            char bytes[UTF8_MAX_BYTES];
            if (cell.n_cols &&
                (cell.chars[0] != before[y][x].chars[0] || cell.attrs != before[y][x].attrs))
                n += utf8_encode(cell.chars[0] ? cell.chars[0] : ' ', bytes);
        }
    }
    return n;
}

static void menus_and_dialogs(void **state)
{
    (void)state;
    enum { MAX_BYTES = 700 };
    static const struct {
        const char *name, *first, *keys, *shown;
    } dialogs[] = {
        {"the menu", "", "\033[21~", "菜单"},
        {"the places to go to", "", "\033[17~", "转到"},
        {"the print dialog", "", "\034", "给哪里用"},
    };
    struct vtscreen *vt = start_on_sample();
    for (int section = 0; section < 5; section++) {
        for (size_t i = 0; i < sizeof dialogs / sizeof *dialogs; i++) {
            n_bytes_for(vt, dialogs[i].first);
            size_t opened = n_bytes_for(vt, dialogs[i].keys);
            if (!vtscreen_wait_text(vt, dialogs[i].shown, WAIT_MS))
                fail_msg("%s does not open in section %d", dialogs[i].name, section);
            size_t closed = n_bytes_for(vt, "\033");
            if (opened > MAX_BYTES || closed > MAX_BYTES)
                fail_msg("%s in section %d: %zu bytes to open, %zu to close", dialogs[i].name,
                         section, opened, closed);
        }
        n_bytes_for(vt, "\033[19~");
    }
    vtscreen_free(vt);
}

/* The bytes that the keys lead to are at most one and a half times those of the characters that
 * differ then. */
static void expect_lean(struct vtscreen *vt, const char *keys, const char *what, int section)
{
    keep_screen(vt);
    size_t sent = n_bytes_for(vt, keys), differ = n_bytes_that_differ(vt);
    if (sent * 2 > differ * 3)
        fail_msg("%s, section %d: %zu bytes for characters of %zu", what, section, sent, differ);
}

/* A page of text is as long as its text. */
static void help_and_sections(void **state)
{
    (void)state;
    struct vtscreen *vt = start_on_sample();
    for (int section = 0; section < 7; section++) {
        expect_lean(vt, "\033OP", "the help", section);
        expect_lean(vt, "\033", "back from the help", section);
        expect_lean(vt, "\033[19~", "to the next section", section);
    }
    vtscreen_free(vt);
}

int main(void)
{
    if (!getenv("NIANBAO")) {
        puts("skip: NIANBAO names no program");
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(help_and_sections, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(menus_and_dialogs, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
