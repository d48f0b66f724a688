/* SPDX-License-Identifier: MIT */
#ifndef FORMS_JOB_IMPORTJOB_H
#define FORMS_JOB_IMPORTJOB_H

/* Importing a file: a published or printed report, or a draft in an older form, becomes a draft
 * that is saved nowhere yet. */

#include <stdbool.h>

#include "forms/draft/draft.h"
#include "forms/import/importfile.h"
#include "forms/settings/settings.h"
#include "locale/err.h"

struct importjob {
    const struct settings *settings;
    const char *path;        /* - is standard input */
    const struct form *to;   /* the form to carry it over into; NULL: the one that it has */
    bool to_form_of_year;    /* into the form that is in force for its year */
    bool name_pipe;          /* a refusal says which program makes text of the file, for a shell */
    const char *unit, *year; /* in place of what was read; NULL: what was read */
    struct import_listener listener; /* is told what the operator is to know */
};

/* NULL with err. The caller frees the draft. */
struct draft *importjob_run(const struct importjob *job, struct err *err)
    __attribute__((warn_unused_result));

#endif
