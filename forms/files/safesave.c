/* SPDX-License-Identifier: MIT */
#include "forms/files/safesave.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "forms/base/crc32.h"
#include "forms/base/retry.h"
#include "forms/files/fileattr.h"
#include "locale/compat.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum {
    NEW_TEMP_TRIES = 3,   /* after a failed fsync only a new file can be trusted */
    TEMP_NAME_TRIES = 20, /* if names are taken */
    TEMP_NAME_BYTES = 160,
    STALE_AFTER_S = 24 * 60 * 60,
    ROOM_BYTES = 16 * 1024, /* for folder entries and the like */
};

/* The file before a save. */
struct old_file {
    bool exists;
    int fd; /* open for reading, -1 where it does not exist */
    struct stat st;
};

/* ".NAME.PID.RANDOM.tmp", a long name cut. is_temp_name() must recognise it. */
static void make_temp_name(const char *name, char temp[TEMP_NAME_BYTES])
{
    uint32_t random = 0;
    if (RETRY(getrandom(&random, sizeof random, 0)) != sizeof random) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        random = (uint32_t)now.tv_nsec;
    }
    int len = (int)utf8_clip_bytes(name, strlen(name), 100);
    snprintf(temp, TEMP_NAME_BYTES, ".%.*s.%ld.%08x.tmp", len, name, (long)getpid(), random);
}

static bool is_temp_name(const char *name)
{
    static const char ending[] = ".tmp";
    size_t len = strlen(name), at = len - strlen(ending), n_hex = 0, n_digits = 0;
    if (name[0] != '.' || len <= strlen(ending) || strcmp(name + at, ending) != 0)
        return false;
    /* The dot at name[0] stops both loops. */
    for (; strchr("0123456789abcdef", name[at - 1]); at--)
        n_hex++;
    if (n_hex != 8 || name[--at] != '.')
        return false;
    for (; at > 0 && strchr("0123456789", name[at - 1]); at--)
        n_digits++;
    return n_digits > 0 && at > 1 && name[at - 1] == '.';
}

static void close_old(struct old_file *old)
{
    if (old->fd >= 0)
        close(old->fd);
    old->fd = -1;
}

static bool fail(struct err *err, const char *name)
{
    return err_set_errno(err, errno, _("没有写成 %s，磁盘上的内容没有变"), name);
}

/* Opens the old file, if there is one. Fails if this user may not write to it: a rename would still
 * replace it. */
static bool open_old(int dirfd, const char *name, struct old_file *old)
{
    *old = (struct old_file){.fd = safefile_open_at(dirfd, name, O_RDONLY, 0)};
    if (old->fd < 0)
        return errno == ENOENT;
    old->exists = true;
    return RETRY(fstat(old->fd, &old->st)) == 0 &&
           RETRY(faccessat(dirfd, name, W_OK, AT_EACCESS)) == 0;
}

/* Does the open file have the content of the stamp? Compares the bytes: times are too coarse, and
 * the same content in another inode is no conflict. */
static enum safesave_result compare_content(const struct old_file *old,
                                            const struct file_stamp *stamp)
{
    if (!old->exists)
        return stamp->exists ? SAFESAVE_GONE : SAFESAVE_OK;
    if (!stamp->exists || old->st.st_size != stamp->size_bytes)
        return SAFESAVE_CONFLICT;
    struct strbuf content = STRBUF_INIT;
    enum safesave_result result = SAFESAVE_OK;
    if (!safefile_read_all(old->fd, (size_t)stamp->size_bytes, &content))
        result = errno == EFBIG ? SAFESAVE_CONFLICT : SAFESAVE_FAILED;
    else if (content.len != (size_t)stamp->size_bytes ||
             crc32_add(0, content.data, content.len) != stamp->crc)
        result = SAFESAVE_CONFLICT;
    int failure = errno;
    strbuf_release(&content);
    errno = failure;
    return result;
}

static int create_temp(int dirfd, const char *name, char temp[TEMP_NAME_BYTES])
{
    for (int tries = 0; tries < TEMP_NAME_TRIES; tries++) {
        make_temp_name(name, temp);
        int fd = safefile_open_at(dirfd, temp, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static void remove_temp(int dirfd, const char *temp)
{
    int failure = errno;
    (void)RETRY(unlinkat(dirfd, temp, 0));
    errno = failure;
}

/* Writes and syncs a temporary file. false with errno and no file; *again: try with a new file. */
static bool write_temp_once(int dirfd, const char *name, const char *bytes, size_t len,
                            const struct old_file *old, char temp[TEMP_NAME_BYTES],
                            struct stat *made, bool *again)
{
    *again = false;
    int fd = create_temp(dirfd, name, temp);
    if (fd < 0)
        return false;
    bool ok = (old->exists ? fileattr_copy(old->fd, &old->st, fd) : fileattr_set_new(dirfd, fd)) &&
              retry_write_all(fd, bytes, len);
    if (ok && RETRY(fsync(fd)) < 0)
        *again = true;
    ok = ok && !*again && RETRY(fstat(fd, made)) == 0;
    int failure = errno;
    if (close(fd) < 0 && errno != EINTR && ok) {
        failure = errno;
        *again = true;
    }
    errno = failure;
    if (ok && !*again)
        return true;
    remove_temp(dirfd, temp);
    return false;
}

static bool write_temp(int dirfd, const char *name, const char *bytes, size_t len,
                       const struct old_file *old, char temp[TEMP_NAME_BYTES], struct stat *made)
{
    bool again = true;
    for (int tries = 0; again && tries < NEW_TEMP_TRIES; tries++)
        if (write_temp_once(dirfd, name, bytes, len, old, temp, made, &again))
            return true;
    return false;
}

/* linkat() will never work here. */
static bool has_no_links(int errnum)
{
    return errnum == EPERM || errnum == ENOTSUP || errnum == ENOSYS || errnum == EMLINK;
}

/* For file systems without hard links: copies the old version to a temporary name. */
static bool copy_old(int dirfd, const char *name, const struct old_file *old,
                     char temp[TEMP_NAME_BYTES])
{
    struct strbuf content = STRBUF_INIT;
    struct stat made;
    bool ok = RETRY(lseek(old->fd, 0, SEEK_SET)) == 0 &&
              safefile_read_all(old->fd, (size_t)old->st.st_size, &content) &&
              write_temp(dirfd, name, content.data, content.len, old, temp, &made);
    int failure = errno;
    strbuf_release(&content);
    errno = failure;
    return ok;
}

static bool link_old(int dirfd, const char *name, char temp[TEMP_NAME_BYTES])
{
    for (int tries = 0; tries < TEMP_NAME_TRIES; tries++) {
        make_temp_name(name, temp);
        if (RETRY(linkat(dirfd, name, dirfd, temp, 0)) == 0)
            return true;
        if (errno != EEXIST)
            return false;
    }
    return false;
}

/* Also names the old version FILE~, atomically. */
static bool keep_old(int dirfd, const char *name, const struct old_file *old)
{
    char backup[NAME_MAX + 2], temp[TEMP_NAME_BYTES];
    snprintf(backup, sizeof backup, "%s~", name);
    struct stat st;
    /* After a save that failed later, FILE~ is this file already; rename() between two names of one
     * file does nothing and would leave the temporary name. */
    if (RETRY(fstatat(dirfd, backup, &st, AT_SYMLINK_NOFOLLOW)) == 0) {
        if (safefile_is_same_file(&st, &old->st))
            return true;
    } else if (errno != ENOENT) {
        return false;
    }
    if (!link_old(dirfd, name, temp)) {
        if (!has_no_links(errno) || !copy_old(dirfd, name, old, temp))
            return false;
    }
    if (RETRY(renameat(dirfd, temp, dirfd, backup)) == 0)
        return true;
    remove_temp(dirfd, temp);
    return false;
}

/* The file system or the kernel lacks the flags of renameat2(). */
static bool has_no_flags(int errnum) { return errnum == EINVAL || errnum == ENOSYS; }

/* Renames the temporary file unless the name is taken: false with EEXIST. */
static bool rename_new(int dirfd, const char *temp, const char *name)
{
    if (RETRY(renameat2(dirfd, temp, dirfd, name, RENAME_NOREPLACE)) == 0)
        return true;
    if (!has_no_flags(errno))
        return false;
    if (RETRY(linkat(dirfd, temp, dirfd, name, 0)) == 0) {
        remove_temp(dirfd, temp);
        return true;
    }
    if (!has_no_links(errno))
        return false;
    /* The file system has neither: check first, then rename. */
    struct stat st;
    if (RETRY(fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW)) == 0) {
        errno = EEXIST;
        return false;
    }
    return errno == ENOENT && RETRY(renameat(dirfd, temp, dirfd, name)) == 0;
}

/* Some file systems cannot sync folders (EINVAL). */
static bool sync_folder(int dirfd) { return RETRY(fsync(dirfd)) == 0 || errno == EINVAL; }

/* Is this name still the old file, unchanged? */
static enum safesave_result compare_version(int dirfd, const char *name, const struct old_file *old)
{
    struct stat now;
    if (RETRY(fstatat(dirfd, name, &now, AT_SYMLINK_NOFOLLOW)) < 0)
        return errno == ENOENT ? SAFESAVE_GONE : SAFESAVE_FAILED;
    return safefile_is_same_file(&now, &old->st) && safefile_is_same_version(&now, &old->st)
               ? SAFESAVE_OK
               : SAFESAVE_CONFLICT;
}

/* After an exchange: if the file that had the name is not the old one, puts it back. */
static enum safesave_result check_exchanged(int dirfd, const char *temp, const char *name,
                                            const struct old_file *old, bool *in_place)
{
    enum safesave_result result = compare_version(dirfd, temp, old);
    if (result == SAFESAVE_OK) {
        *in_place = true;
        remove_temp(dirfd, temp);
    } else if (RETRY(renameat2(dirfd, temp, dirfd, name, RENAME_EXCHANGE)) == 0) {
        sync_folder(dirfd);
    } else {
        *in_place = true; /* the other file stays under the temporary name */
        result = SAFESAVE_FAILED;
    }
    return result;
}

/* Replaces the old file unless it has changed. Another program may save between a check and a
 * rename, so the files are exchanged first and checked afterwards. */
static enum safesave_result put_in_place(int dirfd, const char *temp, const char *name,
                                         const struct old_file *old, bool *in_place)
{
    if (!old->exists) {
        *in_place = rename_new(dirfd, temp, name);
        return *in_place ? SAFESAVE_OK : errno == EEXIST ? SAFESAVE_CONFLICT : SAFESAVE_FAILED;
    }
    if (RETRY(renameat2(dirfd, temp, dirfd, name, RENAME_EXCHANGE)) == 0)
        return check_exchanged(dirfd, temp, name, old, in_place);
    if (!has_no_flags(errno))
        return errno == ENOENT ? SAFESAVE_GONE : SAFESAVE_FAILED;
    enum safesave_result result = compare_version(dirfd, name, old);
    if (result != SAFESAVE_OK)
        return result;
    *in_place = RETRY(renameat(dirfd, temp, dirfd, name)) == 0;
    return *in_place ? SAFESAVE_OK : SAFESAVE_FAILED;
}

/* The transaction. made: the new file, valid for OK and where *in_place. */
static enum safesave_result replace(int dirfd, const char *name, const char *bytes, size_t len,
                                    const struct old_file *old, bool keep, struct stat *made,
                                    bool *in_place)
{
    char temp[TEMP_NAME_BYTES];
    *in_place = false;
    if (!write_temp(dirfd, name, bytes, len, old, temp, made))
        return SAFESAVE_FAILED;
    enum safesave_result result = SAFESAVE_FAILED;
    if (!keep || !old->exists || keep_old(dirfd, name, old))
        result = put_in_place(dirfd, temp, name, old, in_place);
    if (!*in_place)
        remove_temp(dirfd, temp);
    return result == SAFESAVE_OK && !sync_folder(dirfd) ? SAFESAVE_FAILED : result;
}

static void explain(enum safesave_result result, const char *name, bool in_place, struct err *err)
{
    if (result == SAFESAVE_CONFLICT)
        err_set(err, _("没有保存：%s 已经被别人改过"), name);
    else if (result == SAFESAVE_GONE)
        err_set(err, _("没有保存：%s 已经不在原来的地方"), name);
    else if (result == SAFESAVE_FAILED && in_place)
        err_set_errno(err, errno, _("%s 已写入，但磁盘没有确认，请再保存一次"), name);
    else if (result == SAFESAVE_FAILED)
        fail(err, name);
}

enum safesave_result safesave_draft(const struct safefile *file, const char *bytes, size_t len,
                                    struct file_stamp *stamp, struct err *err)
{
    struct old_file old;
    struct stat made;
    bool in_place = false;
    enum safesave_result result = SAFESAVE_FAILED;
    if (open_old(file->dirfd, file->name, &old))
        result = compare_content(&old, stamp);
    if (result == SAFESAVE_OK)
        result = replace(file->dirfd, file->name, bytes, len, &old, true, &made, &in_place);
    explain(result, file->name, in_place, err);
    if (in_place)
        *stamp = (struct file_stamp){
            .exists = true,
            .dev = made.st_dev,
            .ino = made.st_ino,
            .n_links = 1,
            .size_bytes = made.st_size,
            .mtime = made.st_mtim,
            .crc = crc32_add(0, bytes, len),
        };
    close_old(&old);
    return result;
}

/* Opens without blocking: open() may hang on a printer that is off. */
bool safesave_device(const struct safefile *file, const char *bytes, size_t len, struct err *err)
{
    const char *name = file->name;
    int fd =
        RETRY(openat(file->dirfd, name, O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (fd < 0)
        return fail(err, name);
    struct stat st;
    bool ok = RETRY(fstat(fd, &st)) == 0 && S_ISCHR(st.st_mode) &&
              RETRY(fcntl(fd, F_SETFL, 0)) == 0 && retry_write_all(fd, bytes, len);
    if (!ok)
        fail(err, name);
    if (close(fd) < 0 && errno != EINTR && ok)
        ok = fail(err, name);
    return ok;
}

bool safesave_output_at(int dirfd, const char *name, const char *bytes, size_t len, struct err *err)
{
    struct stat made;
    struct old_file old;
    bool in_place = false;
    enum safesave_result result = SAFESAVE_FAILED;
    if (open_old(dirfd, name, &old))
        result = replace(dirfd, name, bytes, len, &old, false, &made, &in_place);
    explain(result, name, in_place, err);
    close_old(&old);
    return result == SAFESAVE_OK;
}

bool safesave_is_possible(const struct safefile *file, size_t len, struct err *err)
{
    struct stat folder;
    struct statvfs room;
    if (RETRY(fstat(file->dirfd, &folder)) < 0 || RETRY(fstatvfs(file->dirfd, &room)) < 0)
        return fail(err, file->name);
    if (folder.st_nlink == 0)
        return err_set_errno(err, ENOENT, _("%s 所在的文件夹已被删除"), file->name);
    if (RETRY(faccessat(file->dirfd, ".", W_OK | X_OK, AT_EACCESS)) < 0)
        return err_set_errno(err, errno, _("%s 所在的文件夹不能写入"), file->name);
    if (RETRY(faccessat(file->dirfd, file->name, W_OK, AT_EACCESS)) < 0 && errno != ENOENT)
        return err_set_errno(err, errno, _("%s 不能写入"), file->name);
    /* Some network file systems do not tell their size. */
    if ((room.f_blocks && room.f_bavail * room.f_frsize < len + ROOM_BYTES) ||
        (room.f_files && !room.f_favail))
        return err_set_errno(err, ENOSPC, _("%s 保存不下"), file->name);
    return true;
}

size_t safesave_remove_stale(int dirfd, time_t now)
{
    int fd = RETRY(openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (!folder) {
        if (fd >= 0)
            close(fd);
        return 0;
    }
    size_t n_removed = 0;
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        struct stat st;
        /* ctime, not mtime: a temporary name may be a link to an old version. */
        if (is_temp_name(entry->d_name) &&
            RETRY(fstatat(dirfd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW)) == 0 &&
            S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
            st.st_ctim.tv_sec < now - STALE_AFTER_S &&
            RETRY(unlinkat(dirfd, entry->d_name, 0)) == 0)
            n_removed++;
    }
    closedir(folder);
    return n_removed;
}
