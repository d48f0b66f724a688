/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_DOCNUMBER_H
#define FORMS_SENTENCE_DOCNUMBER_H

/* Document numbers in a text, with right brackets round the year or wrong ones. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/base/span.h"

/* 国办公开办函〔2021〕30号 */
struct docnumber {
    const char *start, *end;
    struct span issuer; /* 国办公开办函 */
    int year, number;
    bool has_right_brackets;
};

/* The next one from *offset on; *offset is behind it then. */
bool docnumber_next(struct span text, size_t *offset, struct docnumber *found);

#endif
