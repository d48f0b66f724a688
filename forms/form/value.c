/* SPDX-License-Identifier: MIT */
#include "forms/form/value.h"

#include <string.h>

static bool all_digits(const char *text, size_t *len)
{
    *len = strspn(text, "0123456789");
    return *len > 0;
}

static bool is_decimal(const char *text)
{
    size_t whole, fraction;
    if (!all_digits(text, &whole))
        return false;
    if (!text[whole])
        return true;
    return text[whole] == '.' && all_digits(text + whole + 1, &fraction) &&
           !text[whole + 1 + fraction];
}

static bool read_integer(const char *text, bool sign_allowed, int64_t *number)
{
    bool is_negative = sign_allowed && *text == '-';
    const char *p = text + is_negative;
    int64_t negated = 0; /* there is one more number below zero than above */
    if (!*p)
        return false;
    for (; *p >= '0' && *p <= '9'; p++)
        if (__builtin_mul_overflow(negated, 10, &negated) ||
            __builtin_sub_overflow(negated, *p - '0', &negated))
            return false;
    if (*p || (!is_negative && negated == INT64_MIN))
        return false;
    *number = is_negative ? negated : -negated;
    return true;
}

struct value value_of(enum cell_kind kind, const char *text)
{
    struct value value = {VALUE_INVALID, 0};
    if (!*text) {
        value.kind = VALUE_BLANK;
    } else if (strcmp(text, "/") == 0) {
        value.kind = VALUE_NOT_APPLICABLE;
    } else if (kind == CELL_MONEY || (kind == CELL_AMOUNT && is_decimal(text))) {
        value.kind = VALUE_NUMBER;
    } else if (kind == CELL_COUNT || kind == CELL_CHANGE) {
        if (read_integer(text, kind == CELL_CHANGE, &value.number))
            value.kind = VALUE_NUMBER;
        else
            value.number = 0;
    }
    return value;
}

int64_t value_addend(struct value value) { return value.kind == VALUE_NUMBER ? value.number : 0; }
