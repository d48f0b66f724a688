/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_OUTPUT_H
#define FORMS_STORE_OUTPUT_H

/* Checks and writes all output files. Output never replaces a draft, a file being edited, or a name
 * that belongs to the program (a leading '.', a '~' at the end). Without asking it replaces only
 * files that this user wrote and nobody changed: their checksums are in the user's own folder. The
 * replaced file stays as FILE~. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

struct settings;

enum output_result {
    OUTPUT_OK,
    OUTPUT_FOREIGN, /* a file that this program did not write: ask, then pass `overwrite` */
    OUTPUT_REFUSED, /* not allowed, or failed */
};

/* A path of - (or NULL) is standard output. */

/* What output_write() would do, for asking beforehand. err is set unless OK. */
enum output_result output_check(const struct settings *settings, const char *path, bool overwrite,
                                struct err *err);
/* Writes the whole file or nothing; to a character device (a printer, /dev/null) directly. In
 * restricted mode only *.txt, *.html and *.csv in the drafts folder. */
enum output_result output_write(const struct settings *settings, const char *path,
                                const char *bytes, size_t len, bool overwrite, struct err *err);

/* May a draft be saved there? In restricted mode only as *.ini in the drafts folder. Does not check
 * for an existing file. */
bool output_allows_draft(const struct settings *settings, const char *path, struct err *err);
/* Is this a draft, even cut or damaged? */
bool output_is_draft(const char *bytes, size_t len);

#endif
