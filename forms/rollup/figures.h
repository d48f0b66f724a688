/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_FIGURES_H
#define FORMS_ROLLUP_FIGURES_H

/* The numbers of a draft without the draft: what a roll-up takes of each unit. A file that is as
 * this program left it is read by a light scanner, which verifies the crc, looks at what a sum
 * needs only, and allocates nothing; whatever is irregular in the least goes through
 * draftfile_read() instead.
 *
 * A draft has no error for the rules of check.h where figures_scan() and figures_narratives_hold()
 * say so and, where it names last year's draft, figures_carried_hold(); where one of them says no,
 * the rules decide. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "forms/form/value.h"
#include "locale/strbuf.h"

enum { FIGURES_MAX_SECTIONS = 8 };

struct figures {
    const struct form *form;
    int year; /* 0: blank or no number */
    struct strbuf unit;
    struct strbuf previous; /* report.previous, last year's draft; "" where there is none */
    struct value *values;   /* by form_cell_index(); totals: what is stated */
    size_t *texts; /* offset of the cell's text in `amounts`, for CELL_AMOUNT and CELL_MONEY */
    struct strbuf amounts; /* NUL-terminated texts, one after the other */
    int n_numbers,
        n_blank;  /* cells that are filled in, cells that are not; totals are not counted */
    int capacity; /* cells that values and texts have room for */
    /* Only of figures that were scanned: */
    struct strbuf prose; /* the narratives, NUL-terminated, one after the other */
    struct figures_narrative {
        size_t at, len;                 /* in prose; without ASCII blanks */
    } narratives[FIGURES_MAX_SECTIONS]; /* by section of the form; empty: there is none */
};
#define FIGURES_INIT                                                                               \
    {                                                                                              \
        .unit = STRBUF_INIT, .previous = STRBUF_INIT, .amounts = STRBUF_INIT, .prose = STRBUF_INIT \
    }
void figures_release(struct figures *figures);

/* The amount (or the money) in a cell that is VALUE_NUMBER. Borrowed. */
const char *figures_amount(const struct figures *figures, int cell);

/* The forms laid out for the scanner; may be used by several threads at once. */
struct figures_scanner;
struct figures_scanner *figures_scanner_new(void)
    __attribute__((returns_nonnull, warn_unused_result));
void figures_scanner_free(struct figures_scanner *scanner);

/* Reads the text of a draft's file. True only for a file that is whole, with the right crc, has its
 * paragraphs in order and every row of every table in the form's order, holds nothing but numbers,
 * blanks and “/” there, states no wrong total, and whose identities hold. False: not like that, use
 * the reader of drafts; figures is then in no particular state. A roll-up (a draft with a section
 * [rollup]) and an import that is not settled ([import]) are not scanned either. */
bool figures_scan(const struct figures_scanner *scanner, const char *bytes, size_t len,
                  struct figures *figures) __attribute__((warn_unused_result));

/* Are the narratives of a draft that was scanned complete and free of errors? */
bool figures_narratives_hold(const struct figures_scanner *scanner, const struct figures *figures);
/* Does what was carried in from last year agree with last year's figures? */
bool figures_carried_hold(const struct figures *now, const struct figures *last);

/* The same from a draft. */
void figures_from_draft(const struct draft *draft, struct figures *figures);

#endif
