/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_TYPOS_H
#define FORMS_SENTENCE_TYPOS_H

/* Words that are wrong wherever they stand, as they are met in published reports. Nothing is ever
 * corrected from this list, it only points. To add one: make sure that no proper sentence contains
 * it, or say after (before) which words it is proper. */

struct typo {
    const char *wrong; /* at least two characters */
    const char *right;
    const char *not_after;   /* proper behind one of these, separated by “|”; NULL: never */
    const char *not_before;  /* proper before one of these */
    const char *only_before; /* wrong only before one of these; NULL: before anything */
};
extern const struct typo typos[];
extern const int n_typos;

#endif
