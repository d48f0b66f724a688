/* SPDX-License-Identifier: MIT */
/* Reads a draft's file as a whole; draftread.c reads the entries, draftwrite.c writes them. */
#include "forms/store/draftfile.h"

#include <string.h>

#include "forms/draft/total.h"
#include "forms/store/draftread.h"
#include "locale/blank.h"
#include "locale/message.h"

/* The form that the draft names, else the one for its year. */
static const struct form *choose_form(const struct inifile *ini, struct ini_notes *notes)
{
    const struct ini_entry *format = inifile_find(ini, "report", "format");
    const struct ini_entry *year = inifile_find(ini, "report", "year");
    const struct form *form = format ? form_by_id(format->value) : NULL;
    if (form)
        return form;
    struct value value = value_of(CELL_COUNT, year ? year->value : "");
    form = form_for_year(value.number < 10000 ? (int)value.number : 0);
    if (format)
        ini_notes_add(notes, format->line, INI_NOTE_OTHER,
                      _("格式“%.*s”本程序不认识，按“%s”格式读入，保存时改为“%s”。"),
                      ini_note_quoted_len(format->value), format->value, form->id, form->id);
    else
        ini_notes_add(notes, 0, INI_NOTE_OTHER,
                      _("没有写明报告格式（[report] 中的 format），按“%s”格式读入。"), form->id);
    return form;
}

static struct draft *read_draft(const char *bytes, size_t len, bool is_exact, enum ini_state *state,
                                struct ini_notes *notes, struct err *err)
{
    struct inifile ini;
    struct draft *draft = NULL;
    bool is_parsed = inifile_parse(&ini, bytes, len, INI_END_REQUIRED, err);
    *state = is_parsed ? ini.state : INI_CUT;
    *notes = ini.notes; /* they outlive the file */
    ini.notes = (struct ini_notes)INI_NOTES_INIT;
    if (is_parsed) {
        draft = draftread_entries(&ini, choose_form(&ini, notes), notes);
        if (draft && ini.state == INI_EDITED)
            draftread_mend_numbers(draft, notes);
        if (draft && !is_exact)
            total_drop_agreeing(draft);
        if (!draft) {
            bool is_blank = blank_prefix(bytes, len) == len;
            err_set(
                err, "%s",
                ini.n_entries ? _("这不是年报草稿：找不到 [report]，也找不到报告的任何一个部分")
                : is_blank
                    ? _("文件是空的，不是年报草稿")
                    : _("这不是年报草稿。写好的报告（文字、网页）请用 nianbao import 读成草稿"));
            ini_notes_release(notes); /* there would be one for every line */
        }
        ini_notes_sort(notes);
    }
    inifile_release(&ini);
    return draft;
}

struct draft *draftfile_read(const char *bytes, size_t len, enum ini_state *state,
                             struct ini_notes *notes, struct err *err)
{
    return read_draft(bytes, len, false, state, notes, err);
}

struct draft *draftfile_read_exact(const char *bytes, size_t len, struct err *err)
{
    enum ini_state state;
    struct ini_notes notes;
    struct draft *draft = read_draft(bytes, len, true, &state, &notes, err);
    ini_notes_release(&notes);
    if (draft && state != INI_WHOLE) {
        err_set(err, _("这份草稿的副本不完整"));
        draft_free(draft);
        return NULL;
    }
    return draft;
}

static size_t count_differences(const struct draft *a, const struct draft *b, bool only_missing)
{
    size_t n = 0;
    for (int f = 0; f < draft_n_fields(a); f++) {
        int other = draft_find(b, draft_key(a, f));
        if (other < 0)
            n += draft_len(a, f) > 0;
        else if (!only_missing)
            n += strcmp(draft_text(a, f), draft_text(b, other)) != 0;
    }
    return n;
}

size_t draftfile_n_differences(const struct draft *a, const struct draft *b)
{
    return count_differences(a, b, false) + count_differences(b, a, true);
}

bool draftfile_write_checked(struct draft *draft, struct strbuf *image, struct err *err)
{
    size_t start = image->len;
    enum ini_state state;
    struct ini_notes notes;
    draftfile_write(draft, image);
    struct draft *copy =
        draftfile_read(image->data + start, image->len - start, &state, &notes, err);
    ini_notes_release(&notes);
    if (!copy)
        return false;
    struct draft *expected = draft_clone(draft);
    total_drop_agreeing(expected);
    bool is_same = state == INI_WHOLE && !draftfile_n_differences(expected, copy);
    if (is_same)
        draft_copy_numbering(draft, copy);
    draft_free(expected);
    draft_free(copy);
    if (is_same)
        return true;
    return err_set(err, _("保存前的自检没有通过：写出的内容读回来不一样，没有保存"));
}

size_t draftfile_stem_len(const char *name)
{
    static const char ending[] = ".ini";
    size_t len = strlen(name), ending_len = strlen(ending);
    return len > ending_len && strcmp(name + len - ending_len, ending) == 0 ? len - ending_len : 0;
}
