/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_PROGRAM_H
#define FORMS_BASE_PROGRAM_H

/* Another program that a setting names (print_command, import_command): started directly, without a
 * shell, with an argument vector, its input from memory, a fixed PATH, and of the environment only
 * LANG, LC_ALL and CUPS_*. No name of a file and no text of a draft is among its arguments. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"
#include "locale/strbuf.h"

enum { PROGRAM_MAX_ARGUMENTS = 32 };

struct program {
    char *argv[PROGRAM_MAX_ARGUMENTS + 1];
    int argc;
};
#define PROGRAM_INIT                                                                               \
    {                                                                                              \
        .argc = 0                                                                                  \
    }

/* Adds the command's words, divided by blanks. false: too many. program_release() frees them. */
bool program_add_words(struct program *program, const char *command);
bool program_add(struct program *program, const char *argument);
void program_release(struct program *program);

/* Is it called so, in whatever folder? It has a word. */
bool program_is(const struct program *program, const char *name);
/* Its path: as it is where it has a slash, else from the fixed PATH. NULL: it is not there. The
 * caller frees it. */
char *program_find(const struct program *program) __attribute__((warn_unused_result));

struct program_run {
    const char *called; /* in messages: 打印命令 */
    const char *input;
    size_t input_len;
    size_t max_output_bytes; /* what is said beyond is not kept */
    int timeout_s;           /* then it is killed; 0: 60 */
    bool output_only;        /* what it writes to stderr is not kept */
};

/* Runs the program at path (program_find()) and waits for it. What it wrote is appended to output
 * (it may hold anything). false with err: it could not be started, did not end in time, or ended
 * with a status that is not 0. */
bool program_run(const struct program *program, const char *path, const struct program_run *run,
                 struct strbuf *output, struct err *err);

#endif
