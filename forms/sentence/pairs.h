/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_PAIRS_H
#define FORMS_SENTENCE_PAIRS_H

/* Brackets and quotation marks that stand in pairs. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/base/span.h"

struct pairs_mark {
    const char *word;
    bool opens;
};

/* The first mark without its other half in the paragraph; false where all have one. */
bool pairs_find_single(struct span paragraph, size_t *offset, struct pairs_mark *mark);

#endif
