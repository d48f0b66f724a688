/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_FILEATTR_H
#define FORMS_FILES_FILEATTR_H

/* Sets owner, group, mode, ACL and user.* attributes of saved files. Rights that cannot be copied
 * are dropped, so a file never grants more than it should. */

#include <stdbool.h>
#include <sys/stat.h>

/* Copies the attributes of from_fd (old: its fstat) to to_fd, which is 0600. false with errno if
 * the disk fails; an attribute that is unsupported or not permitted is no failure. */
bool fileattr_copy(int from_fd, const struct stat *old, int to_fd);

/* Sets the mode of the new file fd, which is 0600: in a shared folder (writable by its group, not
 * by others) 0660 and the folder's group. false with errno as above. */
bool fileattr_set_new(int dirfd, int fd);

#endif
