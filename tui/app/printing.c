/* SPDX-License-Identifier: MIT */
/* The print dialog: the door of a print job to the operator. What is printed is what the preview
 * shows. */
#include "tui/app/printing.h"

#include <stdlib.h>
#include <string.h>

#include "forms/job/printjob.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/app/starting.h"
#include "tui/screen/ask.h"

/* Asks with words of its own before and behind the job's. */
static bool ask_about(struct screen *screen, const char *before, const char *text,
                      const char *behind, bool yes_is_default)
{
    struct strbuf question = STRBUF_INIT;
    strbuf_addf(&question, "%s%s%s", before, text, behind);
    bool yes = ask_yes_no(screen, _("打印"), question.data, yes_is_default);
    strbuf_release(&question);
    return yes;
}

static bool ask(void *context, enum printjob_question question, const char *text)
{
    struct screen *screen = &((struct app *)context)->screen;
    switch (question) {
    case PRINTJOB_ERRORS:
        return ask_about(
            screen, "", text,
            _("（按 F9 逐条查看），改正以后才能打印正式稿。现在打印一份标有“草稿”的吗？"), false);
    case PRINTJOB_WARNINGS:
        return ask_about(screen, _("没有错误，"), text, _("（按 F9 逐条查看）。照样打印吗？"),
                         true);
    case PRINTJOB_LOSSES: return ask_about(screen, "", text, _("\n\n好吗？"), true);
    case PRINTJOB_REPLACE:
        return ask_yes_no(
            screen, _("打印到文件"),
            _("已经有这个文件，而且不是本程序写的。要换掉它吗？原来的内容会留作上一版。"), false);
    }
    return false;
}

static bool choose(void *context, struct printjob *job, const struct draft *draft)
{
    (void)draft;
    struct app *app = context;
    const char *const targets[] = {_("写到文件"), _("送到打印机")};
    static const enum encoding encodings[] = {ENCODING_UTF8, ENCODING_GB18030, ENCODING_GBK};
    enum { N_ENCODINGS = 3, WEB_PAGE = N_ENCODINGS };
    const char *const choices[] = {_("UTF-8：看、上报、上网公布（表格线占一列）"),
                                   _("GB18030：中文针式打印机、旧的办公软件（表格线占两列）"),
                                   _("GBK：只有老字库的针式打印机（表格线占两列）"),
                                   _("网页：放上网站，用 Word、WPS、Excel 打开（HTML）")};
    int target = ask_choice(&app->screen, _("打印"), NULL, targets, 2, 0);
    if (target < 0)
        return false;
    size_t usual = 0;
    while (encodings[usual] != job->report.encoding)
        usual++;
    int answer = ask_choice(&app->screen, _("编码"), _("给哪里用？不清楚就选第一项。"), choices,
                            N_ENCODINGS + (target == 0), usual);
    if (answer < 0)
        return false;
    job->to_printer = target == 1;
    job->report.format = answer == WEB_PAGE ? REPORT_HTML : REPORT_TEXT;
    if (answer != WEB_PAGE)
        job->report.encoding = encodings[answer];
    return true;
}

/* Appends the file name to propose: in the present folder, in restricted mode in the drafts folder.
 */
static void add_proposal(struct app *app, const struct printjob *job, const struct draft *draft,
                         struct strbuf *path)
{
    enum { MAX_UNIT_BYTES = 60 };
    const char *unit = draft_text(draft, draft_cover_field(draft, COVER_UNIT));
    struct strbuf name = STRBUF_INIT;
    if (!*unit)
        unit = _("年报");
    strbuf_addf(&name, "%.*s-%d.%s", (int)utf8_clip_bytes(unit, strlen(unit), MAX_UNIT_BYTES), unit,
                draft_year(draft), job->report.format == REPORT_HTML ? "html" : "txt");
    for (char *slash = name.data; (slash = strchr(slash, '/'));)
        *slash = '-';
    if (app->desk.settings->restricted) {
        char *folder = starting_default_folder(app);
        strbuf_addf(path, "%s/", folder);
        free(folder);
    }
    strbuf_add_str(path, name.data);
    strbuf_release(&name);
}

static bool name_file(void *context, struct printjob *job, const struct draft *draft,
                      const char *problem)
{
    struct app *app = context;
    if (!job->output.len)
        add_proposal(app, job, draft, &job->output);
    return ask_line(&app->screen, _("打印到文件"), problem ? problem : _("文件名："), &job->output);
}

/* Both are told where the operator works on the draft: the list of findings, the opening of a file.
 */
static void note(void *context, const char *sentence) { (void)context, (void)sentence; }
static void show_error(void *context, const struct finding *finding)
{
    (void)context, (void)finding;
}

static void fail(void *context, const char *text)
{
    ask_show(&((struct app *)context)->screen, _("没有打印成功"), text);
}

static void done(void *context, const struct printjob *job, const char *text,
                 enum printed_result record, const char *reason)
{
    struct screen *screen = &((struct app *)context)->screen;
    struct strbuf where = STRBUF_INIT;
    strbuf_addf(&where, job->to_printer ? _("已送到打印机 %s") : _("已写到 %s"), text);
    if (record == PRINTED_NOT_RECORDED)
        screen_warn(screen, _("%s；没有能记下“已打印”：%s"), where.data, reason);
    else if (record == PRINTED_WITH_NEXT_SAVE)
        screen_say(screen, _("%s；“已打印”等您保存（F2）时记下"), where.data);
    else
        screen_say(screen, "%s", where.data);
    strbuf_release(&where);
}

void printing_run(struct app *app, const char *path)
{
    struct printjob job;
    printjob_init(&job, app->desk.settings);
    job.session = path ? NULL : app->desk.session;
    job.path = path;
    printjob_run(&job, &(struct printjob_door){.context = app,
                                               .ask = ask,
                                               .choose = choose,
                                               .name_file = name_file,
                                               .note = note,
                                               .show_error = show_error,
                                               .fail = fail,
                                               .done = done});
    printjob_release(&job);
}
