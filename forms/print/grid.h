/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_GRID_H
#define FORMS_PRINT_GRID_H

/* A table of the form laid out as the grid of merged cells that the official form shows, from
 * blocks and label paths alone. Cells merge where neighbours share the beginning of their paths;
 * the last part of a path spans what deeper paths leave. Every place of the grid belongs to exactly
 * one cell. */

#include "forms/form/formdef.h"

enum grid_kind {
    GRID_TITLE,   /* a block's title, over the whole width */
    GRID_CORNER,  /* where row labels and column headings meet */
    GRID_HEADING, /* a part of a column's path */
    GRID_LABEL,   /* a part of a row's path */
    GRID_VALUE,
};

struct grid_cell {
    enum grid_kind kind;
    int row, column, n_rows, n_columns;
    const char *text; /* borrowed from the form; NULL for a value and for a corner without text */
    struct cell cell; /* of a value */
};

/* Rows that stand together under headings of their own. */
struct grid_band {
    int first_row, n_heading_rows, n_rows; /* n_rows counts the headings too */
};

/* How a table that reads across (表四) is laid out: as the official form has it, or, where the
 * paper is too narrow for that, cut into bands one under the other. Other tables have the first
 * arrangement only. */
enum grid_arrangement {
    GRID_OFFICIAL,
    GRID_BY_HEADING, /* a new band where the outermost heading changes: 行政复议, 行政诉讼 */
    GRID_BY_ROW,     /* every row a band of its own */
    GRID_N_ARRANGEMENTS
};

struct grid {
    int n_rows, n_columns, n_label_columns;
    struct grid_cell *cells;
    int n_cells, cells_capacity;
    struct grid_band *bands;
    int n_bands, bands_capacity;
    int *at; /* index of the cell at row * n_columns + column */
};

/* Lays out the table of that section. Release with grid_release(). */
void grid_init(struct grid *grid, const struct form *form, int section,
               enum grid_arrangement arrangement);
void grid_release(struct grid *grid);

static inline const struct grid_cell *grid_cell_at(const struct grid *grid, int row, int column)
{
    return &grid->cells[grid->at[row * grid->n_columns + column]];
}

/* The band that a row belongs to. */
const struct grid_band *grid_band_of(const struct grid *grid, int row);

#endif
