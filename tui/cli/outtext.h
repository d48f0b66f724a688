/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_OUTTEXT_H
#define TUI_CLI_OUTTEXT_H

/* Texts in what the verbs write: for people in the encoding of their terminal, for programs. */

#include <stddef.h>
#include <stdio.h>

#include "locale/encoding.h"

struct settings;
struct strbuf;

/* From now on text for people is written in the encoding that the settings name, else in the one
 * that LC_ALL, LC_CTYPE or LANG name; UTF-8 where they name none. */
void outtext_set_encoding(const struct settings *settings);
/* Columns of “ ” — … there: 1, in a GB encoding 2. */
int outtext_ambiguous(void);
/* Writes UTF-8 text in that encoding; what it lacks is written as what stands for it. A failure is
 * seen when the file is closed. */
void outtext_write(FILE *file, const char *text, size_t len);

/* One place of a line of tsv, then end ('\t' or '\n'). Tabs and line feeds in it become blanks. */
void outtext_add_tsv(struct strbuf *out, const char *text, char end);
/* A member of a JSON object, behind what the object has already: its name and a string; text is
 * UTF-8. */
void outtext_add_json(struct strbuf *out, const char *name, const char *text);

#endif
