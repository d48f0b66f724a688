/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_ROLLUP_PRIVATE_H
#define FORMS_ROLLUP_ROLLUP_PRIVATE_H

/* What rollup.c (what the whole amounts to) and rollupread.c (the threads that read) share. */

#include "forms/rollup/rollup.h"

/* Drafts of one format and year, added up: which of the groups is the report's is known at the end
 * only. */
struct rollup_group {
    const struct form *form;
    int year;
    size_t n_files;
    struct accumulator *accumulator;
};

enum { ROLLUP_MAX_GROUPS = 32 }; /* drafts of still more kinds are not added to anything */

struct rollup_groups {
    struct rollup_group items[ROLLUP_MAX_GROUPS];
    int count;
};

/* The group of that format and year, made if there is room for it; else NULL. */
struct rollup_group *rollup_group(struct rollup_groups *groups, const struct form *form, int year);

void rollup_add_problem(struct rollup *rollup, enum rollup_kind kind, size_t file,
                        const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Reads all files: fills in rollup->units, adds the problems of single files and adds up the
 * groups. */
void rollup_read_all(struct rollup *rollup, const struct rollup_options *options,
                     struct rollup_groups *groups);

#endif
