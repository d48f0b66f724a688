/* SPDX-License-Identifier: MIT */
/* nianbao print: the report to a file, to stdout, to a printer. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/papersize.h"
#include "forms/job/jobfile.h"
#include "forms/job/printjob.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/cli/call.h"
#include "tui/cli/option.h"
#include "tui/cli/say.h"
#include "tui/cli/subcommands.h"

enum {
    OPTION_OUTPUT,
    OPTION_FORMAT,
    OPTION_ENCODING,
    OPTION_WIDTH,
    OPTION_MARGIN,
    OPTION_PAGE_LENGTH,
    OPTION_BORDER,
    OPTION_AMBIGUOUS,
    OPTION_EOL,
    OPTION_PRINTER,
    OPTION_DRAFT,
    OPTION_OVERWRITE,
};

static const struct option_def options[] = {
    [OPTION_OUTPUT] = {"output", 'o', NC_("argument", "文件"),
                       N_("写到文件，- 是标准输出（默认）")},
    [OPTION_FORMAT] = {"format", 0, NC_("argument", "格式"),
                       N_("text；html 是网页，也给 Word、WPS 和 Excel")},
    [OPTION_ENCODING] = {"encoding", 'e', NC_("argument", "编码"), N_("utf-8、gb18030、gbk")},
    [OPTION_WIDTH] = {"width", 'w', NC_("argument", "列数"), N_("纸宽，60 到 400 列")},
    [OPTION_MARGIN] = {"margin", 'm', NC_("argument", "列数[,行数]"),
                       N_("纸的左边、上边空多少列、多少行")},
    [OPTION_PAGE_LENGTH] = {"page-length", 'l', NC_("argument", "行数"),
                            N_("每页行数，0 是不分页")},
    [OPTION_BORDER] = {"border", 0, NC_("argument", "画线"), N_("表格线：auto、line、ascii")},
    [OPTION_AMBIGUOUS] = {"ambiguous", 0, NC_("argument", "宽度"),
                          N_("“ ” — … 和表格线占几列：auto、1、2")},
    [OPTION_EOL] = {"eol", 0, NC_("argument", "换行"), N_("lf、crlf")},
    [OPTION_PRINTER] = {"printer", 0, NC_("argument", "[打印机]"),
                        N_("送到打印机，不写名称就是默认的打印机")},
    [OPTION_DRAFT] = {"draft", 0, NULL, N_("有错误也打印，每页标“草稿”")},
    [OPTION_OVERWRITE] = {"overwrite", 0, NULL, N_("文件不是本程序写的，也换掉")},
    {0},
};

/* The words in the order of enum report_border. */
static const char *const border_words[] = {"auto", "line", "ascii", NULL};
static const char *const format_words[] = {"text", "html", NULL};
static const char *const eol_words[] = {"lf", "crlf", NULL};

/* “8” or “8,3”: columns at the left, lines at the top. false after a complaint. */
static bool take_margin(const char *text, struct report_options *report)
{
    const char *comma = text ? strchr(text, ',') : NULL;
    char *left = comma ? xmemdup0(text, (size_t)(comma - text)) : NULL;
    bool ok = option_number("margin", left ? left : text, 0, PAPER_MAX_MARGIN_COLS,
                            &report->margin_left) &&
              option_number("margin", comma ? comma + 1 : NULL, 0, PAPER_MAX_MARGIN_LINES,
                            &report->margin_top);
    free(left);
    return ok;
}

/* The options over what the settings say. false after a complaint. */
static bool take_options(const struct call *call, struct printjob *job)
{
    const char *const *values = call->values;
    int border = (int)job->report.border, crlf = job->crlf, format = 0;
    if (!option_word("format", values[OPTION_FORMAT], format_words, &format) ||
        !option_encoding("encoding", values[OPTION_ENCODING], &job->report.encoding) ||
        !option_number("width", values[OPTION_WIDTH], PAPER_MIN_COLS, PAPER_MAX_COLS,
                       &job->report.width) ||
        !take_margin(values[OPTION_MARGIN], &job->report) ||
        !option_number("page-length", values[OPTION_PAGE_LENGTH], 0, 1000,
                       &job->report.page_length) ||
        !option_word("border", values[OPTION_BORDER], border_words, &border) ||
        !option_ambiguous("ambiguous", values[OPTION_AMBIGUOUS], &job->report.ambiguous) ||
        !option_word("eol", values[OPTION_EOL], eol_words, &crlf))
        return false;
    if (format == REPORT_HTML && (values[OPTION_PRINTER] || values[OPTION_ENCODING])) {
        say_problem(
            _("--format=html 不能和 --printer、--encoding 一起用：网页都是 UTF-8，由浏览器打印"));
        return false;
    }
    if (values[OPTION_PRINTER] && values[OPTION_OUTPUT]) {
        say_problem(_("--output 和 --printer 不能一起用"));
        return false;
    }
    job->report.format = (enum report_format)format;
    job->report.border = (enum report_border)border;
    job->report.is_draft = values[OPTION_DRAFT] != NULL;
    job->crlf = crlf;
    job->to_printer = values[OPTION_PRINTER] != NULL;
    job->printer = values[OPTION_PRINTER];
    job->overwrite = values[OPTION_OVERWRITE] != NULL;
    strbuf_add_str(&job->output, values[OPTION_OUTPUT] ? values[OPTION_OUTPUT] : "-");
    return true;
}

/* ---- the door of the job: nothing is asked, the options have answered ---- */

static bool ask(void *context, enum printjob_question question, const char *text)
{
    const struct printjob *job = context;
    switch (question) {
    case PRINTJOB_ERRORS:
        say_problem(_("%s：%s，没有打印。要先看看纸样，可以加 --draft，每页会标上“草稿”"),
                    job->path, text);
        return false;
    case PRINTJOB_WARNINGS:
        say_problem(_("%s：%s（nianbao check 可以查看）"), job->path, text);
        return true;
    case PRINTJOB_LOSSES: say_problem("%s", text); return true;
    case PRINTJOB_REPLACE: call_say_foreign(text, job->output.data); return false;
    }
    return false;
}

static bool name_file(void *context, struct printjob *job, const struct draft *draft,
                      const char *problem)
{
    (void)context, (void)job, (void)draft;
    if (!say_is_unread())
        say_problem("%s", problem);
    return false;
}

static void note(void *context, const char *sentence)
{
    say_problem("%s%s%s", ((const struct printjob *)context)->path, _("："), sentence);
}

static void show_error(void *context, const struct finding *finding)
{
    (void)context;
    say_problem(_("错误 %s  %s"), finding->rule->id, finding->text);
}

static void fail(void *context, const char *text)
{
    (void)context;
    say_problem("%s", text);
}

static void done(void *context, const struct printjob *job, const char *text,
                 enum printed_result record, const char *reason)
{
    (void)context;
    if (job->to_printer && *text)
        say_problem("%s", text);
    if (record == PRINTED_NOT_RECORDED)
        say_problem(_("%s 已经打印，但是没有能记下“已打印”：%s"), job->path, reason);
}

static int run(const struct call *call)
{
    static const int codes[] = {[PRINTJOB_DONE] = EXIT_FINE,
                                [PRINTJOB_STOPPED] = EXIT_FINDINGS,
                                [PRINTJOB_CANCELLED] = EXIT_FINE,
                                [PRINTJOB_FAILED] = EXIT_TROUBLE};
    struct printjob job;
    printjob_init(&job, call->settings);
    job.path = call->operands[0];
    const struct printjob_door door = {.context = &job,
                                       .ask = ask,
                                       .name_file = name_file,
                                       .note = note,
                                       .show_error = show_error,
                                       .fail = fail,
                                       .done = done};
    int code = take_options(call, &job) ? codes[printjob_run(&job, &door)] : EXIT_USAGE;
    if (code == EXIT_TROUBLE && jobfile_is_std(job.output.data) && say_is_unread())
        code = EXIT_FINE;
    printjob_release(&job);
    return code;
}

const struct subcommand cmd_print = {
    "print",
    N_("文件.ini [-o 文件|-] [--format=text|html] [--encoding=编码] [--width=列数] [--margin=列数[,行数]] [--page-length=行数] [--border=画线] "
       "[--ambiguous=宽度] [--eol=lf|crlf] [--printer[=打印机]] [--draft] [--overwrite]"),
    N_("打印报告：写到文件、标准输出或者打印机"),
    options,
    1,
    1,
    run};
