/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_SCREEN_H
#define TUI_SCREEN_SCREEN_H

/* One full-screen program on the terminal: its message line, its event loop, what is painted below
 * a dialog. What happens while no key comes is up to the program, through hooks. */

#include <stdbool.h>

#include "tui/screen/command.h"
#include "tui/term/draw.h"
#include "tui/term/keys.h"

enum screen_event {
    SCREEN_KEY, /* a key that is no command */
    SCREEN_COMMAND,
    SCREEN_PAINT, /* resized, or a hook has changed something: paint again */
    SCREEN_LEAVE, /* a signal, the terminal is gone, or the operator has been away for too long:
                   * every dialog returns at once as if cancelled */
};
struct screen_input {
    enum screen_event event;
    struct key key;
    enum command command;
};

/* Paints a whole screen; whoever pushes a painter keeps it until it pops it again. */
struct screen_painter {
    void (*paint)(void *context);
    void *context;
    struct screen_painter *below;
};

/* What the program does around waiting. Each gets context and how long no key has come. */
struct screen_hooks {
    void *context;
    /* Before the screen waits: what was typed is made safe. */
    void (*before_wait)(void *context);
    /* In how many milliseconds idle() has something to do. */
    int (*due_ms)(void *context, int idle_ms);
    /* What is due while no key comes. In a dialog, whose caller holds on to what it has, nothing
     * may be replaced. true: paint again. */
    bool (*idle)(void *context, int idle_ms, bool in_dialog);
    /* Has the operator been away for too long? */
    bool (*is_away)(void *context, int idle_ms);
};

struct screen {
    const struct command_def *commands; /* the table of commands, COMMAND_N rows */
    struct screen_hooks hooks;
    struct screen_painter *painter; /* the top one; only that is seen. NULL: nothing to paint */
    char message[1000];             /* above the key bar until the next key */
    enum style message_style;
    bool esc_is_open; /* Esc was pressed, and the next key tells which command it was */
    int poll_ms;      /* what is painted changes by itself: paint after so long; 0: it does not */
    bool leaving;     /* a signal came or the terminal is gone: unwind everything */
    int idle_ms;      /* since the last key */
};

/* ---- messages ---- */

/* One line for the operator. */
void screen_say(struct screen *screen, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same, as something that went wrong: marked, with a beep. */
void screen_warn(struct screen *screen, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same, without a beep: a finding that the operator asked for, an error as an error. */
void screen_say_finding(struct screen *screen, const char *text, bool is_error);
/* Does the message line say this just now? Then a view need not say it again above. */
bool screen_tells(const struct screen *screen, const char *text);

/* ---- painting ---- */

void screen_push(struct screen *screen, struct screen_painter *painter);
void screen_pop(struct screen *screen);
/* Paints what is below a dialog, which draws itself over it afterwards. */
void screen_paint(struct screen *screen);

/* The least screen that the program works on, in columns and rows. */
enum { SCREEN_MIN_COLS = 60, SCREEN_MIN_ROWS = 16 };
bool screen_fits(void);
/* A sentence above the key bar, in as many rows as it needs, at least one, at most five; the second
 * function returns how many. */
void screen_draw_sentence(const char *text, enum style style);
int screen_sentence_rows(const char *text);

/* ---- the loop ---- */

/* Waits for input inside a dialog or a page. Calls before_wait() and brings what was painted to the
 * terminal first. Where more input is there already, it comes without painting: call
 * screen_input_pending() to skip a paint. */
void screen_wait(struct screen *screen, struct screen_input *input);
/* The same for an outermost loop (the open draft's, the list's), which survives the draft's being
 * replaced while it waits, looks itself whether the operator is away, and has nothing that Esc
 * alone would leave: there Esc is the beginning of Esc 0 to Esc 9, and only the second one comes as
 * a key. */
void screen_wait_outermost(struct screen *screen, struct screen_input *input);
bool screen_is_away(const struct screen *screen);
bool screen_input_pending(const struct screen *screen);
/* A key that is there already, for work that goes on meanwhile; false: none. Nothing is painted. */
bool screen_poll(struct screen *screen, struct screen_input *input);

#endif
