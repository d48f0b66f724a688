/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_H
#define FORMS_CHECK_CHECK_H

/* What a careful reviewer would object to. Each rule is a row of a table: id, severity, what it is
 * about, function. A rule reads drafts and adds findings; it changes nothing. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/draft/draft.h"

struct check;

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

enum rule_time {
    RULE_FAST,
    RULE_SLOW,     /* reads narratives: run when the operator pauses, not at every key */
    RULE_AT_PRINT, /* asked only of a copy that is handed in (CHECK_PRINT) */
};

struct rule {
    const char *id; /* "T3-COL"; an error and a warning of one subject may share it (T2-FEE) */
    enum severity severity;
    const char *summary;   /* one line for the list of rules, Chinese (N_()) */
    bool may_be_explained; /* an error that a reason (F4) turns into a confirmed one (Y-CARRY,
                            * T2-CARRY); warnings always may */
    bool needs_previous;   /* compares with last year's draft: silent without it */
    enum rule_time time;
    const char *section; /* key of the section it looks at, for a rule that serves several tables;
                            else NULL */
    void (*check)(struct check *check);
};

struct finding {
    const struct rule *rule;
    int field; /* the draft's field to jump to; -1: none */
    size_t offset,
        len;    /* the bytes of a narrative that it is about; 0, 0 for cells and whole fields */
    char *text; /* the message: place by name, both numbers, what to do */
    char *id; /* names this finding of these values in [explanations]: rule, place and a fingerprint
               * of the values, so that an explanation lapses when they change; lower case */
    const char *reason; /* why it stands, from [explanations]; NULL: not confirmed. Borrowed from
                           the draft */
};

struct findings {
    struct finding *items;
    size_t count, capacity;
};

enum check_scope {
    CHECK_ALL,
    CHECK_FAST,        /* without the slow rules */
    CHECK_ERRORS,      /* without those of severity warning */
    CHECK_FAST_ERRORS, /* without both */
    CHECK_PRINT,       /* all, and what only a copy to be handed in must have */
};

/* Runs every rule over the draft. The messages are in the interface's language, the names of cells
 * as the form prints them. previous (last year's, may be NULL) is for those that compare. Appends
 * to findings, in the order of the form (cover, sections, cells). Free with findings_release(). */
void check_draft(const struct draft *draft, const struct draft *previous, enum check_scope scope,
                 struct findings *findings);
void findings_release(struct findings *findings);
void finding_release(struct finding *finding);

/* Does the finding come behind that place of the draft, in the order of the form? (Field numbers do
 * not tell: narratives are numbered before cells.) */
bool finding_is_behind(const struct draft *draft, const struct finding *finding, int field,
                       size_t offset);

/* Errors (warnings) that stand: confirmed ones are not counted. */
size_t findings_n_errors(const struct findings *findings);
size_t findings_n_warnings(const struct findings *findings);
/* Does a finding of the rule with that id stand? */
bool findings_have(const struct findings *findings, const char *rule_id);

/* The table of rules. */
extern const struct rule check_rules[];
extern const size_t check_n_rules;

#endif
