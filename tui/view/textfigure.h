/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_TEXTFIGURE_H
#define TUI_VIEW_TEXTFIGURE_H

/* Choosing a figure of a table to put into a narrative: table, row, column, each from a list. */

#include <stdbool.h>

#include "locale/strbuf.h"

struct app;

/* Appends the reference, "{requests.received.total}". false: cancelled. */
bool textfigure_ask(struct app *app, struct strbuf *reference);

#endif
