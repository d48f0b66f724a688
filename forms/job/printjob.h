/* SPDX-License-Identifier: MIT */
#ifndef FORMS_JOB_PRINTJOB_H
#define FORMS_JOB_PRINTJOB_H

/* Printing a draft, from the check to the record that it was printed. The command line and the
 * print dialog are its two doors: they answer its questions and show what it tells. */

#include <stdbool.h>

#include "forms/check/check.h"
#include "forms/print/report.h"
#include "forms/settings/settings.h"
#include "forms/store/printed.h"
#include "forms/store/session.h"

struct printjob {
    const struct settings *settings;
    struct session *session;      /* the open draft; NULL: read from path */
    const char *path;             /* - is standard input */
    struct report_options report; /* is_draft: print in spite of errors, every page marked */
    bool crlf;
    bool to_printer;
    const char *printer;  /* NULL or "": the default one */
    struct strbuf output; /* a file, - is standard output; empty: the door is asked for its name */
    bool overwrite;       /* a file that this program did not write is replaced */
};

/* Questions; each comes with a sentence, or a list of lines. */
enum printjob_question {
    PRINTJOB_ERRORS,   /* the draft has errors: print it marked as a draft? */
    PRINTJOB_WARNINGS, /* it has open warnings: go on? */
    PRINTJOB_LOSSES,  /* the encoding lacks these characters, similar ones stand for them: go on? */
    PRINTJOB_REPLACE, /* the file was not written by this program: replace it? */
};

/* Each function gets context. */
struct printjob_door {
    void *context;
    bool (*ask)(void *context, enum printjob_question question, const char *text);
    /* The draft may be printed: where to, in which encoding? Sets members of job; false: cancelled.
     * NULL: it is all known. */
    bool (*choose)(void *context, struct printjob *job, const struct draft *draft);
    /* The file to write, into job->output; problem is why the last one could not be, NULL at first.
     * false: cancelled. */
    bool (*name_file)(void *context, struct printjob *job, const struct draft *draft,
                      const char *problem);
    void (*note)(void *context, const char *sentence); /* something irregular in the draft's file */
    void (*show_error)(void *context, const struct finding *finding); /* each, before it is asked */
    void (*fail)(void *context, const char *text);
    /* It is printed: where, and what the printer said; whether that is recorded, and if not, why.
     */
    void (*done)(void *context, const struct printjob *job, const char *text,
                 enum printed_result record, const char *reason);
};

enum printjob_result {
    PRINTJOB_DONE,
    PRINTJOB_STOPPED, /* by its errors */
    PRINTJOB_CANCELLED,
    PRINTJOB_FAILED, /* fail() was told why */
};

/* The job with what the settings say; release with printjob_release(). */
void printjob_init(struct printjob *job, const struct settings *settings);
void printjob_release(struct printjob *job);
enum printjob_result printjob_run(struct printjob *job, const struct printjob_door *door);

#endif
