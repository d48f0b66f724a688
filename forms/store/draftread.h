/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_DRAFTREAD_H
#define FORMS_STORE_DRAFTREAD_H

/* The entries of an INI file as the fields of a draft: rows of numbers taken apart, chunks and
 * paragraphs put together, what the form does not know kept by name. For draftfile.c; draftwrite.c
 * is the other way round. */

#include "forms/draft/draft.h"
#include "forms/ini/inifile.h"

/* A draft of that form; NULL where nothing of the form is among the entries. What was irregular is
 * added to notes. */
struct draft *draftread_entries(const struct inifile *ini, const struct form *form,
                                struct ini_notes *notes) __attribute__((warn_unused_result));

/* Numbers that somebody wrote into the file by hand, taken as if typed into their cells (number.h):
 * full-width digits, needless zeros in front. What is no number stays as it is, for the rules to
 * find. Only for files that this program did not leave like that: what it wrote comes back as it
 * was. */
void draftread_mend_numbers(struct draft *draft, struct ini_notes *notes);

#endif
