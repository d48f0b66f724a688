/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_CASEWORDS_H
#define FORMS_FORM_CASEWORDS_H

/* How offices word, in the register of requests (依申请公开台账), what a form counts: by the
 * draft's keys of rows and columns, so that a form's own words stay with the form. */

#include <stdbool.h>

#include "forms/form/formdef.h"

struct case_words {
    const char *key;      /* of a row of 表三 or 表四, of a column of either */
    const char *words;    /* divided by blanks; “=” before one that has to be the whole text */
    const char *articles; /* of the 条例, divided by blanks: 36(1); NULL: none */
    bool is_sole;         /* what has this counts here, whatever else is said of it */
};

/* Ended by a key that is NULL. */
extern const struct case_words case_words_results[];
extern const struct case_words case_words_applicants[];
extern const struct case_words case_words_reviews[];

/* The words of that key, NULL. */
const struct case_words *case_words_find(const struct case_words *list, const char *key);

#endif
