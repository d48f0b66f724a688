/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_REGISTERHEAD_H
#define FORMS_REGISTER_REGISTERHEAD_H

/* The row of heads of a register: what each column holds, by the usual words of heads. */

#include <stdbool.h>

#include "forms/register/registerrows.h"

enum register_column {
    REGISTER_NUMBER,    /* 登记编号 */
    REGISTER_RECEIVED,  /* 收到日期 */
    REGISTER_APPLICANT, /* 申请人类型 */
    REGISTER_RESULT,    /* 处理结果 */
    REGISTER_ANSWERED,  /* 答复日期 */
    REGISTER_RECONSIDERATION,
    REGISTER_LAWSUIT,
    REGISTER_FEE, /* 收费金额, in 元 */
    REGISTER_N_COLUMNS
};

struct registerhead {
    int places[REGISTER_N_COLUMNS]; /* which cell of a row, -1: there is no such column */
    int line;
    bool has_serial; /* the number is only 序号, which may begin anew */
};

/* The usual head of a column: 收到日期. In Chinese in every language: it is written into files. */
const char *registerhead_name(enum register_column column) __attribute__((returns_nonnull));
/* Is this the row of heads? It names what cannot be done without: when a request came, who asked,
 * what became of it. `above` is the row before, whose cells may hold the first half of a merged
 * head; NULL: none. */
bool registerhead_read(struct registerhead *head, const struct registerrow *row,
                       const struct registerrow *above);
/* The cell of a column in a row, "" where it has none. */
const char *registerhead_cell(const struct registerhead *head, const struct registerrow *row,
                              enum register_column column) __attribute__((returns_nonnull));

#endif
