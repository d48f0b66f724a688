/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_SUMS_H
#define FORMS_CHECK_CHECK_SUMS_H

/* Arithmetic inside the text: parts and wholes, percentages, fees; see check_rules.c. */

struct check;

void check_lists(struct check *check);
void check_percentages(struct check *check);
void check_fee_is_stated(struct check *check);
void check_fee_items(struct check *check);
void check_fee_within_income(struct check *check);
void check_fee_and_requests(struct check *check);

#endif
