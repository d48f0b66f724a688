/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_DRAFTLIST_H
#define FORMS_ROLLUP_DRAFTLIST_H

/* The drafts that a command is given: files, and folders, which stand for the *.ini in them that
 * are not hidden, by name. Folders within a folder are not entered: what lies there belongs to
 * another level and has a sum of its own. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"
#include "locale/strbuf.h"

struct draft_folder {
    char *path; /* as given: for messages */
    char *real_path;
    int fd;
    bool is_whole; /* all its drafts are in the list */
};

struct draft_file {
    size_t folder;
    char *name;         /* without a slash */
    bool may_be_locked; /* false: there was no lock file beside it when its folder was listed */
};

struct draft_list {
    struct draft_folder *folders;
    size_t n_folders, folders_capacity;
    struct draft_file *files;
    size_t n_files, files_capacity;
};
#define DRAFT_LIST_INIT                                                                            \
    {                                                                                              \
        0                                                                                          \
    }

/* Adds a file or a folder's files, but not `except` (an absolute path without symlinks: the
 * output), which may be NULL. false with err where the path is not there or the folder cannot be
 * read. */
bool draft_list_add(struct draft_list *list, const char *path, const char *except, struct err *err);
/* Leaves the first of files that were given several times. */
void draft_list_drop_repeated(struct draft_list *list);
void draft_list_release(struct draft_list *list);

/* Appends folder and name, as given on the command line. */
void draft_list_path(const struct draft_list *list, size_t file, struct strbuf *out);
/* Appends the absolute path without symlinks in its folders. */
void draft_list_real_path(const struct draft_list *list, size_t file, struct strbuf *out);

#endif
