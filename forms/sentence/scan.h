/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_SCAN_H
#define FORMS_SENTENCE_SCAN_H

/* A narrative prepared for reading by rules: references replaced by their numbers, blanks taken out
 * (2023 年 and “年度 报告” read like 2023年 and “年度报告”), full-width digits, ％ and ． made
 * ASCII; cut into sentences; the numbers in it with their units. Linear in the length of the text.
 * Offsets are bytes of the prepared text and lead back to the source. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/base/span.h"
#include "forms/draft/draft.h"
#include "forms/sentence/scannumber.h"
#include "locale/strbuf.h"

/* A stretch of the prepared text and where it comes from. */
struct scan_run {
    size_t at;
    size_t source, source_len;
    bool is_copy; /* byte for byte; else the whole run stands for the whole source */
};

struct scan_sentence {
    size_t start, end; /* without the mark that ends it */
    int paragraph;
    int first_number, n_numbers;
};

struct scan {
    const char *source; /* borrowed */
    size_t source_len;
    struct strbuf text; /* paragraphs separated by line feeds */
    struct scan_run *runs;
    struct scan_sentence *sentences;
    struct scan_number *numbers;
    int n_runs, runs_capacity, n_sentences, sentences_capacity, n_numbers, numbers_capacity;
};

/* source must stay as it is while the scan is in use. */
void scan_init(struct scan *scan, const struct draft *draft, const char *source, size_t len);
void scan_release(struct scan *scan);
/* No sentence in it: nothing but blanks and marks. */
bool scan_is_blank(const struct scan *scan);

/* The byte of the source where the character at offset (that ends at end) begins (ends). */
size_t scan_source_offset(const struct scan *scan, size_t offset);
size_t scan_source_end(const struct scan *scan, size_t end);

/* The prepared text from start to end. */
struct span span_of(const struct scan *scan, size_t start, size_t end);
struct span scan_sentence_span(const struct scan *scan, int sentence);
/* The sentence that offset lies in (the one before it, where it lies on a mark); the scan is not
 * blank. */
int scan_sentence_at(const struct scan *scan, size_t offset);
/* From the last mark (，；： or a bracket), or from the end of the number before, up to the number.
 * Dates are no numbers here. */
struct span scan_before(const struct scan *scan, int number);
/* From behind the number's unit to the next mark (“、” too) or number. */
struct span scan_after(const struct scan *scan, int number);
/* The clause round offset: between marks. */
struct span scan_clause(const struct scan *scan, size_t offset);

#endif
