/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_STATEDIR_H
#define FORMS_FILES_STATEDIR_H

/* The user's own folders for journals, dated copies and the change log, never in the drafts folder
 * or /tmp. Each is created 0700 and checked at every opening: a real directory, owned by this user,
 * without permissions for others. One that fails is neither used nor repaired, since others may
 * have put files there; the message names it. */

#include <stdbool.h>

#include "locale/err.h"
#include "locale/strbuf.h"

/* In the order in which they are tried. */
enum statedir_place {
    STATEDIR_STATE,  /* $XDG_STATE_HOME/nianbao, by default ~/.local/state/nianbao */
    STATEDIR_HOME,   /* ~/.nianbao: may be on another file system */
    STATEDIR_MEMORY, /* /dev/shm/nianbao-UID: lost at a reboot */
    STATEDIR_N_PLACES,
};

/* Opens the folder sub ("journal", "backup", "audit" …) there; close it. -1 with err, its number
 * ENOENT if the folder is missing and not to be created. Appends the folder's path to path (may be
 * NULL), for messages. Home is $HOME, else the account's. */
int statedir_open(enum statedir_place place, const char *sub, bool create, struct strbuf *path,
                  struct err *err);

/* The same for a folder inside an open one. */
int statedir_open_in(int dirfd, const char *name, bool create, struct err *err);

/* 16 hexadecimal digits that name what is kept about this absolute path. Paths may share a key, so
 * files also hold the path. */
void statedir_key_of_path(const char *absolute_path, char key[17]);

#endif
