/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_PASTED_H
#define TUI_TERM_PASTED_H

/* What was pasted into a terminal as text that can do no harm. */

#include <stddef.h>

#include "locale/encoding.h"
#include "locale/strbuf.h"

/* Appends the bytes of a paste, which are in the terminal's encoding, as valid UTF-8: U+FFFD for
 * what does not belong to the encoding; line ends become LF, tabs stay, every other control goes,
 * so that no escape sequence is left. */
void pasted_add_text(enum encoding encoding, const char *bytes, size_t len, struct strbuf *out);

#endif
