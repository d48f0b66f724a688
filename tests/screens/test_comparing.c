/* SPDX-License-Identifier: MIT */
/* Two drafts compared on the screen; Enter leads to the place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/hostile.h"
#include "tests/screens/startlist.h"

#define COMPARE F10 "\033[B\033[B\033[B\033[B\r" /* the fifth line of a draft's menu */

static void make_drafts(void)
{
    char command[1000];
    snprintf(
        command, sizeof command,
        "cp tests/drafts/sample-2023.ini %s/a.ini && sed -e '/^keys = /d' -e '/^crc = /d' -e 's/^licences = .*/licences = \"9\"/'"
        " tests/drafts/sample-2023.ini >%s/b.ini",
        scratch, scratch);
    assert_int_equal(system(command), 0);
}

static struct vtscreen *open_draft(const char *name)
{
    char path[400];
    snprintf(path, sizeof path, "%s", scratch_path(name));
    struct vtscreen *vt = start_program(path);
    expect(vt, "F10");
    return vt;
}

static void test_enter_goes_to_the_cell(void **state)
{
    (void)state;
    make_drafts();
    struct vtscreen *vt = open_draft("b.ini");
    vtscreen_type(vt, COMPARE);
    expect(vt, "1 a.ini");
    expect(vt, "2 b.ini");
    vtscreen_type(vt, "1");
    expect(vt, "1 处不同：a.ini → 这一份");
    expect(vt, "412 → 9（-403，-97.82%）");
    vtscreen_type(vt, "\033OP"); /* F1 */
    expect(vt, "只是比较");
    vtscreen_type(vt, "\r");
    expect_gone(vt, "只是比较");
    vtscreen_type(vt, "\033[B\r");
    expect(vt, "[二"); /* the section, and the cell's full name below it */
    expect(vt, "行政许可 × 本年处理决定数量");
    stop(vt);
}

static void test_what_is_typed_is_compared(void **state)
{
    (void)state;
    make_drafts();
    struct vtscreen *vt = open_draft("a.ini");
    vtscreen_type(vt, COMPARE);
    expect(vt, "1 a.ini");
    vtscreen_type(vt, "1"); /* with what was saved last */
    expect(vt, "与 a.ini 没有不同");
    vtscreen_type(vt, "\033[B\033[B\033[B二楼"); /* the address, half typed */
    vtscreen_type(vt, COMPARE);
    expect(vt, "1 a.ini");
    vtscreen_type(vt, "1");
    expect(vt, "1 处不同");
    expect(vt, "二楼");
    vtscreen_type(vt, "\033");
    expect(vt, "机关全称");
    stop(vt);
}

/* A file that is cut, and texts that a terminal would obey. */
static void test_odd_drafts(void **state)
{
    (void)state;
    make_drafts();
    scratch_write(
        "c.ini",
        "[report]\nformat = \"2021\"\nunit = \"\302\20331m\u202e&#x1b;]0;x&#x07;\"\nyear = \"2023\"\n[end]\ncomplete = \"1\"\n",
        0600);
    scratch_write("d.ini", "[report]\nformat = \"2021\"\nunit = \"甲\"\n", 0600);
    struct vtscreen *vt = open_draft("a.ini");
    struct strbuf sent = STRBUF_INIT;
    vtscreen_take_output(vt, &sent); /* with the questions to the terminal */
    strbuf_clear(&sent);
    vtscreen_type(vt, COMPARE);
    expect(vt, "4 d.ini");
    vtscreen_type(vt, "4");
    expect(vt, "不能比较");
    vtscreen_type(vt, "\r");
    expect(vt, "机关全称");
    vtscreen_type(vt, COMPARE);
    expect(vt, "4 d.ini");
    vtscreen_type(vt, "3");
    expect(vt, "处不同：c.ini");
    expect(vt, "<U+202E>");
    vtscreen_type(vt, "\033");
    expect_gone(vt, "处不同");
    vtscreen_take_output(vt, &sent);
    hostile_expect_clean(&sent, "a comparison");
    strbuf_release(&sent);
    stop(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_enter_goes_to_the_cell, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_typed_is_compared, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_odd_drafts, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
