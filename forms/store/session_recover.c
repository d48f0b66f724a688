/* SPDX-License-Identifier: MIT */
/* Unsaved work of sessions that died, and damaged files. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "forms/files/backup.h"
#include "forms/store/draftfile.h"
#include "forms/store/session_private.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

/* ---- a journal becomes a draft ---- */

struct replay {
    struct draft *base;      /* NULL: not known */
    struct draft *recovered; /* NULL: nothing to apply changes to */
    bool is_damaged;         /* a change did not fit; the rest was not applied */
};

static bool take_checkpoint(struct replay *replay, const struct journal_op *op)
{
    const char *nul = memchr(op->inserted, '\0', op->inserted_len);
    size_t base_len = nul ? (size_t)(nul - op->inserted) : 0;
    size_t draft_len = nul ? op->inserted_len - base_len - 1 : 0;
    struct draft *base = nul ? draftfile_read_exact(op->inserted, base_len, NULL) : NULL;
    struct draft *draft = !base       ? NULL
                          : draft_len ? draftfile_read_exact(nul + 1, draft_len, NULL)
                                      : draft_clone(base);
    if (!draft) {
        draft_free(base);
        return false;
    }
    draft_free(replay->base);
    draft_free(replay->recovered);
    replay->base = base;
    replay->recovered = draft;
    return true;
}

/* Does offset lie between two characters? */
static bool is_border(const char *text, size_t len, size_t offset)
{
    return offset == len || (offset < len && ((unsigned char)text[offset] & 0xC0) != 0x80);
}

static bool take_change(struct replay *replay, const struct journal_op *op)
{
    struct draft *draft = replay->recovered;
    if (!draft || !draftfile_key_is_valid(draft, op->key) ||
        memchr(op->inserted, '\0', op->inserted_len) ||
        !utf8_is_valid(op->inserted, op->inserted_len))
        return false;
    int field = draft_field(draft, op->key);
    const char *text = draft_text(draft, field);
    size_t len = draft_len(draft, field);
    if (!is_border(text, len, op->offset) || op->removed_len > len - op->offset ||
        memcmp(text + op->offset, op->removed, op->removed_len) != 0 ||
        !is_border(text, len, op->offset + op->removed_len))
        return false;
    draft_splice(draft, field, op->offset, op->removed_len, op->inserted, op->inserted_len);
    return true;
}

static bool take_op(const struct journal_op *op, void *context)
{
    struct replay *replay = context;
    bool fits =
        op->kind == JOURNAL_CHECKPOINT ? take_checkpoint(replay, op) : take_change(replay, op);
    replay->is_damaged |= !fits;
    return fits;
}

/* ---- what is newer, field by field ---- */

static void clear_items(struct session_recovery *shown)
{
    for (size_t i = 0; i < shown->n_items; i++) {
        free(shown->items[i].key);
        free(shown->items[i].now);
        free(shown->items[i].recovered);
    }
    free(shown->items);
    shown->items = NULL;
    shown->n_items = 0;
}

/* Compares with the draft as it is now. */
static void compare(const struct session *session, struct recovery *recovery)
{
    struct merge merge;
    struct session_recovery *shown = &recovery->shown;
    clear_items(shown);
    merge_drafts(&merge, recovery->base, session->draft, recovery->recovered);
    shown->items = xcalloc(merge.count + 1, sizeof *shown->items);
    for (size_t i = 0; i < merge.count; i++) {
        const struct merge_item *item = &merge.items[i];
        const char *text = item->is_conflict ? item->theirs : merge_item_result(item);
        if (strcmp(item->mine, text) != 0)
            shown->items[shown->n_items++] = (struct session_recovered){
                xstrdup(item->key), xstrdup(item->mine), xstrdup(text), item->is_conflict};
    }
    merge_release(&merge);
}

static void recovery_release(struct recovery *recovery)
{
    clear_items(&recovery->shown);
    free(recovery->shown.user);
    free(recovery->shown.tty);
    draft_free(recovery->base);
    draft_free(recovery->recovered);
}

static void forget(struct session *session, size_t index)
{
    recovery_release(&session->recoveries[index]);
    session->n_recoveries--;
    memmove(&session->recoveries[index], &session->recoveries[index + 1],
            (session->n_recoveries - index) * sizeof *session->recoveries);
}

/* Drops recoveries whose changes are already in the draft. */
static void compare_all(struct session *session)
{
    for (size_t i = 0; i < session->n_recoveries;) {
        struct recovery *recovery = &session->recoveries[i];
        compare(session, recovery);
        if (recovery->shown.n_items || recovery->shown.is_damaged) {
            i++;
        } else {
            journal_found_remove(recovery->found, NULL);
            forget(session, i);
        }
    }
}

static void add_recovery(struct session *session, struct journal_found *found)
{
    struct replay replay = {0};
    if (!found->has_checkpoint && found->base_crc == session->stamp.crc)
        replay.recovered = draft_clone(session->base);
    bool is_whole = journal_replay(found, take_op, &replay, NULL, NULL);
    if (!replay.recovered) /* nothing to apply the changes to: left for nianbao recover */
        return;
    if (found->base_crc == session->stamp.crc) {
        draft_free(replay.base);
        replay.base = draft_clone(session->base);
    }
    struct recovery *recovery = &session->recoveries[session->n_recoveries++];
    *recovery = (struct recovery){
        .shown = {.user = xstrdup(found->user),
                  .tty = xstrdup(found->tty),
                  .started = (time_t)(found->started_ms / 1000),
                  .last = (time_t)(found->last_ms / 1000),
                  .is_damaged = found->is_damaged || replay.is_damaged || !is_whole},
        .found = found,
        .base = replay.base,
        .recovered = replay.recovered};
}

void session_find_recoveries(struct session *session)
{
    session_free_recoveries(session);
    session->n_found = journal_find(session->file.path, &session->found);
    session->recoveries = xcalloc(session->n_found + 1, sizeof *session->recoveries);
    for (size_t i = 0; i < session->n_found; i++)
        if (session->found[i].n_unsaved)
            add_recovery(session, &session->found[i]);
    compare_all(session);
}

void session_free_recoveries(struct session *session)
{
    for (size_t i = 0; i < session->n_recoveries; i++)
        recovery_release(&session->recoveries[i]);
    free(session->recoveries);
    session->recoveries = NULL;
    session->n_recoveries = 0;
    if (session->found)
        journal_found_free(session->found, session->n_found);
    session->found = NULL;
    session->n_found = 0;
}

bool session_has_recoveries(char *path, struct file_stamp stamp, struct draft *draft)
{
    struct session session = {
        .file = {.path = path}, .stamp = stamp, .draft = draft, .base = draft};
    session_find_recoveries(&session);
    bool has_some = session.n_recoveries > 0;
    session_free_recoveries(&session);
    return has_some;
}

size_t session_n_recoveries(const struct session *session) { return session->n_recoveries; }

const struct session_recovery *session_recovery(const struct session *session, size_t index)
{
    return &session->recoveries[index].shown;
}

void session_recovery_apply(struct session *session, size_t index, const bool *which)
{
    struct recovery *recovery = &session->recoveries[index];
    edit_begin(session->edit, N_("恢复未保存的内容"));
    for (size_t i = 0; i < recovery->shown.n_items; i++)
        if (!which || which[i])
            edit_set(session->edit, draft_field(session->draft, recovery->shown.items[i].key),
                     recovery->shown.items[i].recovered);
    edit_end(session->edit);
    /* A damaged file that a journal repairs may be replaced. */
    if (session->access == SESSION_DAMAGED && !which)
        session->access = SESSION_WRITABLE;
    /* Remove the old journal once this session's has it all on disk. */
    if (session_sync(session) != JOURNAL_UNPROTECTED)
        journal_found_remove(recovery->found, NULL);
    forget(session, index);
    compare_all(session);
}

bool session_recovery_drop(struct session *session, size_t index, struct err *err)
{
    if (!journal_found_remove(session->recoveries[index].found, err))
        return false;
    forget(session, index);
    return true;
}

/* ---- a damaged file ---- */

/* The draft in a source; NULL with err if it is unreadable or cut. */
static struct draft *read_source(const struct session *session, const struct session_source *source,
                                 struct err *err)
{
    struct strbuf bytes = STRBUF_INIT, name = STRBUF_INIT;
    struct ini_notes notes = INI_NOTES_INIT;
    enum ini_state state = INI_CUT;
    struct draft *draft = NULL;
    bool ok;
    if (source->kind == SESSION_SOURCE_COPY) {
        ok = backup_read(session->file.path, source->name, INI_MAX_BYTES, &bytes, err);
    } else {
        strbuf_addf(&name, "%s~", session->file.name);
        ok = safefile_read_at(session->file.dirfd, name.data, INI_MAX_BYTES, &bytes, NULL, err);
    }
    if (ok)
        draft = draftfile_read(bytes.data, bytes.len, &state, &notes, err);
    if (draft && (state == INI_CUT || draft_form(draft) != draft_form(session->draft))) {
        err_set(err, _("这一份也不完整，或者是另一种报告格式"));
        draft_free(draft);
        draft = NULL;
    }
    ini_notes_release(&notes);
    strbuf_release(&name);
    strbuf_release(&bytes);
    return draft;
}

static bool source_is_usable(const struct session *session, struct session_source *source)
{
    struct draft *draft = read_source(session, source, NULL);
    if (!draft)
        return false;
    source->n_differences = draftfile_n_differences(session->draft, draft);
    draft_free(draft);
    return true;
}

static time_t time_of_previous(const struct session *session)
{
    struct strbuf name = STRBUF_INIT;
    struct stat st;
    strbuf_addf(&name, "%s~", session->file.name);
    bool ok = fstatat(session->file.dirfd, name.data, &st, AT_SYMLINK_NOFOLLOW) == 0;
    strbuf_release(&name);
    return ok ? st.st_mtime : 0;
}

size_t session_sources(struct session *session, struct session_source **list)
{
    struct backup *copies = NULL;
    size_t n_copies = backup_list(session->file.path, &copies), n = 0;
    *list = xcalloc(n_copies + 2, sizeof **list);
    struct session_source *next = *list;
    if (session->state == INI_CUT && !session->is_unreadable)
        next[n++] = (struct session_source){.kind = SESSION_SOURCE_READABLE,
                                            .time = session->stamp.mtime.tv_sec};
    next[n] =
        (struct session_source){.kind = SESSION_SOURCE_PREVIOUS, .time = time_of_previous(session)};
    n += source_is_usable(session, &next[n]);
    for (size_t i = 0; i < n_copies; i++) {
        next[n] = (struct session_source){.kind = SESSION_SOURCE_COPY, .time = copies[i].time};
        memcpy(next[n].name, copies[i].name, sizeof next[n].name);
        n += source_is_usable(session, &next[n]);
    }
    free(copies);
    return n;
}

bool session_use_source(struct session *session, const struct session_source *source,
                        struct err *err)
{
    if (source->kind == SESSION_SOURCE_READABLE)
        return true;
    struct draft *draft = read_source(session, source, err);
    if (!draft)
        return false;
    session_take_texts(session, draft, N_("取回以前的版本"));
    draft_free(draft);
    if (session->access == SESSION_DAMAGED)
        session->access = SESSION_WRITABLE;
    return true;
}
