/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_COMMANDS_H
#define TUI_APP_COMMANDS_H

/* The commands of the program, in one table: their keys, their names, what they do in words, which
 * function does it. */

#include "tui/app/shell.h"

extern const struct command_def commands_table[COMMAND_N];

/* Carries a command out on the open draft. When the operator has left that, desk.session is NULL.
 */
void commands_run(struct app *app, enum command command);

#endif
