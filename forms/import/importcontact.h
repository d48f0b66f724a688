/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTCONTACT_H
#define FORMS_IMPORT_IMPORTCONTACT_H

/* How to reach the unit, as a report prints it: 联系地址：…；邮政编码：…。 */

#include <stdbool.h>
#include <stddef.h>

#include "forms/document/importdoc.h"
#include "forms/draft/draft.h"

/* Puts a paragraph that is nothing but this, with or without the sentence that leads in, into the
 * cover's lines. false: it is something else, and nothing was changed. */
bool importcontact_take(struct draft *draft, const char *text, size_t len);
/* The same of a published report: the last line of its preface. */
void importcontact_read(struct import_doc *doc, struct draft *draft);

#endif
