#ifndef FORMS_TEXTCOUNT_H
#define FORMS_TEXTCOUNT_H

/* How long a text is, as offices count: 字 as word processors do (each 汉字 and each Chinese mark, each Latin word and
 * each number), and paragraphs that hold something. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct textcount {
    size_t n_words;
    size_t n_paragraphs;
};
struct textcount textcount_of(const char *text, size_t len);

/* Blanks, no-break and ideographic ones and tabs included; no line feed. */
bool text_is_blank(uint32_t c);

#endif
