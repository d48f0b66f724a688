/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_SUBCOMMAND_H
#define TUI_CLI_SUBCOMMAND_H

/* A subcommand is a row: its name, its options, what its help says, the function that does it. A
 * new one is a file cmd_NAME.c and a line in subcommands.h and in subcommands.c. Every subcommand
 * but edit returns without touching the terminal, so that scripts and tests can use it. */

#include "forms/settings/settings.h"

enum exit_code {
    EXIT_FINE = 0,
    EXIT_FINDINGS = 1, /* errors found by check, print refused because of them, differences */
    EXIT_USAGE = 2,    /* or no terminal */
    EXIT_WARNINGS = 3, /* only warnings, with --strict */
    EXIT_TROUBLE = 4,  /* cannot read, write or encode */
    EXIT_LOCKED = 5,   /* locked by another user */
};

/* One option, for getopt_long() and for the help. */
struct option_def {
    const char *name;     /* long, without the dashes */
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none; "[NAME]": may take one; else what the help calls it.
                             NC_() in the context "argument" */
    const char *help;     /* N_() */
};

enum { SUBCOMMAND_MAX_OPTIONS = 16 };

/* What was given on the command line. */
struct call {
    const char *values[SUBCOMMAND_MAX_OPTIONS]; /* by the option's index in the subcommand's table:
                                                 * NULL, not given; "", given without an argument;
                                                 * the last one counts */
    int n_operands;
    char **operands;
    const struct settings *settings;
};

struct subcommand {
    const char *name;
    const char *usage;                   /* what follows the name: "FILE [-o FILE|-]". N_() */
    const char *help;                    /* one line, N_() */
    const struct option_def *options;    /* ended by a row without a name; NULL: none */
    int min_operands, max_operands;      /* max -1: any number */
    int (*run)(const struct call *call); /* returns an exit code */
};

#endif
