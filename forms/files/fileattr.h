/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_FILEATTR_H
#define FORMS_FILES_FILEATTR_H

/* Owner, group, mode, ACL and user.* attributes of files that replace others or are new. Rights
 * that cannot be carried over are left out, so a file never grants more than it should. */

#include <stdbool.h>
#include <sys/stat.h>

/* Gives the open file to_fd, made 0600, what the open file from_fd (old: its fstat) has. false with
 * errno when the disk fails; a file system or a user that cannot have an attribute is no failure.
 */
bool fileattr_copy(int from_fd, const struct stat *old, int to_fd);

/* Gives the open new file fd, made 0600 and owned by this user, its mode: 0660 and the folder's
 * group where the folder is shared (its group may write to it, others may not), else it stays as it
 * is. false with errno as above. */
bool fileattr_set_new(int dirfd, int fd);

#endif
