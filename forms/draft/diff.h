/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_DIFF_H
#define FORMS_DRAFT_DIFF_H

/* What two drafts differ in: cover, cells with difference and percentage (from one year to the next
 * where the years differ), narratives paragraph by paragraph, remarks and explanations. */

#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/strbuf.h"

/* Appends the differences as lines for people, under headings; returns how many there are. Nothing
 * is appended where there are none. Cells are compared by what is shown (computed totals too) and
 * by name, so that drafts of two formats can be compared; a cell that only one of the formats has
 * is told where it is filled in. */
size_t diff_drafts(const struct draft *a, const struct draft *b, struct strbuf *out);

/* Where in draft b a line is about. */
struct diff_place {
    size_t line;   /* offset in out */
    int field;     /* -1: b has no such place */
    size_t offset; /* bytes, in a narrative */
};
struct diff_places {
    struct diff_place
        *items; /* in the order of the lines; lines that are no difference have none. Free it */
    size_t count, capacity;
};
/* The same, with the places appended. */
size_t diff_drafts_placed(const struct draft *a, const struct draft *b, struct strbuf *out,
                          struct diff_places *places);

#endif
