/* SPDX-License-Identifier: MIT */
/* Column widths. Of all ways to set the table on the paper the one with the fewest lines is taken.
 * Wider paper allows each of the ways that narrower paper allows, so it never makes a table longer:
 *
 * - Where there is room, all value columns are equally wide and every label column is wide enough
 *   for its words. The paper decides only how much wider they are.
 * - Where there is not, value columns are as wide as their own numbers take, remarks stand below,
 *   and no label column is wider than its words take. So this way is never shorter than
 *   the first one is on its narrowest paper.
 *
 * What is then left is spread where it changes nothing but the look. */
#include "forms/print/tablefit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "forms/print/papertext.h"
#include "locale/linebreak.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"

enum {
    WORD_COLS = 4,        /* two 汉字 beside each other: the least for headings, and for labels */
    LEAST_LABEL_COLS = 2, /* one below the other, where there is no room */
    MAX_REMARK_SIZES = 6, /* so many sizes of remarks are tried in the cells */
};

struct fit {
    struct table *table;
    const struct draft *draft;
    int n_labels, n_columns, unit; /* widths are multiples of the unit: a rule of two columns must
                                      end where an upright begins */
    int *own;                      /* least width of each value column, by grid column */
    int equal;                     /* least width of value columns that are all equally wide */
    int most_equal;                /* wider ones save no lines */
    int *words;    /* width that the words of each label column take, gutters apart */
    int *one_line; /* width that all its labels take in one line */
    int *heights;
    int remark_cols;  /* remarks of at most so many columns stand in the cells */
    int n_note_lines; /* of the others */
    /* the best way so far */
    int n_lines, n_broken, gutter, best_remark_cols;
    bool is_tight;
    int *widths;
};

static int rounded(const struct fit *fit, int n_cols)
{
    return (n_cols + fit->unit - 1) / fit->unit * fit->unit;
}

/* ---- what cells need ---- */

/* The least columns of a heading or label: two 汉字, or its widest piece. */
static int word_cols(const struct table_text *text)
{
    int n_cols = text->n_cols < WORD_COLS ? text->n_cols : WORD_COLS;
    return n_cols > text->piece_cols ? n_cols : text->piece_cols;
}

/* As word_cols(), and no whole word of a label broken. */
static int label_cols(const struct table *table, const struct table_text *text)
{
    int n_cols = word_cols(text);
    for (int i = 0; table->whole_words && table->whole_words[i]; i++) {
        const char *word = table->whole_words[i];
        int cols = width_of_str(word, table->style.ambiguous);
        if (cols > n_cols && strstr(text->text, word))
            n_cols = cols;
    }
    return n_cols;
}

static int value_cols(const struct fit *fit, const struct table_text *text)
{
    bool has_remark = text->remark_cols && text->remark_cols <= fit->remark_cols;
    return (has_remark ? text->remark_cols : text->piece_cols) + TABLE_VALUE_GUTTER;
}

/* Widens the narrowest of the cell's columns until they have n_cols. */
static void make_room(const struct fit *fit, int *widths, const struct grid_cell *cell, int n_cols)
{
    int missing = n_cols - fit->table->rule_cols * (cell->n_columns - 1);
    for (int column = cell->column; column < cell->column + cell->n_columns; column++)
        missing -= widths[column];
    for (; missing > 0; missing -= fit->unit) {
        int narrowest = cell->column;
        for (int column = cell->column; column < cell->column + cell->n_columns; column++)
            if (widths[column] < widths[narrowest])
                narrowest = column;
        widths[narrowest] += fit->unit;
    }
}

/* The least width of columns that are all equally wide, so that the cell has n_cols. */
static int equal_cols(const struct fit *fit, const struct grid_cell *cell, int n_cols)
{
    int n = cell->n_columns;
    return rounded(fit, (n_cols - fit->table->rule_cols * (n - 1) + n - 1) / n);
}

static void raise(int *width, int to)
{
    if (*width < to)
        *width = to;
}

static void measure_values(struct fit *fit)
{
    const struct grid *grid = &fit->table->grid;
    fit->equal = fit->most_equal = fit->unit;
    for (int column = fit->n_labels; column < fit->n_columns; column++)
        fit->own[column] = fit->unit;
    for (int n_columns = 1; n_columns <= grid->n_columns; n_columns++)
        for (int i = 0; i < grid->n_cells; i++) {
            const struct grid_cell *cell = &grid->cells[i];
            const struct table_text *text = &fit->table->texts[i];
            if (cell->n_columns != n_columns || cell->column < fit->n_labels)
                continue;
            bool is_value = cell->kind == GRID_VALUE;
            int n_cols = is_value ? value_cols(fit, text) : word_cols(text);
            make_room(fit, fit->own, cell, n_cols);
            raise(&fit->equal, equal_cols(fit, cell, n_cols));
            raise(&fit->most_equal,
                  equal_cols(fit, cell, text->n_cols + (is_value ? TABLE_VALUE_GUTTER : 0)));
        }
    raise(&fit->most_equal, fit->equal);
}

static void measure_labels(struct fit *fit)
{
    const struct grid *grid = &fit->table->grid;
    for (int column = 0; column < fit->n_labels; column++)
        fit->words[column] = fit->one_line[column] = rounded(fit, LEAST_LABEL_COLS);
    for (int i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        if (cell->column >= fit->n_labels || cell->n_columns > 1)
            continue;
        raise(&fit->words[cell->column],
              rounded(fit, label_cols(fit->table, &fit->table->texts[i])));
        raise(&fit->one_line[cell->column], rounded(fit, fit->table->texts[i].n_cols));
    }
}

/* ---- the search ---- */

static int room_left(const struct fit *fit)
{
    return fit->table->style.width - table_cols(fit->table);
}

static int lines_of(const struct fit *fit, int enough)
{
    struct table_part whole = table_part_of(fit->table, 0, fit->table->grid.n_rows);
    return table_part_heights(fit->table, &whole, enough, fit->heights);
}

/* Label columns that are too narrow for their words. */
static int n_broken(const struct fit *fit)
{
    int n = 0;
    for (int column = 0; column < fit->n_labels; column++)
        n += fit->table->widths[column] < fit->words[column];
    return n;
}

static void judge(struct fit *fit, bool is_tight)
{
    int enough = fit->n_lines == INT_MAX ? INT_MAX : fit->n_lines - fit->n_note_lines + is_tight;
    int n_lines = fit->n_note_lines + lines_of(fit, enough), n = n_broken(fit);
    if (n_lines > fit->n_lines || (n_lines == fit->n_lines && n >= fit->n_broken))
        return;
    fit->n_lines = n_lines;
    fit->n_broken = n;
    fit->gutter = fit->table->label_gutter;
    fit->best_remark_cols = fit->remark_cols;
    fit->is_tight = is_tight;
    memcpy(fit->widths, fit->table->widths, (size_t)fit->n_columns * sizeof *fit->widths);
}

/* Tries the label columns from `column` on in all widths; those before it, and the values, have
 * theirs. The last one gets what is left. */
static void try_labels(struct fit *fit, int column, bool is_tight)
{
    int *widths = fit->table->widths, gutters = fit->table->label_gutter;
    if (column == fit->n_labels) {
        if (room_left(fit) >= 0)
            judge(fit, is_tight);
        return;
    }
    int words = rounded(fit, fit->words[column] + gutters);
    int least = is_tight ? rounded(fit, LEAST_LABEL_COLS) : words;
    int most = is_tight ? words : rounded(fit, fit->one_line[column] + gutters);
    for (int next = column; next < fit->n_labels; next++)
        widths[next] =
            next == column || is_tight ? least : rounded(fit, fit->words[next] + gutters);
    int spare = room_left(fit) / fit->unit * fit->unit;
    if (spare < 0)
        return;
    raise(&most, least);
    most = most < least + spare ? most : least + spare;
    for (int width = column == fit->n_labels - 1 ? most : least; width <= most;
         width += fit->unit) {
        widths[column] = width;
        try_labels(fit, column + 1, is_tight);
    }
}

static void try_values(struct fit *fit, int value, int gutter, bool is_tight)
{
    fit->table->label_gutter = gutter;
    for (int column = fit->n_labels; column < fit->n_columns; column++) {
        fit->table->widths[column] = value;
        if (is_tight)
            raise(&fit->table->widths[column], fit->own[column]);
    }
    try_labels(fit, 0, is_tight);
}

/* Blanks beside labels where there is room. A wide rule stands off by itself, and wide characters
 * would lose two columns for one blank. */
static int least_gutter(const struct fit *fit) { return fit->n_labels && fit->unit == 1 ? 1 : 0; }
static int most_gutter(const struct fit *fit) { return fit->n_labels ? 2 : 0; }

/* The columns of the narrowest table with equal values and whole words. */
static int comfortable_cols(const struct fit *fit)
{
    int n_cols = fit->table->rule_cols * (fit->n_columns + 1) +
                 fit->equal * (fit->n_columns - fit->n_labels);
    for (int column = 0; column < fit->n_labels; column++)
        n_cols += fit->words[column] + least_gutter(fit);
    return n_cols;
}

/* Tries the table with remarks of at most so many columns in their cells. */
static void try_remarks(struct fit *fit, int remark_cols, bool may_be_tight)
{
    struct strbuf notes = STRBUF_INIT;
    fit->remark_cols = remark_cols;
    table_add_notes(fit->table, fit->draft, remark_cols, &notes);
    fit->n_note_lines = table_note_lines(&fit->table->style, &notes);
    strbuf_release(&notes);
    measure_values(fit);
    if (comfortable_cols(fit) <= fit->table->style.width) {
        for (int gutter = most_gutter(fit); gutter >= least_gutter(fit); gutter -= fit->unit)
            for (int value = fit->equal; value <= fit->most_equal; value += fit->unit)
                try_values(fit, value, gutter, false);
    } else if (may_be_tight && !remark_cols) {
        for (int value = fit->unit; value <= fit->equal; value += fit->unit)
            try_values(fit, value, 0, true);
    }
}

/* The smallest sizes of numbers with their remarks, into sizes; how many. The same on every paper.
 */
static int list_remark_sizes(const struct fit *fit, int sizes[MAX_REMARK_SIZES])
{
    int n = 0;
    for (int last = 0; n < MAX_REMARK_SIZES; n++) {
        int next = INT_MAX;
        for (int i = 0; i < fit->table->grid.n_cells; i++) {
            int cols = fit->table->texts[i].remark_cols;
            if (cols > last && cols < next)
                next = cols;
        }
        if (next == INT_MAX)
            break;
        sizes[n] = last = next;
    }
    return n;
}

/* ---- what is left ---- */

static bool widen(struct fit *fit, int first, int last)
{
    int *widths = fit->table->widths;
    if (room_left(fit) < (last - first) * fit->unit)
        return false;
    for (int column = first; column < last; column++)
        widths[column] += fit->unit;
    return true;
}

/* Gives the last label column no more than it makes use of, so that the others get the rest. */
static void narrow_last_label(struct fit *fit, int n_lines)
{
    int *width = &fit->table->widths[fit->n_labels - 1];
    int least = rounded(fit, fit->words[fit->n_labels - 1] + fit->table->label_gutter);
    while (*width > least) {
        *width -= fit->unit;
        if (lines_of(fit, INT_MAX) > n_lines) {
            *width += fit->unit;
            break;
        }
    }
}

/* The narrowest of the values and the label columns grows by a step, again and again; a label
 * column that is not the last only as far as its labels take in one line. */
static void spread_evenly(struct fit *fit)
{
    int *widths = fit->table->widths;
    for (bool grows = true; grows;) {
        int narrowest = -1;
        for (int column = 0; column < fit->n_labels; column++) {
            int most = fit->one_line[column] + fit->table->label_gutter;
            bool may_grow = column == fit->n_labels - 1 || widths[column] < most;
            if (may_grow && (narrowest < 0 || widths[column] < widths[narrowest]))
                narrowest = column;
        }
        bool values = narrowest < 0 || widths[fit->n_labels] <= widths[narrowest];
        grows = values && widen(fit, fit->n_labels, fit->n_columns);
        if (!grows && narrowest >= 0)
            grows = widen(fit, narrowest, narrowest + 1);
    }
}

/* The narrowest value column grows by a step, again and again, where that saves no line. */
static void even_values(struct fit *fit, int n_lines)
{
    int *widths = fit->table->widths;
    for (;;) {
        int narrowest = fit->n_labels;
        for (int column = fit->n_labels; column < fit->n_columns; column++)
            if (widths[column] < widths[narrowest])
                narrowest = column;
        if (widths[narrowest] >= fit->equal || !widen(fit, narrowest, narrowest + 1))
            return;
        if (lines_of(fit, INT_MAX) < n_lines) {
            widths[narrowest] -= fit->unit;
            return;
        }
    }
}

static void set_best(struct fit *fit)
{
    struct table *table = fit->table;
    memcpy(table->widths, fit->widths, (size_t)fit->n_columns * sizeof *fit->widths);
    table->label_gutter = fit->gutter;
    fit->remark_cols = fit->best_remark_cols;
    table_add_notes(table, fit->draft, fit->remark_cols, &table->notes);
    measure_values(fit);
    int n_lines = lines_of(fit, INT_MAX);
    if (fit->is_tight) {
        even_values(fit, n_lines);
    } else {
        if (fit->n_labels)
            narrow_last_label(fit, n_lines);
        spread_evenly(fit);
    }
    table_place_remarks(table, fit->remark_cols);
}

/* The columns of the narrowest way to set the table. */
static int least_cols(struct fit *fit)
{
    fit->remark_cols = 0;
    measure_values(fit);
    int n_cols = fit->table->rule_cols * (fit->n_columns + 1);
    for (int column = 0; column < fit->n_columns; column++)
        n_cols += column < fit->n_labels ? rounded(fit, LEAST_LABEL_COLS) : fit->own[column];
    return n_cols;
}

/* Sets the widths of a table whose cells are filled; its lines with its notes, INT_MAX where it
 * does not fit the paper. *needed is made less where the table takes less. */
static int fit_table(struct table *table, const struct draft *draft, bool may_be_tight, int *needed)
{
    size_t n = (size_t)table->grid.n_columns;
    int sizes[MAX_REMARK_SIZES];
    struct fit fit = {
        .table = table,
        .draft = draft,
        .n_labels = table->grid.n_label_columns,
        .n_columns = table->grid.n_columns,
        .unit = table->rule_cols,
        .own = xcalloc(n, sizeof *fit.own),
        .words = xcalloc(n, sizeof *fit.words),
        .one_line = xcalloc(n, sizeof *fit.one_line),
        .heights = xcalloc((size_t)table->grid.n_rows, sizeof *fit.heights),
        .n_lines = INT_MAX,
        .widths = xcalloc(n, sizeof *fit.widths),
    };
    measure_labels(&fit);
    for (int i = list_remark_sizes(&fit, sizes); i >= 0; i--)
        try_remarks(&fit, i ? sizes[i - 1] : 0, may_be_tight);
    if (fit.n_lines < INT_MAX) {
        set_best(&fit);
    } else if (may_be_tight) {
        int n_cols = least_cols(&fit);
        *needed = n_cols < *needed ? n_cols : *needed;
    }
    free(fit.own);
    free(fit.words);
    free(fit.one_line);
    free(fit.heights);
    free(fit.widths);
    return fit.n_lines;
}

/* ---- arrangements ---- */

static bool refuse(const struct table *table, const struct draft *draft, int section, int needed,
                   struct err *err)
{
    const char *name = draft_form(draft)->sections[section].table->name;
    int longest = 0;
    for (int i = 0; i < table->grid.n_cells; i++)
        if (table->texts[i].is_whole && table->texts[i].n_cols > longest)
            longest = table->texts[i].n_cols;
    static const int papers[] = {80, 96, 132};
    needed += table->style.margin;
    int width = needed;
    for (size_t i = sizeof papers / sizeof papers[0]; i-- > 0;)
        if (papers[i] >= needed)
            width = papers[i];
    return err_set(
        err,
        _("%s在 %d 列宽的纸上排不下：表中的数字最长 %d 位，至少需要 %d 列。请核对数字；数字无误的，"
          "请用 --width=%d 打印。"),
        name, table->style.width + table->style.margin, longest, needed, width);
}

bool tablefit_init(struct table *table, const struct draft *draft, int section,
                   const struct table_style *style, struct err *err)
{
    bool reads_across = draft_form(draft)->sections[section].table->reads_across;
    int last = reads_across ? GRID_N_ARRANGEMENTS - 1 : GRID_OFFICIAL;
    int n_lines = INT_MAX, needed = INT_MAX;
    for (int i = 0; i <= last; i++) {
        struct table other;
        table_init(&other, draft, section, (enum grid_arrangement)i, style);
        int n_other_lines = fit_table(&other, draft, i == last, &needed);
        if (i)
            table_release(n_other_lines < n_lines ? table : &other);
        if (!i || n_other_lines < n_lines) {
            *table = other;
            n_lines = n_other_lines;
        }
    }
    return n_lines < INT_MAX || refuse(table, draft, section, needed, err);
}
