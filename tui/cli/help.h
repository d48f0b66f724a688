/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_HELP_H
#define TUI_CLI_HELP_H

/* What --help says: of all subcommands, and of one. No line is wider than 80 columns. */

#include "tui/cli/subcommand.h"

/* Options that every subcommand has; ended by a row without a name. */
extern const struct option_def help_common_options[];

void help_show_all(void);
void help_show(const struct subcommand *subcommand);

#endif
