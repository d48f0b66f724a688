/* SPDX-License-Identifier: MIT */
#ifndef FORMS_NARRATIVE_TEXTEDIT_H
#define FORMS_NARRATIVE_TEXTEDIT_H

/* Edits a narrative: text, layout and cursor together, without a screen. Changes go through the
 * draft's edit, so undo and the journal see them; textedit_update() picks up changes made elsewhere
 * (undo, figures in tables). */

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
    uint64_t seen; /* draft_change_any() when the layout was made */
};

/* What was cut or copied; shared by all narratives. */
struct textclip {
    struct strbuf text;
    bool joins; /* append the next line; the caller clears this after any other key */
};

void textedit_init(struct textedit *te, struct edit *edit, int field, int n_cols, int ambiguous);
void textedit_release(struct textedit *te);
/* Brings layout, marks and cursor up to date with the draft; call it before using the layout. May
 * leave a seam (textlayout.h) far behind the cursor. */
void textedit_update(struct textedit *te);
void textedit_move(struct textedit *te, enum textmove move, size_t n_page_lines);
/* To an offset of the source. */
void textedit_go(struct textedit *te, size_t offset);

/* One typed character. false: a blank at a paragraph's start, where printing indents. */
bool textedit_type(struct textedit *te, const char *text, size_t len);
/* A new paragraph. false: the current one is still empty. */
bool textedit_enter(struct textedit *te);
/* Deletes the unit after (forward) or before the cursor; a line feed joins paragraphs. false:
 * nothing there. */
bool textedit_delete(struct textedit *te, bool forward);
/* Inserts outside text as one step, with CRLF, tabs, indents and blank lines cleaned up. */
void textedit_paste(struct textedit *te, const char *text, size_t len);
/* Inserts the bytes unchanged, as one step with that name (N_()). */
void textedit_insert(struct textedit *te, const char *text, size_t len, const char *name);

/* The cursor's screen line, with the line feed if the paragraph ends there. false: it is empty. */
bool textedit_cut_line(struct textedit *te, struct textclip *clip);
/* The cursor goes to the next line. */
bool textedit_copy_line(struct textedit *te, struct textclip *clip);
/* Empties the screen line; the paragraph's end stays. */
bool textedit_clear_line(struct textedit *te);

/* ---- finding and replacing: literally, in the text as shown ---- */

/* Moves to the next match after the cursor, wrapping around. false: there is none. */
bool textedit_find(struct textedit *te, const char *needle);
struct textfound {
    size_t count;   /* matches that do not overlap */
    size_t ordinal; /* of the match at the cursor, from 1; 0: none there */
};
struct textfound textedit_count_found(const struct textedit *te, const char *needle);
/* Is the cursor at a match that can be replaced: not in the text shown for a reference? */
bool textedit_may_replace(const struct textedit *te, const char *needle);
/* Replaces the match at the cursor and moves behind it. false: it cannot be replaced. */
bool textedit_replace(struct textedit *te, const char *needle, const char *replacement);
/* From the cursor on, or everywhere, as one step; references stay. Returns the number replaced. */
size_t textedit_replace_all(struct textedit *te, const char *needle, const char *replacement,
                            bool from_cursor);

#endif
