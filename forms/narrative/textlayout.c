/* SPDX-License-Identifier: MIT */
#include "forms/narrative/textlayout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/form/reportmarks.h"
#include "locale/cluster.h"
#include "locale/linebreak.h"
#include "locale/mem.h"

enum {
    LOOK_BACK = 2, /* lines before a change whose ends can depend on it */
    LINES_AHEAD = 60,
    BLOCK_BYTES = 4096 /* compared at once */
};
static const size_t no_line = SIZE_MAX;

/* ---- the beginnings of the lines ---- */

size_t textlayout_n_lines(const struct textlayout *layout)
{
    return layout->n_before + layout->n_after;
}

static size_t start_of(const struct textlayout *layout, size_t index)
{
    if (index < layout->n_before)
        return layout->starts[index];
    return layout->shown.len -
           layout->starts[index + layout->capacity - textlayout_n_lines(layout)];
}

/* The first line behind the gap, in bytes from the text's end. */
static size_t first_behind(const struct textlayout *layout)
{
    return layout->starts[layout->capacity - layout->n_after];
}

static void push_before(struct textlayout *layout, size_t start)
{
    if (layout->n_before + layout->n_after == layout->capacity) {
        size_t capacity = layout->capacity ? layout->capacity * 2 : 64;
        layout->starts = xreallocarray(layout->starts, capacity, sizeof *layout->starts);
        memmove(layout->starts + capacity - layout->n_after,
                layout->starts + layout->capacity - layout->n_after,
                layout->n_after * sizeof *layout->starts);
        layout->capacity = capacity;
    }
    layout->starts[layout->n_before++] = start;
}

static void move_gap(struct textlayout *layout, size_t n_before)
{
    size_t len = layout->shown.len;
    while (layout->n_before > n_before) {
        size_t start = layout->starts[--layout->n_before];
        layout->starts[layout->capacity - ++layout->n_after] = len - start;
    }
    while (layout->n_before < n_before) {
        size_t from_end = layout->starts[layout->capacity - layout->n_after--];
        layout->starts[layout->n_before++] = len - from_end;
    }
}

size_t textlayout_line_of(const struct textlayout *layout, size_t offset)
{
    size_t low = 0, high = textlayout_n_lines(layout);
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (start_of(layout, middle) <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- laying out ---- */

static size_t paragraph_end(const struct textlayout *layout, size_t offset)
{
    const char *end = memchr(layout->shown.data + offset, '\n', layout->shown.len - offset);
    return end ? (size_t)(end - layout->shown.data) : layout->shown.len;
}

static bool begins_paragraph(const struct textlayout *layout, size_t start)
{
    return start == 0 || layout->shown.data[start - 1] == '\n';
}

/* Two 汉字 before a paragraph; blanks typed there count towards them, as in print. */
static int indent_of(const struct textlayout *layout, size_t start)
{
    static const char wide_blank[] = "　";
    enum { WIDE = sizeof wide_blank - 1 };
    if (!begins_paragraph(layout, start))
        return 0;
    int indent = layout->n_cols < 2 * REPORT_INDENT_COLS ? 0 : REPORT_INDENT_COLS;
    const char *text = layout->shown.data + start;
    for (;;) {
        if (indent >= 2 && strncmp(text, wide_blank, WIDE) == 0) {
            text += WIDE;
            indent -= 2;
        } else if (indent >= 1 && *text == ' ') {
            text++;
            indent--;
        } else {
            return indent;
        }
    }
}

/* Where the next line begins, after the one at start. end: of the paragraph. */
static size_t next_start(const struct textlayout *layout, size_t start, size_t end)
{
    if (start < end) {
        size_t visible;
        size_t n = linebreak_next(layout->shown.data + start, end - start, layout->n_cols,
                                  indent_of(layout, start), layout->ambiguous, &visible);
        if (start + n < end)
            return start + n;
    }
    return end < layout->shown.len ? end + 1 : no_line;
}

/* If a line begins this many bytes from the text's end, as one did before, are the lines from there
 * to the seam correct? Not between two seams: those come from different layouts. */
static bool is_in_step(const struct textlayout *layout, size_t from_end)
{
    return !layout->has_seam || from_end >= layout->seam || from_end < layout->stale_end;
}

/* Lays out from the last line before the gap until, after changed_end, a line begins where one did
 * before; the rest stays. Leaves a seam after max_lines. */
static void lay_out(struct textlayout *layout, size_t changed_end, size_t max_lines)
{
    size_t start = layout->starts[layout->n_before - 1];
    size_t end = paragraph_end(layout, start);
    for (size_t n_lines = 1;; n_lines++) {
        start = next_start(layout, start, end);
        if (start == no_line) {
            layout->n_after = 0;
            layout->has_seam = false;
            return;
        }
        size_t from_end = layout->shown.len - start;
        bool may_stop = start > changed_end && is_in_step(layout, from_end);
        while (layout->n_after && first_behind(layout) >= from_end + may_stop)
            layout->n_after--;
        if (layout->n_after && first_behind(layout) == from_end) {
            layout->has_seam = layout->has_seam && from_end >= layout->seam;
            return;
        }
        push_before(layout, start);
        if (start > changed_end && n_lines >= max_lines) {
            if (!layout->has_seam || from_end < layout->stale_end)
                layout->stale_end = from_end;
            layout->has_seam = true;
            layout->seam = from_end;
            return;
        }
        if (start > end)
            end = paragraph_end(layout, start);
    }
}

size_t textlayout_n_right_lines(const struct textlayout *layout)
{
    if (!layout->has_seam)
        return textlayout_n_lines(layout);
    return textlayout_line_of(layout, layout->shown.len - layout->seam) + 1;
}

void textlayout_finish(struct textlayout *layout)
{
    if (!layout->has_seam)
        return;
    move_gap(layout, textlayout_n_right_lines(layout));
    layout->has_seam = false;
    lay_out(layout, layout->shown.len - layout->stale_end, SIZE_MAX);
}

void textlayout_init(struct textlayout *layout, int n_cols, int ambiguous)
{
    *layout = (struct textlayout){.n_cols = n_cols,
                                  .ambiguous = ambiguous,
                                  .shown = STRBUF_INIT,
                                  .before = STRBUF_INIT,
                                  .n_ahead = LINES_AHEAD};
    push_before(layout, 0);
}

void textlayout_release(struct textlayout *layout)
{
    strbuf_release(&layout->shown);
    strbuf_release(&layout->before);
    free(layout->refs);
    free(layout->starts);
}

void textlayout_set_width(struct textlayout *layout, int n_cols, int ambiguous)
{
    if (layout->n_cols == n_cols && layout->ambiguous == ambiguous)
        return;
    layout->n_cols = n_cols;
    layout->ambiguous = ambiguous;
    layout->n_before = 1;
    layout->n_after = 0;
    layout->has_seam = false;
    lay_out(layout, layout->shown.len, SIZE_MAX);
}

/* ---- the shown text ---- */

/* Records what was appended for a reference; false if nothing was. */
static bool take_ref(struct textlayout *layout, size_t source, size_t source_len, size_t shown)
{
    size_t shown_len = layout->shown.len - shown;
    if (!source_len || !shown_len) {
        strbuf_truncate(&layout->shown, shown);
        return false;
    }
    for (char *p = layout->shown.data + shown; (p = strchr(p, '\n'));)
        *p = ' ';
    GROW(layout->refs, layout->n_refs, layout->refs_capacity);
    layout->refs[layout->n_refs++] = (struct textref){source, source_len, shown, shown_len};
    return true;
}

static void show(struct textlayout *layout, const char *source, size_t len, textref_reader *read,
                 const void *context)
{
    strbuf_clear(&layout->shown);
    strbuf_reserve(&layout->shown, len);
    layout->n_refs = 0;
    for (size_t pos = 0; pos < len;) {
        const char *brace = read ? memchr(source + pos, '{', len - pos) : NULL;
        size_t plain = brace ? (size_t)(brace - source) - pos : len - pos;
        strbuf_add(&layout->shown, source + pos, plain);
        pos += plain;
        if (!brace)
            return;
        size_t shown = layout->shown.len;
        size_t n = read(context, brace, len - pos, &layout->shown);
        if (take_ref(layout, pos, n, shown)) {
            pos += n;
        } else {
            strbuf_add_byte(&layout->shown, '{');
            pos++;
        }
    }
}

static size_t common_prefix(const char *a, const char *b, size_t len)
{
    size_t n = 0;
    while (len - n >= BLOCK_BYTES && memcmp(a + n, b + n, BLOCK_BYTES) == 0)
        n += BLOCK_BYTES;
    while (n < len && a[n] == b[n])
        n++;
    return n;
}

/* a_end and b_end point behind the texts. */
static size_t common_suffix(const char *a_end, const char *b_end, size_t len)
{
    size_t n = 0;
    while (len - n >= BLOCK_BYTES &&
           memcmp(a_end - n - BLOCK_BYTES, b_end - n - BLOCK_BYTES, BLOCK_BYTES) == 0)
        n += BLOCK_BYTES;
    while (n < len && a_end[-1 - (ptrdiff_t)n] == b_end[-1 - (ptrdiff_t)n])
        n++;
    return n;
}

struct textchange textlayout_update(struct textlayout *layout, const char *source, size_t len,
                                    textref_reader *read, const void *context)
{
    struct strbuf before = layout->shown;
    layout->shown = layout->before;
    layout->before = before;
    show(layout, source, len, read, context);
    size_t old_len = before.len, new_len = layout->shown.len;
    size_t shorter = old_len < new_len ? old_len : new_len;
    size_t head = common_prefix(before.data, layout->shown.data, shorter);
    size_t tail =
        common_suffix(before.data + old_len, layout->shown.data + new_len, shorter - head);
    struct textchange change = {head, old_len - head - tail, new_len - head - tail};
    if (!change.n_removed && !change.n_inserted)
        return change;

    /* The line starts still belong to the old text, so move the gap with that. */
    struct strbuf after = layout->shown;
    layout->shown = before;
    if (layout->has_seam && head + change.n_removed + layout->seam >= old_len)
        textlayout_finish(layout);
    size_t line = textlayout_line_of(layout, head);
    for (int i = 0; i < LOOK_BACK && line && !begins_paragraph(layout, start_of(layout, line)); i++)
        line--;
    move_gap(layout, line + 1);
    layout->shown = after;
    lay_out(layout, head + change.n_inserted, layout->n_ahead);
    return change;
}

struct textline textlayout_line(const struct textlayout *layout, size_t index)
{
    struct textline line = {
        .start = start_of(layout, index), .end = layout->shown.len, .is_last = true};
    if (index + 1 < textlayout_n_lines(layout)) {
        line.end = start_of(layout, index + 1);
        line.is_last = layout->shown.data[line.end - 1] == '\n';
        line.end -= line.is_last;
    }
    line.is_first = begins_paragraph(layout, line.start);
    line.indent = indent_of(layout, line.start);
    return line;
}

/* ---- from one text to the other ---- */

/* Number of references whose source (or shown part) begins at or before offset. */
static size_t n_refs_up_to(const struct textlayout *layout, size_t offset, bool in_source)
{
    size_t low = 0, high = layout->n_refs;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((in_source ? layout->refs[middle].source : layout->refs[middle].shown) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t textlayout_shown_offset(const struct textlayout *layout, size_t source)
{
    size_t n = n_refs_up_to(layout, source, true);
    if (!n)
        return source;
    const struct textref *ref = &layout->refs[n - 1];
    if (source < ref->source + ref->source_len)
        return ref->shown;
    return source - (ref->source + ref->source_len) + ref->shown + ref->shown_len;
}

size_t textlayout_source_offset(const struct textlayout *layout, size_t shown)
{
    size_t n = n_refs_up_to(layout, shown, false);
    if (!n)
        return shown;
    const struct textref *ref = &layout->refs[n - 1];
    if (shown < ref->shown + ref->shown_len)
        return ref->source;
    return shown - (ref->shown + ref->shown_len) + ref->source + ref->source_len;
}

const struct textref *textlayout_ref_at(const struct textlayout *layout, size_t shown)
{
    size_t n = n_refs_up_to(layout, shown, false);
    const struct textref *ref = n ? &layout->refs[n - 1] : NULL;
    return ref && shown < ref->shown + ref->shown_len ? ref : NULL;
}

size_t textlayout_unit_len(const struct textlayout *layout, size_t shown)
{
    const struct textref *ref = textlayout_ref_at(layout, shown);
    if (ref)
        return ref->shown + ref->shown_len - shown;
    size_t n = n_refs_up_to(layout, shown, false);
    size_t end = n < layout->n_refs ? layout->refs[n].shown : layout->shown.len;
    return cluster_len(layout->shown.data + shown, end - shown);
}

size_t textlayout_unit_len_before(const struct textlayout *layout, size_t shown)
{
    if (!shown)
        return 0;
    const struct textref *ref = textlayout_ref_at(layout, shown - 1);
    if (ref)
        return shown - ref->shown;
    size_t n = n_refs_up_to(layout, shown - 1, false);
    size_t start = n ? layout->refs[n - 1].shown + layout->refs[n - 1].shown_len : 0;
    return shown - start - cluster_prev(layout->shown.data + start, shown - start);
}
