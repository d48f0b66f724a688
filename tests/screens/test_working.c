/* SPDX-License-Identifier: MIT */
/* Work that takes long says how far it is, and stops at Esc; what is done in a moment shows
 * nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tui/app/commands.h"
#include "tui/screen/working.h"
#include "tui/term/term.h"

enum { N_FILES = 1000, LIMIT_MS = 20000 };

static struct vtscreen *vt;

static int start(void **state)
{
    (void)state;
    struct err err;
    vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    return term_start(&(struct term_options){.in = vtscreen_in(vt),
                                             .out = vtscreen_out(vt),
                                             .type = "xterm-256color"},
                      &err)
               ? 0
               : -1;
}

static int stop(void **state)
{
    (void)state;
    term_stop();
    vtscreen_free(vt);
    return 0;
}

static bool screen_has(const char *text)
{
    struct strbuf screen = STRBUF_INIT;
    vtscreen_sync(vt);
    vtscreen_add_text(vt, &screen);
    bool has = strstr(screen.data, text);
    strbuf_release(&screen);
    return has;
}

/* A step each millisecond until the condition holds; how many were taken. */
static size_t step_until(struct working *working, bool (*is_enough)(const struct working *working))
{
    size_t n = 0;
    while (!is_enough(working) && n < LIMIT_MS) {
        working_step(n % N_FILES, N_FILES, working);
        usleep(1000);
        n++;
    }
    return n;
}

static bool box_is_shown(const struct working *working)
{
    (void)working;
    return screen_has("Esc 停止");
}

static bool is_stopped(const struct working *working) { return working->stop; }

static void test_esc_stops(void **state)
{
    (void)state;
    struct screen screen = {.commands = commands_table};
    struct working working;
    working_start(&working, &screen, "汇总");
    working_step(1, N_FILES, &working);
    assert_false(screen_has("汇总")); /* not at once */
    assert_true(step_until(&working, box_is_shown) < LIMIT_MS);
    assert_true(screen_has("份，共 1000 份"));
    vtscreen_type(vt, "x\r"); /* other keys do nothing */
    for (int n = 0; n < 300; n++) {
        working_step(500, N_FILES, &working);
        usleep(1000);
    }
    assert_false(working.stop);
    assert_true(screen_has("已读 500 份，共 1000 份"));
    vtscreen_type(vt, "\033");
    assert_true(step_until(&working, is_stopped) < LIMIT_MS);
}

static void test_hangup_stops(void **state)
{
    (void)state;
    struct screen screen = {.commands = commands_table};
    struct working working;
    working_start(&working, &screen, "汇总");
    vtscreen_hang_up(vt);
    assert_true(step_until(&working, is_stopped) < LIMIT_MS);
    assert_true(screen.leaving);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_esc_stops, start, stop),
        cmocka_unit_test_setup_teardown(test_hangup_stops, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
