/* SPDX-License-Identifier: MIT */
#include "forms/narrative/textedit.h"

#include <string.h>

#include "forms/draft/textref.h"
#include "locale/blank.h"
#include "locale/message.h"
#include "locale/utf8.h"

static const struct draft *draft_of(const struct textedit *te) { return edit_draft(te->edit); }

void textedit_init(struct textedit *te, struct edit *edit, int field, int n_cols, int ambiguous)
{
    *te = (struct textedit){.edit = edit, .field = field, .cursor = TEXTCURSOR_INIT};
    textlayout_init(&te->layout, n_cols, ambiguous);
    te->seen = draft_change_any(draft_of(te)) - 1;
    textedit_update(te);
}

void textedit_release(struct textedit *te)
{
    textlayout_release(&te->layout);
    textmarks_release(&te->marks);
}

void textedit_update(struct textedit *te)
{
    const struct draft *draft = draft_of(te);
    if (te->seen == draft_change_any(draft))
        return;
    te->seen = draft_change_any(draft);
    struct textchange change = textlayout_update(&te->layout, draft_text(draft, te->field),
                                                 draft_len(draft, te->field), textref_read, draft);
    if (change.n_removed || change.n_inserted)
        textmarks_shift(&te->marks, change);
    if (te->cursor.offset > draft_len(draft, te->field))
        textedit_go(te, draft_len(draft, te->field));
}

void textedit_move(struct textedit *te, enum textmove move, size_t n_page_lines)
{
    edit_break(te->edit);
    textlayout_finish(&te->layout);
    textcursor_move(&te->layout, &te->cursor, move, n_page_lines);
}

void textedit_go(struct textedit *te, size_t offset)
{
    textcursor_set(&te->layout, &te->cursor, offset);
}

/* All changes in this file go through here. The cursor goes behind the inserted text. */
static void splice(struct textedit *te, size_t offset, size_t n_removed, const char *text,
                   size_t len)
{
    edit_splice(te->edit, te->field, offset, n_removed, text, len);
    textedit_update(te);
    textedit_go(te, offset + len);
}

static void splice_step(struct textedit *te, size_t offset, size_t n_removed, const char *text,
                        size_t len, const char *name)
{
    edit_begin(te->edit, name);
    splice(te, offset, n_removed, text, len);
    edit_end(te->edit);
}

/* Does a paragraph start (end) at the cursor? */
static bool at_paragraph_start(const struct textedit *te)
{
    return !te->cursor.offset || draft_text(draft_of(te), te->field)[te->cursor.offset - 1] == '\n';
}

static bool at_paragraph_end(const struct textedit *te)
{
    char next = draft_text(draft_of(te), te->field)[te->cursor.offset];
    return next == '\n' || next == '\0';
}

bool textedit_type(struct textedit *te, const char *text, size_t len)
{
    uint32_t c;
    utf8_decode(text, len, &c);
    if (blank_is(c) && at_paragraph_start(te))
        return false;
    splice(te, te->cursor.offset, 0, text, len);
    /* One undo step per clause. */
    static const uint32_t clause_ends[] = {U'，', U'。', U'；', U'：', U'！', U'？'};
    for (size_t i = 0; i < sizeof clause_ends / sizeof clause_ends[0]; i++)
        if (c == clause_ends[i])
            edit_break(te->edit);
    return true;
}

bool textedit_enter(struct textedit *te)
{
    if (at_paragraph_start(te) && at_paragraph_end(te))
        return false;
    edit_break(te->edit);
    splice(te, te->cursor.offset, 0, "\n", 1);
    edit_break(te->edit);
    return true;
}

bool textedit_delete(struct textedit *te, bool forward)
{
    const struct textlayout *layout = &te->layout;
    size_t shown = textlayout_shown_offset(layout, te->cursor.offset);
    size_t n =
        forward ? textlayout_unit_len(layout, shown) : textlayout_unit_len_before(layout, shown);
    if (!n)
        return false;
    size_t start = textlayout_source_offset(layout, forward ? shown : shown - n);
    size_t end = textlayout_source_offset(layout, forward ? shown + n : shown);
    splice(te, start, end - start, "", 0);
    return true;
}

/* ---- text from outside ---- */

/* Appends paragraphs separated by LF, without indents and blank lines, tabs as blanks. at_start,
 * at_end: the text goes to the start (end) of a paragraph. */
static void add_clean(struct strbuf *out, const char *text, size_t len, bool at_start, bool at_end)
{
    bool is_broken = false; /* a line ended since the last piece of text */
    for (size_t pos = 0; pos < len;) {
        const char *line = text + pos;
        const char *feed = memchr(line, '\n', len - pos);
        size_t n = feed ? (size_t)(feed - line) : len - pos;
        bool is_first = pos == 0, is_last = !feed;
        pos += n + !is_last;
        if (n && line[n - 1] == '\r')
            n--;
        /* A single line keeps its blanks inside a paragraph. */
        if (!is_first || !is_last || at_start) {
            size_t blank = blank_prefix(line, n);
            line += blank;
            n -= blank;
        }
        if (!is_last || at_end || !n)
            n -= blank_suffix(line, n);
        if (n) {
            if (is_broken && (out->len || !at_start))
                strbuf_add_byte(out, '\n');
            size_t start = out->len;
            strbuf_add(out, line, n);
            for (char *p = out->data + start; (p = strpbrk(p, "\t\r"));)
                *p = ' ';
            is_broken = false;
        }
        is_broken = is_broken || !is_last;
    }
    if (is_broken && !at_end && (out->len || !at_start))
        strbuf_add_byte(out, '\n');
}

void textedit_paste(struct textedit *te, const char *text, size_t len)
{
    struct strbuf clean = STRBUF_INIT;
    add_clean(&clean, text, len, at_paragraph_start(te), at_paragraph_end(te));
    if (clean.len)
        textedit_insert(te, clean.data, clean.len, N_("粘贴"));
    strbuf_release(&clean);
}

void textedit_insert(struct textedit *te, const char *text, size_t len, const char *name)
{
    splice_step(te, te->cursor.offset, 0, text, len, name);
}

/* ---- lines ---- */

struct source_range {
    size_t start, end;
};

/* The screen line of the cursor in the source. */
static struct source_range line_range(const struct textedit *te, bool with_feed)
{
    const struct textlayout *layout = &te->layout;
    size_t index = textcursor_place(layout, &te->cursor).line;
    struct textline line = textlayout_line(layout, index);
    bool has_feed = line.is_last && line.end < layout->shown.len;
    return (struct source_range){
        textlayout_source_offset(layout, line.start),
        textlayout_source_offset(layout, line.end + (with_feed && has_feed))};
}

static bool take_line(struct textedit *te, struct textclip *clip, struct source_range *range)
{
    *range = line_range(te, true);
    if (range->start >= range->end)
        return false;
    if (!clip->joins)
        strbuf_clear(&clip->text);
    clip->joins = true;
    strbuf_add(&clip->text, draft_text(draft_of(te), te->field) + range->start,
               range->end - range->start);
    return true;
}

bool textedit_cut_line(struct textedit *te, struct textclip *clip)
{
    struct source_range range;
    if (!take_line(te, clip, &range))
        return false;
    splice_step(te, range.start, range.end - range.start, "", 0, N_("剪下"));
    return true;
}

bool textedit_copy_line(struct textedit *te, struct textclip *clip)
{
    struct source_range range;
    if (!take_line(te, clip, &range))
        return false;
    textedit_go(te, range.end);
    return true;
}

bool textedit_clear_line(struct textedit *te)
{
    struct source_range range = line_range(te, false);
    if (range.start >= range.end)
        return false;
    splice_step(te, range.start, range.end - range.start, "", 0, N_("清空一行"));
    return true;
}
