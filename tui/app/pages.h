/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_PAGES_H
#define TUI_APP_PAGES_H

/* The print preview of the open draft, and F1: help on the field under the cursor. */

#include "tui/app/shell.h"

void pages_preview(struct app *app);
void pages_help(struct app *app);

#endif
