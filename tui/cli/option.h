/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_OPTION_H
#define TUI_CLI_OPTION_H

/* Values of options. Each function takes the option's name and what was given (NULL: the option was
 * not; the result is left alone then), and returns false after it has said what is wrong. */

#include <stdbool.h>

#include "forms/settings/settings.h"
#include "locale/encoding.h"
#include "tui/term/term.h"

/* A number from min to max. */
bool option_number(const char *name, const char *given, int min, int max, int *number);
/* The index of the word in the NULL-ended list. */
bool option_word(const char *name, const char *given, const char *const *words, int *index);
/* A text as UTF-8: a terminal of another encoding gives it in that one. *text is to be freed. */
bool option_text(const char *name, const char *given, char **text);
bool option_encoding(const char *name, const char *given, enum encoding *encoding);
/* auto, 1, 2 for the columns of an ambiguous character. */
bool option_ambiguous(const char *name, const char *given, int *ambiguous);
/* What the settings say of the terminal, and over it the options --ambiguous and --encoding. */
bool option_term(const struct settings *settings, const char *ambiguous, const char *encoding,
                 struct term_options *term);

#endif
