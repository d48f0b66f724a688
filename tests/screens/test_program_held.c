/* SPDX-License-Identifier: MIT */
/* A draft that somebody else has open: what happens in this program when he leaves it; and one that
 * nothing protects. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "forms/store/session.h"
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

/* The draft is read again when it is free, and with it everything that a dialog may have in its
 * hands: not before the dialog is done. */
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
    vtscreen_type(vt, "\033[17~1"); /* F6: 一、总体情况 */
    expect(vt, "共 0 段 0 字");
    vtscreen_type(vt, F10);
    expect(vt, "菜单");
    vtscreen_type(vt, "44");
    expect(vt, "要找的文字");
    session_close(session, true);
    assert_false(vtscreen_wait_text(vt, "对方已经离开", 4000));
    vtscreen_type(vt, "甲\r");
    expect(vt, "没有找到");
    expect(vt, "对方已经离开");
    stop(vt);
    assert_int_equal(scratch_teardown(NULL), 0);
}

/* No place for a journal, neither in the home nor in memory: the title says so first, however long
 * the reason is, and the message says it whole. */
static void test_nothing_protects(void **state)
{
    (void)state;
    static const char hide_memory[] = "mount -t tmpfs -o ro none /dev/shm && exec \"$@\"";
    if (geteuid() != 0 ||
        system("unshare -m mount -t tmpfs -o ro none /dev/shm 2>/dev/null") != 0) {
        print_message("skip: needs root and a mount namespace to take /dev/shm away\n");
        skip();
    }
    assert_int_equal(scratch_setup(NULL), 0);
    scratch_write("state", "a file where there should be a folder\n", 0600);
    scratch_write(".nianbao", "the same\n", 0600);
    char path[400], home[100], state_home[140];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    snprintf(home, sizeof home, "HOME=%s", scratch);
    snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", scratch);
    const char *const argv[] = {"/usr/bin/unshare", "-m", "/bin/sh", "-c", hide_memory, "sh",
                                getenv("NIANBAO"),  path, NULL};
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    vtscreen_spawn(vt, argv, (const char *const[]){home, state_home, NULL});
    expect(vt, "不受保护，断线就没有了");
    expect(vt, "state");
    vtscreen_type(vt, "\033\033");
    expect_gone(vt, "不受保护");
    vtscreen_type(vt, "甲局");
    expect(vt, "无保护：");
    expect(vt, "错误 ");
    stop(vt);
    assert_int_equal(scratch_teardown(NULL), 0);
}

int main(void)
{
    if (!getenv("NIANBAO")) {
        printf("skip (NIANBAO names no program)\n");
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_freed_behind_a_dialog),
                                       cmocka_unit_test(test_nothing_protects)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
