/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_PAPER_H
#define FORMS_PRINT_PAPER_H

/* Lines set on pages: page numbers at the foot, form feeds between pages, 草稿 at the head, blanks
 * for margins. Where the page has no length there is one endless page without a number. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"

struct paper_style {
    int width;       /* columns, the left margin apart */
    int left, top;   /* margins: columns, lines */
    int ambiguous;   /* columns of “ ” — and of ruled lines */
    bool ascii;      /* rules and dashes are + - | */
    int page_length; /* lines, 0: endless */
    bool is_draft;
};

struct paper {
    struct paper_style style;
    struct strbuf *out;
    int n_body; /* lines for text on a page, INT_MAX: endless */
    int n_used; /* of them, on this page */
    int page;   /* from 1; 0 before the first line */
    bool wants_blank;
};

void paper_init(struct paper *paper, const struct paper_style *style, struct strbuf *out);
/* Lines of a page that are not for text. */
int paper_n_margins(const struct paper_style *style);

/* Sets a line (no line feed in it), on the next page where this one is full. */
void paper_line(struct paper *paper, const char *text, size_t len);
/* The next line will have a blank line before it, unless it begins a page. */
void paper_blank(struct paper *paper);
/* Lines left on this page for text, INT_MAX: any number; a pending blank line is taken off. */
int paper_room(const struct paper *paper);
/* What follows begins a new page unless it has room for n lines. Nothing happens at the head of a
 * page. */
void paper_need(struct paper *paper, int n_lines);
/* Closes the last page. */
void paper_end(struct paper *paper);

/* Text broken over lines: the first one indented by first_cols, the others by other_cols columns
 * (even numbers, set with wide blanks). No single line of it stands at the head or the foot of a
 * page, and at least two of its last lines on one page with the n_after lines that will follow. */
void paper_paragraph(struct paper *paper, const char *text, size_t len, int first_cols,
                     int other_cols, int n_after);
/* The lines of such a paragraph that must have room where it begins. */
int paper_start_lines(const struct paper *paper, const char *text, size_t len, int first_cols,
                      int other_cols, int n_after);
/* Text centred, over several lines of about one length where it takes more than max_cols. */
void paper_centred(struct paper *paper, const char *text, size_t len, int max_cols);

#endif
