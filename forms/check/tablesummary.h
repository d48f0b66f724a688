/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_TABLESUMMARY_H
#define FORMS_CHECK_TABLESUMMARY_H

/* A table in a sentence or two, for the card that is shown when its last cell is filled in. */

#include "forms/draft/draft.h"

/* Appends “表三 填完：144 格，7 列相符”, or what is still blank or off. */
void tablesummary_add(const struct draft *draft, int section, struct strbuf *out);
/* Appends the rows that differ most from last year's: “新收 46 → 118（+156%）  不予公开 3 → 21”.
 * Nothing where none does, or where there is no number to compare with. */
void tablesummary_add_changes(const struct draft *draft, const struct draft *previous, int section,
                              struct strbuf *out);

#endif
