/* SPDX-License-Identifier: MIT */
#ifndef FORMS_JOB_SUMJOB_H
#define FORMS_JOB_SUMJOB_H

/* Adding up drafts into one: what is added, whether the result may be written, where it goes. The
 * command line and the screens answer whether a doubtful sum is written all the same. */

#include <stdatomic.h>
#include <stdbool.h>

#include "forms/rollup/rollup.h"
#include "forms/settings/settings.h"
#include "locale/err.h"

struct sumjob {
    const struct settings *settings;
    char *output;     /* the sum's file, - is standard output */
    const char *unit; /* name on its cover; NULL: as it is */
    struct draft_list list;
    struct roster roster;
    bool has_roster;
    int n_jobs; /* threads; 0: as many as there are processors */
};

enum sumjob_verdict {
    SUMJOB_FINE,
    SUMJOB_DOUBTFUL,   /* there are problems; what can be added is */
    SUMJOB_IMPOSSIBLE, /* nothing can be added, or the sum cannot be written */
};

/* Each function gets context. */
struct sumjob_door {
    void *context;
    void (*progress)(size_t n_done, size_t n_files, void *context);
    const atomic_bool *stop; /* true: nothing more is read; NULL: never */
    /* Shows what was found. true: the sum is to be written; not asked where it is impossible. */
    bool (*accept)(void *context, const struct sumjob *job, const struct rollup *rollup,
                   enum sumjob_verdict verdict);
};

enum sumjob_result {
    SUMJOB_SAVED,
    SUMJOB_DECLINED, /* not accepted, impossible or stopped; err is left alone */
    SUMJOB_LOCKED,   /* somebody has the sum's file open */
    SUMJOB_FAILED,
};

void sumjob_init(struct sumjob *job, const struct settings *settings);
void sumjob_release(struct sumjob *job);

/* Where the sum goes, before drafts are added: what is there already must be a sum, too. */
bool sumjob_set_output(struct sumjob *job, const char *path, struct err *err);
/* A draft, or the drafts of a folder; the sum's own file is none of them. */
bool sumjob_add(struct sumjob *job, const char *path, struct err *err);
/* The units that have to report. */
bool sumjob_read_roster(struct sumjob *job, const char *path, struct err *err);

enum sumjob_result sumjob_run(struct sumjob *job, const struct sumjob_door *door, struct err *err);

/* Tells the problems one by one, those that stop the sum first, of each kind at most `max` and how
 * many more there are. */
void sumjob_tell_problems(const struct rollup *rollup, size_t max,
                          void (*tell)(void *context, bool stops, const char *text), void *context);

#endif
