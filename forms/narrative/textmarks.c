/* SPDX-License-Identifier: MIT */
#include "forms/narrative/textmarks.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

static bool is_whole_field(const struct textmark *mark) { return mark->start == mark->end; }

static int by_start(const void *a, const void *b)
{
    const struct textmark *x = a, *y = b;
    if (is_whole_field(x) != is_whole_field(y))
        return is_whole_field(x) ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

void textmarks_release(struct textmarks *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        free(marks->items[i].text);
    free(marks->items);
    *marks = (struct textmarks){0};
}

/* The end of a range of the source; if inside a reference, the reference's end. */
static size_t shown_end(const struct textlayout *layout, size_t source)
{
    size_t shown = textlayout_shown_offset(layout, source);
    const struct textref *ref = textlayout_ref_at(layout, shown);
    return ref && ref->source < source ? ref->shown + ref->shown_len : shown;
}

void textmarks_take(struct textmarks *marks, const struct findings *findings, int field,
                    const struct textlayout *layout)
{
    textmarks_release(marks);
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->field != field || finding->reason)
            continue;
        struct textmark mark = {.is_error = finding->rule->severity == SEVERITY_ERROR,
                                .text = xstrdup(finding->text)};
        if (finding->len) {
            mark.start = textlayout_shown_offset(layout, finding->offset);
            mark.end = shown_end(layout, finding->offset + finding->len);
            mark.end = mark.end < layout->shown.len ? mark.end : layout->shown.len;
        }
        if (mark.start >= mark.end)
            mark.start = mark.end = 0;
        GROW(marks->items, marks->count, marks->capacity);
        marks->items[marks->count++] = mark;
    }
    if (marks->count)
        qsort(marks->items, marks->count, sizeof *marks->items, by_start);
}

/* An offset after the change; offsets inside the removed text go to the end of the new text. */
static size_t shifted(size_t offset, struct textchange change)
{
    if (offset <= change.offset)
        return offset;
    if (offset < change.offset + change.n_removed)
        return change.offset + change.n_inserted;
    return offset - change.n_removed + change.n_inserted;
}

void textmarks_shift(struct textmarks *marks, struct textchange change)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < marks->count; i++) {
        struct textmark mark = marks->items[i];
        if (!is_whole_field(&mark)) {
            /* Text typed at its start is not part of it. */
            mark.start = mark.start == change.offset ? change.offset + change.n_inserted
                                                     : shifted(mark.start, change);
            mark.end = shifted(mark.end, change);
            if (mark.start >= mark.end) {
                free(mark.text);
                continue;
            }
        }
        marks->items[n_kept++] = mark;
    }
    marks->count = n_kept;
}

void textmarks_drop_ending_at(struct textmarks *marks, size_t shown)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < marks->count; i++) {
        struct textmark mark = marks->items[i];
        if (!is_whole_field(&mark) && mark.end == shown)
            free(mark.text);
        else
            marks->items[n_kept++] = mark;
    }
    marks->count = n_kept;
}

const struct textmark *textmarks_at(const struct textmarks *marks, size_t shown)
{
    const struct textmark *found = NULL;
    for (size_t i = 0; i < marks->count; i++) {
        const struct textmark *mark = &marks->items[i];
        if (!is_whole_field(mark) && (shown < mark->start || shown > mark->end))
            continue;
        bool is_nearer = found && is_whole_field(found) && !is_whole_field(mark);
        bool is_worse = found && is_whole_field(found) == is_whole_field(mark) && mark->is_error &&
                        !found->is_error;
        if (!found || is_nearer || is_worse)
            found = mark;
    }
    return found;
}
