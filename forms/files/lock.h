/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_LOCK_H
#define FORMS_FILES_LOCK_H

/* One session edits a draft at a time. The truth is a kernel lock (an open-file-description lock,
 * flock where the kernel has none) on the file .NAME.lock beside the draft: it ends with the
 * process however that ends, and a rename of the draft does not touch it. The file is never removed
 * by a session (removing it would let two in); its text says for people who holds it, and its mtime
 * when that session was last used. The text can be forged by anybody who may write to the folder,
 * so nothing but messages and the verified take-over depends on it, and it must be shown through
 * visible_add(). */

#include <stdbool.h>
#include <time.h>

#include "forms/files/identity.h"
#include "forms/files/safefile.h"
#include "locale/err.h"

enum lock_result {
    LOCK_OK,         /* this process holds it */
    LOCK_HELD,       /* another session does: see the holder */
    LOCK_IMPOSSIBLE, /* no lock can be had here (read-only folder, no lock service): read only, err
                        says why */
};

struct lock {
    int fd;         /* -1: not held */
    time_t touched; /* last change of the mtime by lock_heartbeat() */
};
#define LOCK_INIT                                                                                  \
    {                                                                                              \
        -1, 0                                                                                      \
    }

/* What the lock file says of the session that holds it. All texts are from outside. */
struct lock_holder {
    bool known; /* false: the text was missing or unreadable, the rest is empty */
    struct identity who;
    time_t since; /* start of the session */
    long idle_s;  /* since its last key stroke, to half a minute */
    bool is_mine; /* my own other session on this machine, alive: lock_take_over() can ask it to
                     leave */
};

/* The holder for people: name, else account, else 别人. Borrowed from holder, or a static string.
 */
const char *lock_holder_name(const struct lock_holder *holder) __attribute__((returns_nonnull));

/* Tries to get the lock; never waits. holder (may be NULL) is filled in for LOCK_HELD. A lock file
 * that is a symlink, no regular file or a hard link to something is LOCK_IMPOSSIBLE. */
enum lock_result lock_acquire(struct lock *lock, const struct safefile *file,
                              struct lock_holder *holder, struct err *err);
/* Has somebody else the lock now? For lists: nothing is created or waited for, and nothing stays
 * locked. holder is filled in if so. */
bool lock_query(const struct safefile *file, struct lock_holder *holder);

/* Asks my own other session to leave: SIGUSR1 to the process, once boot id, pid, start time, user
 * and program name are verified; on SIGUSR1 a session commits its journal, releases the lock and
 * ends. Waits at most 2 s and then holds the lock (LOCK_OK), or says LOCK_HELD with a fresh holder.
 */
enum lock_result lock_take_over(struct lock *lock, const struct safefile *file,
                                struct lock_holder *holder, struct err *err);

/* To be called whenever the operator does something: shows in the lock file's mtime, at most every
 * 30 s. */
void lock_heartbeat(struct lock *lock, time_t now);

/* The lock itself, on any file open for writing, until the descriptor is closed: 0, EAGAIN where
 * another open file holds it (also one of this process), else the errno. */
int lock_try_fd(int fd);

/* Releases the lock and empties the file's text. No effect when it is not held. */
void lock_release(struct lock *lock);

#endif
