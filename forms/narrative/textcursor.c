/* SPDX-License-Identifier: MIT */
#include "forms/narrative/textcursor.h"

#include "locale/width.h"

static int cols_between(const struct textlayout *layout, size_t start, size_t end)
{
    return width_of(layout->shown.data + start, end - start, layout->ambiguous);
}

struct textplace textcursor_place(const struct textlayout *layout, const struct textcursor *cursor)
{
    size_t shown = textlayout_shown_offset(layout, cursor->offset);
    struct textplace place = {.line = textlayout_line_of(layout, shown)};
    struct textline line = textlayout_line(layout, place.line);
    if (cursor->at_line_end && shown == line.start && !line.is_first)
        line = textlayout_line(layout, --place.line);
    place.col = line.indent + cols_between(layout, line.start, shown);
    if (place.col > layout->n_cols)
        place.col = layout->n_cols; /* blanks hang over the margin */
    return place;
}

static void place_at(struct textcursor *cursor, size_t offset, bool at_line_end)
{
    cursor->offset = offset;
    cursor->at_line_end = at_line_end;
}

/* Puts the cursor on a line, at the unit that covers a column or at the line's end. forward tells
 * which side of a reference broken over lines to take. */
static void place_on_line(const struct textlayout *layout, struct textcursor *cursor, size_t index,
                          int wanted_cols, bool forward)
{
    struct textline line = textlayout_line(layout, index);
    size_t pos = line.start;
    const struct textref *ref = textlayout_ref_at(layout, pos);
    if (ref && ref->shown < pos) {
        if (!forward || ref->shown + ref->shown_len > line.end) {
            place_at(cursor, forward ? ref->source + ref->source_len : ref->source, false);
            return;
        }
        pos = ref->shown + ref->shown_len;
    }
    int col = line.indent + cols_between(layout, line.start, pos);
    while (pos < line.end) {
        size_t n = textlayout_unit_len(layout, pos);
        int unit_cols = cols_between(layout, pos, pos + n);
        if (pos + n > line.end || col + unit_cols > wanted_cols)
            break;
        col += unit_cols;
        pos += n;
    }
    place_at(cursor, textlayout_source_offset(layout, pos), pos == line.end && !line.is_last);
}

static void move_lines(const struct textlayout *layout, struct textcursor *cursor, size_t n_lines,
                       bool forward)
{
    struct textplace place = textcursor_place(layout, cursor);
    size_t last = textlayout_n_lines(layout) - 1;
    size_t target = forward ? (last - place.line < n_lines ? last : place.line + n_lines)
                            : (place.line < n_lines ? 0 : place.line - n_lines);
    if (cursor->wanted_cols < 0)
        cursor->wanted_cols = place.col;
    if (target != place.line)
        place_on_line(layout, cursor, target, cursor->wanted_cols, forward);
}

static void move_home(const struct textlayout *layout, struct textcursor *cursor)
{
    struct textplace place = textcursor_place(layout, cursor);
    size_t start = textlayout_source_offset(layout, textlayout_line(layout, place.line).start);
    place_at(cursor, cursor->offset == start && !cursor->at_line_end ? 0 : start, false);
}

static void move_end(const struct textlayout *layout, struct textcursor *cursor)
{
    struct textplace place = textcursor_place(layout, cursor);
    struct textline line = textlayout_line(layout, place.line);
    size_t end = textlayout_source_offset(layout, line.end);
    if (cursor->offset == end)
        place_at(cursor, textlayout_source_offset(layout, layout->shown.len), false);
    else
        place_at(cursor, end, !line.is_last && end > cursor->offset);
}

bool textcursor_move(const struct textlayout *layout, struct textcursor *cursor, enum textmove move,
                     size_t n_page_lines)
{
    struct textcursor before = *cursor;
    size_t shown = textlayout_shown_offset(layout, cursor->offset);
    bool keeps_column = false;
    switch (move) {
    case TEXTMOVE_LEFT:
        place_at(
            cursor,
            textlayout_source_offset(layout, shown - textlayout_unit_len_before(layout, shown)),
            false);
        break;
    case TEXTMOVE_RIGHT:
        place_at(cursor,
                 textlayout_source_offset(layout, shown + textlayout_unit_len(layout, shown)),
                 false);
        break;
    case TEXTMOVE_HOME: move_home(layout, cursor); break;
    case TEXTMOVE_END: move_end(layout, cursor); break;
    case TEXTMOVE_UP:
    case TEXTMOVE_DOWN:
    case TEXTMOVE_PAGE_UP:
    case TEXTMOVE_PAGE_DOWN:
        keeps_column = true;
        move_lines(layout, cursor, move == TEXTMOVE_UP || move == TEXTMOVE_DOWN ? 1 : n_page_lines,
                   move == TEXTMOVE_DOWN || move == TEXTMOVE_PAGE_DOWN);
        break;
    }
    if (!keeps_column)
        cursor->wanted_cols = -1;
    return cursor->offset != before.offset || cursor->at_line_end != before.at_line_end;
}

void textcursor_set(const struct textlayout *layout, struct textcursor *cursor, size_t offset)
{
    size_t shown = textlayout_shown_offset(layout, offset);
    if (shown >= layout->shown.len) {
        shown = layout->shown.len;
    } else {
        /* A line start is always a unit boundary. */
        size_t pos = textlayout_line(layout, textlayout_line_of(layout, shown)).start;
        while (pos < shown)
            pos += textlayout_unit_len(layout, pos);
        shown = pos;
    }
    *cursor = (struct textcursor){textlayout_source_offset(layout, shown), false, -1};
}
