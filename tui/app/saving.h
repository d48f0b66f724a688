/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_SAVING_H
#define TUI_APP_SAVING_H

/* Saving, and what to do when it is not as simple as that. */

#include "tui/app/shell.h"

/* false: it was not saved (which was said). */
bool saving_save(struct app *app);
bool saving_save_as(struct app *app);

#endif
