/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_BLANK_H
#define LOCALE_BLANK_H

/* Blanks in typed and copied text, and trimming them. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is c a blank: ASCII, tab, no-break, ideographic (U+3000), the typographic ones (U+2000 to
 * U+200B), U+FEFF? No line end is. */
bool blank_is(uint32_t c);
/* Bytes of the blanks and line ends (CR, LF) that text[0..len) begins with, or ends with. */
size_t blank_prefix(const char *text, size_t len) __attribute__((nonnull));
size_t blank_suffix(const char *text, size_t len) __attribute__((nonnull));
/* Moves *text and shrinks *len past blanks and line ends at both ends. */
void blank_trim(const char **text, size_t *len) __attribute__((nonnull));

#endif
