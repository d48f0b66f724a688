/* SPDX-License-Identifier: MIT */
/* nianbao diff: what two drafts differ in. */
#include "forms/draft/diff.h"
#include "locale/message.h"
#include "tui/cli/say.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"

static int run(const struct call *call)
{
    struct draft *a = call_read_draft(call, call->operands[0], NULL);
    struct draft *b = a ? call_read_draft(call, call->operands[1], NULL) : NULL;
    int code = EXIT_TROUBLE;
    if (b) {
        struct strbuf out = STRBUF_INIT;
        code = diff_drafts(a, b, &out) ? EXIT_FINDINGS : EXIT_FINE;
        say_text(out.data, out.len);
        strbuf_release(&out);
    }
    draft_free(a);
    draft_free(b);
    return code;
}

const struct subcommand cmd_diff = {
    "diff", N_("甲.ini 乙.ini"), N_("比较两份草稿：逐格、逐段，不同年度的列出增减"), NULL, 2, 2,
    run};
