/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_WORKING_H
#define TUI_SCREEN_WORKING_H

/* Work on many files, which may take long: after a moment a box says how far it is, and Esc stops
 * it. */

#include <stdatomic.h>
#include <stddef.h>

#include "tui/screen/screen.h"

struct working {
    struct screen *screen;
    const char *title;
    atomic_bool stop; /* Esc, or the terminal is gone */
    long start_ms, drawn_ms;
};

void working_start(struct working *working, struct screen *screen, const char *title);
/* working is a struct working *: fit to be a callback. */
void working_step(size_t n_done, size_t n_all, void *context);

#endif
