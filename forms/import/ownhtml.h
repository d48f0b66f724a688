/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_OWNHTML_H
#define FORMS_IMPORT_OWNHTML_H

/* The web page that nianbao itself wrote (reporthtml.h), by the keys in it. */

#include "forms/draft/draft.h"

/* The draft that prints as this page again, byte by byte; NULL where it is another page, or was
 * edited: then what people see in it counts, not the keys. The text is UTF-8 with lines ended by
 * LF.
 */
struct draft *ownhtml_read(const char *text, size_t len) __attribute__((warn_unused_result));

#endif
