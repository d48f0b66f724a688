/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_LINEEDIT_H
#define TUI_SCREEN_LINEEDIT_H

/* The editor of one line: a cell, a line of the cover, an answer in a dialog. State and arithmetic
 * only; lineedit_draw() is the one function that touches the screen. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"
#include "tui/term/keys.h"

struct lineedit {
    struct strbuf text;
    size_t cursor;   /* byte offset of a cluster */
    int scroll_cols; /* columns left out at the left */
    bool replaces; /* the next typed character replaces the whole text (nothing has been moved yet)
                    */
};

/* Starts with a copy of text, the cursor at its end. */
void lineedit_init(struct lineedit *line, const char *text, bool replaces);
void lineedit_release(struct lineedit *line);
void lineedit_set(struct lineedit *line, const char *text);
/* Characters, motions, Backspace, Delete, paste, ^U (empties); false: not a key for a line. */
bool lineedit_key(struct lineedit *line, const struct key *key);
/* Draws n_cols columns at y, x and puts the terminal's cursor there. */
void lineedit_draw(struct lineedit *line, int y, int x, int n_cols);

#endif
