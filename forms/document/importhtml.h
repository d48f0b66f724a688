/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_IMPORTHTML_H
#define FORMS_DOCUMENT_IMPORTHTML_H

/* HTML into lines and rows. */

#include "forms/document/importdoc.h"

/* Is the text HTML? Markdown with tables of HTML in it is not. */
bool importhtml_is(const char *text, size_t len);
/* Reads valid UTF-8 that begins on that line of the input. */
void importhtml_read(const char *text, size_t len, int line, struct import_doc *doc,
                     struct import_notes *notes);

#endif
