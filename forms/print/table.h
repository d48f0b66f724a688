/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_TABLE_H
#define FORMS_PRINT_TABLE_H

/* A table of the report on its way to paper: what stands in each cell of its grid, how many columns
 * of the paper each column of the grid gets (tablefit.h chooses them), and how many lines a part of
 * it takes. tabledraw.h draws it. */

#include "forms/draft/draft.h"
#include "forms/print/grid.h"
#include "locale/encoding.h"

struct table_style {
    int width;              /* columns of the paper, margin apart */
    int margin;             /* columns of the paper that stay blank beside these */
    int ambiguous;          /* columns of “ ” — and of ruled lines */
    bool ascii;             /* rules are + - | instead of lines */
    enum encoding encoding; /* that the text will be handed in in */
};

enum { TABLE_VALUE_GUTTER = 2 }; /* blank columns beside a value, which touches no rule */

/* What stands in a cell of the grid. */
struct table_text {
    char *text;   /* UTF-8, fit for paper */
    char *remark; /* to a value: “（其中修订1件）”; NULL: none, or it stands in the text */
    size_t len;
    int n_cols;      /* in one line */
    int piece_cols;  /* the widest piece that must not be broken */
    int remark_cols; /* with its remark in one line; 0: none that may stand there */
    bool is_whole;   /* a number: always one line */
    short *n_lines;  /* lines by width in columns, 0: not known yet; NULL for what is whole */
};

struct table {
    struct grid grid;
    struct table_style style;
    const char *const *whole_words; /* that are not broken in row labels, NULL-ended; may be NULL */
    struct table_text *texts;       /* by index of the grid's cells */
    int *wrapping; /* cells whose text may take several lines, those over fewer rows first */
    int n_wrapping;
    int *widths; /* by grid column, in columns of the paper, rules apart */
    int rule_cols;
    int label_gutter;    /* blank columns beside a row label: 1 before it, 2 on both sides */
    struct strbuf notes; /* what is printed below the table, each note ended by LF */
};

/* Fills the cells of that section's table. Release with table_release(). */
void table_init(struct table *table, const struct draft *draft, int section,
                enum grid_arrangement arrangement, const struct table_style *style);
void table_release(struct table *table);

/* Appends the remarks that are not put into cells of at most max_cols columns as notes, each ended
 * by LF, the first with REPORT_NOTE_MARK before it. */
void table_add_notes(const struct table *table, const struct draft *draft, int max_cols,
                     struct strbuf *notes);
/* Puts the other remarks into their cells, behind the numbers. */
void table_place_remarks(struct table *table, int max_cols);
/* Lines that the notes take below the table. */
int table_note_lines(const struct table_style *style, const struct strbuf *notes);

/* Columns of the paper that the whole table takes; that a cell has inside its rules. */
int table_cols(const struct table *table);
int table_cell_cols(const struct table *table, const struct grid_cell *cell);
/* Blank columns beside a cell's text; the first one stands before it. */
int table_gutter(const struct table *table, const struct grid_cell *cell);
/* Lines that the text of a cell (by index) takes in n_cols columns. */
int table_text_lines(const struct table *table, int index, int n_cols);
/* The next line of a cell's text from *offset on, which moves behind it; its length in bytes. The
 * cell has room for n_room lines from here: words of a label are kept whole where these allow. */
size_t table_next_line(const struct table *table, const struct grid_cell *cell, int n_room,
                       size_t *offset);

/* Rows of a table that are drawn together: first..last-1, and above them the headings of their band
 * again where the band began on an earlier page. */
struct table_part {
    int first, last;
    int first_heading, n_headings;
};
struct table_part table_part_of(const struct table *table, int first, int last);
static inline int table_part_n_rows(const struct table_part *part)
{
    return part->n_headings + part->last - part->first;
}
/* The grid row of the part's y-th row. */
static inline int table_part_row(const struct table_part *part, int y)
{
    return y < part->n_headings ? part->first_heading + y : part->first + y - part->n_headings;
}
/* The part's rows that a cell covers: *top..*bottom-1; false: none. */
bool table_part_span(const struct table_part *part, const struct grid_cell *cell, int *top,
                     int *bottom);
/* Lines of text of each of the part's rows, into heights (table_part_n_rows() of them); returns the
 * lines of the whole part with its rules. Cells over one row are looked at first: where these alone
 * take `enough` lines or more, the rest is not, and heights are not complete. */
int table_part_heights(const struct table *table, const struct table_part *part, int enough,
                       int *heights);

#endif
