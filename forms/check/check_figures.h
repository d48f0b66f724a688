/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_FIGURES_H
#define FORMS_CHECK_CHECK_FIGURES_H

/* The rules that compare figures in sentences with the tables; see check_rules.c. */

struct check;

void check_request_figures(struct check *check);
void check_requests_without_table(struct check *check);
void check_result_figures(struct check *check);
void check_disclosure_figures(struct check *check);
void check_review_figures(struct check *check);

#endif
