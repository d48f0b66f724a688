/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTCURSOR_H
#define FORMS_NARRATIVE_TEXTCURSOR_H

/* The cursor of a narrative: by cluster, by screen line with the column remembered, to the ends.
 * Arithmetic on a layout; the offset is one of the source text, so that it means the same in the
 * draft. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/narrative/textlayout.h"

struct textcursor {
    size_t offset;    /* bytes of the source, at a unit's border (textlayout_unit_len) */
    bool at_line_end; /* where a wrapped line's end and the next one's beginning are one offset: the
                         former is meant */
    int wanted_cols;  /* the column that moving up and down keeps to; -1: the cursor's own */
};
#define TEXTCURSOR_INIT                                                                            \
    {                                                                                              \
        0, false, -1                                                                               \
    }

enum textmove {
    TEXTMOVE_LEFT,
    TEXTMOVE_RIGHT,
    TEXTMOVE_UP,
    TEXTMOVE_DOWN,
    TEXTMOVE_PAGE_UP,
    TEXTMOVE_PAGE_DOWN,
    TEXTMOVE_HOME, /* to the line's start; from there to the text's */
    TEXTMOVE_END,  /* the same with the ends */
};
/* n_page_lines: how far a page goes. false: the cursor stayed where it was. */
bool textcursor_move(const struct textlayout *layout, struct textcursor *cursor, enum textmove move,
                     size_t n_page_lines);

/* To an offset of the source; to the end of a cluster, the beginning of a reference that it lies
 * inside of. */
void textcursor_set(const struct textlayout *layout, struct textcursor *cursor, size_t offset);

struct textplace {
    size_t line;
    int col; /* with the indent; at most n_cols (one more than the last column that is drawn in) */
};
struct textplace textcursor_place(const struct textlayout *layout, const struct textcursor *cursor);

#endif
