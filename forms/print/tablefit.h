/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_TABLEFIT_H
#define FORMS_PRINT_TABLEFIT_H

#include <stdbool.h>

struct table;

/* Chooses the widths and gutters of a table whose cells are filled, for the paper of its style.
 * Returns the columns that the table takes; where it does not fit the paper, or not well and
 * has_alternative (there is another arrangement to try), that is more than the paper has. */
int table_fit(struct table *table, bool has_alternative);

#endif
