/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_ROLLUP_H
#define FORMS_ROLLUP_ROLLUP_H

/* The sum of many drafts, for the office above them: every cell added exactly, and whatever makes
 * the sum doubtful named. The result is put into an ordinary draft, so that sums of sums go on from
 * township to province; how it came about (units, files, problems) stays in its section [rollup]
 * (rollupdraft.h).
 *
 * Drafts are read by several threads, one draft at a time each; of a draft only its path and its
 * unit are kept. */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "forms/rollup/accumulator.h"
#include "forms/rollup/draftlist.h"
#include "forms/rollup/roster.h"
#include "locale/err.h"

enum rollup_kind {
    /* not readable as a whole: never counted */
    ROLLUP_UNREADABLE,
    ROLLUP_CUT,
    /* of another report: never counted */
    ROLLUP_FORMAT,
    ROLLUP_YEAR,
    /* doubtful: counted when it is forced */
    ROLLUP_DAMAGED,
    ROLLUP_ERRORS,
    ROLLUP_LOCKED,
    ROLLUP_TWICE,
    ROLLUP_UNNAMED,
    ROLLUP_EMPTY,
    /* the sum itself cannot be written */
    ROLLUP_OVERFLOW,
    /* worth knowing */
    ROLLUP_MISSING,
    ROLLUP_SURPLUS,
    ROLLUP_BLANKS,
    ROLLUP_NOT_ADDED,
    ROLLUP_EDITED,
    ROLLUP_N_KINDS,
};

enum rollup_effect {
    ROLLUP_NOTICE,     /* said, and no more */
    ROLLUP_DOUBT,      /* stops the sum unless it is forced */
    ROLLUP_LEAVES_OUT, /* the same, and the file is not counted even then */
    ROLLUP_FATAL,      /* stops it always */
};
enum rollup_effect rollup_effect(enum rollup_kind kind);

#define ROLLUP_NO_FILE ((size_t)-1)

struct rollup_problem {
    enum rollup_kind kind;
    size_t file;  /* in the list; ROLLUP_NO_FILE: about the sum or the roster */
    char *text;   /* a sentence with unit and file */
    size_t order; /* in which it was found */
};

/* One file of the list. */
struct rollup_unit {
    char *unit;              /* its name, "" where it has none or could not be read */
    const struct form *form; /* NULL: not read */
    int year;
    bool is_counted;
    char **parts; /* units that it is itself the sum of; NULL-ended, NULL where it is no roll-up */
};

struct rollup {
    const struct draft_list *list;
    const struct form *form; /* of most files; NULL where none could be read */
    int year;
    struct accumulator *accumulator;
    struct rollup_unit *units; /* by file of the list */
    size_t n_counted;
    size_t n_missing, n_surplus;     /* by the roster */
    struct rollup_problem *problems; /* by file, those without one last */
    size_t n_problems, capacity;
};

struct rollup_options {
    int n_jobs;                  /* threads; 0: as many as there are processors */
    const struct roster *roster; /* NULL: none */
    const char *only_folder;     /* last year's drafts outside it are not opened (absolute, no
                                    symlinks); NULL: all are */
    /* Called now and then, from the calling thread; NULL: never. */
    void (*progress)(size_t n_done, size_t n_files, void *context);
    void *context;
    const atomic_bool *stop; /* once it is true nothing more is read, and the rollup is good for
                                nothing; NULL: never */
};

/* Adds up the files of the list, which must outlive the rollup. Nothing fails: look at
 * rollup_worst(). */
void rollup_run(struct rollup *rollup, const struct draft_list *list,
                const struct rollup_options *options);
void rollup_release(struct rollup *rollup);

/* The gravest effect among the problems. */
enum rollup_effect rollup_worst(const struct rollup *rollup);
size_t rollup_n_of_kind(const struct rollup *rollup, enum rollup_kind kind);

#endif
