/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_OWNPRINT_H
#define FORMS_IMPORT_OWNPRINT_H

/* What nianbao itself printed (report.h), in any width, border and encoding, with or without pages.
 */

#include "forms/draft/draft.h"

/* The draft that the text is the print of; NULL where it is none, or was changed so much that it
 * cannot be read as one. The text is UTF-8 with lines ended by LF. *is_exact tells whether the
 * draft prints as that text again, byte by byte.
 */
struct draft *ownprint_read(const char *text, size_t len, bool *is_exact)
    __attribute__((warn_unused_result));

#endif
