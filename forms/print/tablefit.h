/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_TABLEFIT_H
#define FORMS_PRINT_TABLEFIT_H

#include "forms/print/table.h"
#include "locale/err.h"

/* Lays out the table of that section: its arrangement and column widths. false with err where the
 * paper is too narrow for the numbers: which table, how many columns it takes. Release the table
 * with table_release() in either case. */
bool tablefit_init(struct table *table, const struct draft *draft, int section,
                   const struct table_style *style, struct err *err);

#endif
