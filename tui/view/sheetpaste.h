/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_SHEETPASTE_H
#define TUI_VIEW_SHEETPASTE_H

/* Pasting a copied block into a sheet: what will change is shown before anything does. */

#include <stddef.h>

#include "forms/form/formdef.h"
#include "tui/screen/screen.h"
#include "tui/view/desk.h"

/* Shows what the text would put where, from the cell on; applies it as one step when the operator
 * agrees. */
void sheetpaste_run(struct screen *screen, const struct desk *desk, struct cell from,
                    const char *text, size_t len);

#endif
