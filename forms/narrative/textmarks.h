/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTMARKS_H
#define FORMS_NARRATIVE_TEXTMARKS_H

/* What the rules found in a narrative, as ranges of the shown text. The rules run when the operator
 * pauses; until then the ranges move, grow and shrink with the text, so that nothing flickers while
 * he types. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/check/check.h"
#include "forms/narrative/textlayout.h"

struct textmark {
    size_t start, end; /* bytes of the shown text; 0, 0: about the whole field */
    bool is_error;
    char *text; /* the message */
};
struct textmarks {
    struct textmark *items; /* those about the whole field first, then by their start */
    size_t count, capacity;
};

/* Replaces all by the standing findings of the field. */
void textmarks_take(struct textmarks *marks, const struct findings *findings, int field,
                    const struct textlayout *layout);
void textmarks_shift(struct textmarks *marks, struct textchange change);
/* Takes away those whose range ends at the offset. */
void textmarks_drop_ending_at(struct textmarks *marks, size_t shown);
void textmarks_release(struct textmarks *marks);

/* The worst mark at an offset (at its edges, too); else one about the whole field; NULL: none. */
const struct textmark *textmarks_at(const struct textmarks *marks, size_t shown);

#endif
