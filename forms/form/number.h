/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_NUMBER_H
#define FORMS_FORM_NUMBER_H

/* What an operator may type into a cell, and what the cell then holds. Digits and signs may
 * be half or full width, blanks around them do not count, 1,234 is 1234 and 12+5+3 is 20. Anything
 * else is refused with a reason, because 万 or 件 in a cell is a mistake more often than not. */

#include <stdbool.h>
#include <stdint.h>

#include "forms/form/formdef.h"
#include "locale/err.h"

struct strbuf;

/* Appends what the cell holds when text is typed into it: "" for blanks, "/" for / and ／, a count
 * as ASCII digits without needless zeros in front, a change with - where negative, an amount with
 * the decimals that were typed (a sum: as many as the term with most of them); CELL_MONEY, which is
 * free text, without the blanks around it. false, with a reason in err and nothing appended, for
 * everything else and for numbers that are too large (counts: int64_t). Text is valid UTF-8. */
bool number_from_typed(enum cell_kind kind, const char *text, struct strbuf *out, struct err *err)
    __attribute__((warn_unused_result));

/* Can digits behind the text make a number of it, as behind “12+”, “1,2” and “-”? Also true of
 * a count with a dot, whose decimals are refused. */
bool number_is_begun(enum cell_kind kind, const char *text) __attribute__((warn_unused_result));

#endif
