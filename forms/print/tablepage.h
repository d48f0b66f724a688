/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_TABLEPAGE_H
#define FORMS_PRINT_TABLEPAGE_H

/* A table set on pages, with the notes below it: where it is cut, so that headings stay with their
 * rows, groups stay together and no page stays half empty. */

#include "forms/print/paper.h"
#include "forms/print/table.h"

/* Sets the table and its notes. */
void tablepage_set(struct paper *paper, const struct table *table);
/* Lines that must have room for the heading before the table and for what must stand with it; more
 * than a page where the table had better begin overleaf. */
int tablepage_start_lines(const struct paper *paper, const struct table *table);
/* The same for a table that has to begin on this page if it can. */
int tablepage_least_start_lines(const struct table *table);
/* The lines of the shortest page that the table can be set on: the highest row with its headings.
 */
int tablepage_least_lines(const struct table *table);

#endif
