/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_SHEETLINES_H
#define TUI_VIEW_SHEETLINES_H

/* A table as the lines of a sheet, top to bottom: block titles, column heads, headings of row
 * groups, rows. Made from the form's label paths; arithmetic only, nothing is drawn here. A table
 * that reads across on paper is shown with its rows one below the other. */

#include <stddef.h>

#include "forms/form/formdef.h"

enum sheet_line_kind {
    SHEET_TITLE, /* a block's title: text */
    SHEET_HEADS, /* the block's column heads; a table of one block has them above the lines, where
                    they stay */
    SHEET_GROUP, /* the heading of a group of rows: text, depth */
    SHEET_ROW,   /* block, row */
};
struct sheet_line {
    enum sheet_line_kind kind;
    int block, row;   /* row: of the row, or the first one below a heading */
    int depth;        /* how far the label is indented, in steps */
    const char *text; /* SHEET_TITLE, SHEET_GROUP */
};
struct sheet_lines {
    struct sheet_line *items;
    int count, capacity;
};

void sheet_lines_make(struct sheet_lines *lines, const struct form_table *table);
void sheet_lines_release(struct sheet_lines *lines);
/* The index of a row's line. */
int sheet_line_of_row(const struct sheet_lines *lines, int block, int row);

/* How the columns lie on a screen of n_cols: the labels' columns and each number column's; both at
 * least what can be read. first_column is the leftmost one shown, chosen so that the current column
 * is on the screen. */
struct sheet_columns {
    int label_cols;
    int number_cols;
    int first_column, n_shown;
};
struct sheet_columns sheet_columns_fit(const struct form_block *block, int widest_label_cols,
                                       int n_cols, int current_column, int first_column);

#endif
