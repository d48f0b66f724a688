/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_DATE_H
#define FORMS_BASE_DATE_H

/* Calendar dates as they stand on a report. */

#include <stdbool.h>
#include <time.h>

#include "locale/err.h"

struct strbuf;

struct date {
    int year;  /* DATE_MIN_YEAR to DATE_MAX_YEAR */
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

enum { DATE_MIN_YEAR = 1900, DATE_MAX_YEAR = 2199 };

/* Reads 2024-01-20, 2024.1.20, 2024/1/20, 2024年1月20日 (日 or 号, or neither) and
 * 二〇二四年一月二十日, digits half or full width, blanks anywhere between. false with a reason in
 * err for anything else and for days that do not exist. */
bool date_parse(const char *text, struct date *date, struct err *err)
    __attribute__((warn_unused_result));
bool date_is_valid(struct date date);
/* Negative, 0 or positive: earlier, the same, later. */
int date_compare(struct date date, struct date other);

/* Append "2024-01-20" and "2024年1月20日". */
void date_add_iso(struct strbuf *out, struct date date);
void date_add_chinese(struct strbuf *out, struct date date);

/* Appends a point in time, by local time; nothing for one that the calendar does not reach. */
enum date_time {
    DATE_CLOCK,      /* 16:02 */
    DATE_SHORT_TIME, /* 01-20 16:02 */
    DATE_TIME,       /* 2024-01-20 16:02:11 */
    DATE_ISO_TIME,   /* 2024-01-20T16:02:11+0800 */
};
void date_add_time(struct strbuf *out, time_t when, enum date_time what);

/* The day on which a point in time falls, by local time. */
struct date date_of(time_t when); /* all 0 for one that the calendar does not reach */
struct date date_today(void);

#endif
