/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_JOURNAL_H
#define FORMS_FILES_JOURNAL_H

/* Keeps unsaved changes in a file in the user's own folder (statedir.h), so that nothing on the
 * screen is lost with the connection or by SIGKILL. A session calls, at each turn of its event
 * loop:
 *
 *     journal_append() for each change of a text, journal_commit() once, then the screen;
 *     journal_checkpoint() with the whole draft whenever journal_wants_checkpoint();
 *     journal_sync() after half a second without keys, and after two seconds at the latest;
 *     journal_saved() after a save that succeeded; journal_close() at the end.
 *
 * The file only grows. A save appends a mark instead of emptying it, so a kill at any moment loses
 * nothing: before the mark, replaying gives the text just saved; after it, nothing is left to
 * recover. The process holds a lock on its file; journal_find() lists files without an owner.
 *
 * Format, all numbers little-endian: the 8 bytes "nbjrnl1\n", then records: u32 length of what
 * follows, u32 CRC-32 of length and what follows, then u64 sequence number from 0 without gaps, i64
 * time (ms since 1970), u8 kind and the kind's fields, texts with a u32 length before them. The
 * first record is the header. Reading stops at the first record that is short, malformed or has a
 * wrong CRC or number. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/files/journal_record.h"
#include "forms/files/statedir.h"
#include "locale/err.h"
#include "locale/strbuf.h"

enum journal_state {
    JOURNAL_PROTECTED,   /* all that was committed is in the first place */
    JOURNAL_ELSEWHERE,   /* in another place, see journal_reason(): the disk was full */
    JOURNAL_UNPROTECTED, /* nowhere: show it in red; the next commit tries again */
};

struct journal;

/* Starts the journal of the draft at this absolute path. base_crc: CRC-32 of its file, 0 for a new
 * draft. If no file can be made, the state is JOURNAL_UNPROTECTED and commits keep trying. */
struct journal *journal_open(const char *draft_path, uint32_t base_crc)
    __attribute__((returns_nonnull));
enum journal_state journal_state(const struct journal *journal);
/* Why the state is not JOURNAL_PROTECTED, else "". Lives as long as the journal. */
const char *journal_reason(const struct journal *journal);

/* Adds a change in memory only. */
void journal_append(struct journal *journal, const struct journal_op *op);
/* Writes the appended changes with one write(). If that fails, writes the whole journal to the next
 * place. Cheap if there is nothing to do. */
enum journal_state journal_commit(struct journal *journal);
/* Commits, then fdatasync(). */
enum journal_state journal_sync(struct journal *journal);
/* Are there changes that journal_sync() would make durable? */
bool journal_is_dirty(const struct journal *journal);

/* True before the first change since the start or the last save, and 64 KiB of changes after the
 * last checkpoint: then call journal_checkpoint() with the whole draft (before the first change, as
 * it was read). With a checkpoint, recovery does not need the draft file. */
bool journal_wants_checkpoint(const struct journal *journal);
void journal_checkpoint(struct journal *journal, const char *image, size_t len);

/* The draft is on the disk with this CRC-32; nothing up to here needs recovery. Commits. */
enum journal_state journal_saved(struct journal *journal, uint32_t crc);
/* Changes since the start or the last save, checkpoints not counted. */
size_t journal_n_unsaved(const struct journal *journal);

/* Ends the journal. keep: syncs unsaved changes for the next start to find. A journal without any
 * is removed. Accepts NULL. */
void journal_close(struct journal *journal, bool keep);

/* A journal left by a dead session. If found for a draft, it stays locked until released, so that
 * no other session offers it too. */
struct journal_found {
    enum statedir_place place;
    int dirfd, fd;
    char *file_name;
    char *draft_path; /* untrusted, as are user and tty: show through visible_add() */
    char *user, *tty;
    int64_t started_ms, last_ms; /* first and last good record */
    uint64_t last_sequence;
    uint32_t base_crc;   /* of the file that the unsaved changes start from */
    size_t n_good;       /* good records */
    size_t n_unsaved;    /* changes since the last save: 0, nothing to recover */
    bool has_checkpoint; /* since the last save: the draft file is not needed to recover */
    bool is_damaged;     /* bytes follow the last good record: some changes may be missing */
};

/* Journals without a living owner, latest first, of the draft at this absolute path, or of all
 * drafts (NULL): those are not locked, so only show them. Removes journals with nothing to recover.
 * Free with journal_found_free(). */
size_t journal_find(const char *draft_path, struct journal_found **list);
void journal_found_free(struct journal_found *list, size_t count);

/* Passes the unsaved changes to the callback in order, from the last checkpoint since the last
 * save, else from that save. op is valid during the call. false with err if the file cannot be read
 * or the callback returned false; *n_ops (may be NULL) counts the calls that returned true. Damage
 * is no error here: see found->is_damaged. */
typedef bool journal_callback(const struct journal_op *op, void *context);
bool journal_replay(const struct journal_found *found, journal_callback *callback, void *context,
                    size_t *n_ops, struct err *err);

/* Applies a change to the text of its field; false, text unchanged, if it does not fit there. */
bool journal_apply(struct strbuf *text, const struct journal_op *op);

/* Removes the file, once its changes are recovered or unwanted. */
bool journal_found_remove(struct journal_found *found, struct err *err);

#endif
