/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_TEXTCOUNT_H
#define FORMS_DRAFT_TEXTCOUNT_H

/* How long a text is, as offices count: 字 as word processors do (each 汉字 and each Chinese mark,
 * each Latin word and each number), and paragraphs that hold something. */

#include <stddef.h>

struct textcount {
    size_t n_words;
    size_t n_paragraphs;
};
struct textcount textcount_of(const char *text, size_t len);

#endif
