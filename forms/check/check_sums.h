/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_SUMS_H
#define FORMS_CHECK_CHECK_SUMS_H

/* Arithmetic inside the text: parts and wholes, percentages, fees; see check_rules.c. */

#include <stdbool.h>

struct check;
struct scan_number;

void check_lists(struct check *check);
void check_percentages(struct check *check);
void check_growth_in_text(struct check *check);
void check_figures_twice(struct check *check);

/* Is the percentage that of the part in the whole, rounded or cut? */
bool check_percentage_fits(const struct scan_number *percent, double part, double whole);
void check_fee_is_stated(struct check *check);
void check_fee_items(struct check *check);
void check_fee_within_income(struct check *check);
void check_fee_and_requests(struct check *check);

#endif
