/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_MENU_H
#define TUI_SCREEN_MENU_H

/* What is made from the table of commands: the menu of F10 and the page of all keys. */

#include "tui/screen/screen.h"

/* The commands on offer with their keys, by groups; COMMAND_NONE when it was left. */
enum command menu_run(struct screen *screen, command_set offered);
/* Every command with its keys and what it does. */
void menu_show_keys(struct screen *screen);

#endif
