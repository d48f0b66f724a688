/* SPDX-License-Identifier: MIT */
#include "forms/sentence/scannumber.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/base/span.h"
#include "locale/utf8.h"

static const struct {
    const char *word; /* one character, of one byte or three */
    enum scan_unit unit;
} units[] = {
    {"件", SCAN_ITEMS},      {"宗", SCAN_ITEMS},      {"起", SCAN_ITEMS},
    {"份", SCAN_ITEMS},      {"条", SCAN_ITEMS},      {"次", SCAN_ITEMS},
    {"元", SCAN_YUAN},       {"%", SCAN_PERCENT},     {"年", SCAN_YEAR},
    {"月", SCAN_MONTH},      {"日", SCAN_DAY},        {"篇", SCAN_OTHER_UNIT},
    {"期", SCAN_OTHER_UNIT}, {"个", SCAN_OTHER_UNIT}, {"项", SCAN_OTHER_UNIT},
    {"人", SCAN_OTHER_UNIT}, {"场", SCAN_OTHER_UNIT}, {"部", SCAN_OTHER_UNIT},
    {"页", SCAN_OTHER_UNIT}, {"天", SCAN_OTHER_UNIT}, {"名", SCAN_OTHER_UNIT},
    {"字", SCAN_OTHER_UNIT},
};

static const char *const approximate_before[] = {"约", "近",   "超",   "超过",   "逾",
                                                 "过", "至少", "不到", "达到近", NULL};
static const char *const approximate_between[] = {"余", "多", "来", "几", NULL};
static const char *const approximate_after[] = {"以上", "左右", "上下", "以内", "以下", NULL};

/* The sum of as many as fit into a narrative is an int64_t, and exact as a double. */
static const double max_amount = 1e12;

/* Reads what follows the digits: 万, 余, the unit. */
static void read_unit(const char *text, struct scan_number *number)
{
    size_t i = number->offset + number->len;
    size_t len = span_word_at(text + i, approximate_between);
    int64_t factor = strncmp(text + i + len, "万", 3) == 0   ? 10000
                     : strncmp(text + i + len, "亿", 3) == 0 ? 100000000
                                                             : 1;
    number->is_approximate = len > 0;
    i += len;
    if (factor > 1) {
        i += 3;
        number->is_wan = true;
        /* 1.2万条 is rounded; an amount of money in 万元 is not. */
        number->is_approximate |= strncmp(text + i, "元", 3) != 0;
        number->amount *= (double)factor;
        number->value = number->amount < 9e18 ? (int64_t)(number->amount + 0.5) : INT64_MAX;
        len = span_word_at(text + i, approximate_between);
        i += len;
    }
    number->end = i;
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        const char *word = units[u].word;
        size_t unit_len = word[1] ? 3 : 1;
        if (text[i] != word[0] || strncmp(text + i, word, unit_len) != 0)
            continue;
        number->unit = units[u].unit;
        utf8_decode(text + i, unit_len, &number->unit_char);
        number->end = i + unit_len;
        break;
    }
}

/* 约, 以上 and such, and what is too large to be exact. */
static void read_approximation(const char *text, size_t start, struct scan_number *number)
{
    struct span before = {text + start, number->offset - start};
    for (const char *const *word = approximate_before; *word; word++)
        number->is_approximate |= span_ends_with(before, *word);
    number->is_approximate |= span_word_at(text + number->end, approximate_after) > 0;
    number->is_approximate |= number->amount > max_amount;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static size_t n_digits(const char *p) { return strspn(p, "0123456789"); }

/* A date in digits, 2023-12-31 or 2023.12.31, as year, month and day. Returns its length, 0. */
static size_t read_digit_date(struct scan_numbers *found, const char *text, size_t at)
{
    const char *p = text + at;
    size_t len[3] = {n_digits(p), 0, 0};
    char mark = p[len[0]];
    if (len[0] != 4 || (mark != '-' && mark != '.' && mark != '/'))
        return 0;
    len[1] = n_digits(p + 5);
    if (len[1] < 1 || len[1] > 2 || p[5 + len[1]] != mark)
        return 0;
    len[2] = n_digits(p + 6 + len[1]);
    if (len[2] < 1 || len[2] > 2)
        return 0;
    for (int part = 0; part < 3; part++) {
        size_t unit_len = part < 2;
        int64_t value = strtol(text + at, NULL, 10);
        found->items[found->n++] = (struct scan_number){.offset = at,
                                                        .len = len[part],
                                                        .end = at + len[part] + unit_len,
                                                        .value = value,
                                                        .amount = (double)value,
                                                        .unit = SCAN_YEAR + part,
                                                        .unit_char = (unsigned char)mark};
        at += len[part] + unit_len;
    }
    return 6 + len[1] + len[2];
}

/* Reads the digits at `at` as a number; start is the sentence's. Returns the offset behind it. */
static size_t read_digits(struct scan_numbers *found, const char *text, size_t start, size_t at)
{
    size_t date = read_digit_date(found, text, at);
    if (date)
        return at + date;
    char digits[40];
    size_t n = 0, i = at;
    struct scan_number number = {.offset = at};
    bool grouped = n_digits(text + at) <= 3;
    for (;;) {
        size_t run = n_digits(text + i);
        for (size_t k = 0; k < run && n + 1 < sizeof digits; k++)
            digits[n++] = text[i + k];
        i += run;
        if (!grouped || text[i] != ',' || n_digits(text + i + 1) != 3)
            break;
        i++;
    }
    if (text[i] == '.' && n_digits(text + i + 1) && n + 1 < sizeof digits) {
        number.n_decimals = (int)n_digits(text + i + 1);
        digits[n++] = '.';
        for (size_t k = 1; k <= (size_t)number.n_decimals && n + 1 < sizeof digits; k++)
            digits[n++] = text[i + k];
        i += 1 + (size_t)number.n_decimals;
    }
    digits[n] = '\0';
    number.len = i - at;
    number.amount = strtod(digits, NULL); /* LC_NUMERIC is never set: the point is a point */
    number.value = number.amount < 9e18 ? (int64_t)strtoll(digits, NULL, 10) : INT64_MAX;
    read_unit(text, &number);
    read_approximation(text, start, &number);
    if (!is_letter(text[i]) && text[i] != '_' && text[i] != '@')
        found->items[found->n++] = number;
    return i;
}

/* 第一件, 每一条, 同一份 … count nothing. */
static const char *const no_count_before[] = {"第", "每", "这", "那", "逐", "某", "同",
                                              "任", "何", "另", "唯", "统", NULL};

/* Reads 十二件; a numeral without a unit to count in is left alone. Returns the offset behind the
 * numeral. */
static size_t read_hanzi(struct scan_numbers *found, const char *text, size_t start, size_t at)
{
    struct scan_number number = {.offset = at};
    number.len = hanzi_number(text + at, &number.value);
    number.amount = (double)number.value;
    read_unit(text, &number);
    bool counts = number.unit == SCAN_ITEMS || number.unit == SCAN_YUAN;
    struct span before = {text + start, at - start};
    for (const char *const *word = no_count_before; *word; word++)
        counts &= !span_ends_with(before, *word);
    if (counts) {
        read_approximation(text, start, &number);
        found->items[found->n++] = number;
    }
    return at + number.len;
}

size_t scannumber_read(const char *text, size_t start, size_t at, struct scan_numbers *found)
{
    found->n = 0;
    if (is_digit(text[at]))
        return read_digits(found, text, start, at);
    int64_t ignored;
    return hanzi_number(text + at, &ignored) ? read_hanzi(found, text, start, at) : at;
}
