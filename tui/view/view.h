/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_VIEW_H
#define TUI_SCREEN_VIEW_H

/* What fills the middle of the screen: the cover, a table's sheet, a narrative's text. A view draws
 * into its area, takes keys and commands, and changes the draft through desk_edit() only. The rest
 * of the screen is drawn by frame.c; the program (tui/app) makes the views and calls them. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"
#include "tui/screen/box.h"
#include "tui/screen/screen.h"
#include "tui/view/desk.h"

struct view;

struct view_class {
    command_set commands; /* what command() may take, for menu and key bar */
    void (*free)(struct view *view);
    /* Draws everything into view->area and puts the cursor where typing goes. Layout is derived
     * here: the area and the draft may have changed since the last call. */
    void (*draw)(struct view *view);
    /* A key that is no command; false: not taken. */
    bool (*key)(struct view *view, const struct key *key);
    /* Ends what is half typed, so that the draft is what the operator sees. Called before every
     * command and before the view is left; NULL: nothing to end. */
    void (*settle)(struct view *view);
    /* One of `commands`; false: nothing to do here (the caller says so). */
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
    struct screen *screen;
    struct desk *desk;
    int section; /* index in the form; the cover has -1 */
    struct area area;
};

/* Appends the field's finding as a sentence, unless the message line tells it just now.
 * NULL: there is none to show. */
const struct finding *view_add_finding(const struct view *view, int field, struct strbuf *out);
/* Appends “错误：…” or “提醒：…”. */
void view_add_finding_text(const struct finding *finding, struct strbuf *out);

/* May the draft be changed? Says so where not. */
bool view_may_edit(const struct view *view);

/* The views; class->free frees them. */
struct view *coverview_new(struct screen *screen, struct desk *desk)
    __attribute__((returns_nonnull));
struct view *sheetview_new(struct screen *screen, struct desk *desk, int section)
    __attribute__((returns_nonnull));
struct view *textview_new(struct screen *screen, struct desk *desk, int section)
    __attribute__((returns_nonnull));

#endif
