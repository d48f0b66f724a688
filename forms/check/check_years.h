/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_YEARS_H
#define FORMS_CHECK_CHECK_YEARS_H

/* The rules that compare with last year's report; see check_rules.c. Cells are found in it by name,
 * so that it may be of another format. */

struct check;

void check_carried_requests(struct check *check);
void check_carried_documents(struct check *check);
void check_carried_cases(struct check *check);
void check_jumps(struct check *check);
void check_likeness(struct check *check);
void check_copied(struct check *check);
void check_growth(struct check *check);

#endif
