/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_ACCUMULATOR_H
#define FORMS_ROLLUP_ACCUMULATOR_H

/* Drafts added up cell by cell: counts in 128 bits, so that only the result can be too large,
 * amounts as exact decimals. A cell that is blank in all of them stays blank, one that is “/” in
 * all stays “/”. Totals are not added: the result computes its own. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "forms/rollup/figures.h"

struct accumulator;

struct accumulator *accumulator_new(const struct form *form)
    __attribute__((returns_nonnull, warn_unused_result));
void accumulator_free(struct accumulator *accumulator);

/* The figures are of the accumulator's form. */
void accumulator_add(struct accumulator *accumulator, const struct figures *figures);
/* Adds all of other, which is of the same form. */
void accumulator_merge(struct accumulator *accumulator, const struct accumulator *other);

/* Appends the sum of a cell (form_cell_index(), no total) as the cell's text. false where it is
 * more than a cell can hold; nothing is appended then. */
bool accumulator_text(const struct accumulator *accumulator, int cell, struct strbuf *out)
    __attribute__((warn_unused_result));

#endif
