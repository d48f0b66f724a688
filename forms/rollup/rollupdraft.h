/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_ROLLUPDRAFT_H
#define FORMS_ROLLUP_ROLLUPDRAFT_H

/* A sum as a draft, and back: its section [rollup] names the units, their files (relative to the
 * draft's folder where they lie in or below it) and the problems.
 *
 *     [rollup]
 *     made = "2024-01-28"
 *     units = "2"
 *     file_00001 = "towns/a.ini"
 *     unit_00001 = "云岫县东门镇人民政府"
 *     problem_00001 = "…"
 *
 * Where the list would not fit into a draft (over ROLLUP_MAX_LISTED units) the folders stand for
 * it:
 *
 *     folder_00001 = "towns" */

#include <stdbool.h>

#include "forms/files/safesave.h"
#include "forms/rollup/rollup.h"

enum { ROLLUP_MAX_LISTED = 5000, ROLLUP_MAX_FOLDERS = 1000, ROLLUP_MAX_PROBLEMS = 500 };

/* The draft of the sum: cells and [rollup] are the rollup's; cover, texts, remarks and whatever
 * else come from `old`, the sum as it was before (NULL: there was none). folder is the draft's
 * absolute one. The rollup has a form. The caller frees the draft. */
struct draft *rollup_make_draft(const struct rollup *rollup, const struct draft *old,
                                const char *folder)
    __attribute__((returns_nonnull, warn_unused_result));

enum rollup_save {
    ROLLUP_SAVED,
    ROLLUP_SAVE_LOCKED, /* somebody has the draft open */
    ROLLUP_SAVE_FAILED,
};
/* Writes the sum to path as one transaction, keeping what the office wrote into an earlier sum. A
 * file that is no sum is never replaced. unit (NULL: as it is) becomes the name on the cover. err
 * says why it was not saved. Signals that end the process wait until it is done, so that nothing
 * half is left. */
enum rollup_save rollup_save(const struct rollup *rollup, const char *path, const char *unit,
                             struct err *err);

/* ---- reading a sum ---- */

/* Is the draft a sum? */
bool rollup_is_sum(const struct draft *draft);
/* The units that it is the sum of: *count files, as they stand there; *n_units is how many were
 * added up, more than *count where the list was left out. Free the array; the texts are the
 * draft's. */
struct rollup_part {
    const char *file, *unit;
};
struct rollup_part *rollup_parts(const struct draft *draft, size_t *count, size_t *n_units);
/* The folders that stand for the list where it was left out, *count of them, as they stand there.
 * Free the array; the texts are the draft's. */
const char **rollup_folders(const struct draft *draft, size_t *count);

#endif
