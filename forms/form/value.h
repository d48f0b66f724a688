/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_VALUE_H
#define FORMS_FORM_VALUE_H

/* What stands in a cell. Blank, “/” (不适用) and a number are three things that are never mixed up;
 * a text that is none of them (a draft edited by hand, an import) stays as it is and is a finding.
 * A cell keeps its text; the value is read from it. */

#include <stdint.h>

#include "forms/form/formdef.h"

enum value_kind { VALUE_BLANK, VALUE_NOT_APPLICABLE, VALUE_NUMBER, VALUE_INVALID };

struct value {
    enum value_kind kind;
    int64_t number; /* counts and changes; 0 for every other kind and for amounts, whose text is the
                       value */
};

/* The value of a cell's text. */
struct value value_of(enum cell_kind kind, const char *text);
/* The number that the value adds to a total: 0 unless it is one. */
int64_t value_addend(struct value value);

#endif
