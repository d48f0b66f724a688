/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INIFILE_H
#define FORMS_INI_INIFILE_H

/* Reading INI text, whatever it means: drafts and settings both come through here. A pre-pass goes
 * through the file line by line: it repairs what it can, and turns each irregularity into a note.
 * libiniparser reads the clean text that comes of it, and the values are what the library returns.
 * A dictionary that the library filled only in part (a read error, no memory) is an error, never
 * data.
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
    INI_MAX_LINE_BYTES =
        1022, /* what libiniparser takes; a longer line is read all the same, and noted */
    INI_MAX_NAME_BYTES = 107, /* of a section or a key: 100, and what the number of a chunk takes */
};

enum ini_state {
    INI_WHOLE,  /* ends with [end], and keys and crc are right: as our writer left it */
    INI_EDITED, /* ends with [end], but keys or crc is missing or different: edited by hand,
                   accepted, noted */
    INI_CUT,    /* no [end], no complete = "1" in it, or something after it: never to be taken for a
                   whole draft */
};

struct inifile {
    struct ini_entry *entries; /* in the order of the file; no two with the same section and key;
                                  [end] is not here */
    size_t n_entries;
    struct ini_notes notes; /* in the order in which the file was read, those about the whole file
                               (line 0) last */
    enum ini_state state;
    enum encoding encoding; /* of the file */
    int n_lines;
    char **sections; /* names of all sections but [end], each once, in the order of the file, empty
                        ones too */
    size_t n_sections;
};

enum ini_end {
    INI_END_REQUIRED, /* a draft: [end] is the end mark, as above */
    INI_END_NONE, /* settings: no end mark (state is INI_WHOLE), [end] is a section like others */
};

/* Reads len bytes into *ini, which need not be initialised; release it in both cases. false, with a
 * sentence in err, when nothing of it can be used: too large, too many lines or sections, in no
 * known encoding, or libiniparser failed or did not read all of it. Trouble inside the
 * file is no error but notes: look at state and notes. */
bool inifile_parse(struct inifile *ini, const char *bytes, size_t len, enum ini_end end,
                   struct err *err) __attribute__((warn_unused_result));
void inifile_release(struct inifile *ini);

/* NULL where there is none. Searches from the front. */
const struct ini_entry *inifile_find(const struct inifile *ini, const char *section,
                                     const char *key);

/* Long values are written as chunks, to be joined without a separator: the key itself, then key.02,
 * key.03 … Is this the key of a further chunk? Then *base_len_bytes is the length of the first
 * chunk's key and *number is 2 or more. */
bool inifile_key_is_chunk(const char *key, size_t *base_len_bytes, int *number);

/* Is the name one that the reader takes as it is: 1 to 100 of a-z, 0-9, _ . -, and up to
 * INI_MAX_NAME_BYTES with the number of a chunk? */
bool inifile_name_is_valid(const char *name);

#endif
