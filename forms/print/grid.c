/* SPDX-License-Identifier: MIT */
#include "forms/print/grid.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

/* One label path and the grid rows (or columns) it stands over: end is the first one behind it. */
struct path {
    const char
        *parts[2 * FORM_MAX_DEPTH]; /* a row's and a column's path in a table that reads across */
    int depth, start, end;
};

static void path_add(struct path *path, const char *const parts[FORM_MAX_DEPTH])
{
    int depth = form_path_depth(parts);
    for (int i = 0; i < depth; i++)
        path->parts[path->depth++] = parts[i];
}

static bool path_breakdown(const struct path *a, const struct path *b, int n_parts)
{
    for (int i = 0; i < n_parts; i++)
        if (a->parts[i] != b->parts[i] && strcmp(a->parts[i], b->parts[i]) != 0)
            return false;
    return true;
}

static int paths_depth(const struct path *paths, int n_paths)
{
    int depth = 0;
    for (int i = 0; i < n_paths; i++)
        if (paths[i].depth > depth)
            depth = paths[i].depth;
    return depth;
}

static void add_rows(struct grid *grid, int n_rows)
{
    int n_places = (grid->n_rows + n_rows) * grid->n_columns;
    grid->at = xreallocarray(grid->at, (size_t)n_places, sizeof *grid->at);
    for (int i = grid->n_rows * grid->n_columns; i < n_places; i++)
        grid->at[i] = -1;
    grid->n_rows += n_rows;
}

static struct grid_band *add_band(struct grid *grid, int n_heading_rows, int n_rows)
{
    GROW(grid->bands, grid->n_bands, grid->bands_capacity);
    struct grid_band *band = &grid->bands[grid->n_bands++];
    *band = (struct grid_band){grid->n_rows, n_heading_rows, n_rows};
    add_rows(grid, n_rows);
    return band;
}

static struct grid_cell *add_cell(struct grid *grid, enum grid_kind kind, int row, int column,
                                  int n_rows, int n_columns, const char *text)
{
    for (int r = row; r < row + n_rows; r++)
        for (int c = column; c < column + n_columns; c++) {
            assert(grid->at[r * grid->n_columns + c] < 0);
            grid->at[r * grid->n_columns + c] = grid->n_cells;
        }
    GROW(grid->cells, grid->n_cells, grid->cells_capacity);
    struct grid_cell *cell = &grid->cells[grid->n_cells++];
    *cell = (struct grid_cell){kind, row, column, n_rows, n_columns, text, {0}};
    return cell;
}

static void add_value(struct grid *grid, int row, const struct path *heading, struct cell cell)
{
    add_cell(grid, GRID_VALUE, row, heading->start, 1, heading->end - heading->start, NULL)->cell =
        cell;
}

/* Merges the paths' parts level by level. Column headings run from left to right and go deeper from
 * first_row down over n_levels rows; row labels run downwards and go deeper from column 0 over
 * n_levels columns. */
static void add_paths(struct grid *grid, enum grid_kind kind, const struct path *paths, int n_paths,
                      int first_row, int n_levels)
{
    for (int level = 0; level < n_levels; level++) {
        for (int first = 0, next; first < n_paths; first = next) {
            const struct path *path = &paths[first];
            next = first + 1;
            if (level >= path->depth)
                continue; /* its last part spans this level */
            bool is_last = level == path->depth - 1;
            while (!is_last && next < n_paths && paths[next].depth > level + 1 &&
                   path_breakdown(path, &paths[next], level + 1))
                next++;
            int n_across = paths[next - 1].end - path->start,
                n_deep = is_last ? n_levels - level : 1;
            if (kind == GRID_HEADING)
                add_cell(grid, kind, first_row + level, path->start, n_deep, n_across,
                         path->parts[level]);
            else
                add_cell(grid, kind, path->start, level, n_across, n_deep, path->parts[level]);
        }
    }
}

/* The grid columns that the index-th of n values stands over: all bands share one set of grid
 * columns. */
static void spread(const struct grid *grid, int index, int n, struct path *path)
{
    int n_each = (grid->n_columns - grid->n_label_columns) / n;
    path->start = grid->n_label_columns + index * n_each;
    path->end = path->start + n_each;
}

static void add_block_down(struct grid *grid, int section, int b, const struct form_block *block)
{
    struct path *columns = xcalloc((size_t)block->n_columns, sizeof *columns);
    for (int i = 0; i < block->n_columns; i++) {
        path_add(&columns[i], block->columns[i].path);
        spread(grid, i, block->n_columns, &columns[i]);
    }
    int n_title_rows = block->title != NULL, depth = paths_depth(columns, block->n_columns);
    int n_heading_rows = n_title_rows + depth;
    int row = add_band(grid, n_heading_rows, n_heading_rows + block->n_rows)->first_row;

    if (block->title)
        add_cell(grid, GRID_TITLE, row, 0, 1, grid->n_columns, block->title);
    row += n_title_rows;
    if (grid->n_label_columns)
        add_cell(grid, GRID_CORNER, row, 0, depth, grid->n_label_columns, block->corner);
    add_paths(grid, GRID_HEADING, columns, block->n_columns, row, depth);
    row += depth;

    struct path *rows = xcalloc((size_t)block->n_rows, sizeof *rows);
    for (int i = 0; i < block->n_rows; i++) {
        path_add(&rows[i], block->rows[i].path);
        rows[i].start = row + i;
        rows[i].end = row + i + 1;
    }
    add_paths(grid, GRID_LABEL, rows, block->n_rows, row, grid->n_label_columns);
    for (int i = 0; i < block->n_rows; i++)
        for (int j = 0; j < block->n_columns; j++)
            add_value(grid, row + i, &columns[j], (struct cell){section, b, i, j});
    free(rows);
    free(columns);
}

/* The first of the block's rows behind those that stand beside row `first` in one band. */
static int band_end(const struct form_block *block, int first, enum grid_arrangement arrangement)
{
    if (arrangement == GRID_OFFICIAL)
        return block->n_rows;
    int end = first + 1;
    while (arrangement == GRID_BY_HEADING && end < block->n_rows &&
           strcmp(block->rows[first].path[0], block->rows[end].path[0]) == 0)
        end++;
    return end;
}

static void add_block_across(struct grid *grid, int section, int b, const struct form_block *block,
                             enum grid_arrangement arrangement)
{
    for (int first = 0, end; first < block->n_rows; first = end) {
        end = band_end(block, first, arrangement);
        int n_values = (end - first) * block->n_columns;
        struct path *paths = xcalloc((size_t)n_values, sizeof *paths);
        for (int i = 0; i < n_values; i++) {
            path_add(&paths[i], block->rows[first + i / block->n_columns].path);
            path_add(&paths[i], block->columns[i % block->n_columns].path);
            spread(grid, i, n_values, &paths[i]);
        }
        int depth = paths_depth(paths, n_values);
        int row = add_band(grid, depth, depth + 1)->first_row;
        add_paths(grid, GRID_HEADING, paths, n_values, row, depth);
        for (int i = 0; i < n_values; i++)
            add_value(
                grid, row + depth, &paths[i],
                (struct cell){section, b, first + i / block->n_columns, i % block->n_columns});
        free(paths);
    }
}

static int common_multiple(int a, int b)
{
    int multiple = a;
    while (multiple % b)
        multiple += a;
    return multiple;
}

/* So many grid columns that the values of every band can share them evenly. */
static int n_value_columns(const struct form_table *table, enum grid_arrangement arrangement)
{
    int n = 1;
    for (int b = 0; b < table->n_blocks; b++) {
        const struct form_block *block = &table->blocks[b];
        if (!table->reads_across)
            n = common_multiple(n, block->n_columns);
        for (int first = 0, end; table->reads_across && first < block->n_rows; first = end) {
            end = band_end(block, first, arrangement);
            n = common_multiple(n, (end - first) * block->n_columns);
        }
    }
    return n;
}

void grid_init(struct grid *grid, const struct form *form, int section,
               enum grid_arrangement arrangement)
{
    const struct form_table *table = form->sections[section].table;
    *grid =
        (struct grid){.n_label_columns = table->n_label_columns,
                      .n_columns = table->n_label_columns + n_value_columns(table, arrangement)};
    for (int b = 0; b < table->n_blocks; b++) {
        if (table->reads_across)
            add_block_across(grid, section, b, &table->blocks[b], arrangement);
        else
            add_block_down(grid, section, b, &table->blocks[b]);
    }
}

void grid_release(struct grid *grid)
{
    free(grid->cells);
    free(grid->bands);
    free(grid->at);
    *grid = (struct grid){0};
}

const struct grid_band *grid_band_of(const struct grid *grid, int row)
{
    int b = 0;
    while (row >= grid->bands[b].first_row + grid->bands[b].n_rows)
        b++;
    return &grid->bands[b];
}
