/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_VISIBLE_H
#define LOCALE_VISIBLE_H

/* The one white list between text from outside (drafts, imports, file and user names, environment)
 * and a terminal: controls, bidi, invisible and unassigned characters and invalid bytes become a
 * visible form such as <U+202E> or <0xFF>, and at most CHAR_MAX_MARKS combining marks stay on a
 * base. Everything that is drawn goes through here. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf;

/* Length in bytes of the piece at text[0..len) that is shown as one unit: a safe cluster, or one
 * character or byte to be replaced. *replaced tells which; then form (at least 16 bytes) holds the
 * visible form. */
size_t visible_next(const char *text, size_t len, bool *replaced, char form[16]);
/* Appends the safe form of the text; returns how many pieces were replaced. */
size_t visible_add(struct strbuf *out, const char *text, size_t len);
size_t visible_add_str(struct strbuf *out, const char *text);
/* Appends a file's name to a text that has to be UTF-8: as it is where it is that, else in its safe
 * form. */
void visible_add_name(struct strbuf *out, const char *name);

#endif
