/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTCURSOR_H
#define FORMS_NARRATIVE_TEXTCURSOR_H

/* Moves the cursor of a narrative by cluster, by screen line (remembering the column) and to the
 * ends. Pure arithmetic on a layout. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/narrative/textlayout.h"

struct textcursor {
    size_t offset;    /* bytes in the source text, at a unit boundary (textlayout_unit_len) */
    bool at_line_end; /* at the end of a wrapped line, not at the start of the next one */
    int wanted_cols;  /* the column to keep when moving up and down; -1: the cursor's own */
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
/* n_page_lines: lines per page. false: the cursor did not move. */
bool textcursor_move(const struct textlayout *layout, struct textcursor *cursor, enum textmove move,
                     size_t n_page_lines);

/* To an offset of the source. Inside a cluster, to its end; inside a reference, to its start. */
void textcursor_set(const struct textlayout *layout, struct textcursor *cursor, size_t offset);

struct textplace {
    size_t line;
    int col; /* with the indent; at most n_cols, one past the last column */
};
struct textplace textcursor_place(const struct textlayout *layout, const struct textcursor *cursor);

#endif
