/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_IMPORTCLEAN_H
#define FORMS_DOCUMENT_IMPORTCLEAN_H

#include "forms/document/importdoc.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* What another program makes text of such a file with: its words, the file on standard input, text
 * on standard output. NULL: it is not one of those (PDF, doc, xls, rtf). */
const char *importclean_converter(const char *bytes, size_t len);

/* Appends the bytes of a file as UTF-8. false, with a sentence, where they are no text. */
bool importclean_decode(const char *bytes, size_t len, struct strbuf *out,
                        struct import_notes *notes, struct err *err);

/* Appends valid UTF-8 with lines ended by LF (CR and CRLF too, where they end lines). */
void importclean_unify_lines(const char *text, size_t len, struct strbuf *out);

/* Appends the text as the readers for foreign reports take it: without control, bidi and invisible
 * characters, the radicals of PDF fonts as the characters that they look like. What was done is in
 * notes. */
void importclean_text(const char *text, size_t len, struct strbuf *out, struct import_notes *notes);

#endif
