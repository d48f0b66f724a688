/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_WIDTH_H
#define LOCALE_WIDTH_H

/* How many columns text takes on a terminal or on paper, both for measuring and for drawing. By
 * EastAsianWidth.txt (UAX #11): W and F take 2 columns, A takes `ambiguous` (1 or 2, a property of
 * the terminal or output), combining marks and zero-width characters 0, the rest 1. A cluster is as
 * wide as its base, an emoji sequence 2. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns of a text without line feeds. */
int width_of(const char *text, size_t len, int ambiguous);
int width_of_str(const char *text, int ambiguous);

struct clip {
    size_t start_bytes; /* where the visible part begins */
    size_t n_bytes;     /* how long it is */
    int pad_left;       /* blank columns before it, for half a wide character at the left edge */
    int n_cols;         /* columns of n_bytes; pad_left + n_cols <= max_cols */
    bool cut;           /* text is left over on the right */
};
/* The part of text in a window of max_cols columns after skip_cols columns. Wide characters are not
 * cut in half: pad_left replaces one at the left edge, a free column one at the right. */
struct clip width_clip(const char *text, size_t len, int skip_cols, int max_cols, int ambiguous);

struct strbuf;
enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
/* Appends text in exactly n_cols columns, cut or filled with blanks, through visible.h. */
void width_pad(struct strbuf *out, const char *text, size_t len, int n_cols, enum align align,
               int ambiguous);
/* Cuts text to at most max_cols columns, ending with … if cut. */
void width_shorten(struct strbuf *text, int max_cols, int ambiguous);

#endif
