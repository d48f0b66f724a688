/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_DOUBLES_H
#define FORMS_SENTENCE_DOUBLES_H

/* Words and characters that stand twice by a slip, as against 政府政府信息 and 我县县级. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/base/span.h"

/* Single characters that are doubled by a slip; proper behind (before) these, “|” between them. */
struct doubles_character {
    const char *word, *not_after, *not_before;
};
extern const struct doubles_character doubles_characters[];
extern const int doubles_n_characters;

/* Length of the word that stands twice at p, by a slip; 0 where none does. */
size_t doubles_word_at(const char *p, size_t max);

/* Does one of the words of a list, “|” between them, begin at `at`? NULL is an empty list. */
bool doubles_in_list(const char *at, size_t max, const char *list);
/* The same for what ends the span. */
bool doubles_ends_in_list(struct span before, const char *list);

#endif
