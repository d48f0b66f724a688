/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_PREVIOUS_H
#define FORMS_STORE_PREVIOUS_H

/* Drafts that a draft refers to: last year's, the units of a sum.
 *
 * Last year's draft is the one that report.previous names; where there is none such, the draft of
 * the same unit and the year before in the draft's own folder, the first by name. The open draft,
 * check, print, sum, status and the list of drafts all find it here, so that all of them have the
 * same errors and warnings. */

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* The path of a draft that the draft at path names: name is absolute or begins at that draft's
 * folder. Free it. */
char *previous_path(const char *path, const char *name)
    __attribute__((returns_nonnull, warn_unused_result));

/* Appends the file's bytes. Nothing outside only_folder (absolute, no symlinks; NULL: no such
 * limit) is opened; see settings_only_folder(). err->number is ENOENT where there is no file. */
bool previous_read(const char *path, const char *only_folder, struct strbuf *bytes,
                   struct err *err);

/* A search for last year's drafts of many drafts: what it learns of a folder serves all drafts
 * there. Several threads may share it. */
struct previous_search {
    const char *only_folder; /* as above; borrowed */
    const char *only_for;    /* path of the only draft that is asked about: read already, and not
                                read again; borrowed, NULL: many are */
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
/* Appends the bytes of last year's draft, which its reader has to understand yet. false where there
 * is none; err then has a text where one is named, is there and cannot be read. */
bool previous_find(struct previous_search *search, const struct previous_wanted *wanted,
                   struct strbuf *bytes, struct err *err);
/* The same, read as a draft; NULL where there is none that is whole. path: of the draft, "-" is no
 * file. */
struct draft *previous_find_draft(struct previous_search *search, const char *path,
                                  const struct draft *draft, struct err *err)
    __attribute__((warn_unused_result));

#endif
