/* SPDX-License-Identifier: MIT */
#include "forms/document/box.h"

#include <stdlib.h>
#include <string.h>

#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/width.h"

enum { MAX_SEGMENTS = 64 };

enum joint { NO_JOINT, BAR /* vertical only */, KNOT /* where rules meet */ };

/* What the character at text is of a frame. An ASCII + is a knot only beside a -, so that it may
 * stand in a cell. */
static enum joint joint_at(const char *text, size_t len, size_t offset, size_t *n)
{
    uint32_t c;
    *n = utf8_decode(text + offset, len - offset, &c);
    *n = *n ? *n : 1;
    if (c == '|' || c == 0x2502)
        return BAR;
    if (c == '+')
        return (offset && strchr("-=:", text[offset - 1])) ||
                       (offset + 1 < len && strchr("-=:", text[offset + 1]))
                   ? KNOT
                   : NO_JOINT;
    return c > 0x2502 && c <= 0x253C ? KNOT : NO_JOINT;
}

struct segment {
    int start; /* column */
    struct strbuf text;
    bool is_open;
};

struct reader {
    struct segment segments[MAX_SEGMENTS]; /* by their order of opening */
    int n;
    struct box *box;
};

static bool is_rule(const char *text, size_t len)
{
    size_t i = 0;
    if (len && strchr("-=:", *text))
        i = strspn(text, "-=:");
    else
        while (len - i >= 3 && memcmp(text + i, "─", 3) == 0)
            i += 3;
    return len && i >= len;
}

static bool is_edge(const char *line, size_t len, const char *first, const char *last)
{
    blank_trim(&line, &len);
    size_t n = strlen(first), m = strlen(last);
    if (len > 2 && *line == '+' && line[len - 1] == '+')
        return strspn(line, "+-=:") >= len && strchr("-=:", line[1]);
    return len > n + m && memcmp(line, first, n) == 0 && memcmp(line + len - m, last, m) == 0;
}

bool box_is_top(const char *line, size_t len) { return is_edge(line, len, "┌", "┐"); }
bool box_is_bottom(const char *line, size_t len) { return is_edge(line, len, "└", "┘"); }

static struct segment *segment_at(struct reader *reader, int start)
{
    for (int i = 0; i < reader->n; i++)
        if (reader->segments[i].is_open && reader->segments[i].start == start)
            return &reader->segments[i];
    if (reader->n == MAX_SEGMENTS)
        return NULL;
    reader->segments[reader->n] = (struct segment){start, STRBUF_INIT, true};
    return &reader->segments[reader->n++];
}

/* Ends the row: the closed segments, from left to right. */
static void end_row(struct reader *reader)
{
    struct box *box = reader->box;
    struct box_row row = {xcalloc(MAX_SEGMENTS, sizeof *row.cells), 0};
    for (;;) {
        int least = -1;
        for (int i = 0; i < reader->n; i++)
            if (!reader->segments[i].is_open &&
                (least < 0 || reader->segments[i].start < reader->segments[least].start))
                least = i;
        if (least < 0)
            break;
        row.cells[row.n_cells++] = strbuf_steal(&reader->segments[least].text);
        memmove(&reader->segments[least], &reader->segments[least + 1],
                (size_t)(--reader->n - least) * sizeof *reader->segments);
    }
    if (row.n_cells == 0) {
        free(row.cells);
        return;
    }
    GROW(box->rows, box->n_rows, box->capacity);
    box->rows[box->n_rows++] = row;
}

/* One line of the table: the pieces between its joints are rules, which close what stands above
 * them, or text. */
static bool read_line(struct reader *reader, const char *line, size_t len, int ambiguous)
{
    blank_trim(&line, &len);
    size_t n;
    enum joint left = joint_at(line, len, 0, &n);
    if (left == NO_JOINT)
        return false;
    bool ends_with_rule = false;
    for (size_t pos = n; pos < len;) {
        size_t end = pos;
        enum joint right = NO_JOINT;
        while (end < len && (right = joint_at(line, len, end, &n)) == NO_JOINT)
            end += n;
        if (right == NO_JOINT)
            return false;
        int start = width_of(line, pos, ambiguous), stop = width_of(line, end, ambiguous);
        ends_with_rule = left == KNOT && right == KNOT && is_rule(line + pos, end - pos);
        if (ends_with_rule) {
            for (int i = 0; i < reader->n; i++)
                if (reader->segments[i].start >= start && reader->segments[i].start < stop)
                    reader->segments[i].is_open = false;
        } else {
            struct segment *segment = segment_at(reader, start);
            if (!segment)
                return false;
            const char *text = line + pos;
            size_t text_len = end - pos;
            blank_trim(&text, &text_len);
            strbuf_add(&segment->text, text, text_len);
        }
        left = right;
        pos = end + n;
    }
    if (ends_with_rule)
        end_row(reader);
    return true;
}

bool box_read(struct box *box, const char *const *lines, const size_t *lens, int n, int ambiguous)
{
    struct reader reader = {.box = box};
    *box = (struct box){0};
    bool ok = n > 2;
    for (int i = 0; i < n && ok; i++)
        ok = read_line(&reader, lines[i], lens[i], ambiguous);
    ok = ok && reader.n == 0;
    for (int i = 0; i < reader.n; i++)
        strbuf_release(&reader.segments[i].text);
    return ok;
}

void box_release(struct box *box)
{
    for (int r = 0; r < box->n_rows; r++) {
        for (int c = 0; c < box->rows[r].n_cells; c++)
            free(box->rows[r].cells[c]);
        free(box->rows[r].cells);
    }
    free(box->rows);
    *box = (struct box){0};
}
