/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_PROGRESS_H
#define FORMS_CHECK_PROGRESS_H

/* How far a draft is, section by section: what the outline and the lists of drafts show. What is
 * not filled in yet is counted, and no error: that it is one is said when the report is printed. */

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
    int n_filled, n_wanted; /* of a section: cells or lines, a narrative counts as one; of a draft:
                               hundredths of a section */
    int n_errors, n_warnings; /* standing findings that are not premature */
};

/* Does the finding only say that something is blank, or judge what has blanks in it? */
bool progress_is_premature(const struct draft *draft, const struct finding *finding);
/* Takes those away. */
void progress_drop_premature(const struct draft *draft, struct findings *findings);
/* Blank cells of the cell's column (of the whole table where the column has nothing but totals). */
int progress_n_blank_of_column(const struct draft *draft, struct cell cell);
/* Appends what is not filled in: “成文日期、表三 124 格、第五部分”; nothing where all is. */
void progress_add_missing(const struct draft *draft, struct strbuf *out);
/* The first field of that; -1: all is filled in. */
int progress_first_missing(const struct draft *draft);

/* A section of the form; -1: the cover. findings may be NULL. */
struct progress progress_of_section(const struct draft *draft, int section,
                                    const struct findings *findings);
/* The whole draft: the cover and the sections, each with the same weight. Empty: no section has
 * anything in it. */
struct progress progress_of_draft(const struct draft *draft, const struct findings *findings);
/* 0 to 100; 100 only when nothing is missing. */
int progress_percent(struct progress progress);
/* "空", "填写中", "有错", "完成", in the interface's language. */
const char *progress_name(enum progress_state state) __attribute__((returns_nonnull));

#endif
