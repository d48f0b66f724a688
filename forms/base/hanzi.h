/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_HANZI_H
#define FORMS_BASE_HANZI_H

/* Numbers in Chinese numerals, read and written: 三十二, 两百, 〇. */

#include <stddef.h>
#include <stdint.h>

struct strbuf;

enum { HANZI_MAX_BYTES = 24 /* of a number */ };

/* 0 to 9 for 〇 零 一 二 两 三 … 九; -1 for every other character. */
int hanzi_digit(uint32_t c);
/* The same for the digits of a year or a date: also 0-9 and ０-９, and what often stands for 〇 (○
 * ◯ O Ｏ); but not 两. */
int hanzi_date_digit(uint32_t c);
/* 10, 100, 1000, 10000 and 100000000 for 十 百 千 万 亿; 0 for every other character. */
int64_t hanzi_power(uint32_t c);

/* The number that the numerals at the front of text, up to 千, make: its length in bytes, 0 where
 * there are none. The text ends with a NUL. */
size_t hanzi_number(const char *text, int64_t *value);
/* Appends the numeral for 0 to 999. */
void hanzi_add(struct strbuf *out, int value);

#endif
