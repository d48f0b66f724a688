/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_COVERTEXT_H
#define FORMS_FORM_COVERTEXT_H

/* What was typed into a line of the cover, put right without asking: blanks around it go, and an
 * address has the marks that an input method made full-width (＠ ． ／ 。) as they are written in
 * addresses. */

#include "locale/strbuf.h"

/* field: COVER_UNIT …, one that takes a text. Appends. */
void covertext_from_typed(int field, const char *typed, struct strbuf *out);

#endif
