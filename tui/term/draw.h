/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_DRAW_H
#define TUI_TERM_DRAW_H

/* The only way from text to the screen. Every text goes through the white list of locale/visible.h,
 * is measured by locale/width.h and is drawn cell by cell, so that the terminal's cells are what
 * the program believes they are; what the terminal's encoding cannot draw is shown as 〓 (or ?
 * where it has one column) and stays as it is in the data. Columns here are the same as width_of()
 * and cluster_cols() with term_ambiguous(). Coordinates outside of the screen are clipped. A wide
 * character that does not fit in max_cols is left out, its column blank. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/encoding.h"
#include "locale/width.h"

/* What a piece of text is; its look follows from that and from nothing else. Each can be told from
 * STYLE_NORMAL without colour where it carries a meaning; what is done, empty or a hint is quiet.
 */
enum style {
    STYLE_NORMAL,
    STYLE_DIM,       /* hints, rules, what is empty or done */
    STYLE_HEADING,   /* headings, totals */
    STYLE_FOCUS,     /* the current cell, line, tab or button, and where something is typed */
    STYLE_SELECTION, /* marked text, matches */
    STYLE_WARNING,   /* also what stands for a character that must not or cannot be shown */
    STYLE_ERROR,
    STYLE_CHROME, /* the title and the key bar */
    STYLE_N
};

enum draw_color { DRAW_COLOR_AUTO, DRAW_COLOR_ALWAYS, DRAW_COLOR_NEVER };
enum draw_border { DRAW_BORDER_AUTO, DRAW_BORDER_LINE, DRAW_BORDER_ASCII };

/* The terminal that is drawn on. */
struct draw_terminal {
    enum draw_color color; /* AUTO: none under NO_COLOR or on a terminal without */
    enum draw_border border;
    enum encoding encoding;
    int ambiguous;       /* columns of an ambiguous character */
    bool line_is_narrow; /* U+2500 takes one */
};
/* Sets up colours and borders; called by term.c whenever it has asked the terminal. */
void draw_start(const struct draw_terminal *terminal);
bool draw_has_color(void);
/* The colours of a style where there are any: indices of the terminal's palette, the fixed ones
 * from 16 on; -1: the terminal's own foreground or background. false: it has none. */
bool draw_colors(enum style style, short *foreground, short *background);
/* Are rules drawn with U+2500 (true) or `-`? */
bool draw_has_lines(void);

/* Draws text (one line; it may hold anything) from column x on, at most max_cols columns of it.
 * Returns the number of columns drawn. */
int draw_text(int y, int x, int max_cols, const char *text, size_t len, enum style style);
int draw_str(int y, int x, int max_cols, const char *text, enum style style);
/* The same after leaving out skip_cols columns of the text. */
int draw_text_from(int y, int x, int skip_cols, int max_cols, const char *text, size_t len,
                   enum style style);
/* Exactly n_cols columns: what does not fit is cut, the rest filled with blanks in the same style.
 */
void draw_pad(int y, int x, int n_cols, const char *text, size_t len, enum align align,
              enum style style);
void draw_pad_str(int y, int x, int n_cols, const char *text, enum align align, enum style style);
/* n_cols blanks. */
void draw_fill(int y, int x, int n_cols, enum style style);
/* Blanks a rectangle. */
void draw_clear_area(int y, int x, int n_rows, int n_cols, enum style style);
void draw_clear_screen(void);
/* A rule from left to right, and a frame round n_rows by n_cols: of ASCII, a third of the bytes. */
void draw_rule(int y, int x, int n_cols, enum style style);
void draw_frame(int y, int x, int n_rows, int n_cols, enum style style);
/* Where the cursor stands after the next term_refresh(): always the place where typing goes. */
void draw_cursor(int y, int x);
/* Puts it there; called by term_refresh(). */
void draw_place_cursor(void);

/* Was a character shown in its visible form (<U+202E>) since the last draw_clear_screen()? For a
 * banner. */
bool draw_has_hidden(void);

#endif
