/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_TEXT_H
#define FORMS_CHECK_CHECK_TEXT_H

/* The rules for cover and narratives as a whole; see check_rules.c. */

#include <stdbool.h>

#include "forms/base/span.h"

struct check;

void check_cover(struct check *check);
void check_title(struct check *check);
void check_signing_date(struct check *check);
void check_addresses(struct check *check);
void check_contact_lines(struct check *check);
void check_sections(struct check *check);
void check_ordinals(struct check *check);
void check_topics(struct check *check);
void check_lengths(struct check *check);
void check_problems_and_measures(struct check *check);
void check_is_dated(struct check *check);
void check_scope_of_town(struct check *check);
void check_private_data(struct check *check);
void check_basis(struct check *check);
void check_parts_named(struct check *check);
void check_evaluation(struct check *check);
void check_period(struct check *check);
void check_period_is_named(struct check *check);
void check_years_named(struct check *check);
void check_unit_names(struct check *check);

/* Do the words between two dates make a period of them: 起至, 到, —? */
bool check_dates_are_joined(struct span between);

#endif
