/* SPDX-License-Identifier: MIT */
#include "tui/screen/lineedit.h"

#include <string.h>

#include "locale/cluster.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

void lineedit_init(struct lineedit *line, const char *text, bool replaces)
{
    *line = (struct lineedit){.text = STRBUF_INIT};
    lineedit_set(line, text);
    line->replaces = replaces;
}

void lineedit_release(struct lineedit *line) { strbuf_release(&line->text); }

void lineedit_set(struct lineedit *line, const char *text)
{
    strbuf_clear(&line->text);
    strbuf_add_str(&line->text, text);
    line->cursor = line->text.len;
    line->scroll_cols = 0;
    line->replaces = false;
}

/* Line feeds and tabs become blanks. */
static void insert(struct lineedit *line, const char *text, size_t len)
{
    if (line->replaces)
        lineedit_set(line, "");
    strbuf_splice(&line->text, line->cursor, 0, text, len);
    for (size_t i = line->cursor; i < line->cursor + len; i++)
        if (line->text.data[i] == '\n' || line->text.data[i] == '\t')
            line->text.data[i] = ' ';
    line->cursor += len;
}

static size_t next_of(const struct lineedit *line)
{
    return line->cursor +
           cluster_len(line->text.data + line->cursor, line->text.len - line->cursor);
}

static size_t prev_of(const struct lineedit *line)
{
    return line->cursor ? cluster_prev(line->text.data, line->cursor) : 0;
}

static void remove_range(struct lineedit *line, size_t from, size_t to)
{
    strbuf_splice(&line->text, from, to - from, NULL, 0);
    line->cursor = from;
}

bool lineedit_key(struct lineedit *line, const struct key *key)
{
    char bytes[UTF8_MAX_BYTES];
    switch (key->code) {
    case KEYC_CHAR: insert(line, bytes, utf8_encode(key->c, bytes)); return true;
    case KEYC_PASTE: insert(line, key->text, key->len); return true;
    case KEYC_BACKSPACE:
        if (line->replaces)
            lineedit_set(line, "");
        else
            remove_range(line, prev_of(line), line->cursor);
        break;
    case KEYC_DELETE:
        if (line->replaces)
            lineedit_set(line, "");
        else
            remove_range(line, line->cursor, next_of(line));
        break;
    case KEYC_LEFT: line->cursor = prev_of(line); break;
    case KEYC_RIGHT: line->cursor = next_of(line); break;
    case KEYC_HOME: line->cursor = 0; break;
    case KEYC_END: line->cursor = line->text.len; break;
    case KEYC_CTRL:
        if (key->c != 'U')
            return false;
        lineedit_set(line, "");
        break;
    default: return false;
    }
    line->replaces = false;
    return true;
}

void lineedit_draw(struct lineedit *line, int y, int x, int n_cols)
{
    int cursor_cols = width_of(line->text.data, line->cursor, term_ambiguous());
    /* As much of the text as there is room for: none scrolled away where the room or the text has
     * changed. */
    int most = width_of_str(line->text.data, term_ambiguous()) + 1 - n_cols;
    if (line->scroll_cols > most)
        line->scroll_cols = most > 0 ? most : 0;
    if (cursor_cols < line->scroll_cols)
        line->scroll_cols = cursor_cols;
    if (cursor_cols >= line->scroll_cols + n_cols)
        line->scroll_cols = cursor_cols - n_cols + 1;
    draw_fill(y, x, n_cols, STYLE_FOCUS);
    draw_text_from(y, x, line->scroll_cols, n_cols, line->text.data, line->text.len, STYLE_FOCUS);
    draw_cursor(y, x + cursor_cols - line->scroll_cols);
}
