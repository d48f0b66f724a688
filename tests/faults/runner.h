/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FAULTS_RUNNER_H
#define TESTS_FAULTS_RUNNER_H

/* Runs programs under faults.so, in a folder of their own, and says what they said and which call
 * was hit. */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "locale/strbuf.h"

enum { RUNNER_MAX_CALLS = 50000 };

/* As faults.c takes them from the environment. NULL and 0 where they do not matter. */
struct faults {
    const char *mode, *class, *calls, *missing, *trace;
    long at;
    int errnum;
};

struct run {
    char said[16384]; /* what it said and, in between on a line of its own, the name of the call
                         that was hit */
    bool was_killed;
    int status; /* of its exit, -1 when it was killed */
};

/* Makes the folder, on a file system in memory if there is one: thousands of saves, and nothing
 * here depends on the disk. false when it cannot. */
bool runner_start(void);
void runner_end(void);
const char *runner_folder(void);
/* The path of a program that was built beside the test. */
const char *runner_program(const char *name, char path[4200]);

/* Starts argv[0] with HOME and XDG_STATE_HOME in the folder; *output is the end of a pipe with what
 * it says. faults may be NULL. */
pid_t runner_spawn(const char *const argv[], const struct faults *faults, int *output);
/* The same and waits. The test fails when the program crashes or takes more than 20 s. */
void runner_run(const char *const argv[], const struct faults *faults, struct run *run);
/* The same in mode "stop": meanwhile() is called when the program has stopped, and then it goes on.
 * false where it ended without coming to that call. */
bool runner_run_stopped(const char *const argv[], const struct faults *faults,
                        void (*meanwhile)(void), struct run *run);

/* Where in what was said the line begins, or a line that begins with it and a blank; NULL where it
 * was not said. */
const char *run_line(const struct run *run, const char *line);
/* The call that was hit, NULL for none; lives until the next call. */
const char *run_hit(const struct run *run);

void runner_empty_folder(void);
void runner_write(const char *path, const struct strbuf *text, mode_t mode);
/* Whether a temporary file of a save lies in the folder. */
bool runner_has_temporary_file(void);

enum content { CONTENT_MISSING, CONTENT_OLD, CONTENT_NEW, CONTENT_DAMAGED };
extern const char *const content_names[];
/* bytes NULL: missing. */
enum content content_of_bytes(const char *bytes, size_t len, const struct strbuf *old_text,
                              const struct strbuf *new_text);
enum content content_of(const char *path, const struct strbuf *old_text,
                        const struct strbuf *new_text);
/* Appends the file's bytes; false where there is none. */
bool runner_read(const char *path, struct strbuf *out);

/* A text in a static buffer, for checks that return what is wrong. */
const char *complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
