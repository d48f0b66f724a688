/* SPDX-License-Identifier: MIT */
/* nianbao import: a published report, or one that was printed, into a draft; a draft into another
 * format. */
#include <stdlib.h>
#include <string.h>

#include "forms/import/importdoc.h"
#include "forms/import/importfile.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"
#include "tui/cli/verbs.h"

enum { OPTION_OUTPUT, OPTION_UNIT, OPTION_YEAR, OPTION_TO };

static const struct verb_option options[] = {
    [OPTION_OUTPUT] = {"output", 'o', N_("草稿.ini"),
                       N_("写到哪里，- 是标准输出；已有的文件不会改动")},
    [OPTION_UNIT] = {"unit", 'u', N_("名称"), N_("机关全称，代替读到的")},
    [OPTION_YEAR] = {"year", 'y', N_("年度"), N_("报告年度，代替读到的")},
    [OPTION_TO] = {"to", 0, N_("格式"), N_("2021：把旧格式的报告转成现行格式，转不过去的列出来")},
    {0},
};

static void complain(void *context, const char *rule, const char *sentence)
{
    (void)context;
    options_complain("%s%s%s", rule ? rule : "", rule ? "  " : "", sentence);
}

static struct draft *read_report(const struct verb_call *call, const struct form *to)
{
    static const struct import_listener listener = {complain, NULL};
    struct strbuf bytes = STRBUF_INIT;
    struct err err = {0};
    struct draft *draft = NULL;
    if (options_read_file(call, call->operands[0], IMPORT_MAX_BYTES, &bytes)) {
        draft = importfile_read(bytes.data, bytes.len, &listener, &err);
        if (!draft)
            options_complain("%s%s%s", call->operands[0], _("："), err.text);
    }
    if (draft && to)
        draft = importfile_convert(draft, to, &listener);
    strbuf_release(&bytes);
    return draft;
}

static void override(struct draft *draft, int cover, const char *value)
{
    if (value)
        draft_set(draft, draft_cover_field(draft, cover), value);
}

static int import(const struct verb_call *call, const char *output, const char *unit,
                  const struct form *to)
{
    if (!options_may_save_draft(call, output))
        return EXIT_TROUBLE;
    struct draft *draft = read_report(call, to);
    if (!draft)
        return EXIT_TROUBLE;
    override(draft, COVER_UNIT, unit);
    override(draft, COVER_REPORT_YEAR, call->values[OPTION_YEAR]);
    if (strcmp(output, "-") != 0)
        return options_create_draft(output, draft);
    struct strbuf file = STRBUF_INIT;
    draftfile_write(draft, &file);
    int code = options_write(call, "-", file.data, file.len, false) ? EXIT_FINE : EXIT_TROUBLE;
    strbuf_release(&file);
    draft_free(draft);
    return code;
}

static int run(const struct verb_call *call)
{
    const char *output = call->values[OPTION_OUTPUT], *to_id = call->values[OPTION_TO];
    const struct form *to = to_id ? form_by_id(to_id) : NULL;
    int year = 0;
    if (!output || (to_id && !to)) {
        if (output)
            options_complain(_("--to 应是格式的编号，例如 2021，不能是“%s”"), to_id);
        else
            options_complain(_("请用 -o 草稿.ini 写明导入到哪里"));
        return EXIT_USAGE;
    }
    char *unit = NULL;
    if (!options_number("year", call->values[OPTION_YEAR], 2008, 9999, &year) ||
        !options_text("unit", call->values[OPTION_UNIT], &unit))
        return EXIT_USAGE;
    int code = import(call, output, unit, to);
    free(unit);
    return code;
}

const struct verb verb_import = {
    "import",
    N_("报告文件|- -o 草稿.ini [--unit=名称] [--year=年度] [--to=2021]"),
    N_("把公布的报告（文本、网页、表格）读成草稿；旧格式的草稿可以转成现行格式"),
    options,
    1,
    1,
    run};
