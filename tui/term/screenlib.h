/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_SCREENLIB_H
#define TUI_TERM_SCREENLIB_H

/* The only place that includes ncurses. Screens include tui/term/draw.h and tui/term/term.h
 * instead: text reaches the terminal through draw.c alone, keys come from keys.c. */

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <term.h> /* tputs and the terminal's capabilities; some of its macros take common names */
#undef lines
#undef columns
#undef tab

#endif
