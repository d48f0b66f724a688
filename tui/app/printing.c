/* SPDX-License-Identifier: MIT */
#include "tui/app/printing.h"

#include <stdlib.h>
#include <string.h>

#include "forms/print/printer.h"
#include "forms/print/report.h"
#include "forms/print/reportencode.h"
#include "forms/store/output.h"
#include "forms/store/printed.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/app/starting.h"
#include "tui/screen/ask.h"

struct printing {
    struct app *app;
    const struct draft *draft;
    struct stored_draft *stored; /* NULL: the draft is the session's */
    struct report_options options;
};

/* Errors stop a print that is to be handed in; a copy marked 草稿 may be had all the same. Warnings
 * are named. */
static bool ask_despite_findings(struct printing *printing)
{
    struct findings findings = {0};
    check_draft(printing->draft,
                printing->app->desk.session ? desk_previous(&printing->app->desk) : NULL, CHECK_ALL,
                &findings);
    size_t n_errors = findings_n_errors(&findings), n_warnings = findings_n_warnings(&findings);
    struct strbuf text = STRBUF_INIT;
    bool go_on = true;
    if (n_errors) {
        strbuf_addf(
            &text,
            _("还有 %zu 个错误没有改正（按 F9 逐条查看），改正以后才能打印正式稿。现在打印一份标有“草稿”的吗？"),
            n_errors);
        go_on = printing->options.is_draft =
            ask_yes_no(&printing->app->screen, _("打印"), text.data, false);
    } else if (n_warnings) {
        strbuf_addf(&text, _("没有错误，还有 %zu 个提醒没有处理（按 F9 逐条查看）"), n_warnings);
        strbuf_add_str(&text, findings_have(&findings, "Y-COPIED") ? _("，其中有上年报告的原文。")
                                                                   : _("。"));
        strbuf_add_str(&text, _("照样打印吗？"));
        go_on = ask_yes_no(&printing->app->screen, _("打印"), text.data, true);
    }
    strbuf_release(&text);
    findings_release(&findings);
    return go_on;
}

static bool ask_encoding(struct printing *printing)
{
    static const enum encoding encodings[] = {ENCODING_UTF8, ENCODING_GB18030, ENCODING_GBK};
    const char *const choices[] = {_("UTF-8：看、上报、上网公布（表格线占一列）"),
                                   _("GB18030：中文针式打印机、旧的办公软件（表格线占两列）"),
                                   _("GBK：只有老字库的针式打印机（表格线占两列）")};
    enum settings_encoding preferred =
        (enum settings_encoding)printing->app->desk.settings->print_encoding;
    int answer = ask_choice(
        &printing->app->screen, _("编码"), _("给哪里用？不清楚就选第一项。"), choices, 3,
        preferred == SETTINGS_ENCODING_AUTO ? 0 : (size_t)preferred - SETTINGS_ENCODING_UTF8);
    if (answer < 0)
        return false;
    printing->options.encoding = encodings[answer];
    return true;
}

/* Says what the encoding lacks; false where nothing can stand for some of it or the operator stops.
 */
static bool show_losses(struct printing *printing)
{
    struct strbuf list = STRBUF_INIT;
    struct report_losses losses = {0};
    bool go_on = true;
    report_encode_losses(printing->draft, printing->options.encoding, &list, &losses);
    if (losses.n_impossible)
        ask_show(&printing->app->screen, _("这种编码写不出这些字，没有打印"), list.data);
    else if (losses.n_substituted)
        go_on =
            ask_yes_no(&printing->app->screen, _("这些字将印成相近的字，好吗？"), list.data, true);
    strbuf_release(&list);
    return go_on && !losses.n_impossible;
}

/* Appends the file name to propose: in the present folder, in restricted mode in the drafts folder.
 */
static void add_proposal(const struct printing *printing, struct strbuf *path)
{
    enum { MAX_UNIT_BYTES = 60 };
    const char *unit = draft_text(printing->draft, draft_cover_field(printing->draft, COVER_UNIT));
    struct strbuf name = STRBUF_INIT;
    if (!*unit)
        unit = _("年报");
    strbuf_addf(&name, "%.*s-%d.txt", (int)utf8_clip_bytes(unit, strlen(unit), MAX_UNIT_BYTES),
                unit, draft_year(printing->draft));
    for (char *slash = name.data; (slash = strchr(slash, '/'));)
        *slash = '-';
    if (printing->app->desk.settings->restricted) {
        char *folder = starting_default_folder(printing->app);
        strbuf_addf(path, "%s/", folder);
        free(folder);
    }
    strbuf_add_str(path, name.data);
    strbuf_release(&name);
}

/* Says what was done, and puts into the draft that it was printed: unless every page is marked as a
 * draft's. */
static void finish(struct printing *printing, const char *done)
{
    struct app *app = printing->app;
    struct err err = {0};
    enum printed_result result = PRINTED_RECORDED;
    if (!printing->options.is_draft)
        result = printing->stored ? printed_record_stored(printing->stored, date_today(), &err)
                                  : printed_record_session(app->desk.session, date_today(), &err);
    if (result == PRINTED_NOT_RECORDED)
        screen_warn(&app->screen, _("%s；没有能记下“已打印”：%s"), done, err.text);
    else if (result == PRINTED_WITH_NEXT_SAVE)
        screen_say(&app->screen, _("%s；“已打印”等您保存（F2）时记下"), done);
    else
        screen_say(&app->screen, "%s", done);
}

/* A file that this program did not write is only replaced after a question. */
static bool write_file(struct printing *printing, const char *path, const struct strbuf *bytes,
                       struct err *err)
{
    const struct settings *settings = printing->app->desk.settings;
    enum output_result result = output_write(settings, path, bytes->data, bytes->len, false, err);
    if (result == OUTPUT_FOREIGN &&
        ask_yes_no(&printing->app->screen, _("打印到文件"),
                   _("已经有这个文件，而且不是本程序写的。要换掉它吗？原来的内容会留作上一版。"),
                   false))
        result = output_write(settings, path, bytes->data, bytes->len, true, err);
    return result == OUTPUT_OK;
}

static void to_file(struct printing *printing, const struct strbuf *bytes)
{
    struct strbuf path = STRBUF_INIT;
    struct err err = {0};
    add_proposal(printing, &path);
    while (ask_line(&printing->app->screen, _("打印到文件"), *err.text ? err.text : _("文件名："),
                    &path)) {
        if (write_file(printing, path.data, bytes, &err)) {
            /* Where it is, in full: nobody has to know which folder the program runs in. */
            struct strbuf done = STRBUF_INIT;
            char *whole = realpath(path.data, NULL);
            strbuf_addf(&done, _("已写到 %s"), whole ? whole : path.data);
            finish(printing, done.data);
            strbuf_release(&done);
            free(whole);
            break;
        }
    }
    strbuf_release(&path);
}

static void to_printer(struct printing *printing, const struct strbuf *bytes)
{
    const struct printer_job job = {.command = printing->app->desk.settings->print_command,
                                    .raw = printing->options.encoding != ENCODING_UTF8};
    struct strbuf said = STRBUF_INIT;
    struct err err = {0};
    if (printer_run(&job, bytes->data, bytes->len, &said, &err)) {
        struct strbuf done = STRBUF_INIT;
        strbuf_addf(&done, _("已送到打印机 %s"), said.data);
        finish(printing, done.data);
        strbuf_release(&done);
    } else {
        strbuf_addf(&said, "\n%s", err.text);
        ask_show(&printing->app->screen, _("没有打印成功"), said.data);
    }
    strbuf_release(&said);
}

void printing_run(struct app *app, struct stored_draft *stored)
{
    const struct settings *settings = app->desk.settings;
    struct printing printing = {.app = app,
                                .draft = stored ? stored->draft : desk_draft(&app->desk),
                                .stored = stored,
                                .options = {.width = settings->print_width,
                                            .page_length = settings->page_length,
                                            .border = (enum report_border)settings->print_border}};
    const char *const targets[] = {_("写到文件"), _("送到打印机")};
    struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT;
    struct err err = {0};
    int target;
    if (!ask_despite_findings(&printing) ||
        (target = ask_choice(&app->screen, _("打印"), NULL, targets, 2, 0)) < 0 ||
        !ask_encoding(&printing) || !show_losses(&printing))
        return;
    if (!report_render(printing.draft, &printing.options, &text, &err) ||
        !report_encode(&text, printing.options.encoding, false, &bytes, NULL, &err))
        ask_show(&app->screen, _("没有打印成功"), err.text);
    else if (target == 0)
        to_file(&printing, &bytes);
    else
        to_printer(&printing, &bytes);
    strbuf_release(&text);
    strbuf_release(&bytes);
}
