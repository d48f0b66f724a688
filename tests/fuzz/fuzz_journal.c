/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever a journal's file holds, a scan stays inside it, and what it calls good
 * are whole records, which written again are the same bytes. With an odd first byte the rest is the
 * bodies of records, each behind a byte for its length, and they get the frame with the CRC that no
 * mutation would find. */

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/files/journal.h"
#include "forms/files/journal_record.h"
#include "locale/strbuf.h"

enum { LEN_UNIT = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_little_endian(struct strbuf *out, size_t number)
{
    for (int i = 0; i < 4; i++)
        strbuf_add_byte(out, (char)(unsigned char)(number >> 8 * i));
}

static void add_framed(struct strbuf *out, const char *body, size_t len)
{
    size_t start = out->len;
    add_little_endian(out, len);
    uint32_t crc = crc32_add(crc32_add(0, out->data + start, 4), body, len);
    add_little_endian(out, crc);
    strbuf_add(out, body, len);
}

static void add_journal(struct strbuf *out, const uint8_t *data, size_t size)
{
    if (data[0] % 2 == 0) {
        strbuf_add(out, (const char *)data + 1, size - 1);
        return;
    }
    strbuf_add_str(out, JOURNAL_MARK);
    for (size_t at = 1; at < size;) {
        size_t left = size - at - 1, len = (size_t)data[at] * LEN_UNIT;
        len = len < left ? len : left;
        add_framed(out, (const char *)data + at + 1, len);
        at += 1 + len;
    }
}

static bool lies_in(const char *part, size_t part_len, const char *whole, size_t whole_len)
{
    return part >= whole && part + part_len <= whole + whole_len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct strbuf bytes = STRBUF_INIT, again = STRBUF_INIT;
    add_journal(&bytes, data, size);
    struct journal_scan scan;
    journal_scan_bytes(bytes.data, bytes.len, &scan);
    if (scan.n_good) {
        assert(scan.good_bytes <= bytes.len && scan.start <= scan.good_bytes &&
               scan.n_unsaved < scan.n_good);
        size_t n_good = 0;
        for (size_t at = JOURNAL_MARK_BYTES, len; at < scan.good_bytes; at += len, n_good++) {
            struct journal_op op;
            len = journal_record_parse(bytes.data + at, scan.good_bytes - at, &op);
            assert(len && (op.kind == JOURNAL_HEADER) == (n_good == 0));
            assert(lies_in(op.key, strlen(op.key) + 1, bytes.data + at, len));
            assert(lies_in(op.removed, op.removed_len, bytes.data + at, len));
            assert(lies_in(op.inserted, op.inserted_len, bytes.data + at, len));
            strbuf_clear(&again);
            journal_record_add(&again, &op);
            assert(again.len == len && memcmp(again.data, bytes.data + at, len) == 0);
            struct strbuf text = STRBUF_INIT;
            strbuf_add(&text, op.removed, op.removed_len);
            if (journal_apply(&text, &op))
                assert(text.len == op.inserted_len &&
                       memcmp(text.data, op.inserted, text.len) == 0);
            else
                assert(op.offset > 0);
            strbuf_release(&text);
        }
        assert(n_good == scan.n_good);
    }
    strbuf_release(&bytes);
    strbuf_release(&again);
    return 0;
}
