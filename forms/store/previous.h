/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_PREVIOUS_H
#define FORMS_STORE_PREVIOUS_H

/* Finds drafts that a draft refers to: last year's, the units of a sum.
 *
 * Last year's draft is the one that report.previous names, else the one in the same folder with the
 * same unit and the year before: that which has the same name but for the year, else the first by
 * name. Everybody finds it here, so that all get the same errors and warnings. */

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* The path of a draft that the draft at path names, absolutely or relative to its folder. Free it.
 */
char *previous_path(const char *path, const char *name)
    __attribute__((returns_nonnull, warn_unused_result));

/* Appends the file's bytes. Opens nothing outside only_folder (settings_only_folder(); NULL: no
 * limit). err->number is ENOENT if there is no file. */
bool previous_read(const char *path, const char *only_folder, struct strbuf *bytes,
                   struct err *err);

/* Searches for many drafts, reading each folder once. Thread-safe. */
struct previous_search {
    const char *only_folder; /* as above; borrowed */
    const char *only_for;    /* if only one draft is asked about, its path: not read; borrowed */
    pthread_mutex_t mutex;
    struct previous_folder *folders;
    size_t count, capacity;
};
#define PREVIOUS_SEARCH_INIT(folder)                                                               \
    {                                                                                              \
        .only_folder = (folder), .mutex = PTHREAD_MUTEX_INITIALIZER                                \
    }
void previous_search_release(struct previous_search *search);

struct previous_wanted {
    const char *path;  /* of this year's draft */
    const char *named; /* its report.previous, "" where it names none */
    const char *unit;
    int year; /* of this year's draft; 0: the folder is not searched */
};
/* Appends the bytes of last year's draft. false if there is none; err has a text only if a named
 * one exists and cannot be read. */
bool previous_find(struct previous_search *search, const struct previous_wanted *wanted,
                   struct strbuf *bytes, struct err *err);
/* The same as a draft; NULL if there is none, or it is cut. path: of the draft, "-" for no file. */
struct draft *previous_find_draft(struct previous_search *search, const char *path,
                                  const struct draft *draft, struct err *err)
    __attribute__((warn_unused_result));

#endif
