/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_PAPERSIZE_H
#define FORMS_BASE_PAPERSIZE_H

/* Bounds of a printed page, for the report and for the settings and options that choose among them.
 */

enum {
    PAPER_MIN_COLS = 60,
    PAPER_MAX_COLS = 400,
    PAPER_MAX_MARGIN_COLS = 60,
    PAPER_MAX_MARGIN_LINES = 20,
};

#endif
