/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_REPORTHTML_H
#define FORMS_PRINT_REPORTHTML_H

/* The report as one web page without scripts or files of its own: for a portal's editor, for Word,
 * WPS and Excel. Cells are merged as in the official form. What came from a field of the draft
 * stands in an element with the field's key as its data-key, by which import reads it back. */

#include "forms/draft/draft.h"
#include "locale/strbuf.h"

/* Appends the page as UTF-8. is_draft marks it 草稿, and what is not filled in （未填写）. */
void reporthtml_add(const struct draft *draft, bool is_draft, struct strbuf *out);

#endif
