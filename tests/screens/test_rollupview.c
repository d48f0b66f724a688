/* SPDX-License-Identifier: MIT */
/* A sum on the screen: Enter on a number lists the units that it comes from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

enum { LIMIT_MS = 10000 };

static void enter_lists_the_units_of_a_number(void **unused)
{
    (void)unused;
    char command[1000], home[100], sum[100];
    const char *program = getenv("NIANBAO");
    snprintf(
        command, sizeof command,
        "mkdir %s/u && for u in 东门镇 西门镇; do sed -e '/^keys = /d' -e '/^crc = /d' -e \"s/^unit = .*/unit = \\\"$u\\\"/\""
        " tests/drafts/sample-2023.ini >%s/u/$u.ini; done && %s sum -o %s/sum.ini %s/u >/dev/null 2>&1",
        scratch, scratch, program, scratch, scratch);
    assert_int_equal(system(command), 0);
    snprintf(home, sizeof home, "HOME=%s", scratch);
    snprintf(sum, sizeof sum, "%s/sum.ini", scratch);
    const char *argv[] = {program, "edit", sum, NULL}, *env[] = {home, "LC_ALL=POSIX", NULL};
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    vtscreen_spawn(vt, argv, env);
    assert_true(vtscreen_wait_text(vt, "F10", LIMIT_MS));
    for (int section = 0; section < 3; section++) /* cover, preface, 一, 二 */
        vtscreen_type(vt, "\033[19~");
    assert_true(vtscreen_wait_text(vt, "行政许可", LIMIT_MS));
    vtscreen_type(vt, "\r");
    if (!vtscreen_wait_text(vt, "占比", LIMIT_MS)) {
        struct strbuf text = STRBUF_INIT;
        vtscreen_add_text(vt, &text);
        fail_msg("no list of units:\n%s", text.data);
    }
    assert_true(vtscreen_wait_text(vt, "东门镇", LIMIT_MS));
    assert_true(vtscreen_wait_text(vt, "西门镇", LIMIT_MS));
    vtscreen_type(vt, "\033");
    assert_true(vtscreen_wait_gone(vt, "占比", LIMIT_MS));
    vtscreen_free(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(enter_lists_the_units_of_a_number, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
