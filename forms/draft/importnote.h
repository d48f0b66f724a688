/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_IMPORTNOTE_H
#define FORMS_DRAFT_IMPORTNOTE_H

/* What an import found stays in the draft, as [import] n0010 = "T3-LABEL 57 requests.refused…
 * 1a2b3c4d 原文": rule, line of the source, key, a fingerprint of what stood there after the
 * import, and the words. It holds until the operator confirms it (F4) or changes what it is about.
 */

#include "forms/draft/draft.h"
#include "locale/strbuf.h"

enum { IMPORT_MAX_NOTES = 400 };

struct import_note {
    int line;         /* of the input; 0: the whole of it */
    const char *rule; /* the check that it becomes, static; NULL: told once, at the import */
    char *key;        /* what of the draft it is about, NULL: nothing */
    char *text; /* with a rule: what was found (the words of the source), else a whole sentence */
};
struct import_notes {
    struct import_note *items;
    size_t count, capacity;
    size_t n_dropped; /* beyond IMPORT_MAX_NOTES */
};

/* Takes text; key may be NULL. */
void import_note_add(struct import_notes *notes, int line, const char *rule, const char *key,
                     char *text);
/* By line; those about the whole come first. Notes of one line stay in their order. */
void import_notes_sort(struct import_notes *notes);
void import_notes_release(struct import_notes *notes);

/* Stands before text that an import could not place. */
extern const char import_unplaced_mark[];

/* Writes the notes that have a rule into the draft. Called when everything else is in it. */
void import_notes_store(struct draft *draft, const struct import_notes *notes);

struct import_stored {
    char rule[16];
    int line;
    char key[100];
    const char *text; /* borrowed from the draft */
};
/* The notes of a draft that still hold, in an array to free; NULL where there are none. Good until
 * the draft changes. */
struct import_stored *import_notes_read(const struct draft *draft, size_t *count)
    __attribute__((warn_unused_result));

/* Appends what a note says, as a sentence. */
void import_note_describe(const struct draft *draft, const char *rule, int line, const char *key,
                          const char *text, struct strbuf *out);

#endif
