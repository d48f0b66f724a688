/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_SHIFT_H
#define TUI_TERM_SHIFT_H

/* A character typed into a long paragraph moves the text of every line below along by a few
 * columns. ncurses draws such lines anew, because something falls off one end of each and comes in
 * at the other. Here the terminal is told to move what stays (insert and delete character), ncurses
 * is told that it was, and has only the ends to draw: a quarter of the bytes. What would be pushed
 * over the edge is erased first, so that no wide character is cut in half. */

#include "locale/strbuf.h"

/* The next term_refresh() may do so for these rows. */
void shift_may(int y, int n_rows);
/* Called by term_refresh() before it refreshes: appends what is to be sent to the terminal first.
 */
void shift_rows(struct strbuf *bytes);

#endif
