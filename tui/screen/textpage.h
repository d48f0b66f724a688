/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_TEXTPAGE_H
#define TUI_SCREEN_TEXTPAGE_H

/* A text that is only looked at, as a full-screen page: lines as wide as they are, moved sideways
 * with the arrows. A form feed in it begins a new page of paper, which the title counts. */

#include "tui/screen/screen.h"

/* help is what F1 shows. */
void textpage_show(struct screen *screen, const char *title, const char *help, const char *text,
                   size_t len);

#endif
