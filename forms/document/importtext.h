/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_IMPORTTEXT_H
#define FORMS_DOCUMENT_IMPORTTEXT_H

/* Plain text, Markdown and tables with tabs, commas or bars into lines and rows. */

#include "forms/document/importdoc.h"

/* Reads valid UTF-8. */
void importtext_read(const char *text, size_t len, struct import_doc *doc,
                     struct import_notes *notes);

#endif
