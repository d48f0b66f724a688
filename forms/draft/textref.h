/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_TEXTREF_H
#define FORMS_DRAFT_TEXTREF_H

/* References in narratives to cells ({requests.received.total}) and to lines of the cover
 * ({report.unit}): what is shown and printed is what stands there now. */

#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/strbuf.h"

/* Appends the text with its references replaced. What is not filled in becomes （未填写）; a
 * reference to nothing known stays. A NUL stands somewhere behind len. */
void textref_expand(const struct draft *draft, const char *text, size_t len, struct strbuf *out);

/* The same for the one reference that text begins with: a textref_reader
 * (forms/narrative/textlayout.h); draft is a const struct draft, text begins with '{'. */
size_t textref_read(const void *draft, const char *text, size_t len, struct strbuf *shown);

#endif
