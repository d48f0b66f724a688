/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTLAYOUT_H
#define FORMS_NARRATIVE_TEXTLAYOUT_H

/* A narrative laid out in screen lines: paragraphs indented by two 汉字 as in print, wrapped by
 * linebreak.h. References
 * ({requests.received.total}) are laid out as what they stand for, so there are two texts: the
 * source, which the draft holds, and the shown text, whose lines these are. Line feeds separate
 * paragraphs and belong to the line they end.
 *
 * After a change only the touched paragraph is laid out again, from shortly before the change until
 * its lines begin where they began before. The beginnings of the lines are kept in an array with a
 * gap at the last change: those before the gap count bytes from the start of the text, those behind
 * it from its end. So typing moves no line behind the cursor, be the text 1,000 or 100,000 字 long,
 * one paragraph or many.
 *
 * In a long paragraph one character can shift every line that follows. An update therefore stops
 * after n_ahead lines behind the change and leaves a seam: lines from there on are those of the
 * text before (whole, but not broken where they should be) until textlayout_finish(). Several
 * updates in a row, as in typing, are laid out behind the seam once. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"

/* Length in bytes of the reference that begins at text (with '{'), and what stands for it appended
 * to shown; 0 where none does, nothing is appended then. */
typedef size_t textref_reader(const void *context, const char *text, size_t len,
                              struct strbuf *shown);

/* All in bytes; shown_len > 0, and the shown part holds no line feed. */
struct textref {
    size_t source, source_len;
    size_t shown, shown_len;
};

struct textlayout {
    int n_cols, ambiguous;
    struct strbuf shown;
    struct strbuf before; /* the shown text before the last update */
    struct textref *refs;
    size_t n_refs, refs_capacity;
    size_t *starts; /* n_before of them in front, n_after at the end of the array */
    size_t n_before, n_after, capacity;
    size_t n_ahead; /* lines to lay out behind a change at once; the caller may set it to what the
                       screen shows */
    bool has_seam;
    size_t seam; /* the beginning of the last line that is right, in bytes from the text's end */
    size_t stale_end; /* the same of the farthest seam that was left since the last finish */
};

/* Lays out the empty text, which has one line. n_cols at least 2, ambiguous 1 or 2. */
void textlayout_init(struct textlayout *layout, int n_cols, int ambiguous);
void textlayout_release(struct textlayout *layout);
/* No effect where both are as they were. */
void textlayout_set_width(struct textlayout *layout, int n_cols, int ambiguous);

/* The bytes of the shown text that differ from the one before. */
struct textchange {
    size_t offset, n_removed, n_inserted;
};
/* Lays out source, which need not outlive the call. read may be NULL: no references. */
struct textchange textlayout_update(struct textlayout *layout, const char *source, size_t len,
                                    textref_reader *read, const void *context);

/* How many lines from the first on are right: those before the seam, else all. */
size_t textlayout_n_right_lines(const struct textlayout *layout);
/* Lays out what is left behind the seam. Needed before lines far from the last change are used. */
void textlayout_finish(struct textlayout *layout);

struct textline {
    size_t start, end; /* bytes of the shown text, without the line feed; blanks at a wrapped line's
                          end included */
    int indent;        /* columns before the text */
    bool is_first;     /* of its paragraph */
    bool is_last;
};
/* At least 1. */
size_t textlayout_n_lines(const struct textlayout *layout);
struct textline textlayout_line(const struct textlayout *layout, size_t index);
/* The line that holds the byte at offset of the shown text (its line feed included). */
size_t textlayout_line_of(const struct textlayout *layout, size_t offset);

/* From one text to the other. Inside of a reference the answer is its beginning. */
size_t textlayout_shown_offset(const struct textlayout *layout, size_t source);
size_t textlayout_source_offset(const struct textlayout *layout, size_t shown);
/* The reference whose shown part begins at or before offset and ends behind it; NULL where there is
 * none. */
const struct textref *textlayout_ref_at(const struct textlayout *layout, size_t shown);
/* What the cursor steps over at an offset of the shown text (behind it, before it): a reference, a
 * line feed or a cluster. 0 at the text's end (start). */
size_t textlayout_unit_len(const struct textlayout *layout, size_t shown);
size_t textlayout_unit_len_before(const struct textlayout *layout, size_t shown);

#endif
