/* SPDX-License-Identifier: MIT */
/* The whole program under random keys, pastes and resizes, in terminals of each width and encoding:
 * what is on the screen after them is what a full repaint (^L) shows. A cell that the program
 * believes to be other than it is would differ. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

enum { QUIET_MS = 80, LIMIT_MS = 10000 };

/* Menu (printing, leaving) and ^C are left out: the walk stays in the draft. */
static const char *const inputs[] = {
    "1",
    "23",
    "456789",
    "/",
    ",",
    "a",
    "中",
    "政府信息",
    "“引号”",
    "——",
    "…",
    "×",
    "①",
    "é",
    "\u1ea1\u0301",
    "か\u3099",
    "🙂",
    "〇",
    "1/2",
    "\r",
    "\r",
    "\t",
    "\033[Z",
    "\033[A",
    "\033[B",
    "\033[B",
    "\033[B",
    "\033[C",
    "\033[C",
    "\033[D",
    "\033[H",
    "\033[F",
    "\033[5~",
    "\033[6~",
    "\033[3~",
    "\177",
    "\177\177\177",
    "\033OP",
    "\033",
    "\033OR",
    "\033OS",
    "\033[15~",
    "\033[17~",
    "\033[18~",
    "\033[19~",
    "\033[19~",
    "\033[20~",
    "\032",
    "\031",
    "\025",
    "\013",
    "\022",
    "\0338",
    "\0337",
    "\033[99~",
    "\033[1;5C",
};
static const char *const pastes[] = {
    "3402\t99\t0\t4\t5\t1\n91\t3\t0\t0\t2\t0",
    "第一段，很长很长的一段话，用来看看断行和避头尾是不是正确。第二句“引号”——破折号……省略号。\n第二段",
    "隐藏\u202e反向\u200b零宽\ufeff",
    "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308",
    "\x1b[31m红\x1b[0m\a\b\b",
    "👨\u200d👩\u200d👧🇨🇳☺\ufe0f",
    "１２３",
    "㐀𠀀",
};
static const int sizes[][2] = {{24, 80}, {50, 132}, {16, 60}, {24, 80},
                               {10, 40}, {31, 97},  {24, 80}};
enum {
    N_INPUTS = sizeof inputs / sizeof *inputs,
    N_PASTES = sizeof pastes / sizeof *pastes,
    N_SIZES = 7
};

static unsigned seed;
static int pick(int n)
{
    seed = seed * 1103515245 + 12345;
    return (int)((seed >> 16) % (unsigned)n);
}

/* A folder for one walk: it is the home as well, so that no walk finds the unsaved work of the one
 * before. */
static char draft[80], home[80];

static void make_folder(void)
{
    assert_int_equal(scratch_setup(NULL), 0);
    snprintf(draft, sizeof draft, "%s/draft.ini", scratch);
    snprintf(home, sizeof home, "HOME=%s", scratch);
    FILE *in = fopen("tests/drafts/sample-2023.ini", "r"), *out = fopen(draft, "w");
    assert_non_null(in);
    assert_non_null(out);
    for (int c; (c = getc(in)) != EOF;)
        putc(c, out);
    fclose(in);
    fclose(out);
}

static void start(struct vtscreen *vt)
{
    const char *argv[] = {getenv("NIANBAO"), "edit", draft, NULL},
               *env[] = {home, "LC_ALL=POSIX", NULL};
    vtscreen_spawn(vt, argv, env);
    assert_true(vtscreen_wait_text(vt, "F10", LIMIT_MS));
}

/* The rows that do not change by themselves: not the title with its clock and counts, the outline
 * and the message line. */
static void add_rows(struct vtscreen *vt, int n_rows, struct strbuf *out)
{
    struct strbuf all = STRBUF_INIT;
    vtscreen_add_text(vt, &all);
    const char *p = all.data;
    for (int y = 0; y < n_rows; y++) {
        size_t len = strcspn(p, "\n") + 1;
        if (y > 1 && y != n_rows - 2)
            strbuf_add(out, p, len);
        p += len;
    }
    strbuf_release(&all);
}

static void expect_same_after_repaint(struct vtscreen *vt, int n_rows, const char *what,
                                      const char *typed)
{
    struct strbuf before = STRBUF_INIT, after = STRBUF_INIT;
    vtscreen_settle_idle(vt, QUIET_MS);
    add_rows(vt, n_rows, &before);
    vtscreen_type(vt, "\f");
    vtscreen_settle_idle(vt, QUIET_MS);
    add_rows(vt, n_rows, &after);
    if (before.len != after.len || memcmp(before.data, after.data, before.len)) {
        fprintf(stderr, "%s, typed%s\nthe screen was\n%sand is, painted afresh,\n%s", what, typed,
                before.data, after.data);
        fail();
    }
    strbuf_release(&before);
    strbuf_release(&after);
}

static void walk(enum encoding encoding, int ambiguous, int n_checks)
{
    make_folder();
    int n_rows = 24;
    struct vtscreen *vt = vtscreen_new(24, 80, encoding, ambiguous);
    start(vt);
    seed = 42;
    for (int check = 0; check < n_checks; check++) {
        struct strbuf typed = STRBUF_INIT;
        for (int n = 3 + pick(12); n > 0; n--) {
            if (pick(14) == 0) {
                const char *text = pastes[pick(N_PASTES)];
                strbuf_addf(&typed, " paste[%s]", text);
                vtscreen_paste(vt, text);
            } else {
                const char *text = inputs[pick(N_INPUTS)];
                strbuf_addf(&typed, " %s", text);
                vtscreen_type(vt, text);
            }
            if (pick(3) == 0)
                vtscreen_settle_idle(vt, 10); /* a paint in between */
        }
        if (pick(8) == 0) {
            const int *size = sizes[pick(N_SIZES)];
            n_rows = size[0];
            vtscreen_resize(vt, size[0], size[1]);
            strbuf_addf(&typed, " %d x %d", size[0], size[1]);
        }
        vtscreen_settle_idle(vt, QUIET_MS);
        vtscreen_type(vt,
                      "\033[H"); /* counts that wait while somebody types are brought up to date */
        char what[80];
        snprintf(what, sizeof what, "%s, ambiguous %d, check %d", encoding_name(encoding),
                 ambiguous, check);
        expect_same_after_repaint(vt, n_rows, what, typed.data);
        strbuf_release(&typed);
    }
    vtscreen_hang_up(vt);
    assert_true(vtscreen_wait_exit(vt, 3000) >= 0);
    vtscreen_free(vt);
    assert_int_equal(scratch_teardown(NULL), 0);
}

static void test_walks(void **state)
{
    (void)state;
    const char *program = getenv("NIANBAO"), *more = getenv("NIANBAO_LONG");
    if (!program || access(program, X_OK) != 0)
        skip();
    int n_checks = more && *more ? 300 : 14;
    walk(ENCODING_UTF8, 1, n_checks);
    walk(ENCODING_UTF8, 2, n_checks);
    walk(ENCODING_GB18030, 2, n_checks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_walks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
