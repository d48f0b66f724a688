/* SPDX-License-Identifier: MIT */
#include "forms/register/registerdue.h"

#include <stdlib.h>

#include "locale/mem.h"

static int compare_due(const void *left, const void *right)
{
    const struct register_due *a = left, *b = right;
    int order = date_compare(a->deadline, b->deadline);
    return order ? order : a->line < b->line ? -1 : a->line > b->line;
}

size_t registerdue_list(const struct register_book *book, const struct workdays *days,
                        struct date today, struct register_due **list)
{
    size_t n = 0, capacity = 0;
    *list = NULL;
    for (size_t i = 0; i < book->n_lines; i++) {
        const struct register_line *line = &book->lines[i];
        if (line->answered.year || !line->received.year || line->result >= 0)
            continue;
        struct date deadline = workdays_after(days, line->received, REGISTERDUE_DAYS);
        GROW(*list, n, capacity);
        (*list)[n++] =
            (struct register_due){.line = line->line,
                                  .number = line->number,
                                  .received = line->received,
                                  .deadline = deadline,
                                  .n_gone = workdays_between(days, line->received, today),
                                  .n_left = workdays_between(days, today, deadline)};
    }
    if (n)
        qsort(*list, n, sizeof **list, compare_due);
    return n;
}
