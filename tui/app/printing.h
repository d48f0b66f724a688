/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_PRINTING_H
#define TUI_APP_PRINTING_H

/* The print dialog: check, encoding, then to a file or a printer. */

#include "tui/app/shell.h"

/* path: of a draft that is not open, NULL: the open one is printed. */
void printing_run(struct app *app, const char *path);

#endif
