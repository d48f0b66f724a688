/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_SIGNALS_H
#define TUI_TERM_SIGNALS_H

/* Signals while the screen is up: those that ask the program to leave, or tell it of its terminal,
 * wait until it waits, too; those that it dies of find the terminal put back. For term.c. */

#include <signal.h>
#include <stdbool.h>

/* HUP, TERM, INT, QUIT, USR1, XCPU, WINCH and CONT are blocked from here on; PIPE and TSTP do
 * nothing. */
void signals_start(void);
/* All have their old effect again, and what is still pending is dropped. */
void signals_stop(void);
/* The mask to wait with: what is blocked arrives then. */
const sigset_t *signals_mask_waiting(void);
/* The last signal that asked the program to leave; 0: none did since the start. */
int signals_caught(void);
/* Has the window another size, was the program stopped and continued? True once for each time. */
bool signals_take_resized(void);
bool signals_take_continued(void);

/* From here on restore() is called before the process dies: of SEGV, BUS, FPE, ILL, ABRT, which
 * then have their old effect, or for want of memory. It may do only what a signal handler may. NULL
 * ends that. */
void signals_guard(void (*restore)(void));

#endif
