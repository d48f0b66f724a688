/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_JOURNAL_RECORD_H
#define FORMS_FILES_JOURNAL_RECORD_H

/* The bytes of a journal: the mark, then records, as journal.h describes them. All kinds share one
 * layout. In the header the key is the draft's path, removed the user, inserted the tty, and crc
 * that of the file it starts from. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/files/journal.h"

#define JOURNAL_MARK "nbjrnl1\n"
enum { JOURNAL_MARK_BYTES = sizeof JOURNAL_MARK - 1 };

/* Appends a record; op->sequence and op->time_ms are set. */
void journal_record_add(struct strbuf *out, const struct journal_op *op);

/* Takes the record at bytes[0..len) apart: texts and key point into the bytes. Returns its length,
 * 0 where there is no whole good record. The sequence number is the caller's to check. */
size_t journal_record_parse(const char *bytes, size_t len, struct journal_op *op);

/* What a journal file holds, found by one pass over its bytes. */
struct journal_scan {
    struct journal_op header; /* points into the bytes; only where n_good > 0 */
    uint32_t base_crc;        /* of the last save, else of the header */
    size_t start; /* offset of the last checkpoint since the last save, else of the record after the
                     save */
    size_t good_bytes; /* the rest is damaged */
    size_t n_good, n_unsaved;
    int64_t last_ms;
    uint64_t last_sequence;
    bool has_checkpoint;
};
void journal_scan_bytes(const char *bytes, size_t len, struct journal_scan *scan);

#endif
