#ifndef FORMS_IMPORTPRINT_H
#define FORMS_IMPORTPRINT_H

/* A printed report while it is read back; only for importown.c and importprint.c. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft.h"
#include "locale/strbuf.h"

struct printed {
    const struct form *form;
    struct draft *draft;
    const char **lines; /* of the report, without what belongs to the page */
    size_t *lens;
    int n;
    int page_length; /* 0: endless */
    bool is_draft, ascii;
    int ambiguous;
    int width;     /* of the paper */
    int more_cols; /* where it has to be guessed: add so much */
};

/* Nothing but blanks? */
bool print_is_blank(const char *line, size_t len);
/* Shortens *len by `end` where the text ends with it; false where it does not. */
bool print_take_end(const char *text, size_t *len, const char *end);
void print_set_field(struct printed *printed, int field, const char *text, size_t len);
/* Appends a line of a paragraph to what was read of it; before is its line above, which began behind first_cols. */
void print_join_line(const struct printed *printed, const char *before, size_t before_len, const char *line, size_t len,
                     int first_cols, struct strbuf *out);

/* Reads the table of a section with its notes from lines first..last-1 (importprint.c). false: it is not all there. */
bool print_read_table(struct printed *printed, int section, int first, int last);

#endif
