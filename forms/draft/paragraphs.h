/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_PARAGRAPHS_H
#define FORMS_DRAFT_PARAGRAPHS_H

/* A narrative as a list of paragraphs, and which of them two narratives have in common: for merging
 * and comparing. */

#include <stdbool.h>
#include <stddef.h>

struct paragraph {
    const char *text;
    size_t len;
};

struct paragraphs {
    struct paragraph *items; /* free them */
    size_t count, capacity;
};

enum { PARAGRAPH_NO_MATCH = -1 };

/* An empty text has no paragraph; the paragraphs borrow from the text. */
struct paragraphs paragraphs_split(const char *text);
bool paragraph_equal(const struct paragraph *a, const struct paragraph *b);
/* match[i] is the index in other of the paragraph that base's i-th has become, or
 * PARAGRAPH_NO_MATCH: a longest common subsequence, between what both begin and what both end with.
 * false where the texts are too long to find it. */
bool paragraphs_match(const struct paragraphs *base, const struct paragraphs *other, long *match);

#endif
