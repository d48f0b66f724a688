/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_FIGURES_H
#define FORMS_ROLLUP_FIGURES_H

/* The numbers of a draft without the draft: what a sum takes of each unit. figures_scan.h reads
 * them from a file that is as this program left it; everything else goes through the reader of
 * drafts and figures_from_draft(). */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "forms/form/value.h"
#include "locale/strbuf.h"

struct figures {
    const struct form *form;
    int year; /* 0: blank or no number */
    struct strbuf unit;
    struct strbuf previous; /* report.previous, last year's draft; "" where there is none */
    struct value *values;   /* by form_cell_index(); totals: what is stated */
    size_t *texts; /* offset of the cell's text in `amounts`, for CELL_AMOUNT and CELL_MONEY */
    struct strbuf amounts; /* NUL-terminated texts, one after the other */
    int n_numbers,
        n_blank;  /* cells that are filled in, cells that are not; totals are not counted */
    int capacity; /* cells that values and texts have room for */
};
#define FIGURES_INIT                                                                               \
    {                                                                                              \
        .unit = STRBUF_INIT, .previous = STRBUF_INIT, .amounts = STRBUF_INIT                       \
    }
void figures_release(struct figures *figures);

/* The amount (or the money) in a cell that is VALUE_NUMBER. Borrowed. */
const char *figures_amount(const struct figures *figures, int cell);

/* For those who fill figures in. figures_start() empties them and makes room for the cells of the
 * form; figures_count() counts a cell that is no total as filled in or blank. */
void figures_start(struct figures *figures, const struct form *form, int n_cells);
void figures_count(struct figures *figures, struct value value);
/* Is the cell's text of interest, not only its number? */
bool figures_has_text(enum cell_kind kind);
void figures_keep_text(struct figures *figures, int cell, const char *text, size_t len);

/* Takes all numbers of a draft. */
void figures_from_draft(const struct draft *draft, struct figures *figures);

#endif
