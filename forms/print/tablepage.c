/* SPDX-License-Identifier: MIT */
#include "forms/print/tablepage.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "forms/form/reportmarks.h"
#include "forms/print/tabledraw.h"
#include "locale/mem.h"
#include "locale/strbuf.h"

/* What is bad about a page break, in hundredths of a blank page. */
enum {
    COST_CUT_LABEL = 40,   /* for each merged row label that goes on overleaf */
    COST_FEW_ROWS = 30,    /* fewer than three rows of a table, or one row of a group, alone */
    COST_CUT_BAND = 60,    /* within a band of several */
    COST_LONE_BAND = 1500, /* one band of several alone on a page */
    COST_QUARTER = 1000,   /* a quarter of a page or more stays blank */
    COST_IMPOSSIBLE = 1000000,
    LEAST_ROWS = 3,
};

/* Where the part that begins at a row best ends, and what that and all breaks after it cost. */
struct choice {
    int last, cost;
};

struct plan {
    const struct table *table;
    int n_rows, n_body, n_note_lines;
    int *heights;
    struct choice *best; /* of parts that begin a page, by row; last 0: not known yet */
};

/* Lines of the rows from first to before last with their headings. */
static int part_lines(const struct plan *plan, int first, int last)
{
    struct table_part part = table_part_of(plan->table, first, last);
    return table_part_heights(plan->table, &part, INT_MAX, plan->heights);
}

static bool is_heading_row(const struct table *table, int row)
{
    const struct grid_band *band = grid_band_of(&table->grid, row);
    return row < band->first_row + band->n_heading_rows;
}

/* Does a band end before that row? */
static bool is_band_end(const struct table *table, int row)
{
    return row == table->grid.n_rows || grid_band_of(&table->grid, row)->first_row == row;
}

/* The first row that can end a part which begins at `first`: never a heading. */
static int end_of_least_part(const struct table *table, int first)
{
    int last = first + 1;
    while (is_heading_row(table, last - 1))
        last++;
    return last;
}

int tablepage_least_lines(const struct table *table)
{
    struct plan plan = {.table = table,
                        .heights = xcalloc((size_t)table->grid.n_rows, sizeof *plan.heights)};
    int most = 0;
    for (int row = 0; row < table->grid.n_rows; row++) {
        int n = is_heading_row(table, row) ? 0 : part_lines(&plan, row, row + 1);
        most = n > most ? n : most;
    }
    free(plan.heights);
    return most;
}

/* ---- where pages break ---- */

/* Merged row labels that a page break before the row would cut: 三、 and （三） within （三）, only
 * 三、 between （三） and （四）. */
static int n_cut_labels(const struct table *table, int row)
{
    int n = 0;
    for (int column = 0; row < table->grid.n_rows && column < table->grid.n_label_columns;) {
        const struct grid_cell *cell = grid_cell_at(&table->grid, row, column);
        n += cell->row < row;
        column += cell->n_columns;
    }
    return n;
}

/* Does the break before the row leave one row of a group alone? */
static bool leaves_one_row(const struct table *table, int first, int row)
{
    for (int column = 0; column < table->grid.n_label_columns;) {
        const struct grid_cell *cell = grid_cell_at(&table->grid, row, column);
        bool is_alone_before = row - 1 == (cell->row > first ? cell->row : first);
        bool is_alone_after = row + 1 == cell->row + cell->n_rows;
        if (cell->row < row && (is_alone_before || is_alone_after))
            return true;
        column += cell->n_columns;
    }
    return false;
}

static int n_bands_in(const struct table *table, int first, int last)
{
    return (int)(grid_band_of(&table->grid, last - 1) - grid_band_of(&table->grid, first)) + 1;
}

static bool has_few_rows(const struct table *table, int first, int last)
{
    int n_rows = 0;
    for (int row = first; row < last; row++)
        n_rows += !is_heading_row(table, row);
    return n_rows < LEAST_ROWS;
}

static int cost_of_blank(const struct plan *plan, int n_blank)
{
    return n_blank * 100 / plan->n_body + (4 * n_blank >= plan->n_body ? COST_QUARTER : 0);
}

static int cost_of_break(const struct plan *plan, int first, int last, int n_blank)
{
    const struct table *table = plan->table;
    int cost = cost_of_blank(plan, n_blank);
    cost += n_cut_labels(table, last) * COST_CUT_LABEL;
    cost += leaves_one_row(table, first, last) ? COST_FEW_ROWS : 0;
    cost += has_few_rows(table, first, last) || has_few_rows(table, last, plan->n_rows)
                ? COST_FEW_ROWS
                : 0;
    if (table->grid.n_bands > 1) {
        cost += is_band_end(table, last) ? 0 : COST_CUT_BAND;
        cost += n_bands_in(table, first, last) < 2 ? COST_LONE_BAND : 0;
        cost += n_bands_in(table, last, plan->n_rows) < 2 ? COST_LONE_BAND : 0;
    }
    return cost;
}

static struct choice best_choice(struct plan *plan, int first, int room);

/* The best choice for a page that begins with that row. */
static struct choice best_page(struct plan *plan, int first)
{
    if (!plan->best[first].last)
        plan->best[first] = best_choice(plan, first, plan->n_body);
    return plan->best[first];
}

static struct choice best_choice(struct plan *plan, int first, int room)
{
    int last = end_of_least_part(plan->table, first);
    struct choice best = {last, COST_IMPOSSIBLE};
    for (;; last = end_of_least_part(plan->table, last)) {
        int n_lines = part_lines(plan, first, last);
        int n_after = last == plan->n_rows ? plan->n_note_lines : 0;
        if (n_lines + n_after > room)
            break;
        int cost = 0;
        if (last < plan->n_rows)
            cost = cost_of_break(plan, first, last, room - n_lines) + best_page(plan, last).cost;
        if (cost <= best.cost)
            best = (struct choice){last, cost};
        if (last == plan->n_rows)
            break;
    }
    return best;
}

static void start_plan(struct plan *plan, const struct paper *paper, const struct table *table)
{
    int n_note_lines = table_note_lines(&table->style, &table->notes);
    *plan = (struct plan){
        .table = table,
        .n_rows = table->grid.n_rows,
        .n_body = paper->n_body,
        /* Long notes go on overleaf. */
        .n_note_lines = n_note_lines <= paper->n_body / 4 ? n_note_lines : 2,
        .heights = xcalloc((size_t)table->grid.n_rows, sizeof *plan->heights),
        .best = xcalloc((size_t)table->grid.n_rows, sizeof *plan->best),
    };
}

static void end_plan(struct plan *plan)
{
    free(plan->heights);
    free(plan->best);
}

int tablepage_start_lines(const struct paper *paper, const struct table *table)
{
    struct plan plan;
    int n_heading = 1;
    if (!paper->style.page_length)
        return 0;
    start_plan(&plan, paper, table);
    struct choice here = best_choice(&plan, 0, paper_room(paper) - n_heading);
    struct choice overleaf = best_choice(&plan, 0, paper->n_body - n_heading);
    overleaf.cost += cost_of_blank(&plan, paper->n_body - paper->n_used);
    int n_lines =
        here.cost <= overleaf.cost ? n_heading + part_lines(&plan, 0, here.last) : INT_MAX;
    end_plan(&plan);
    return n_lines;
}

int tablepage_least_start_lines(const struct table *table)
{
    struct plan plan = {.table = table,
                        .heights = xcalloc((size_t)table->grid.n_rows, sizeof *plan.heights)};
    int n_lines = 1 + part_lines(&plan, 0, end_of_least_part(table, 0));
    free(plan.heights);
    return n_lines;
}

/* ---- setting it ---- */

static void set_part(struct paper *paper, const struct table *table, int first, int last)
{
    struct strbuf drawn = STRBUF_INIT;
    struct table_part part = table_part_of(table, first, last);
    table_draw(table, &part, (paper->style.width - table_cols(table)) / 2, &drawn);
    for (size_t pos = 0; pos < drawn.len;) {
        size_t len = strcspn(drawn.data + pos, "\n");
        paper_line(paper, drawn.data + pos, len);
        pos += len + 1;
    }
    strbuf_release(&drawn);
}

static void set_notes(struct paper *paper, const struct table *table)
{
    for (size_t pos = 0; pos < table->notes.len;) {
        size_t len = strcspn(table->notes.data + pos, "\n");
        paper_paragraph(paper, table->notes.data + pos, len,
                        pos ? REPORT_NOTE_COLS : REPORT_INDENT_COLS, REPORT_NOTE_COLS, 0);
        pos += len + 1;
    }
}

void tablepage_set(struct paper *paper, const struct table *table)
{
    struct plan plan;
    int n_rows = table->grid.n_rows;
    start_plan(&plan, paper, table);
    for (int first = 0; first < n_rows;) {
        int last =
            paper->style.page_length ? best_choice(&plan, first, paper_room(paper)).last : n_rows;
        set_part(paper, table, first, last);
        first = last;
        if (first < n_rows)
            paper_need(paper, INT_MAX);
    }
    end_plan(&plan);
    set_notes(paper, table);
}
