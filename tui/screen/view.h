/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_VIEW_H
#define TUI_SCREEN_VIEW_H

/* What fills the middle of the screen: the cover, a table's sheet, a narrative's text. The shell
 * (app.h) owns the rest (title, outline, message line, key bar), the event loop and the draft; a
 * view draws into its area, takes keys and commands, and changes the draft through app_edit() only.
 */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"
#include "tui/screen/command.h"
#include "tui/term/keys.h"

struct app;
struct view;

struct area {
    int y, x, n_rows, n_cols;
};

/* A place in the draft: what F3 jumps to, what undo returns to, what is kept for the next day. */
struct place {
    int field;     /* -1: none */
    size_t offset; /* bytes, in a narrative */
};

struct view_class {
    command_set commands; /* what command() may take, for menu and key bar */
    void (*free)(struct view *view);
    /* Draws everything into view->area and puts the cursor where typing goes. Layout is derived
     * here: the area and the draft may have changed since the last call. */
    void (*draw)(struct view *view);
    /* A key that is no command; false: not taken, the shell beeps. */
    bool (*key)(struct view *view, const struct key *key);
    /* Ends what is half typed, so that the draft is what the operator sees. Called before every
     * command and before the view is left; NULL: nothing to end. */
    void (*settle)(struct view *view);
    /* One of `commands`; false: nothing to do here (the shell says so). */
    bool (*command)(struct view *view, enum command command);
    struct place (*place)(const struct view *view);
    void (*go)(struct view *view, struct place place);
    /* Appends what F1 shows: help on the very field under the cursor; paragraphs separated by line
     * feeds. */
    void (*help)(const struct view *view, struct strbuf *out);
};

/* The head of every view's own struct. */
struct view {
    const struct view_class *class;
    struct app *app;
    int section; /* index in the form; the cover has -1 */
    struct area area;
};

/* The views. The shell frees them through class->free. */
struct view *coverview_new(struct app *app) __attribute__((returns_nonnull));
struct view *sheetview_new(struct app *app, int section) __attribute__((returns_nonnull));
struct view *textview_new(struct app *app, int section) __attribute__((returns_nonnull));

#endif
