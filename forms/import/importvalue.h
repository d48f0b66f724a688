/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTVALUE_H
#define FORMS_IMPORT_IMPORTVALUE_H

/* What stands in a cell of a published table, and what becomes of it in a draft. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/form/formdef.h"
#include "locale/strbuf.h"

/* Could the text be a cell's content: a number (in full width, with commas, a unit or a remark in
 * brackets behind it), “/”, a dash, 无, 不适用? A blank is not. */
bool importvalue_is(const char *text);

/* Is it what some write where a number belongs: 约100, 12万, 减4, 无变化, 十二, O for 0, 3 001? It
 * stays in its cell as it is, where the checks name it. */
bool importvalue_is_odd(const char *text);

enum import_value_change {
    IMPORT_VALUE_AS_IS,
    IMPORT_VALUE_DIGITS, /* full-width digits, blanks or thousands separators taken out */
    IMPORT_VALUE_SLASH,  /* a dash, 无 or 不适用 became “/” */
};
/* Appends the cell's text as a draft has it. What is no number stays as it is. A remark in brackets
 * behind the number is appended to remark. */
enum import_value_change import_value_clean(enum cell_kind kind, const char *text,
                                            struct strbuf *out, struct strbuf *remark);

#endif
