/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_BOX_H
#define TUI_SCREEN_BOX_H

/* A text wrapped into lines, and the framed box that shows it in the middle of the screen: what
 * dialogs and full-page texts have in common. */

#include <stddef.h>

#include "tui/term/draw.h"

/* A rectangle of the screen. */
struct area {
    int y, x, n_rows, n_cols;
};

struct wrapped_line {
    size_t offset, len; /* bytes of the text */
};
struct wrapped {
    const char *text; /* borrowed */
    struct wrapped_line *lines;
    size_t count, capacity;
};
/* Breaks the text, whose paragraphs end with line feeds, into lines of at most n_cols columns. */
void wrapped_init(struct wrapped *wrapped, const char *text, int n_cols);
void wrapped_release(struct wrapped *wrapped);
/* Draws lines from first on into the area, all of which takes the style. */
void wrapped_draw(const struct wrapped *wrapped, size_t first, struct area area, enum style style);

/* Draws a framed box in the middle of the screen with room for n_rows by n_cols inside (less where
 * the screen is smaller) and returns the inside. */
struct area box_draw(const char *title, int n_rows, int n_cols);
/* The widest inside that a box can have on this screen, in columns, and the most rows. */
int box_max_cols(void);
int box_max_rows(void);
/* Writes into the middle of the frame below an area that box_draw() returned. */
void box_draw_foot(struct area area, const char *text);

#endif
