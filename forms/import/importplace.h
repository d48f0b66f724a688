/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTPLACE_H
#define FORMS_IMPORT_IMPORTPLACE_H

/* Which row of a table the numbers belong to that stand apart from their labels. */

#include <stdbool.h>
#include <stddef.h>

/* The numbers of one row of a table as they were found, with what is known of where they belong. */
struct import_vector {
    int line;
    size_t first_item, last_item; /* what they were read from */
    char **cells;                 /* n_cells texts, a blank one "" */
    int n_cells;
    int row;   /* by its label; -1: it had none */
    int first; /* of a parent that had numbers itself (row is then the last row under it): the first
                  row; else row */
    int weak_row; /* a whole label stood on the line before; -1 */
    bool is_placed;
};
enum { IMPORT_MAX_VECTORS = 300 }; /* many more than a table has rows */
struct import_vectors {
    struct import_vector *items;
    size_t count, capacity;
};

/* Gives each vector without a label its row, from those around it that have one: the rows that are
 * missing between two labelled ones are filled in order when there are just as many vectors between
 * them. row_seen tells the rows whose label was met somewhere; where a parent stands for all its
 * rows (groups: first and last row), they count as one. A vector that cannot be placed with
 * certainty keeps row -1. */
struct importplace_group {
    int first, last;
};
void importplace_vectors(struct import_vectors *vectors, int n_rows, const bool *row_seen,
                         const struct importplace_group *groups, int n_groups);

#endif
