/* SPDX-License-Identifier: MIT */
#ifndef FORMS_JOB_IMPORTFOLDER_H
#define FORMS_JOB_IMPORTFOLDER_H

/* Importing every report of a folder, one draft each: that is how an office gets those of all the
 * units below it. */

#include <stddef.h>

#include "forms/job/importjob.h"

struct importfolder_door {
    void *context;
    /* Before each file, and after the last; false: stop here. */
    bool (*progress)(void *context, size_t n_done, size_t n_files);
    /* A report is going to be read; name is the file's, without its folder. */
    void (*begin)(void *context, const char *name);
    /* It was read: draft is the callee's, n_doubts of its places are to be looked at. NULL:
     * it could not be read, problem says why. */
    void (*report)(void *context, const char *name, struct draft *draft, size_t n_doubts,
                   const char *problem);
};

/* The files of the folder by name: texts, web pages, tables and office documents, no hidden ones
 * and no folders. job->path is the folder; its listener is told of every file. false with err
 * where the folder cannot be read. */
bool importfolder_run(const struct importjob *job, const struct importfolder_door *door,
                      struct err *err) __attribute__((warn_unused_result));

/* Is the path a folder? */
bool importfolder_is(const char *path);

/* Appends the draft's name for a report: NAME.html becomes NAME.ini. */
void importfolder_draft_name(const char *name, struct strbuf *out);

#endif
