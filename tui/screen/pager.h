/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_PAGER_H
#define TUI_SCREEN_PAGER_H

/* What the full-screen pages have in common: a scrolled list of lines between a title and a line
 * that names the keys. F1 shows the page's own help over it. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"
#include "tui/app/app.h"
#include "tui/term/draw.h"

struct pager {
    const char *title, *foot;
    const char *help; /* what F1 shows; NULL: F1 is the caller's */
    size_t n_lines;
    size_t first, current;
    bool has_current; /* one line is chosen; else the lines only scroll */
    size_t
        n_chosen; /* lines from the chosen one on that belong together and are kept on the screen */
    void (*lay_out)(struct pager *pager); /* before each paint: the screen may have another size;
                                             NULL: nothing to do */
    void (*draw_line)(void *context, size_t index, int y);
    void (*add_position)(void *context, size_t first,
                         struct strbuf *title); /* appends; NULL: nothing */
    void *context;
    int skip_cols; /* columns left out at the left: a page wider than the screen */
};

enum pager_end { PAGER_MOVED, PAGER_ENTER, PAGER_LEAVE, PAGER_OTHER };

/* Paints, waits, moves; what is not a motion is the caller's (in *input). */
enum pager_end pager_step(struct app *app, struct pager *pager, struct app_input *input);

/* ---- a page of entries: texts as long as they like, wrapped, each with a head in a column of its
 * own ---- */

struct entry {
    char *head, *text;
    enum style head_style, style;
};
struct entry_line {
    size_t entry;
    size_t offset, len; /* of its text */
    bool is_first;
};
struct entries {
    struct pager pager; /* title, foot, help and has_current are set by whoever shows them */
    int indent_cols;    /* of the texts; the heads stand before them, from column 1 on */
    struct entry *items;
    size_t count, capacity;
    struct entry_line *lines;
    size_t n_lines, lines_capacity;
    size_t chosen;      /* entry, with has_current */
    size_t chosen_line; /* where it began when it was laid out last */
};

void entries_init(struct entries *entries, int indent_cols);
void entries_release(struct entries *entries);
void entries_clear(struct entries *entries);
void entries_add(struct entries *entries, const char *head, enum style head_style, const char *text,
                 size_t len, enum style style);
/* As pager_step(); a motion goes from entry to entry. There is at least one. */
enum pager_end entries_step(struct app *app, struct entries *entries, struct app_input *input);

#endif
