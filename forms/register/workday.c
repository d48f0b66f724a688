/* SPDX-License-Identifier: MIT */
#include "forms/register/workday.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forms/files/safefile.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

enum { MAX_BYTES = 256 * 1024 };

static bool read_line(struct workdays *days, const char *line, size_t len, int number,
                      struct err *err)
{
    static const char worked[] = "班";
    size_t comment = 0;
    while (comment < len && line[comment] != '#')
        comment++;
    len = comment;
    blank_trim(&line, &len);
    if (!len)
        return true;
    bool is_worked =
        len > strlen(worked) && memcmp(line + len - strlen(worked), worked, strlen(worked)) == 0;
    len -= is_worked ? strlen(worked) : 0;
    blank_trim(&line, &len);
    char *text = xmemdup0(line, len);
    struct date date;
    bool ok =
        date_parse(text, &date, NULL) || err_set(err, _("第 %d 行“%.40s”不是日期"), number, text);
    free(text);
    if (ok) {
        GROW(days->items, days->count, days->capacity);
        days->items[days->count].date = date;
        days->items[days->count++].is_worked = is_worked;
    }
    return ok;
}

bool workdays_read(struct workdays *days, const char *path, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    struct strbuf bytes = STRBUF_INIT;
    struct err why = {0};
    *days = (struct workdays)WORKDAYS_INIT;
    if (!path)
        return true;
    bool ok =
        safefile_open(&file, path, &why) && safefile_read(&file, MAX_BYTES, &bytes, NULL, &why);
    int number = 0;
    for (size_t at = 0; ok && at < bytes.len;) {
        const char *end = memchr(bytes.data + at, '\n', bytes.len - at);
        size_t len = end ? (size_t)(end - bytes.data) - at : bytes.len - at;
        ok = read_line(days, bytes.data + at, len, ++number, &why);
        at += len + 1;
    }
    safefile_close(&file);
    strbuf_release(&bytes);
    return ok || err_set(err, _("节假日表 %s：%s"), path, why.text);
}

void workdays_release(struct workdays *days)
{
    free(days->items);
    *days = (struct workdays)WORKDAYS_INIT;
}

static time_t noon_of(struct date date)
{
    struct tm tm = {
        .tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day, .tm_hour = 12};
    return timegm(&tm);
}

static int weekday_of(struct date date)
{
    struct tm tm;
    time_t noon = noon_of(date);
    return gmtime_r(&noon, &tm) ? tm.tm_wday : 1;
}

struct date workdays_next_day(struct date date)
{
    enum { DAY_S = 24 * 60 * 60 };
    struct tm tm;
    time_t noon = noon_of(date) + DAY_S;
    if (!gmtime_r(&noon, &tm))
        return date;
    return (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

bool workdays_is_worked(const struct workdays *days, struct date date)
{
    for (size_t i = 0; i < days->count; i++)
        if (date_compare(days->items[i].date, date) == 0)
            return days->items[i].is_worked;
    int weekday = weekday_of(date);
    return weekday != 0 && weekday != 6;
}

int workdays_between(const struct workdays *days, struct date from, struct date to)
{
    if (date_compare(to, from) < 0)
        return -workdays_between(days, to, from);
    int n = 0;
    while (date_compare(from, to) < 0) {
        from = workdays_next_day(from);
        n += workdays_is_worked(days, from);
    }
    return n;
}

struct date workdays_after(const struct workdays *days, struct date from, int n)
{
    while (n > 0) {
        from = workdays_next_day(from);
        n -= workdays_is_worked(days, from);
    }
    return from;
}
