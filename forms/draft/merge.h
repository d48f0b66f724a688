/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_MERGE_H
#define FORMS_DRAFT_MERGE_H

/* Three versions of one draft put together, field by field: the one both started from (base), mine,
 * and theirs (what lies in the file now, or what a journal holds). A field that one side alone
 * changed takes that side's text. Where both changed it differently: a narrative is merged
 * paragraph by paragraph, and stays a conflict only where both touched the same paragraphs;
 * everything else (cells, cover lines, remarks, explanations, unknown keys) is a conflict, for the
 * operator to settle; of two records of a print (printed.h) the later one counts. Nothing is
 * applied here. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"

enum merge_choice {
    MERGE_OPEN, /* a conflict that nobody has settled: counts as mine, so that what was typed here
                   is not lost */
    MERGE_MINE,
    MERGE_THEIRS,
    MERGE_BOTH, /* narratives: the paragraphs of mine, then those of theirs, where they collide */
};

/* A field in which theirs differs from base. (What I alone changed needs nothing done.) */
struct merge_item {
    char *key;
    bool is_conflict;
    bool is_narrative;          /* MERGE_BOTH makes sense */
    char *base, *mine, *theirs; /* whole texts */
    char
        *merged[4]; /* what the field becomes, by choice; all the same where there is no conflict */
    enum merge_choice choice; /* MERGE_OPEN at first; set by the caller for conflicts */
};

struct merge {
    struct merge_item *items; /* in the order of mine's fields, then those that only theirs has */
    size_t count, capacity;
    size_t n_conflicts;
};

/* Compares all fields of the three drafts (of one form). A field that a draft does not have counts
 * as empty. Release in all cases. */
void merge_drafts(struct merge *merge, const struct draft *base, const struct draft *mine,
                  const struct draft *theirs);
void merge_release(struct merge *merge);

/* The text that the field is to get; borrowed from the item. */
const char *merge_item_result(const struct merge_item *item) __attribute__((returns_nonnull));

#endif
