/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTHEAD_H
#define FORMS_IMPORT_IMPORTHEAD_H

/* What gives a published report its shape: title, headings of the sections, signature. */

#include "forms/draft/draft.h"
#include "forms/import/importdoc.h"

/* Finds the title among the first items: unit and year go into the draft, what is irregular about
 * it into notes. */
void importhead_title(struct import_doc *doc, struct draft *draft, struct import_notes *notes);
/* The year that the title would give, before there is a draft; 0: none. */
int importhead_title_year(const struct import_doc *doc);

/* Gives each item its section. */
void importsections_find(struct import_doc *doc, const struct form *form,
                         struct import_notes *notes);

/* Leaves out what a web page puts before a report and behind it: date of publication, source,
 * number of visits, links to other pages. Each is a note. */
void importhead_page_lines(struct import_doc *doc, const struct form *form,
                           struct import_notes *notes);

/* Unit and date at the end of the last section: taken out of its text where they say what the draft
 * says or could. */
void importhead_signature(struct import_doc *doc, struct draft *draft, struct import_notes *notes);

#endif
