/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_DESK_H
#define TUI_VIEW_DESK_H

/* The open draft as the screens work on it: its session, what the rules found in it, whether it
 * could be saved, and the ways from one place of it to another. */

#include <stdbool.h>
#include <stdint.h>

#include "forms/check/check.h"
#include "forms/draft/edit.h"
#include "forms/settings/settings.h"
#include "forms/store/session.h"

/* A place in the draft: what F3 jumps to, what undo returns to, what is kept for the next day. */
struct place {
    int field;     /* -1: none */
    size_t offset; /* bytes, in a narrative */
};

/* How a view leads to another one; each function gets context. */
struct desk_ways {
    void *context;
    void (*go)(void *context, struct place place);
    /* From the end of one view to the beginning of the next, and back (Enter behind the last cell).
     */
    void (*next)(void *context);
    void (*previous)(void *context);
};

struct desk {
    const struct settings *settings;
    struct desk_ways ways;
    struct session *session;   /* NULL: no draft is open */
    struct findings findings;  /* without premature ones (progress.h); table rules are up to date at
                                  every paint, others at a pause */
    uint64_t checked;          /* draft_change_any() that the findings are of */
    bool checked_all;          /* with the slow rules */
    unsigned char *severities; /* per field: 0 none, 1 warning, 2 error */
    int n_severities;
    size_t n_problem;           /* number of the finding that F3 showed last; 0: none */
    struct place problem_place; /* where it went for that, */
    uint64_t problem_change;    /* and in which state of the draft */
    char *told_finding;         /* id of the finding that F3 or F9 led to and that the screen still
                                   tells; NULL: none */
    char *listed_finding;    /* id of the one that the list of findings was left at; NULL: none */
    size_t listed_at;        /* and its place in the list */
    bool disk_is_known;      /* has it been looked at since the draft was opened? */
    char save_problem[1000]; /* why a save would fail as things are, "" if nothing is known */
    enum journal_state journal;
};

/* None of these is NULL while a draft is open. */
struct edit *desk_edit(const struct desk *desk);
const struct draft *desk_draft(const struct desk *desk);
bool desk_is_read_only(const struct desk *desk);
/* Last year's draft; NULL where none is known. */
const struct draft *desk_previous(const struct desk *desk);

/* Runs the rules and leaves out what is premature. With CHECK_FAST what the slow ones had found is
 * kept. */
void desk_check(struct desk *desk, enum check_scope scope);
/* Are the findings of the draft as it is now? */
bool desk_findings_are_fresh(const struct desk *desk);
/* The worst open finding of a field: 0 none, 1 warning, 2 error. */
int desk_severity_of_field(const struct desk *desk, int field);
/* F3 or F9 led to the finding, which is told from now on; NULL: nothing is any more. */
void desk_tell(struct desk *desk, const struct finding *finding);
/* The finding that is shown at a place: the one that is told, else the nearest open one, errors
 * first. NULL: none. */
const struct finding *desk_finding_shown(const struct desk *desk, int field, size_t offset);
/* Forgets what was found in the draft and known of the disk: it is closed, or read again. */
void desk_forget(struct desk *desk);

/* Looks whether a save would succeed. true: what is known of that has changed. */
bool desk_look_at_disk(struct desk *desk);

#endif
