/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_SUBCOMMANDS_H
#define TUI_CLI_SUBCOMMANDS_H

/* The subcommands, one per file cmd_NAME.c. */

#include "tui/cli/subcommand.h"

extern const struct subcommand cmd_edit, cmd_new, cmd_check, cmd_print, cmd_import, cmd_count,
    cmd_sum, cmd_status, cmd_diff, cmd_merge, cmd_export, cmd_recover, cmd_doctor;

/* In the order of the help; ended by NULL. */
extern const struct subcommand *const subcommands[];

/* NULL: there is none of that name. */
const struct subcommand *subcommands_find(const char *name);
/* The one whose name is most like it; NULL where none is. */
const struct subcommand *subcommands_like(const char *name);

#endif
