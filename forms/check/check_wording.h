/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_WORDING_H
#define FORMS_CHECK_CHECK_WORDING_H

/* The rules for words and marks; see check_rules.c. */

struct check;

void check_placeholders(struct check *check);
void check_doubles(struct check *check);
void check_marks(struct check *check);
void check_stops(struct check *check);
void check_typos(struct check *check);
void check_own_words(struct check *check);

/* The words that P-HOLDER looks for, by number; NULL behind the last. */
const char *check_holder_word(int index);

#endif
