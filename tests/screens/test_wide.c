/* SPDX-License-Identifier: MIT */
/* Where ambiguous characters count for two columns, the program's own texts have none: a terminal
 * behind GNU screen's cjkwidth may draw them in one, and every column behind them would shift. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "locale/charclass.h"
#include "tests/screens/startlist.h"

enum { QUIET_MS = 100 };

static void expect_none(struct vtscreen *vt, const char *where)
{
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 80; x++) {
            uint32_t c = vtscreen_cell(vt, y, x).chars[0];
            if (char_cols(c, 1) != char_cols(c, 2)) {
                struct strbuf screen = STRBUF_INIT;
                vtscreen_add_text(vt, &screen);
                fail_msg("%s: U+%04X in row %d:\n%s", where, (unsigned)c, y, screen.data);
            }
        }
}

static void test_own_texts(void **state)
{
    (void)state;
    static const struct {
        const char *where, *keys;
    } steps[] = {
        {"cover", "\r"},          {"preface", "\033[19~"},  {"table 2", "\033[19~\033[19~"},
        {"table 3", "\033[19~"},  {"table 4", "\033[19~"},  {"narrative", "\033[19~"},
        {"help", "\033OP"},       {"more help", "\033[6~"}, {"back", "\033"},
        {"outline", "\033[17~"},  {"back", "\033"},         {"next problem", "\033OR"},
        {"findings", "\033[20~"}, {"back", "\033"},         {"leaving", "\030"},
    };
    scratch_write("a.ini",
                  "[report]\nformat = \"2021\"\nunit = \"云岫县水务局\"\nyear = \"2023\"\n"
                  "[disclosure]\nrules = \"1, 0, /\"\n[end]\ncomplete = \"1\"\n",
                  0600);
    struct vtscreen *vt = start_program_on(2, NULL);
    expect(vt, "a.ini");
    vtscreen_settle_idle(vt, QUIET_MS);
    expect_none(vt, "list");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        vtscreen_type(vt, steps[i].keys);
        vtscreen_settle_idle(vt, *steps[i].keys == '\033' && !steps[i].keys[1] ? 400 : QUIET_MS);
        expect_none(vt, steps[i].where);
    }
    stop(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_own_texts, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
