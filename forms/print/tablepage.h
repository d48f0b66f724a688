/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_TABLEPAGE_H
#define FORMS_PRINT_TABLEPAGE_H

/* A table set on pages, with the notes below it: where it is cut, so that headings stay with their
 * rows and groups stay together. */

#include "forms/print/paper.h"
#include "forms/print/table.h"

/* Sets the table and its notes. */
void tablepage_set(struct paper *paper, const struct table *table);
/* Lines that must stand on one page with the heading before the table: all of it where it is at
 * most half a page and the page is two thirds full, else its first rows. */
int tablepage_start_lines(struct paper *paper, const struct table *table);
/* The lines of the shortest page that the table can be set on: the highest row with its headings.
 */
int tablepage_least_lines(const struct table *table);

#endif
