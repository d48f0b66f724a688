/* SPDX-License-Identifier: MIT */
#include "forms/form/deadline.h"

#include <stddef.h>

#include "forms/base/span.h"

struct date deadline_of(const char *unit, int year)
{
    static const char *const governments[] = {"人民政府", "行政公署"};
    bool is_government = false;
    for (size_t i = 0; i < sizeof governments / sizeof governments[0]; i++)
        is_government |= span_ends_with(span_all(unit), governments[i]);
    return (struct date){year + 1, is_government ? 3 : 1, 31};
}
