/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_LINEBREAK_H
#define LOCALE_LINEBREAK_H

/* Where a line of Chinese text may end: UAX #14 cut down to what reports hold, with the rules of
 * Chinese typesetting (GB/T 15834: 。，、；：？！）》” never begin a line, （《“ never end one), ——
 * and …… kept whole, numbers kept with their unit (% 件 元 年 月 日 …) and Latin words whole. Where
 * nothing fits, an emergency break at the margin. */

#include <stdbool.h>
#include <stddef.h>

/* The next screen or paper line of text[0..len), which holds no line feed, in max_cols columns (at
 * least 2). Returns its length in bytes, including blanks at its end that are not to be drawn;
 * *visible_bytes is the part to draw. At least one cluster is taken where len > 0. first_cols
 * columns are already used (an indent). */
size_t linebreak_next(const char *text, size_t len, int max_cols, int first_cols, int ambiguous,
                      size_t *visible_bytes);

/* May a line end before text[offset]? offset lies at a cluster border, 0 < offset < len. */
bool linebreak_allowed(const char *text, size_t len, size_t offset);

#endif
