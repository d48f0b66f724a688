/* SPDX-License-Identifier: MIT */
/* Dates as people write them on reports. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "locale/strbuf.h"

static const struct {
    const char *text;
    const char *iso;    /* NULL: refused */
    const char *reason; /* a part of it */
} rows[] = {
    {"2024-01-20", "2024-01-20", NULL},
    {"2024-1-2", "2024-01-02", NULL},
    {"2024年1月20日", "2024-01-20", NULL},
    {"2024年01月20号", "2024-01-20", NULL},
    {"2024年1月20", "2024-01-20", NULL},
    {" 2024 年 1 月 20 日　", "2024-01-20", NULL},
    {"２０２４年１月２０日", "2024-01-20", NULL},
    {"2024.1.20", "2024-01-20", NULL},
    {"2024．1．20", "2024-01-20", NULL},
    {"2024/1/20", "2024-01-20", NULL},
    {"二〇二四年一月二十日", "2024-01-20", NULL},
    {"二O二四年一月二十日", "2024-01-20", NULL},
    {"二○二四年十月十日", "2024-10-10", NULL},
    {"二零二四年十二月三十一日", "2024-12-31", NULL},
    {"二〇二四年十一月十九日", "2024-11-19", NULL},
    {"二〇二四年二月二十九日", "2024-02-29", NULL},
    {"2024-02-29", "2024-02-29", NULL},
    {"2000-02-29", "2000-02-29", NULL},
    {"2023-02-29", NULL, "2023 年 2 月没有 29 日"},
    {"2100-02-29", NULL, "2100 年 2 月没有 29 日"},
    {"2024-04-31", NULL, "没有 31 日"},
    {"2024-01-00", NULL, "没有 0 日"},
    {"2024-13-01", NULL, "没有 13 月"},
    {"2024-0-01", NULL, "没有 0 月"},
    {"24-1-20", NULL, "四位"},
    {"20240-1-20", NULL, "四位"},
    {"99999999999999999999-1-20", NULL, "看不懂"},
    {"", NULL, "看不懂"},
    {"2024年", NULL, "看不懂"},
    {"2024年1月", NULL, "看不懂"},
    {"2024-01-20x", NULL, "看不懂"},
    {"2024-01-20 16:02", NULL, "看不懂"},
    {"2024月1年20日", NULL, "看不懂"},
    {"2024--20", NULL, "看不懂"},
    {"年月日", NULL, "看不懂"},
    {"明天", NULL, "看不懂"},
};

static void test_parse(void **unused)
{
    (void)unused;
    struct strbuf out = STRBUF_INIT;
    int n_failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct date date;
        struct err err = {0, ""};
        bool ok = date_parse(rows[i].text, &date, &err);
        strbuf_clear(&out);
        if (ok)
            date_add_iso(&out, date);
        if (strcmp(out.data, rows[i].iso ? rows[i].iso : "") != 0 ||
            (rows[i].reason && !strstr(err.text, rows[i].reason))) {
            print_error("\"%s\": read \"%s\", reason %s\n", rows[i].text, out.data, err.text);
            n_failed++;
        }
    }
    strbuf_release(&out);
    assert_int_equal(n_failed, 0);
}

/* Every day from the first year to the last: there are as many as the calendar has, and each comes
 * back. */
static void test_every_day(void **unused)
{
    (void)unused;
    struct strbuf out = STRBUF_INIT;
    struct date previous = {0, 0, 0}, date, read;
    int n_days = 0;
    for (date.year = DATE_MIN_YEAR - 1; date.year <= DATE_MAX_YEAR + 1; date.year++)
        for (date.month = 0; date.month <= 13; date.month++)
            for (date.day = 0; date.day <= 32; date.day++) {
                if (!date_is_valid(date))
                    continue;
                n_days++;
                assert_true(date_compare(previous, date) < 0 && date_compare(date, previous) > 0);
                strbuf_clear(&out);
                date_add_chinese(&out, date);
                if (!date_parse(out.data, &read, NULL) || date_compare(read, date) != 0)
                    fail_msg("%s does not come back", out.data);
                previous = date;
            }
    assert_int_equal(n_days, 300 * 365 + 73); /* leap years: 75 less 1900 and 2100 */
    strbuf_release(&out);
}

static void test_formats(void **unused)
{
    (void)unused;
    struct strbuf out = STRBUF_INIT;
    date_add_chinese(&out, (struct date){2024, 1, 2});
    assert_string_equal(out.data, "2024年1月2日");
    strbuf_release(&out);
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    assert_int_equal(date_compare(date_of(1705679999), (struct date){2024, 1, 19}),
                     0); /* 23:59:59 */
    assert_int_equal(date_compare(date_of(1705680000), (struct date){2024, 1, 20}), 0);
    /* A file's time may be any. */
    assert_int_equal(date_of(INT64_MAX).year, 0);
    out = (struct strbuf)STRBUF_INIT;
    date_add_time(&out, 1705679999, DATE_SHORT_TIME);
    date_add_time(&out, INT64_MAX, DATE_SHORT_TIME);
    assert_string_equal(out.data, "01-19 23:59");
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
