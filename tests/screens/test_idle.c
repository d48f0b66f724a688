/* SPDX-License-Identifier: MIT */
/* Nobody presses a key for idle_minutes: the draft is let go, others may change it, and what was
 * typed is offered when the operator is back. The shortest limit is a minute, so only with
 * NIANBAO_LONG=1. */
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
#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

enum { LIMIT_MS = 10000, IDLE_LIMIT_MS = 75000 };
#define TYPED "走开以前填的"

static void expect(struct vtscreen *vt, const char *text, int limit_ms)
{
    struct strbuf screen = STRBUF_INIT;
    if (!vtscreen_wait_text(vt, text, limit_ms)) {
        vtscreen_add_text(vt, &screen);
        fail_msg("there is no %s on the screen:\n%s", text, screen.data);
    }
    strbuf_release(&screen);
}

static enum session_access access_of_another(void)
{
    struct err err = {0};
    struct session *session = session_open(scratch_path("a.ini"), &err);
    assert_non_null(session);
    enum session_access access = session_access(session);
    session_close(session, true);
    return access;
}

static void nobody_there(void **state)
{
    (void)state;
    if (!getenv("NIANBAO") || !getenv("NIANBAO_LONG")) {
        print_message("skip: takes a minute; NIANBAO_LONG=1 does it\n");
        skip();
    }
    assert_int_equal(scratch_setup(NULL), 0);
    char config_home[140], state_home[140], path[400];
    snprintf(config_home, sizeof config_home, "XDG_CONFIG_HOME=%s/.config", scratch);
    snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", scratch);
    mkdir(scratch_path(".config"), 0700);
    mkdir(scratch_path(".config/nianbao"), 0700);
    scratch_write(".config/nianbao/config.ini", "[nianbao]\nidle_minutes = \"1\"\n", 0600);
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    struct err warning, err = {0};
    struct session *session = session_open(path, &err);
    assert_non_null(session);
    edit_set(session_edit(session), draft_find(session_draft(session), "report.unit"), "甲局");
    assert_int_equal(session_save(session, &warning, &err), SESSION_SAVED);
    session_close(session, true);

    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    const char *const argv[] = {getenv("NIANBAO"), "edit", path, NULL};
    vtscreen_spawn(vt, argv, (const char *const[]){config_home, state_home, NULL});
    expect(vt, "甲局", LIMIT_MS);
    vtscreen_type(vt, TYPED);
    expect(vt, TYPED, LIMIT_MS);
    assert_int_equal(access_of_another(), SESSION_HELD);
    vtscreen_type(vt, "\033[21~"); /* F10: a menu that is left open holds the draft no longer than
                                      any other screen */
    expect(vt, "· 保存", LIMIT_MS);
    expect(vt, "很久没有按键", IDLE_LIMIT_MS);
    assert_int_equal(access_of_another(), SESSION_WRITABLE);
    vtscreen_type(vt, " ");
    expect(vt, "找到没有保存的内容", LIMIT_MS);
    vtscreen_type(vt, "\r");
    expect(vt, TYPED, LIMIT_MS);
    vtscreen_hang_up(vt);
    assert_true(vtscreen_wait_exit(vt, LIMIT_MS) >= 0);
    vtscreen_free(vt);
    assert_int_equal(scratch_teardown(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
