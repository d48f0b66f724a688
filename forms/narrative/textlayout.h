/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTLAYOUT_H
#define FORMS_NARRATIVE_TEXTLAYOUT_H

/* Lays a narrative out in screen lines: paragraphs indented by two 汉字 as in print, wrapped by
 * linebreak.h. The source text is the draft's; in the shown text, whose lines these are, references
 * ({requests.received.total}) are replaced by their values. A line feed ends a paragraph and
 * belongs to its last line.
 *
 * After a change only the changed paragraph is laid out again, from shortly before the change until
 * lines start where they did before. Line starts are kept in a gap buffer with the gap at the last
 * change: before it they count from the start of the text, after it from the end. So typing costs
 * the same in a text of any length.
 *
 * In a long paragraph one character can shift all following lines. An update therefore stops
 * n_ahead lines after the change and leaves a seam: the lines after it are broken as before the
 * change, until textlayout_finish(). Typing lays them out once, not with every key. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"

/* If a reference begins at text (with '{'), appends its value to shown and returns its length in
 * bytes; else returns 0. */
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
    size_t n_ahead; /* lines to lay out after a change; callers may set the height of the screen */
    bool has_seam;
    size_t seam;      /* start of the last correct line, in bytes from the text's end */
    size_t stale_end; /* the same for the farthest seam since the last finish */
};

/* Lays out the empty text, which has one line. n_cols at least 2, ambiguous 1 or 2. */
void textlayout_init(struct textlayout *layout, int n_cols, int ambiguous);
void textlayout_release(struct textlayout *layout);
/* No effect where both are as they were. */
void textlayout_set_width(struct textlayout *layout, int n_cols, int ambiguous);

/* Which bytes of the shown text an update replaced. */
struct textchange {
    size_t offset, n_removed, n_inserted;
};
/* Lays out source, which need not outlive the call. read may be NULL: no references. */
struct textchange textlayout_update(struct textlayout *layout, const char *source, size_t len,
                                    textref_reader *read, const void *context);

/* The number of correct lines: those before the seam, else all. */
size_t textlayout_n_right_lines(const struct textlayout *layout);
/* Lays out the lines after the seam. Needed before using lines far from the last change. */
void textlayout_finish(struct textlayout *layout);

struct textline {
    size_t start, end; /* bytes of the shown text, with blanks at the end, without line feed */
    int indent;        /* columns before the text */
    bool is_first;     /* of its paragraph */
    bool is_last;
};
/* At least 1. */
size_t textlayout_n_lines(const struct textlayout *layout);
struct textline textlayout_line(const struct textlayout *layout, size_t index);
/* The line that holds the byte at offset of the shown text (its line feed included). */
size_t textlayout_line_of(const struct textlayout *layout, size_t offset);

/* Converts offsets between the texts. Inside a reference the result is its start. */
size_t textlayout_shown_offset(const struct textlayout *layout, size_t source);
size_t textlayout_source_offset(const struct textlayout *layout, size_t shown);
/* The reference whose shown part covers the offset; NULL if there is none. */
const struct textref *textlayout_ref_at(const struct textlayout *layout, size_t shown);
/* Length of what the cursor steps over after (before) an offset of the shown text: a reference, a
 * line feed or a cluster. 0 at the text's end (start). */
size_t textlayout_unit_len(const struct textlayout *layout, size_t shown);
size_t textlayout_unit_len_before(const struct textlayout *layout, size_t shown);

#endif
