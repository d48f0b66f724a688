/* SPDX-License-Identifier: MIT */
/* nianbao diff: what two drafts differ in. */
#include "forms/draft/diff.h"
#include "locale/message.h"
#include "tui/cli/verbs.h"

static int run(const struct verb_call *call)
{
    struct draft *a = options_read_draft(call, call->operands[0]);
    struct draft *b = a ? options_read_draft(call, call->operands[1]) : NULL;
    int code = EXIT_TROUBLE;
    if (b) {
        struct strbuf out = STRBUF_INIT;
        code = diff_drafts(a, b, &out) ? EXIT_FINDINGS : EXIT_FINE;
        options_print(out.data, out.len);
        strbuf_release(&out);
    }
    draft_free(a);
    draft_free(b);
    return code;
}

const struct verb verb_diff = {
    "diff", N_("甲.ini 乙.ini"), N_("比较两份草稿：逐格、逐段，不同年度的列出增减"), NULL, 2, 2,
    run};
