/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_SCANNUMBER_H
#define FORMS_SENTENCE_SCANNUMBER_H

/* Numbers in a prepared narrative: in digits or in Chinese numerals, with what is counted and
 * whether it is exact; dates in digits. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum scan_unit {
    SCAN_NO_UNIT,
    SCAN_ITEMS, /* 件 宗 起 份 条 次: what requests and cases are counted in */
    SCAN_YUAN,  /* 元; 万元 too, the amount is in 元 then */
    SCAN_PERCENT,
    SCAN_YEAR,
    SCAN_MONTH,
    SCAN_DAY,
    SCAN_OTHER_UNIT,
};

struct scan_number {
    size_t offset, len; /* of the digits */
    size_t end;         /* behind the unit */
    int64_t value;      /* whole part; 3万 is 30000 */
    double amount;      /* with its decimals */
    int n_decimals;
    bool is_approximate; /* 约 100 件, 100 余件, 1.2万条; and what is too large to calculate with */
    bool is_wan;         /* written with 万 */
    enum scan_unit unit;
    uint32_t unit_char; /* 件; 0 without a unit */
    int sentence;
};

struct scan_numbers {
    struct scan_number items[3]; /* a date is three */
    int n;
};

/* Reads what stands at text[at], the first digit or numeral of a number; start is where its
 * sentence begins. Returns the offset behind it; `at` where there is no number. The sentence of
 * what was found is left to the caller. */
size_t scannumber_read(const char *text, size_t start, size_t at, struct scan_numbers *found);

#endif
