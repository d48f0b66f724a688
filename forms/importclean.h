#ifndef FORMS_IMPORTCLEAN_H
#define FORMS_IMPORTCLEAN_H

#include "forms/importdoc.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* Appends the bytes of a file as text that the readers can take: UTF-8, lines ended by LF, without control, bidi and
 * invisible characters, the radicals of PDF fonts as the characters that they look like. What was done is in notes.
 * false, with a sentence, where the bytes are no text. */
bool import_clean(const char *bytes, size_t len, struct strbuf *out, struct import_notes *notes, struct err *err);

#endif
