/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_FINDINGLIST_H
#define TUI_APP_FINDINGLIST_H

/* F9: all findings as a page, from which Enter goes to the place. */

#include "tui/app/shell.h"

void findinglist_show(struct app *app);

#endif
