/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_TOTAL_H
#define FORMS_DRAFT_TOTAL_H

/* The totals of a draft. A total that somebody stated (the cell's own text) is kept beside the
 * computed one; where they differ both are shown. The arithmetic is in balance.h. */

#include <stdbool.h>
#include <stdint.h>

#include "forms/draft/balance.h"
#include "forms/draft/draft.h"

/* The computed value of a total cell; for any other cell its own number. */
static inline struct total total_of(const struct draft *draft, struct cell cell)
{
    return balance_total(draft_form(draft), draft_values(draft), cell);
}

/* What is shown and printed in a cell: its own text; in a total without a stated text the computed
 * number, nothing where no addend is filled. Appends. */
void total_shown_text(const struct draft *draft, struct cell cell, struct strbuf *out);
/* Does a total's stated text differ from the computed number (a blank total counts as 0)? */
static inline bool total_is_misstated(const struct draft *draft, struct cell cell)
{
    return balance_is_misstated(draft_form(draft), draft_values(draft), cell);
}
/* Takes away every stated total that equals the computed one: those follow the cells again. */
void total_drop_agreeing(struct draft *draft);

/* One column's balance; false where the cell's table has no identity. */
static inline bool total_balance(const struct draft *draft, struct cell cell,
                                 struct balance *balance)
{
    return balance_of_column(draft_form(draft), draft_values(draft), cell, balance);
}

#endif
