/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_ININOTE_H
#define FORMS_INI_ININOTE_H

/* Notes about irregular INI text: one sentence each, with its line. */

#include <stddef.h>

enum ini_severity {
    INI_NOTICE,  /* the meaning is clear (CRLF, BOM, another encoding, no quotes, comments) */
    INI_WARNING, /* the meaning is uncertain, or part of a line was skipped */
    INI_ERROR,   /* part of the file is missing or damaged */
};

enum ini_note_kind {
    INI_NOTE_ENCODING,  /* GB18030, converted */
    INI_NOTE_BAD_BYTES, /* UTF-8 with damaged places, U+FFFD put there */
    INI_NOTE_BOM,
    INI_NOTE_CRLF,
    INI_NOTE_NUL,        /* NUL bytes taken out */
    INI_NOTE_CONTROL,    /* control characters in a value, kept */
    INI_NOTE_LONG_LINE,  /* more than libiniparser takes; read all the same */
    INI_NOTE_JUNK,       /* neither section, key = value, comment nor blank: left out */
    INI_NOTE_NO_SECTION, /* a key before the first section: left out */
    INI_NOTE_CASE,       /* a name with capitals, lower-cased */
    INI_NOTE_UNQUOTED,
    INI_NOTE_INNER_QUOTE,  /* bare quotes inside a quoted value, kept */
    INI_NOTE_UNTERMINATED, /* no closing quote */
    INI_NOTE_TRAILING,     /* text behind the value, left out */
    INI_NOTE_BAD_ESCAPE,   /* kept as it stands */
    INI_NOTE_DUP_KEY,      /* the later line counts */
    INI_NOTE_DUP_SECTION,  /* put together */
    INI_NOTE_COMMENT,      /* comments, which a save does not keep */
    INI_NOTE_NO_END,
    INI_NOTE_AFTER_END,
    INI_NOTE_KEYS,  /* number of keys missing or different */
    INI_NOTE_CRC,   /* crc missing or different */
    INI_NOTE_OTHER, /* for callers: a warning about what the entries mean */
    INI_N_NOTE_KINDS,
};

struct ini_note {
    int line; /* from 1; 0: about the file as a whole */
    enum ini_severity severity;
    enum ini_note_kind kind;
    char *text; /* a sentence in the interface's language, with the line; may quote the file */
};

struct ini_notes {
    struct ini_note *items;
    size_t n;
    size_t capacity;
};
#define INI_NOTES_INIT                                                                             \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* Adds a note. The kind decides the severity; a line other than 0 is put in front (第…行：). */
void ini_notes_add(struct ini_notes *notes, int line, enum ini_note_kind kind, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));
/* By line, line 0 last; stable. */
void ini_notes_sort(struct ini_notes *notes);
void ini_notes_release(struct ini_notes *notes);

/* How many bytes of a text a note quotes. */
int ini_note_quoted_len(const char *text);

#endif
