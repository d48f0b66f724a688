/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_SAFEFILE_H
#define FORMS_FILES_SAFEFILE_H

/* Files in folders that other people can write to: everything goes through a descriptor of the
 * folder that is held from the first opening on, no symlink is followed at the name itself, and
 * only regular files of a bounded size are read. safesave.h writes them, lock.h locks them. */

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
    char *path; /* absolute path, with the folder's symlinks resolved: for messages, journals, dated
                   copies */
};
#define SAFEFILE_INIT                                                                              \
    {                                                                                              \
        -1, NULL, NULL                                                                             \
    }

/* Which content was seen at a name; {0} means that there was no file. */
struct file_stamp {
    bool exists;
    dev_t dev;
    ino_t ino;
    nlink_t n_links; /* over 1: other names share the file, and a save would part it from them */
    off_t size_bytes;
    struct timespec mtime;
    uint32_t crc; /* CRC-32 of the content */
};

/* Opens the folder of path. The file itself need not exist. Close with safefile_close() in both
 * cases; after a failure that has no effect. */
bool safefile_open(struct safefile *file, const char *path, struct err *err);
void safefile_close(struct safefile *file);

/* The absolute path, with the folder's symlinks resolved; NULL where the folder cannot be opened.
 * Free it. */
char *safefile_real_path(const char *path) __attribute__((warn_unused_result));

/* Is the name free for what a user writes? Those with a leading '.' or a '~' at the end belong to
 * locks, temporary files and previous versions. false with err, which does not say the name. */
bool safefile_name_is_free(const char *name, struct err *err);

/* May a draft be called that? No slash, no control, bidi or invisible character, no leading '.' or
 * '-', no '~' at the end (that is the previous version), no blank at either end, at most 100 bytes
 * of UTF-8; Chinese is welcome. false with err, which says what is wrong and not the name itself:
 * the name may hold anything. */
bool safefile_name_is_fit(const char *name, struct err *err);

/* Appends the whole file to out and fills in stamp (may be NULL). A file over max_bytes, one that
 * is no regular file, a symlink, a read error and a file that keeps changing while it is read are
 * failures: out is then as before. err->number is ENOENT where there is no file. */
bool safefile_read(const struct safefile *file, size_t max_bytes, struct strbuf *out,
                   struct file_stamp *stamp, struct err *err);

/* The same for a name in an open folder. */
bool safefile_read_at(int dirfd, const char *name, size_t max_bytes, struct strbuf *out,
                      struct file_stamp *stamp, struct err *err);

/* Opens a name in a folder without leaving the folder and without following a symlink; flags as for
 * open(2), O_CLOEXEC, O_NOFOLLOW, O_NOCTTY and O_NONBLOCK are added. Only a regular file is opened;
 * -1 and errno otherwise (ELOOP: a symlink, EISDIR, ENODEV: some other thing). */
int safefile_open_at(int dirfd, const char *name, int flags, mode_t mode);

/* Reads fd to its end, at most max_bytes; false with errno, EFBIG where there is more. out is then
 * as before. */
bool safefile_read_all(int fd, size_t max_bytes, struct strbuf *out);

/* Does the path of a file lie in the folder or in one below it? Both absolute and without symlinks.
 */
bool safefile_lies_in(const char *path, const char *folder);

/* The content that lies at the name now, as a stamp: {0} where there is none. false with err where
 * it cannot be read or has more than max_bytes. */
bool safefile_stamp(const struct safefile *file, size_t max_bytes, struct file_stamp *stamp,
                    struct err *err);
/* One file, under whatever names? The same content as at the time of the other look, as far as size
 * and mtime tell? */
bool safefile_is_same_file(const struct stat *a, const struct stat *b);
bool safefile_is_same_version(const struct stat *a, const struct stat *b);

#endif
