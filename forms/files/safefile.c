/* SPDX-License-Identifier: MIT */
#include "forms/files/safefile.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/crc32.h"
#include "forms/base/retry.h"
#include "locale/charclass.h"
#include "locale/compat.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "locale/visible.h"

enum { READ_CHUNK_BYTES = 64 * 1024, READ_TRIES = 3, NAME_MAX_BYTES = 100 };

bool safefile_open(struct safefile *file, const char *path, struct err *err)
{
    *file = (struct safefile)SAFEFILE_INIT;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return err_set(err, _("%s 是文件夹，请写明其中的哪个文件"), path);
    char *folder =
        !slash ? xstrdup(".") : xmemdup0(path, slash == path ? 1 : (size_t)(slash - path));
    file->dirfd = RETRY(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    char *resolved = NULL;
    for (int left = RETRY_MAX; file->dirfd >= 0 && !resolved && left; left--) {
        resolved = realpath(folder, NULL);
        if (!resolved && errno != EINTR)
            break;
    }
    if (!resolved) {
        err_set_errno(err, errno, _("打不开文件夹 %s"), folder);
        safefile_close(file);
    } else {
        struct strbuf whole = STRBUF_INIT;
        strbuf_addf(&whole, "%s/%s", resolved[1] ? resolved : "", name);
        file->path = strbuf_steal(&whole);
        file->name = xstrdup(name);
    }
    free(resolved);
    free(folder);
    return file->dirfd >= 0;
}

void safefile_close(struct safefile *file)
{
    if (file->dirfd >= 0)
        close(file->dirfd);
    free(file->name);
    free(file->path);
    *file = (struct safefile)SAFEFILE_INIT;
}

char *safefile_real_path(const char *path)
{
    struct safefile file = SAFEFILE_INIT;
    char *real_path = safefile_open(&file, path, NULL) ? xstrdup(file.path) : NULL;
    safefile_close(&file);
    return real_path;
}

bool safefile_name_is_free(const char *name, struct err *err)
{
    size_t len = strlen(name);
    if (name[0] == '.')
        return err_set(err, _("文件名不能以“%c”开头"), name[0]);
    if (len && name[len - 1] == '~')
        return err_set(err, _("文件名不能以“~”结尾：那是上一次保存的版本"));
    return true;
}

bool safefile_name_is_fit(const char *name, struct err *err)
{
    size_t len = strlen(name);
    if (len == 0)
        return err_set(err, _("文件名是空的"));
    if (len > NAME_MAX_BYTES)
        return err_set(err, _("文件名太长：有 %zu 个字节，最多 %d 个（一个汉字占 3 个）"), len,
                       NAME_MAX_BYTES);
    if (name[0] == '-')
        return err_set(err, _("文件名不能以“%c”开头"), name[0]);
    if (name[0] == ' ' || name[len - 1] == ' ')
        return err_set(err, _("文件名的开头和末尾不能有空格"));
    if (!safefile_name_is_free(name, err))
        return false;
    if (memchr(name, '/', len))
        return err_set(err, _("文件名里不能有“/”"));
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t step = utf8_decode(name + at, len - at, &c);
        if (!step || !char_is_safe(c))
            return err_set(err, _("文件名的第 %zu 个字符不能显示（控制字符、隐形字符或乱码）"),
                           utf8_n_chars(name, at) + 1);
        at += step;
    }
    return true;
}

int safefile_open_at(int dirfd, const char *name, int flags, mode_t mode)
{
    if (strchr(name, '/')) {
        errno = EINVAL;
        return -1;
    }
    flags |= O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
    struct open_how how = {
        .flags = (unsigned)flags,
        .mode = flags & O_CREAT ? mode : 0,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    int fd = (int)RETRY(syscall(SYS_openat2, dirfd, name, &how, sizeof how));
    /* Kernels before 5.6 lack openat2(), and some containers forbid it. */
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        fd = RETRY(openat(dirfd, name, flags, mode));
    struct stat st;
    if (fd < 0)
        return -1;
    int failure = RETRY(fstat(fd, &st)) < 0 ? errno
                  : S_ISREG(st.st_mode)     ? 0
                  : S_ISDIR(st.st_mode)     ? EISDIR
                                            : ENODEV;
    if (failure) {
        close(fd);
        if (flags & O_EXCL) /* made just now */
            (void)RETRY(unlinkat(dirfd, name, 0));
        errno = failure;
        return -1;
    }
    return fd;
}

bool safefile_lies_in(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    bool is_root = len == 1;
    return strncmp(path, folder, len) == 0 && (is_root || path[len] == '/');
}

bool safefile_read_all(int fd, size_t max_bytes, struct strbuf *out)
{
    size_t start = out->len;
    for (;;) {
        if (out->len + 1 >= out->capacity)
            strbuf_reserve(out, READ_CHUNK_BYTES);
        ssize_t n = RETRY(read(fd, out->data + out->len, out->capacity - out->len - 1));
        if (n == 0)
            return true;
        if (n < 0 || (size_t)n > max_bytes - (out->len - start)) {
            int failure = n < 0 ? errno : EFBIG;
            strbuf_truncate(out, start);
            out->data[start] = '\0';
            errno = failure;
            return false;
        }
        out->len += (size_t)n;
        out->data[out->len] = '\0';
    }
}

bool safefile_is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool safefile_is_same_version(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Reads the open file once; *changed: somebody wrote to it meanwhile. Returns 0 or an errno. */
static int read_once(int fd, size_t max_bytes, struct strbuf *out, struct file_stamp *stamp,
                     bool *changed)
{
    struct stat before, after;
    size_t start = out->len;
    *changed = false;
    if (RETRY(fstat(fd, &before)) < 0)
        return errno;
    if ((uint64_t)before.st_size > max_bytes)
        return EFBIG;
    strbuf_reserve(out, (size_t)before.st_size + 1); /* a byte more, to find the end */
    if (!safefile_read_all(fd, max_bytes, out) || RETRY(fstat(fd, &after)) < 0) {
        int failure = errno;
        strbuf_truncate(out, start);
        return failure;
    }
    if (!safefile_is_same_version(&before, &after) || out->len - start != (uint64_t)after.st_size) {
        strbuf_truncate(out, start);
        *changed = true;
        return EBUSY;
    }
    *stamp = (struct file_stamp){
        .exists = true,
        .dev = after.st_dev,
        .ino = after.st_ino,
        .n_links = after.st_nlink,
        .size_bytes = after.st_size,
        .mtime = after.st_mtim,
        .crc = crc32_add(0, out->data + start, out->len - start),
    };
    return 0;
}

bool safefile_read_at(int dirfd, const char *name, size_t max_bytes, struct strbuf *out,
                      struct file_stamp *stamp, struct err *err)
{
    struct file_stamp ignored;
    int failure = 0;
    bool changed = true;
    for (int tries = 0; changed && tries < READ_TRIES; tries++) {
        int fd = safefile_open_at(dirfd, name, O_RDONLY, 0);
        if (fd < 0)
            return err_set_errno(err, errno, _("读不出文件 %s"), name);
        failure = read_once(fd, max_bytes, out, stamp ? stamp : &ignored, &changed);
        close(fd);
    }
    if (failure == EFBIG) {
        err_set(err, _("文件 %s 太大：超过 %zu 字节"), name, max_bytes);
        if (err)
            err->number = EFBIG;
    } else if (failure) {
        err_set_errno(err, failure, _("读不出文件 %s"), name);
    }
    return !failure;
}

bool safefile_read(const struct safefile *file, size_t max_bytes, struct strbuf *out,
                   struct file_stamp *stamp, struct err *err)
{
    return safefile_read_at(file->dirfd, file->name, max_bytes, out, stamp, err);
}

bool safefile_stamp(const struct safefile *file, size_t max_bytes, struct file_stamp *stamp,
                    struct err *err)
{
    struct strbuf content = STRBUF_INIT;
    struct err why = {0};
    *stamp = (struct file_stamp){0};
    bool ok = safefile_read(file, max_bytes, &content, stamp, &why) || why.number == ENOENT;
    strbuf_release(&content);
    if (!ok && err)
        *err = why;
    return ok;
}
