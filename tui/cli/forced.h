/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_FORCED_H
#define TUI_CLI_FORCED_H

/* A restricted login may be given a subcommand by ssh (`ssh host print a.ini >a.txt`): sshd starts
 * its ForceCommand, nianbao --restricted, and leaves what was asked for in SSH_ORIGINAL_COMMAND.
 * That text is split into words here, by no shell: nothing in it is expanded or run. The files
 * named in it are held in the drafts folder by the same guard as everywhere, and relative ones
 * begin there. */

#include <stdbool.h>

#include "tui/cli/subcommand.h"

struct forced {
    char *text; /* SSH_ORIGINAL_COMMAND; NULL: none */
    int argc;   /* its words, behind the name of the program */
    char **argv;
    bool is_used;
};

/* Takes it from the environment; release it with forced_release(). */
void forced_init(struct forced *forced);
void forced_release(struct forced *forced);
bool forced_is_given(const struct forced *forced);
/* Its words: divided by blanks, which quotations keep. false where a quotation has no end, or there
 * are too many. */
bool forced_split(struct forced *forced);
/* Splits it and goes to the drafts folder; from now on it is used. false after a complaint. */
bool forced_begin(struct forced *forced, const struct settings *settings);
/* May the subcommand (NULL: none is named) be called like that? false after a complaint. */
bool forced_allows(const struct subcommand *subcommand, const struct call *call);

#endif
