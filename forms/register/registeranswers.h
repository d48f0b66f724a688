/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_REGISTERANSWERS_H
#define FORMS_REGISTER_REGISTERANSWERS_H

/* What an office answered about its own wordings, in a text file beside its drafts: a line is the
 * kind (处理结果, 申请人类型, 复议诉讼结果), the wording and what it means (the form's key),
 * divided by tabs; # begins a comment. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/register/registerwords.h"
#include "locale/err.h"

#define REGISTERANSWERS_FILE "台账用语.txt"

struct registeranswer {
    enum register_kind kind;
    char *text; /* folded */
    char *key;
};
struct registeranswers {
    struct registeranswer *items;
    size_t count, capacity;
    char *path; /* NULL: they are kept nowhere */
};
#define REGISTERANSWERS_INIT                                                                       \
    {                                                                                              \
        0                                                                                          \
    }

/* Reads the answers of a folder; that there are none is no error. false with err where they cannot
 * be read. registeranswers_release() in both cases. */
bool registeranswers_read(struct registeranswers *answers, const char *folder, struct err *err);
void registeranswers_release(struct registeranswers *answers);

/* The place that the wording means; -1. */
int registeranswers_find(const struct registeranswers *answers, const struct registerwords *words,
                         enum register_kind kind, const char *text);
/* Adds an answer, also to the file. false with err where it could not be written; it counts all the
 * same until the answers are released. */
bool registeranswers_add(struct registeranswers *answers, const struct registerwords *words,
                         enum register_kind kind, const char *text, int place, struct err *err);

#endif
