/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_COMPARING_H
#define TUI_APP_COMPARING_H

/* The open draft compared with another one: the differences as a page, from which Enter goes to the
 * place. */

#include "tui/app/shell.h"

void comparing_run(struct app *app);

#endif
