/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTPROSE_H
#define FORMS_IMPORT_IMPORTPROSE_H

/* From lines to paragraphs: text out of a PDF has a line feed at the end of every line of the page.
 */

#include "forms/document/importdoc.h"

struct import_prose {
    bool is_wrapped;  /* lines are those of a page */
    bool is_indented; /* and paragraphs begin with an indented line */
    int full_cols;    /* how wide a full line is */
};

/* Looks at all lines that are not used. */
struct import_prose import_prose_measure(const struct import_doc *doc);
/* Appends the items first..last-1 of the section that are not used as paragraphs, each ended by LF,
 * and marks them as used. Rows of tables become lines, their cells divided by “ | ”. Returns the
 * number of rows among them. */
size_t import_prose_add(const struct import_prose *prose, struct import_doc *doc, int section,
                        size_t first, size_t last, struct strbuf *out);

#endif
