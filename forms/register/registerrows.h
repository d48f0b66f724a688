/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_REGISTERROWS_H
#define FORMS_REGISTER_REGISTERROWS_H

/* A register's file as rows of cells, in UTF-8: text divided by commas, tabs or semicolons in UTF-8
 * or GB18030, or a spreadsheet. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

enum { REGISTERROWS_MAX_CELLS = 64 };

struct registerrow {
    int line;                                  /* of the file; of a spreadsheet its row */
    const char *cells[REGISTERROWS_MAX_CELLS]; /* borrowed, until the next row; without blanks at
                                                   both ends */
    size_t n_cells;
};

/* Calls take for each row that is not blank, in order; it returns false to stop. Text is read a row
 * at a time, whatever its length. false with err where the bytes are no such file. */
bool registerrows_read(const char *bytes, size_t len,
                       bool (*take)(void *context, const struct registerrow *row), void *context,
                       struct err *err);

#endif
