/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCREENS_STARTLIST_H
#define TESTS_SCREENS_STARTLIST_H

/* The program on a terminal of 80x24, with the scratch folder as its list of drafts. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

#define F10   "\033[21~"
#define CLEAR "\025"
enum { LIMIT_MS = 20000 };

static inline void expect(struct vtscreen *vt, const char *text)
{
    struct strbuf screen = STRBUF_INIT;
    if (!vtscreen_wait_text(vt, text, LIMIT_MS)) {
        vtscreen_add_text(vt, &screen);
        fail_msg("there is no %s on the screen:\n%s", text, screen.data);
    }
    strbuf_release(&screen);
}

static inline void expect_gone(struct vtscreen *vt, const char *text)
{
    struct strbuf screen = STRBUF_INIT;
    if (!vtscreen_wait_gone(vt, text, LIMIT_MS)) {
        vtscreen_add_text(vt, &screen);
        fail_msg("there is still %s on the screen:\n%s", text, screen.data);
    }
    strbuf_release(&screen);
}

/* operand: a draft; NULL: the list. */
static inline struct vtscreen *start_program_on(int ambiguous, const char *operand)
{
    char config_home[140], state_home[140], drafts[200];
    snprintf(config_home, sizeof config_home, "XDG_CONFIG_HOME=%s/.config", scratch);
    snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", scratch);
    snprintf(drafts, sizeof drafts, "[nianbao]\ndrafts = \"%s\"\n", scratch);
    mkdir(scratch_path(".config"), 0700);
    mkdir(scratch_path(".config/nianbao"), 0700);
    scratch_write(".config/nianbao/config.ini", drafts, 0600);
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, ambiguous);
    const char *const argv[] = {getenv("NIANBAO"), "edit", operand, NULL};
    vtscreen_spawn(vt, argv, (const char *const[]){config_home, state_home, NULL});
    return vt;
}

static inline struct vtscreen *start_program(const char *operand)
{
    return start_program_on(1, operand);
}

static inline struct vtscreen *start_list(void) { return start_program(NULL); }

static inline void stop(struct vtscreen *vt)
{
    vtscreen_hang_up(vt);
    assert_true(vtscreen_wait_exit(vt, LIMIT_MS) >= 0);
    vtscreen_free(vt);
}

#endif
