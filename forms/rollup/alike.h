/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_ALIKE_H
#define FORMS_ROLLUP_ALIKE_H

/* Units whose narratives are alike, 雷同 (CHECKS.md §6, P-SAME). Two sentences are the same where
 * they differ in nothing but numbers, blanks and the unit's own name. The preface does not count,
 * nor do sentences of less than ALIKE_MIN_CHARS characters. */

#include <stddef.h>
#include <stdint.h>

#include "forms/draft/draft.h"

enum {
    ALIKE_MIN_CHARS = 12,    /* a shorter sentence is nobody's own */
    ALIKE_MIN_SENTENCES = 6, /* the same in both drafts, and … */
    ALIKE_MIN_PERCENT = 50,  /* … so many of the shorter draft's: the two are alike */
};

/* What a draft's narratives say, one number a sentence, in order and each once. */
struct alike_text {
    uint64_t *sentences;
    size_t count;
};

/* What is copied is found between units, in the same year. Borrows all. */
struct alike_draft {
    const struct alike_text *text;
    const char *unit;
    int year;
};

struct alike_pair {
    size_t draft, other;        /* other < draft */
    size_t n_same, n_sentences; /* of the draft that has fewer */
};

/* alike_text_release() frees what it holds. */
void alike_text_init(struct alike_text *text, const struct draft *draft);
void alike_text_release(struct alike_text *text);
/* For each draft that is alike to an earlier one the pair with the most in common. The time grows
 * with the sentences of all drafts, not with the pairs: a sentence is looked for in the first draft
 * that has it and in a few of the last. Returns how many; the caller frees *pairs. */
size_t alike_find(const struct alike_draft *drafts, size_t count, struct alike_pair **pairs);
int alike_percent(const struct alike_pair *pair);

#endif
