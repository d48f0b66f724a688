/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_TEXTFIGURE_H
#define TUI_VIEW_TEXTFIGURE_H

/* Choosing a figure of a table to put into a narrative: table, row, column, each from a list. */

#include <stdbool.h>

#include "forms/draft/draft.h"
#include "locale/strbuf.h"
#include "tui/screen/screen.h"

/* Appends the reference, "{requests.received.total}". false: cancelled. */
bool textfigure_ask(struct screen *screen, const struct draft *draft, struct strbuf *reference);

#endif
