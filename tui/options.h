#ifndef TUI_OPTIONS_H
#define TUI_OPTIONS_H

/* The command line: GNU long options over one table of verbs. A verb is a row: its name, its options, what its help says,
 * the function that does it. Every verb but edit returns without touching the terminal, so that scripts and tests can
 * use it. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/encoding.h"
#include "locale/err.h"

enum exit_code {
    EXIT_FINE = 0,
    EXIT_FINDINGS = 1,  /* errors found by check, print refused because of them, differences */
    EXIT_USAGE = 2,     /* or no terminal */
    EXIT_WARNINGS = 3,  /* only warnings, with --strict */
    EXIT_TROUBLE = 4,   /* cannot read, write or encode */
    EXIT_LOCKED = 5,    /* locked by another user */
};

/* One option of a verb, for getopt_long() and for the help. */
struct verb_option {
    const char *name;     /* long, without the dashes */
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none; "[NAME]": may take one; else what the help calls it. N_() */
    const char *help;     /* N_() */
};

enum { VERB_MAX_OPTIONS = 16 };

/* What was given on the command line. */
struct verb_call {
    const char *values[VERB_MAX_OPTIONS]; /* by the option's index in the verb's table: NULL, not given; "", given
                                           * without an argument; the last one counts */
    int n_operands;
    char **operands;
};

struct verb {
    const char *name;
    const char *usage; /* what follows the name: "FILE [-o FILE|-]" */
    const char *help;  /* one line, N_() */
    const struct verb_option *options; /* ended by a row without a name; NULL: none */
    int min_operands, max_operands;    /* max -1: any number */
    int (*run)(const struct verb_call *call); /* returns an exit code */
};

/* The table: ended by a row without a name. */
extern const struct verb verbs[];

/* Does what the command line says and returns the exit code. */
int options_run(int argc, char **argv);

/* For the verbs. A line to stderr: "nianbao: " and the text. Text from outside is made visible. */
void options_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A number from min to max; false with err, which names the option. */
bool options_parse_number(const char *option, const char *text, long min, long max, long *number, struct err *err);
/* An encoding's name; false with err. */
bool options_parse_encoding(const char *text, enum encoding *encoding, struct err *err);
/* Reads a draft for a verb, - is stdin. Its notes go to stderr. NULL: a complaint was made, *exit_code is set; a cut
 * draft is one. */
struct draft;
struct draft *options_read_draft(const char *path, int *exit_code);
/* Writes everything to stdout and makes sure that it arrived; false: a complaint was made (full disk, closed pipe). */
bool options_write_stdout(const char *bytes, size_t len);

#endif
