/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_FIGURES_PRIVATE_H
#define FORMS_ROLLUP_FIGURES_PRIVATE_H

/* What figures.c (a draft's numbers), figurescan.c (which reads them from its file) and
 * figureproof.c (whether they are right) share. */

#include "forms/rollup/figures.h"

struct plan_row {
    const char *key;
    size_t key_len;
    int first_cell;
    const struct form_block *block;
    bool is_sum; /* the row that sums up others */
};

struct plan_section {
    const char *key;
    const struct form_table *table;
    struct plan_row *rows; /* of all blocks */
    int n_rows;
};

/* A cell's name, as narratives refer to it. */
struct plan_name {
    char *text;
    size_t len;
};

enum { PLAN_MAX_CELLS = 512, PLAN_NAME_SLOTS = 1024 /* a power of two */ };

/* A form as the scanner meets it: its tables in order, each a list of rows. */
struct plan {
    const struct form *form;
    int n_cells;
    struct plan_section *sections;
    int n_sections;
    struct plan_name *names;             /* by form_cell_index() */
    short cell_of_slot[PLAN_NAME_SLOTS]; /* by a hash of the name; -1: none */
};

/* Fills in the names. */
void figures_plan_names(struct plan *plan);

/* Empties figures and makes room for the cells of the form. */
void figures_start(struct figures *figures, const struct form *form, int n_cells);
/* Counts a cell that is no total as filled in or blank. */
void figures_count(struct figures *figures, struct value value);
/* Is the cell's text of interest, not only its number? */
bool figures_has_text(enum cell_kind kind);
void figures_keep_text(struct figures *figures, int cell, const char *text, size_t len);

struct textproof;
/* Are all narratives there that the form asks for, and free of errors? */
bool figures_prose_holds(const struct plan *plan, const struct textproof *proof,
                         const struct figures *figures);
/* Do the stated totals and the identities of all tables hold? */
bool figures_tables_hold(const struct plan *plan, const struct figures *figures);

#endif
