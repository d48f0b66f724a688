/* SPDX-License-Identifier: MIT */
#include "forms/store/printed.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forms/base/crc32.h"
#include "forms/draft/total.h"
#include "forms/files/audit.h"
#include "forms/files/backup.h"
#include "forms/files/safesave.h"
#include "forms/store/draftfile.h"
#include "forms/store/session_private.h"
#include "locale/mem.h"
#include "locale/message.h"

/* ---- what is printed ---- */

/* Includes the NUL, so that different lists of texts differ. */
static uint32_t add_text(uint32_t crc, const char *text)
{
    return crc32_add(crc, text, strlen(text) + 1);
}

static uint32_t add_field(uint32_t crc, const struct draft *draft, int field)
{
    return add_text(add_text(crc, draft_key(draft, field)), draft_text(draft, field));
}

/* CRC-32 over keys and texts of all that is printed. */
static uint32_t fingerprint_of(const struct draft *draft)
{
    const struct form *form = draft_form(draft);
    struct strbuf text = STRBUF_INIT;
    uint32_t crc = add_text(0, form->id);
    for (int i = 0; i < COVER_N_FIELDS; i++)
        crc = add_field(crc, draft, draft_cover_field(draft, i));
    for (int s = 0; s < form->n_sections; s++)
        if (draft_section_field(draft, s) >= 0)
            crc = add_field(crc, draft, draft_section_field(draft, s));
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        strbuf_clear(&text);
        total_shown_text(draft, cell, &text);
        crc = add_text(crc, draft_key(draft, draft_cell_field(draft, cell)));
        crc = add_text(add_text(crc, text.data), draft_remark(draft, cell));
    }
    strbuf_release(&text);
    return crc;
}

/* ---- the record ---- */

/* "2024-01-20 9A3B01CF". */
static bool parse_record(const char *record, struct date *on, uint32_t *fingerprint)
{
    enum { N_DIGITS = 8 };
    const char *blank = strchr(record, ' ');
    if (!blank || strspn(blank + 1, "0123456789ABCDEFabcdef") != N_DIGITS || blank[1 + N_DIGITS])
        return false;
    char *day = xmemdup0(record, (size_t)(blank - record));
    bool ok = date_parse(day, on, NULL);
    free(day);
    *fingerprint = (uint32_t)strtoul(blank + 1, NULL, 16);
    return ok;
}

enum printed_state printed_state(const struct draft *draft, struct date *on)
{
    struct date unused;
    uint32_t fingerprint;
    on = on ? on : &unused;
    if (!parse_record(draft_text_of(draft, PRINTED_KEY), on, &fingerprint)) {
        *on = (struct date){0};
        return PRINTED_NEVER;
    }
    return fingerprint == fingerprint_of(draft) ? PRINTED_CURRENT : PRINTED_CHANGED;
}

static void set_record(struct draft *draft, struct date today)
{
    struct strbuf record = STRBUF_INIT;
    date_add_iso(&record, today);
    strbuf_addf(&record, " %08" PRIX32, fingerprint_of(draft));
    draft_set(draft, draft_field(draft, PRINTED_KEY), record.data);
    strbuf_release(&record);
}

/* ---- into the file ---- */

static bool say_held(const struct lock_holder *holder, struct err *err)
{
    return holder->is_mine ? err_set(err, "%s", _("这份草稿还开在您自己的另一个窗口里"))
                           : err_set(err, _("%s 正在修改这份草稿"), lock_holder_name(holder));
}

static bool may_be_recorded(const struct session *session, struct err *err)
{
    switch (session_access(session)) {
    case SESSION_WRITABLE: return true;
    case SESSION_HELD: return say_held(session_holder(session), err);
    case SESSION_NO_LOCK: return err_set(err, "%s", session_reason(session));
    default: /* SESSION_DAMAGED */ return err_set(err, "%s", _("草稿文件不完整"));
    }
}

enum printed_result printed_record_session(struct session *session, struct date today,
                                           struct err *err)
{
    struct draft *draft = session_draft(session);
    bool is_recorded = printed_state(draft, NULL) == PRINTED_CURRENT;
    if (!is_recorded && !may_be_recorded(session, err))
        return PRINTED_NOT_RECORDED;
    if (session_is_changed(session) || session_is_new(session)) {
        if (!is_recorded)
            set_record(draft, today);
        return PRINTED_WITH_NEXT_SAVE;
    }
    if (is_recorded)
        return PRINTED_RECORDED;
    int field = draft_field(draft, PRINTED_KEY);
    char *before = xstrdup(draft_text(draft, field));
    enum printed_result result = PRINTED_NOT_RECORDED;
    set_record(draft, today);
    switch (session_save(session, NULL, err)) {
    case SESSION_SAVED: result = PRINTED_RECORDED; break;
    case SESSION_SAVE_CONFLICT: err_set(err, "%s", _("打开以后别人保存过这份草稿")); break;
    case SESSION_SAVE_GONE: err_set(err, "%s", _("草稿文件已经不在原处")); break;
    default: /* err says it */ break;
    }
    if (result == PRINTED_NOT_RECORDED)
        draft_set(draft, field, before);
    free(before);
    return result;
}

/* Would a save change only the record? Call with the lock held. */
static bool is_as_we_saved_it(const struct stored_draft *stored, struct err *err)
{
    if (stored->state == INI_CUT)
        return err_set(err, "%s", _("草稿文件不完整"));
    if (session_has_recoveries(stored->file.path, stored->stamp, stored->draft))
        return err_set(err, "%s", _("草稿有断线时没有保存的内容还没有取回，请先打开草稿处理"));
    return stored->state == INI_WHOLE ||
           err_set(err, "%s", _("草稿在本程序以外改动过，请打开草稿保存一次（F2）再打印"));
}

/* Saves the draft with its record over the file it was read from. */
static bool save_record(struct stored_draft *stored, const char *before, struct err *err)
{
    struct strbuf image = STRBUF_INIT;
    bool ok = false;
    if (!draftfile_write_checked(stored->draft, &image, err)) {
        strbuf_release(&image);
        return false;
    }
    switch (safesave_draft(&stored->file, image.data, image.len, &stored->stamp, err)) {
    case SAFESAVE_OK: ok = true; break;
    case SAFESAVE_CONFLICT: err_set(err, "%s", _("草稿刚才又改过，和印出来的不同了")); break;
    case SAFESAVE_GONE: err_set(err, "%s", _("草稿文件已经不在原处")); break;
    case SAFESAVE_FAILED: /* err says it */ break;
    }
    if (ok) { /* failures here are not worth a complaint */
        const struct audit_change change = {PRINTED_KEY, before,
                                            draft_text_of(stored->draft, PRINTED_KEY), 0};
        backup_after_save(stored->file.path, image.data, image.len, 1, time(NULL), NULL);
        audit_append(stored->file.path, &change, 1, NULL);
    }
    strbuf_release(&image);
    return ok;
}

enum printed_result printed_record_stored(struct stored_draft *stored, struct date today,
                                          struct err *err)
{
    struct lock lock = LOCK_INIT;
    struct lock_holder holder = {0};
    bool ok = false;
    if (printed_state(stored->draft, NULL) == PRINTED_CURRENT)
        return PRINTED_RECORDED;
    switch (lock_acquire(&lock, &stored->file, &holder, err)) {
    case LOCK_OK: ok = is_as_we_saved_it(stored, err); break;
    case LOCK_HELD: say_held(&holder, err); break;
    case LOCK_IMPOSSIBLE: /* err says it */ break;
    }
    if (ok) {
        int field = draft_field(stored->draft, PRINTED_KEY);
        char *before = xstrdup(draft_text(stored->draft, field));
        set_record(stored->draft, today);
        ok = save_record(stored, before, err);
        if (!ok)
            draft_set(stored->draft, field, before);
        free(before);
    }
    lock_release(&lock);
    return ok ? PRINTED_RECORDED : PRINTED_NOT_RECORDED;
}
