/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_IMPORTOFFICE_H
#define FORMS_DOCUMENT_IMPORTOFFICE_H

/* .docx, .xlsx, .odt and .ods as HTML for importhtml.h: paragraphs, and tables with their merged
 * cells. Only where the program was built with libzip and libxml2. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

struct strbuf;

/* The names and versions of the libraries, for --version; NULL: this build cannot read such files.
 */
const char *importoffice_libraries(void);
/* Do the bytes begin as such a file does? */
bool importoffice_is(const char *bytes, size_t len);
/* Appends HTML in UTF-8, a line for each paragraph and row. false, with a sentence in err: damaged,
 * encrypted, of another kind, or beyond the bounds. */
bool importoffice_read(const char *bytes, size_t len, struct strbuf *html, struct err *err)
    __attribute__((warn_unused_result));

#endif
