/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_SAY_H
#define TUI_CLI_SAY_H

/* What subcommands say to people, in the encoding of their terminal; whatever a terminal could act
 * upon is made visible, since it may quote anything. */

#include <stdbool.h>
#include <stddef.h>

struct settings;

/* From now on text is written in the encoding that the settings name, else in the one of the
 * locale. */
void say_in_encoding_of(const struct settings *settings);
/* Columns of “ ” — … there: 1, in a GB encoding 2. */
int say_ambiguous(void);

/* A line to stderr: "nianbao: " and the text. */
void say_problem(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Text to stdout, its lines kept; a failure is seen when the program ends. */
void say_text(const char *text, size_t len);
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Has the reader of stdout gone, who has seen enough? That is no trouble. */
bool say_is_unread(void);

#endif
