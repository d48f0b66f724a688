/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_JOURNAL_H
#define FORMS_FILES_JOURNAL_H

/* What was typed and is not saved yet, in a file of this process in the user's own folder
 * (statedir.h), so that neither a lost line nor SIGKILL loses what the screen has shown. The
 * session's part, in this order at each turn of its event loop:
 *
 *     journal_append() for each change of a text, journal_commit() once, then the screen;
 *     journal_checkpoint() with the whole draft whenever journal_wants_checkpoint();
 *     journal_sync() after half a second without keys, and after two seconds at the latest;
 *     journal_saved() after a save that succeeded; journal_close() at the end.
 *
 * The file only ever grows while its session lives. A save leaves a mark in it instead of emptying
 * it, so there is no moment at which a kill could lose something: before the mark the journal leads
 * to the text just saved, after it there is nothing to recover. The file belongs to its process by
 * a lock; one without a living owner is an orphan, which journal_find() lists. Nothing here applies
 * anything by itself.
 *
 * Format, all numbers little-endian: the 8 bytes "nbjrnl1\n", then records: u32 length of what
 * follows, u32 CRC-32 of length and what follows, then u64 sequence number from 0 without gaps, i64
 * time (ms since 1970), u8 kind and the kind's fields, texts with a u32 length before them. The
 * first record is the header. Reading stops at the first record that is short, has another CRC or
 * number, or does not hold what its kind says; the rest of the file is never used. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/files/journal_record.h"
#include "forms/files/statedir.h"
#include "locale/err.h"
#include "locale/strbuf.h"

enum journal_state {
    JOURNAL_PROTECTED,   /* all that was committed is in the file in the first place */
    JOURNAL_ELSEWHERE,   /* the same in another place, see journal_reason(): the disk was full */
    JOURNAL_UNPROTECTED, /* there is no place at all: to be shown in red, the next commit tries
                            again */
};

struct journal;

/* Starts the journal of a draft: its absolute path and the CRC-32 of the file that the session
 * starts from (0 for a new draft). Never NULL: where no file can be made the state is
 * JOURNAL_UNPROTECTED and commits keep trying. */
struct journal *journal_open(const char *draft_path, uint32_t base_crc)
    __attribute__((returns_nonnull));
enum journal_state journal_state(const struct journal *journal);
/* Why the state is not JOURNAL_PROTECTED, in words; "" when it is. Lives as long as the journal. */
const char *journal_reason(const struct journal *journal);

/* Takes a change into memory; nothing is written yet. */
void journal_append(struct journal *journal, const struct journal_op *op);
/* Appended changes to the file with one write(). When that fails the file is cut back to what it
 * held and the whole journal is written to the next place that takes it. Nothing to do costs
 * nothing. */
enum journal_state journal_commit(struct journal *journal);
/* To the disk itself (fdatasync); commits first. */
enum journal_state journal_sync(struct journal *journal);
/* Are there changes that journal_sync() would make durable? */
bool journal_is_dirty(const struct journal *journal);

/* True before the first change since the start or the last save, and 64 KiB of changes after the
 * last checkpoint: call journal_checkpoint() with the whole draft as it is then (before the first
 * change, as it was read). With the first one recovery does not depend on the draft file any more.
 */
bool journal_wants_checkpoint(const struct journal *journal);
void journal_checkpoint(struct journal *journal, const char *image, size_t len);

/* The draft is saved, durably, with this CRC-32: everything up to here needs no recovery. Commits.
 */
enum journal_state journal_saved(struct journal *journal, uint32_t crc);
/* Changes since the start or the last save, checkpoints not counted. */
size_t journal_n_unsaved(const struct journal *journal);

/* Ends the journal. keep: changes that are not saved stay to be found by the next start (they are
 * synced); a journal without any is removed in any case. NULL is accepted. */
void journal_close(struct journal *journal, bool keep);

/* A journal that was found; one found by its draft is locked for this process until it is released,
 * so that no other start offers it, too. */
struct journal_found {
    enum statedir_place place;
    int dirfd, fd;
    char *file_name;
    char *draft_path; /* from outside, as are user and tty: through visible_add() to a screen */
    char *user, *tty;
    int64_t started_ms, last_ms; /* first and last good record */
    uint64_t last_sequence;
    uint32_t base_crc; /* of the file that the unsaved changes start from: of the last save, else of
                          the start */
    size_t n_good;     /* good records */
    size_t n_unsaved;  /* changes since the last save: 0, nothing to recover */
    bool has_checkpoint; /* since the last save: the draft file is not needed to recover */
    bool is_damaged;     /* bytes follow the last good record: some changes may be missing */
};

/* The journals in all places that have no living owner, of the draft at this absolute path or of
 * all (NULL), latest first. Those with nothing to recover are removed on the way. A list of all is
 * for showing only: nothing in it is locked, and it must not be replayed or removed. Release with
 * journal_found_free(). */
size_t journal_find(const char *draft_path, struct journal_found **list);
void journal_found_free(struct journal_found *list, size_t count);

/* Hands the unsaved changes in order to the callback: from the last checkpoint since the last save
 * on where there is one (it comes first), else from the last save on. op and its texts live during
 * the call only. The callback returns false to stop. false with err: the file cannot be read, or
 * the callback stopped; *n_ops (may be NULL) is the number of calls that returned true. Damage is
 * not an error here: found->is_damaged tells. */
typedef bool journal_callback(const struct journal_op *op, void *context);
bool journal_replay(const struct journal_found *found, journal_callback *callback, void *context,
                    size_t *n_ops, struct err *err);

/* Applies a change to the text of its field; false, and the text as before, when it does not fit
 * there: the offset is outside or other bytes than removed lie there. */
bool journal_apply(struct strbuf *text, const struct journal_op *op);

/* Removes the file: after the recovered text was saved, or when the operator does not want it. */
bool journal_found_remove(struct journal_found *found, struct err *err);

#endif
