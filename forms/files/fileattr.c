/* SPDX-License-Identifier: MIT */
#include "forms/files/fileattr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "locale/compat.h"
#include "locale/mem.h"

static const char acl_name[] = "system.posix_acl_access";

/* Unsupported or not permitted, as opposed to a failing disk. */
static bool is_refusal(int errnum)
{
    static const int refusals[] = {ENOTSUP, EPERM, EACCES, ENOSYS, EINVAL, ENODATA};
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i] == errnum)
            return true;
    return false;
}

/* Sets the mode, if the file system has modes. */
static bool set_mode(int fd, mode_t mode)
{
    return RETRY(fchmod(fd, mode)) == 0 || is_refusal(errno);
}

/* Copies one attribute by name; *copied tells whether to_fd has it now. */
static bool copy_one(int from_fd, int to_fd, const char *name, char *value, bool *copied)
{
    ssize_t len = RETRY(fgetxattr(from_fd, name, value, XATTR_SIZE_MAX));
    *copied = len >= 0 && RETRY(fsetxattr(to_fd, name, value, (size_t)len, 0)) == 0;
    return *copied || is_refusal(errno);
}

static bool copy_user_attributes(int from_fd, int to_fd, char *value)
{
    char *names = xmalloc(XATTR_LIST_MAX);
    ssize_t len = RETRY(flistxattr(from_fd, names, XATTR_LIST_MAX));
    bool ok = len >= 0 || is_refusal(errno), copied;
    for (char *name = names; ok && name < names + len; name += strlen(name) + 1)
        if (strncmp(name, "user.", 5) == 0)
            ok = copy_one(from_fd, to_fd, name, value, &copied);
    free(names);
    return ok;
}

bool fileattr_copy(int from_fd, const struct stat *old, int to_fd)
{
    mode_t mode = old->st_mode & 0777;
    struct stat made;
    if (RETRY(fstat(to_fd, &made)) < 0)
        return false;
    /* Only root can keep another owner. */
    bool owner_kept =
        made.st_uid == old->st_uid || RETRY(fchown(to_fd, old->st_uid, old->st_gid)) == 0;
    bool group_kept = made.st_gid == old->st_gid || RETRY(fchown(to_fd, -1, old->st_gid)) == 0;
    if (!owner_kept || !group_kept) {
        if (!is_refusal(errno))
            return false;
    }
    char *value = xmalloc(XATTR_SIZE_MAX);
    bool acl_copied = false, ok = true;
    /* With an ACL the group bits are its mask; without it they would be rights of the group. */
    ssize_t acl_len = RETRY(fgetxattr(from_fd, acl_name, NULL, 0));
    if (acl_len >= 0 && group_kept)
        ok = copy_one(from_fd, to_fd, acl_name, value, &acl_copied);
    else if (acl_len < 0)
        ok = is_refusal(errno);
    if ((acl_len >= 0 && !acl_copied) || !group_kept)
        mode &= ~(mode_t)070;
    if (ok && !acl_copied)
        ok = set_mode(to_fd, mode);
    ok = ok && copy_user_attributes(from_fd, to_fd, value);
    int failure = errno;
    free(value);
    errno = failure;
    return ok;
}

bool fileattr_set_new(int dirfd, int fd)
{
    struct stat folder, made;
    if (RETRY(fstat(dirfd, &folder)) < 0 || RETRY(fstat(fd, &made)) < 0)
        return false;
    if (!(folder.st_mode & S_IWGRP) || folder.st_mode & S_IWOTH)
        return true;
    if (made.st_gid != folder.st_gid && RETRY(fchown(fd, -1, folder.st_gid)) < 0)
        return is_refusal(errno);
    return set_mode(fd, 0660);
}
