/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_PAGER_H
#define TUI_SCREEN_PAGER_H

/* What the full-screen pages have in common: a scrolled list of lines between a title and a line
 * that names the keys. F1 shows the page's own help over it. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"
#include "tui/screen/screen.h"
#include "tui/screen/screen.h"

struct pager {
    const char *title, *foot;
    const char *help; /* what F1 shows; NULL: F1 is the caller's */
    size_t n_lines;
    size_t first, current;
    bool has_current; /* one line is chosen; else the lines only scroll */
    size_t
        n_chosen; /* lines from the chosen one on that belong together and are kept on the screen */
    void (*lay_out)(struct pager *pager); /* before each paint: the screen may have another size;
                                             NULL: nothing to do */
    void (*draw_line)(void *context, size_t index, int y);
    void (*add_position)(void *context, size_t first,
                         struct strbuf *title); /* appends; NULL: nothing */
    void *context;
    int skip_cols; /* columns left out at the left: a page wider than the screen */
};

enum pager_end { PAGER_MOVED, PAGER_ENTER, PAGER_LEAVE, PAGER_OTHER };

/* Paints, waits, moves; what is not a motion is the caller's (in *input). */
enum pager_end pager_step(struct screen *screen, struct pager *pager, struct screen_input *input);
/* Shows the page, with nothing to choose on it, until it is left. */
void pager_run(struct screen *screen, struct pager *pager);

#endif
