/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_JOURNAL_RECORD_H
#define FORMS_FILES_JOURNAL_RECORD_H

/* Encodes and decodes the records of a journal (format: journal.h). All kinds share one layout; the
 * header has the draft's path as key, the user as removed, the tty as inserted, and crc of its
 * file.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "locale/strbuf.h"

enum journal_kind {
    JOURNAL_HEADER, /* written by journal_open() itself, never handed to a callback */
    JOURNAL_EDIT,
    JOURNAL_UNDO,       /* the change that an undo made; applied like an edit */
    JOURNAL_REDO,       /* the same for a redo */
    JOURNAL_CHECKPOINT, /* inserted: draft at the start, NUL, draft now (empty: unchanged) */
    JOURNAL_SAVED,      /* crc: of the file that was saved */
    JOURNAL_N_KINDS,
};

/* One change: at this byte offset in the field's text, removed was replaced by inserted. Changes of
 * one operation share a group. The texts need no NUL. */
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

/* Decodes the record at bytes[0..len); its texts point into bytes. Returns its length, 0 if it is
 * incomplete or damaged. The caller checks the sequence number. */
size_t journal_record_parse(const char *bytes, size_t len, struct journal_op *op);

/* Summary of a journal file. */
struct journal_scan {
    struct journal_op header; /* points into the bytes; only where n_good > 0 */
    uint32_t base_crc;        /* of the last save, else of the header */
    size_t start;      /* of the last checkpoint since the last save, else of what follows that */
    size_t good_bytes; /* the rest is damaged */
    size_t n_good, n_unsaved;
    int64_t last_ms;
    uint64_t last_sequence;
    bool has_checkpoint;
};
void journal_scan_bytes(const char *bytes, size_t len, struct journal_scan *scan);

#endif
