/* SPDX-License-Identifier: MIT */
#include "forms/files/journal_record.h"

#include <stdint.h>
#include <string.h>

#include "forms/base/crc32.h"

/* Length and CRC stand before what the length counts. */
enum { FRAME_BYTES = 8, FIXED_BYTES = 8 + 8 + 1 + 4 + 4 + 4 + 3 * 4 };

static void add_number(struct strbuf *out, uint64_t number, int n_bytes)
{
    for (int i = 0; i < n_bytes; i++)
        strbuf_add_byte(out, (char)(unsigned char)(number >> 8 * i));
}

static uint64_t number_at(const char *bytes, int n_bytes)
{
    uint64_t number = 0;
    for (int i = 0; i < n_bytes; i++)
        number |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return number;
}

static void add_text(struct strbuf *out, const char *text, size_t len)
{
    add_number(out, len, 4);
    strbuf_add(out, text, len);
}

/* The CRC covers the length too. */
static uint32_t crc_of_record(const char *record, size_t body_len)
{
    return crc32_add(crc32_add(0, record, 4), record + FRAME_BYTES, body_len);
}

void journal_record_add(struct strbuf *out, const struct journal_op *op)
{
    size_t start = out->len,
           key_len = strlen(op->key) + 1; /* with its NUL, so that it is read in place */
    size_t body_len = FIXED_BYTES + key_len + op->removed_len + op->inserted_len;
    strbuf_reserve(out, FRAME_BYTES + body_len);
    add_number(out, body_len, 4);
    add_number(out, 0, 4); /* the CRC, put in below */
    add_number(out, op->sequence, 8);
    add_number(out, (uint64_t)op->time_ms, 8);
    add_number(out, op->kind, 1);
    add_number(out, op->group, 4);
    add_number(out, op->crc, 4);
    add_number(out, op->offset, 4);
    add_text(out, op->key, key_len);
    add_text(out, op->removed, op->removed_len);
    add_text(out, op->inserted, op->inserted_len);
    uint32_t crc = crc_of_record(out->data + start, body_len);
    for (int i = 0; i < 4; i++)
        out->data[start + 4 + (size_t)i] = (char)(unsigned char)(crc >> 8 * i);
}

/* Reads the body once; failed if it runs out of bytes. */
struct cursor {
    const char *at;
    size_t left;
    bool failed;
};

static const char *take(struct cursor *cursor, size_t len)
{
    if (len > cursor->left) {
        cursor->failed = true;
        return NULL;
    }
    const char *taken = cursor->at;
    cursor->at += len;
    cursor->left -= len;
    return taken;
}

static uint64_t take_number(struct cursor *cursor, int n_bytes)
{
    const char *bytes = take(cursor, (size_t)n_bytes);
    return bytes ? number_at(bytes, n_bytes) : 0;
}

static const char *take_text(struct cursor *cursor, size_t *len)
{
    *len = (size_t)take_number(cursor, 4);
    const char *text = take(cursor, *len);
    if (!text)
        *len = 0;
    return text;
}

size_t journal_record_parse(const char *bytes, size_t len, struct journal_op *op)
{
    if (len < FRAME_BYTES)
        return 0;
    size_t body_len = (size_t)number_at(bytes, 4);
    if (body_len > len - FRAME_BYTES || crc_of_record(bytes, body_len) != number_at(bytes + 4, 4))
        return 0;
    struct cursor cursor = {bytes + FRAME_BYTES, body_len, false};
    *op = (struct journal_op){0};
    op->sequence = take_number(&cursor, 8);
    op->time_ms = (int64_t)take_number(&cursor, 8);
    op->kind = (enum journal_kind)take_number(&cursor, 1);
    op->group = (uint32_t)take_number(&cursor, 4);
    op->crc = (uint32_t)take_number(&cursor, 4);
    op->offset = (size_t)take_number(&cursor, 4);
    size_t key_len;
    op->key = take_text(&cursor, &key_len);
    op->removed = take_text(&cursor, &op->removed_len);
    op->inserted = take_text(&cursor, &op->inserted_len);
    if (cursor.failed || cursor.left || op->kind >= JOURNAL_N_KINDS ||
        strnlen(op->key, key_len) + 1 != key_len)
        return 0;
    return FRAME_BYTES + body_len;
}

void journal_scan_bytes(const char *bytes, size_t len, struct journal_scan *scan)
{
    *scan = (struct journal_scan){.start = JOURNAL_MARK_BYTES};
    if (len < JOURNAL_MARK_BYTES || memcmp(bytes, JOURNAL_MARK, JOURNAL_MARK_BYTES) != 0)
        return;
    uint64_t expected = 0;
    struct journal_op op;
    size_t at = JOURNAL_MARK_BYTES, step;
    for (; (step = journal_record_parse(bytes + at, len - at, &op)); at += step) {
        bool is_first = scan->n_good == 0;
        if ((op.kind == JOURNAL_HEADER) != is_first || (!is_first && op.sequence != expected))
            break;
        expected = op.sequence + 1;
        scan->last_ms = op.time_ms;
        scan->last_sequence = op.sequence;
        scan->n_good++;
        if (op.kind == JOURNAL_HEADER || op.kind == JOURNAL_SAVED) {
            if (op.kind == JOURNAL_HEADER)
                scan->header = op;
            scan->base_crc = op.crc;
            scan->n_unsaved = 0;
            scan->has_checkpoint = false;
            scan->start = at + step;
        } else if (op.kind == JOURNAL_CHECKPOINT) {
            scan->has_checkpoint = true;
            scan->start = at;
        } else {
            scan->n_unsaved++;
        }
    }
    scan->good_bytes = at;
}
