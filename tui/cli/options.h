/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_OPTIONS_H
#define TUI_CLI_OPTIONS_H

/* The command line: GNU long options over a table of verbs. A verb is a row: its name, its options,
 * what its help says, the function that does it; a new verb is one file and one line in verbs.h and
 * in verbs.c. Every verb but edit returns without touching the terminal, so that scripts and tests
 * can use it. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/settings/settings.h"
#include "forms/store/storeddraft.h"
#include "locale/encoding.h"
#include "locale/err.h"

enum exit_code {
    EXIT_FINE = 0,
    EXIT_FINDINGS = 1, /* errors found by check, print refused because of them, differences */
    EXIT_USAGE = 2,    /* or no terminal */
    EXIT_WARNINGS = 3, /* only warnings, with --strict */
    EXIT_TROUBLE = 4,  /* cannot read, write or encode */
    EXIT_LOCKED = 5,   /* locked by another user */
};

/* One option of a verb, for getopt_long() and for the help. */
struct verb_option {
    const char *name; /* long, without the dashes */
    char letter;      /* 0: none */
    const char
        *argument; /* NULL: takes none; "[NAME]": may take one; else what the help calls it. N_() */
    const char *help; /* N_() */
};

enum { VERB_MAX_OPTIONS = 16 };

/* What was given on the command line. */
struct verb_call {
    const char
        *values[VERB_MAX_OPTIONS]; /* by the option's index in the verb's table: NULL, not given;
                                    * "", given without an argument; the last one counts */
    int n_operands;
    char **operands;
    const struct settings *settings;
};

struct verb {
    const char *name;
    const char *usage;                        /* what follows the name: "FILE [-o FILE|-]". N_() */
    const char *help;                         /* one line, N_() */
    const struct verb_option *options;        /* ended by a row without a name; NULL: none */
    int min_operands, max_operands;           /* max -1: any number */
    int (*run)(const struct verb_call *call); /* returns an exit code */
};

/* Does what the command line says and returns the exit code. */
int options_run(int argc, char **argv);

/* ---- for the verbs ---- */

struct draft;
struct previous_search;
struct strbuf;

/* A line to stderr: "nianbao: " and the text, made visible (it may quote anything). */
void options_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The number that an option gives, from min to max; *number is left alone where the option was not
 * given. false after a complaint. */
bool options_number(const char *option, const char *text, int min, int max, int *number);
/* The index of text in the NULL-ended list of words; the same otherwise. */
bool options_word(const char *option, const char *text, const char *const *words, int *index);
/* The text that an option gives, as UTF-8: a terminal of another encoding gives it in that one.
 * *text, to be freed, is left alone where the option was not given; the same otherwise. */
bool options_text(const char *option, const char *given, char **text);
/* An encoding's name; the same otherwise. */
bool options_encoding(const char *option, const char *text, enum encoding *encoding);
/* auto, 1, 2 for the columns of an ambiguous character; the same otherwise. */
bool options_ambiguous(const char *option, const char *text, int *ambiguous);
/* What the settings say of the terminal, and over it what these options give (NULL: not given) that
 * every verb with a screen has. false after a complaint. */
struct term_options;
bool options_term(const struct settings *settings, const char *ambiguous, const char *encoding,
                  struct term_options *term);

/* May this path be opened under --restricted: does it lie in the drafts folder? Always true
 * otherwise. false after a complaint. - (stdin, stdout) is fine. */
bool options_may_open(const struct verb_call *call, const char *path);
/* Reads a file of at most max_bytes, - is stdin, into bytes (appended). false after a complaint. */
bool options_read_file(const struct verb_call *call, const char *path, size_t max_bytes,
                       struct strbuf *bytes);
/* Reads a draft once, - is stdin; what was irregular goes to stderr. false after a complaint: it
 * cannot be read, is no draft or is cut. Release it in both cases. */
bool options_read_stored(const struct verb_call *call, const char *path,
                         struct stored_draft *stored);
/* The same, for the draft alone. NULL after a complaint; the caller frees it. */
struct draft *options_read_draft(const struct verb_call *call, const char *path);
/* The draft that `given` names, else the one that previous_find_draft() finds; NULL with *ok true
 * where there is none, with *ok false after a complaint about a given one. */
struct draft *options_read_previous(const struct verb_call *call, struct previous_search *search,
                                    const char *given, const char *path, const struct draft *draft,
                                    bool *ok);

/* Reads the list of units that an option names; does nothing where it was not given. false after a
 * complaint. Release the roster in both cases. */
struct roster;
bool options_roster(const struct verb_call *call, const char *given, struct roster *roster);
/* All operands as files and folders of drafts, but not `except` (draftlist.h). false after a
 * complaint. Release the list in both cases. */
struct draft_list;
bool options_draft_list(const struct verb_call *call, const char *except, struct draft_list *list);

/* Text for people to stdout: made visible, lines kept. */
void options_print(const char *text, size_t len);
void options_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Bytes as they are to path (output.h), - or NULL is stdout. false after a complaint. */
bool options_write(const struct verb_call *call, const char *path, const char *bytes, size_t len,
                   bool overwrite);
/* Would options_write() be allowed to, as things are now? Before the work is done. */
bool options_may_write(const struct verb_call *call, const char *path, bool overwrite);
/* May a draft be saved at that path? - is fine. false after a complaint. */
bool options_may_save_draft(const struct verb_call *call, const char *path);

/* Saves a draft, of which it becomes the owner, as a new file; one that exists is not touched. The
 * exit code, after a complaint where it is not EXIT_FINE. */
int options_create_draft(const char *path, struct draft *draft);

#endif
