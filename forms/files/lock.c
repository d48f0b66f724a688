/* SPDX-License-Identifier: MIT */
#include "forms/files/lock.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "forms/base/date.h"
#include "forms/base/retry.h"
#include "forms/files/fileattr.h"
#include "locale/compat.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum {
    OPEN_TRIES = 20,
    TEXT_MAX_BYTES = 4096,
    HEARTBEAT_S = 30,
    TAKE_OVER_MS = 2000,
    TAKE_OVER_STEP_MS = 20,
};

int lock_try_fd(int fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (RETRY(fcntl(fd, F_OFD_SETLK, &whole)) == 0)
        return 0;
    /* Kernels before 3.15 have no such locks. */
    if (errno == EINVAL && RETRY(flock(fd, LOCK_EX | LOCK_NB)) == 0)
        return 0;
    return errno == EACCES || errno == EWOULDBLOCK ? EAGAIN : errno;
}

static void sleep_ms(long ms)
{
    struct timespec pause = {.tv_nsec = ms * 1000000};
    nanosleep(&pause, NULL);
}

static char *name_of_lock(const struct safefile *file)
{
    struct strbuf name = STRBUF_INIT;
    strbuf_addf(&name, ".%s.lock", file->name);
    return strbuf_steal(&name);
}

/* Opens or creates the lock file. Tries without O_CREAT first: with it, the kernel does not open
 * files of others in sticky folders. */
static int open_lock_file(int dirfd, const char *name)
{
    int fd = -1;
    for (int tries = 0; fd < 0 && tries < OPEN_TRIES; tries++) {
        fd = safefile_open_at(dirfd, name, O_RDWR, 0);
        if (fd < 0 && errno == ENOENT) {
            fd = safefile_open_at(dirfd, name, O_RDWR | O_CREAT | O_EXCL, 0600);
            if (fd >= 0 && !fileattr_set_new(dirfd, fd)) {
                int failure = errno;
                close(fd);
                errno = failure;
                return -1;
            }
            if (fd < 0 && errno != EEXIST)
                return -1;
        } else if (fd < 0 && errno == EACCES && tries == 0) {
            /* It may just be created, and not readable for the group yet. */
            sleep_ms(TAKE_OVER_STEP_MS);
        } else if (fd < 0) {
            return -1;
        }
    }
    return fd;
}

/* The texts of a holder and where they go: one "name=value" a line in the lock file. */
static const struct {
    const char *name;
    size_t offset, size;
} text_lines[] = {
    {"user", offsetof(struct identity, user), sizeof((struct identity *)0)->user},
    {"name", offsetof(struct identity, real_name), sizeof((struct identity *)0)->real_name},
    {"host", offsetof(struct identity, host), sizeof((struct identity *)0)->host},
    {"tty", offsetof(struct identity, tty), sizeof((struct identity *)0)->tty},
    {"boot", offsetof(struct identity, boot_id), sizeof((struct identity *)0)->boot_id},
};
enum { N_TEXT_LINES = sizeof text_lines / sizeof text_lines[0] };

/* Only for people: the lock works without this text, so a full disk is no failure. */
static void write_holder(int fd)
{
    struct identity self;
    identity_of_self(&self);
    time_t now = time(NULL);
    struct strbuf text = STRBUF_INIT;
    for (size_t i = 0; i < N_TEXT_LINES; i++)
        strbuf_addf(&text, "%s=%s\n", text_lines[i].name,
                    (const char *)&self + text_lines[i].offset);
    strbuf_addf(&text, "pid=%ld\nstart=%llu\nsince=%lld ", (long)self.pid,
                (unsigned long long)self.start_ticks, (long long)now);
    date_add_time(&text, now, DATE_TIME);
    strbuf_add_byte(&text, '\n');
    if (RETRY(pwrite(fd, text.data, text.len, 0)) == (ssize_t)text.len)
        (void)RETRY(ftruncate(fd, (off_t)text.len));
    strbuf_release(&text);
}

const char *lock_holder_name(const struct lock_holder *holder)
{
    return *holder->who.real_name ? holder->who.real_name
           : *holder->who.user    ? holder->who.user
                                  : _("别人");
}

static void parse_line(struct lock_holder *holder, const char *name, const char *value)
{
    struct identity *who = &holder->who;
    for (size_t i = 0; i < N_TEXT_LINES; i++)
        if (strcmp(name, text_lines[i].name) == 0) {
            size_t len = utf8_clip_bytes(value, utf8_valid_prefix(value, strlen(value)),
                                         text_lines[i].size - 1);
            memcpy((char *)who + text_lines[i].offset, value, len);
            ((char *)who + text_lines[i].offset)[len] = '\0';
        }
    if (strcmp(name, "pid") == 0)
        who->pid = (pid_t)strtol(value, NULL, 10);
    else if (strcmp(name, "start") == 0)
        who->start_ticks = strtoull(value, NULL, 10);
    else if (strcmp(name, "since") == 0)
        holder->since = (time_t)strtoll(value, NULL, 10);
}

static void read_holder(int fd, struct lock_holder *holder)
{
    *holder = (struct lock_holder){0};
    struct stat st;
    if (RETRY(fstat(fd, &st)) == 0) {
        time_t now = time(NULL);
        holder->idle_s = now > st.st_mtim.tv_sec ? (long)(now - st.st_mtim.tv_sec) : 0;
    }
    char text[TEXT_MAX_BYTES + 1];
    ssize_t len = RETRY(pread(fd, text, TEXT_MAX_BYTES, 0));
    text[len > 0 ? len : 0] = '\0';
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *value = strchr(line, '=');
        if (value) {
            *value = '\0';
            parse_line(holder, line, value + 1);
        }
    }
    holder->known = holder->who.user[0] && holder->who.pid > 0;
    struct identity self;
    identity_of_self(&self);
    bool same_program;
    holder->is_mine = holder->known && strcmp(holder->who.user, self.user) == 0 &&
                      holder->who.pid != self.pid &&
                      identity_is_alive(&holder->who, &same_program) && same_program;
}

static enum lock_result impossible(struct err *err, int errnum, const struct safefile *file)
{
    err_set_errno(err, errnum, _("%s 不能加锁，只能查看"), file->name);
    return LOCK_IMPOSSIBLE;
}

enum lock_result lock_acquire(struct lock *lock, const struct safefile *file,
                              struct lock_holder *holder, struct err *err)
{
    *lock = (struct lock)LOCK_INIT;
    char *name = name_of_lock(file);
    enum lock_result result = LOCK_IMPOSSIBLE;
    int fd = -1, failure = EBUSY;
    /* Retry if the file was removed before it was locked: the next session would lock another. */
    for (int tries = 0; failure == EBUSY && tries < OPEN_TRIES; tries++) {
        struct stat open_file, named_file;
        fd = open_lock_file(file->dirfd, name);
        failure = fd < 0 ? errno : lock_try_fd(fd);
        if (failure == EAGAIN) {
            if (holder)
                read_holder(fd, holder);
            err_set(err, _("%s 正由另一个会话编辑"), file->name);
            result = LOCK_HELD;
        } else if (!failure) {
            if (RETRY(fstat(fd, &open_file)) < 0)
                failure = errno;
            else if (open_file.st_nlink > 1)
                failure = EMLINK; /* the text would go into another file */
            else if (RETRY(fstatat(file->dirfd, name, &named_file, AT_SYMLINK_NOFOLLOW)) < 0)
                failure = errno == ENOENT ? EBUSY : errno;
            else if (!safefile_is_same_file(&named_file, &open_file))
                failure = EBUSY;
        }
        if (failure && fd >= 0)
            close(fd);
    }
    free(name);
    if (result == LOCK_HELD)
        return result;
    if (failure)
        return impossible(err, failure, file);
    *lock = (struct lock){.fd = fd, .touched = time(NULL)};
    write_holder(fd);
    return LOCK_OK;
}

/* Does another descriptor hold the lock? flock() can only be tried, so take a shared lock. */
static bool is_locked(int fd)
{
    struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    if (RETRY(fcntl(fd, F_OFD_GETLK, &whole)) == 0)
        return whole.l_type != F_UNLCK;
    return errno == EINVAL && RETRY(flock(fd, LOCK_SH | LOCK_NB)) < 0 && errno == EWOULDBLOCK;
}

bool lock_query(const struct safefile *file, struct lock_holder *holder)
{
    char *name = name_of_lock(file);
    int fd = safefile_open_at(file->dirfd, name, O_RDONLY, 0);
    bool held = fd >= 0 && is_locked(fd);
    if (held)
        read_holder(fd, holder);
    if (fd >= 0)
        close(fd);
    free(name);
    return held;
}

/* Sends SIGUSR1 to the process, and SIGCONT in case it is suspended. Opening a pidfd before
 * checking the process makes sure that the pid is not reused in between. */
static bool ask_to_leave(const struct identity *who)
{
    bool same_program;
    int pidfd = (int)RETRY(syscall(SYS_pidfd_open, who->pid, 0));
    if (!identity_is_alive(who, &same_program) || !same_program || (pidfd < 0 && errno != ENOSYS)) {
        if (pidfd >= 0)
            close(pidfd);
        return false;
    }
    bool asked;
    if (pidfd >= 0) {
        asked = RETRY(syscall(SYS_pidfd_send_signal, pidfd, SIGUSR1, NULL, 0)) == 0;
        if (asked)
            syscall(SYS_pidfd_send_signal, pidfd, SIGCONT, NULL, 0);
        close(pidfd);
    } else {
        asked = kill(who->pid, SIGUSR1) == 0;
        if (asked)
            kill(who->pid, SIGCONT);
    }
    return asked;
}

enum lock_result lock_take_over(struct lock *lock, const struct safefile *file,
                                struct lock_holder *holder, struct err *err)
{
    struct lock_holder own_holder;
    if (!holder)
        holder = &own_holder;
    enum lock_result result = lock_acquire(lock, file, holder, err);
    if (result != LOCK_HELD || !holder->is_mine || !ask_to_leave(&holder->who))
        return result;
    for (int waited_ms = 0; result == LOCK_HELD && waited_ms < TAKE_OVER_MS;
         waited_ms += TAKE_OVER_STEP_MS) {
        sleep_ms(TAKE_OVER_STEP_MS);
        result = lock_acquire(lock, file, holder, err);
    }
    return result;
}

void lock_heartbeat(struct lock *lock, time_t now)
{
    if (lock->fd < 0 || (now >= lock->touched && now - lock->touched < HEARTBEAT_S))
        return;
    lock->touched = now;
    (void)RETRY(futimens(lock->fd, NULL));
}

void lock_release(struct lock *lock)
{
    if (lock->fd < 0)
        return;
    (void)RETRY(ftruncate(lock->fd, 0));
    close(lock->fd);
    *lock = (struct lock)LOCK_INIT;
}
