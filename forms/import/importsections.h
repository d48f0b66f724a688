/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTSECTIONS_H
#define FORMS_IMPORT_IMPORTSECTIONS_H

/* The headings of the six sections, and what belongs to which. */

#include "forms/document/importdoc.h"
#include "forms/form/formdef.h"

/* Gives each item its section. A short line that begins with the next ordinal is a heading whatever
 * its words; words alone help where the ordinal is missing. */
void importsections_find(struct import_doc *doc, const struct form *form,
                         struct import_notes *notes);

#endif
