/* SPDX-License-Identifier: MIT */
#include "tui/view/sheetlines.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

enum { NUMBER_COLS_LEAST = 7, NUMBER_COLS_MOST = 16 };

static void add_line(struct sheet_lines *lines, struct sheet_line line)
{
    GROW(lines->items, lines->count, lines->capacity);
    lines->items[lines->count++] = line;
}

/* The headings above a row that the row before it did not have. */
static void add_groups(struct sheet_lines *lines, const struct form_block *block, int b, int r)
{
    const struct form_row *row = &block->rows[r], *before = r ? &block->rows[r - 1] : NULL;
    bool same = before != NULL;
    for (int depth = 0; depth + 1 < form_path_depth(row->path); depth++) {
        same = same && depth + 1 < form_path_depth(before->path) &&
               strcmp(before->path[depth], row->path[depth]) == 0;
        if (!same)
            add_line(lines, (struct sheet_line){SHEET_GROUP, b, r, depth, row->path[depth]});
    }
}

void sheet_lines_make(struct sheet_lines *lines, const struct form_table *table)
{
    *lines = (struct sheet_lines){0};
    for (int b = 0; b < table->n_blocks; b++) {
        const struct form_block *block = &table->blocks[b];
        if (block->title)
            add_line(lines, (struct sheet_line){SHEET_TITLE, b, 0, 0, block->title});
        if (table->n_blocks > 1)
            add_line(lines, (struct sheet_line){SHEET_HEADS, b, 0, 0, NULL});
        for (int r = 0; r < block->n_rows; r++) {
            add_groups(lines, block, b, r);
            add_line(lines, (struct sheet_line){SHEET_ROW, b, r,
                                                form_path_depth(block->rows[r].path) - 1, NULL});
        }
    }
}

void sheet_lines_release(struct sheet_lines *lines)
{
    free(lines->items);
    *lines = (struct sheet_lines){0};
}

int sheet_line_of_row(const struct sheet_lines *lines, int block, int row)
{
    for (int i = 0; i < lines->count; i++)
        if (lines->items[i].kind == SHEET_ROW && lines->items[i].block == block &&
            lines->items[i].row == row)
            return i;
    return 0;
}

struct sheet_columns sheet_columns_fit(const struct form_block *block, int widest_label_cols,
                                       int n_cols, int current_column, int first_column)
{
    struct sheet_columns columns = {.label_cols = widest_label_cols};
    /* The labels get what they want, but leave room for one number column at the least. */
    if (columns.label_cols > n_cols - NUMBER_COLS_LEAST)
        columns.label_cols = n_cols - NUMBER_COLS_LEAST;
    int room = n_cols - columns.label_cols;
    columns.number_cols = room / block->n_columns;
    if (columns.number_cols > NUMBER_COLS_MOST)
        columns.number_cols = NUMBER_COLS_MOST;
    if (columns.number_cols < NUMBER_COLS_LEAST + 1)
        columns.number_cols = NUMBER_COLS_LEAST + 1;
    columns.n_shown = room / columns.number_cols;
    if (columns.n_shown < 1)
        columns.n_shown = 1;
    if (columns.n_shown > block->n_columns)
        columns.n_shown = block->n_columns;
    columns.first_column = first_column;
    if (columns.first_column > current_column)
        columns.first_column = current_column;
    if (columns.first_column < current_column - columns.n_shown + 1)
        columns.first_column = current_column - columns.n_shown + 1;
    if (columns.first_column > block->n_columns - columns.n_shown)
        columns.first_column = block->n_columns - columns.n_shown;
    return columns;
}
