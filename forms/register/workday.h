/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_WORKDAY_H
#define FORMS_REGISTER_WORKDAY_H

/* Days on which offices work: Monday to Friday, but for the holidays of a list, and the weekends
 * that are worked instead. The list is a text file: one date a line, a holiday; with 班 behind it a
 * day that is worked; # begins a comment. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/base/date.h"
#include "locale/err.h"

struct workdays {
    struct {
        struct date date;
        bool is_worked;
    } * items;
    size_t count, capacity;
};
#define WORKDAYS_INIT                                                                              \
    {                                                                                              \
        0                                                                                          \
    }

/* Reads a list; NULL is none. false with err, naming the line. workdays_release() in both cases. */
bool workdays_read(struct workdays *days, const char *path, struct err *err);
void workdays_release(struct workdays *days);

bool workdays_is_worked(const struct workdays *days, struct date date);
struct date workdays_next_day(struct date date);
/* The working days after `from` up to and with `to`; negative where `to` is the earlier. */
int workdays_between(const struct workdays *days, struct date from, struct date to);
/* The n-th working day after `from` (n > 0). */
struct date workdays_after(const struct workdays *days, struct date from, int n);

#endif
