/* SPDX-License-Identifier: MIT */
#include "forms/draft/textcount.h"

#include "locale/blank.h"
#include "locale/charclass.h"
#include "locale/utf8.h"
#include "locale/width.h"

/* Counted one by one: what takes a full square on a Chinese page, “ ” — … among them. */
static bool is_square(uint32_t c) { return c >= 0x2010 && char_cols(c, 2) == 2; }

struct textcount textcount_of(const char *text, size_t len)
{
    struct textcount count = {0};
    bool in_word = false, in_paragraph = false;
    uint32_t c;
    for (size_t pos = 0, n; pos < len; pos += n) {
        n = utf8_decode(text + pos, len - pos, &c);
        n += n == 0;
        if (c == '\n') {
            in_word = in_paragraph = false;
        } else if (blank_is(c)) {
            in_word = false;
        } else {
            bool square = is_square(c);
            count.n_words += square || !in_word;
            count.n_paragraphs += !in_paragraph;
            in_word = !square;
            in_paragraph = true;
        }
    }
    return count;
}
