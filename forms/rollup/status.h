/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_STATUS_H
#define FORMS_ROLLUP_STATUS_H

/* How far the units of an office are with their reports: one line a unit. */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "forms/base/date.h"
#include "forms/rollup/alike.h"
#include "forms/rollup/draftlist.h"
#include "forms/rollup/roster.h"
#include "forms/store/printed.h"

enum status_state {
    STATUS_MISSING,    /* on the roster, and no draft is there */
    STATUS_UNREADABLE, /* or cut: problem says why */
    STATUS_EMPTY,
    STATUS_WORKING, /* open in a session now (who), or not everything is filled in */
    STATUS_ERRORS,
    STATUS_CHANGED, /* printed, then changed; filled in without errors */
    STATUS_WARNINGS,
    STATUS_DONE,
    STATUS_PRINTED, /* as it is now, whoever has it open and whatever the rules say */
    STATUS_N_STATES,
};
/* "missing" …: for programs. */
const char *status_word(enum status_state state) __attribute__((returns_nonnull));
/* "没有交" …: in the interface's language. */
const char *status_name(enum status_state state) __attribute__((returns_nonnull));

struct status_line {
    enum status_state state;
    char *unit;    /* "" where it is not known */
    char *file;    /* as on the command line; "" where it is missing */
    char *who;     /* has it open now, "" nobody; from outside */
    time_t since;  /* has it open; 0: not known, or nobody */
    char *problem; /* "" */
    int year;      /* of the report; 0: not known */
    int n_errors, n_warnings;
    int percent; /* filled in */
    enum printed_state printed;
    struct date printed_on; /* year 0: never */
    bool is_surplus;        /* there is a roster, and the unit is not on it */
    struct date deadline;
    int days_left;        /* until the deadline; negative: it has passed */
    bool is_finished;     /* filled in without errors, or printed as it is */
    bool is_overdue;      /* the deadline has passed and it is not finished */
    bool is_of_past_year; /* overdue, and a later year's reports were due since */
    struct alike_text said;
    /* The line, counted from 0, of another unit with the same sentences (alike.h); -1: none. */
    int alike;
    int n_same, n_sentences; /* so many of so many of the shorter one */
};

struct status {
    struct status_line *lines;
    size_t count, capacity;
};

struct status_options {
    int n_jobs;                  /* threads; 0: as many as there are processors */
    const struct roster *roster; /* NULL: none */
    const char *only_folder;     /* last year's drafts outside it are not opened (absolute, no
                                    symlinks); NULL: all are */
    struct date today;
    struct date deadline; /* year 0: as customs_deadline() has it */
    /* Called now and then, from the calling thread; NULL: never. */
    void (*progress)(size_t n_done, size_t n_files, void *context);
    void *context;
};

/* Reads all files of the list. With a roster the lines are in its order, those of units that are
 * not on it last; otherwise in the list's order. Nothing fails: what cannot be read is a line. */
void status_read(struct status *status, const struct draft_list *list,
                 const struct status_options *options);
/* The same of one draft that was read from no file, but called so. */
void status_of(struct status *status, const struct draft *draft, const char *name,
               const struct status_options *options);
void status_release(struct status *status);
size_t status_n_of(const struct status *status, enum status_state state);
size_t status_n_overdue(const struct status *status);

/* Days from one date to another. */
int status_days_between(struct date from, struct date to);

#endif
