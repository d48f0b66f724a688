/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_CLAIMS_H
#define FORMS_CHECK_CHECK_CLAIMS_H

/* Claims in words that the tables contradict; see check_rules.c. */

struct check;

void check_contradictions(struct check *check);
void check_review_claims(struct check *check);

#endif
