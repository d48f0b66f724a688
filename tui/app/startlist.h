/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_STARTLIST_H
#define TUI_APP_STARTLIST_H

/* The list of drafts of a folder: which there are, how far each is, and what can be done with them.
 */

#include "tui/app/starting.h"

/* A choice without a path means to leave the program. */
struct start_choice startlist_run(struct app *app);

#endif
