/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_CLI_H
#define TUI_CLI_CLI_H

/* The command line: GNU long options over a table of subcommands. */

/* Does what the command line says and returns the exit code. */
int cli_run(int argc, char **argv);

#endif
