/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_TEXTPROOF_H
#define FORMS_ROLLUP_TEXTPROOF_H

/* Narratives that certainly have no errors, told in one pass and a fraction of the time that the
 * rules take: a roll-up asks it of every draft of a province. No says nothing at all: then the
 * rules of check.h decide. Each question stands for a rule of severity error; the tests hold them
 * against the rules. */

#include <stdbool.h>
#include <stddef.h>

/* What is looked for; made once, may be used by several threads at once. */
struct textproof;
struct textproof *textproof_new(void) __attribute__((returns_nonnull, warn_unused_result));
void textproof_free(struct textproof *proof);

/* A narrative with its references as they are written. */
struct textproof_text {
    const char *text; /* UTF-8 as it stands in the file, escapes and all, ends with a NUL at len;
                       * without ASCII blanks, which scan.h takes out, too */
    size_t len;
    int year;      /* of the report */
    bool is_other; /* section six, which has to name the fee */
    /* Does the name in {…} stand for a number, written without a leading zero and without four
     * zeros on end? */
    bool (*is_number)(const void *context, const char *name, size_t len);
    const void *context;
};
bool textproof_holds(const struct textproof *proof, const struct textproof_text *text);

#endif
