/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTTABLE_H
#define FORMS_IMPORT_IMPORTTABLE_H

/* A table of the form, read from the items of its section. */

#include "forms/document/importdoc.h"
#include "forms/draft/draft.h"

/* Puts the numbers of the section's items into the draft's cells and marks what it understood as
 * used. What does not fit stays unused and is in notes, with its line. */
void importtable_read(struct import_doc *doc, int section, struct draft *draft,
                      struct import_notes *notes);

#endif
