/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_SCANNUMBER_H
#define FORMS_SENTENCE_SCANNUMBER_H

/* Numbers in a prepared narrative: in digits or in Chinese numerals, with what is counted and
 * whether it is exact; dates in digits. */

#include <stddef.h>
#include <stdint.h>

#include "forms/sentence/textscan.h"

/* Reads what stands at `at`, the first digit or numeral of a number, and adds it to the scan; start
 * is where its sentence begins. Returns the offset behind it; `at` where there is no number. */
size_t scan_read_number(struct scan *scan, size_t start, size_t at, int sentence);

/* The number that the Chinese numerals at text say (三十二, 〇 and 两 too); the length of them in
 * bytes, 0 where there are none. */
size_t scan_hanzi_number(const char *text, int64_t *value);

#endif
