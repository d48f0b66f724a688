/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_REGISTER_H
#define FORMS_REGISTER_REGISTER_H

/* The register of requests (依申请公开台账), one line a request, counted for a year's report.
 *
 * A request received in the year counts as 本年新收, one received before and not answered before
 * the year as 上年结转; one answered in the year under its result, every other as 结转下年度. So
 * each column balances by construction. A line that cannot be counted is named with its number, and
 * nothing is guessed. Names of applicants are not read. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/base/date.h"
#include "forms/form/formdef.h"
#include "forms/register/registerhead.h"
#include "forms/register/registerwords.h"
#include "locale/err.h"

enum { REGISTER_MAX_ROWS = 32, REGISTER_MAX_PROBLEMS = 1000, REGISTER_MAX_NUMBER_BYTES = 60 };

struct register_line {
    int line;                       /* of the file */
    char *number;                   /* as registered; "" */
    struct date received, answered; /* answered.year 0: not yet */
    bool is_counted;
    int column;  /* of 表三 */
    int in, out; /* its rows there: received or carried in; its result or carried out */
    int reviews[3], n_reviews; /* rows of 表四 … */
    int outcomes[3];           /* … and columns */
    int result;                /* the row of its result whatever the year, -1: none */
    int64_t fee_fen;
};

enum register_problem_kind {
    REGISTER_LINE,    /* the line is not counted: something is missing, impossible or there twice */
    REGISTER_OUTSIDE, /* the line is of another year: as it should be, not counted */
    REGISTER_NOTICE,  /* counted, but to be looked at */
};

struct register_problem {
    enum register_problem_kind kind;
    int line;
    char *text; /* a sentence with line and number */
};

/* A wording that is to be asked about; its lines are not counted. */
struct register_wording {
    enum register_kind kind;
    char *text;
    uint32_t candidates;
    int first_line;
    size_t n_lines;
};

struct register_counts {
    int64_t requests[REGISTER_MAX_ROWS][REGISTER_MAX_ROWS]; /* by row and column; totals are 0 */
    int64_t reviews[REGISTER_MAX_ROWS][REGISTER_MAX_ROWS];
};

struct register_book {
    const struct form *form;
    int year;
    struct registerhead head;
    struct register_line *lines;
    size_t n_lines, lines_capacity;
    size_t n_counted, n_outside;
    struct register_counts counts;
    bool has_reviews, has_fees; /* there are such columns */
    int64_t fees_fen;           /* of the lines that are counted */
    size_t n_fees;
    struct register_problem *problems; /* at most REGISTER_MAX_PROBLEMS of each kind, by line */
    size_t n_problems, problems_capacity;
    size_t n_of_kind[REGISTER_NOTICE + 1]; /* those that are not kept, too */
    size_t n_bad; /* of the kind REGISTER_LINE, those that are not kept, too */
    struct register_wording *wordings;
    size_t n_wordings, wordings_capacity;
};

struct register_options {
    int year; /* of the report; 0: the one in which most requests were received */
    const struct registeranswers *answers; /* NULL: none */
};

/* Reads and counts. false with err where the bytes are no register (no head row, no line).
 * register_release() in both cases. */
bool register_read(struct register_book *book, const char *bytes, size_t len,
                   const struct register_options *options, struct err *err);
void register_release(struct register_book *book);

/* Can all of it be counted: no bad line, nothing to be asked about? */
bool register_is_clear(const struct register_book *book);
/* Is the line counted in the cell (or, in a total, in one of its cells)? */
bool register_line_is_in(const struct register_book *book, const struct register_line *line,
                         struct cell cell);
/* What the cell, no total, has to hold; -1 where the register says nothing about it. */
int64_t register_count(const struct register_book *book, struct cell cell);

/* An empty register as CSV: heads, and lines that show how they are filled in, which are not
 * counted. Appends. */
void register_add_template(struct strbuf *out);

#endif
