/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INILIB_H
#define FORMS_INI_INILIB_H

/* The only place where libiniparser is called. It gets a clean text (sections, quoted and escaped
 * values, short lines) through a memfd, and what it answers becomes the values. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

struct ini_entry {
    const char *section; /* lower case; owned by the inifile */
    char *key;           /* lower case */
    char *value;         /* decoded, valid UTF-8 without NUL, may hold any other character */
    int line;            /* from 1 */
    bool quoted;         /* false: written by hand without quotes, to be shown for confirmation */
};

/* The values come in as they stand in the lines of the file, and each is replaced by what the
 * library reads. false, with a sentence in err, when the library cannot read the text, or when what
 * it read lacks a key or has one that is not in the text: then the entries are only to be freed. No
 * two of them have the same section and key. Any number of threads may call it. */
bool inilib_read(struct ini_entry *entries, size_t n_entries, struct err *err)
    __attribute__((warn_unused_result));

#endif
