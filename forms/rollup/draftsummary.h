/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_DRAFTSUMMARY_H
#define FORMS_ROLLUP_DRAFTSUMMARY_H

/* One line about a draft, for lists of them: the start screen and `nianbao status`. */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "forms/check/progress.h"
#include "forms/draft/draft.h"
#include "forms/rollup/alike.h"
#include "forms/store/previous.h"
#include "forms/store/printed.h"
#include "locale/err.h"

struct draft_summary {
    char *name;        /* file name, from outside */
    char *unit, *year; /* as in the draft; "" where it could not be read */
    struct progress progress;
    enum printed_state printed;
    struct date printed_on;
    struct alike_text said; /* without sentences where it could not be read */
    time_t saved_at;
    char *locked_by;     /* who has it open, NULL: nobody */
    time_t locked_since; /* 0: not known */
    char *problem;       /* why it could not be read (or that it is not whole), NULL */
    bool is_read;        /* false: only name and is_unsaved are known yet, unit and year are "" */
    bool
        is_unsaved; /* work on it was not saved when its session ended, and waits to be recovered */
};

/* Reads a draft for its content alone: no lock, no journal. NULL with err; a cut file is read as
 * far as it goes and err->text says so (err->text is "" where there is nothing to say). */
struct draft *draft_summary_read_draft(const char *path, struct err *err)
    __attribute__((warn_unused_result));

/* Fills in the summary of folder/name, checked against last year's draft as `nianbao check` does.
 * Nothing fails: what is wrong stands in problem. */
void draft_summary_read(const char *folder, const char *name, struct previous_search *search,
                        struct draft_summary *summary);
/* The same of a draft that was read from no file, but called so. */
void draft_summary_of(const struct draft *draft, const char *name, struct previous_search *search,
                      struct draft_summary *summary);
void draft_summary_release(struct draft_summary *summary);

/* The names of all drafts (*.ini) of a folder, in order, still to be read (summaryreader.h), and
 * before them those that there is no file of yet, because the session that began them ended before
 * its first save: only the user's own journals know of these (saved_at is the last key then). false
 * with err where the folder cannot be read; *list is then empty. */
bool draft_summaries_list(const char *folder, struct draft_summary **list, size_t *count,
                          struct err *err);
void draft_summaries_free(struct draft_summary *list, size_t count);

#endif
