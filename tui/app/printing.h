/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_PRINTING_H
#define TUI_APP_PRINTING_H

/* The print dialog: check, encoding, then to a file or a printer. */

#include "forms/store/storeddraft.h"
#include "tui/app/shell.h"

/* stored: a draft that is not open, which gets the record of the print; NULL: the session's. */
void printing_run(struct app *app, struct stored_draft *stored);

#endif
