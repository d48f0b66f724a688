/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCREENS_VTSCREEN_H
#define TESTS_SCREENS_VTSCREEN_H

/* A terminal for tests: libvterm behind a pty, served by a thread of its own, so that the program
 * under test can run in the same process (term_start() on vtscreen_in() and vtscreen_out()) as well
 * as in a child (vtscreen_spawn()). Its widths are those of locale/width.h with the ambiguous width
 * the terminal was made with, by wrapping libvterm's own table at link time; it can read GB18030
 * and GBK instead of UTF-8. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "locale/encoding.h"
#include "locale/strbuf.h"

struct vtscreen;

enum vtscreen_attr {
    VTSCREEN_BOLD = 1,
    VTSCREEN_UNDERLINE = 2,
    VTSCREEN_REVERSE = 4,
    VTSCREEN_COLOR = 8
};
struct vtscreen_cell {
    uint32_t chars[6]; /* base and marks, 0 after the last; a blank where nothing was drawn */
    int n_cols;        /* 1, 2; 0: the right half of the wide character before it */
    int attrs;         /* of enum vtscreen_attr */
};

/* One at a time. */
struct vtscreen *vtscreen_new(int n_rows, int n_cols, enum encoding encoding, int ambiguous);
/* Ends the child, if there is one, with a hangup, and waits for it. */
void vtscreen_free(struct vtscreen *vt);

/* The terminal as the program sees it; they stay the vtscreen's. */
FILE *vtscreen_in(struct vtscreen *vt);
FILE *vtscreen_out(struct vtscreen *vt);
/* Starts a program on the terminal, as its controlling terminal. env: NAME=VALUE strings added to
 * an environment of TERM, PATH, HOME=/nonexistent, LC_ALL=C.UTF-8, TZ, or in the place of one of
 * these; NULL ends both. */
void vtscreen_spawn(struct vtscreen *vt, const char *const argv[], const char *const env[]);
int vtscreen_pid(const struct vtscreen *vt);
/* Waits for the child: its exit status, 128 + signal, or -1 after limit_ms. */
int vtscreen_wait_exit(struct vtscreen *vt, int limit_ms);

/* Types bytes as they are; text (UTF-8) in the terminal's encoding. */
void vtscreen_type_bytes(struct vtscreen *vt, const char *bytes, size_t len);
void vtscreen_type(struct vtscreen *vt, const char *text);
/* Pastes text as a bracketed paste. */
void vtscreen_paste(struct vtscreen *vt, const char *text);
/* The window gets another size; the program hears of it by SIGWINCH (the caller raises it
 * in-process). */
void vtscreen_resize(struct vtscreen *vt, int n_rows, int n_cols);
/* The line drops. */
void vtscreen_hang_up(struct vtscreen *vt);
/* Another client is attached, with another ambiguous width. */
void vtscreen_set_ambiguous(struct vtscreen *vt, int ambiguous);
/* What became wide with Unicode 9 (⏩, emoji) takes one column from now on, as in xterm.js. Until
 * the next vtscreen_new(). */
void vtscreen_narrow_emoji(struct vtscreen *vt);
/* Answers to requests come so late; negative: never. */
void vtscreen_delay_answers(struct vtscreen *vt, int delay_ms);

/* All that the program sends goes to the terminal on the descriptor, too, which answers in the
 * place of this one: its replies are to be handed on with vtscreen_type_bytes(). */
void vtscreen_mirror(struct vtscreen *vt, int fd);
/* Appends what paints this screen on another terminal of the same encoding, a cell at a time, each
 * at its place: nothing depends on how wide that one draws. Colours are left out. */
void vtscreen_add_painted(struct vtscreen *vt, struct strbuf *out);

/* All that the program (in-process, or a child that has ended) has written so far is on the screen
 * when this returns. */
void vtscreen_sync(struct vtscreen *vt);
/* Child: waits until the text stands on the screen (in one row), or until it does not; false after
 * limit_ms. */
bool vtscreen_wait_text(struct vtscreen *vt, const char *text, int limit_ms);
bool vtscreen_wait_gone(struct vtscreen *vt, const char *text, int limit_ms);
/* Child: waits until nothing was written for quiet_ms; _idle: and every key read and the child
 * asleep for as long, which a busy machine may put off (for 5 s at most). */
void vtscreen_settle(struct vtscreen *vt, int quiet_ms);
void vtscreen_settle_idle(struct vtscreen *vt, int quiet_ms);

struct vtscreen_cell vtscreen_cell(struct vtscreen *vt, int y, int x);
void vtscreen_cursor(struct vtscreen *vt, int *y, int *x);
/* Appends the rows without blanks at their ends, each with LF. */
void vtscreen_add_text(struct vtscreen *vt, struct strbuf *out);
/* Appends all bytes that the program has sent since the last call. */
void vtscreen_take_output(struct vtscreen *vt, struct strbuf *out);
/* In golden screens this text stands as another one of the same width: the name of a folder that
 * each run makes anew. Both are borrowed. */
void vtscreen_show_as(struct vtscreen *vt, const char *text, const char *shown);
/* Appends the text, and below it the attributes of the rows that have any (b bold, u underline, r
 * reverse, # more than one), and the cursor. Compares that with tests/screens/golden/NAME.txt;
 * false, with both printed, where they differ. With GENERATE=1 in the environment the file is
 * written instead. */
bool vtscreen_matches(struct vtscreen *vt, const char *name);

#endif
