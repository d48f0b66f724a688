/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_SESSION_H
#define FORMS_STORE_SESSION_H

/* One draft open for editing: file, lock, text, undo, journal. The screens ask and show, this
 * decides nothing for the operator and prints nothing. The life of a session:
 *
 *     session = session_open(path, &err)       NULL: say err and go back to the list
 *     session_access(session)                  not SESSION_WRITABLE: say why (holder, reason),
 * offer to read, or session_take_over() if holder->is_mine session_state(session) INI_CUT, a
 * damaged file: session_sources(), ask, session_use_source() session_notes(session) what was
 * irregular in the file, to be shown once session_n_recoveries(session)            unsaved work of
 * a session that died: show it field by field, ask, session_recovery_apply() or _drop()
 *     session_place(session, &place)           where the operator left
 *
 *     at each turn of the loop, before the screen is painted:   session_flush()
 *     half a second without keys, two seconds at the latest:    session_sync()
 *     F2: session_save(); SESSION_SAVE_CONFLICT: session_merge_begin(), ask about the conflicts,
 *         session_merge_apply(), session_save() again; SESSION_SAVE_GONE: ask, session_save_anew()
 *     signal or hangup: session_abandon(), which takes well under two seconds, and exit
 *     leaving: ask where session_is_changed(), then session_close()
 *
 * Everything that the operator changes goes through session_edit(); it is in the journal by the
 * next session_flush(). Texts from outside (names, holders, notes, paths) may hold anything: to a
 * screen they go through draw_text(), which uses visible.h. Results of fields are by key, because
 * the fields of two drafts may be numbered differently. */

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
    SESSION_HELD, /* another session has it: see session_holder(). session_retry() gets it when it
                     is free */
    SESSION_NO_LOCK, /* no lock can be had here (read-only folder …), session_reason() says why:
                        read, or save as */
    SESSION_DAMAGED, /* the file was cut: read, until session_use_source() or session_save_as() */
};

/* Opens the draft at path; where there is no file, a new empty draft of the form for last year (the
 * year that is reported on now). Takes the lock if it can; a session without it can be read and
 * saved under another name. NULL with err: no such folder, not a name that a draft may have, no
 * regular file, too large, unreadable, not a draft. */
struct session *session_open(const char *path, struct err *err) __attribute__((warn_unused_result));
/* The same for a draft that was just made (copy from last year, import): content, of which the
 * session becomes the owner, is what the operator sees, unsaved. The file must not exist: else
 * NULL, err->number is EEXIST and content is freed. */
struct session *session_create(const char *path, struct draft *content, struct err *err)
    __attribute__((warn_unused_result));

/* Lets go of the lock and frees everything; NULL is accepted. keep_unsaved: what is not saved stays
 * in the journal and is offered at the next start; false: the operator chose not to keep it. */
void session_close(struct session *session, bool keep_unsaved);
/* For SIGHUP, SIGTERM, SIGUSR1, end of input: journal to the disk, lock released, place kept,
 * memory left to the exit. Does not ask, does not save the draft. The session is not to be used
 * afterwards. */
void session_abandon(struct session *session);

/* ---- what is open ---- */

const char *session_path(const struct session *session); /* absolute */
const char *session_name(const struct session *session); /* without the folder */
struct draft *
session_draft(const struct session *session); /* to read; changes go through session_edit() */
struct edit *session_edit(const struct session *session);
bool session_is_new(const struct session *session);     /* there is no file yet */
bool session_is_changed(const struct session *session); /* differs from the file */
time_t session_saved_at(const struct session *session); /* of the file, 0: there is none */

enum session_access session_access(const struct session *session);
/* Who holds the lock (SESSION_HELD); holder->known may be false. */
const struct lock_holder *session_holder(const struct session *session);
/* Why there is no lock, "" where there is. */
const char *session_reason(const struct session *session);
/* Tries again to get the lock (never waits; every few seconds is fine). When it is free the draft
 * is read again: true, and the access has changed. Changes made meanwhile, which can only be saved
 * under another name, stop this: false. */
bool session_retry(struct session *session);
/* Asks my own other session to leave (at most 2 s) and takes the draft over; what it had not saved
 * is then a recovery. false with err. */
bool session_take_over(struct session *session, struct err *err);

/* How the file was when it was read; INI_WHOLE for a new draft. */
enum ini_state session_state(const struct session *session);
/* What was irregular in it, by line. */
const struct ini_notes *session_notes(const struct session *session);

/* ---- a damaged file ---- */

enum session_source_kind {
    SESSION_SOURCE_READABLE, /* what could be read of the file itself: to be saved under another
                                name */
    SESSION_SOURCE_PREVIOUS, /* FILE~, the version before */
    SESSION_SOURCE_COPY,     /* a dated copy */
};
struct session_source {
    enum session_source_kind kind;
    time_t time;          /* of the copy */
    char name[32];        /* of a dated copy */
    size_t n_differences; /* fields that differ from what is shown now */
};
/* What the draft could be restored from (also later, from the menu: the file need not be damaged).
 * Readable copies only. free(*list). */
size_t session_sources(struct session *session, struct session_source **list);
/* Puts the source's texts into the draft as one step that can be undone. PREVIOUS and COPY make a
 * damaged session writable, the next save replaces the damaged file; READABLE leaves it as it is.
 */
bool session_use_source(struct session *session, const struct session_source *source,
                        struct err *err);

/* ---- recovery ---- */

struct session_recovered {
    char *key;
    char *now, *recovered; /* whole texts */
    bool is_conflict;      /* the file was changed there, too, since that session began */
};
struct session_recovery {
    char *user, *tty;
    time_t started, last; /* first and last key stroke */
    bool is_damaged; /* the journal is damaged behind the last change shown: some may be missing */
    struct session_recovered *items;
    size_t n_items;
};
/* Unsaved work of sessions that ended without saving, latest first. None where another session
 * holds the lock. The index of the rest moves up when one is applied or dropped. */
size_t session_n_recoveries(const struct session *session);
const struct session_recovery *session_recovery(const struct session *session, size_t index);
/* Puts the recovered texts into the draft, as one step that can be undone. The old journal goes
 * once they are in the own journal and on the disk. which: n_items flags, false leaves that field
 * as it is; NULL: all. */
void session_recovery_apply(struct session *session, size_t index, const bool *which);
/* The operator does not want it: the old journal is removed. */
bool session_recovery_drop(struct session *session, size_t index, struct err *err);

/* ---- the journal ---- */

/* What was changed since the last call goes to the journal: one write, nothing where nothing
 * changed. Before the screen is painted. Not JOURNAL_PROTECTED: say so in the status line, with
 * session_unprotected_reason(). */
enum journal_state session_flush(struct session *session);
const char *session_unprotected_reason(const struct session *session);
/* To the disk. Costs nothing where nothing changed. */
enum journal_state session_sync(struct session *session);
/* Would session_sync() do something? */
bool session_wants_sync(const struct session *session);

/* ---- saving ---- */

enum session_save_result {
    SESSION_SAVED,
    SESSION_SAVE_CONFLICT, /* somebody else's content lies there: merge. Nothing was written */
    SESSION_SAVE_GONE,     /* the file is no longer there. Nothing was written */
    SESSION_SAVE_EXISTS,   /* session_save_as(): there is such a file. Nothing was written */
    SESSION_SAVE_REFUSED,  /* not writable, see session_access(): save as */
    SESSION_SAVE_FAILED, /* err says why; the old file is whole, the text is here and in the journal
                          */
};
/* The image is built, read back and compared, written by safesave.h, and only then the journal is
 * marked. A copy that could not be made or a change log that could not be written is no failure:
 * *warning (may be NULL) says so. */
enum session_save_result session_save(struct session *session, struct err *warning,
                                      struct err *err);
/* After SESSION_SAVE_GONE: creates it anew. */
enum session_save_result session_save_anew(struct session *session, struct err *warning,
                                           struct err *err);
/* Saves under another name and goes on with that file. overwrite: the operator has agreed to
 * replace an existing one.
 * */
enum session_save_result session_save_as(struct session *session, const char *path, bool overwrite,
                                         struct err *warning, struct err *err);
/* Could a save succeed as things are? For the status line, every minute or so. */
bool session_save_is_possible(struct session *session, struct err *err);

/* After SESSION_SAVE_CONFLICT: reads what lies there and compares. merge_release() it in both
 * cases. false with err: it cannot be read or is damaged; then only “save as” is left. */
bool session_merge_begin(struct session *session, struct merge *merge, struct err *err);
/* Puts the result into the draft as one step that can be undone; from now on the other's version is
 * the one that this session starts from. Conflicts that are still open count as mine. */
void session_merge_apply(struct session *session, const struct merge *merge);

/* ---- last year, place ---- */

/* Last year's draft may be named by the draft itself, which anybody may have written: with these
 * settings only a path that settings_allow_path() allows is followed. They must outlive the
 * session. */
struct settings;
void session_set_settings(struct session *session, const struct settings *settings);

/* Last year's draft, as previous.h finds it. NULL where there is none. Read again only when what
 * leads to it has changed; the draft stays the session's. */
const struct draft *session_previous(struct session *session);

struct session_place {
    int field;     /* -1: begin with the cover */
    size_t offset; /* bytes, at a character border of the text as it is now */
};
void session_place(const struct session *session, struct session_place *place);
/* Remembers it; written to the user's own folder when the session is closed or abandoned, and at a
 * save. */
void session_set_place(struct session *session, struct session_place place);

#endif
