/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_LIKELY_H
#define FORMS_CHECK_CHECK_LIKELY_H

/* Which cell is likely to be the wrong one. A number that somebody mistyped spoils two sums, its
 * row's and its column's; the one cell that mends both is named. Two digits the wrong way round
 * make a difference divisible by 9. */

#include <stdbool.h>

#include "forms/form/formdef.h"

struct check;
struct draft;

/* The one cell of this column that would mend both its row's stated total and the column; false
 * where there is none or more than one. Only the column (and section) of `column` is looked at. */
bool likely_cell_of_column(const struct draft *draft, struct cell column, struct cell *likely);
/* The same for a row. */
bool likely_cell_of_row(const struct draft *draft, struct cell row, struct cell *likely);

/* Appends what can be said to the finding added last, which is about a stated total, or, where
 * cell.row is −1, about the balance of a column. */
void likely_add_hint(struct check *check, struct cell cell);

#endif
