/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INIWRITER_H
#define FORMS_INI_INIWRITER_H

/* Writes INI text that inifile.h reads back exactly, and libiniparser 4.1 and 4.2 alike: values in
 * double quotes, escaped, lines under 1000 bytes, [end] with the number of keys and the CRC. */

#include <stddef.h>

struct strbuf;

enum { INI_CHUNK_COLS = 66, INI_CHUNK_MAX_BYTES = 850 };

struct ini_writer {
    struct strbuf *out;
    size_t start; /* where this file's text begins in out */
    int n_keys;
};

/* Everything is appended to out, which must outlive the writer. */
void ini_writer_init(struct ini_writer *writer, struct strbuf *out);
/* Names must pass inifile_name_is_valid(); "end" is written by ini_writer_finish() alone. */
void ini_writer_section(struct ini_writer *writer, const char *section);
/* The value is valid UTF-8; one too long for a line becomes chunks. */
void ini_writer_add(struct ini_writer *writer, const char *key, const char *value);
/* A paragraph, in chunks of at most INI_CHUNK_COLS columns (ambiguous characters count 2), cut
 * between clusters. An empty text is one empty value. */
void ini_writer_add_paragraph(struct ini_writer *writer, const char *key, const char *text);
/* The section [end]; not for settings. */
void ini_writer_finish(struct ini_writer *writer);

#endif
