/* SPDX-License-Identifier: MIT */
#ifndef FORMS_CHECK_CHECK_PRIVATE_H
#define FORMS_CHECK_CHECK_PRIVATE_H

/* What the rules are written with; the rules themselves are in check_*.c, their table is in
 * check_rules.c. A rule finds nothing where the form has no such row, and where what it compares is
 * not filled in yet. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/check/check.h"
#include "forms/draft/importnote.h"
#include "forms/sentence/scan.h"

/* A narrative prepared for the text rules. */
struct narrative {
    int section; /* of the form */
    int field;
    struct scan scan;
    struct ordinal *ordinals;
    size_t n_ordinals;
};

struct check {
    const struct draft *draft, *previous; /* previous may be NULL */
    const struct form *form;
    const struct rule *rule; /* the one that runs */
    struct findings *findings;
    struct narrative *
        narratives; /* those that are not blank, in the form's order; none without the slow rules */
    int n_narratives;
    bool at_print;                     /* what may wait until then is not said twice */
    const struct import_stored *notes; /* of the import, those that still hold */
    size_t n_notes;
    const struct rule *last_rule; /* of the finding added last */
    int last_field, n_in_text;    /* its field, and how many that rule has found in it on end */
};

/* Adds a finding of the running rule about a field (-1: none). format is a message of the
 * catalogue, N_("…"), which is translated here; of conversions it uses %s, %d, %zu and PRId64. Its
 * arguments are the values whose change lets an explanation lapse. */
void check_add(struct check *check, int field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void check_add_cell(struct check *check, struct cell cell, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* About len bytes at offset of the narrative's prepared text (scan.text). What a rule finds in one
 * narrative is cut off after a screenful. */
void check_add_text(struct check *check, const struct narrative *narrative, size_t offset,
                    size_t len, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* About bytes of the narrative's own text. */
void check_add_source(struct check *check, const struct narrative *narrative, size_t offset,
                      size_t len, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Appends to the message of the finding added last; no part of its values. */
void check_add_hint(struct check *check, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The section that the rule names, -1 where the form has none of that key or no table (narrative)
 * there. */
int check_table_section(const struct check *check, const char *key);
const struct narrative *check_narrative(const struct check *check, const char *key);

/* The number that stands in a cell: the stated one, in a total without one the computed one; false
 * where nothing is filled in. An amount is no number here. */
bool check_cell_number(const struct draft *draft, struct cell cell, int64_t *number);
/* The same by name ("requests.received.total"); false too where the form has no such cell. */
bool check_named_number(const struct draft *draft, const char *key, int64_t *number);
/* The sum, or INT64_MAX where it does not fit: OVERFLOW has its say about such numbers. */
static inline int64_t check_sum(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}
/* The text that stands in a cell, for messages: at most 20 characters of it. */
void check_cell_text(const struct draft *draft, struct cell cell, struct strbuf *out);
/* "表三 （一）予以公开 总计" as a string to free. */
char *check_cell_title(const struct draft *draft, struct cell cell)
    __attribute__((returns_nonnull));

#endif
