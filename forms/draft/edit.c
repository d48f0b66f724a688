/* SPDX-License-Identifier: MIT */
#include "forms/draft/edit.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

struct change {
    int field;
    size_t offset;
    char *removed, *inserted;
    size_t removed_len, inserted_len;
    size_t step; /* changes of one step carry the same number */
    const char *name;
};

struct edit {
    struct draft *draft;
    edit_observer *observer;
    void *context;
    struct change *changes; /* changes[0..n_done) are applied, [n_done..n_changes) were undone */
    size_t n_done, n_changes, capacity;
    size_t n_saved; /* n_done at the last save; SIZE_MAX: that state cannot be reached any more */
    size_t step;
    int depth;     /* of edit_begin() */
    bool may_join; /* typing may join the last change: there is one, and it was made since the last
                      save */
    const char *name;
};

struct edit *edit_new(struct draft *draft)
{
    struct edit *edit = xcalloc(1, sizeof *edit);
    edit->draft = draft;
    return edit;
}

static void forget_undone(struct edit *edit)
{
    while (edit->n_changes > edit->n_done) {
        struct change *change = &edit->changes[--edit->n_changes];
        free(change->removed);
        free(change->inserted);
    }
    if (edit->n_saved > edit->n_done)
        edit->n_saved = SIZE_MAX;
}

void edit_free(struct edit *edit)
{
    if (!edit)
        return;
    edit->n_done = 0;
    forget_undone(edit);
    free(edit->changes);
    free(edit);
}

struct draft *edit_draft(struct edit *edit) { return edit->draft; }

void edit_set_observer(struct edit *edit, edit_observer *observer, void *context)
{
    edit->observer = observer;
    edit->context = context;
}

void edit_begin(struct edit *edit, const char *name)
{
    if (edit->depth++ == 0) {
        edit->step++;
        edit->name = name;
        edit->may_join = false;
    }
}

void edit_end(struct edit *edit)
{
    if (--edit->depth == 0) {
        edit->name = NULL;
        edit->may_join = false;
    }
}

void edit_break(struct edit *edit) { edit->may_join = false; }

static void apply(struct edit *edit, const struct edit_change *change)
{
    draft_splice(edit->draft, change->field, change->offset, change->removed_len, change->inserted,
                 change->inserted_len);
    if (edit->observer)
        edit->observer(edit->context, edit->draft, change);
}

/* Does the change go on where the last one stopped: typing forward, or deleting backward or
 * forward? */
static bool joins(const struct edit *edit, const struct edit_change *change)
{
    if (!edit->may_join)
        return false;
    const struct change *last = &edit->changes[edit->n_done - 1];
    if (last->field != change->field)
        return false;
    if (!last->removed_len && !change->removed_len)
        return change->offset == last->offset + last->inserted_len;
    if (!last->inserted_len && !change->inserted_len)
        return change->offset == last->offset ||
               change->offset + change->removed_len == last->offset;
    return false;
}

static void append_bytes(char **text, size_t *len, size_t at, const char *more, size_t more_len)
{
    *text = xreallocarray(*text, *len + more_len + 1, 1);
    memmove(*text + at + more_len, *text + at, *len - at);
    memcpy(*text + at, more, more_len);
    *len += more_len;
    (*text)[*len] = '\0';
}

void edit_splice(struct edit *edit, int field, size_t offset, size_t n_removed, const char *text,
                 size_t len)
{
    char *removed = xmemdup0(draft_text(edit->draft, field) + offset, n_removed);
    struct edit_change change = {field, offset, removed, n_removed, text, len, EDIT_DO, 0};
    if (n_removed == len && (!len || memcmp(removed, text, len) == 0)) {
        free(removed);
        return;
    }
    forget_undone(edit);
    if (joins(edit, &change)) {
        struct change *last = &edit->changes[edit->n_done - 1];
        append_bytes(&last->inserted, &last->inserted_len, last->inserted_len, text, len);
        append_bytes(&last->removed, &last->removed_len,
                     offset < last->offset ? 0 : last->removed_len, removed, n_removed);
        if (offset < last->offset)
            last->offset = offset;
        change.step = last->step;
        apply(edit, &change);
        free(removed);
        return;
    }
    if (!edit->depth)
        edit->step++;
    GROW(edit->changes, edit->n_changes, edit->capacity);
    edit->changes[edit->n_changes++] = (struct change){
        field, offset, removed, xmemdup0(text, len), n_removed, len, edit->step, edit->name};
    edit->n_done = edit->n_changes;
    edit->may_join = edit->depth == 0;
    change.step = edit->step;
    apply(edit, &change);
}

void edit_set(struct edit *edit, int field, const char *text)
{
    const char *old = draft_text(edit->draft, field);
    size_t old_len = draft_len(edit->draft, field), len = strlen(text);
    size_t shorter = old_len < len ? old_len : len, head = 0, tail = 0;
    while (head < shorter && old[head] == text[head])
        head++;
    while (head && ((unsigned char)old[head] & 0xC0) == 0x80)
        head--;
    while (tail < shorter - head && old[old_len - 1 - tail] == text[len - 1 - tail])
        tail++;
    while (tail && ((unsigned char)old[old_len - tail] & 0xC0) == 0x80)
        tail--;
    edit_splice(edit, field, head, old_len - head - tail, text + head, len - head - tail);
}

bool edit_undo(struct edit *edit, struct edit_place *place)
{
    if (!edit->n_done)
        return false;
    size_t step = edit->changes[edit->n_done - 1].step;
    while (edit->n_done && edit->changes[edit->n_done - 1].step == step) {
        const struct change *c = &edit->changes[--edit->n_done];
        apply(edit, &(struct edit_change){c->field, c->offset, c->inserted, c->inserted_len,
                                          c->removed, c->removed_len, EDIT_UNDO, c->step});
        *place = (struct edit_place){c->field, c->offset + c->removed_len, c->name};
    }
    edit->may_join = false;
    return true;
}

bool edit_redo(struct edit *edit, struct edit_place *place)
{
    if (edit->n_done == edit->n_changes)
        return false;
    size_t step = edit->changes[edit->n_done].step;
    while (edit->n_done < edit->n_changes && edit->changes[edit->n_done].step == step) {
        const struct change *c = &edit->changes[edit->n_done++];
        apply(edit, &(struct edit_change){c->field, c->offset, c->removed, c->removed_len,
                                          c->inserted, c->inserted_len, EDIT_REDO, c->step});
        *place = (struct edit_place){c->field, c->offset + c->inserted_len, c->name};
    }
    edit->may_join = false;
    return true;
}

bool edit_is_changed(const struct edit *edit) { return edit->n_done != edit->n_saved; }

void edit_set_saved(struct edit *edit)
{
    edit->n_saved = edit->n_done;
    edit->may_join = false;
}
