/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_LOCK_H
#define FORMS_FILES_LOCK_H

/* Lets one session at a time edit a draft, by a kernel lock (open file description lock, or flock
 * on old kernels) on .NAME.lock beside the draft. The lock ends with its process and is not
 * affected by renames of the draft. The file is never removed, or two sessions could get in. Its
 * text says who holds the lock, its mtime when that session was last used. Anybody who can write to
 * the folder can forge the text: it is used only for messages, through visible_add(), and for
 * take-overs, which verify it. */

#include <stdbool.h>
#include <time.h>

#include "forms/files/identity.h"
#include "forms/files/safefile.h"
#include "locale/err.h"

enum lock_result {
    LOCK_OK,         /* this process holds it */
    LOCK_HELD,       /* another session does: see the holder */
    LOCK_IMPOSSIBLE, /* read-only folder, no lock service …: err says why */
};

struct lock {
    int fd;         /* -1: not held */
    time_t touched; /* last change of the mtime by lock_heartbeat() */
};
#define LOCK_INIT                                                                                  \
    {                                                                                              \
        -1, 0                                                                                      \
    }

/* What the lock file says about its holder. Untrusted texts. */
struct lock_holder {
    bool known; /* false: the text was missing or unreadable, the rest is empty */
    struct identity who;
    time_t since; /* start of the session */
    long idle_s;  /* since its last key stroke, to half a minute */
    bool is_mine; /* this user's live session on this machine: lock_take_over() works */
};

/* Full name, else account, else 别人. Borrowed from holder, or static. */
const char *lock_holder_name(const struct lock_holder *holder) __attribute__((returns_nonnull));

/* Tries to get the lock; never waits. holder (may be NULL) is filled in for LOCK_HELD. A lock file
 * that is a symlink, no regular file or a hard link to something is LOCK_IMPOSSIBLE. */
enum lock_result lock_acquire(struct lock *lock, const struct safefile *file,
                              struct lock_holder *holder, struct err *err);
/* Does somebody else hold the lock? Creates, waits for and locks nothing. Fills in holder if so. */
bool lock_query(const struct safefile *file, struct lock_holder *holder);

/* Asks this user's other session to end: verifies boot id, pid, start time, user and program name,
 * then sends SIGUSR1, on which a session commits its journal and exits. Waits up to 2 s; LOCK_HELD
 * with a fresh holder if that did not help. */
enum lock_result lock_take_over(struct lock *lock, const struct safefile *file,
                                struct lock_holder *holder, struct err *err);

/* Call whenever the user does something: updates the lock file's mtime, at most every 30 s. */
void lock_heartbeat(struct lock *lock, time_t now);

/* Locks any file open for writing until it is closed. Returns 0, EAGAIN if another descriptor has
 * the lock (even in this process), else the errno. */
int lock_try_fd(int fd);

/* Releases the lock and empties the file's text. No effect when it is not held. */
void lock_release(struct lock *lock);

#endif
