/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_TABLEREADER_H
#define FORMS_IMPORT_TABLEREADER_H

/* The state of reading a table out of a published report; only for importtable.c, tablereader.c and
 * tableitems.c. */

#include "forms/document/importdoc.h"
#include "forms/draft/draft.h"
#include "forms/form/label.h"
#include "forms/import/importplace.h"

enum {
    TABLEREADER_MAX_TOKENS = IMPORT_MAX_ROW_CELLS,
    TABLEREADER_MAX_VALUES = 32,
    TABLEREADER_MAX_RUN = 400
};

/* A piece of an item: a label, a number, or an empty cell. */
struct token {
    const char *text; /* in the reader's buffer, once the whole item is cut up */
    size_t offset;    /* there */
    bool is_value;
};

struct table_reader {
    struct import_doc *doc;
    struct draft *draft;
    const struct form *form;
    const struct form_table *table;
    int section;
    struct import_notes *notes;
    struct label_set *set;
    int n_rows;
    int width; /* numbers in a row of the table; 0: that differs from block to block */
    struct strbuf buffer;
    struct token tokens[TABLEREADER_MAX_TOKENS]; /* of the item under way */
    int n_tokens;
    struct import_vectors vectors;
    bool *row_seen;    /* its label was met */
    bool *row_noted;   /* T3-LABEL was said of it */
    bool *parent_seen; /* by the last row under it */
    int *label_column; /* cells before the row's label in its item, -1: not met in a row of cells */
    int pending;       /* the row whose whole label stood alone on the last line; -1 */
    /* Numbers that stand one to a line. */
    struct {
        char *text;
        size_t item;
    } run[TABLEREADER_MAX_RUN];
    int n_run;
};

/* ---- notes ---- */

void tablereader_note_row(struct table_reader *reader, int line, const char *rule, int row,
                          const char *text);
/* About the whole table; takes text. */
void tablereader_note_table(struct table_reader *reader, int line, const char *rule, char *text);
/* The rule about rows that are doubled, missing or without their parent. */
const char *tablereader_row_rule(const struct table_reader *reader);
/* The words of a label differ from the official ones by more than punctuation. Said once of a row.
 */
void tablereader_note_label(struct table_reader *reader, int line, int row, const char *text);
/* Appends the last part of the row's official label. */
void tablereader_row_name(const struct table_reader *reader, int row, struct strbuf *out);

/* ---- numbers ---- */

/* Cuts an item into tokens. */
void tablereader_split(struct table_reader *reader, const struct import_item *item);
struct import_vector *tablereader_add_vector(struct table_reader *reader, size_t first_item,
                                             size_t last_item, int row, int first);
void tablereader_add_value(struct import_vector *vector, const char *text);
/* Does the last of n cells state the sum of the others, and is that sum more than 0? */
bool tablereader_sums_up(const struct token *tokens, int n);
/* Puts the tokens of the item under way, from `from` on, into a vector of the expected length.
 * false: they do not fit.
 */
bool tablereader_take_values(struct table_reader *reader, size_t item, int from, int expected,
                             int row, int first);

/* Reads the items of the table's section into vectors (tableitems.c). */
void tableitems_read(struct table_reader *reader);

#endif
