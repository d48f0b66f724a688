/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_SCREENOUT_H
#define TUI_TERM_SCREENOUT_H

/* What ncurses writes, collected. ncurses 6.4 calls write() at every movement of the cursor, ten to
 * thirty times for a repaint; over SSH each of them is a packet, and each wakes whoever reads. So
 * ncurses has a descriptor of its own, which is the terminal except during a refresh: then it is a
 * file in memory, which is sent as a whole afterwards. There is one. */

#include <stdio.h>

#include "locale/strbuf.h"

/* Another way to the terminal behind tty_fd, for newterm(); NULL: no descriptor left. Either way it
 * is closed by screenout_close(). */
FILE *screenout_open(int tty_fd);
void screenout_close(void);
/* From here on what ncurses writes does not go to the terminal. */
void screenout_begin(void);
/* It does again; what was written meanwhile is appended to bytes. */
void screenout_end(struct strbuf *bytes);

#endif
