/* SPDX-License-Identifier: MIT */
#include "tui/screen/box.h"

#include <stdlib.h>
#include <string.h>

#include "locale/linebreak.h"
#include "locale/mem.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

enum { BOX_MARGIN = 2, BOX_BEST_COLS = 72 };

void wrapped_init(struct wrapped *wrapped, const char *text, int n_cols)
{
    *wrapped = (struct wrapped){.text = text};
    for (const char *paragraph = text; *paragraph;) {
        size_t len = strcspn(paragraph, "\n");
        size_t done = 0;
        do {
            size_t visible = 0;
            size_t taken =
                linebreak_next(paragraph + done, len - done, n_cols, 0, term_ambiguous(), &visible);
            GROW(wrapped->lines, wrapped->count, wrapped->capacity);
            wrapped->lines[wrapped->count++] =
                (struct wrapped_line){(size_t)(paragraph - text) + done, visible};
            done += taken;
        } while (done < len);
        paragraph += len + (paragraph[len] == '\n');
    }
}

void wrapped_release(struct wrapped *wrapped) { free(wrapped->lines); }

void wrapped_draw(const struct wrapped *wrapped, size_t first, struct area area, enum style style)
{
    for (int row = 0; row < area.n_rows; row++) {
        size_t i = first + (size_t)row;
        bool is_text = i < wrapped->count;
        draw_pad(area.y + row, area.x, area.n_cols,
                 is_text ? wrapped->text + wrapped->lines[i].offset : "",
                 is_text ? wrapped->lines[i].len : 0, ALIGN_LEFT, style);
    }
}

int box_max_cols(void)
{
    int n_cols = term_cols() - 2 * BOX_MARGIN - 4;
    return n_cols < BOX_BEST_COLS ? n_cols : BOX_BEST_COLS;
}

int box_max_rows(void) { return term_rows() - 4; }

/* In the middle of the frame's row y. */
static void draw_on_frame(struct area area, int y, const char *text, enum style style)
{
    int n_cols = width_of_str(text, term_ambiguous());
    if (n_cols > area.n_cols - 2)
        n_cols = area.n_cols - 2;
    int x = area.x + (area.n_cols - n_cols) / 2;
    draw_fill(y, x - 1, n_cols + 2, STYLE_NORMAL);
    draw_str(y, x, n_cols, text, style);
}

struct area box_draw(const char *title, int n_rows, int n_cols)
{
    if (n_cols > box_max_cols())
        n_cols = box_max_cols();
    if (n_rows > box_max_rows())
        n_rows = box_max_rows();
    struct area area = {(term_rows() - n_rows) / 2, (term_cols() - n_cols) / 2, n_rows, n_cols};
    draw_clear_area(area.y - 1, area.x - 2, n_rows + 2, n_cols + 4, STYLE_NORMAL);
    draw_frame(area.y - 1, area.x - 2, n_rows + 2, n_cols + 4, STYLE_NORMAL);
    if (title && *title)
        draw_on_frame(area, area.y - 1, title, STYLE_HEADING);
    return area;
}

void box_draw_foot(struct area area, const char *text)
{
    draw_on_frame(area, area.y + area.n_rows, text, STYLE_NORMAL);
}
