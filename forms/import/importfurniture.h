/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTFURNITURE_H
#define FORMS_IMPORT_IMPORTFURNITURE_H

/* What a web page puts round a report: paths of links, date of publication, source, number of
 * visits, buttons, the foot of the site. It is set aside and listed, and never part of the text. */

#include <stdbool.h>

#include "forms/document/importdoc.h"
#include "forms/form/formdef.h"

/* Is a line nothing but that? */
bool importfurniture_is_line(const char *text);
/* What stands behind a label such as 发布机构, in its cell or in the next one; NULL. The caller
 * frees it. */
char *importfurniture_value(const struct import_doc *doc, const struct import_item *item,
                            const char *label);
/* Marks all of it as used, before the first heading and in the last section; notes list it. The
 * title is marked already. */
void importfurniture_remove(struct import_doc *doc, const struct form *form,
                            struct import_notes *notes);

#endif
