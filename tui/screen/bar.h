/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_BAR_H
#define TUI_SCREEN_BAR_H

/* A bar on stderr, for a subcommand that reads many files: only where stderr is a terminal, and
 * only after a second. */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct bar {
    bool is_terminal, is_drawn;
    struct timespec start;
};

void bar_start(struct bar *bar);
/* bar is a struct bar *: fit to be a callback. */
void bar_draw(size_t n_done, size_t n_files, void *context);
/* Takes it away again; bar may be NULL. */
void bar_end(const struct bar *bar);

#endif
