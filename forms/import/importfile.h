/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTFILE_H
#define FORMS_IMPORT_IMPORTFILE_H

/* Whatever may be imported as the bytes of a file: a published report (import.h), or a draft's own
 * file, which is taken over as it is. What the operator is to know of it is told sentence by
 * sentence: `import` writes that to stderr, the screens show it before anything is made of the
 * draft. */

#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/err.h"

struct import_listener {
    /* rule: the check that the sentence becomes in the draft, NULL: it is told only now. */
    void (*tell)(void *context, const char *rule, const char *sentence);
    void *context;
};

/* NULL with a sentence in err where the bytes are neither. The caller frees the draft. */
struct draft *importfile_read(const char *bytes, size_t len, const struct import_listener *listener,
                              struct err *err) __attribute__((warn_unused_result));
/* The draft in that format, what has no place there told. Takes the draft, which is returned as it
 * is where it has the format already. */
struct draft *importfile_convert(struct draft *draft, const struct form *to,
                                 const struct import_listener *listener)
    __attribute__((returns_nonnull, warn_unused_result));

#endif
