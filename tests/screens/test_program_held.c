/* A draft that somebody else has open: what happens in this program when he leaves it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/session.h"
#include "tests/screens/startlist.h"

/* A saved draft of 甲局, open in this process. */
static struct session *hold_draft(void)
{
    struct err warning, err = {0};
    struct session *session = session_open(scratch_path("a.ini"), &err);
    assert_non_null(session);
    edit_set(session_edit(session), draft_find(session_draft(session), "report.unit"), "甲局");
    assert_int_equal(session_save(session, &warning, &err), SESSION_SAVED);
    return session;
}

/* The draft is read again when it is free, and with it everything that a dialog may have in its hands: not before the
 * dialog is done. */
static void test_freed_behind_a_dialog(void **state)
{
    (void)state;
    assert_int_equal(scratch_setup(NULL), 0);
    struct session *session = hold_draft();
    char path[400];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    struct vtscreen *vt = start_program(path);
    expect(vt, "草稿正由别人修改");
    vtscreen_type(vt, "\r");
    expect(vt, "只读");
    vtscreen_type(vt, "\033[17~3"); /* F6: 一、总体情况 */
    expect(vt, "共 0 段 0 字");
    vtscreen_type(vt, F10);
    expect(vt, "查找");
    vtscreen_type(vt, "16\r");
    expect(vt, "要找的文字");
    session_close(session, true);
    assert_false(vtscreen_wait_text(vt, "对方已经离开", 4000));
    vtscreen_type(vt, "甲\r");
    expect(vt, "没有找到");
    expect(vt, "对方已经离开");
    stop(vt);
    assert_int_equal(scratch_teardown(NULL), 0);
}

int main(void)
{
    if (!getenv("NIANBAO")) {
        printf("skip (NIANBAO names no program)\n");
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_freed_behind_a_dialog)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
