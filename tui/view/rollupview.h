/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_ROLLUPVIEW_H
#define TUI_VIEW_ROLLUPVIEW_H

/* On a sum of drafts: the page that says which units a cell's number comes from. */

#include "tui/screen/screen.h"
#include "tui/view/desk.h"

void rollupview_show(struct screen *screen, const struct desk *desk, struct place place);

#endif
