/* SPDX-License-Identifier: MIT */
/* Finding and replacing in a narrative (forms/narrative/textedit.h). */
#include <stdint.h>
#include <string.h>

#include "forms/narrative/textedit.h"
#include "locale/message.h"

static const size_t not_found = SIZE_MAX;

/* The first match at or after an offset of the shown text. */
static size_t find_from(const struct textlayout *layout, size_t from, const char *needle,
                        size_t needle_len)
{
    if (from > layout->shown.len || !needle_len)
        return not_found;
    const char *at =
        memmem(layout->shown.data + from, layout->shown.len - from, needle, needle_len);
    return at ? (size_t)(at - layout->shown.data) : not_found;
}

static size_t cursor_shown(const struct textedit *te)
{
    return textlayout_shown_offset(&te->layout, te->cursor.offset);
}

bool textedit_find(struct textedit *te, const char *needle)
{
    size_t len = strlen(needle), here = cursor_shown(te);
    size_t at = find_from(&te->layout, here + 1, needle, len);
    if (at == not_found)
        at = find_from(&te->layout, 0, needle, len);
    if (at == not_found)
        return false;
    edit_break(te->edit);
    textedit_go(te, textlayout_source_offset(&te->layout, at));
    return true;
}

struct textfound textedit_count_found(const struct textedit *te, const char *needle)
{
    struct textfound found = {0};
    size_t len = strlen(needle), here = cursor_shown(te);
    for (size_t at = 0; (at = find_from(&te->layout, at, needle, len)) != not_found; at += len) {
        found.count++;
        /* For a match inside a reference the cursor is at the reference's start. */
        if (textlayout_source_offset(&te->layout, at) == te->cursor.offset &&
            (at >= here || !found.ordinal))
            found.ordinal = found.count;
    }
    return found;
}

/* Is the match in the draft's own text, not in the text shown for a reference? */
static bool is_plain(const struct textedit *te, size_t at, const char *needle, size_t len)
{
    const char *source = draft_text(edit_draft(te->edit), te->field);
    return !textlayout_ref_at(&te->layout, at) &&
           strncmp(source + textlayout_source_offset(&te->layout, at), needle, len) == 0;
}

bool textedit_may_replace(const struct textedit *te, const char *needle)
{
    size_t here = cursor_shown(te);
    return *needle && is_plain(te, here, needle, strlen(needle));
}

bool textedit_replace(struct textedit *te, const char *needle, const char *replacement)
{
    if (!textedit_may_replace(te, needle))
        return false;
    size_t len = strlen(needle);
    edit_begin(te->edit, N_("替换"));
    edit_splice(te->edit, te->field, te->cursor.offset, len, replacement, strlen(replacement));
    edit_end(te->edit);
    size_t behind = te->cursor.offset + strlen(replacement);
    textedit_update(te);
    textedit_go(te, behind);
    return true;
}

size_t textedit_replace_all(struct textedit *te, const char *needle, const char *replacement,
                            bool from_cursor)
{
    const struct textlayout *layout = &te->layout;
    const char *source = draft_text(edit_draft(te->edit), te->field);
    size_t len = strlen(needle), replacement_len = strlen(replacement), count = 0, first = 0,
           done = 0;
    size_t at = from_cursor ? cursor_shown(te) : 0;
    /* The new text from the first match to the last, put in with one splice. */
    struct strbuf changed = STRBUF_INIT;
    for (; (at = find_from(layout, at, needle, len)) != not_found; at += len) {
        if (!is_plain(te, at, needle, len))
            continue;
        size_t place = textlayout_source_offset(layout, at);
        if (!count++)
            first = done = place;
        strbuf_add(&changed, source + done, place - done);
        strbuf_add(&changed, replacement, replacement_len);
        done = place + len;
    }
    if (count) {
        edit_begin(te->edit, N_("全部替换"));
        edit_splice(te->edit, te->field, first, done - first, changed.data, changed.len);
        edit_end(te->edit);
        textedit_update(te);
        textedit_go(te, first + changed.len);
    }
    strbuf_release(&changed);
    return count;
}
