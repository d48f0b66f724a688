/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_SGR_H
#define TUI_TERM_SGR_H

/* Shortens what ncurses sends to change attributes: a third of the bytes of a screen. With xterm's
 * description it sends four sequences where one does, \033[39;49m \033(B \033[0;1m \033[37m for
 * \033[0;1;37m: it does not know that a reset makes what stands before it needless, nor that nobody
 * here ever leaves the ASCII set. */

#include "locale/strbuf.h"

/* Selects the ASCII set. It is to be sent once, when drawing begins. */
#define SGR_ASCII_SET "\033(B"

/* Sequences that select the ASCII set go; neighbouring SGR sequences (\033[…m) become one; what a
 * reset undoes goes. */
void sgr_shorten(struct strbuf *bytes);

#endif
