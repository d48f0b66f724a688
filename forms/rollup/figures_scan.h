/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_FIGURES_SCAN_H
#define FORMS_ROLLUP_FIGURES_SCAN_H

/* Reads the numbers of a draft straight from its file, without building the draft: many times as
 * fast as the full reader, and it allocates nothing. */

#include "forms/rollup/figures.h"

/* The forms laid out for the scanner; may be used by several threads at once. */
struct figures_scanner;
struct figures_scanner *figures_scanner_new(void)
    __attribute__((returns_nonnull, warn_unused_result));
void figures_scanner_free(struct figures_scanner *scanner);

/* Reads the text of a draft's file. True only for a file that is whole, with the right crc, has its
 * paragraphs in order and every row of every table in the form's order, and holds nothing but
 * numbers, blanks and “/” there. False: not like that, use the reader of drafts; the contents of
 * figures are then unspecified. A sum of drafts (a draft with a section [rollup]) and an import
 * that is not settled ([import]) are not scanned either.
 *
 * This is reading, not judging: whether the numbers are right is for balance.h and the rules. */
bool figures_scan(const struct figures_scanner *scanner, const char *bytes, size_t len,
                  struct figures *figures) __attribute__((warn_unused_result));

#endif
