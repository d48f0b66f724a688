/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_DRAFTREAD_H
#define FORMS_STORE_DRAFTREAD_H

/* Turns the entries of an INI file into fields of a draft, for draftfile.c: splits rows into cells,
 * joins chunks and paragraphs, keeps unknown entries by name. */

#include "forms/draft/draft.h"
#include "forms/ini/inifile.h"

/* A draft of that form; NULL if no entry belongs to it. Adds notes. */
struct draft *draftread_entries(const struct inifile *ini, const struct form *form,
                                struct ini_notes *notes) __attribute__((warn_unused_result));

/* Normalises numbers written by hand (full-width digits, leading zeros) as if typed into their
 * cells (number.h); what is no number stays, for the rules to find. Only for files edited by hand.
 */
void draftread_mend_numbers(struct draft *draft, struct ini_notes *notes);

#endif
