/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_COMPAT_H
#define LOCALE_COMPAT_H

/* What glibc before 2.32, musl, and kernel headers before 5.6 lack. Callers handle system calls
 * that the running kernel lacks. */

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#else
struct open_how {
    uint64_t flags, mode, resolve;
};
enum { RESOLVE_NO_MAGICLINKS = 0x02, RESOLVE_NO_SYMLINKS = 0x04, RESOLVE_BENEATH = 0x08 };
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif

#ifdef __GLIBC__
#include <malloc.h>
#else
#define malloc_trim(pad) ((void)(pad))
#define renameat2(from_dirfd, from, to_dirfd, to, flags)                                           \
    ((int)syscall(SYS_renameat2, from_dirfd, from, to_dirfd, to, flags))

/* The names are valid until the next call. */
static inline int fgetpwent_r(FILE *file, struct passwd *account, char *text, size_t size,
                              struct passwd **found)
{
    (void)text, (void)size;
    *found = fgetpwent(file);
    if (!*found)
        return ENOENT;
    *account = **found;
    return 0;
}
#endif
#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#define RENAME_EXCHANGE  2
#endif

#ifndef XATTR_SIZE_MAX /* in glibc from the kernel's headers, not in musl */
#define XATTR_SIZE_MAX 65536
#define XATTR_LIST_MAX 65536
#endif

/* In English; NULL for an unknown number. */
static inline const char *compat_error_text(int errnum)
{
#ifndef __GLIBC__
    return strerror(errnum);
#elif __GLIBC_PREREQ(2, 32)
    return strerrordesc_np(errnum);
#else
    static __thread char unknown[64];
    const char *text = strerror_r(errnum, unknown, sizeof unknown);
    return text == unknown ? NULL : text;
#endif
}

#endif
