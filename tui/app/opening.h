/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_OPENING_H
#define TUI_APP_OPENING_H

/* Opening a draft, with every question that can come up before the first key, and leaving it. */

#include "tui/app/shell.h"
#include "tui/app/starting.h"

/* Opens a draft with all questions that come up (held by somebody, damaged, unsaved work found).
 * false: the operator thought better of it, or it could not be opened (which was said). */
bool opening_run(struct app *app, struct start_choice choice);
/* Closes the open draft, asking where it has unsaved changes; false: the operator wants to stay. */
bool opening_close(struct app *app);

#endif
