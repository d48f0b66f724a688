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

enum {
    LEAST_FIRST_ROWS = 3, /* of a table that goes on overleaf, so that it does not begin with little
                             but headings */
    SPARED_PART = 5, /* so much of a page, a fifth, may stay blank so that a group is not cut */
};

static int *new_heights(const struct table *table)
{
    return xcalloc((size_t)table->grid.n_rows, sizeof(int));
}

/* Lines of the rows from first to before last with their headings; heights has room for all rows.
 */
static int part_lines(const struct table *table, int first, int last, int *heights)
{
    struct table_part part = table_part_of(table, first, last);
    return table_part_heights(table, &part, heights);
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

/* The first row that can be the last one of a part which begins at `first`: never a heading. */
static int end_of_least_part(const struct table *table, int first)
{
    int last = first + 1;
    while (is_heading_row(table, last - 1))
        last++;
    return last;
}

int tablepage_least_lines(const struct table *table)
{
    int most = 0, *heights = new_heights(table);
    for (int row = 0; row < table->grid.n_rows; row++) {
        int n = is_heading_row(table, row) ? 0 : part_lines(table, row, row + 1, heights);
        most = n > most ? n : most;
    }
    free(heights);
    return most;
}

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

/* The notes below the table, or how many lines they take. */
static int set_notes(struct paper *paper, const struct table *table, bool only_count)
{
    struct strbuf note = STRBUF_INIT;
    int n_lines = 0;
    for (size_t pos = 0; pos < table->notes.len;) {
        size_t len = strcspn(table->notes.data + pos, "\n");
        int first_cols = pos ? REPORT_NOTE_COLS : 0;
        strbuf_clear(&note);
        strbuf_add_str(&note, pos ? "" : REPORT_NOTE_MARK);
        strbuf_add(&note, table->notes.data + pos, len);
        if (only_count)
            n_lines += paper_n_lines(paper, note.data, note.len, first_cols, REPORT_NOTE_COLS);
        else
            paper_paragraph(paper, note.data, note.len, first_cols, REPORT_NOTE_COLS);
        pos += len + 1;
    }
    strbuf_release(&note);
    return n_lines;
}

/* Where the part that begins at `first` best ends on this page: where whole bands end, else where
 * the fewest row labels are cut and no more of the page is left blank than may be spared for that.
 */
static int end_of_part(const struct paper *paper, const struct table *table, int first,
                       int n_note_lines, int *heights)
{
    int n_rows = table->grid.n_rows, room = paper_room(paper), n_cut = INT_MAX;
    int last = end_of_least_part(table, first),
        whole_bands = is_band_end(table, last) ? last : first;
    for (int next = last; next < n_rows;) {
        next = end_of_least_part(table, next);
        int n_after = next == n_rows ? n_note_lines : 0; /* they stay on a page with the last row */
        int n_lines = part_lines(table, first, next, heights) + n_after;
        if (n_lines > room)
            break;
        bool is_full_enough = n_lines > room - paper->n_body / SPARED_PART;
        if (!is_full_enough || n_cut_labels(table, next) <= n_cut) {
            last = next;
            n_cut = is_full_enough ? n_cut_labels(table, next) : INT_MAX;
        }
        if (is_band_end(table, next))
            whole_bands = next;
    }
    return whole_bands > first ? whole_bands : last;
}

void tablepage_set(struct paper *paper, const struct table *table)
{
    int n_rows = table->grid.n_rows, n_note_lines = set_notes(paper, table, true),
        *heights = new_heights(table);
    for (int first = 0; first < n_rows;) {
        int last = end_of_least_part(table, first), n_after = last == n_rows ? n_note_lines : 0;
        paper_need(paper, part_lines(table, first, last, heights) + n_after);
        last = end_of_part(paper, table, first, n_note_lines, heights);
        set_part(paper, table, first, last);
        first = last;
        if (first < n_rows)
            paper_need(paper, INT_MAX);
    }
    set_notes(paper, table, false);
    free(heights);
}

int tablepage_start_lines(struct paper *paper, const struct table *table)
{
    int *heights = new_heights(table), last = end_of_least_part(table, 0);
    int n_lines = part_lines(table, 0, table->grid.n_rows, heights) + set_notes(paper, table, true);
    if (n_lines > paper->n_body / 2 || paper_room(paper) >= paper->n_body / 3) {
        for (int n = 1; n < LEAST_FIRST_ROWS && !is_band_end(table, last); n++)
            last = end_of_least_part(table, last);
        n_lines = part_lines(table, 0, last, heights);
    }
    free(heights);
    return n_lines;
}
