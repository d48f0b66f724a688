/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_BULK_H
#define FORMS_DRAFT_BULK_H

/* Filling many cells with 0 in one undoable step. */

#include "forms/draft/edit.h"

enum bulk_scope {
    BULK_ROW, /* the cell's row, from the cell to the right */
    BULK_GROUP, /* the rows under the same heading (（三）不予公开), or the block where there is
                   none */
    BULK_TABLE, /* the cell's table */
    BULK_DRAFT, /* all tables */
    BULK_NO_REQUESTS, /* 本年未收到申请: every table whose cells belong to requests and what follows
                         from them */
};

/* Puts 0 into the blank cells of the scope, one step. Totals and filled cells stay. Returns the
 * number filled. */
int bulk_fill_zero(struct edit *edit, struct cell cell, enum bulk_scope scope);
/* Blank cells of the scope, totals not counted. */
int bulk_n_blank(const struct draft *draft, struct cell cell, enum bulk_scope scope);
/* Cells of the scope that hold a number other than 0, for a question before BULK_NO_REQUESTS. */
int bulk_n_nonzero(const struct draft *draft, struct cell cell, enum bulk_scope scope);

#endif
