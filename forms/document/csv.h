/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_CSV_H
#define FORMS_DOCUMENT_CSV_H

/* Records of comma-separated text, as spreadsheet programs write it (RFC 4180): a field in quotes
 * may hold commas, line ends and doubled quotes. Any one-byte separator will do. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"

struct csv {
    const char *text; /* borrowed */
    size_t len, at;
    char separator;
    int line; /* of the input, from 1: where the next record begins */
};
#define CSV_INIT(text, len, separator)                                                             \
    {                                                                                              \
        text, len, 0, separator, 1                                                                 \
    }

struct csv_record {
    struct strbuf bytes; /* the fields, each with a NUL behind it */
    size_t *starts;
    size_t n_fields, capacity;
    int line;
};
#define CSV_RECORD_INIT                                                                            \
    {                                                                                              \
        .bytes = STRBUF_INIT                                                                       \
    }

/* Reads the next record over the last one; false at the end. A quote that does not end runs to the
 * end of the text. The time and memory are those of the record. */
bool csv_next(struct csv *csv, struct csv_record *record);
/* "" behind the last. Borrowed until the next record. */
const char *csv_field(const struct csv_record *record, size_t i);
void csv_record_release(struct csv_record *record);

/* Is most of the text a table that commas divide? Prose in Chinese has its own comma, and what has
 * tabs or bars is divided by them. */
bool csv_is(const char *text, size_t len);

#endif
