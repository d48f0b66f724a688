/* SPDX-License-Identifier: MIT */
/* nianbao import: a published report, or one that was printed, into a draft; a draft into another
 * format. */
#include <stdlib.h>

#include "forms/job/importjob.h"
#include "locale/message.h"
#include "tui/cli/say.h"
#include "tui/cli/option.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"

enum { OPTION_OUTPUT, OPTION_UNIT, OPTION_YEAR, OPTION_TO };

static const struct option_def options[] = {
    [OPTION_OUTPUT] = {"output", 'o', N_("草稿.ini"),
                       N_("写到哪里，- 是标准输出；已有的文件不会改动")},
    [OPTION_UNIT] = {"unit", 'u', N_("名称"), N_("机关全称，代替读到的")},
    [OPTION_YEAR] = {"year", 'y', N_("年度"), N_("报告年度，代替读到的")},
    [OPTION_TO] = {"to", 0, N_("格式"), N_("2021：把旧格式的报告转成现行格式，转不过去的列出来")},
    {0},
};

static void tell(void *context, const char *rule, const char *sentence)
{
    (void)context;
    say_problem("%s%s%s", rule ? rule : "", rule ? "  " : "", sentence);
}

static int import(const struct call *call, const char *unit, const struct form *to)
{
    const char *output = call->values[OPTION_OUTPUT];
    struct err err = {0};
    if (!call_allows_draft(call, output))
        return EXIT_TROUBLE;
    struct draft *draft = importjob_run(&(struct importjob){.settings = call->settings,
                                                            .path = call->operands[0],
                                                            .to = to,
                                                            .unit = unit,
                                                            .year = call->values[OPTION_YEAR],
                                                            .listener = {tell, NULL}},
                                        &err);
    if (draft)
        return call_create_draft(call, output, draft);
    say_problem("%s", err.text);
    return EXIT_TROUBLE;
}

static int run(const struct call *call)
{
    const char *output = call->values[OPTION_OUTPUT], *to_id = call->values[OPTION_TO];
    const struct form *to = to_id ? form_by_id(to_id) : NULL;
    int year = 0;
    if (!output || (to_id && !to)) {
        if (output)
            say_problem(_("--to 应是格式的编号，例如 2021，不能是“%s”"), to_id);
        else
            say_problem(_("请用 -o 草稿.ini 写明导入到哪里"));
        return EXIT_USAGE;
    }
    char *unit = NULL;
    if (!option_number("year", call->values[OPTION_YEAR], 2008, 9999, &year) ||
        !option_text("unit", call->values[OPTION_UNIT], &unit))
        return EXIT_USAGE;
    int code = import(call, unit, to);
    free(unit);
    return code;
}

const struct subcommand cmd_import = {
    "import",
    N_("报告文件|- -o 草稿.ini [--unit=名称] [--year=年度] [--to=2021]"),
    N_("把公布的报告（文本、网页、表格）读成草稿；旧格式的草稿可以转成现行格式"),
    options,
    1,
    1,
    run};
