/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_WIDTH_H
#define LOCALE_WIDTH_H

/* How many columns text takes on a terminal or on paper: the one answer for measuring and for
 * drawing. From EastAsianWidth.txt (UAX #11): W and F take 2 columns, A takes `ambiguous` (1 or 2:
 * a property of the terminal or of the output, asked for at run time), combining marks and
 * zero-width characters 0, the rest 1. A cluster takes the width of its base; an emoji variation
 * selector or a ZWJ sequence makes it 2 at the most. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns of a text without line feeds. */
int width_of(const char *text, size_t len, int ambiguous);
int width_of_str(const char *text, int ambiguous);

struct clip {
    size_t start_bytes; /* where the visible part begins */
    size_t n_bytes;     /* how long it is */
    int pad_left; /* columns to leave blank before it: the right half of a wide character cut at the
                     left edge */
    int n_cols;   /* columns that the n_bytes take; pad_left + n_cols <= max_cols */
    bool cut;     /* something is left over on the right */
};
/* The part of text that a window of max_cols columns shows after skip_cols columns. A wide
 * character that would be cut in half is left out: at the left edge blanks stand for its half
 * (pad_left), at the right edge the column stays empty. */
struct clip width_clip(const char *text, size_t len, int skip_cols, int max_cols, int ambiguous);

struct strbuf;
enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
/* Appends text in exactly n_cols columns, filled with blanks; what does not fit is cut at a
 * cluster. What visible.h replaces is appended in its visible form (a mark at the start of text
 * would combine with the blank before it). */
void width_pad(struct strbuf *out, const char *text, size_t len, int n_cols, enum align align,
               int ambiguous);
/* Cuts text to at most max_cols columns; … at its end tells that there is more. */
void width_shorten(struct strbuf *text, int max_cols, int ambiguous);

#endif
