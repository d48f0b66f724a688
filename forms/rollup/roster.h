/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_ROSTER_H
#define FORMS_ROLLUP_ROSTER_H

/* Which units have to report: a text file, UTF-8 or GB18030, one unit a line. Blanks round a name,
 * empty lines and lines that begin with # do not count; a unit that stands there twice counts once.
 * As a spreadsheet writes it, with commas or tabs between cells, the names are below the heading
 * 单位, 单位名称 and the like, or the first cells that are no numbers. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"

struct roster {
    char **units; /* in the order of the file, valid UTF-8 */
    size_t n_units, capacity;
    char **sorted; /* the same names, by strcmp(); borrowed from units */
};
#define ROSTER_INIT                                                                                \
    {                                                                                              \
        0                                                                                          \
    }

enum { ROSTER_MAX_BYTES = 64 * 1024 * 1024 };

/* false with err: no text, or no unit in it. Release it in both cases. */
bool roster_parse(struct roster *roster, const char *bytes, size_t len, struct err *err);
void roster_release(struct roster *roster);
/* The index in `sorted`; false: not on the roster. */
bool roster_find(const struct roster *roster, const char *unit, size_t *index);

/* Appends the name without the blanks round it (full-width ones, too): how names are compared. */
struct strbuf;
void roster_add_name(struct strbuf *out, const char *name, size_t len);

#endif
