/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_CUSTOMS_H
#define FORMS_BASE_CUSTOMS_H

/* What differs from county to county: when reports are due, how long the overview may be, which
 * words an office does not want to see. Set once, from the settings, before any thread starts;
 * until then the built-in values hold. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/base/date.h"
#include "locale/err.h"

struct customs_word {
    char *wrong, *right; /* right: "" where the list says only what is wrong */
};

/* The office's own list. */
struct customs_words {
    struct customs_word *items;
    size_t count, capacity;
};

struct customs {
    int overview_limit;                /* characters of 一、总体情况; 0: none */
    int deadline, government_deadline; /* month * 100 + day of the next year */
    struct customs_words words;
};

enum { CUSTOMS_OVERVIEW_LIMIT = 1000, CUSTOMS_DEADLINE = 131, CUSTOMS_GOVERNMENT_DEADLINE = 331 };
#define CUSTOMS_INIT                                                                               \
    {                                                                                              \
        CUSTOMS_OVERVIEW_LIMIT, CUSTOMS_DEADLINE, CUSTOMS_GOVERNMENT_DEADLINE, { 0 }               \
    }

/* Borrows; NULL: the built-in values. */
void customs_set(const struct customs *customs);
const struct customs *customs_get(void) __attribute__((returns_nonnull));
void customs_words_release(struct customs_words *words);

/* "01-31" as 131; 0 for what is no day of every year. */
int customs_day(const char *text);
/* Adds the words of a list, in UTF-8 or GB18030: a line is the wrong word, a blank, tab, comma or
 * arrow, and the right one; # begins a comment. false with err where it is no such text. */
bool customs_words_add(struct customs_words *words, const char *bytes, size_t len, struct err *err)
    __attribute__((warn_unused_result));

/* Is that the full name of a government from the county up, as against a town's or a department's?
 */
bool customs_is_high_government(const char *unit);
/* Is it a town or a street (街道办事处)? */
bool customs_is_township(const char *unit);
/* When a unit has to have published its report of that year (《条例》第四十九条): governments from
 * the county up by 31 March, their departments by 31 January. 《条例》 sets no day for towns and
 * streets, which go with the departments. */
struct date customs_deadline(const char *unit, int year);

#endif
