/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_STATEDIR_H
#define FORMS_FILES_STATEDIR_H

/* The user's own folders for journals, dated copies and the change log: never in the shared drafts
 * folder and never in /tmp. Each is made 0700 and checked on every opening: a real directory (no
 * symlink), owned by this user, without group or other permissions. A folder that fails the check
 * is not used and not mended: somebody else may have put files into it; the message names it. */

#include <stdbool.h>

#include "locale/err.h"
#include "locale/strbuf.h"

/* In the order in which they are tried. */
enum statedir_place {
    STATEDIR_STATE,  /* $XDG_STATE_HOME/nianbao, by default ~/.local/state/nianbao */
    STATEDIR_HOME,   /* ~/.nianbao: for when the first cannot be written, it may lie on another file
                        system */
    STATEDIR_MEMORY, /* /dev/shm/nianbao-UID: outlives the process, not the machine */
    STATEDIR_N_PLACES,
};

/* Opens the folder sub ("journal", "backup", "audit") of that place and returns its descriptor
 * (O_CLOEXEC, to be closed by the caller); -1 with err. create: missing folders are made; without
 * it a missing one is an error with number ENOENT. path (may be NULL) gets the folder's name
 * appended, for messages. The home folder is $HOME, else the account's. */
int statedir_open(enum statedir_place place, const char *sub, bool create, struct strbuf *path,
                  struct err *err);

/* One more folder inside an open one, made and checked in the same way; -1 with err. */
int statedir_open_in(int dirfd, const char *name, bool create, struct err *err);

/* The name under which things about the file at this absolute path are kept: 16 hexadecimal digits.
 * Different paths may in theory share it, so what is kept says its path inside. */
void statedir_key_of_path(const char *absolute_path, char key[17]);

#endif
