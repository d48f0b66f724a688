/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_SAFESAVE_H
#define FORMS_FILES_SAFESAVE_H

/* Saving as a transaction. The whole new content goes to a temporary file in the same folder, which
 * is fsynced and closed with every result checked; the old version gets the name FILE~; one
 * exchange of names puts the new one in its place, and what comes out is looked at: a program that
 * knows no lock may have saved since the last look, and then its file goes back (where the file
 * system cannot exchange, look and rename are two steps); the folder is fsynced. Whatever fails or
 * whenever the process is killed, the name holds all of the old content or all of the new. Group,
 * mode, ACL and user.* attributes of the old file are kept; where they cannot be kept, the new file
 * grants less, never more.
 *
 * A new file gets 0660 and the folder's group in a folder that its group may write to and others
 * may not (a shared drafts folder, normally 2770), and 0600 everywhere else, whatever the umask. */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "forms/files/safefile.h"

enum safesave_result {
    SAFESAVE_OK,
    SAFESAVE_CONFLICT, /* somebody else's content lies there: nothing was written */
    SAFESAVE_GONE,     /* the file that was read is no longer there: nothing was written */
    SAFESAVE_FAILED,   /* err says why */
};

/* Saves a draft. *stamp is what this session last read or saved there ({0}: there was no file, and
 * a file that has appeared since is a conflict). After SAFESAVE_OK *stamp is the new file. After
 * SAFESAVE_FAILED the old content lies there, with one exception: when only the fsync of the folder
 * failed, the new content does, *stamp says so, and the next save will not be a conflict. To
 * overwrite after a conflict that was settled, or to create the file anew after SAFESAVE_GONE, pass
 * the stamp of what lies there now (safefile_stamp()). err is set for every result but OK. */
enum safesave_result safesave_draft(const struct safefile *file, const char *bytes, size_t len,
                                    struct file_stamp *stamp, struct err *err);

/* Writes something of which no previous version is kept: the same transaction without FILE~ and
 * without a look at what lies there; symlinks and what is no regular file are refused. */
bool safesave_output_at(int dirfd, const char *name, const char *bytes, size_t len,
                        struct err *err);

/* Writes to a character device, a printer or /dev/null; anything else is refused. */
bool safesave_device(const struct safefile *file, const char *bytes, size_t len, struct err *err);

/* Could a save of len bytes succeed as things are now? false with err when the folder is gone,
 * read-only or full or the file may not be written: for the status line, before it matters. Nothing
 * is written. */
bool safesave_is_possible(const struct safefile *file, size_t len, struct err *err);

/* Removes temporary files of saves that were killed: named as this module names them, owned by this
 * user, untouched for a day before now. Returns how many. */
size_t safesave_remove_stale(int dirfd, time_t now);

#endif
