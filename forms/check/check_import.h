/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_IMPORT_H
#define FORMS_CHECK_CHECK_IMPORT_H

/* The rules about what an import left to be looked at: findings until the operator confirms them or
 * changes what they are about. For check_rules.c. */

struct check;

/* What the import noted under the id of the running rule (importnote.h). */
void check_import_notes(struct check *check);
/* Text that could not be placed and still stands behind its mark. */
void check_import_unplaced(struct check *check);
/* Sums over totals that the source left blank, as the source has them: a blank counts as 0. */
void check_import_blank_balance(struct check *check);
void check_import_blank_sum(struct check *check);

#endif
