/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_CARDS_H
#define TUI_APP_CARDS_H

/* Cards between the parts of a report: what a table that was just filled in looks like, and, behind
 * the last part, what is left to do. */

#include "tui/app/shell.h"

/* What follows the last cell of a view (shell_init()): a table's card, then the next section. */
void cards_next(void *context);
/* The card behind the last section. */
void cards_end(struct app *app);

#endif
