/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_APP_H
#define TUI_APP_APP_H

/* The full-screen program from start to end. */

#include "forms/settings/settings.h"
#include "locale/err.h"
#include "tui/term/term.h"

struct app_options {
    const char *file; /* the draft to open; NULL: the list of drafts */
    const char *unit; /* name of the unit for a new draft, UTF-8; NULL */
    const struct settings *settings;
    struct term_options term;
};

/* Returns 0 at the end, the number of the signal that ended it (SIGHUP where the terminal is gone),
 * or -1 with err where there is no terminal to begin with. */
int app_run(const struct app_options *options, struct err *err);

#endif
