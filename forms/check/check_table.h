/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_TABLE_H
#define FORMS_CHECK_CHECK_TABLE_H

/* The rules for single tables; see check_rules.c for what each looks for. */

struct check;

void check_cells_are_counts(struct check *check);
void check_cells_are_amounts(struct check *check);
void check_amounts_are_plausible(struct check *check);
void check_cells_are_filled(struct check *check);
void check_totals_of_sum(struct check *check);
void check_totals_of_rows(struct check *check);
void check_overflow(struct check *check);
void check_balance(struct check *check);
void check_swapped_columns(struct check *check);
void check_split_number(struct check *check);
void check_applicant_kinds(struct check *check);
void check_stock(struct check *check);
void check_rule_power(struct check *check);
void check_form_in_force(struct check *check);

#endif
