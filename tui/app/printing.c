/* SPDX-License-Identifier: MIT */
/* The print dialog: the door of a print job to the operator. What is printed is what the preview
 * shows. */
#include "tui/app/printing.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/papersize.h"
#include "forms/draft/bulk.h"
#include "forms/job/printjob.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/app/starting.h"
#include "tui/screen/ask.h"
#include "tui/term/term.h"

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

/* What the print is for; that decides where it goes, as what and in which encoding. */
enum purpose {
    PURPOSE_TEXT,
    PURPOSE_WINDOWS,
    PURPOSE_WEB,
    PURPOSE_PRINTER,
    PURPOSE_SCREEN,
    PURPOSE_LAYOUT, /* another paper first */
    N_PURPOSES
};

static void take_purpose(struct printjob *job, enum purpose purpose)
{
    bool is_set = job->settings->print_encoding != SETTINGS_ENCODING_AUTO;
    job->to_printer = purpose == PURPOSE_PRINTER;
    job->report.format = purpose == PURPOSE_WEB ? REPORT_HTML : REPORT_TEXT;
    if (purpose == PURPOSE_WINDOWS)
        job->crlf = true;
    if (purpose == PURPOSE_WINDOWS || (purpose == PURPOSE_PRINTER && !is_set))
        job->report.encoding = ENCODING_GB18030;
    else if (purpose == PURPOSE_TEXT || purpose == PURPOSE_WEB)
        job->report.encoding = ENCODING_UTF8;
}

/* The report as it goes to paper of the job's measures; false, which was told, where they are too
 * small. */
static bool render(struct app *app, const struct printjob *job, const struct draft *draft,
                   enum purpose purpose, struct strbuf *text)
{
    struct printjob as = *job;
    struct err err = {0};
    take_purpose(&as, purpose);
    if (report_render(draft, &as.report, text, &err))
        return true;
    ask_show(&app->screen, _("打印"), err.text);
    return false;
}

/* "共 4 页（80 列 60 行），给哪里用？" Short: a wide box over a full page is long to take off again
 * on a slow line. */
static void describe_paper(struct app *app, const struct printjob *job, const struct draft *draft,
                           struct strbuf *out)
{
    struct strbuf text = STRBUF_INIT;
    int n_pages = 1;
    if (render(app, job, draft, PURPOSE_TEXT, &text)) {
        for (size_t i = 0; i < text.len; i++)
            n_pages += text.data[i] == '\f';
        if (job->report.page_length)
            strbuf_addf(out, _("共 %d 页（%d 列 %d 行），"), n_pages, job->report.width,
                        job->report.page_length);
        else
            strbuf_addf(out, _("不分页，纸宽 %d 列，"), job->report.width);
    }
    strbuf_add_str(out, _("给哪里用？"));
    strbuf_release(&text);
}

/* A number from least to most, or 0 where that may be; asks until there is one. false: cancelled.
 */
static bool ask_number(struct app *app, const char *prompt, int least, int most, bool or_zero,
                       int *number)
{
    struct strbuf text = STRBUF_INIT;
    bool ok = false;
    strbuf_addf(&text, "%d", *number);
    while (!ok && ask_line(&app->screen, _("打印"), prompt, &text)) {
        char *end;
        long n = strtol(text.data, &end, 10);
        ok = text.len && !*end && ((n >= least && n <= most) || (or_zero && n == 0));
        if (ok)
            *number = (int)n;
    }
    strbuf_release(&text);
    return ok;
}

static void ask_paper(struct app *app, struct printjob *job)
{
    const char *const line_ends[] = {_("Linux 的（LF）"), _("Windows 的（CRLF）")};
    if (!ask_number(app, _("纸宽几列？可以填 60 到 400。"), PAPER_MIN_COLS, PAPER_MAX_COLS, false,
                    &job->report.width) ||
        !ask_number(app, _("每页几行？可以填 20 到 200，0 是不分页。"), 20, 200, true,
                    &job->report.page_length))
        return;
    int answer = ask_choice(&app->screen, _("打印"), _("文件里每行末尾用哪种换行？"), line_ends, 2,
                            job->crlf);
    if (answer >= 0)
        job->crlf = answer == 1;
}

/* The whole text in the terminal itself, without pages, for its mouse to copy. */
static void show_on_screen(struct app *app, const struct printjob *job, const struct draft *draft)
{
    enum { WAIT_MOST_MS = 10 * 60 * 1000 };
    struct printjob plain = *job;
    struct strbuf text = STRBUF_INIT;
    plain.report.page_length = 0;
    plain.report.margin_left = plain.report.margin_top = 0;
    plain.report.ambiguous = term_ambiguous();
    if (plain.report.width > term_cols() - 1 && term_cols() > PAPER_MIN_COLS)
        plain.report.width = term_cols() - 1;
    if (render(app, &plain, draft, PURPOSE_SCREEN, &text)) {
        strbuf_add_str(&text,
                       _("\n全文到此为止：用鼠标选取、复制，长的往回翻。按任意键回到程序。\n"));
        term_show_lines(text.data, text.len, WAIT_MOST_MS);
    }
    strbuf_release(&text);
}

static bool choose(void *context, struct printjob *job, const struct draft *draft)
{
    struct app *app = context;
    const char *const choices[N_PURPOSES] = {
        _("上报、存档的文本文件"), _("记事本、WPS 打开的文本文件"), _("网页（Word、WPS 也能打开）"),
        _("针式打印机"),           _("屏幕上全文，供选取复制"),     _("改纸宽、每页行数、换行"),
    };
    for (;;) {
        struct strbuf paper = STRBUF_INIT;
        describe_paper(app, job, draft, &paper);
        int answer = ask_choice(&app->screen, _("打印"), paper.data, choices, N_PURPOSES, 0);
        strbuf_release(&paper);
        switch (answer) {
        case PURPOSE_LAYOUT: ask_paper(app, job); continue;
        case PURPOSE_SCREEN: show_on_screen(app, job, draft); return false;
        case -1: return false;
        default: take_purpose(job, (enum purpose)answer); return true;
        }
    }
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

/* Empty cells stop a formal print; what is meant is mostly 0. */
static void offer_zeros(struct app *app)
{
    struct cell any = {0};
    int n_blank = bulk_n_blank(desk_draft(&app->desk), any, BULK_DRAFT);
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, _("表里还有 %d 格空着，正式稿不能有空格。没有的要填 0：现在都填 0 吗？"),
                n_blank);
    if (n_blank && !desk_is_read_only(&app->desk) &&
        ask_yes_no(&app->screen, _("打印"), text.data, true))
        bulk_fill_zero(desk_edit(&app->desk), any, BULK_DRAFT);
    strbuf_release(&text);
}

void printing_run(struct app *app, const char *path)
{
    struct printjob job;
    if (!path)
        offer_zeros(app);
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
