/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_OWNPAGES_H
#define FORMS_IMPORT_OWNPAGES_H

/* A printed report while it is read back: its lines without what belongs to the pages; only for
 * ownprint.c and owntable.c. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/strbuf.h"

enum { OWNPAGES_MAX_LINES = 40000 };

struct ownpages {
    const struct form *form;
    struct draft *draft;
    const char **lines; /* of the report, without what belongs to the page and its margins */
    size_t *lens;
    int n;
    int page_length; /* 0: endless */
    int margin_left, margin_top;
    bool is_draft, ascii;
    int ambiguous;
    int width;              /* of the paper, the margin apart */
    const char *right_line; /* that ends right_cols before the right margin; NULL: none is known */
    size_t right_len;
    int right_cols;
    int more_cols; /* where it has to be guessed: add so much */
};

/* Takes the text apart into lines, of which there is room for OWNPAGES_MAX_LINES, and finds out how
 * it was printed. false: these are not the pages of a report. */
bool ownpages_read(struct ownpages *printed, const char *text, size_t len);
/* Nothing but blanks? */
bool ownpages_is_blank(const char *line, size_t len);
/* Shortens *len by `end` where the text ends with it; false where it does not. */
bool ownpages_take_end(const char *text, size_t *len, const char *end);
void ownpages_set_field(struct ownpages *printed, int field, const char *text, size_t len);
/* Appends a line of a paragraph to what was read of it; before is its line above, which began
 * behind first_cols. */
void ownpages_join_line(const struct ownpages *printed, const char *before, size_t before_len,
                        const char *line, size_t len, int first_cols, struct strbuf *out);

#endif
