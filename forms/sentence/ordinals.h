/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_ORDINALS_H
#define FORMS_SENTENCE_ORDINALS_H

/* The numbering of a text: 一是 二是, （一）（二）, （1）, 1. 2., 第一， 其一，, where a clause or
 * a paragraph begins. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/sentence/scan.h"

enum ordinal_style {
    ORDINAL_IS,       /* 一是 */
    ORDINAL_NTH,      /* 第一， */
    ORDINAL_OF,       /* 其一， */
    ORDINAL_BRACKETS, /* （一） at the beginning of a paragraph, as the next two */
    ORDINAL_DIGIT_BRACKETS,
    ORDINAL_DIGITS,  /* 1. or 1、 */
    ORDINAL_HEADING, /* 一、 */
    ORDINAL_N_STYLES
};

enum { ORDINAL_MAX = 99 };

struct ordinal {
    enum ordinal_style style;
    int value;          /* 1 to ORDINAL_MAX */
    size_t offset, len; /* of the prepared text */
};

/* The ordinal that the text, which ends with a NUL, begins with; a clause begins there, with
 * at_line a paragraph. Its offset is left alone. */
bool ordinals_at(const char *text, bool at_line, struct ordinal *ordinal);
/* All of them in the order of the text; free(*list). */
size_t ordinals_of(const struct scan *scan, struct ordinal **list);

#endif
