/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTMARKS_H
#define FORMS_NARRATIVE_TEXTMARKS_H

/* Findings of the rules in a narrative, as ranges of the shown text. The rules run when the user
 * pauses; until then the ranges follow the text, so that nothing flickers. */

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

/* Replaces all marks by the open findings of the field. */
void textmarks_take(struct textmarks *marks, const struct findings *findings, int field,
                    const struct textlayout *layout);
void textmarks_shift(struct textmarks *marks, struct textchange change);
/* Removes those that end at the offset. */
void textmarks_drop_ending_at(struct textmarks *marks, size_t shown);
void textmarks_release(struct textmarks *marks);

/* The worst mark at an offset (edges included), else one about the whole field, else NULL. */
const struct textmark *textmarks_at(const struct textmarks *marks, size_t shown);

#endif
