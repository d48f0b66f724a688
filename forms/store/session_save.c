/* SPDX-License-Identifier: MIT */
/* Saving, and merging two versions. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "forms/files/audit.h"
#include "forms/files/backup.h"
#include "forms/files/safesave.h"
#include "forms/store/draftfile.h"
#include "forms/store/output.h"
#include "forms/store/session_private.h"
#include "locale/mem.h"
#include "locale/message.h"

/* ---- after a save ---- */

static void write_audit(struct session *session, struct err *warning)
{
    struct audit_change *changes = xcalloc((size_t)draft_n_fields(session->draft), sizeof *changes);
    size_t n = 0;
    for (int f = 0; f < draft_n_fields(session->draft); f++) {
        const char *key = draft_key(session->draft, f);
        const char *old_text = draft_text_of(session->base, key);
        if (strcmp(old_text, draft_text(session->draft, f)) != 0)
            changes[n++] = (struct audit_change){key, old_text, draft_text(session->draft, f),
                                                 f < session->n_touched ? session->touched[f] : 0};
    }
    if (n)
        audit_append(session->file.path, changes, n, warning);
    free(changes);
}

/* After a save: the image is the new base of the session. */
static void settle(struct session *session, const struct strbuf *image, struct err *warning)
{
    backup_after_save(session->file.path, image->data, image->len, ++session->n_saves, time(NULL),
                      warning);
    write_audit(session, warning);
    if (session->n_touched)
        memset(session->touched, 0, (size_t)session->n_touched * sizeof *session->touched);
    draft_free(session->base);
    session->base = draft_clone(session->draft);
    session->state = INI_WHOLE;
    edit_set_saved(session->edit);
    session_write_place(session);
}

static enum session_save_result to_result(enum safesave_result result)
{
    static const enum session_save_result results[] = {[SAFESAVE_OK] = SESSION_SAVED,
                                                       [SAFESAVE_CONFLICT] = SESSION_SAVE_CONFLICT,
                                                       [SAFESAVE_GONE] = SESSION_SAVE_GONE,
                                                       [SAFESAVE_FAILED] = SESSION_SAVE_FAILED};
    return results[result];
}

enum session_save_result session_save(struct session *session, struct err *warning, struct err *err)
{
    struct strbuf image = STRBUF_INIT;
    struct err unused;
    warning = warning ? warning : &unused;
    *warning = (struct err){0};
    if (session->access != SESSION_WRITABLE) {
        if (*session->reason)
            err_set(err, _("%s。这份草稿不能保存在原处，请另存为别的文件"), session->reason);
        else
            err_set(err, _("这份草稿不能保存在原处，请另存为别的文件"));
        return SESSION_SAVE_REFUSED;
    }
    session_sync(session); /* in case the save fails */
    enum session_save_result result = SESSION_SAVE_FAILED;
    nlink_t n_links = session->stamp.n_links;
    if (draftfile_write_checked(session->draft, &image, err))
        result =
            to_result(safesave_draft(&session->file, image.data, image.len, &session->stamp, err));
    if (result == SESSION_SAVED) {
        journal_saved(session->journal, session->stamp.crc);
        if (n_links > 1) /* normal for copies made with cp -l, so only a warning */
            err_set(warning, _("这个文件另有 %lu 个名字（硬链接），那里仍是保存以前的内容"),
                    (unsigned long)n_links - 1);
        settle(session, &image, warning);
    }
    strbuf_release(&image);
    return result;
}

enum session_save_result session_save_anew(struct session *session, struct err *warning,
                                           struct err *err)
{
    session->stamp = (struct file_stamp){0};
    return session_save(session, warning, err);
}

/* The file to save to under another name. */
struct target {
    struct safefile file;
    struct lock lock;
    struct file_stamp stamp;
};

/* Never replaces another draft; other files only with overwrite. */
static enum session_save_result look_at_target(struct target *target, bool overwrite,
                                               struct err *err)
{
    struct strbuf old = STRBUF_INIT;
    struct err why = {0};
    enum session_save_result result = SESSION_SAVE_FAILED;
    if (!safefile_read(&target->file, INI_MAX_BYTES, &old, &target->stamp, &why)) {
        if (why.number == ENOENT)
            result = SESSION_SAVED;
        else
            err_set(err, "%s", why.text);
    } else if (output_is_draft(old.data, old.len)) {
        err_set(err, _("那里已经有一份草稿，不会盖掉它"));
    } else if (overwrite) {
        result = SESSION_SAVED;
    } else {
        err_set_errno(err, EEXIST, "%s", target->file.name);
        result = SESSION_SAVE_EXISTS;
    }
    strbuf_release(&old);
    return result;
}

static enum session_save_result prepare_target(struct target *target, const char *path,
                                               bool overwrite, struct err *err)
{
    struct lock_holder holder;
    if (!safefile_open(&target->file, path, err) || !safefile_name_is_fit(target->file.name, err))
        return SESSION_SAVE_FAILED;
    switch (lock_acquire(&target->lock, &target->file, &holder, err)) {
    case LOCK_OK: break;
    case LOCK_HELD:
        err_set(err, _("有人正在编辑那个文件，请换一个文件名"));
        return SESSION_SAVE_FAILED;
    case LOCK_IMPOSSIBLE: return SESSION_SAVE_FAILED;
    }
    return look_at_target(target, overwrite, err);
}

static void target_release(struct target *target)
{
    lock_release(&target->lock);
    safefile_close(&target->file);
}

/* The session continues with the new file. */
static void adopt_target(struct session *session, struct target *target)
{
    journal_close(session->journal, false);
    session_free_recoveries(session);
    lock_release(&session->lock);
    safefile_close(&session->file);
    session->file = target->file;
    session->lock = target->lock;
    session->stamp = target->stamp;
    session->access = SESSION_WRITABLE;
    free(session->reason);
    session->reason = xstrdup("");
    session->journal = journal_open(session->file.path, session->stamp.crc);
    ini_notes_release(&session->notes);
    session->notes = (struct ini_notes)INI_NOTES_INIT;
    session->n_saves = 0;
}

static bool is_same_place(const struct safefile *a, const char *path)
{
    struct safefile b = SAFEFILE_INIT;
    bool same = safefile_open(&b, path, NULL) && strcmp(a->path, b.path) == 0;
    safefile_close(&b);
    return same;
}

enum session_save_result session_save_as(struct session *session, const char *path, bool overwrite,
                                         struct err *warning, struct err *err)
{
    if (is_same_place(&session->file, path))
        return session_save(session, warning, err);
    struct target target = {SAFEFILE_INIT, LOCK_INIT, {0}};
    struct strbuf image = STRBUF_INIT;
    struct err unused;
    if (warning)
        *warning = (struct err){0};
    session_sync(session);
    enum session_save_result result = prepare_target(&target, path, overwrite, err);
    if (result == SESSION_SAVED)
        result =
            draftfile_write_checked(session->draft, &image, err)
                ? to_result(safesave_draft(&target.file, image.data, image.len, &target.stamp, err))
                : SESSION_SAVE_FAILED;
    if (result == SESSION_SAVED) {
        adopt_target(session, &target);
        settle(session, &image, warning ? warning : &unused);
    } else {
        target_release(&target);
    }
    strbuf_release(&image);
    return result;
}

bool session_save_is_possible(struct session *session, struct err *err)
{
    struct strbuf image = STRBUF_INIT;
    draftfile_write(session->draft, &image);
    bool possible = session->access == SESSION_WRITABLE
                        ? safesave_is_possible(&session->file, image.len, err)
                        : err_set(err, "%s", session->reason);
    strbuf_release(&image);
    return possible;
}

/* ---- a conflict ---- */

bool session_merge_begin(struct session *session, struct merge *merge, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct ini_notes notes = INI_NOTES_INIT;
    enum ini_state state = INI_CUT;
    *merge = (struct merge){0};
    draft_free(session->theirs);
    session->theirs = NULL;
    bool ok = safefile_read(&session->file, INI_MAX_BYTES, &bytes, &session->their_stamp, err);
    if (ok) {
        session->theirs = draftfile_read(bytes.data, bytes.len, &state, &notes, err);
        ok = session->theirs != NULL;
    }
    if (ok && state == INI_CUT)
        ok = err_set(err, _("别人存下的文件不完整，不能合并，请另存为别的文件"));
    else if (ok && draft_form(session->theirs) != draft_form(session->draft))
        ok = err_set(err, _("别人存下的草稿是另一种报告格式，不能合并，请另存为别的文件"));
    if (ok)
        merge_drafts(merge, session->base, session->draft, session->theirs);
    ini_notes_release(&notes);
    strbuf_release(&bytes);
    return ok;
}

void session_merge_apply(struct session *session, const struct merge *merge)
{
    edit_begin(session->edit, N_("合并他人的改动"));
    for (size_t i = 0; i < merge->count; i++)
        edit_set(session->edit, draft_field(session->draft, merge->items[i].key),
                 merge_item_result(&merge->items[i]));
    edit_end(session->edit);
    draft_free(session->base);
    session->base = session->theirs;
    session->theirs = NULL;
    session->stamp = session->their_stamp;
}
