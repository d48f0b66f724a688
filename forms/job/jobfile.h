/* SPDX-License-Identifier: MIT */
#ifndef FORMS_JOB_JOBFILE_H
#define FORMS_JOB_JOBFILE_H

/* The files that a job is given: read where the settings allow it, - is standard input. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/rollup/roster.h"
#include "forms/settings/settings.h"
#include "forms/store/storeddraft.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* Is it - (or NULL): standard input or output? */
bool jobfile_is_std(const char *path);

/* May the path be opened under these settings? - always may. */
bool jobfile_allows(const struct settings *settings, const char *path, struct err *err);

/* Appends a file of at most max_bytes. err names the file. */
bool jobfile_read(const struct settings *settings, const char *path, size_t max_bytes,
                  struct strbuf *bytes, struct err *err);

/* A draft, read once. false with err where it cannot be read, is no draft or is cut; the notes say
 * what was irregular in it. Release it in both cases. */
bool jobfile_read_draft(const struct settings *settings, const char *path,
                        struct stored_draft *stored, struct err *err);

/* The list of units that have to report. Release the roster in both cases. */
bool jobfile_read_roster(const struct settings *settings, const char *path, struct roster *roster,
                         struct err *err);

#endif
