/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_VISIBLE_H
#define LOCALE_VISIBLE_H

/* Makes untrusted text (drafts, imports, names, environment) safe for a terminal. Controls, bidi,
 * invisible and unassigned characters and invalid bytes become <U+202E> or <0xFF>, as do more than
 * CHAR_MAX_MARKS combining marks on a base. Everything drawn goes through here. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf;

/* Length in bytes of the next unit at text[0..len): a safe cluster or, if *replaced, one character
 * or byte whose visible form is stored in form. */
size_t visible_next(const char *text, size_t len, bool *replaced, char form[16]);
/* Appends the safe form of the text; returns how many pieces were replaced. */
size_t visible_add(struct strbuf *out, const char *text, size_t len);
size_t visible_add_str(struct strbuf *out, const char *text);
/* Appends a file's name: unchanged if it is UTF-8, else in its safe form. */
void visible_add_name(struct strbuf *out, const char *name);

#endif
