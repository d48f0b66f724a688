/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_MENTION_H
#define FORMS_CHECK_MENTION_H

/* A count in a sentence, as the rules that compare sentences with tables see it. A sentence is
 * compared only where it says plainly what it counts: from the number backwards there must be
 * nothing but words of no weight (共, 为, 的 …) up to the word that decides. Everything else,
 * another year, a part (其中, 通过网络), a rounded figure, is left alone. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/check/check_private.h"

struct mention {
    const struct narrative *narrative;
    const struct scan *scan;
    const struct scan_number *number;
    struct span before, after; /* see scan_before(), scan_after() */
    struct span sentence;
};

/* Walks over the counts of all narratives that are neither rounded nor fractions; start with {0,
 * −1}. */
struct mentions {
    int narrative, index;
};
bool mention_next(const struct check *check, struct mentions *walk, struct mention *mention);
#define FOR_EACH_MENTION(check, m)                                                                 \
    struct mention m;                                                                              \
    for (struct mentions walk = {0, -1}; mention_next(check, &walk, &m);)

/* The offset in the prepared text of a place in it. */
size_t mention_offset(const struct mention *mention, const char *at);
/* Is the number about the whole report year, as far as can be seen? The last year named before it
 * in its sentence decides. */
bool mention_is_of_this_year(const struct check *check, const struct mention *mention);
/* Is it one of the n numbers? */
bool mention_is_one_of(const struct mention *mention, const int64_t *numbers, int n);
/* What stands in the text from `from` to the end of the number's unit; free it. */
char *mention_quote(const struct mention *mention, const char *from);
/* Adds the usual finding; from is where the words that were understood begin, what names the figure
 * in the table. */
void mention_add_difference(struct check *check, const struct mention *mention, const char *from,
                            const char *what, int64_t expected);

/* Words before the verb that make the figure one of a part, or of something else. */
extern const char *const mention_parts[];
/* Words that join two things that are counted together. */
extern const char *const mention_joiners[];

#endif
