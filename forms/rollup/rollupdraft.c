/* SPDX-License-Identifier: MIT */
#include "forms/rollup/rollupdraft.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/files/lock.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/visible.h"

/* Names and paths of all units may take as much of the draft's INI_MAX_BYTES. */
enum { LIST_MAX_BYTES = 1024 * 1024 };

static const char section[] = "rollup.";

static bool is_in_section(const char *key) { return strncmp(key, section, strlen(section)) == 0; }

bool rollup_is_sum(const struct draft *draft) { return draft_find(draft, "rollup.units") >= 0; }

static void set_numbered(struct draft *draft, const char *what, size_t number, const char *text)
{
    char key[40];
    struct strbuf utf8 = STRBUF_INIT;
    snprintf(key, sizeof key, "rollup.%s_%05zu", what, number);
    visible_add_name(&utf8, text); /* it is a file's name or has one in it */
    draft_set(draft, draft_field(draft, key), utf8.data);
    strbuf_release(&utf8);
}

/* Everything but cells and [rollup]. */
static void copy_rest(struct draft *draft, const struct draft *old)
{
    for (int f = 0; f < draft_n_fields(old); f++) {
        struct cell cell;
        if (!draft_field_cell(old, f, &cell) && !is_in_section(draft_key(old, f)))
            draft_set(draft, draft_field(draft, draft_key(old, f)), draft_text(old, f));
    }
}

static void set_cells(struct draft *draft, const struct rollup *rollup)
{
    struct strbuf text = STRBUF_INIT;
    for (int i = 0; i < form_n_cells(rollup->form); i++) {
        struct cell cell = form_cell_at(rollup->form, i);
        strbuf_clear(&text);
        if (!form_cell_is_total(rollup->form, cell) &&
            accumulator_text(rollup->accumulator, i, &text))
            draft_set(draft, draft_cell_field(draft, cell), text.data);
    }
    strbuf_release(&text);
}

/* The path that begins at `start` of out as it is to stand in a draft of that folder. */
static void make_relative(struct strbuf *out, size_t start, const char *folder)
{
    size_t len = strlen(folder);
    const char *path = out->data + start;
    if (strcmp(path, folder) == 0)
        strbuf_splice(out, start, len, ".", 1);
    else if (strncmp(path, folder, len) == 0 && path[len] == '/')
        strbuf_splice(out, start, len + 1, "", 0);
}

static void add_relative_path(const struct draft_list *list, size_t file, const char *folder,
                              struct strbuf *out)
{
    size_t start = out->len;
    draft_list_real_path(list, file, out);
    make_relative(out, start, folder);
}

static bool list_fits(const struct rollup *rollup, const char *folder)
{
    struct strbuf path = STRBUF_INIT;
    size_t n_bytes = 0;
    for (size_t file = 0; file < rollup->list->n_files && n_bytes <= LIST_MAX_BYTES; file++) {
        strbuf_clear(&path);
        add_relative_path(rollup->list, file, folder, &path);
        n_bytes += path.len + strlen(rollup->units[file].unit) +
                   strlen("file_00001 = \"\"\nunit_00001 = \"\"\n");
    }
    strbuf_release(&path);
    return rollup->n_counted <= ROLLUP_MAX_LISTED && n_bytes <= LIST_MAX_BYTES;
}

static void set_list(struct draft *draft, const struct rollup *rollup, const char *folder)
{
    struct strbuf path = STRBUF_INIT;
    size_t number = 0;
    for (size_t file = 0; file < rollup->list->n_files; file++) {
        if (!rollup->units[file].is_counted)
            continue;
        strbuf_clear(&path);
        add_relative_path(rollup->list, file, folder, &path);
        number++;
        set_numbered(draft, "file", number, path.data);
        set_numbered(draft, "unit", number, rollup->units[file].unit);
    }
    strbuf_release(&path);
}

static void set_folders(struct draft *draft, const struct rollup *rollup, const char *folder)
{
    struct strbuf path = STRBUF_INIT;
    for (size_t i = 0; i < rollup->list->n_folders && i < ROLLUP_MAX_FOLDERS; i++) {
        strbuf_clear(&path);
        strbuf_add_str(&path, rollup->list->folders[i].real_path);
        make_relative(&path, 0, folder);
        set_numbered(draft, "folder", i + 1, path.data);
    }
    strbuf_release(&path);
}

static void set_rollup(struct draft *draft, const struct rollup *rollup, const char *folder)
{
    struct strbuf text = STRBUF_INIT;
    date_add_iso(&text, date_today());
    draft_set(draft, draft_field(draft, "rollup.made"), text.data);
    strbuf_clear(&text);
    strbuf_addf(&text, "%zu", rollup->n_counted);
    draft_set(draft, draft_field(draft, "rollup.units"), text.data);
    if (list_fits(rollup, folder))
        set_list(draft, rollup, folder);
    else
        set_folders(draft, rollup, folder);
    for (size_t i = 0; i < rollup->n_problems && i < ROLLUP_MAX_PROBLEMS; i++)
        set_numbered(draft, "problem", i + 1, rollup->problems[i].text);
    if (rollup->n_problems > ROLLUP_MAX_PROBLEMS) {
        strbuf_clear(&text);
        strbuf_addf(&text, "%zu", rollup->n_problems);
        draft_set(draft, draft_field(draft, "rollup.problems"), text.data);
    }
    strbuf_release(&text);
}

struct draft *rollup_make_draft(const struct rollup *rollup, const struct draft *old,
                                const char *folder)
{
    struct draft *draft = draft_new(rollup->form);
    char year[16];
    snprintf(year, sizeof year, "%d", rollup->year);
    if (old)
        copy_rest(draft, old);
    draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), year);
    set_cells(draft, rollup);
    set_rollup(draft, rollup, folder);
    return draft;
}

/* ---- saving ---- */

/* The sum that lies there; NULL with *ok true where there is nothing. */
static struct draft *read_old(const struct safefile *file, struct file_stamp *stamp, bool *ok,
                              struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct ini_notes notes = INI_NOTES_INIT;
    struct err why = {0};
    enum ini_state state = INI_CUT;
    struct draft *draft = NULL;
    *stamp = (struct file_stamp){0};
    *ok = true;
    if (!safefile_read(file, INI_MAX_BYTES, &bytes, stamp, &why)) {
        *ok = why.number == ENOENT;
        if (!*ok)
            err_set(err, "%s", why.text);
    } else {
        draft = draftfile_read(bytes.data, bytes.len, &state, &notes, &why);
        ini_notes_release(&notes);
        bool is_sum = draft && state != INI_CUT && rollup_is_sum(draft);
        if (!is_sum) {
            *ok = err_set(err, _("%s 已经存在，而且不是汇总，没有改动；请另取名字"), file->path);
            draft_free(draft);
            draft = NULL;
        }
    }
    strbuf_release(&bytes);
    return draft;
}

static enum rollup_save save_locked(const struct rollup *rollup, const struct safefile *file,
                                    const char *unit, struct err *err)
{
    struct file_stamp stamp;
    bool ok;
    struct draft *old = read_old(file, &stamp, &ok, err);
    if (!ok)
        return ROLLUP_SAVE_FAILED;
    size_t folder_len = strlen(file->path) - strlen(file->name) - 1;
    char *folder = xmemdup0(file->path, folder_len);
    struct draft *draft = rollup_make_draft(rollup, old, folder);
    struct strbuf bytes = STRBUF_INIT;
    if (unit)
        draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    draftfile_write(draft, &bytes);
    if (bytes.len > INI_MAX_BYTES)
        ok = err_set(err, _("汇总的草稿有 %zu 字节，超过上限 %d 字节，没有写"), bytes.len,
                     (int)INI_MAX_BYTES);
    else
        ok = safesave_draft(file, bytes.data, bytes.len, &stamp, err) == SAFESAVE_OK;
    strbuf_release(&bytes);
    draft_free(draft);
    draft_free(old);
    free(folder);
    return ok ? ROLLUP_SAVED : ROLLUP_SAVE_FAILED;
}

enum rollup_save rollup_save(const struct rollup *rollup, const char *path, const char *unit,
                             struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    struct lock lock = LOCK_INIT;
    struct lock_holder holder = {0};
    enum rollup_save result = ROLLUP_SAVE_FAILED;
    sigset_t ending, before;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigprocmask(SIG_BLOCK, &ending, &before);
    if (safefile_open(&file, path, err)) {
        switch (lock_acquire(&lock, &file, &holder, err)) {
        case LOCK_OK:
            result = save_locked(rollup, &file, unit, err);
            lock_release(&lock);
            break;
        case LOCK_HELD:
            err_set(err, _("%s 正由 %s 修改，没有写"), file.path, lock_holder_name(&holder));
            result = ROLLUP_SAVE_LOCKED;
            break;
        case LOCK_IMPOSSIBLE: break;
        }
    }
    safefile_close(&file);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return result;
}

/* ---- reading a sum ---- */

struct rollup_part *rollup_parts(const struct draft *draft, size_t *count, size_t *n_units)
{
    static const char file_key[] = "rollup.file_";
    struct rollup_part *parts = NULL;
    size_t capacity = 0;
    *count = 0;
    *n_units = strtoul(draft_text_of(draft, "rollup.units"), NULL, 10);
    for (int f = 0; f < draft_n_fields(draft); f++) {
        if (strncmp(draft_key(draft, f), file_key, strlen(file_key)) != 0 || !draft_len(draft, f))
            continue;
        struct strbuf unit_key = STRBUF_INIT;
        strbuf_addf(&unit_key, "rollup.unit_%s", draft_key(draft, f) + strlen(file_key));
        GROW(parts, *count, capacity);
        parts[(*count)++] =
            (struct rollup_part){draft_text(draft, f), draft_text_of(draft, unit_key.data)};
        strbuf_release(&unit_key);
    }
    return parts;
}

const char **rollup_folders(const struct draft *draft, size_t *count)
{
    static const char folder_key[] = "rollup.folder_";
    const char **folders = NULL;
    size_t capacity = 0;
    *count = 0;
    for (int f = 0; f < draft_n_fields(draft); f++) {
        if (strncmp(draft_key(draft, f), folder_key, strlen(folder_key)) != 0 ||
            !draft_len(draft, f))
            continue;
        GROW(folders, *count, capacity);
        folders[(*count)++] = draft_text(draft, f);
    }
    return folders;
}
