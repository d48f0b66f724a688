/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_TERM_H
#define TUI_TERM_TERM_H

/* The terminal: opening it, asking what it is, waiting for keys and signals, and leaving it as it
 * was, whatever happens. There is one. A loop that uses it:
 *
 *     for (;;) {
 *         paint(); term_refresh();
 *         do {
 *             event = term_wait(timeout_ms, &key);
 *             … act …
 *         } while (term_pending());       all that was typed or pasted meanwhile costs one repaint
 *     }
 */

#include <stdbool.h>
#include <stdio.h>

#include "locale/encoding.h"
#include "locale/err.h"
#include "locale/strbuf.h"
#include "tui/term/draw.h"
#include "tui/term/keys.h"
#include "tui/term/probe.h"

struct term_options {
    FILE *in, *out;       /* NULL: stdin, stdout */
    const char *type;     /* terminfo name, NULL: $TERM */
    int ambiguous;        /* 1, 2; 0: ask the terminal */
    bool encoding_is_set; /* else ask the terminal */
    enum encoding encoding;
    int escdelay_ms; /* 0: 100, or 200 where SSH_CONNECTION or SSH_TTY is set */
    enum draw_color color;
    enum draw_border border;
};

enum term_event {
    TERM_KEY,
    TERM_TIMEOUT,
    TERM_RESIZE, /* term_rows(), term_cols() have changed: lay out again */
    TERM_SIGNAL, /* term_signal() came: write the journal, let go of the lock, leave */
    TERM_HANGUP, /* nobody is there any more (end of input, EIO, EPIPE): the same */
};

/* false where there is no terminal or it cannot be used; nothing is changed then. Signals HUP,
 * TERM, INT, PIPE, USR1, XCPU are blocked from here on except while term_wait() waits. */
bool term_start(const struct term_options *options, struct err *err);
/* The same in two steps: nothing may be drawn or waited for between them, but what takes its time
 * can be done while the terminal answers. No effect where there is nothing to settle. */
bool term_begin(const struct term_options *options, struct err *err);
void term_settle(void);
/* Leaves the terminal as it was. No effect where it is not up. Signals have their old effect again
 * from here on, so after a signal or a hangup this comes when everything is safe. */
void term_stop(void);

/* Waits for one event, at most timeout_ms (-1: for ever). */
enum term_event term_wait(int timeout_ms, struct key *key);
/* The bytes that are read from now on are appended to bytes, too; NULL ends that. For doctor. */
void term_record_input(struct strbuf *bytes);
/* Is a whole key or another event there already? Then do not paint yet. */
bool term_pending(void);
/* The signal of TERM_SIGNAL: SIGHUP, SIGTERM, SIGUSR1 …; 0 before. */
int term_signal(void);

/* Brings what was drawn to the terminal. false: it could not be written (the next term_wait() says
 * TERM_HANGUP). */
bool term_refresh(void);
/* ^L: asks the terminal again (another client may be attached by now) and paints everything afresh.
 */
void term_redraw(void);
/* Leaves the full screen, writes the text (UTF-8; lines end with LF) into the terminal's own
 * scrollback, for its mouse to copy from, and waits for a key or for trouble, at most timeout_ms.
 * The screen is blank then: paint it. */
void term_show_lines(const char *text, size_t len, int timeout_ms);
void term_beep(void);

int term_rows(void);
int term_cols(void);
/* Columns of an ambiguous character: what all measuring for the screen uses. */
int term_ambiguous(void);
enum encoding term_encoding(void);
int term_escdelay_ms(void);
/* What the terminal answered, for doctor. */
const struct probe_result *term_probe(void) __attribute__((returns_nonnull));
/* Does ncurses measure with our widths? (See widthhook.h.) */
bool term_hooks_work(void);

#endif
