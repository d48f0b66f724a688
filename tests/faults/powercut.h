/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FAULTS_POWERCUT_H
#define TESTS_FAULTS_POWERCUT_H

/* What a power cut may leave of a file. From the calls that faults.c recorded, every state that
 * POSIX allows is built for a cut after each call:
 *
 *     data of a file that was not fsynced since: any number of its writes in order, the next one
 * torn in half or of the right length but all zeros; changes of the folder that was not fsynced
 * since: the first few of them in order, or any subset.
 *
 * The check sees the content that the file's name then has. */

#include <stdbool.h>
#include <stddef.h>

/* Returns NULL, or what is wrong (a static text). content is NULL where the name is missing; said
 * is everything that the program had written to its standard output by then. */
typedef const char *powercut_check(const char *content, size_t len, const char *said,
                                   void *context);

struct powercut {
    const char *trace_path;
    const char *path;   /* of the file, absolute; NULL: the first one that is created in folder */
    const char *folder; /* whose changes count */
    unsigned long old_inode; /* of the file before, 0: there was none */
    const char *old_content;
    const char *left_out; /* a kind of call to take out of the record, such as "fsync"; NULL */
    powercut_check *check;
    void *context;
    size_t n_states, n_wrong; /* results */
    char first_wrong[300];
};
/* false where the record cannot be read. */
bool powercut_run(struct powercut *cut);

#endif
