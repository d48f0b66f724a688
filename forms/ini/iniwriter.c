/* SPDX-License-Identifier: MIT */
#include "forms/ini/iniwriter.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/ini/iniescape.h"
#include "forms/ini/inifile.h"
#include "locale/cluster.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

/* Clusters and references are not cut. At most this long, one fits a chunk even with six bytes for
 * each byte. */
enum { MAX_UNIT_BYTES = INI_CHUNK_MAX_BYTES / 6 };

void ini_writer_init(struct ini_writer *writer, struct strbuf *out)
{
    *writer = (struct ini_writer){.out = out, .start = out->len};
}

void ini_writer_section(struct ini_writer *writer, const char *section)
{
    assert(inifile_name_is_valid(section));
    if (writer->out->len > writer->start)
        strbuf_add_byte(writer->out, '\n');
    strbuf_addf(writer->out, "[%s]\n", section);
}

/* Chunk 1 has the plain key, padded so that its = is above those of the other chunks. */
static void add_line(struct ini_writer *writer, const char *key, int number, int pad_cols,
                     const struct strbuf *escaped)
{
    char suffix[16] = "";
    if (number > 1)
        snprintf(suffix, sizeof suffix, ".%02d", number);
    strbuf_addf(writer->out, "%s%s%*s = \"%s\"\n", key, suffix, pad_cols, "", escaped->data);
    writer->n_keys++;
}

/* Bytes of what is not cut: a reference to a cell, {requests.received.total}, else a cluster. */
static size_t unit_len(const char *text, size_t len, int *n_cols)
{
    size_t n = 1;
    while (*text == '{' && n < len &&
           ((text[n] >= 'a' && text[n] <= 'z') || text[n] == '_' || text[n] == '.' ||
            (text[n] >= '0' && text[n] <= '9')))
        n++;
    if (*text == '{' && n < len && text[n] == '}') {
        *n_cols = (int)n + 1;
        return n + 1;
    }
    struct cluster cluster = cluster_read(text, len);
    *n_cols = cluster_read_cols(&cluster, 2);
    return cluster.len;
}

static void add_chunks(struct ini_writer *writer, const char *key, const char *text, int max_cols)
{
    assert(inifile_name_is_valid(key));
    size_t len = strlen(text);
    struct strbuf chunk = STRBUF_INIT;
    int number = 0, n_cols = 0;
    for (size_t offset = 0; offset < len;) {
        size_t max_bytes = utf8_clip_bytes(text + offset, len - offset, MAX_UNIT_BYTES),
               before = chunk.len;
        int cols;
        size_t n_unit = unit_len(text + offset, max_bytes, &cols);
        ini_escape(&chunk, text + offset, n_unit);
        if (before && (n_cols > max_cols - cols || chunk.len > INI_CHUNK_MAX_BYTES)) {
            strbuf_truncate(&chunk, before);
            number++;
            add_line(writer, key, number, number == 1 ? 3 : 0, &chunk);
            strbuf_clear(&chunk);
            n_cols = 0;
            ini_escape(&chunk, text + offset, n_unit);
        }
        n_cols += cols;
        offset += n_unit;
    }
    add_line(writer, key, number + 1, 0, &chunk);
    strbuf_release(&chunk);
}

void ini_writer_add(struct ini_writer *writer, const char *key, const char *value)
{
    add_chunks(writer, key, value, INT_MAX);
}

void ini_writer_add_paragraph(struct ini_writer *writer, const char *key, const char *text)
{
    add_chunks(writer, key, text, INI_CHUNK_COLS);
}

void ini_writer_finish(struct ini_writer *writer)
{
    struct strbuf *out = writer->out;
    if (out->len > writer->start)
        strbuf_add_byte(out, '\n');
    uint32_t crc = crc32_add(0, out->data + writer->start, out->len - writer->start);
    strbuf_addf(out, "[end]\ncomplete = \"1\"\nkeys = \"%d\"\ncrc = \"%08x\"\n", writer->n_keys,
                crc);
}
