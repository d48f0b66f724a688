/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_SUMMING_H
#define TUI_APP_SUMMING_H

/* Adding up from the list of drafts: the drafts of a folder become a sum. */

#include "tui/app/starting.h"

/* A sum of the drafts in a folder, made or made anew. */
struct start_choice summing_run(struct app *app, const char *folder);

#endif
