/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_TOTAL_H
#define FORMS_DRAFT_TOTAL_H

/* Totals: always computed, in 64 bits, with overflow caught. A total that somebody stated (the
 * cell's own text) is kept beside the computed one; where they differ both are shown. */

#include <stdbool.h>
#include <stdint.h>

#include "forms/draft/draft.h"

struct total {
    int64_t number;
    int n_filled; /* addends that are numbers (blank, “/” and invalid ones add nothing) */
    int n_addends;
    bool overflow; /* the sum does not fit; number is then INT64_MAX */
};

/* The computed value of a total cell; for any other cell its own number. */
struct total total_of(const struct draft *draft, struct cell cell);
/* The same over values that are not in a draft. */
struct total_source {
    const struct form *form;
    struct value (*value)(const void *context, struct cell cell); /* of a cell that is no total */
    const void *context;
};
struct total total_from(const struct total_source *source, struct cell cell);

/* What is shown and printed in a cell: its own text; in a total without a stated text the computed
 * number, nothing where no addend is filled. Appends. */
void total_shown_text(const struct draft *draft, struct cell cell, struct strbuf *out);
/* Does a total's stated text differ from the computed number (a blank total counts as 0)? */
bool total_is_misstated(const struct draft *draft, struct cell cell);
/* Takes away every stated total that equals the computed one: those follow the cells again. */
void total_drop_agreeing(struct draft *draft);

/* One column's balance (表三: 一 + 二 against （七）+ 四), from the numbers shown. */
struct balance {
    int64_t left[2], right[2];
    int64_t difference; /* left − right */
    int n_blank;        /* of the four cells, how many are not filled in */
    bool overflow;
};
/* false where the cell's table has no identity. The cell's column is looked at, its row is not. */
bool total_balance(const struct draft *draft, struct cell cell, struct balance *balance);

#endif
