/* SPDX-License-Identifier: MIT */
#include "forms/print/tabledraw.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/width.h"

/* Arms of a crossing of rules. */
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static const char *const rules[16] = {
    [UP | DOWN] = "│",
    [LEFT | RIGHT] = "─",
    [DOWN | RIGHT] = "┌",
    [DOWN | LEFT] = "┐",
    [UP | RIGHT] = "└",
    [UP | LEFT] = "┘",
    [UP | DOWN | RIGHT] = "├",
    [UP | DOWN | LEFT] = "┤",
    [LEFT | RIGHT | DOWN] = "┬",
    [LEFT | RIGHT | UP] = "┴",
    [UP | DOWN | LEFT | RIGHT] = "┼",
};

static const char *rule_at(const struct table *table, int arms)
{
    if (!table->style.ascii)
        return rules[arms];
    return arms == (UP | DOWN) ? "|" : arms == (LEFT | RIGHT) ? "-" : "+";
}

/* A line of a cell's text. */
struct text_line {
    size_t start, len;
};

/* The lines of a cell: first..first+n-1, the topmost in line `top` of the part. */
struct cell_lines {
    int first, n, top;
};

struct drawing {
    const struct table *table;
    const struct table_part *part;
    int n_rows;
    int *heights; /* of the part's rows, in lines */
    int *tops;    /* line of the part in which the row's text begins; the rule above it is the line
                     before */
    struct cell_lines *cells; /* by index of the grid's cells */
    struct text_line *lines;
    int n_lines, lines_capacity;
    struct strbuf *out;
};

static const struct grid_cell *cell_at(const struct drawing *d, int y, int column)
{
    return grid_cell_at(&d->table->grid, table_part_row(d->part, y), column);
}

/* Breaks the text of a cell into lines, centred between its rules. */
static void break_text(struct drawing *d, const struct grid_cell *cell)
{
    int index = (int)(cell - d->table->grid.cells), top, bottom;
    struct cell_lines *lines = &d->cells[index];
    if (!table_part_span(d->part, cell, &top, &bottom))
        return;
    int n_room = d->tops[bottom - 1] + d->heights[bottom - 1] - d->tops[top];
    lines->first = d->n_lines;
    for (size_t offset = 0; offset < d->table->texts[index].len; lines->n++) {
        GROW(d->lines, d->n_lines, d->lines_capacity);
        struct text_line *line = &d->lines[d->n_lines++];
        line->start = offset;
        line->len = table_next_line(d->table, cell, n_room - lines->n, &offset);
    }
    lines->top = d->tops[top] + (n_room - lines->n) / 2;
}

/* What of a cell falls on a line of the part, in the cell's full width. */
static void draw_cell(const struct drawing *d, const struct grid_cell *cell, int line)
{
    const struct table *table = d->table;
    int index = (int)(cell - table->grid.cells), i = line - d->cells[index].top;
    int n_cols = table_cell_cols(table, cell), gutter = table_gutter(table, cell);
    if (i < 0 || i >= d->cells[index].n) {
        strbuf_add_repeat(d->out, " ", (size_t)n_cols);
        return;
    }
    const struct text_line *text = &d->lines[d->cells[index].first + i];
    strbuf_add_repeat(d->out, " ", gutter > 0);
    width_pad(d->out, table->texts[index].text + text->start, text->len, n_cols - gutter,
              cell->kind == GRID_LABEL ? ALIGN_LEFT : ALIGN_CENTER, table->style.ambiguous);
    strbuf_add_repeat(d->out, " ", gutter > 1);
}

static void draw_text_line(const struct drawing *d, int y, int line)
{
    const char *rule = rule_at(d->table, UP | DOWN);
    for (int column = 0; column < d->table->grid.n_columns;) {
        const struct grid_cell *cell = cell_at(d, y, column);
        strbuf_add_str(d->out, rule);
        draw_cell(d, cell, line);
        column += cell->n_columns;
    }
    strbuf_add_str(d->out, rule);
}

/* Is there a rule between rows y - 1 and y in that column? */
static bool has_rule(const struct drawing *d, int y, int column)
{
    if (column < 0 || column >= d->table->grid.n_columns)
        return false;
    return y == 0 || y == d->n_rows || cell_at(d, y - 1, column) != cell_at(d, y, column);
}

/* Is there a rule to the left of that column in row y? */
static bool has_upright(const struct drawing *d, int y, int column)
{
    if (y < 0 || y >= d->n_rows)
        return false;
    return column == 0 || column == d->table->grid.n_columns ||
           cell_at(d, y, column - 1) != cell_at(d, y, column);
}

/* The rule above row y; where a merged cell goes through, its text. */
static void draw_rule_line(const struct drawing *d, int y, int line)
{
    const struct table *table = d->table;
    for (int column = 0; column <= table->grid.n_columns;) {
        int arms = (has_upright(d, y - 1, column) ? UP : 0) |
                   (has_upright(d, y, column) ? DOWN : 0) |
                   (has_rule(d, y, column - 1) ? LEFT : 0) | (has_rule(d, y, column) ? RIGHT : 0);
        strbuf_add_str(d->out, rule_at(table, arms));
        if (column == table->grid.n_columns)
            break;
        if (has_rule(d, y, column)) {
            strbuf_add_repeat(d->out, rule_at(table, LEFT | RIGHT),
                              (size_t)(table->widths[column] / table->rule_cols));
            column++;
        } else {
            draw_cell(d, cell_at(d, y, column), line);
            column += cell_at(d, y, column)->n_columns;
        }
    }
}

void table_draw(const struct table *table, const struct table_part *part, int indent,
                struct strbuf *out)
{
    int n_rows = table_part_n_rows(part);
    struct drawing d = {.table = table, .part = part, .n_rows = n_rows, .out = out};
    d.heights = xcalloc((size_t)n_rows, sizeof *d.heights);
    d.tops = xcalloc((size_t)n_rows, sizeof *d.tops);
    d.cells = xcalloc((size_t)table->grid.n_cells, sizeof *d.cells);
    table_part_heights(table, part, INT_MAX, d.heights);
    int line = 0;
    for (int y = 0; y < n_rows; y++) {
        d.tops[y] = line + 1;
        line += 1 + d.heights[y];
    }
    for (int i = 0; i < table->grid.n_cells; i++)
        break_text(&d, &table->grid.cells[i]);
    for (int y = 0; y <= n_rows; y++) {
        strbuf_add_repeat(out, " ", (size_t)indent);
        draw_rule_line(&d, y, y < n_rows ? d.tops[y] - 1 : line);
        strbuf_add_byte(out, '\n');
        for (int i = 0; y < n_rows && i < d.heights[y]; i++) {
            strbuf_add_repeat(out, " ", (size_t)indent);
            draw_text_line(&d, y, d.tops[y] + i);
            strbuf_add_byte(out, '\n');
        }
    }
    free(d.heights);
    free(d.tops);
    free(d.cells);
    free(d.lines);
}
