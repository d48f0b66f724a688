/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_NUMBERING_H
#define FORMS_DRAFT_NUMBERING_H

/* The numbers of a narrative's paragraphs in the draft's file: p0010, p0020 … A draft remembers
 * those it was read with, so that a paragraph that is put in between gets p0015 and all others keep
 * theirs, and a comparison of two versions of the file shows that paragraph alone. */

#include <stddef.h>
#include <stdint.h>

#include "forms/draft/paragraphs.h"

struct numbering {
    struct numbered_paragraph {
        uint64_t hash; /* of its text, which is not kept */
        long number;
    } * items;
    size_t count, capacity;
};

enum { NUMBERING_STEP = 10, NUMBERING_MAX = 999999999 };

void numbering_add(struct numbering *numbering, const struct paragraph *paragraph, long number);
/* Makes it the same as another. */
void numbering_copy(struct numbering *numbering, const struct numbering *other);
void numbering_release(struct numbering *numbering);

/* The numbers that the paragraphs get, strictly growing; free them. A paragraph that was there
 * before keeps its number, one that took another's place takes that one's, new ones come in
 * between; at the end of the narrative, or where there was none, steps of ten. Where there is no
 * room in between all are numbered anew. */
long *numbering_apply(const struct numbering *before, const struct paragraphs *paragraphs)
    __attribute__((returns_nonnull, warn_unused_result));

#endif
