/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "forms/settings/environment.h"

static const struct {
    const char *name, *value, *after; /* NULL: gone */
} variables[] = {
    {"TERM", "xterm-256color", "xterm-256color"},
    {"LANG", "zh_CN.UTF-8", "zh_CN.UTF-8"},
    {"LC_ALL", "zh_CN.GB18030", "zh_CN.GB18030"},
    {"LC_MESSAGES", "../../tmp/evil", NULL},
    {"LANGUAGE", "zh_CN:en", "zh_CN:en"},
    {"LANGUAGE", "/tmp/evil", NULL},
    {"TERM", "../../tmp/evil", NULL},
    {"TERM", "xterm\033[2J", NULL},
    {"HOME", "/home/张三", "/home/张三"},
    {"HOME", "relative", NULL},
    {"XDG_STATE_HOME", "/srv/state", "/srv/state"},
    {"TZ", "Asia/Shanghai", "Asia/Shanghai"},
    {"TZ", ":/etc/shadow", NULL},
    {"TZ", "/etc/shadow", NULL},
    {"COLUMNS", "80", "80"},
    {"COLUMNS", "80;x", NULL},
    {"PATH", "/tmp/evil", "/usr/bin:/bin"},
    {"GCONV_PATH", "/tmp/evil", NULL},
    {"LOCPATH", "/tmp/evil", NULL},
    {"NLSPATH", "/tmp/evil", NULL},
    {"TERMINFO", "/tmp/evil", NULL},
    {"TERMINFO_DIRS", "/tmp/evil", NULL},
    {"TERMCAP", "x", NULL},
    {"TERMPATH", "/tmp/evil", NULL},
    {"NCURSES_TRACE", "1", NULL},
    {"LD_PRELOAD_X", "/tmp/evil.so", NULL},
    {"MALLOC_PERTURB_", "1", NULL},
    {"IFS", "x", NULL},
    {"ENV", "/tmp/evil", NULL},
    {"BASH_ENV", "/tmp/evil", NULL},
    {"TMPDIR", "/tmp/evil", NULL},
    {"EDITOR", "/tmp/evil", NULL},
    {"PAGER", "/tmp/evil", NULL},
    {"XDG_CONFIG_HOME", "/tmp/evil", NULL},
    {"LC_", "x", NULL},
};

static void test_restrict(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        clearenv();
        setenv(variables[i].name, variables[i].value, 1);
        environment_restrict();
        const char *after = getenv(variables[i].name);
        if (!after != !variables[i].after || (after && strcmp(after, variables[i].after)))
            fail_msg("%s=%s: %s", variables[i].name, variables[i].value, after ? after : "gone");
    }
}

static void test_start(void **state)
{
    (void)state;
    setenv("GCONV_PATH", "/tmp/evil", 1);
    setenv("LOCPATH", "/tmp/evil", 1);
    assert_true(environment_start(NULL));
    assert_null(getenv("GCONV_PATH"));
    assert_null(getenv("LOCPATH"));
    mode_t mask = umask(0);
    assert_int_equal(mask, 0077);
    struct rlimit core;
    getrlimit(RLIMIT_CORE, &core);
    assert_int_equal(core.rlim_cur, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_restrict),
                                       cmocka_unit_test(test_start)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
