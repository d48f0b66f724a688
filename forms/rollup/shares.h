/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_SHARES_H
#define FORMS_ROLLUP_SHARES_H

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

struct shares {
    struct share *items;
    size_t count;
    size_t n_units; /* that were added up; not count where the sum does not list them and its
                       folders have changed */
    char *total;    /* of the values as they are now */
};

struct shares_options {
    const char *only_folder; /* nothing outside of it (absolute, no symlinks) is opened; NULL: no
                              * such limit. See settings_only_folder() */
    /* Called now and then, from the calling thread; NULL: never. */
    void (*progress)(size_t n_done, size_t n_files, void *context);
    void *context;
    const atomic_bool
        *stop; /* once it is true nothing more is read, and there are no shares; NULL: never */
};

/* path: the sum's own file, absolute. */
void shares_read(struct shares *shares, const struct draft *sum, const char *path, struct cell cell,
                 const struct shares_options *options);
void shares_release(struct shares *shares);

/* "12.3%" of the total, "" where there is nothing to divide. Appends. */
void shares_add_percent(const struct shares *shares, size_t index, struct strbuf *out);
/* How the value differs from last year's: "+12", "-0.5", and in words where it is ten times as much
 * or more, a tenth or less (a slipped place?); "" where one of them is no number. Appends. */
void shares_add_change(const struct share *share, struct strbuf *out);

/* A table of it all, for people: unit, value, share, last year, change; a line each, at most
 * SHARES_MAX_SHOWN. */
enum { SHARES_MAX_SHOWN = 1000 };
void shares_add_table(const struct shares *shares, int ambiguous, struct strbuf *out);

#endif
