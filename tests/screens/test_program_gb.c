/* SPDX-License-Identifier: MIT */
/* A GB18030 terminal on a server with the C locale: what is typed and pasted there, or given on the
 * command line, arrives in the draft and in the printed report exactly, also what the terminal
 * cannot draw in one piece. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "locale/encoding.h"
#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

enum { LIMIT_MS = 10000 };
#define TYPED  "你好，—“”…·㐀〇"
#define UNIT   "云岫县自然资源局"
#define PASTED "粘贴：镕㐀𠀀——“引号”……"

static void print_draft(const char *draft, const char *report)
{
    char command[400];
    snprintf(command, sizeof command, "%s print --draft --encoding=gb18030 -o %s %s 2>/dev/null",
             getenv("NIANBAO"), report, draft);
    assert_true(system(command) >= 0); /* it complains of all that is not filled in */
}

static void type_and_print(enum encoding encoding)
{
    char draft[80], home[80], report[80];
    assert_int_equal(scratch_setup(NULL), 0);
    snprintf(draft, sizeof draft, "%s/draft.ini", scratch);
    snprintf(report, sizeof report, "%s/report.txt", scratch);
    snprintf(home, sizeof home, "HOME=%s", scratch);
    struct vtscreen *vt = vtscreen_new(24, 80, encoding, encoding == ENCODING_UTF8 ? 1 : 2);
    struct strbuf unit = STRBUF_INIT;
    strbuf_add_str(&unit, "--unit=");
    assert_true(encode_text(encoding, ENCODE_STRICT, UNIT, strlen(UNIT), &unit, NULL, NULL));
    const char *argv[] = {getenv("NIANBAO"), "edit", draft, unit.data, NULL},
               *env[] = {home, "LC_ALL=C", NULL};
    vtscreen_spawn(vt, argv, env);
    strbuf_release(&unit);
    assert_true(vtscreen_wait_text(vt, "F10", LIMIT_MS));
    /* Cover, preface, overview. */
    vtscreen_type(vt, "\033[19~");
    assert_true(vtscreen_wait_text(vt, "[前言", LIMIT_MS));
    vtscreen_type(vt, "\033[19~");
    assert_true(vtscreen_wait_text(vt, "[一", LIMIT_MS));
    vtscreen_type(vt, TYPED "\r");
    vtscreen_paste(vt, PASTED);
    assert_true(vtscreen_wait_text(vt, "粘贴：镕", LIMIT_MS));
    if (encoding != ENCODING_UTF8)
        assert_true(vtscreen_wait_text(vt, "改成 UTF-8 就不漏", LIMIT_MS));
    /* The four-byte character is drawn as 〓 there, and kept. */
    assert_true(vtscreen_wait_text(vt, encoding == ENCODING_UTF8 ? "·㐀〇" : "·〓〇", LIMIT_MS));
    vtscreen_type(vt, "\033OQ");
    assert_true(vtscreen_wait_text(vt, "已保存", LIMIT_MS));
    vtscreen_hang_up(vt);
    assert_true(vtscreen_wait_exit(vt, 3000) >= 0);
    vtscreen_free(vt);

    const char *saved = scratch_read("draft.ini");
    if (!strstr(saved, "unit = \"" UNIT "\"") || !strstr(saved, "= \"" TYPED "\"") ||
        !strstr(saved, "= \"" PASTED "\""))
        fail_msg("%s: the draft holds %s", encoding_name(encoding), saved);
    print_draft(draft, report);
    struct strbuf wanted = STRBUF_INIT;
    assert_true(
        encode_text(ENCODING_GB18030, ENCODE_STRICT, TYPED, strlen(TYPED), &wanted, NULL, NULL));
    if (!strstr(scratch_read("report.txt"), wanted.data))
        fail_msg("%s: the report does not hold what was typed", encoding_name(encoding));
    strbuf_release(&wanted);
    assert_int_equal(scratch_teardown(NULL), 0);
}

static void test_typing(void **state)
{
    (void)state;
    const char *program = getenv("NIANBAO");
    if (!program || access(program, X_OK) != 0)
        skip();
    type_and_print(ENCODING_GB18030);
    type_and_print(ENCODING_UTF8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_typing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
