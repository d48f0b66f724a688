/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_REPORT_H
#define FORMS_PRINT_REPORT_H

/* The report as it is printed, handed in and previewed: one function. Layout: README, “The report”.
 */

#include <stdbool.h>

#include "forms/draft/draft.h"
#include "locale/encoding.h"
#include "locale/err.h"
#include "locale/strbuf.h"

enum report_border {
    REPORT_BORDER_AUTO,  /* lines, which the encoding decides the width of */
    REPORT_BORDER_LINE,  /* U+2500 … */
    REPORT_BORDER_ASCII, /* + - | */
};

enum report_format {
    REPORT_TEXT, /* lines for paper */
    REPORT_HTML, /* a web page, also for Word and Excel; of the other options only is_draft matters
                  */
};

struct report_options {
    enum report_format format;
    int width;       /* columns of the paper; 0: 80 */
    int margin_left; /* of these, columns that stay blank at the left */
    int margin_top;  /* lines of a page, or of the endless one, that stay blank at its head */
    int page_length; /* lines of a page, with header rows repeated and page numbers; 0: one endless
                        page */
    enum report_border border;
    int ambiguous; /* columns of “ ” — … and of box drawing: 1, 2; 0: 2 for GB encodings, else 1 */
    enum encoding encoding; /* decides ambiguous, and what has to be substituted; the text comes out
                               as UTF-8 */
    bool is_draft;          /* marks every page 草稿, and what is not filled in （未填写） */
};

/* Appends the report as UTF-8 lines ended by LF, with FF between pages. No line is wider than the
 * width. More width never makes an endless page longer. false with err in words, and nothing
 * appended, where the width cannot hold the tables or the page length not one row of one (which
 * table, how many columns or lines it needs). */
bool report_render(const struct draft *draft, const struct report_options *options,
                   struct strbuf *out, struct err *err);

#endif
