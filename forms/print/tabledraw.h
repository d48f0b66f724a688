/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_TABLEDRAW_H
#define FORMS_PRINT_TABLEDRAW_H

#include "forms/print/table.h"
#include "locale/strbuf.h"

/* Appends a part of a table as lines ended by LF, rules all round, indent blanks before each. A
 * cell merged over rows of which only some are in the part stands over those, its text repeated. */
void table_draw(const struct table *table, const struct table_part *part, int indent,
                struct strbuf *out);

#endif
