/* SPDX-License-Identifier: MIT */
/* nianbao merge: two versions of a draft put together over the one that both come from, for git. */
#include "forms/draft/merge.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"
#include "tui/cli/call.h"
#include "tui/cli/say.h"
#include "tui/cli/subcommands.h"

static void say_conflict(const struct draft *mine, const struct merge_item *item)
{
    struct strbuf title = STRBUF_INIT;
    draftfile_field_title(mine, item->key, &title);
    if (item->is_narrative)
        say_problem(_("%s：两边改了同一段，用了我的"), title.data);
    else
        say_problem(_("%s：我的是“%s”，对方的是“%s”，用了我的"), title.data, item->mine,
                    item->theirs);
    strbuf_release(&title);
}

/* Exit code 1 where a field was changed on both sides: mine counts, and the field is named. */
static int merge_into(const struct call *call, const struct draft *base, struct draft *mine,
                      const struct draft *theirs)
{
    struct merge merge;
    merge_drafts(&merge, base, mine, theirs);
    int code = merge.n_conflicts ? EXIT_FINDINGS : EXIT_FINE;
    for (size_t i = 0; i < merge.count; i++) {
        struct merge_item *item = &merge.items[i];
        if (item->is_conflict)
            say_conflict(mine, item);
        draft_set(mine, draft_field(mine, item->key), merge_item_result(item));
    }
    merge_release(&merge);
    struct strbuf bytes = STRBUF_INIT;
    draftfile_write(mine, &bytes);
    if (!call_write(call, "-", bytes.data, bytes.len, false))
        code = EXIT_TROUBLE;
    strbuf_release(&bytes);
    return code;
}

static int run(const struct call *call)
{
    struct draft *drafts[3] = {NULL};
    int code = EXIT_TROUBLE;
    bool ok = true;
    for (int i = 0; ok && i < 3; i++)
        ok = (drafts[i] = call_read_draft(call, call->operands[i], NULL)) != NULL;
    if (ok && (draft_form(drafts[1]) != draft_form(drafts[0]) ||
               draft_form(drafts[2]) != draft_form(drafts[0])))
        say_problem(_("三份草稿的格式不同，不能合并"));
    else if (ok)
        code = merge_into(call, drafts[0], drafts[1], drafts[2]);
    for (int i = 0; i < 3; i++)
        draft_free(drafts[i]);
    return code;
}

const struct subcommand cmd_merge = {
    "merge",
    N_("原来的.ini 我的.ini 对方的.ini"),
    N_("把两个人从同一份草稿改出来的合成一份，写到标准输出（git 的合并程序）"),
    NULL,
    3,
    3,
    run};
