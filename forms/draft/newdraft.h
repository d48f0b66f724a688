/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_NEWDRAFT_H
#define FORMS_DRAFT_NEWDRAFT_H

/* New drafts: empty ones, and those that begin with what last year's report says. */

#include "forms/draft/draft.h"

/* The year that is reported on now: the one before this. */
int newdraft_usual_year(void);

/* An empty draft of the form in force for the year (0: not known, the newest form); unit may be "".
 * The caller frees it. */
struct draft *newdraft_empty(const char *unit, int year)
    __attribute__((returns_nonnull, warn_unused_result));

/* The draft for the year after previous: unit and contact lines, 上年结转 from last year's 结转
 * column by column, the narratives as they were (the rule Y-COPIED names the sentences that are
 * still last year's). previous_path is kept as report.previous, in its visible form where it is not
 * UTF-8; "carried.<cell>" says for each carried number where it is from. The caller frees it. */
struct draft *newdraft_from_previous(const struct draft *previous, const char *previous_path)
    __attribute__((returns_nonnull, warn_unused_result));

/* Puts 0 into every blank cell that is no total (new --zero). */
void newdraft_fill_zero(struct draft *draft);

#endif
