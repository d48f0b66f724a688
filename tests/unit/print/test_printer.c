/* SPDX-License-Identifier: MIT */
/* The print command gets the report and nothing else, and what it says and how it ends comes back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "forms/print/printer.h"
#include "tests/support/scratch.h"

static void install_program(const char *name, const char *script)
{
    scratch_write(name, script, 0700);
}

static bool print_with(const char *name, const char *arguments, struct printer_job job,
                       const char *bytes, struct strbuf *said, struct err *err)
{
    char command[400];
    snprintf(command, sizeof command, "%s%s", scratch_path(name), arguments);
    job.command = command;
    return printer_run(&job, bytes, strlen(bytes), said, err);
}

static void report_arrives_with_the_arguments_meant(void **state)
{
    (void)state;
    static const struct {
        struct printer_job job;
        const char *arguments, *wanted;
    } rows[] = {
        {{0}, "", "\n"},
        {{.raw = true}, "", "-o raw\n"},
        {{.printer = "laser-2"}, " -n 2", "-n 2 -d laser-2\n"},
        {{.printer = "", .raw = true}, "  -n  2 ", "-n 2 -o raw\n"},
    };
    install_program("lp", "#!/bin/sh\necho \"$*\"\ncat >\"${0%/*}/got\"\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf said = STRBUF_INIT;
        struct err err = {0};
        if (!print_with("lp", rows[i].arguments, rows[i].job, "报告\n\f第二页\n", &said, &err))
            fail_msg("row %zu: %s", i, err.text);
        assert_string_equal(said.data, rows[i].wanted);
        assert_string_equal(scratch_read("got"), "报告\n\f第二页\n");
        strbuf_release(&said);
    }
}

static void environment_is_bare(void **state)
{
    (void)state;
    struct strbuf said = STRBUF_INIT;
    setenv("LC_ALL", "C", 1);
    setenv("CUPS_SERVER", "printers", 1);
    setenv("GCONV_PATH", "/tmp/evil", 1);
    setenv("LD_LIBRARY_PATH", "/tmp/evil", 1);
    install_program("show", "#!/bin/sh\nenv\n");
    assert_true(print_with("show", "", (struct printer_job){0}, "", &said, NULL));
    unsetenv("GCONV_PATH");
    unsetenv("LD_LIBRARY_PATH");
    unsetenv("CUPS_SERVER");
    assert_non_null(strstr(said.data, "PATH=/usr/local/bin:/usr/bin:/bin\n"));
    assert_non_null(strstr(said.data, "CUPS_SERVER=printers\n"));
    assert_null(strstr(said.data, "evil"));
    assert_null(strstr(said.data, "HOME="));
    strbuf_release(&said);
}

static void failures_are_told(void **state)
{
    (void)state;
    struct strbuf said = STRBUF_INIT;
    struct err err = {0};
    install_program("lp", "#!/bin/sh\necho 'lp: no such printer' >&2\nexit 3\n");
    assert_false(print_with("lp", "", (struct printer_job){0}, "x", &said, &err));
    assert_string_equal(said.data, "lp: no such printer\n");
    assert_non_null(strstr(err.text, "退出码 3"));
    assert_false(
        printer_run(&(struct printer_job){.command = "no-such-program"}, "x", 1, &said, &err));
    assert_non_null(strstr(err.text, "找不到打印命令 no-such-program"));
    assert_false(printer_run(&(struct printer_job){.command = " "}, "x", 1, &said, &err));
    assert_false(print_with("lp", "", (struct printer_job){.printer = "-o job"}, "x", &said, &err));
    assert_false(print_with("lp", "", (struct printer_job){.printer = "a b;c"}, "x", &said, &err));
    assert_non_null(strstr(err.text, "打印机的名称"));
    install_program("other", "#!/bin/sh\n");
    assert_false(print_with("other", "", (struct printer_job){.printer = "a"}, "x", &said, &err));
    assert_non_null(strstr(err.text, "不是 lp"));
    scratch_write("not-executable", "x", 0600);
    assert_false(print_with("not-executable", "", (struct printer_job){0}, "x", &said, &err));
    strbuf_release(&said);
}

static void large_reports_and_deaf_programs_do_not_block(void **state)
{
    (void)state;
    struct strbuf said = STRBUF_INIT, report = STRBUF_INIT;
    strbuf_add_repeat(&report, "一二三四五六七八九十\n", 50000);
    install_program("deaf", "#!/bin/sh\nexit 0\n");
    assert_true(print_with("deaf", "", (struct printer_job){0}, report.data, &said, NULL));
    install_program("count", "#!/bin/sh\nwc -c\n");
    assert_true(print_with("count", "", (struct printer_job){0}, report.data, &said, NULL));
    assert_int_equal(atoi(said.data), report.len);
    strbuf_release(&said);
    strbuf_release(&report);
}

static void a_program_that_hangs_is_ended(void **state)
{
    (void)state;
    struct strbuf said = STRBUF_INIT;
    struct err err = {0};
    install_program("hang", "#!/bin/sh\necho begun\nsleep 100\n");
    time_t begun = time(NULL);
    assert_false(print_with("hang", "", (struct printer_job){.timeout_s = 1}, "x", &said, &err));
    assert_true(time(NULL) - begun < 50);
    assert_string_equal(said.data, "begun\n");
    assert_non_null(strstr(err.text, "过了 1 秒还没有结束"));
    strbuf_release(&said);
}

#define SCRATCH_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(report_arrives_with_the_arguments_meant),
        SCRATCH_TEST(environment_is_bare),
        SCRATCH_TEST(failures_are_told),
        SCRATCH_TEST(large_reports_and_deaf_programs_do_not_block),
        SCRATCH_TEST(a_program_that_hangs_is_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
