/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_EDIT_H
#define FORMS_DRAFT_EDIT_H

/* Editing with undo. Every change of a draft by its operator goes through here: it is applied,
 * remembered for undo and told to one observer (the journal), which therefore sees undo and redo as
 * changes too and can replay them all.
 *
 * Changes belong to steps: what one command did (a character typed, a block pasted, a table filled
 * with 0) is undone by one undo. Characters typed on end in one place join one step until
 * edit_break(). */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"

enum edit_kind { EDIT_DO, EDIT_UNDO, EDIT_REDO };

struct edit_change {
    int field;
    size_t offset;       /* bytes */
    const char *removed; /* bytes that were there; borrowed */
    size_t removed_len;
    const char *inserted;
    size_t inserted_len;
    enum edit_kind kind;
    size_t step; /* changes that one command made carry the same number; an undo carries the undone
                    step's */
};
typedef void edit_observer(void *context, const struct draft *draft,
                           const struct edit_change *change);

struct edit;

/* The draft stays the caller's and must outlive the edit. */
struct edit *edit_new(struct draft *draft) __attribute__((returns_nonnull, warn_unused_result));
void edit_free(struct edit *edit);
struct draft *edit_draft(struct edit *edit);
/* Called after each change was applied; NULL: nobody. */
void edit_set_observer(struct edit *edit, edit_observer *observer, void *context);

/* Changes between begin and end are one step; pairs may nest, the outermost counts. name says what
 * the step did, for “撤销：整表填 0” (a static string from N_()). */
void edit_begin(struct edit *edit, const char *name);
void edit_end(struct edit *edit);

/* Replaces bytes of a field (see draft_splice). Nothing happens where the new bytes equal the old
 * ones. */
void edit_splice(struct edit *edit, int field, size_t offset, size_t n_removed, const char *text,
                 size_t len);
/* Replaces the whole text; only the bytes that differ become a change. */
void edit_set(struct edit *edit, int field, const char *text);
/* The next typed character begins a step of its own (the cursor was moved, a pause, another
 * command). */
void edit_break(struct edit *edit);

/* Where the cursor belongs after an undo or redo. */
struct edit_place {
    int field;
    size_t offset;    /* bytes, behind what the step put there */
    const char *name; /* of the step, NULL for plain typing */
};
/* false: nothing to undo (redo). A new change forgets what could be redone. */
bool edit_undo(struct edit *edit, struct edit_place *place);
bool edit_redo(struct edit *edit, struct edit_place *place);

/* Has anything changed since edit_set_saved() (or since the beginning)? Undoing back to that point
 * counts as unchanged. */
bool edit_is_changed(const struct edit *edit);
void edit_set_saved(struct edit *edit);

#endif
