/* SPDX-License-Identifier: MIT */
#include "forms/base/date.h"

#include <stdint.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "locale/blank.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

enum { YEAR, MONTH, DAY, N_PARTS };
enum { TEN = 10, MAX_PART = 9999, QUOTED_BYTES = 60 };

/* What may stand behind year, month and day; behind the day there need be nothing. */
static const char *const separators[N_PARTS] = {"年-/.．－／", "月-/.．－／", "日号"};

/* The next character that is no blank; its length in bytes with the blanks before it, 0 at the end.
 */
static size_t next_char(const char *text, uint32_t *c)
{
    size_t n, offset = 0;
    while ((n = utf8_decode(text + offset, strlen(text + offset), c)) > 0 && blank_is(*c))
        offset += n;
    return n ? offset + n : 0;
}

/* Reads one number: 20, 二〇, 二十, 十; false where there is none. */
static bool read_part(const char **at, int *number)
{
    bool found = false, after_ten = false;
    uint32_t c;
    size_t n;
    for (*number = 0; (n = next_char(*at, &c)) > 0; *at += n) {
        int digit = hanzi_date_digit(c);
        bool is_ten = hanzi_power(c) == TEN;
        if ((digit < 0 && !is_ten) || *number > MAX_PART)
            break;
        if (is_ten)
            *number = (found ? *number : 1) * TEN;
        else
            *number = after_ten ? *number + digit : *number * TEN + digit;
        after_ten = is_ten;
        found = true;
    }
    return found;
}

static bool skip_separator(const char **at, int part)
{
    uint32_t c;
    char bytes[UTF8_MAX_BYTES + 1] = "";
    size_t n = next_char(*at, &c);
    if (!n)
        return part == DAY;
    utf8_encode(c, bytes);
    *at += n;
    return strstr(separators[part], bytes) != NULL;
}

bool date_parse(const char *text, struct date *date, struct err *err)
{
    int parts[N_PARTS];
    const char *at = text;
    uint32_t c;
    bool understood = true;
    for (int part = 0; part < N_PARTS && understood; part++)
        understood = read_part(&at, &parts[part]) && skip_separator(&at, part);
    if (!understood || next_char(at, &c))
        return err_set(err, _("看不懂日期“%.*s”，请写成 2024-01-20 或 2024年1月20日"),
                       (int)utf8_clip_bytes(text, strlen(text), QUOTED_BYTES), text);
    *date = (struct date){parts[YEAR], parts[MONTH], parts[DAY]};
    if (date->year < DATE_MIN_YEAR || date->year > DATE_MAX_YEAR)
        return err_set(err, _("年份要写四位，在 %d 到 %d 之间"), (int)DATE_MIN_YEAR,
                       (int)DATE_MAX_YEAR);
    if (date->month < 1 || date->month > 12)
        return err_set(err, _("没有 %d 月，请核对日期"), date->month);
    if (!date_is_valid(*date))
        return err_set(err, _("%d 年 %d 月没有 %d 日，请核对日期"), date->year, date->month,
                       date->day);
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && is_leap);
}

bool date_is_valid(struct date date)
{
    return date.year >= DATE_MIN_YEAR && date.year <= DATE_MAX_YEAR && date.month >= 1 &&
           date.month <= 12 && date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

int date_compare(struct date date, struct date other)
{
    if (date.year != other.year)
        return date.year - other.year;
    return date.month != other.month ? date.month - other.month : date.day - other.day;
}

void date_add_iso(struct strbuf *out, struct date date)
{
    strbuf_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

void date_add_chinese(struct strbuf *out, struct date date)
{
    strbuf_addf(out, "%d年%d月%d日", date.year, date.month, date.day);
}

void date_add_time(struct strbuf *out, time_t when, enum date_time what)
{
    struct tm tm;
    char text[64];
    size_t len = 0;
    if (!localtime_r(&when, &tm))
        return;
    switch (what) {
    case DATE_CLOCK: len = strftime(text, sizeof text, "%H:%M", &tm); break;
    case DATE_SHORT_TIME: len = strftime(text, sizeof text, "%m-%d %H:%M", &tm); break;
    case DATE_TIME: len = strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm); break;
    case DATE_ISO_TIME: len = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &tm); break;
    }
    strbuf_add(out, text, len);
}

struct date date_of(time_t when)
{
    struct tm tm;
    if (!localtime_r(&when, &tm))
        return (struct date){0};
    return (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

struct date date_today(void) { return date_of(time(NULL)); }
