/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_SAFESAVE_H
#define FORMS_FILES_SAFESAVE_H

/* Saves a file as a transaction: writes a temporary file in the same folder and syncs it, links the
 * old version to FILE~, exchanges the two names, and syncs the folder. If the exchange shows that a
 * program without locks saved meanwhile, it is undone. (File systems without exchange: check, then
 * rename.) Whatever fails or kills the process, the name has all of the old content or all of the
 * new.
 *
 * Group, mode, ACL and user.* attributes are kept; what cannot be kept is dropped. A new file gets
 * 0660 and the folder's group in a shared folder (writable by its group, not by others), else 0600,
 * whatever the umask. */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "forms/files/safefile.h"

enum safesave_result {
    SAFESAVE_OK,
    SAFESAVE_CONFLICT, /* the file has changed: nothing was written */
    SAFESAVE_GONE,     /* the file has disappeared: nothing was written */
    SAFESAVE_FAILED,   /* err says why */
};

/* Saves a draft. *stamp is what this session last read or saved ({0}: no file; one that exists is
 * then a conflict), and after SAFESAVE_OK the new file. After SAFESAVE_FAILED the old content is
 * still there, unless only syncing the folder failed: then *stamp is the new file, too. To
 * overwrite after CONFLICT or GONE, pass the stamp of what is there now. err is set unless OK. */
enum safesave_result safesave_draft(const struct safefile *file, const char *bytes, size_t len,
                                    struct file_stamp *stamp, struct err *err);

/* The same without FILE~ and without a check for conflicts. Refuses symlinks and anything but
 * regular files. */
bool safesave_output_at(int dirfd, const char *name, const char *bytes, size_t len,
                        struct err *err);

/* Writes to a character device, a printer or /dev/null; anything else is refused. */
bool safesave_device(const struct safefile *file, const char *bytes, size_t len, struct err *err);

/* Could a save of len bytes succeed now? false with err if the folder is gone, read-only or full,
 * or the file is not writable. Writes nothing; for the status line. */
bool safesave_is_possible(const struct safefile *file, size_t len, struct err *err);

/* Removes this user's temporary files of killed saves, after a day. Returns how many. */
size_t safesave_remove_stale(int dirfd, time_t now);

#endif
