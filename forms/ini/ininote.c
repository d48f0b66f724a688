/* SPDX-License-Identifier: MIT */
#include "forms/ini/ininote.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

static const enum ini_severity severities[INI_N_NOTE_KINDS] = {
    [INI_NOTE_ENCODING] = INI_NOTICE,
    [INI_NOTE_BAD_BYTES] = INI_ERROR,
    [INI_NOTE_BOM] = INI_NOTICE,
    [INI_NOTE_CRLF] = INI_NOTICE,
    [INI_NOTE_NUL] = INI_ERROR,
    [INI_NOTE_CONTROL] = INI_WARNING,
    [INI_NOTE_LONG_LINE] = INI_NOTICE,
    [INI_NOTE_JUNK] = INI_WARNING,
    [INI_NOTE_NO_SECTION] = INI_WARNING,
    [INI_NOTE_CASE] = INI_NOTICE,
    [INI_NOTE_UNQUOTED] = INI_NOTICE,
    [INI_NOTE_INNER_QUOTE] = INI_WARNING,
    [INI_NOTE_UNTERMINATED] = INI_WARNING,
    [INI_NOTE_TRAILING] = INI_WARNING,
    [INI_NOTE_BAD_ESCAPE] = INI_WARNING,
    [INI_NOTE_DUP_KEY] = INI_WARNING,
    [INI_NOTE_DUP_SECTION] = INI_NOTICE,
    [INI_NOTE_COMMENT] = INI_NOTICE,
    [INI_NOTE_NO_END] = INI_ERROR,
    [INI_NOTE_AFTER_END] = INI_ERROR,
    [INI_NOTE_KEYS] = INI_NOTICE,
    [INI_NOTE_CRC] = INI_NOTICE,
    [INI_NOTE_OTHER] = INI_WARNING,
};

void ini_notes_add(struct ini_notes *notes, int line, enum ini_note_kind kind, const char *format,
                   ...)
{
    struct strbuf text = STRBUF_INIT;
    if (line)
        strbuf_addf(&text, _("第 %d 行："), line);
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    GROW(notes->items, notes->n, notes->capacity);
    notes->items[notes->n++] = (struct ini_note){line, severities[kind], kind, strbuf_steal(&text)};
}

void ini_notes_release(struct ini_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++)
        free(notes->items[i].text);
    free(notes->items);
    *notes = (struct ini_notes)INI_NOTES_INIT;
}

struct numbered_note {
    struct ini_note note;
    size_t order;
};

static int note_compare(const void *left, const void *right)
{
    const struct numbered_note *a = left, *b = right;
    /* Line 0, the file as a whole, comes last. */
    unsigned line_a = (unsigned)a->note.line - 1, line_b = (unsigned)b->note.line - 1;
    if (line_a != line_b)
        return line_a < line_b ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

void ini_notes_sort(struct ini_notes *notes)
{
    struct numbered_note *numbered = xreallocarray(NULL, notes->n + 1, sizeof *numbered);
    for (size_t i = 0; i < notes->n; i++)
        numbered[i] = (struct numbered_note){notes->items[i], i};
    qsort(numbered, notes->n, sizeof *numbered, note_compare);
    for (size_t i = 0; i < notes->n; i++)
        notes->items[i] = numbered[i].note;
    free(numbered);
}

int ini_note_quoted_len(const char *text)
{
    enum { QUOTED_BYTES = 60 };
    return (int)utf8_clip_bytes(text, strlen(text), QUOTED_BYTES);
}
