/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_JOURNAL_RECORD_H
#define FORMS_FILES_JOURNAL_RECORD_H

/* The bytes of a journal: the mark, then records, as journal.h describes them. All kinds share one
 * layout. In the header the key is the draft's path, removed the user, inserted the tty, and crc
 * that of the file it starts from. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "locale/strbuf.h"

enum journal_kind {
    JOURNAL_HEADER, /* written by journal_open() itself, never handed to a callback */
    JOURNAL_EDIT,
    JOURNAL_UNDO,       /* the change that an undo made; applied like an edit */
    JOURNAL_REDO,       /* the same for a redo */
    JOURNAL_CHECKPOINT, /* inserted: the draft of the start, NUL, the draft as it is now; nothing:
                           the same still */
    JOURNAL_SAVED,      /* crc: of the file that was saved */
    JOURNAL_N_KINDS,
};

/* One change: at byte offset of the text of the field key, removed was replaced by inserted. An
 * operation that changed several fields is several changes with the same group. The texts need not
 * be NUL-terminated. */
struct journal_op {
    enum journal_kind kind;
    const char *key; /* such as "requests.received.natural_person"; "" for checkpoint and saved */
    size_t offset;
    const char *removed;
    size_t removed_len;
    const char *inserted;
    size_t inserted_len;
    uint32_t group;
    uint32_t crc;      /* JOURNAL_SAVED only */
    int64_t time_ms;   /* set by the journal */
    uint64_t sequence; /* set by the journal */
};

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
