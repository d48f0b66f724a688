/* SPDX-License-Identifier: MIT */
#include "forms/document/csv.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

static void begin_field(struct csv_record *record)
{
    GROW(record->starts, record->n_fields, record->capacity);
    record->starts[record->n_fields++] = record->bytes.len;
}

/* What stands in quotes, from behind the first; the second one is passed, too. */
static void read_quoted(struct csv *csv, struct csv_record *record)
{
    for (; csv->at < csv->len; csv->at++) {
        char c = csv->text[csv->at];
        if (c == '"') {
            csv->at++;
            if (csv->at == csv->len || csv->text[csv->at] != '"')
                return;
        }
        csv->line += c == '\n';
        strbuf_add_byte(&record->bytes, c);
    }
}

bool csv_next(struct csv *csv, struct csv_record *record)
{
    strbuf_clear(&record->bytes);
    record->n_fields = 0;
    record->line = csv->line;
    if (csv->at >= csv->len)
        return false;
    begin_field(record);
    while (csv->at < csv->len) {
        char c = csv->text[csv->at++];
        if (c == '"' && record->bytes.len == record->starts[record->n_fields - 1]) {
            read_quoted(csv, record);
        } else if (c == csv->separator) {
            strbuf_add_byte(&record->bytes, '\0');
            begin_field(record);
        } else if (c == '\n') {
            csv->line++;
            break;
        } else if (c != '\r' || csv->at == csv->len || csv->text[csv->at] != '\n') {
            strbuf_add_byte(&record->bytes, c);
        }
    }
    strbuf_add_byte(&record->bytes, '\0');
    return true;
}

const char *csv_field(const struct csv_record *record, size_t i)
{
    return i < record->n_fields ? record->bytes.data + record->starts[i] : "";
}

void csv_record_release(struct csv_record *record)
{
    strbuf_release(&record->bytes);
    free(record->starts);
    *record = (struct csv_record)CSV_RECORD_INIT;
}

bool csv_is(const char *text, size_t len)
{
    enum { MIN_TABLE_LINES = 10, MIN_COMMAS = 2 };
    struct csv csv = CSV_INIT(text, len, ',');
    struct csv_record record = CSV_RECORD_INIT;
    size_t n_divided = 0, n_whole = 0;
    if (memchr(text, '\t', len) || memchr(text, '|', len))
        return false;
    while (csv_next(&csv, &record)) {
        if (record.n_fields > MIN_COMMAS)
            n_divided++;
        else
            n_whole += *csv_field(&record, 0) != '\0';
    }
    csv_record_release(&record);
    return n_divided >= MIN_TABLE_LINES && n_divided > n_whole;
}
