/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_IMPORTING_H
#define TUI_APP_IMPORTING_H

/* Importing from the list of drafts: a published or printed report becomes a new draft. */

#include "tui/app/starting.h"

/* Nothing is written. */
struct start_choice importing_run(struct app *app, const char *folder);

#endif
