/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_REGISTERDUE_H
#define FORMS_REGISTER_REGISTERDUE_H

/* Requests that wait for an answer, the most urgent first. An answer is due within twenty working
 * days of the request (《条例》第三十三条); with the consent of the office's head it may be put off
 * by twenty more. */

#include "forms/register/register.h"
#include "forms/register/workday.h"

enum { REGISTERDUE_DAYS = 20 };

struct register_due {
    int line;
    const char *number; /* the book's */
    struct date received, deadline;
    int n_gone; /* working days since it was received */
    int n_left; /* until the deadline; negative: overdue */
};

/* Returns how many; the caller frees *list. Borrows the book. */
size_t registerdue_list(const struct register_book *book, const struct workdays *days,
                        struct date today, struct register_due **list);

#endif
