/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_BOX_H
#define FORMS_DOCUMENT_BOX_H

/* A table drawn with rules, U+2500 … or + - |, taken apart into its rows. Cells may be merged in
 * both directions and run over several lines; a cell belongs to the row in which it ends. */

#include <stdbool.h>
#include <stddef.h>

struct box_row {
    char **
        cells; /* from left to right, blanks at the ends of their lines cut off, the lines joined */
    int n_cells;
};
struct box {
    struct box_row *rows;
    int n_rows, capacity;
};

/* Is the line the upper edge of a table? (Blanks may stand before it.) */
bool box_is_top(const char *line, size_t len);
bool box_is_bottom(const char *line, size_t len);
/* Takes apart n lines, the first a top, the last a bottom; ambiguous is the width of what they are
 * drawn with. false: they are no table. Release the box in both cases. */
bool box_read(struct box *box, const char *const *lines, const size_t *lens, int n, int ambiguous);
void box_release(struct box *box);

#endif
