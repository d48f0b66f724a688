/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_BALANCE_H
#define FORMS_DRAFT_BALANCE_H

/* The arithmetic of tables over plain values: totals, whether a stated total is wrong, whether a
 * column balances, whether this year continues last year. The rules, the sheet's balance line and
 * the sum of many drafts all ask here, so that they cannot disagree.
 *
 * `values` holds a value for each cell of the form, by form_cell_index(); in a total cell stands
 * what somebody stated, blank where nobody did. Sums are computed in 64 bits, overflow is caught.
 */

#include <stdbool.h>
#include <stdint.h>

#include "forms/form/formdef.h"
#include "forms/form/value.h"

struct total {
    int64_t number;
    int n_filled; /* addends that are numbers (blank, “/” and invalid ones add nothing) */
    int n_addends;
    bool overflow; /* the sum does not fit; number is then INT64_MAX */
};

/* The computed value of a total cell; for any other cell its own number. */
struct total balance_total(const struct form *form, const struct value *values, struct cell cell);
/* Does a total's stated number differ from the computed one? A blank one is not stated. */
bool balance_is_misstated(const struct form *form, const struct value *values, struct cell cell);

/* One column's balance (表三: 一 + 二 against （七）+ 四), from the numbers shown. */
struct balance {
    int64_t left[2], right[2];
    int64_t difference; /* left − right */
    int n_blank;        /* of the four cells, how many are not filled in */
    bool side_is_blank; /* both cells of one side are: the column is still being typed */
    bool overflow;
};
/* false where the cell's table has no identity. The cell's column is looked at, its row is not. */
bool balance_of_column(const struct form *form, const struct value *values, struct cell cell,
                       struct balance *balance);
/* Is the balance wrong, and not just unfinished? */
bool balance_is_off(const struct balance *balance);

/* Are all stated totals right, and do all columns balance that have to? */
bool balance_tables_hold(const struct form *form, const struct value *values);

/* A stock at the end of a year is last year's, plus what was made, less what was repealed. False
 * where that is not so; stores what it should be. True where it cannot be computed. */
bool balance_stock_holds(int64_t last, int64_t made, int64_t repealed, int64_t stock,
                         int64_t *expected);
/* Does every number that was carried in from last year, of the same form, agree with last year's?
 * False too where a number that would tell is missing. */
bool balance_carried_holds(const struct form *form, const struct value *now,
                           const struct value *last);

#endif
