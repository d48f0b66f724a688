/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTTITLE_H
#define FORMS_IMPORT_IMPORTTITLE_H

/* The office and the year of a published report: from its title, or from wherever they stand. */

#include "forms/document/importdoc.h"
#include "forms/draft/draft.h"

/* Puts office and year into the draft; what is irregular about the title, and where they were taken
 * from if not from it, goes into notes. */
void importtitle_read(struct import_doc *doc, struct draft *draft, struct import_notes *notes);
/* The year of the title or of the period, before there is a draft; 0: none. */
int importtitle_year(const struct import_doc *doc);

#endif
