/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_OUTPUT_H
#define FORMS_STORE_OUTPUT_H

/* Whether a file may be written, and how, for every command and dialog that writes one. Nothing
 * that is written replaces a draft, a file that somebody is editing, or a file under a name that
 * belongs to the program (a leading '.', a '~' at the end). Another file is replaced without asking
 * only where it is as this program left it: the checksum of what each user writes is kept in the
 * user's own folder. What is replaced stays as FILE~. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

struct settings;

enum output_result {
    OUTPUT_OK,
    OUTPUT_FOREIGN, /* a file is there that this program did not write: ask, then say `overwrite` */
    OUTPUT_REFUSED, /* nothing may be written there */
};

/* A path of - (or NULL) is standard output. */

/* What output_write() would do now, for asking before the work is done. err is set unless OK. */
enum output_result output_check(const struct settings *settings, const char *path, bool overwrite,
                                struct err *err);
/* Writes a report, an export, a page for the help desk as a whole or not at all. A character device
 * (a printer, /dev/null) is written to directly. Under restricted settings only *.txt, *.html and
 * *.csv in the drafts folder may be written. REFUSED is also what cannot be written. */
enum output_result output_write(const struct settings *settings, const char *path,
                                const char *bytes, size_t len, bool overwrite, struct err *err);

/* May a draft be saved there? Under restricted settings it must lie in the drafts folder and end in
 * .ini. What lies there already is not looked at: session.h and the sum do that. */
bool output_allows_draft(const struct settings *settings, const char *path, struct err *err);
/* Is that the content of a draft, whole, cut or damaged? */
bool output_is_draft(const char *bytes, size_t len);

#endif
