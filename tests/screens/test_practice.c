/* SPDX-License-Identifier: MIT */
/* What `make run` opens: the first screen says what is to be practised, F3 leads to both errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/startlist.h"

#define F3 "\033OR"

static void two_planted_errors(void **state)
{
    (void)state;
    char command[600], path[400];
    snprintf(path, sizeof path, "%s", scratch_path("练习-2023.ini"));
    snprintf(command, sizeof command,
             "sed -f tests/drafts/practice.sed tests/drafts/sample-2023.ini >\"%s\"", path);
    assert_int_equal(system(command), 0);
    struct vtscreen *vt = start_program(path);
    expect(vt, "这是练习，里面放了两处错误：按 F3");
    expect(vt, "错误 2  提醒 0");
    vtscreen_type(vt, F3);
    expect(vt, "问题 1/2  错误：表三 自然人");
    vtscreen_type(vt, F3);
    expect(vt, "问题 2/2  错误：");
    expect(vt, "“二是”重复");
    stop(vt);
}

int main(void)
{
    if (!getenv("NIANBAO")) {
        puts("skip: NIANBAO names no program");
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_planted_errors, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
