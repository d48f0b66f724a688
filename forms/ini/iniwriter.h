/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INIWRITER_H
#define FORMS_INI_INIWRITER_H

/* Writing INI text that inifile.h reads back exactly and that both libiniparser 4.1 and 4.2
 * understand: every value in double quotes, no bare quote or backslash inside, lines under 1000
 * bytes, sections separated by a blank line, the end mark with number of keys and CRC. */

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
/* One line; a value too long for a line becomes chunks. The value is valid UTF-8. */
void ini_writer_add(struct ini_writer *writer, const char *key, const char *value);
/* A paragraph: chunks of at most INI_CHUNK_COLS columns (an ambiguous character counts 2), cut
 * between clusters; keys key, key.02, key.03 … An empty text is one empty value. */
void ini_writer_add_paragraph(struct ini_writer *writer, const char *key, const char *text);
/* The section [end]; not for settings. */
void ini_writer_finish(struct ini_writer *writer);

#endif
