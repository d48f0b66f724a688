/* SPDX-License-Identifier: MIT */
#include "tui/view/sheetpaste.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/paste.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/ask.h"

enum { LISTED_MOST = 60, NAMED_MOST = 4 };

static void add_change(const struct draft *draft, const struct paste_change *change,
                       struct strbuf *out)
{
    const char *old = draft_text(draft, draft_cell_field(draft, change->cell));
    form_cell_title(draft_form(draft), change->cell, out);
    if (change->text)
        strbuf_addf(out, "：%s → %s\n", *old ? old : _("未填"),
                    *change->text ? change->text : _("未填"));
    else
        strbuf_addf(out, _("：“%s”不能填，%s\n"), change->typed, change->reason);
}

/* Lines whose numbers have no place in the table, by their beginnings. */
static void add_strays(const struct paste_plan *plan, struct strbuf *out)
{
    if (!plan->n_outside)
        return;
    strbuf_addf(out, _("有 %zu 个数在这张表里找不到位置，不会填入：\n"), plan->n_outside);
    for (size_t i = 0; i < plan->n_strays && i < NAMED_MOST; i++)
        strbuf_addf(out, "  %s\n", plan->strays[i]);
}

/* Totals are computed, not pasted; those that were stated otherwise are named. */
static void add_differences(const struct draft *draft, const struct paste_plan *plan,
                            struct strbuf *out)
{
    if (!plan->n_totals)
        return;
    strbuf_addf(out, _("%zu 个总计由程序计算，不填入；与填入以后的总计不同的有 %zu 个。\n"),
                plan->n_totals, plan->n_differences);
    for (size_t i = 0; i < plan->n_differences && i < NAMED_MOST; i++) {
        const struct paste_difference *item = &plan->differences[i];
        strbuf_add_str(out, "  ");
        form_cell_title(draft_form(draft), item->cell, out);
        strbuf_addf(out, _("：粘贴的是 %" PRId64 "，各格相加是 %" PRId64 "，差 %" PRId64 "\n"),
                    item->stated, item->computed, item->stated - item->computed);
    }
}

/* The preview: the counts, then every cell that would change. */
static void describe(const struct draft *draft, const struct paste_plan *plan, struct strbuf *out)
{
    size_t n_changed = 0;
    struct strbuf list = STRBUF_INIT;
    for (size_t i = 0; i < plan->count; i++) {
        const struct paste_change *change = &plan->items[i];
        const char *old = draft_text(draft, draft_cell_field(draft, change->cell));
        if (change->text && strcmp(old, change->text) == 0)
            continue;
        if (++n_changed <= LISTED_MOST)
            add_change(draft, change, &list);
    }
    strbuf_addf(out, _("共 %zu 格会改动，%zu 格不能填。\n"), n_changed - plan->n_refused,
                plan->n_refused);
    add_strays(plan, out);
    add_differences(draft, plan, out);
    strbuf_add_str(out, "\n");
    strbuf_add(out, list.data, list.len);
    if (n_changed > LISTED_MOST)
        strbuf_addf(out, _("……还有 %zu 格\n"), n_changed - LISTED_MOST);
    strbuf_release(&list);
}

void sheetpaste_run(struct screen *screen, const struct desk *desk, struct cell from,
                    const char *text, size_t len)
{
    struct paste_plan plan;
    paste_plan_make(desk_draft(desk), from, text, len, &plan);
    if (!plan.count) {
        screen_warn(screen, _("粘贴的内容里没有能填的数"));
    } else {
        struct strbuf preview = STRBUF_INIT;
        const char *const choices[] = {_("填入"), _("查看每一格的改动"), _("不填")};
        describe(desk_draft(desk), &plan, &preview);
        size_t first_lines = (size_t)(strstr(preview.data, "\n\n") - preview.data);
        char *summary = xmemdup0(preview.data, first_lines);
        int answer;
        while ((answer = ask_choice(screen, _("粘贴表格"), summary, choices, 3,
                                    paste_plan_is_doubtful(&plan) ? 1 : 0)) == 1)
            ask_show(screen, _("粘贴以后的改动"), preview.data);
        if (answer == 0)
            screen_say(screen, _("填入 %d 格，^Z 可以撤销"),
                       paste_plan_apply(desk_edit(desk), &plan));
        free(summary);
        strbuf_release(&preview);
    }
    paste_plan_release(&plan);
}
