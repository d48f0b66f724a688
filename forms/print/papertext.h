/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_PAPERTEXT_H
#define FORMS_PRINT_PAPERTEXT_H

/* Text on its way from a draft to paper. */

#include <stddef.h>

#include "locale/encoding.h"
#include "locale/strbuf.h"

enum paper_piece {
    PAPER_PLAIN,   /* printed as it is */
    PAPER_BLANK,   /* a tab, a line feed: one blank */
    PAPER_DROPPED, /* an invisible character or control, as they come with text copied from web
                      pages */
    PAPER_SHOWN, /* private, unassigned, a mark without a base: somebody meant it to be read, so its
                    code is printed */
};
/* Length in bytes of the piece at text[0..len), len > 0: a cluster or one odd character. form (of
 * 16 bytes) is what is printed for one that is shown. */
size_t papertext_next(const char *text, size_t len, enum paper_piece *piece, char form[16]);

/* Appends the text as it goes on paper. What the encoding lacks is replaced by its substitute where
 * it has one; that is done before lines are measured and broken, since a substitute may be wider.
 */
void papertext_add(struct strbuf *out, const char *text, size_t len, enum encoding encoding);

/* The lines that the text takes in n_cols columns, the first one indented by first_cols, the others
 * by other_cols. */
int papertext_n_lines(const char *text, size_t len, int n_cols, int first_cols, int other_cols,
                      int ambiguous);
/* The narrowest width, from least_cols up, in which the text takes no more lines than in max_cols:
 * what is centred in it has lines of about one length. */
int papertext_balanced_cols(const char *text, size_t len, int max_cols, int least_cols,
                            int ambiguous);

#endif
