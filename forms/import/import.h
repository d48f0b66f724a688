/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORT_H
#define FORMS_IMPORT_IMPORT_H

/* A published report, as people have it, into a draft: text copied from Word, a web page or a PDF,
 * tables with tabs or bars, Markdown, HTML, .docx, .xlsx, .odt, .ods (where the build can), and
 * what nianbao itself printed; UTF-8 or GB18030. Nothing is guessed silently and no text is lost:
 * what was irregular is in notes, and what could not be placed stands in the nearest narrative
 * behind import_unplaced_mark. */

#include "forms/document/importdoc.h"
#include "forms/draft/draft.h"
#include "locale/err.h"

/* NULL, with a sentence in err, where the bytes are no report: too large, empty, a PDF or Word
 * file, in no known encoding. Notes that are checks stay in the draft ([import]), for importnote.h.
 * The caller frees the draft and releases notes (which must be {0} at first). */
struct draft *import_report(const char *bytes, size_t len, struct import_notes *notes,
                            struct err *err) __attribute__((warn_unused_result));

#endif
