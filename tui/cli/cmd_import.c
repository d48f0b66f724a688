/* SPDX-License-Identifier: MIT */
/* nianbao import: a published report, or one that was printed, into a draft; a folder of them; a
 * draft into another format. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "forms/job/importfolder.h"
#include "forms/job/importjob.h"
#include "locale/message.h"
#include "tui/cli/say.h"
#include "tui/cli/option.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"
#include "tui/screen/bar.h"

enum { OPTION_OUTPUT, OPTION_UNIT, OPTION_YEAR, OPTION_TO };

static const struct option_def options[] = {
    [OPTION_OUTPUT] =
        {"output", 'o', NC_("argument", "草稿.ini"),
         N_("写到哪里，- 是标准输出；文件夹里的报告各成一份草稿，写到这个文件夹；已有的不会改动")},
    [OPTION_UNIT] = {"unit", 'u', NC_("argument", "名称"), N_("机关全称，代替读到的")},
    [OPTION_YEAR] = {"year", 'y', NC_("argument", "年度"), N_("报告年度，代替读到的")},
    [OPTION_TO] = {"to", 0, NC_("argument", "格式"),
                   N_("2021：把旧格式的报告转成现行格式，转不过去的列出来")},
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
                                                            .name_pipe = true,
                                                            .unit = unit,
                                                            .year = call->values[OPTION_YEAR],
                                                            .listener = {tell, NULL}},
                                        &err);
    if (draft)
        return call_create_draft(call, output, draft);
    say_problem("%s", err.text);
    return EXIT_TROUBLE;
}

/* ---- a folder ---- */

struct batch {
    const struct call *call;
    const char *name; /* of the report that is read, for what is told of it */
    struct bar bar;
    size_t n_made, n_kept, n_failed, n_doubtful;
    int code;
};

static volatile sig_atomic_t ended_by;

static void end_by(int number) { ended_by = number; }

static void tell_of_file(void *context, const char *rule, const char *sentence)
{
    struct batch *batch = context;
    (void)rule;
    bar_end(&batch->bar);
    say_problem("%s%s%s", batch->name, _("："), sentence);
}

static void begin(void *context, const char *name) { ((struct batch *)context)->name = name; }

static bool progress(void *context, size_t n_done, size_t n_files)
{
    struct batch *batch = context;
    bar_draw(n_done, n_files, &batch->bar);
    return !ended_by && !say_is_unread();
}

/* A line of the table: report, what became of it, office and year, what is to be looked at. */
static void save(void *context, const char *name, struct draft *draft, size_t n_doubts,
                 const char *problem)
{
    struct batch *batch = context;
    struct strbuf path = STRBUF_INIT, cover = STRBUF_INIT;
    bar_end(&batch->bar);
    if (!draft) {
        batch->n_failed++;
        batch->code = EXIT_TROUBLE;
        say("%s  %s\n", name, problem);
        return;
    }
    strbuf_addf(&path, "%s/", batch->call->values[OPTION_OUTPUT]);
    importfolder_draft_name(name, &path);
    strbuf_addf(&cover, "%s  %s", draft_text(draft, draft_cover_field(draft, COVER_UNIT)),
                draft_text(draft, draft_cover_field(draft, COVER_REPORT_YEAR)));
    struct stat st;
    if (lstat(path.data, &st) == 0) {
        batch->n_kept++;
        draft_free(draft);
        say(_("%s  已有 %s，没有改动\n"), name, path.data);
    } else if (!call_allows_draft(batch->call, path.data)) {
        draft_free(draft);
        batch->code = EXIT_TROUBLE;
        batch->n_failed++;
    } else if (call_create_draft(batch->call, path.data, draft) == EXIT_FINE) {
        batch->n_made++;
        batch->n_doubtful += n_doubts > 0;
        say(_("%s  %s  %s  %zu 处请核对\n"), name, path.data, cover.data, n_doubts);
    } else {
        batch->code = EXIT_TROUBLE;
        batch->n_failed++;
    }
    strbuf_release(&path);
    strbuf_release(&cover);
}

/* Reports are read one after the other; between two of them a signal ends it, what was made
 * stays. */
static int import_folder(const struct call *call, const struct form *to)
{
    const char *output = call->values[OPTION_OUTPUT];
    struct batch batch = {.call = call, .code = EXIT_FINE};
    struct err err = {0};
    struct sigaction ending = {.sa_handler = end_by};
    if (call->values[OPTION_UNIT] || call->values[OPTION_YEAR]) {
        say_problem(_("导入整个文件夹时不能用 --unit 和 --year：各份报告的机关、年度不同"));
        return EXIT_USAGE;
    }
    const char *slash = strrchr(output, '/'), *name = slash ? slash + 1 : output;
    if (!call_allows(call, output))
        return EXIT_TROUBLE;
    if (*name == '.' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
        say_problem(_("文件夹的名称不能以“.”开头：%s"), output);
        return EXIT_TROUBLE;
    }
    if (mkdir(output, 0777) != 0 && errno != EEXIST) {
        say_problem(_("不能建立文件夹 %s：%s"), output, strerror(errno));
        return EXIT_TROUBLE;
    }
    if (!importfolder_is(output)) {
        say_problem(_("导入整个文件夹时，-o 后面应是文件夹，%s 不是"), output);
        return EXIT_USAGE;
    }
    sigaction(SIGINT, &ending, NULL);
    sigaction(SIGTERM, &ending, NULL);
    bar_start(&batch.bar);
    bool ok = importfolder_run(&(struct importjob){.settings = call->settings,
                                                   .path = call->operands[0],
                                                   .to = to,
                                                   .listener = {tell_of_file, &batch}},
                               &(struct importfolder_door){&batch, progress, begin, save}, &err);
    bar_end(&batch.bar);
    if (!ok) {
        say_problem("%s", err.text);
        return EXIT_TROUBLE;
    }
    say_problem(
        _("建成草稿 %zu 份，其中 %zu 份有请核对的地方；已有而没有改动的 %zu 份；读不出的 %zu 份"),
        batch.n_made, batch.n_doubtful, batch.n_kept, batch.n_failed);
    if (ended_by)
        say_problem(_("中途停止：后面的报告没有导入，再运行一次就接着导入"));
    return ended_by ? 128 + ended_by : batch.code;
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
    if (importfolder_is(call->operands[0]))
        return import_folder(call, to);
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
    N_("报告文件|-|文件夹 -o 草稿.ini|文件夹 [--unit=名称] [--year=年度] [--to=2021]"),
    N_("把公布的报告（文本、网页、表格）读成草稿；旧格式的草稿可以转成现行格式"),
    options,
    1,
    1,
    run};
