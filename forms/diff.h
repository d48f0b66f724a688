#ifndef FORMS_DIFF_H
#define FORMS_DIFF_H

/* What two drafts differ in: cover, cells with difference and percentage (from one year to the next where the years
 * differ), narratives paragraph by paragraph, remarks and explanations. */

#include <stddef.h>

#include "forms/draft.h"
#include "locale/strbuf.h"

/* Appends the differences as lines for people, under headings; returns how many there are. Nothing is appended where
 * there are none. Cells are compared by what is shown (computed totals too) and by name, so that drafts of two formats
 * can be compared; a cell that only one of the formats has is told where it is filled in. */
size_t diff_drafts(const struct draft *a, const struct draft *b, struct strbuf *out);

#endif
