/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTEDIT_H
#define FORMS_NARRATIVE_TEXTEDIT_H

/* Editing a narrative: text, layout and cursor together. No screen. Every change goes through the
 * draft's edit, so undo, journal and recovery know it; what others changed (undo, figures in the
 * tables) is taken in by textedit_update(). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/draft/edit.h"
#include "forms/narrative/textcursor.h"
#include "forms/narrative/textlayout.h"
#include "forms/narrative/textmarks.h"

struct textedit {
    struct edit *edit; /* borrowed */
    int field;
    struct textlayout layout;
    struct textcursor cursor;
    struct textmarks marks;
    uint64_t seen; /* draft_change_any() that the layout is of */
};

/* What was cut or copied; serves all narratives. */
struct textclip {
    struct strbuf text;
    bool joins; /* the next line cut or copied is added, not a new beginning; cleared by the caller
                   after anything else */
};

void textedit_init(struct textedit *te, struct edit *edit, int field, int n_cols, int ambiguous);
void textedit_release(struct textedit *te);
/* Brings layout, marks and cursor in step with the draft. To be called before the layout is used
 * where others may have changed the draft. Like every change it may leave a seam in the layout far
 * behind the cursor. */
void textedit_update(struct textedit *te);
void textedit_move(struct textedit *te, enum textmove move, size_t n_page_lines);
/* To an offset of the source. */
void textedit_go(struct textedit *te, size_t offset);

/* One typed character. false: refused, a blank at a paragraph's beginning (print indents). */
bool textedit_type(struct textedit *te, const char *text, size_t len);
/* A new paragraph. false: refused, the present one is empty still. */
bool textedit_enter(struct textedit *te);
/* The unit behind the cursor (forward) or before it; joins paragraphs at their border. false:
 * nothing there. */
bool textedit_delete(struct textedit *te, bool forward);
/* Any text from outside as one step: CRLF, tabs, indents and blank lines are put in order. */
void textedit_paste(struct textedit *te, const char *text, size_t len);
/* Bytes as they are, as one step of that name (N_()). */
void textedit_insert(struct textedit *te, const char *text, size_t len, const char *name);

/* The screen line of the cursor, with the paragraph's end where it is its last. false: nothing to
 * take. */
bool textedit_cut_line(struct textedit *te, struct textclip *clip);
/* The cursor goes to the next line. */
bool textedit_copy_line(struct textedit *te, struct textclip *clip);
/* Empties the screen line; the paragraph's end stays. */
bool textedit_clear_line(struct textedit *te);

/* ---- finding and replacing: literally, in the text as shown ---- */

/* Puts the cursor on the next place behind it, from the beginning again behind the last one. false:
 * there is none. */
bool textedit_find(struct textedit *te, const char *needle);
struct textfound {
    size_t count;   /* of all places that do not overlap */
    size_t ordinal; /* of the one at the cursor, from 1; 0: the cursor is at none */
};
struct textfound textedit_count_found(const struct textedit *te, const char *needle);
/* Is the cursor at a place that can be replaced: one in the text itself, not in what stands for a
 * reference? */
bool textedit_may_replace(const struct textedit *te, const char *needle);
/* Replaces the place at the cursor and puts the cursor behind it. false where it may not be. */
bool textedit_replace(struct textedit *te, const char *needle, const char *replacement);
/* From the cursor on (or everywhere) as one step; references stay. Returns how many were replaced.
 */
size_t textedit_replace_all(struct textedit *te, const char *needle, const char *replacement,
                            bool from_cursor);

#endif
