/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_PASTE_H
#define FORMS_DRAFT_PASTE_H

/* Tables copied from Word, WPS, Excel, a web page or plain text and pasted into a draft. A plan
 * says first what every cell would become; nothing changes until it is applied. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/draft/edit.h"

/* What pasting would do to one cell. */
struct paste_change {
    struct cell cell;
    char *text;   /* the new text, already as it will be stored; NULL: refused */
    char *typed;  /* what stood in the clipboard */
    char *reason; /* why it is refused, NULL */
};
/* A stated total that is not what the table computes with the changes in it. */
struct paste_difference {
    struct cell cell;
    int64_t stated, computed;
};
struct paste_plan {
    struct paste_change *items;
    size_t count, capacity;
    size_t n_refused; /* items without a text */
    size_t n_totals;  /* entries that fall on computed totals: compared, not stored */
    struct paste_difference *differences;
    size_t n_differences, differences_capacity;
    size_t n_outside; /* entries that have no place in the table */
    char **strays;    /* the beginnings of the lines that these stand in */
    size_t n_strays, strays_capacity;
};

/* Reads a copied table: rows by line feeds, columns by tabs, `|`, or runs of blanks. A line whose
 * label the table knows goes to that row, whichever line of the table the cursor is in; blanks that
 * merged cells leave around the numbers are passed over, headings too. Lines without a label go
 * from the cell `from` on to the right and down. One number a line fills the column, or, where
 * there are just as many numbers as the table has cells from there on (with or without its totals),
 * row after row. The one long row of 表四 fills its three rows. Nothing is changed. Release the
 * plan with paste_plan_release(). */
void paste_plan_make(const struct draft *draft, struct cell from, const char *text, size_t len,
                     struct paste_plan *plan);
void paste_plan_release(struct paste_plan *plan);
/* Does something speak against applying it: numbers without a place, stated totals that differ? */
bool paste_plan_is_doubtful(const struct paste_plan *plan);
/* Applies what is not refused, one step. Returns the number of cells that changed. */
int paste_plan_apply(struct edit *edit, const struct paste_plan *plan);

#endif
