/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_FORMDEF_H
#define FORMS_FORM_FORMDEF_H

/* An official form as data. One `const struct form` per format (format_2021.c …) describes title,
 * sections, tables, labels, sums and identities; sheet, report, checks, import and roll-up walk it
 * and know no row by name.
 *
 * A table is a list of blocks, a block a matrix of rows and columns. Labels are paths from the
 * outermost heading to the innermost: cells merge where neighbours share the beginning of a path,
 * and a path shorter than the deepest one spans the rest (“（七）总计” is as wide as
 * “（三）不予公开 / 1.属于国家秘密” together). In a table that reads across (表四) the rows stand
 * side by side, and a cell's heading is the row's path followed by the column's. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"

enum { FORM_MAX_DEPTH = 3 };

enum cell_kind {
    CELL_COUNT,  /* a non-negative integer */
    CELL_AMOUNT, /* a non-negative decimal, decimals kept as typed */
    CELL_CHANGE, /* an integer with a sign (本年增/减 of the 2019 form) */
    CELL_MONEY,  /* an amount with its unit, as typed (采购总金额 of the 2019 form) */
};

struct form_column {
    const char *key; /* in the draft's cell names; NULL where the row has one cell only */
    const char *path[FORM_MAX_DEPTH]; /* label path, the rest NULL */
    const char *brief;                /* label for a narrow sheet, at most 8 columns wide */
    enum cell_kind kind;
    const char *help; /* what counts here; Chinese, for F1 */
};

struct form_row {
    const char *key; /* key in the draft's section: "refused.state_secret" */
    const char *path[FORM_MAX_DEPTH];
    const char *brief;
    const char *help;
};

struct form_block {
    const char *title;  /* a row merged over the whole block, NULL: none */
    const char *corner; /* what stands where labels and column headings meet */
    const struct form_column *columns;
    int n_columns;
    int total_column; /* that column is the sum of all others; -1: none */
    const struct form_row *rows;
    int n_rows;
};

/* rows[target] is the sum of the rows first..last (indices in the table's only block), column by
 * column. */
struct form_sum {
    int target, first, last;
};

/* In every column: left[0] + left[1] = right[0] + right[1] (row indices). */
struct form_identity {
    const char *rule; /* id of the check, "T3-COL" */
    int left[2], right[2];
};

/* Which rows are reviews of which kind (row indices). */
struct form_reviews {
    int reconsideration, direct_suit, suit_after_reconsideration;
};

struct form_table {
    const char *name;    /* what people call it: 表三 */
    bool reads_across;   /* 表四: the rows stand side by side */
    int n_label_columns; /* columns that the row labels take in the official form */
    const struct form_block *blocks;
    int n_blocks;
    const struct form_sum *sum;           /* NULL: none */
    const struct form_identity *identity; /* NULL: none */
    const struct form_reviews *reviews;   /* NULL: this is no table of reviews */
    const char *const *whole_words; /* not to be broken in row labels, NULL-ended; NULL: none */
};

struct form_section {
    const char *key;     /* the draft's section: "overview" */
    const char *heading; /* exactly as printed: 一、总体情况; NULL for the preface */
    const char *brief;   /* for the outline: 一 */
    const char *const
        *variants; /* other wordings met in published reports (without the ordinal), NULL-ended */
    const struct form_table *table; /* NULL: a narrative */
    const char *help;
    const char *topic; /* the heading in a few words, without its ordinal: 总体情况 */
};

struct form {
    const char *id;            /* format = "2021" */
    const char *document;      /* 国办公开办函〔2021〕30号 */
    int first_year, last_year; /* report years it is in force for; last_year 9999: still is */
    const char *title;         /* what follows unit and year in the report's title */
    const struct form_section *sections; /* the preface first */
    int n_sections;
};

extern const struct form format_2019, format_2021;
/* All of them, the oldest first. */
enum { FORM_N_FORMATS = 2 };
extern const struct form *const form_formats[FORM_N_FORMATS];

/* The format with that id, NULL if there is none. */
const struct form *form_by_id(const char *id);
/* The format in force for a report year; for 0 (not known yet) the newest. */
const struct form *form_for_year(int year);

/* The place of a cell; plain numbers, so that moving about is arithmetic. */
struct cell {
    int section, block, row, column;
};

int form_n_cells(const struct form *form);
/* Cells are numbered section by section, block by block, row by row. */
int form_cell_index(const struct form *form, struct cell cell);
struct cell form_cell_at(const struct form *form, int index);
static inline bool cell_equal(struct cell a, struct cell b)
{
    return a.section == b.section && a.block == b.block && a.row == b.row && a.column == b.column;
}

const struct form_block *form_block_of(const struct form *form, struct cell cell);
const struct form_row *form_row_of(const struct form *form, struct cell cell);
const struct form_column *form_column_of(const struct form *form, struct cell cell);

/* Is the cell computed, by the block's total column or the table's sum? */
bool form_cell_is_total(const struct form *form, struct cell cell);

/* The index of the section with that key, -1. */
int form_section_index(const struct form *form, const char *key);

/* A cell's name in drafts, remarks and references: "requests.received.total",
 * "disclosure.licences". Appends. */
void form_cell_key(const struct form *form, struct cell cell, struct strbuf *out);
/* The cell of that name; false if there is none. */
bool form_cell_find(const struct form *form, const char *key, struct cell *cell);
/* A cell's name for people: "表三 （三）不予公开 1.属于国家秘密 自然人". Appends. */
void form_cell_title(const struct form *form, struct cell cell, struct strbuf *out);
/* The row's short name without its ordinal: 本年新收, 总计, 不掌握. */
const char *form_row_name(const struct form_row *row);
/* The row's (or the column's) label path, parts joined by separator. Appends. */
void form_row_label(const struct form *form, struct cell cell, const char *separator,
                    struct strbuf *out);
void form_column_label(const struct form *form, struct cell cell, const char *separator,
                       struct strbuf *out);
/* Number of parts of a label path. */
int form_path_depth(const char *const path[FORM_MAX_DEPTH]);

/* What the cover asks for, the same in every format: the keys of [report]. */
enum cover_kind { COVER_TEXT, COVER_YEAR, COVER_DATE };
struct form_cover_field {
    const char *key; /* "report.unit" */
    const char *label;
    enum cover_kind kind;
    bool required;
    const char *help;
};
extern const struct form_cover_field form_cover[];
enum {
    COVER_UNIT,
    COVER_REPORT_YEAR,
    COVER_SIGNED,
    COVER_ADDRESS,
    COVER_POSTCODE,
    COVER_PHONE,
    COVER_EMAIL,
    COVER_SITE,
    COVER_N_FIELDS
};

#endif
