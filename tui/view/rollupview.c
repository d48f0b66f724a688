/* SPDX-License-Identifier: MIT */
#include "tui/view/rollupview.h"

#include <stdlib.h>

#include "forms/rollup/breakdown.h"
#include "locale/message.h"
#include "tui/screen/textpage.h"
#include "tui/screen/working.h"
#include "tui/term/term.h"

void rollupview_show(struct screen *screen, const struct desk *desk, struct place place)
{
    const struct draft *draft = desk_draft(desk);
    struct cell cell;
    if (!draft_field_cell(draft, place.field, &cell)) {
        screen_say(screen, _("先到表格里，把光标放在要看的数上"));
        return;
    }
    struct strbuf title = STRBUF_INIT, text = STRBUF_INIT;
    struct breakdown breakdown;
    char *only_folder = settings_only_folder(desk->settings);
    struct working working;
    working_start(&working, screen, _("各单位占比"));
    breakdown_read(&breakdown, draft, session_path(desk->session), cell,
                   &(struct breakdown_options){only_folder, working_step, &working, &working.stop});
    if (working.stop) {
        screen_say(screen, _("已停止"));
        goto out;
    }
    strbuf_add_byte(&title, ' ');
    form_cell_title(draft_form(draft), cell, &title);
    breakdown_add_table(&breakdown, term_ambiguous(), &text);
    textpage_show(
        screen, title.data,
        _("各单位占比\n　　这一格的数由哪些单位合成，大的在前；数是现在从各单位的草稿里重新读的。去年、增减：该单位草稿里记着上年报告的才有；"
          "是去年的十倍以上、十分之一以下的，看看是不是多写、少写了一位。\n\n"
          "与汇总不符\n　　最后一行说单位数不符的，回到草稿列表重新汇总一次，只换数字，封面和文字都留着。"),
        text.data, text.len);
out:
    breakdown_release(&breakdown);
    strbuf_release(&title);
    strbuf_release(&text);
    free(only_folder);
}
