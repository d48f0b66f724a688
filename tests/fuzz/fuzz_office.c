/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever XML stands in a file of Word, Excel or LibreOffice, the answer is HTML
 * or a sentence. The first byte chooses the kind; the archive round the rest is made here, so that
 * its checksums are right. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/document/importoffice.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

static void add_number(struct strbuf *out, uint32_t number, int n_bytes)
{
    for (int i = 0; i < n_bytes; i++)
        strbuf_add_byte(out, (char)(number >> 8 * i & 0xFF));
}

/* What both the entry and its place in the list of entries say of a file that is not packed. */
static void add_entry(struct strbuf *out, const char *name, const uint8_t *data, size_t size)
{
    add_number(out, 20, 2); /* version; then flags, method, time, date */
    add_number(out, 0, 4);
    add_number(out, 0, 4);
    add_number(out, crc32_add(0, data, size), 4);
    add_number(out, (uint32_t)size, 4);
    add_number(out, (uint32_t)size, 4);
    add_number(out, (uint32_t)strlen(name), 2);
    add_number(out, 0, 2);
}

struct packed {
    const char *name;
    const uint8_t *data;
    size_t size;
};

static void pack(const struct packed *files, int n, struct strbuf *out)
{
    uint32_t starts[2], list;
    for (int i = 0; i < n; i++) {
        starts[i] = (uint32_t)out->len;
        strbuf_add(out, "PK\x03\x04", 4);
        add_entry(out, files[i].name, files[i].data, files[i].size);
        strbuf_add_str(out, files[i].name);
        strbuf_add(out, (const char *)files[i].data, files[i].size);
    }
    list = (uint32_t)out->len;
    for (int i = 0; i < n; i++) {
        strbuf_add(out, "PK\x01\x02", 4);
        add_number(out, 20, 2);
        add_entry(out, files[i].name, files[i].data, files[i].size);
        add_number(out, 0, 4); /* comment, disk */
        add_number(out, 0, 2);
        add_number(out, 0, 4);
        add_number(out, starts[i], 4);
        strbuf_add_str(out, files[i].name);
    }
    uint32_t len = (uint32_t)out->len - list;
    strbuf_add(out, "PK\x05\x06", 4);
    add_number(out, 0, 4);
    add_number(out, (uint32_t)n, 2);
    add_number(out, (uint32_t)n, 2);
    add_number(out, len, 4);
    add_number(out, list, 4);
    add_number(out, 0, 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"word/document.xml", "content.xml",
                                        "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"};
    struct strbuf archive = STRBUF_INIT, html = STRBUF_INIT;
    struct err err = {0, ""};
    if (size == 0)
        return 0;
    const struct packed files[] = {{names[data[0] % 4], data + 1, size - 1},
                                   {"xl/workbook.xml", data, 0}};
    pack(files, data[0] % 4 < 2 ? 1 : 2, &archive);
    if (importoffice_is(archive.data, archive.len)) {
        bool ok = importoffice_read(archive.data, archive.len, &html, &err);
        assert(ok || *err.text);
        assert(!ok || utf8_is_valid(html.data, html.len));
    }
    strbuf_release(&archive);
    strbuf_release(&html);
    return 0;
}
