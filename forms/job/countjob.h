/* SPDX-License-Identifier: MIT */
#ifndef FORMS_JOB_COUNTJOB_H
#define FORMS_JOB_COUNTJOB_H

/* Counting a register of requests for a draft: the steps that the command and the editor share. The
 * register is read where the settings allow it; the office's answers lie in the draft's folder. */

#include <stdbool.h>

#include "forms/draft/edit.h"
#include "forms/register/registeranswers.h"
#include "forms/register/registerdraft.h"
#include "forms/settings/settings.h"
#include "locale/err.h"
#include "locale/strbuf.h"

struct countjob {
    char *path;   /* of the register, absolute; "-" is standard input */
    char *folder; /* of the draft, absolute */
    struct strbuf bytes;
    struct registeranswers answers;
    struct register_book book;
    int year; /* asked for; 0: the register's */
};

/* Reads the register and counts it. draft: the path of the draft that it is counted for. false with
 * err where it cannot be read or is none. countjob_release() in both cases. */
bool countjob_read(struct countjob *job, const struct settings *settings, const char *path,
                   const char *draft, int year, struct err *err);
void countjob_release(struct countjob *job);

/* What the wording means; the rest is counted anew. false with err where the answer could not be
 * kept for the next time. */
bool countjob_answer(struct countjob *job, const struct register_wording *wording, int place,
                     struct err *err);
/* Puts the plan into the draft, with where the counts came from. */
void countjob_apply(const struct countjob *job, const struct register_plan *plan,
                    struct edit *edit);

/* "2025 年的台账 62 件：计入 60 件…", a few lines for people. Appends. */
void countjob_add_summary(const struct countjob *job, struct strbuf *out);
/* The wording with its lines and what it might mean: one line. Appends. */
void countjob_add_wording(const struct countjob *job, const struct register_wording *wording,
                          struct strbuf *out);

#endif
