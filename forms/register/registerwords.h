/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_REGISTERWORDS_H
#define FORMS_REGISTER_REGISTERWORDS_H

/* What a register's wordings mean in a form: official labels and their short forms, numbers
 * （三）1 and 3.1, articles of the 条例, and the usual words (forms/form/casewords.h). Nothing is
 * guessed: where two rows would do, or none, the wording is to be asked about. */

#include <stdbool.h>
#include <stdint.h>

#include "forms/base/date.h"
#include "forms/form/formdef.h"

enum register_kind { REGISTER_WORD_RESULT, REGISTER_WORD_APPLICANT, REGISTER_WORD_REVIEW };

struct registerwords;

/* The form has the tables of requests and reviews. */
struct registerwords *registerwords_new(const struct form *form)
    __attribute__((returns_nonnull, warn_unused_result));
void registerwords_free(struct registerwords *words);

/* The row of a result, the column of an applicant or of a review's outcome; -1: it is to be asked
 * about, and *candidates has a bit for each that it might be (none: for all that there are). */
int registerwords_find(struct registerwords *words, enum register_kind kind, const char *text,
                       uint32_t *candidates);

/* The places that a kind's wordings can mean. */
int registerwords_first(const struct registerwords *words, enum register_kind kind);
int registerwords_last(const struct registerwords *words, enum register_kind kind);
/* Its key in answers ("refused.internal_affairs"), and its name for people. Appends the name. */
const char *registerwords_key(const struct registerwords *words, enum register_kind kind, int place)
    __attribute__((returns_nonnull));
void registerwords_add_name(const struct registerwords *words, enum register_kind kind, int place,
                            struct strbuf *out);

/* The sections of requests and of reviews in a form. */
int registerwords_request_section(const struct form *form);
int registerwords_review_section(const struct form *form);

/* A date as registers have it: as date_parse(), with a time behind it, as a spreadsheet's number of
 * days, or without its year (1月5日), which *lacks_year says then; the year is `year`. */
bool registerwords_date(const char *text, int year, struct date *date, bool *lacks_year);

#endif
