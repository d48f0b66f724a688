/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_SESSION_H
#define FORMS_STORE_SESSION_H

/* One draft open for editing: file, lock, text, undo, journal. Screens ask and show; this decides
 * and prints nothing. The life of a session:
 *
 *     session = session_open(path, &err)   NULL: show err and go back to the list
 *     session_access(session)              not SESSION_WRITABLE: say why (holder, reason), offer to
 *                                          read, or session_take_over() if holder->is_mine
 *     session_state(session)               INI_CUT: session_sources(), ask, session_use_source()
 *     session_notes(session)               what was irregular in the file; show it once
 *     session_n_recoveries(session)        unsaved work of dead sessions: show it field by field,
 *                                          ask, session_recovery_apply() or _drop()
 *     session_place(session, &place)       where the user left off
 *
 *     at each turn of the loop, before the screen is painted:   session_flush()
 *     half a second without keys, two seconds at the latest:    session_sync()
 *     F2: session_save(); SESSION_SAVE_CONFLICT: session_merge_begin(), ask about the conflicts,
 *         session_merge_apply(), session_save() again; SESSION_SAVE_GONE: ask, session_save_anew()
 *     signal or hangup: session_abandon(), which takes well under two seconds, and exit
 *     leaving: ask where session_is_changed(), then session_close()
 *
 * All changes go through session_edit() and are in the journal by the next session_flush(). Names,
 * holders, notes and paths are untrusted: draw them with draw_text(). Fields are named by key,
 * since two drafts may number them differently. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "forms/draft/draft.h"
#include "forms/draft/edit.h"
#include "forms/draft/merge.h"
#include "forms/files/journal.h"
#include "forms/files/lock.h"
#include "forms/ini/inifile.h"
#include "locale/err.h"

struct session;

enum session_access {
    SESSION_WRITABLE,
    SESSION_HELD,    /* another session has it: see session_holder(), session_retry() */
    SESSION_NO_LOCK, /* no lock here (read-only folder …), see session_reason(): read, or save as */
    SESSION_DAMAGED, /* the file was cut: read, until session_use_source() or session_save_as() */
};

/* Opens the draft at path, or a new empty draft for last year if there is no file. Takes the lock
 * if it can; without it a session can be read and saved elsewhere. NULL with err: no such folder,
 * no name for a draft, not a regular file, too large, unreadable, not a draft. */
struct session *session_open(const char *path, struct err *err) __attribute__((warn_unused_result));
/* The same for a draft that was just made (copy of last year, import), which is unsaved. Takes
 * content over in any case. If the file exists: NULL, err->number is EEXIST. */
struct session *session_create(const char *path, struct draft *content, struct err *err)
    __attribute__((warn_unused_result));

/* Releases the lock and frees everything; accepts NULL. keep_unsaved: leaves unsaved changes in the
 * journal, to be offered at the next start. */
void session_close(struct session *session, bool keep_unsaved);
/* For SIGHUP, SIGTERM, SIGUSR1, end of input: syncs the journal, releases the lock and stores the
 * place, without saving the draft or freeing memory. Do not use the session afterwards. */
void session_abandon(struct session *session);

/* ---- what is open ---- */

const char *session_path(const struct session *session); /* absolute */
const char *session_name(const struct session *session); /* without the folder */
/* To read; changes go through session_edit(). */
struct draft *session_draft(const struct session *session);
struct edit *session_edit(const struct session *session);
bool session_is_new(const struct session *session);     /* there is no file yet */
bool session_is_changed(const struct session *session); /* differs from the file */
time_t session_saved_at(const struct session *session); /* of the file, 0: there is none */

enum session_access session_access(const struct session *session);
/* Who holds the lock (SESSION_HELD); holder->known may be false. */
const struct lock_holder *session_holder(const struct session *session);
/* Why there is no lock, else "". */
const char *session_reason(const struct session *session);
/* Tries again to get the lock, without waiting; call it every few seconds. true: got it, the draft
 * was read again. false also if there are changes, which can then only be saved elsewhere. */
bool session_retry(struct session *session);
/* Asks this user's other session to end (at most 2 s) and takes the draft over; its unsaved changes
 * become a recovery. false with err. */
bool session_take_over(struct session *session, struct err *err);

/* How the file was when it was read; INI_WHOLE for a new draft. */
enum ini_state session_state(const struct session *session);
/* What was irregular in it, by line. */
const struct ini_notes *session_notes(const struct session *session);

/* ---- a damaged file ---- */

enum session_source_kind {
    SESSION_SOURCE_READABLE, /* what could be read of the file itself: save it elsewhere */
    SESSION_SOURCE_PREVIOUS, /* FILE~, the version before */
    SESSION_SOURCE_COPY,     /* a dated copy */
};
struct session_source {
    enum session_source_kind kind;
    time_t time;          /* of the copy */
    char name[32];        /* of a dated copy */
    size_t n_differences; /* fields that differ from the draft now */
};
/* The readable copies that the draft can be restored from, even if it is not damaged. free(*list).
 */
size_t session_sources(struct session *session, struct session_source **list);
/* Restores the draft, as one step for undo. PREVIOUS and COPY make a damaged session writable: the
 * next save replaces the damaged file. */
bool session_use_source(struct session *session, const struct session_source *source,
                        struct err *err);

/* ---- recovery ---- */

struct session_recovered {
    char *key;
    char *now, *recovered; /* whole texts */
    bool is_conflict;      /* the file has changed there, too */
};
struct session_recovery {
    char *user, *tty;
    time_t started, last; /* first and last keystroke */
    bool is_damaged;      /* the journal is damaged after these changes: some may be missing */
    struct session_recovered *items;
    size_t n_items;
};
/* Unsaved work of dead sessions, latest first; none if another session holds the lock. Applying or
 * dropping one renumbers those after it. */
size_t session_n_recoveries(const struct session *session);
const struct session_recovery *session_recovery(const struct session *session, size_t index);
/* Applies recovered texts as one step for undo. which: n_items flags, NULL for all. The old journal
 * is removed once they are in this session's journal on disk. */
void session_recovery_apply(struct session *session, size_t index, const bool *which);
/* Removes the old journal. */
bool session_recovery_drop(struct session *session, size_t index, struct err *err);

/* ---- the journal ---- */

/* Writes new changes to the journal, with one write(). Call before painting the screen. If the
 * result is not JOURNAL_PROTECTED, show session_unprotected_reason() in the status line. */
enum journal_state session_flush(struct session *session);
const char *session_unprotected_reason(const struct session *session);
/* Flushes, and syncs the journal to disk. Cheap if nothing changed. */
enum journal_state session_sync(struct session *session);
/* Would session_sync() do something? */
bool session_wants_sync(const struct session *session);

/* ---- saving ---- */

enum session_save_result {
    SESSION_SAVED,
    SESSION_SAVE_CONFLICT, /* somebody else changed the file: merge. Nothing was written */
    SESSION_SAVE_GONE,     /* the file has disappeared. Nothing was written */
    SESSION_SAVE_EXISTS,   /* session_save_as(): the file exists. Nothing was written */
    SESSION_SAVE_REFUSED,  /* not writable, see session_access(): save as */
    SESSION_SAVE_FAILED,   /* err says why; the old file is whole, changes are in the journal */
};
/* Builds the file, reads it back and compares, writes it (safesave.h), and then marks the journal.
 * A failed dated copy or change log only sets *warning (may be NULL). */
enum session_save_result session_save(struct session *session, struct err *warning,
                                      struct err *err);
/* After SESSION_SAVE_GONE: creates the file again. */
enum session_save_result session_save_anew(struct session *session, struct err *warning,
                                           struct err *err);
/* Saves under another name and continues with that file. overwrite: replace an existing file. */
enum session_save_result session_save_as(struct session *session, const char *path, bool overwrite,
                                         struct err *warning, struct err *err);
/* Could a save succeed now? For the status line, about every minute. */
bool session_save_is_possible(struct session *session, struct err *err);

/* After SESSION_SAVE_CONFLICT: reads the file and compares. Always merge_release() it. false with
 * err: it is unreadable or damaged, so only “save as” is left. */
bool session_merge_begin(struct session *session, struct merge *merge, struct err *err);
/* Applies the result as one step for undo; open conflicts keep this session's text. The other
 * version becomes the base of this session. */
void session_merge_apply(struct session *session, const struct merge *merge);

/* ---- last year, place ---- */

/* Restricts session_previous() to what settings_allow_path() allows, since the draft may name any
 * path. The settings must outlive the session. */
struct settings;
void session_set_settings(struct session *session, const struct settings *settings);

/* Last year's draft (previous.h), or NULL; the session owns it. Searched again only after a change
 * of unit, year or report.previous. */
const struct draft *session_previous(struct session *session);

struct session_place {
    int field;     /* -1: begin with the cover */
    size_t offset; /* bytes, at a character boundary */
};
void session_place(const struct session *session, struct session_place *place);
/* Stored in the user's own folder at each save and when the session ends. */
void session_set_place(struct session *session, struct session_place place);

#endif
