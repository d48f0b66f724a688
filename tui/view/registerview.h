/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_REGISTERVIEW_H
#define TUI_VIEW_REGISTERVIEW_H

/* On a draft that was counted from a register: the page that lists the register's lines behind a
 * cell. */

#include <stdbool.h>

#include "tui/screen/screen.h"
#include "tui/view/desk.h"

/* Is there such a page for the cell at that place? */
bool registerview_has(const struct desk *desk, struct place place);
void registerview_show(struct screen *screen, const struct desk *desk, struct place place);

/* What is to be said when a counted draft is opened: that its register has changed since, or is
 * gone. Appends; nothing where all is well. */
void registerview_add_changes(const struct desk *desk, struct strbuf *out);

#endif
