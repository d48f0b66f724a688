/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_LABEL_H
#define FORMS_FORM_LABEL_H

/* Recognising the words of a form in their many spellings: half-width brackets and dots, blanks
 * inside, “1、” for “1.”, short forms, lost characters, parents run together with their children.
 */

#include <stdbool.h>
#include <stddef.h>

#include "forms/form/formdef.h"
#include "locale/strbuf.h"

/* Appends what of a text counts in a comparison: letters, digits and Chinese characters; no blank,
 * no punctuation, full width letters and circled digits as plain ones. */
void label_fold(const char *text, struct strbuf *out);

/* Are they the same when folded? */
bool label_same_words(const char *a, const char *b);

/* Number of characters that have to be put in, taken out or exchanged to make one folded text of
 * the other; limit + 1 where it is more than limit. Texts over 64 characters are only compared for
 * equality. */
int label_distance(const char *a, const char *b, int limit);

enum label_kind {
    LABEL_NONE,
    LABEL_ROW,    /* a row of the table */
    LABEL_PARENT, /* a heading over several rows */
    LABEL_HEAD, /* a column's heading, a block's title, the corner, or pieces of labels: understood,
                   says nothing */
};
struct label {
    enum label_kind kind;
    int row;       /* counted over all blocks; of a parent the last row under it */
    int first;     /* of a parent the first row under it; else the row */
    bool is_exact; /* the official words, but for punctuation and blanks */
};

struct label_set;

/* The words of one table of a form. Free it. */
struct label_set *label_set_new(const struct form *form, int section)
    __attribute__((returns_nonnull, warn_unused_result));
void label_set_free(struct label_set *set);
/* What the text is. with_values says that numbers follow it: then a short word such as 其他 or 总计
 * is a row, and more lost characters are forgiven. */
struct label label_find(struct label_set *set, const char *text, bool with_values);
int label_n_rows(const struct label_set *set);
/* The cell at a row (counted over all blocks) and a column. */
struct cell label_cell(const struct label_set *set, int row, int column);
int label_n_columns(const struct label_set *set, int row);
/* Is the folded text one of the table's words, exactly? Tells which form a report was written in.
 */
bool label_is_word(const struct label_set *set, const char *folded);

#endif
