/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_ROWS_H
#define TUI_CLI_ROWS_H

/* A table for programs, one line a row: tsv, csv or an array of JSON objects. csv is what Excel on
 * a Chinese Windows opens: CR LF, and a BOM where it is UTF-8. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/encoding.h"
#include "locale/strbuf.h"
#include "tui/cli/subcommand.h"

enum rows_format { ROWS_TEXT, ROWS_TSV, ROWS_CSV, ROWS_JSON };
enum rows_heads { ROWS_HEADS_USUAL, ROWS_HEADS_NONE, ROWS_HEADS_KEYS, ROWS_HEADS_NAMES };

struct rows_column {
    const char *key;  /* in JSON, and as a head */
    const char *name; /* as a head for people, NC_() in the context "column" */
};

struct rows {
    struct strbuf *out;
    enum rows_format format;
    const struct rows_column *columns;
    int n_columns;
    int at; /* column of the next place */
    bool is_first;
};

/* What the options --format and --heads give (NULL: not given). text is a format only where
 * has_text, which then is the default; else csv is. false after a complaint. */
bool rows_options(const char *format_given, const char *heads_given, bool has_text,
                  enum rows_format *format, enum rows_heads *heads);

/* heads: those of csv are names and tsv has none, where nothing else is said. format is not TEXT.
 * The columns must outlive the rows. */
void rows_begin(struct rows *rows, struct strbuf *out, enum rows_format format,
                enum rows_heads heads, const struct rows_column *columns, int n_columns);
/* The next place. In tsv tabs and line feeds in a text become blanks; bytes that are no UTF-8
 * become U+FFFD, but not in tsv. */
void rows_text(struct rows *rows, const char *text);
void rows_number(struct rows *rows, long number);
void rows_value(struct rows *rows,
                const char *text);             /* in JSON a number where it is one, null for "" */
void rows_bool(struct rows *rows, bool value); /* 0 and 1, in JSON false and true */
void rows_end(struct rows *rows);
/* Writes what was made, to stdout where path is - or NULL; only tsv and csv are written in another
 * encoding. false after a complaint. */
bool rows_write(const struct call *call, const char *path, enum rows_format format,
                enum encoding encoding, const struct strbuf *out, bool overwrite);

/* A member of a JSON object, behind what the object has already. */
void rows_add_json(struct strbuf *out, const char *key, const char *text);

#endif
