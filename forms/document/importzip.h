/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_IMPORTZIP_H
#define FORMS_DOCUMENT_IMPORTZIP_H

/* Files out of a ZIP archive in memory, within bounds: how many there may be, how large one and all
 * may become, and how much smaller they may be packed. Names are only compared, never used as
 * paths. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

struct importzip;
struct strbuf;

/* NULL, with a sentence in err: no archive, a damaged one, or one beyond the bounds. The bytes must
 * stay until it is closed. */
struct importzip *importzip_open(const char *bytes, size_t len, struct err *err)
    __attribute__((warn_unused_result));
void importzip_close(struct importzip *zip);
bool importzip_has(const struct importzip *zip, const char *name);
/* Appends the file; false, with a sentence in err, where it is not there or breaks the bounds. */
bool importzip_read(struct importzip *zip, const char *name, struct strbuf *out, struct err *err)
    __attribute__((warn_unused_result));

#endif
