#ifndef FORMS_TEXTREF_H
#define FORMS_TEXTREF_H

/* References in narratives, {requests.received.total}, one at a time. */

#include <stddef.h>

#include "locale/strbuf.h"

/* A textref_reader (forms/textlayout.h); draft is a const struct draft. text begins with '{' and ends with a NUL somewhere
 * behind len. What is shown is what is printed. */
size_t textref_read(const void *draft, const char *text, size_t len, struct strbuf *shown);

#endif
