/* SPDX-License-Identifier: MIT */
#include "tui/view/registerview.h"

#include <stdlib.h>

#include "forms/document/importdoc.h"
#include "forms/job/countjob.h"
#include "forms/job/jobfile.h"
#include "forms/store/previous.h"
#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/textpage.h"

static char *register_path(const struct desk *desk)
{
    return previous_path(session_path(desk->session), registerdraft_path(desk_draft(desk)));
}

bool registerview_has(const struct desk *desk, struct place place)
{
    const struct draft *draft = desk_draft(desk);
    struct cell cell;
    if (!registerdraft_is_counted(draft) || !draft_field_cell(draft, place.field, &cell))
        return false;
    const struct form_table *table = draft_form(draft)->sections[cell.section].table;
    return table->identity || table->reviews;
}

void registerview_show(struct screen *screen, const struct desk *desk, struct place place)
{
    const struct draft *draft = desk_draft(desk);
    struct countjob job;
    struct cell cell;
    struct err err = {0};
    if (!registerview_has(desk, place) || !draft_field_cell(draft, place.field, &cell)) {
        screen_say(screen, _("先到从台账统计的表格里，把光标放在要看的数上"));
        return;
    }
    char *path = register_path(desk);
    if (countjob_read(&job, desk->settings, path, session_path(desk->session), draft_year(draft),
                      &err)) {
        struct strbuf title = STRBUF_INIT, text = STRBUF_INIT;
        strbuf_add_byte(&title, ' ');
        form_cell_title(draft_form(draft), cell, &title);
        if (!registerdraft_is_same(draft, job.bytes.data, job.bytes.len))
            strbuf_add_str(&text, _("台账在统计以后改过，下面是现在的台账。F10 菜单里“从台账统计”"
                                    "可以重新统计。\n\n"));
        registerdraft_add_lines(&job.book, cell, &text);
        textpage_show(
            screen, title.data,
            _("台账里的申请\n　　这一格的数是由台账里的哪几件申请计成的：第几行、编号、收到和答复的日期。申请人的姓名不进入本程序。"),
            text.data, text.len);
        strbuf_release(&title);
        strbuf_release(&text);
    } else {
        ask_show(screen, _("读不出台账"), err.text);
    }
    countjob_release(&job);
    free(path);
}

void registerview_add_changes(const struct desk *desk, struct strbuf *out)
{
    const struct draft *draft = desk_draft(desk);
    struct strbuf bytes = STRBUF_INIT;
    struct err err = {0};
    if (!registerdraft_is_counted(draft))
        return;
    char *path = register_path(desk);
    if (!jobfile_read(desk->settings, path, IMPORT_MAX_BYTES, &bytes, &err))
        strbuf_addf(out, _("统计表三用的台账“%s”读不出了；数字都还在"), registerdraft_path(draft));
    else if (!registerdraft_is_same(draft, bytes.data, bytes.len))
        strbuf_addf(out, _("台账“%s”在统计以后改过：F10 菜单里“从台账统计”可以重新统计"),
                    registerdraft_path(draft));
    strbuf_release(&bytes);
    free(path);
}
