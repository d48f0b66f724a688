/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_BULK_H
#define FORMS_DRAFT_BULK_H

/* Changes of many cells in one undoable step: filling with 0, and pasting a block copied from Word,
 * WPS, Excel or a web page. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/edit.h"

enum bulk_scope {
    BULK_ROW, /* the cell's row, from the cell to the right */
    BULK_GROUP, /* the rows under the same heading (（三）不予公开), or the block where there is
                   none */
    BULK_TABLE, /* the cell's table */
    BULK_NO_REQUESTS, /* 本年未收到申请: every table whose cells belong to requests and what follows
                         from them */
};

/* Puts 0 into the blank cells of the scope, one step. Totals and filled cells stay. Returns the
 * number filled. */
int bulk_fill_zero(struct edit *edit, struct cell cell, enum bulk_scope scope);
/* Cells of the scope that hold a number other than 0, for a question before BULK_NO_REQUESTS. */
int bulk_n_nonzero(const struct draft *draft, struct cell cell, enum bulk_scope scope);

/* What pasting would do to one cell. */
struct paste_change {
    struct cell cell;
    char *text;   /* the new text, already as it will be stored; NULL: refused */
    char *typed;  /* what stood in the clipboard */
    char *reason; /* why it is refused, NULL */
};
struct paste_plan {
    struct paste_change *items;
    size_t count, capacity;
    size_t n_refused;           /* items without a text */
    size_t n_outside;           /* entries that fall outside of the table */
    size_t n_totals;            /* entries that fall on computed totals: compared, not stored */
    size_t n_total_differences; /* of those, how many differ from what the table computes with the
                                   changes in it */
};

/* Reads a copied block (rows by line feeds, columns by tabs, `|`, or two and more blanks; a single
 * column of numbers fills downward, and a single line of numbers separated by single blanks counts
 * as a row) and lays it from the cell on to the right and down. Leading words of a line (copied row
 * labels) are skipped, and so is a line that holds a heading only. In a table whose row has one
 * cell the column does not matter. Nothing is changed. Release with paste_plan_release(). */
void paste_plan_make(const struct draft *draft, struct cell from, const char *text, size_t len,
                     struct paste_plan *plan);
void paste_plan_release(struct paste_plan *plan);
/* Applies what is not refused, one step. Returns the number of cells that changed. */
int paste_plan_apply(struct edit *edit, const struct paste_plan *plan);

#endif
