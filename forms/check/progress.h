/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_PROGRESS_H
#define FORMS_CHECK_PROGRESS_H

/* How far a draft is, section by section: what the outline and the lists of drafts show. */

#include "forms/check/check.h"
#include "forms/draft/draft.h"

enum progress_state {
    PROGRESS_EMPTY,   /* 空 */
    PROGRESS_WORKING, /* 填写中 */
    PROGRESS_ERROR,   /* 有错 */
    PROGRESS_DONE,    /* 完成 */
};

struct progress {
    enum progress_state state;
    int n_filled, n_wanted;   /* cells or lines; a narrative counts as one */
    int n_errors, n_warnings; /* standing findings */
};

/* A section of the form; -1: the cover. findings may be NULL. */
struct progress progress_of_section(const struct draft *draft, int section,
                                    const struct findings *findings);
/* The whole draft, every section and the cover added up. Empty: no section has anything in it. That
 * a section is still empty makes a draft one in work, not one with errors, although it is an error
 * to hand it in like that. */
struct progress progress_of_draft(const struct draft *draft, const struct findings *findings);
/* 0 to 100; 100 only when nothing is missing. */
int progress_percent(struct progress progress);
/* "空", "填写中", "有错", "完成", in the interface's language. */
const char *progress_name(enum progress_state state) __attribute__((returns_nonnull));

#endif
