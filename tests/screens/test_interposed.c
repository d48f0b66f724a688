/* SPDX-License-Identifier: MIT */
/* The editor shows what libiniparser returns: another unit than the one in the file, where the
 * library says so. */
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

static void the_unit_is_what_the_library_returns(void **unused)
{
    (void)unused;
    char command[300], home[100], draft[100], preload[1000];
    const char *program = getenv("NIANBAO"), *slash = program ? strrchr(program, '/') : NULL;
    assert_non_null(slash);
    snprintf(command, sizeof command, "cp tests/drafts/sample-2023.ini %s/a.ini", scratch);
    assert_int_equal(system(command), 0);
    snprintf(home, sizeof home, "HOME=%s", scratch);
    snprintf(draft, sizeof draft, "%s/a.ini", scratch);
    snprintf(preload, sizeof preload, "LD_PRELOAD=%.*s/tests/faults/otherunit.so",
             (int)(slash - program), program);
    const char *argv[] = {program, "edit", draft, NULL};
    const char *env[] = {home, "LC_ALL=POSIX", preload,
                         "ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0", NULL};
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    vtscreen_spawn(vt, argv, env);
    assert_true(vtscreen_wait_text(vt, "F10", LIMIT_MS));
    assert_true(vtscreen_wait_text(vt, "换了的局", LIMIT_MS));
    vtscreen_free(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_unit_is_what_the_library_returns, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
