/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_TALLY_H
#define FORMS_ROLLUP_TALLY_H

/* Drafts added up cell by cell: counts in 128 bits, so that only the result can be too large,
 * amounts as exact decimals. A cell that is blank in all of them stays blank, one that is “/” in
 * all stays “/”. Totals are not added: the result computes its own. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "forms/rollup/figures.h"

struct tally;

struct tally *tally_new(const struct form *form)
    __attribute__((returns_nonnull, warn_unused_result));
void tally_free(struct tally *tally);

/* The figures are of the tally's form. */
void tally_add(struct tally *tally, const struct figures *figures);
/* Adds all of other, which is of the same form. */
void tally_merge(struct tally *tally, const struct tally *other);

/* Appends the sum of a cell (form_cell_index(), no total) as the cell's text. false where it is
 * more than a cell can hold; nothing is appended then. */
bool tally_text(const struct tally *tally, int cell, struct strbuf *out)
    __attribute__((warn_unused_result));

#endif
