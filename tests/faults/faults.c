/* SPDX-License-Identifier: MIT */
/* A preload library between a program and libc, for tests of what a program does when calls fail.
 *
 *     FAULTS_AT=N        the N-th call of the class (from 1) is the one
 *     FAULTS_MODE=       kill: the process ends by SIGKILL before that call
 *                        once: that call fails;  from: that one and all after it fail
 *                        stop: the process stops before it, until SIGCONT: time for another to do
 * something; with FAULTS_ERRNO, the ones that follow fail short: that and all later reads and
 * writes move one byte where they may move more FAULTS_ERRNO=E     the number a failing call gives;
 * 0: a write that moves nothing and is no error FAULTS_MISSING=    calls that always fail beside
 * that, with their numbers, "openat2=38 linkat=1" FAULTS_CLASS=      io (default): calls about
 * files;  mem: allocations FAULTS_CALLS=      only calls of these names count, "renameat2 linkat"
 *     FAULTS_REPORT=FD   the name of the call that was hit is written to this descriptor, with a
 * line feed FAULTS_TRACE=FILE  what changes files and folders is recorded there, see record()
 *
 * Two calls have a second name for what may fail in its own way: "openat2-create" and
 * "fsync-folder". A close that fails has closed all the same, as on Linux. Nothing counts before
 * main() and after exit(). */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "locale/compat.h"

enum mode { MODE_NONE, MODE_KILL, MODE_ONCE, MODE_FROM, MODE_STOP, MODE_SHORT };

static enum mode mode;
static long at, count;
static int errnum = EIO, report_fd = -1, trace_fd = -1;
static bool active, class_is_mem;
static const char *only_calls, *missing_calls;

#define REAL(name)                                                                                 \
    static __typeof__(name) *real;                                                                 \
    if (!real)                                                                                     \
    real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static void report(const char *name)
{
    if (report_fd < 0)
        return;
    syscall(SYS_write, report_fd, name, strlen(name));
    syscall(SYS_write, report_fd, "\n", 1);
}

/* Before the sanitizers and the coverage counters end their work at exit. Registered at the first
 * call that counts: what is registered before main() runs after them. */
static void stop(void) { active = false; }

static void stop_at_exit(void)
{
    static bool registered;
    if (!registered) {
        registered = true;
        atexit(stop);
    }
}

/* What stands behind the name in a list of names with blanks between them; NULL where it is not in
 * it. */
static const char *behind_name(const char *list, const char *name, char end)
{
    size_t len = strlen(name);
    for (const char *found = list; found && (found = strstr(found, name)); found += len)
        if ((found == list || found[-1] == ' ') && (found[len] == end || !found[len]))
            return found + len;
    return NULL;
}

/* Counts a call; true when it is to fail, with errno set. */
static bool hit(const char *name, bool is_mem)
{
    const char *missing = active ? behind_name(missing_calls, name, '=') : NULL;
    if (missing) {
        errno = (int)strtol(missing + 1, NULL, 10);
        return true;
    }
    if (!active || is_mem != class_is_mem || mode == MODE_NONE || mode == MODE_SHORT)
        return false;
    if (only_calls && !behind_name(only_calls, name, ' '))
        return false;
    stop_at_exit();
    count++;
    if (count < at || (count > at && mode != MODE_FROM && !(mode == MODE_STOP && errnum)))
        return false;
    if (count == at)
        report(name);
    if (count == at && (mode == MODE_KILL || mode == MODE_STOP))
        syscall(SYS_kill, getpid(), mode == MODE_KILL ? SIGKILL : SIGSTOP);
    errno = errnum;
    return mode != MODE_STOP || count > at;
}

/* The length to ask for where transfers are to be short. */
static size_t shortened(const char *name, size_t len)
{
    if (!active || mode != MODE_SHORT || len < 2)
        return len;
    count++;
    if (count == at)
        report(name);
    return count >= at ? 1 : len;
}

/* ---- the record ----
 *
 * One line a call that succeeded, inodes as numbers, paths absolute, data as raw bytes behind the
 * line: create INO PATH | write INO OFFSET LEN | truncate INO LEN | fsync INO | fsyncdir PATH
 *     rename FROM TO | exchange A B | link FROM TO | unlink PATH | say LEN */
static void record(const void *data, size_t len, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void record(const void *data, size_t len, const char *format, ...)
{
    if (!active || trace_fd < 0)
        return;
    int saved = errno;
    char line[2 * 4096 + 100];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    line[n++] = '\n';
    syscall(SYS_write, trace_fd, line, n);
    if (len)
        syscall(SYS_write, trace_fd, data, len);
    errno = saved;
}

static void path_of(int dirfd, const char *name, char path[4096])
{
    char link[64], folder[3000] = "";
    if (name[0] == '/' || dirfd == AT_FDCWD) {
        snprintf(path, 4096, "%s", name);
        return;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
    long len = syscall(SYS_readlinkat, AT_FDCWD, link, folder, sizeof folder - 1);
    folder[len > 0 ? len : 0] = '\0';
    snprintf(path, 4096, "%s%s%s", folder, *name ? "/" : "", name);
}

static bool stat_raw(int fd, struct stat *st)
{
    return active && trace_fd >= 0 && syscall(SYS_fstat, fd, st) == 0;
}

static void record_open(int fd, int dirfd, const char *name, long flags)
{
    struct stat st;
    if (fd < 0 || !(flags & O_CREAT) || !stat_raw(fd, &st))
        return;
    char path[4096];
    path_of(dirfd, name, path);
    record(NULL, 0, "create %lu %s", (unsigned long)st.st_ino, path);
}

static void record_write(int fd, const void *bytes, ssize_t len, off_t offset)
{
    struct stat st;
    if (len <= 0 || !stat_raw(fd, &st))
        return;
    if (fd == STDOUT_FILENO)
        record(bytes, (size_t)len, "say %zd", len);
    else if (S_ISREG(st.st_mode))
        record(bytes, (size_t)len, "write %lu %ld %zd", (unsigned long)st.st_ino, (long)offset,
               len);
}

static void record_fsync(int fd)
{
    struct stat st;
    char path[4096];
    if (!stat_raw(fd, &st))
        return;
    path_of(fd, "", path);
    if (S_ISDIR(st.st_mode))
        record(NULL, 0, "fsyncdir %s", path);
    else
        record(NULL, 0, "fsync %lu", (unsigned long)st.st_ino);
}

static void record_two(const char *what, int fd_a, const char *a, int fd_b, const char *b)
{
    char from[4096], to[4096];
    path_of(fd_a, a, from);
    path_of(fd_b, b, to);
    record(NULL, 0, "%s %.3900s %.3900s", what, from, to);
}

/* ---- calls that need more than a count ---- */

int open(const char *path, int flags, ...)
{
    REAL(open);
    mode_t permissions = 0;
    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        permissions = va_arg(args, mode_t);
        va_end(args);
    }
    return hit("open", false) ? -1 : real(path, flags, permissions);
}

int openat(int dirfd, const char *name, int flags, ...)
{
    REAL(openat);
    mode_t permissions = 0;
    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        permissions = va_arg(args, mode_t);
        va_end(args);
    }
    if (hit("openat", false))
        return -1;
    int fd = real(dirfd, name, flags, permissions);
    record_open(fd, dirfd, name, flags);
    return fd;
}

/* What FORTIFY makes of the two above. */
int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags) { return open(path, flags); }
int __openat_2(int dirfd, const char *name, int flags);
int __openat_2(int dirfd, const char *name, int flags) { return openat(dirfd, name, flags); }

long syscall(long number, ...)
{
    static long (*real)(long, ...);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "syscall");
    long arg[6];
    va_list args;
    va_start(args, number);
    for (int i = 0; i < 6; i++)
        arg[i] = va_arg(args, long);
    va_end(args);
    if (number == SYS_openat2) {
        if (hit(*(long *)arg[2] & O_CREAT ? "openat2-create" : "openat2", false))
            return -1;
        long fd = real(number, arg[0], arg[1], arg[2], arg[3]);
        record_open((int)fd, (int)arg[0], (const char *)arg[1], *(long *)arg[2]);
        return fd;
    }
    if ((number == SYS_pidfd_open && hit("pidfd_open", false)) ||
        (number == SYS_pidfd_send_signal && hit("pidfd_send_signal", false)))
        return -1;
    return real(number, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);
}

int close(int fd)
{
    REAL(close);
    bool fails = fd > STDERR_FILENO && hit("close", false);
    int result = real(fd);
    if (fails)
        errno = errnum;
    return fails ? -1 : result;
}

ssize_t read(int fd, void *bytes, size_t len)
{
    REAL(read);
    return hit("read", false) ? -1 : real(fd, bytes, shortened("read", len));
}

ssize_t __read_chk(int fd, void *bytes, size_t len, size_t size);
ssize_t __read_chk(int fd, void *bytes, size_t len, size_t size)
{
    return len > size ? -1 : read(fd, bytes, len);
}

ssize_t pread(int fd, void *bytes, size_t len, off_t offset)
{
    REAL(pread);
    return hit("pread", false) ? -1 : real(fd, bytes, len, offset);
}

ssize_t __pread_chk(int fd, void *bytes, size_t len, off_t offset, size_t size);
ssize_t __pread_chk(int fd, void *bytes, size_t len, off_t offset, size_t size)
{
    return len > size ? -1 : pread(fd, bytes, len, offset);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    REAL(write);
    if (fd > STDERR_FILENO) {
        if (hit("write", false))
            return errnum ? -1 : 0;
        len = shortened("write", len);
    }
    ssize_t n = real(fd, bytes, len);
    record_write(fd, bytes, n, fd == STDOUT_FILENO ? 0 : lseek(fd, 0, SEEK_CUR) - n);
    return n;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t offset)
{
    REAL(pwrite);
    if (hit("pwrite", false))
        return errnum ? -1 : 0;
    ssize_t n = real(fd, bytes, shortened("pwrite", len), offset);
    record_write(fd, bytes, n, offset);
    return n;
}

int fsync(int fd)
{
    REAL(fsync);
    struct stat st;
    bool is_folder = syscall(SYS_fstat, fd, &st) == 0 && S_ISDIR(st.st_mode);
    if (hit(is_folder ? "fsync-folder" : "fsync", false))
        return -1;
    int result = real(fd);
    if (result == 0)
        record_fsync(fd);
    return result;
}

int fdatasync(int fd)
{
    REAL(fdatasync);
    if (hit("fdatasync", false))
        return -1;
    int result = real(fd);
    if (result == 0)
        record_fsync(fd);
    return result;
}

int ftruncate(int fd, off_t len)
{
    REAL(ftruncate);
    if (hit("ftruncate", false))
        return -1;
    struct stat st;
    int result = real(fd, len);
    if (result == 0 && stat_raw(fd, &st))
        record(NULL, 0, "truncate %lu %ld", (unsigned long)st.st_ino, (long)len);
    return result;
}

int renameat(int fd_a, const char *a, int fd_b, const char *b)
{
    REAL(renameat);
    if (hit("renameat", false))
        return -1;
    int result = real(fd_a, a, fd_b, b);
    if (result == 0)
        record_two("rename", fd_a, a, fd_b, b);
    return result;
}

int renameat2(int fd_a, const char *a, int fd_b, const char *b, unsigned flags)
{
    REAL(renameat2);
    if (hit("renameat2", false))
        return -1;
    int result = real(fd_a, a, fd_b, b, flags);
    if (result == 0)
        record_two(flags & RENAME_EXCHANGE ? "exchange" : "rename", fd_a, a, fd_b, b);
    return result;
}

int linkat(int fd_a, const char *a, int fd_b, const char *b, int flags)
{
    REAL(linkat);
    if (hit("linkat", false))
        return -1;
    int result = real(fd_a, a, fd_b, b, flags);
    if (result == 0)
        record_two("link", fd_a, a, fd_b, b);
    return result;
}

int unlinkat(int dirfd, const char *name, int flags)
{
    REAL(unlinkat);
    if (hit("unlinkat", false))
        return -1;
    char path[4096];
    path_of(dirfd, name, path);
    int result = real(dirfd, name, flags);
    if (result == 0)
        record(NULL, 0, "unlink %s", path);
    return result;
}

int fcntl(int fd, int command, ...)
{
    REAL(fcntl);
    va_list args;
    va_start(args, command);
    void *argument = va_arg(args, void *);
    va_end(args);
    return hit("fcntl", false) ? -1 : real(fd, command, argument);
}

/* ---- calls that only fail ---- */

#define WRAP(type, failure, name, parameters, arguments)                                           \
    type name parameters                                                                           \
    {                                                                                              \
        REAL(name);                                                                                \
        return hit(#name, false) ? failure : real arguments;                                       \
    }
WRAP(int, -1, mkdir, (const char *path, mode_t bits), (path, bits))
WRAP(int, -1, mkdirat, (int dirfd, const char *name, mode_t bits), (dirfd, name, bits))
WRAP(int, -1, fchmod, (int fd, mode_t bits), (fd, bits))
WRAP(int, -1, fchown, (int fd, uid_t uid, gid_t gid), (fd, uid, gid))
WRAP(int, -1, fstat, (int fd, struct stat *st), (fd, st))
WRAP(int, -1, fstatat, (int dirfd, const char *name, struct stat *st, int flags),
     (dirfd, name, st, flags))
WRAP(int, -1, faccessat, (int dirfd, const char *name, int bits, int flags),
     (dirfd, name, bits, flags))
WRAP(int, -1, fstatvfs, (int fd, struct statvfs *st), (fd, st))
WRAP(int, -1, flock, (int fd, int operation), (fd, operation))
WRAP(int, -1, kill, (pid_t pid, int number), (pid, number))
WRAP(int, -1, futimens, (int fd, const struct timespec times[2]), (fd, times))
WRAP(off_t, -1, lseek, (int fd, off_t offset, int whence), (fd, offset, whence))
WRAP(ssize_t, -1, fgetxattr, (int fd, const char *name, void *value, size_t size),
     (fd, name, value, size))
WRAP(int, -1, fsetxattr, (int fd, const char *name, const void *value, size_t size, int flags),
     (fd, name, value, size, flags))
WRAP(ssize_t, -1, flistxattr, (int fd, char *names, size_t size), (fd, names, size))
WRAP(ssize_t, -1, getrandom, (void *bytes, size_t len, unsigned flags), (bytes, len, flags))
WRAP(char *, NULL, realpath, (const char *path, char *resolved), (path, resolved))

/* The allocators go to libc's own names: dlsym() itself allocates. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);
#ifndef FAULTS_NO_ALLOCATORS
void *malloc(size_t size) { return hit("malloc", true) ? NULL : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return hit("calloc", true) ? NULL : __libc_calloc(n, size); }
void *realloc(void *old, size_t size)
{
    return hit("realloc", true) ? NULL : __libc_realloc(old, size);
}
#endif

/* libiniparser's empty dictionary: 4.1 does not look whether it got the memory, and inilib.c makes
 * sure of it beforehand. */
void *dictionary_new(size_t size);
void *dictionary_new(size_t size)
{
    REAL(dictionary_new);
    bool before = active;
    active = false;
    void *dict = real(size);
    active = before;
    return dict;
}

static long number_of(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : otherwise;
}

__attribute__((constructor)) static void start(void)
{
    static const char *const modes[] = {"none", "kill", "once", "from", "stop", "short"};
    const char *text = getenv("FAULTS_MODE");
    for (size_t i = 0; text && i < sizeof modes / sizeof modes[0]; i++)
        if (strcmp(text, modes[i]) == 0)
            mode = (enum mode)i;
    at = number_of("FAULTS_AT", -1);
    errnum = (int)number_of("FAULTS_ERRNO", EIO);
    report_fd = (int)number_of("FAULTS_REPORT", -1);
    const char *class = getenv("FAULTS_CLASS");
    class_is_mem = class && strcmp(class, "mem") == 0;
    only_calls = getenv("FAULTS_CALLS");
    missing_calls = getenv("FAULTS_MISSING");
    const char *trace = getenv("FAULTS_TRACE");
    if (trace)
        trace_fd = (int)syscall(SYS_openat, AT_FDCWD, trace,
                                O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    /* Programs of the test are not to inherit it. */
    unsetenv("LD_PRELOAD");
    active = true;
}
