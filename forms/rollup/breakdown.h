/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_BREAKDOWN_H
#define FORMS_ROLLUP_BREAKDOWN_H

/* What each unit contributes to a cell of a sum (rollupdraft.h), the largest share first, beside
 * last year's value of the same unit. The drafts are read anew, by several threads: what has
 * changed since the sum was made shows. Where the sum does not list its units, they are the drafts
 * of the same form and year in its folders. */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/strbuf.h"

struct share {
    char *unit;
    char *file;      /* absolute, or from the sum's folder on */
    char *value;     /* as text: a number, "/", "" where it is blank */
    char *last_year; /* "" where it is blank or not known */
    bool is_other; /* found in a folder, but not of the sum's form and year; not among the items in
                      the end */
    char *problem; /* why the draft could not be read now; NULL */
};

struct breakdown {
    struct share *items;
    size_t count;
    size_t n_units; /* that were added up; not count where the sum does not list them and its
                       folders have changed */
    char *total;    /* of the values as they are now */
};

struct breakdown_options {
    const char *only_folder; /* nothing outside of it (absolute, no symlinks) is opened; NULL: no
                              * such limit. See settings_only_folder() */
    /* Called now and then, from the calling thread; NULL: never. */
    void (*progress)(size_t n_done, size_t n_files, void *context);
    void *context;
    const atomic_bool
        *stop; /* once it is true nothing more is read, and there are no shares; NULL: never */
};

/* path: the sum's own file, absolute. */
void breakdown_read(struct breakdown *breakdown, const struct draft *sum, const char *path,
                    struct cell cell, const struct breakdown_options *options);
void breakdown_release(struct breakdown *breakdown);

/* "12.3%" of the total, "" where there is nothing to divide. Appends. */
void breakdown_add_percent(const struct breakdown *breakdown, size_t index, struct strbuf *out);
/* How the value differs from last year's: "+12", "-0.5", and in words where it is ten times as much
 * or more, a tenth or less (a slipped place?); "" where one of them is no number. Appends. */
void breakdown_add_change(const struct share *share, struct strbuf *out);

/* A table of it all, for people: unit, value, share, last year, change; a line each, at most
 * BREAKDOWN_MAX_SHOWN. */
enum { BREAKDOWN_MAX_SHOWN = 1000 };
void breakdown_add_table(const struct breakdown *breakdown, int ambiguous, struct strbuf *out);

#endif
