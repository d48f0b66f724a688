/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_DECIMAL_H
#define FORMS_BASE_DECIMAL_H

/* Exact non-negative decimals as digit strings, for amounts in 万元: "18.8710" keeps its zero, sums
 * are computed digit by digit, and floating point comes in nowhere. A decimal is ASCII digits, then
 * perhaps a dot and more digits, of DECIMAL_MAX_DIGITS digits at most; arguments called decimal
 * must be one. */

#include <stdbool.h>

struct strbuf;

enum { DECIMAL_MAX_DIGITS = 40 };

bool decimal_is_valid(const char *text);
/* Digits behind the dot, trailing zeros counted. */
int decimal_n_decimals(const char *decimal);
/* By value, so that "1.50" equals "1.5": negative, 0 or positive. */
int decimal_compare(const char *decimal, const char *other);

/* Append the result; it has as many decimals as the operand with more of them, and no needless
 * zeros in front. false, and nothing appended, when it would be no decimal for its length. */
bool decimal_add(struct strbuf *out, const char *decimal, const char *other)
    __attribute__((warn_unused_result));
/* decimal − other; a negative difference gets a - in front and is then no decimal. */
bool decimal_subtract(struct strbuf *out, const char *decimal, const char *other)
    __attribute__((warn_unused_result));
/* Moves the dot n places, to the left where n is negative: 元 into 万元 is −4. */
bool decimal_shift(struct strbuf *out, const char *decimal, int n)
    __attribute__((warn_unused_result));

#endif
