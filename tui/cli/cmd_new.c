/* SPDX-License-Identifier: MIT */
/* nianbao new: a draft to begin a year's work with. */
#include <stdlib.h>

#include "forms/draft/newdraft.h"
#include "locale/message.h"
#include "tui/cli/say.h"
#include "tui/cli/option.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"

enum { OPTION_UNIT, OPTION_YEAR, OPTION_FROM, OPTION_ZERO };

static const struct option_def options[] = {
    [OPTION_UNIT] = {"unit", 'u', NC_("argument", "名称"), N_("机关全称")},
    [OPTION_YEAR] = {"year", 'y', NC_("argument", "年度"),
                     N_("报告年度，默认去年（有 --from 时是它的下一年）")},
    [OPTION_FROM] = {"from", 'f', NC_("argument", "上年.ini"),
                     N_("上年的草稿：带来机关、联系方式、文字和结转数")},
    [OPTION_ZERO] = {"zero", 0, NULL, N_("没有带来数字的格子都填 0")},
    {0},
};

/* NULL after a complaint, with the exit code. */
static struct draft *make_draft(const struct call *call, const char *unit, int *code)
{
    const char *from = call->values[OPTION_FROM];
    int year = 0;
    *code = EXIT_USAGE;
    if (!option_number("year", call->values[OPTION_YEAR], 2008, 9999, &year))
        return NULL;
    struct draft *draft;
    if (from) {
        struct draft *last = call_read_draft(call, from, NULL);
        *code = EXIT_TROUBLE;
        if (!last)
            return NULL;
        draft = newdraft_from_previous(last, from);
        draft_free(last);
        *code = EXIT_USAGE;
        if (year && draft_year(draft) && year != draft_year(draft)) {
            say_problem(_("%s 的下一年是 %d 年，与 --year=%d 不符"), from, draft_year(draft), year);
            draft_free(draft);
            return NULL;
        }
        if (year)
            draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR),
                      call->values[OPTION_YEAR]);
        if (unit)
            draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    } else {
        draft = newdraft_empty(unit ? unit : "", year ? year : newdraft_usual_year());
    }
    if (call->values[OPTION_ZERO])
        newdraft_fill_zero(draft);
    return draft;
}

static int run(const struct call *call)
{
    const char *path = call->operands[0];
    int code;
    char *unit = NULL;
    if (!call_allows_draft(call, path))
        return EXIT_TROUBLE;
    if (!option_text("unit", call->values[OPTION_UNIT], &unit))
        return EXIT_USAGE;
    struct draft *draft = make_draft(call, unit, &code);
    free(unit);
    return draft ? call_create_draft(call, path, draft) : code;
}

const struct subcommand cmd_new = {
    "new",
    N_("文件.ini [--unit=名称] [--year=年度] [--from=上年.ini] [--zero]"),
    N_("新建一份草稿"),
    options,
    1,
    1,
    run};
