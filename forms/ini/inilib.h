/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INILIB_H
#define FORMS_INI_INILIB_H

/* The only place that calls libiniparser. It reads clean text (quoted, escaped, short lines) from a
 * memfd, and what it returns become the values. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

struct ini_entry {
    const char *section; /* lower case; owned by the inifile */
    char *key;           /* lower case */
    char *value;         /* decoded, valid UTF-8 without NUL, may hold any other character */
    int line;            /* from 1 */
    bool quoted;         /* false: written by hand without quotes */
};

/* Replaces each value by what the library reads for it. The entries have no duplicates. false with
 * err if the library fails, or returns a key too few or too many; then only free the entries.
 * Thread-safe. */
bool inilib_read(struct ini_entry *entries, size_t n_entries, struct err *err)
    __attribute__((warn_unused_result));

#endif
