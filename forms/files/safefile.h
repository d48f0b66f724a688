/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_SAFEFILE_H
#define FORMS_FILES_SAFEFILE_H

/* Reads files in folders that other people can write to: through one descriptor of the folder,
 * following no symlink at the name, and only regular files up to a size. safesave.h writes, lock.h
 * locks. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "locale/err.h"
#include "locale/strbuf.h"

/* A place for a file, whether it exists or not. */
struct safefile {
    int dirfd;  /* its folder, open for reading; -1: not open */
    char *name; /* its name there, without a slash */
    char *path; /* absolute, the folder's symlinks resolved: for messages, journals, copies */
};
#define SAFEFILE_INIT                                                                              \
    {                                                                                              \
        -1, NULL, NULL                                                                             \
    }

/* The content seen at a name; {0}: no file. */
struct file_stamp {
    bool exists;
    dev_t dev;
    ino_t ino;
    nlink_t n_links; /* over 1: a save will separate it from its other names */
    off_t size_bytes;
    struct timespec mtime;
    uint32_t crc; /* CRC-32 of the content */
};

/* Opens the folder of path; the file itself need not exist. safefile_close() is allowed after a
 * failure. */
bool safefile_open(struct safefile *file, const char *path, struct err *err);
void safefile_close(struct safefile *file);

/* safefile.path of this path; NULL if the folder cannot be opened. Free it. */
char *safefile_real_path(const char *path) __attribute__((warn_unused_result));

/* false with err, which does not quote the name, for a leading '.' or a '~' at the end: those are
 * locks, temporary files and previous versions. */
bool safefile_name_is_free(const char *name, struct err *err);

/* May a draft have this name? No slash, control, bidi or invisible character, leading '.' or '-',
 * '~' at the end, or blank at either end; at most 100 bytes of UTF-8. false with err, which does
 * not quote the name: it may hold anything. */
bool safefile_name_is_fit(const char *name, struct err *err);

/* Appends the whole file to out and fills in stamp (may be NULL). Fails, with out unchanged, for
 * more than max_bytes, symlinks, what is no regular file, read errors, and files that keep
 * changing. err->number is ENOENT if there is no file. */
bool safefile_read(const struct safefile *file, size_t max_bytes, struct strbuf *out,
                   struct file_stamp *stamp, struct err *err);

/* The same for a name in an open folder. */
bool safefile_read_at(int dirfd, const char *name, size_t max_bytes, struct strbuf *out,
                      struct file_stamp *stamp, struct err *err);

/* Opens a regular file in a folder, following no symlink. Adds O_CLOEXEC, O_NOFOLLOW, O_NOCTTY and
 * O_NONBLOCK to flags. -1 with errno (ELOOP: a symlink; EISDIR; ENODEV: not a regular file). */
int safefile_open_at(int dirfd, const char *name, int flags, mode_t mode);

/* Reads fd to its end. false with errno (EFBIG: over max_bytes), out unchanged. */
bool safefile_read_all(int fd, size_t max_bytes, struct strbuf *out);

/* Is the path inside the folder, at any depth? Both absolute and without symlinks. */
bool safefile_lies_in(const char *path, const char *folder);

/* The stamp of the file as it is now, {0} if there is none. false with err if it cannot be read. */
bool safefile_stamp(const struct safefile *file, size_t max_bytes, struct file_stamp *stamp,
                    struct err *err);
/* One file, under whatever names? The same content as at the time of the other look, as far as size
 * and mtime tell? */
bool safefile_is_same_file(const struct stat *a, const struct stat *b);
bool safefile_is_same_version(const struct stat *a, const struct stat *b);

#endif
