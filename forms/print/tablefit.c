/* SPDX-License-Identifier: MIT */
/* Column widths. Every way of setting the table (with or without blanks beside labels and numbers,
 * value columns even or as wide as their own numbers, remarks in the cells or below) is tried from
 * its least widths: the free columns go where they save the most lines for their cost, and what is
 * then left is spread. The way with the lowest price wins.
 */
#include "forms/print/tablefit.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"

struct setting {
    int label_gutter, number_gutter;
    bool is_even;     /* all value columns of one width */
    bool has_remarks; /* remarks stand in the cells */
    int heading_cols; /* headings and labels get at least this much, if they are that wide */
};

/* What a table without a nicety is worse by, in lines of height. */
enum { PRICE_NO_LABEL_GUTTER = 2, PRICE_NO_NUMBER_GUTTER = 3, PRICE_UNEVEN = 4 };
/* Two 汉字 beside each other (结果/维持), as the official form has it; one below the other where
 * there is no room. */
enum { HEADING_COLS = 4, NARROW_HEADING_COLS = 2 };

/* Widths grow by this: where a rule takes two columns, they must be even for the horizontal rules
 * to end at them. */
static int unit(const struct table *table) { return table->rule_cols; }

static int needed_cols(const struct table *table, int index, const struct setting *setting)
{
    const struct table_text *text = &table->texts[index];
    if (!text->len)
        return 0;
    switch (table->grid.cells[index].kind) {
    case GRID_VALUE:
        if (setting->has_remarks && text->remark)
            return text->n_cols + width_of_str(text->remark, table->style.ambiguous);
        return text->piece_cols + setting->number_gutter;
    case GRID_LABEL:
    case GRID_TITLE:
    case GRID_CORNER:
    case GRID_HEADING: break;
    }
    int n_cols = text->n_cols < setting->heading_cols ? text->n_cols : setting->heading_cols;
    if (n_cols < text->piece_cols)
        n_cols = text->piece_cols;
    return n_cols + (table->grid.cells[index].kind == GRID_LABEL ? 2 * setting->label_gutter : 0);
}

/* Widens the narrowest of the cell's columns until it has room for n_cols. */
static void make_room(struct table *table, const struct grid_cell *cell, int n_cols)
{
    while (table_cell_cols(table, cell) < n_cols) {
        int narrowest = cell->column;
        for (int column = cell->column; column < cell->column + cell->n_columns; column++)
            if (table->widths[column] < table->widths[narrowest])
                narrowest = column;
        table->widths[narrowest] += unit(table);
    }
}

/* Columns that are widened together: a label column alone, all value columns to an even width. */
struct track {
    int first, last; /* columns first..last-1 */
};

static struct track value_track(const struct table *table)
{
    return (struct track){table->grid.n_label_columns, table->grid.n_columns};
}

static int narrowest_of(const struct table *table, struct track track)
{
    int width = INT_MAX;
    for (int column = track.first; column < track.last; column++)
        if (table->widths[column] < width)
            width = table->widths[column];
    return width;
}

static int widest_of(const struct table *table, struct track track)
{
    int width = 0;
    for (int column = track.first; column < track.last; column++)
        if (table->widths[column] > width)
            width = table->widths[column];
    return width;
}

/* What it takes to give each column of the track at least that width. */
static int cost_of(const struct table *table, struct track track, int width)
{
    int cost = 0;
    for (int column = track.first; column < track.last; column++)
        if (table->widths[column] < width)
            cost += width - table->widths[column];
    return cost;
}

static void widen(struct table *table, struct track track, int width)
{
    for (int column = track.first; column < track.last; column++)
        if (table->widths[column] < width)
            table->widths[column] = width;
}

static void set_least_widths(struct table *table, const struct setting *setting)
{
    const struct grid *grid = &table->grid;
    table->label_gutter = setting->label_gutter;
    table->number_gutter = setting->number_gutter;
    for (int column = 0; column < grid->n_columns; column++)
        table->widths[column] = unit(table);
    for (int n_columns = 1; n_columns <= grid->n_columns; n_columns++)
        for (int i = 0; i < grid->n_cells; i++)
            if (grid->cells[i].n_columns == n_columns)
                make_room(table, &grid->cells[i], needed_cols(table, i, setting));
    if (setting->is_even)
        widen(table, value_track(table), widest_of(table, value_track(table)));
}

static int height_of(const struct table *table, int *heights)
{
    struct table_part whole = table_part_of(table, 0, table->grid.n_rows);
    return table_part_heights(table, &whole, heights);
}

/* Tracks 0..n_label_columns-1 are the label columns, the last is that of the values. */
static struct track track_at(const struct table *table, int index)
{
    return index < table->grid.n_label_columns ? (struct track){index, index + 1}
                                               : value_track(table);
}

/* Widens one track as far as it saves the most lines for its cost; false: nothing saves any. */
static bool save_lines(struct table *table, int *saved_widths, int *heights)
{
    size_t size = (size_t)table->grid.n_columns * sizeof *table->widths;
    int room = table->style.width - table_cols(table), height = height_of(table, heights);
    int best_saved = 0, best_cost = 1, best_width = 0;
    struct track best = {0};
    memcpy(saved_widths, table->widths, size);
    for (int i = 0; i <= table->grid.n_label_columns; i++) {
        struct track track = track_at(table, i);
        for (int width = narrowest_of(table, track) + unit(table);; width += unit(table)) {
            int cost = cost_of(table, track, width);
            if (cost > room)
                break;
            widen(table, track, width);
            int saved = height - height_of(table, heights);
            memcpy(table->widths, saved_widths, size);
            if (saved * best_cost > best_saved * cost)
                best = track, best_width = width, best_saved = saved, best_cost = cost;
        }
    }
    widen(table, best, best_width);
    return best_saved > 0;
}

/* Could some value columns be one step wider than others without looking different: not much wider,
 * and their headings in as many lines? */
static bool steps_do_not_show(const struct table *table)
{
    int width = narrowest_of(table, value_track(table));
    if (width < 3 * unit(table))
        return false;
    for (int i = 0; i < table->grid.n_cells; i++) {
        const struct grid_cell *cell = &table->grid.cells[i];
        if (cell->kind == GRID_HEADING && cell->n_columns == 1 &&
            table_text_lines(table, i, width) != table_text_lines(table, i, width + unit(table)))
            return false;
    }
    return true;
}

/* Spreads what is left: value columns even if that can be had, then the narrowest track by one step
 * again and again, and of a table without labels the rest over its columns where nobody sees the
 * difference. */
static void spread_rest(struct table *table)
{
    struct track values = value_track(table);
    int room = table->style.width - table_cols(table);
    if (cost_of(table, values, widest_of(table, values)) <= room)
        widen(table, values, widest_of(table, values));
    for (;;) {
        room = table->style.width - table_cols(table);
        int best_width = INT_MAX;
        struct track best = {0};
        for (int i = 0; i <= table->grid.n_label_columns; i++) {
            struct track track = track_at(table, i);
            int width = narrowest_of(table, track) + unit(table);
            if (cost_of(table, track, width) <= room && width < best_width)
                best = track, best_width = width;
        }
        if (best_width == INT_MAX)
            break;
        widen(table, best, best_width);
    }
    int n = values.last - values.first, n_steps = room / unit(table);
    if (!steps_do_not_show(table))
        return;
    for (int i = 0; i < n && n_steps < n; i++)
        if ((i + 1) * n_steps / n > i * n_steps / n)
            table->widths[values.first + i] += unit(table);
}

static int n_notes(const struct table *table)
{
    int n = 0;
    for (int i = 0; i < table->grid.n_cells; i++)
        n += table->texts[i].remark != NULL;
    return n;
}

/* Sets the table that way; its price, INT_MAX where it does not fit. */
static int try_setting(struct table *table, const struct setting *setting, int *saved_widths,
                       int *heights)
{
    set_least_widths(table, setting);
    if (table_cols(table) > table->style.width)
        return INT_MAX;
    while (save_lines(table, saved_widths, heights))
        ;
    spread_rest(table);
    struct track values = value_track(table);
    bool wants_number_gutter = table->rule_cols == 1 && !setting->number_gutter;
    bool is_uneven = widest_of(table, values) - narrowest_of(table, values) > unit(table);
    return height_of(table, heights) + (setting->label_gutter ? 0 : PRICE_NO_LABEL_GUTTER) +
           (wants_number_gutter ? PRICE_NO_NUMBER_GUTTER : 0) + (is_uneven ? PRICE_UNEVEN : 0) +
           (setting->has_remarks ? 0 : n_notes(table));
}

/* Chooses the widths and gutters of a table whose cells are filled. Returns the columns that it
 * takes; where it does not fit the paper, or not well and has_alternative (there is another
 * arrangement to try), that is more than the paper has. */
static int fit(struct table *table, bool has_alternative)
{
    static const int gutters[][2] = {{1, 1}, {1, 0}, {0, 1}, {0, 0}}; /* of labels, of numbers */
    enum { N_GUTTERS = sizeof gutters / sizeof gutters[0] };
    const struct setting least = {.heading_cols = NARROW_HEADING_COLS};
    int n_columns = table->grid.n_columns;
    int *best_widths = xcalloc((size_t)n_columns, sizeof *best_widths);
    int *saved_widths = xcalloc((size_t)n_columns, sizeof *saved_widths);
    int *heights = xcalloc((size_t)table->grid.n_rows, sizeof *heights);

    struct setting best = least;
    int best_price = INT_MAX;
    for (int heading_cols = HEADING_COLS;
         heading_cols >= NARROW_HEADING_COLS && best_price == INT_MAX;
         heading_cols -= HEADING_COLS - NARROW_HEADING_COLS) {
        for (int i = 0; i < N_GUTTERS * 4; i++) {
            struct setting setting = {gutters[i / 4][0], gutters[i / 4][1], i % 2 == 0,
                                      i / 2 % 2 == 0, heading_cols};
            if (setting.has_remarks && !n_notes(table))
                continue;
            if (setting.number_gutter && table->rule_cols > 1)
                continue; /* a wide rule stands off by itself */
            if (has_alternative && heading_cols < HEADING_COLS && !setting.is_even)
                continue; /* headings of one and of two 汉字 beside each other are worse than bands
                           */
            int price = try_setting(table, &setting, saved_widths, heights);
            if (price < best_price) {
                best_price = price;
                best = setting;
                memcpy(best_widths, table->widths, (size_t)n_columns * sizeof *best_widths);
            }
        }
    }
    if (best_price == INT_MAX) {
        set_least_widths(table, &least);
    } else {
        table->label_gutter = best.label_gutter;
        table->number_gutter = best.number_gutter;
        memcpy(table->widths, best_widths, (size_t)n_columns * sizeof *best_widths);
    }
    free(best_widths);
    free(saved_widths);
    free(heights);
    return best_price == INT_MAX && has_alternative ? INT_MAX : table_cols(table);
}

static bool refuse(const struct table *table, const struct draft *draft, int section, int needed,
                   struct err *err)
{
    const char *name = draft_form(draft)->sections[section].table->name;
    int longest = 0;
    for (int i = 0; i < table->grid.n_cells; i++)
        if (table->texts[i].is_whole && table->texts[i].n_cols > longest)
            longest = table->texts[i].n_cols;
    static const int papers[] = {80, 96, 132};
    int width = needed;
    for (size_t i = sizeof papers / sizeof papers[0]; i-- > 0;)
        if (papers[i] >= needed)
            width = papers[i];
    return err_set(
        err,
        _("%s在 %d 列宽的纸上排不下：表中的数字最长 %d 位，至少需要 %d 列。请核对数字；数字无误的，"
          "请用 --width=%d 打印。"),
        name, table->style.width, longest, needed, width);
}

bool tablefit_init(struct table *table, const struct draft *draft, int section,
                   const struct table_style *style, struct err *err)
{
    bool reads_across = draft_form(draft)->sections[section].table->reads_across;
    int n_arrangements = reads_across ? GRID_N_ARRANGEMENTS : GRID_OFFICIAL + 1;
    int needed = INT_MAX;
    for (int i = 0; i < n_arrangements; i++) {
        if (i)
            table_release(table);
        table_init(table, draft, section, (enum grid_arrangement)i, style);
        int cols = fit(table, i + 1 < n_arrangements);
        if (cols <= style->width) {
            table_place_remarks(table, draft);
            return true;
        }
        needed = cols < needed ? cols : needed;
    }
    return refuse(table, draft, section, needed, err);
}
