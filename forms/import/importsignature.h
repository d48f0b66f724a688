/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTSIGNATURE_H
#define FORMS_IMPORT_IMPORTSIGNATURE_H

/* Office and date at the end of a published report. */

#include "forms/document/importdoc.h"
#include "forms/draft/draft.h"

/* Takes them out of the last section where they say what the draft says or could: the day on which
 * it was signed, the office where the title names none or only the short form. */
void importsignature_read(struct import_doc *doc, struct draft *draft, struct import_notes *notes);

#endif
