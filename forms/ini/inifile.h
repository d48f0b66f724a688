/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INIFILE_H
#define FORMS_INI_INIFILE_H

/* Reads INI text, for drafts and settings alike. A pre-pass repairs the file line by line and notes
 * each irregularity; libiniparser reads the clean text, and the values are what it returns. If the
 * library returns only part of it (read error, no memory), that is an error.
 *
 * Syntax: [section], key = "value", comments with ; or # outside quotes. Section and key names are
 * ASCII letters, digits and _ . - and are lower-cased. Escapes in values: &quot; &bsol; &amp; &tab;
 * &#xNN; and no others. A draft ends with the section [end], which holds complete = "1" and, from
 * our own writer, keys (how many stand before [end]) and crc (CRC-32 of all bytes before the line
 * [end], eight hexadecimal digits). */

#include <stdbool.h>
#include <stddef.h>

#include "forms/ini/inilib.h"
#include "forms/ini/ininote.h"
#include "forms/ini/initext.h"
#include "locale/encoding.h"
#include "locale/err.h"

enum {
    INI_MAX_SECTIONS = 256,
    INI_MAX_LINE_BYTES = 1022, /* libiniparser's limit; longer lines are read, and noted */
    INI_MAX_NAME_BYTES = 107,  /* of a section or key: 100, plus 7 for a chunk's number */
};

enum ini_state {
    INI_WHOLE,  /* ends with [end], keys and crc match: as our writer left it */
    INI_EDITED, /* ends with [end], but keys or crc do not match: edited by hand; noted */
    INI_CUT,    /* no [end], no complete = "1", or text after it: not a whole draft */
};

struct inifile {
    struct ini_entry *entries; /* in file order, without duplicates and without [end] */
    size_t n_entries;
    struct ini_notes notes; /* in reading order; those about the whole file (line 0) last */
    enum ini_state state;
    enum encoding encoding; /* of the file */
    int n_lines;
    char **sections; /* all names but [end], each once, in file order, empty sections too */
    size_t n_sections;
};

enum ini_end {
    INI_END_REQUIRED, /* a draft: [end] is the end mark, as above */
    INI_END_NONE, /* settings: no end mark (state is INI_WHOLE), [end] is a section like others */
};

/* Reads len bytes into *ini, which need not be initialised; always release it. false with err if
 * the file is unusable: too large, too many lines or sections, unknown encoding, or libiniparser
 * failed. Smaller trouble shows in state and notes. */
bool inifile_parse(struct inifile *ini, const char *bytes, size_t len, enum ini_end end,
                   struct err *err) __attribute__((warn_unused_result));
void inifile_release(struct inifile *ini);

/* NULL if there is none. A linear search. */
const struct ini_entry *inifile_find(const struct inifile *ini, const char *section,
                                     const char *key);

/* Long values are split into chunks: key, key.02, key.03 …, joined without a separator. Is this the
 * key of chunk 2 or later? *base_len_bytes is then the length of the first chunk's key. */
bool inifile_key_is_chunk(const char *key, size_t *base_len_bytes, int *number);

/* 1 to 100 of a-z, 0-9, _ . -; up to INI_MAX_NAME_BYTES with a chunk's number. */
bool inifile_name_is_valid(const char *name);

#endif
