/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INIESCAPE_H
#define FORMS_INI_INIESCAPE_H

/* Escapes in the values of INI text: &quot; &bsol; &amp; &tab; &#xNN; (a scalar value in
 * hexadecimal, not 0). Quotes and backslashes are always escaped, so libiniparser 4.1 and 4.2 read
 * a value the same way. */

#include <stddef.h>

struct strbuf;

/* Appends valid UTF-8 text escaped: the four named characters, and by number those that an editor
 * or a terminal hides or acts upon (controls, separators, bidi, invisible, tags, noncharacters). */
void ini_escape(struct strbuf *out, const char *text, size_t len);
/* Appends the text with its escapes decoded. Returns how many & began no escape (they are kept
 * unchanged) and stores the offset of the first one. */
size_t ini_escape_decode(struct strbuf *out, const char *text, size_t len,
                         size_t *first_bad_offset);

#endif
