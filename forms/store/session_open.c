/* SPDX-License-Identifier: MIT */
/* Opening, access, the journal. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/newdraft.h"
#include "forms/files/safesave.h"
#include "forms/store/draftfile.h"
#include "forms/store/session_private.h"
#include "locale/mem.h"
#include "locale/message.h"

/* ---- every change goes to the journal ---- */

/* Two drafts: what the session started from and, if changed, what it is now. */
static void write_checkpoint(struct session *session, const struct draft *draft)
{
    struct strbuf image = STRBUF_INIT;
    draftfile_write_exact(session->base, &image);
    strbuf_add_byte(&image, '\0'); /* no INI text holds one */
    if (draft != session->base)
        draftfile_write_exact(draft, &image);
    journal_checkpoint(session->journal, image.data, image.len);
    strbuf_release(&image);
}

static void touch_field(struct session *session, int field)
{
    if (field >= session->n_touched) {
        int n = draft_n_fields(session->draft);
        session->touched = xreallocarray(session->touched, (size_t)n, sizeof *session->touched);
        memset(session->touched + session->n_touched, 0,
               (size_t)(n - session->n_touched) * sizeof *session->touched);
        session->n_touched = n;
    }
    session->touched[field] = time(NULL);
}

static void observe(void *context, const struct draft *draft, const struct edit_change *change)
{
    static const enum journal_kind kinds[] = {
        [EDIT_DO] = JOURNAL_EDIT, [EDIT_UNDO] = JOURNAL_UNDO, [EDIT_REDO] = JOURNAL_REDO};
    struct session *session = context;
    touch_field(session, change->field);
    session_previous_may_change(session, change->field);
    if (!session->journal)
        return;
    /* The change is already in the draft; before the first one it was as in the file. */
    if (journal_wants_checkpoint(session->journal) && !journal_n_unsaved(session->journal))
        write_checkpoint(session, session->base);
    journal_append(session->journal, &(struct journal_op){.kind = kinds[change->kind],
                                                          .key = draft_key(draft, change->field),
                                                          .offset = change->offset,
                                                          .removed = change->removed,
                                                          .removed_len = change->removed_len,
                                                          .inserted = change->inserted,
                                                          .inserted_len = change->inserted_len,
                                                          .group = (uint32_t)change->step});
}

enum journal_state session_flush(struct session *session)
{
    if (!session->journal)
        return JOURNAL_PROTECTED;
    if (journal_wants_checkpoint(session->journal) && journal_n_unsaved(session->journal))
        write_checkpoint(session, session->draft);
    if (journal_is_dirty(session->journal))
        lock_heartbeat(&session->lock, time(NULL));
    return journal_commit(session->journal);
}

enum journal_state session_sync(struct session *session)
{
    session_flush(session);
    return session->journal ? journal_sync(session->journal) : JOURNAL_PROTECTED;
}

bool session_wants_sync(const struct session *session)
{
    return session->journal && journal_is_dirty(session->journal);
}

const char *session_unprotected_reason(const struct session *session)
{
    return session->journal ? journal_reason(session->journal) : "";
}

/* Looks for journals of dead sessions and starts this session's. */
static void begin_journal(struct session *session)
{
    session_find_recoveries(session);
    session->journal = journal_open(session->file.path, session->stamp.crc);
}

/* ---- texts ---- */

void session_take_texts(struct session *session, const struct draft *content, const char *step)
{
    edit_begin(session->edit, step);
    for (int f = 0; f < draft_n_fields(content); f++)
        edit_set(session->edit, draft_field(session->draft, draft_key(content, f)),
                 draft_text(content, f));
    for (int f = 0; f < draft_n_fields(session->draft); f++)
        edit_set(session->edit, f, draft_text_of(content, draft_key(session->draft, f)));
    edit_end(session->edit);
}

/* Keeps the draft object if the form is the same, since others have pointers to it. */
static void replace_draft(struct session *session, struct draft *draft)
{
    if (session->draft && draft_form(session->draft) == draft_form(draft)) {
        for (int f = 0; f < draft_n_fields(draft); f++)
            draft_field(session->draft, draft_key(draft, f));
        for (int f = 0; f < draft_n_fields(session->draft); f++) {
            const char *text = draft_text_of(draft, draft_key(session->draft, f));
            if (strcmp(draft_text(session->draft, f), text) != 0)
                draft_set(session->draft, f, text);
        }
        draft_copy_numbering(session->draft, draft);
        draft_free(draft);
    } else {
        edit_free(session->edit);
        draft_free(session->draft);
        session->draft = draft;
        session->edit = edit_new(draft);
        edit_set_observer(session->edit, observe, session);
    }
    draft_free(session->base);
    session->base = draft_clone(session->draft);
}

/* ---- opening ---- */

/* Is there anything to restore an unreadable file from? */
static bool has_something_to_restore(struct session *session)
{
    struct session_source *sources;
    size_t n = session_sources(session, &sources);
    free(sources);
    return n || (session->access == SESSION_WRITABLE && session->n_recoveries);
}

/* Reads the file into the draft. A missing file is a new draft. */
static bool load(struct session *session, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err why = {0};
    bool ok = true;
    ini_notes_release(&session->notes);
    session->notes = (struct ini_notes)INI_NOTES_INIT;
    session->state = INI_WHOLE;
    session->is_unreadable = false;
    if (safefile_read(&session->file, INI_MAX_BYTES, &bytes, &session->stamp, &why)) {
        struct draft *draft =
            draftfile_read(bytes.data, bytes.len, &session->state, &session->notes, &why);
        if (draft) {
            replace_draft(session, draft);
        } else {
            replace_draft(session, draft_new(form_for_year(0)));
            session->state = INI_CUT;
            session->is_unreadable = true;
            ini_notes_add(&session->notes, 0, INI_NOTE_OTHER, "%s", why.text);
            if (session->access == SESSION_WRITABLE)
                session_find_recoveries(session);
            ok = has_something_to_restore(session);
            if (!ok)
                err_set(err, "%s", why.text);
        }
    } else if (why.number == ENOENT) {
        session->stamp = (struct file_stamp){0};
        replace_draft(session, newdraft_empty("", newdraft_usual_year()));
    } else {
        if (err)
            *err = why;
        ok = false;
    }
    strbuf_release(&bytes);
    return ok;
}

/* Tries to get the lock and sets access, holder and reason. */
static void acquire(struct session *session)
{
    static const enum session_access accesses[] = {[LOCK_OK] = SESSION_WRITABLE,
                                                   [LOCK_HELD] = SESSION_HELD,
                                                   [LOCK_IMPOSSIBLE] = SESSION_NO_LOCK};
    struct err err = {0};
    session->holder = (struct lock_holder){0};
    session->access =
        accesses[lock_acquire(&session->lock, &session->file, &session->holder, &err)];
    free(session->reason);
    session->reason = xstrdup(session->access == SESSION_WRITABLE ? "" : err.text);
}

/* After loading: journal, dead sessions, damage. Without a lock changes can be saved elsewhere, so
 * they need a journal too. */
static void begin_work(struct session *session)
{
    if (session->access == SESSION_HELD)
        return;
    begin_journal(session);
    safesave_remove_stale(session->file.dirfd, time(NULL));
    if (session->access == SESSION_WRITABLE && session->state == INI_CUT)
        session->access = SESSION_DAMAGED;
}

static void release(struct session *session)
{
    session_free_recoveries(session);
    session_free_previous(session);
    lock_release(&session->lock);
    safefile_close(&session->file);
    edit_free(session->edit);
    draft_free(session->draft);
    draft_free(session->base);
    draft_free(session->theirs);
    ini_notes_release(&session->notes);
    free(session->reason);
    free(session->touched);
    free(session);
}

/* Lock and texts; begin_work() follows. NULL with err. */
static struct session *open_file(const char *path, struct err *err)
{
    struct session *session = xcalloc(1, sizeof *session);
    session->file = (struct safefile)SAFEFILE_INIT;
    session->lock = (struct lock)LOCK_INIT;
    session->notes = (struct ini_notes)INI_NOTES_INIT;
    session->place.field = -1;
    if (!safefile_open(&session->file, path, err) ||
        !safefile_name_is_fit(session->file.name, err)) {
        release(session);
        return NULL;
    }
    acquire(session);
    if (!load(session, err)) {
        release(session);
        return NULL;
    }
    session_read_place(session);
    return session;
}

struct session *session_open(const char *path, struct err *err)
{
    struct session *session = open_file(path, err);
    if (session)
        begin_work(session);
    return session;
}

struct session *session_create(const char *path, struct draft *content, struct err *err)
{
    struct session *session = open_file(path, err);
    if (session && session->stamp.exists) {
        err_set_errno(err, EEXIST, "%s", session->file.path);
        release(session);
        session = NULL;
    }
    if (session) {
        begin_work(session);
        if (draft_form(session->draft) != draft_form(content))
            replace_draft(session, draft_new(draft_form(content)));
        session_take_texts(session, content, N_("新建"));
    }
    draft_free(content);
    return session;
}

/* Is there anything in the journal that the file has not got? Not where all was undone. */
static bool has_unsaved(const struct session *session)
{
    return session_is_changed(session) || session_is_new(session);
}

void session_close(struct session *session, bool keep_unsaved)
{
    if (!session)
        return;
    session_write_place(session);
    /* The journal first: once the lock is free, the next session looks for it. */
    journal_close(session->journal, keep_unsaved && has_unsaved(session));
    release(session);
}

void session_abandon(struct session *session)
{
    session_sync(session);
    journal_close(session->journal, has_unsaved(session));
    session->journal = NULL;
    session_free_recoveries(session);
    lock_release(&session->lock);
    session_write_place(session);
}

/* ---- access ---- */

const char *session_path(const struct session *session) { return session->file.path; }
const char *session_name(const struct session *session) { return session->file.name; }
struct draft *session_draft(const struct session *session) { return session->draft; }
struct edit *session_edit(const struct session *session) { return session->edit; }
bool session_is_new(const struct session *session) { return !session->stamp.exists; }
bool session_is_changed(const struct session *session) { return edit_is_changed(session->edit); }
time_t session_saved_at(const struct session *session) { return session->stamp.mtime.tv_sec; }
enum session_access session_access(const struct session *session) { return session->access; }
const struct lock_holder *session_holder(const struct session *session) { return &session->holder; }
const char *session_reason(const struct session *session) { return session->reason; }
enum ini_state session_state(const struct session *session) { return session->state; }
const struct ini_notes *session_notes(const struct session *session) { return &session->notes; }

/* Just got the lock: the file may have been saved meanwhile. */
static bool go_on_with_lock(struct session *session, struct err *err)
{
    journal_close(session->journal, true); /* from the time without a lock */
    session->journal = NULL;
    if (!load(session, err)) {
        lock_release(&session->lock);
        session->access = SESSION_HELD;
        return false;
    }
    begin_work(session);
    return true;
}

bool session_retry(struct session *session)
{
    if (session->lock.fd >= 0 || session_is_changed(session))
        return false;
    acquire(session);
    return session->access == SESSION_WRITABLE && go_on_with_lock(session, NULL);
}

bool session_take_over(struct session *session, struct err *err)
{
    if (session->lock.fd >= 0)
        return true;
    if (session_is_changed(session))
        return err_set(err, _("这里已经有改动，请先另存，再接管草稿"));
    if (lock_take_over(&session->lock, &session->file, &session->holder, err) != LOCK_OK)
        return false;
    session->access = SESSION_WRITABLE;
    free(session->reason);
    session->reason = xstrdup("");
    return go_on_with_lock(session, err);
}
