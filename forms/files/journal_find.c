/* SPDX-License-Identifier: MIT */
/* Finds, replays and removes the journals of dead sessions (journal.h). */

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/files/identity.h"
#include "forms/files/journal.h"
#include "forms/files/journal_record.h"
#include "forms/files/lock.h"
#include "forms/files/safefile.h"
#include "locale/mem.h"
#include "locale/message.h"

/* The limit is high because a journal grows until the next save, and an unread one would be lost.
 */
enum { KEY_DIGITS = 16, READ_MAX_BYTES = 1024 * 1024 * 1024, EMPTY_STALE_S = 24 * 60 * 60 };

/* Without locks: is the process in the file's name, KEY.BOOT.PID[.N], alive on this machine? */
static bool named_process_lives(const char *file_name)
{
    struct identity self;
    identity_of_self(&self);
    const char *boot = file_name + KEY_DIGITS + 1;
    size_t len = strlen(self.boot_id);
    if (strncmp(boot, self.boot_id, len) != 0 || boot[len] != '.')
        return false;
    long pid = strtol(boot + len + 1, NULL, 10);
    char path[40];
    snprintf(path, sizeof path, "/proc/%ld", pid);
    return access(path, F_OK) == 0;
}

/* Is the name KEY.BOOT.PID, with this key if one is given? */
static bool is_journal_name(const char *name, const char *key)
{
    size_t n_hex = strspn(name, "0123456789abcdef");
    return n_hex == KEY_DIGITS && name[n_hex] == '.' &&
           (!key || strncmp(name, key, KEY_DIGITS) == 0);
}

/* Fills in found from the bytes; false if there is nothing to list. */
static bool describe(struct journal_found *found, const char *bytes, size_t len,
                     const char *draft_path)
{
    struct journal_scan scan;
    journal_scan_bytes(bytes, len, &scan);
    found->is_damaged = scan.good_bytes < len || !scan.n_good;
    if (!scan.n_good) {
        found->draft_path = xstrdup("");
        found->user = xstrdup("");
        found->tty = xstrdup("");
        return len > 0;
    }
    found->draft_path = xstrdup(scan.header.key);
    found->user = xmemdup0(scan.header.removed, scan.header.removed_len);
    found->tty = xmemdup0(scan.header.inserted, scan.header.inserted_len);
    found->started_ms = scan.header.time_ms;
    found->last_ms = scan.last_ms;
    found->last_sequence = scan.last_sequence;
    found->base_crc = scan.base_crc;
    found->n_good = scan.n_good;
    found->n_unsaved = scan.n_unsaved;
    found->has_checkpoint = scan.has_checkpoint;
    return !draft_path || strcmp(draft_path, found->draft_path) == 0;
}

/* Gives up the lock. */
static void let_go(struct journal_found *found)
{
    if (found->fd >= 0)
        close(found->fd);
    if (found->dirfd >= 0)
        close(found->dirfd);
    found->fd = found->dirfd = -1;
}

static void release(struct journal_found *found)
{
    let_go(found);
    free(found->file_name);
    free(found->draft_path);
    free(found->user);
    free(found->tty);
}

/* Opens, locks and reads one file; false if it is not to be listed. */
static bool look_at(int dirfd, const char *name, enum statedir_place place, const char *draft_path,
                    struct journal_found *found)
{
    *found = (struct journal_found){
        .place = place, .dirfd = -1, .fd = safefile_open_at(dirfd, name, O_RDWR, 0)};
    struct strbuf bytes = STRBUF_INIT;
    struct stat st;
    bool listed = false;
    if (found->fd >= 0 && RETRY(fstat(found->fd, &st)) == 0 && st.st_uid == geteuid()) {
        int locked = lock_try_fd(found->fd);
        bool has_owner = locked == EAGAIN || (locked && named_process_lives(name));
        if (!has_owner && safefile_read_all(found->fd, READ_MAX_BYTES, &bytes)) {
            listed = describe(found, bytes.data, bytes.len, draft_path);
            /* Everything was saved; or the session died before its first record (a new file may
             * still get its first). */
            bool is_done = found->n_good > 0 && !found->n_unsaved && !found->is_damaged;
            bool is_blank = !bytes.len && st.st_ctim.tv_sec < time(NULL) - EMPTY_STALE_S;
            if (is_done || is_blank) {
                (void)RETRY(unlinkat(dirfd, name, 0));
                listed = false;
            }
        }
    }
    strbuf_release(&bytes);
    if (listed) {
        found->dirfd = RETRY(fcntl(dirfd, F_DUPFD_CLOEXEC, 0));
        found->file_name = xstrdup(name);
    } else {
        release(found);
    }
    return listed;
}

static int latest_first(const void *a, const void *b)
{
    int64_t time_a = ((const struct journal_found *)a)->last_ms,
            time_b = ((const struct journal_found *)b)->last_ms;
    return (time_a < time_b) - (time_a > time_b);
}

/* After a full disk, files of one name may be in several places. The latest has all unsaved
 * changes; the others are removed together with it. */
static size_t drop_older_parts(struct journal_found *list, size_t count)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        while (same < n_kept && strcmp(list[i].file_name, list[same].file_name) != 0)
            same++;
        if (same == n_kept) {
            list[n_kept++] = list[i];
        } else if (list[i].last_sequence > list[same].last_sequence) {
            release(&list[same]);
            list[same] = list[i];
        } else {
            release(&list[i]);
        }
    }
    return n_kept;
}

size_t journal_find(const char *draft_path, struct journal_found **list)
{
    char key[KEY_DIGITS + 1];
    if (draft_path)
        statedir_key_of_path(draft_path, key);
    size_t count = 0, capacity = 0;
    *list = NULL;
    for (enum statedir_place place = 0; place < STATEDIR_N_PLACES; place++) {
        int dirfd = statedir_open(place, "journal", false, NULL, NULL);
        DIR *folder = dirfd < 0 ? NULL : fdopendir(dirfd);
        struct dirent *entry;
        while (folder && (entry = readdir(folder))) {
            GROW(*list, count, capacity);
            if (is_journal_name(entry->d_name, draft_path ? key : NULL) &&
                look_at(dirfd, entry->d_name, place, draft_path, *list + count))
                count++;
        }
        if (folder)
            closedir(folder);
        else if (dirfd >= 0)
            close(dirfd);
    }
    if (count)
        qsort(*list, count, sizeof **list, latest_first);
    count = drop_older_parts(*list, count);
    for (size_t i = 0; !draft_path && i < count; i++)
        let_go(&(*list)[i]);
    return count;
}

void journal_found_free(struct journal_found *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        release(&list[i]);
    free(list);
}

bool journal_replay(const struct journal_found *found, journal_callback *callback, void *context,
                    size_t *n_ops, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    size_t n_done = 0;
    bool ok = RETRY(lseek(found->fd, 0, SEEK_SET)) == 0 &&
              safefile_read_all(found->fd, READ_MAX_BYTES, &bytes);
    if (!ok) {
        err_set_errno(err, errno, _("读不出日志 %s"), found->file_name);
    } else {
        struct journal_scan scan;
        journal_scan_bytes(bytes.data, bytes.len, &scan);
        struct journal_op op;
        for (size_t at = scan.start; ok && at < scan.good_bytes; n_done += ok) {
            at += journal_record_parse(bytes.data + at, bytes.len - at, &op);
            ok = callback(&op, context);
        }
        if (!ok)
            err_set(err, _("日志的第 %zu 项改动与草稿不符"), n_done + 1);
    }
    strbuf_release(&bytes);
    if (n_ops)
        *n_ops = n_done;
    return ok;
}

bool journal_apply(struct strbuf *text, const struct journal_op *op)
{
    if (op->offset > text->len || op->removed_len > text->len - op->offset ||
        (op->removed_len && memcmp(text->data + op->offset, op->removed, op->removed_len) != 0))
        return false;
    strbuf_splice(text, op->offset, op->removed_len, op->inserted, op->inserted_len);
    return true;
}

/* Removes the file of that name in a place, unless a living session has it. */
static void remove_part(enum statedir_place place, const char *file_name)
{
    int dirfd = statedir_open(place, "journal", false, NULL, NULL);
    int fd = dirfd < 0 ? -1 : safefile_open_at(dirfd, file_name, O_RDWR, 0);
    if (fd >= 0 && lock_try_fd(fd) == 0)
        (void)RETRY(unlinkat(dirfd, file_name, 0));
    if (fd >= 0)
        close(fd);
    if (dirfd >= 0)
        close(dirfd);
}

bool journal_found_remove(struct journal_found *found, struct err *err)
{
    if (RETRY(unlinkat(found->dirfd, found->file_name, 0)) < 0 && errno != ENOENT)
        return err_set_errno(err, errno, _("删不掉日志 %s"), found->file_name);
    for (enum statedir_place place = 0; place < STATEDIR_N_PLACES; place++)
        if (place != found->place)
            remove_part(place, found->file_name);
    return true;
}
