/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_SESSION_PRIVATE_H
#define FORMS_STORE_SESSION_PRIVATE_H

/* Shared by session_open.c (opening, access, journal), session_save.c, session_recover.c (journals
 * of dead sessions, damaged files) and session_place.c (place, last year's draft). */

#include "forms/store/session.h"

struct recovery {
    struct session_recovery shown;
    struct journal_found *found; /* in the session's list */
    struct draft *base;          /* what that session started from */
    struct draft *recovered;
};

struct session {
    struct safefile file;
    struct lock lock;
    enum session_access access;
    struct lock_holder holder;
    char *reason;

    struct draft *draft;
    struct edit *edit;
    struct draft *base;      /* what this session last read or wrote; empty for a new draft */
    struct file_stamp stamp; /* of that content */
    enum ini_state state;
    bool is_unreadable; /* nothing of the file could be read */
    struct ini_notes notes;

    struct journal *journal; /* NULL where another session has the lock */
    time_t *touched;         /* per field, last change since the last save; 0: none */
    int n_touched;
    unsigned n_saves;

    struct draft *theirs; /* between session_merge_begin() and _apply() */
    struct file_stamp their_stamp;

    struct journal_found *found;
    size_t n_found;
    struct recovery *recoveries;
    size_t n_recoveries;

    const struct settings *settings; /* NULL: no restriction */
    struct draft *previous;
    bool previous_is_known;
    struct session_place place;
};

/* Puts all texts of content into the draft as one step, named for undo. */
void session_take_texts(struct session *session, const struct draft *content, const char *step);
/* After a change of this field, last year's draft may be another one. */
void session_previous_may_change(struct session *session, int field);

/* Do dead sessions have unsaved work for this draft, which is as in its file? */
bool session_has_recoveries(char *path, struct file_stamp stamp, struct draft *draft);
void session_find_recoveries(struct session *session);
void session_free_recoveries(struct session *session);
void session_free_previous(struct session *session);
void session_read_place(struct session *session);
void session_write_place(const struct session *session);

#endif
