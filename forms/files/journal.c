/* SPDX-License-Identifier: MIT */
#include "forms/files/journal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/files/identity.h"
#include "forms/files/journal_record.h"
#include "forms/files/lock.h"
#include "forms/files/safefile.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { CHECKPOINT_BYTES = 64 * 1024, NAME_TRIES = 100, LOCK_TRIES = 200 };

/* The journal's file in one of the places. */
struct journal_file {
    int dirfd, fd; /* -1: no file there */
    char *name;
    size_t committed;  /* bytes of the journal's tail that it holds */
    off_t len_bytes;   /* of whole records; half a record after it is overwritten */
    bool entry_synced; /* the folder was synced too */
};

#define NO_FILE ((struct journal_file){.dirfd = -1, .fd = -1})

struct journal {
    char *draft_path;
    struct identity self;
    /* The mark, a header and all records since the last save: what a new file must hold. */
    struct strbuf tail;
    struct journal_file files[STATEDIR_N_PLACES];
    enum statedir_place active; /* has all of the tail, unless the state is UNPROTECTED */
    enum journal_state state;
    struct err reason;
    uint64_t next_sequence;
    uint32_t base_crc;
    size_t n_unsaved, since_checkpoint_bytes;
    bool has_checkpoint;
    bool dirty; /* written and not yet synced */
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Restarts the tail. Its header has the sequence number before the next record. */
static void begin_tail(struct journal *journal)
{
    strbuf_clear(&journal->tail);
    strbuf_add(&journal->tail, JOURNAL_MARK, JOURNAL_MARK_BYTES);
    struct journal_op header = {
        .kind = JOURNAL_HEADER,
        .key = journal->draft_path,
        .removed = journal->self.user,
        .removed_len = strlen(journal->self.user),
        .inserted = journal->self.tty,
        .inserted_len = strlen(journal->self.tty),
        .crc = journal->base_crc,
        .time_ms = now_ms(),
        .sequence = journal->next_sequence - 1,
    };
    journal_record_add(&journal->tail, &header);
}

static void close_file(struct journal_file *file, bool remove)
{
    if (file->fd < 0)
        return;
    if (remove)
        (void)RETRY(unlinkat(file->dirfd, file->name, 0));
    close(file->fd);
    close(file->dirfd);
    free(file->name);
    *file = NO_FILE;
}

/* Creates an empty file. The name may be taken by a dead process with the same pid. */
static int create_file(const struct journal *journal, int dirfd, char **name)
{
    char key[17];
    statedir_key_of_path(journal->draft_path, key);
    for (int i = 0; i < NAME_TRIES; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text, "%s.%s.%ld", key, journal->self.boot_id[0] ? journal->self.boot_id : "0",
                    (long)journal->self.pid);
        if (i)
            strbuf_addf(&text, ".%d", i);
        int fd = safefile_open_at(dirfd, text.data, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0 || errno != EEXIST) {
            *name = strbuf_steal(&text);
            return fd;
        }
        strbuf_release(&text);
    }
    return -1;
}

/* Creates and locks the file in that place. journal_find() may hold its lock for a moment. Without
 * a lock service, the boot id and pid in the name tell whose it is. */
static bool open_file(struct journal *journal, enum statedir_place place, struct err *err)
{
    struct journal_file made = {.dirfd = statedir_open(place, "journal", true, NULL, err),
                                .fd = -1};
    if (made.dirfd < 0)
        return false;
    made.fd = create_file(journal, made.dirfd, &made.name);
    if (made.fd < 0) {
        err_set_errno(err, errno, _("不能建立日志文件"));
        free(made.name);
        close(made.dirfd);
        return false;
    }
    for (int i = 0; i < LOCK_TRIES && lock_try_fd(made.fd) == EAGAIN; i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    journal->files[place] = made;
    return true;
}

/* Writes the rest of the tail to the file in that place. The next try overwrites what a failed one
 * left. */
static bool write_tail(struct journal *journal, enum statedir_place place, struct err *err)
{
    struct journal_file *file = &journal->files[place];
    if (file->fd < 0 && !open_file(journal, place, err))
        return false;
    size_t len = journal->tail.len - file->committed;
    for (size_t done = 0; done < len;) {
        ssize_t n = RETRY(pwrite(file->fd, journal->tail.data + file->committed + done, len - done,
                                 file->len_bytes + (off_t)done));
        if (n <= 0)
            return err_set_errno(err, n < 0 ? errno : ENOSPC, _("不能写入日志文件"));
        done += (size_t)n;
    }
    file->committed = journal->tail.len;
    file->len_bytes += (off_t)len;
    return true;
}

enum journal_state journal_commit(struct journal *journal)
{
    if (journal->state != JOURNAL_UNPROTECTED &&
        journal->files[journal->active].committed == journal->tail.len)
        return journal->state;
    /* Try the best place first each time: its disk may have room again. */
    struct err first = {0}, other;
    for (enum statedir_place place = 0; place < STATEDIR_N_PLACES; place++) {
        if (!write_tail(journal, place, place == 0 ? &first : &other))
            continue;
        journal->active = place;
        journal->state = place == 0 ? JOURNAL_PROTECTED : JOURNAL_ELSEWHERE;
        journal->reason = first;
        journal->dirty = true;
        return journal->state;
    }
    journal->reason = first;
    return journal->state = JOURNAL_UNPROTECTED;
}

/* Syncs the file and, once, its folder. */
static bool sync_file(struct journal_file *file)
{
    if (RETRY(fdatasync(file->fd)) < 0)
        return false;
    if (!file->entry_synced && RETRY(fsync(file->dirfd)) < 0 && errno != EINVAL)
        return false;
    return file->entry_synced = true;
}

static void close_others(struct journal *journal)
{
    for (enum statedir_place place = 0; place < STATEDIR_N_PLACES; place++)
        if (place != journal->active)
            close_file(&journal->files[place], true);
}

/* The active file could not be synced. The kernel now considers its pages clean, so syncing it
 * again proves nothing: write everything to a new file. If that fails too, keep the old one. */
static enum journal_state replace_unsynced(struct journal *journal)
{
    int failure = errno;
    enum statedir_place place = journal->active;
    struct journal_file bad = journal->files[place];
    journal->files[place] = NO_FILE;
    journal->state = JOURNAL_UNPROTECTED;
    if (journal_commit(journal) != JOURNAL_UNPROTECTED &&
        sync_file(&journal->files[journal->active])) {
        close_file(&bad, true);
        journal->dirty = false;
        return journal->state;
    }
    close_file(&journal->files[place], true);
    journal->files[place] = bad;
    err_set_errno(&journal->reason, failure, _("日志没有写到磁盘上"));
    return journal->state = JOURNAL_UNPROTECTED;
}

enum journal_state journal_sync(struct journal *journal)
{
    if (journal_commit(journal) == JOURNAL_UNPROTECTED || !journal->dirty)
        return journal->state;
    if (!sync_file(&journal->files[journal->active]))
        return replace_unsynced(journal);
    journal->dirty = false;
    if (journal->state == JOURNAL_PROTECTED)
        close_others(journal);
    return journal->state;
}

bool journal_is_dirty(const struct journal *journal)
{
    return journal->dirty || journal->files[journal->active].committed != journal->tail.len;
}

struct journal *journal_open(const char *draft_path, uint32_t base_crc)
{
    struct journal *journal = xcalloc(1, sizeof *journal);
    journal->draft_path = xstrdup(draft_path);
    journal->base_crc = base_crc;
    journal->next_sequence = 1;
    identity_of_self(&journal->self);
    strbuf_init(&journal->tail);
    for (size_t i = 0; i < STATEDIR_N_PLACES; i++)
        journal->files[i] = NO_FILE;
    begin_tail(journal);
    journal->state = JOURNAL_UNPROTECTED;
    journal_commit(journal);
    return journal;
}

enum journal_state journal_state(const struct journal *journal) { return journal->state; }

const char *journal_reason(const struct journal *journal) { return journal->reason.text; }

void journal_append(struct journal *journal, const struct journal_op *op)
{
    struct journal_op record = *op;
    record.sequence = journal->next_sequence++;
    record.time_ms = now_ms();
    size_t before = journal->tail.len;
    journal_record_add(&journal->tail, &record);
    if (op->kind == JOURNAL_CHECKPOINT) {
        journal->has_checkpoint = true;
        journal->since_checkpoint_bytes = 0;
    } else {
        journal->n_unsaved++;
        journal->since_checkpoint_bytes += journal->tail.len - before;
    }
}

bool journal_wants_checkpoint(const struct journal *journal)
{
    return !journal->has_checkpoint || journal->since_checkpoint_bytes >= CHECKPOINT_BYTES;
}

void journal_checkpoint(struct journal *journal, const char *image, size_t len)
{
    struct journal_op op = {
        .kind = JOURNAL_CHECKPOINT, .key = "", .inserted = image, .inserted_len = len};
    journal_append(journal, &op);
}

enum journal_state journal_saved(struct journal *journal, uint32_t crc)
{
    struct journal_op op = {.kind = JOURNAL_SAVED, .key = "", .crc = crc};
    journal_append(journal, &op);
    journal_commit(journal);
    /* Files that could not take the mark must not offer saved changes after a crash. */
    bool marked = journal->state != JOURNAL_UNPROTECTED;
    if (marked)
        close_others(journal);
    else
        for (size_t i = 0; i < STATEDIR_N_PLACES; i++)
            close_file(&journal->files[i], true);
    journal->base_crc = crc;
    journal->n_unsaved = journal->since_checkpoint_bytes = 0;
    journal->has_checkpoint = false;
    begin_tail(journal);
    if (marked)
        journal->files[journal->active].committed = journal->tail.len;
    return journal->state;
}

size_t journal_n_unsaved(const struct journal *journal) { return journal->n_unsaved; }

void journal_close(struct journal *journal, bool keep)
{
    if (!journal)
        return;
    keep = keep && journal->n_unsaved > 0;
    if (keep)
        journal_sync(journal);
    for (size_t i = 0; i < STATEDIR_N_PLACES; i++)
        close_file(&journal->files[i], !keep);
    strbuf_release(&journal->tail);
    free(journal->draft_path);
    free(journal);
}
