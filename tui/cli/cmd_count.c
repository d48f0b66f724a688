/* SPDX-License-Identifier: MIT */
/* nianbao count: a register of requests counted into 表三. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/draft/newdraft.h"
#include "forms/job/countjob.h"
#include "forms/job/jobfile.h"
#include "forms/register/registerdue.h"
#include "forms/store/session.h"
#include "locale/message.h"
#include "tui/cli/call.h"
#include "tui/cli/option.h"
#include "tui/cli/say.h"
#include "tui/cli/subcommands.h"

enum {
    OPTION_OUTPUT,
    OPTION_YEAR,
    OPTION_UNIT,
    OPTION_PREVIOUS,
    OPTION_UPDATE,
    OPTION_FORCE,
    OPTION_DUE,
    OPTION_TEMPLATE
};

static const struct option_def options[] = {
    [OPTION_OUTPUT] = {"output", 'o', NC_("argument", "草稿.ini"),
                       N_("数字写到哪份草稿；没有这份草稿就新建")},
    [OPTION_YEAR] = {"year", 'y', NC_("argument", "年度"),
                     N_("报告年度，默认是台账里收到申请最多的一年")},
    [OPTION_UNIT] = {"unit", 'u', NC_("argument", "名称"), N_("新建的草稿的机关全称")},
    [OPTION_PREVIOUS] = {"previous", 'p', NC_("argument", "上年.ini"),
                         N_("上年的草稿：核对结转；新建的草稿从它带来机关、联系方式和文字")},
    [OPTION_UPDATE] = {"update", 0, NULL, N_("改已有的草稿；不写只列出会改哪些数")},
    [OPTION_FORCE] = {"force", 0, NULL, N_("有问题也统计：能计入的都计入")},
    [OPTION_DUE] = {"due", 0, NULL, N_("列出还没有答复的申请，离期限还有几个工作日")},
    [OPTION_TEMPLATE] = {"template", 0, NULL, N_("写一份空白台账，可以用 Excel、WPS 打开")},
    {0},
};

enum { MAX_SHOWN = 200 };

static bool is_set(const struct call *call, int option) { return call->values[option] != NULL; }

/* ---- what stands against it ---- */

static void tell_problems(const struct register_book *book, enum register_problem_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < book->n_problems; i++) {
        if (book->problems[i].kind != kind)
            continue;
        if (++n <= MAX_SHOWN)
            say_problem(kind == REGISTER_LINE ? _("问题：%s") : _("提醒：%s"),
                        book->problems[i].text);
    }
    if (n > MAX_SHOWN)
        say_problem(_("还有 %zu 处没有列出"), n - MAX_SHOWN);
}

/* true: it may be counted. */
static bool is_accepted(const struct call *call, const struct countjob *job)
{
    const struct register_book *book = &job->book;
    tell_problems(book, REGISTER_LINE);
    for (size_t i = 0; i < book->n_wordings; i++) {
        struct strbuf text = STRBUF_INIT;
        countjob_add_wording(job, &book->wordings[i], &text);
        say_problem(_("问题：%s"), text.data);
        strbuf_release(&text);
    }
    tell_problems(book, REGISTER_NOTICE);
    tell_problems(book, REGISTER_OUTSIDE);
    if (register_is_clear(book) || is_set(call, OPTION_FORCE))
        return true;
    if (book->n_wordings)
        say_problem(
            _("不知道算哪一类的用语，在填报界面里从台账统计（F10 菜单）时会逐个询问，回答记在草稿旁边的“%s”里"),
            REGISTERANSWERS_FILE);
    say_problem(_("没有写草稿：请先改好台账，或者用 --force 只统计没有问题的"));
    return false;
}

/* The lines that make the difference to last year's report. */
static void tell_carried(const struct countjob *job, const struct draft *previous)
{
    struct strbuf text = STRBUF_INIT;
    registerdraft_add_carried(&job->book, previous, &text);
    for (const char *line = text.data; *line;) {
        size_t len = strcspn(line, "\n");
        say_problem(_("提醒：%.*s"), (int)len, line);
        line += len + (line[len] != '\0');
    }
    strbuf_release(&text);
}

/* ---- a new draft, or one that is there ---- */

static int create(const struct call *call, const struct countjob *job, const struct draft *previous,
                  const char *unit)
{
    const char *output = call->values[OPTION_OUTPUT];
    struct draft *draft = previous ? newdraft_from_previous(previous, call->values[OPTION_PREVIOUS])
                                   : newdraft_empty(unit ? unit : "", job->book.year);
    struct strbuf year = STRBUF_INIT, summary = STRBUF_INIT;
    struct register_plan plan;
    if (unit)
        draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    strbuf_addf(&year, "%d", job->book.year);
    draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), year.data);
    struct edit *edit = edit_new(draft);
    register_plan_init(&plan, draft, &job->book);
    countjob_apply(job, &plan, edit);
    register_plan_release(&plan);
    edit_free(edit);
    countjob_add_summary(job, &summary);
    int code = call_create_draft(call, output, draft);
    if (code == EXIT_FINE && !jobfile_is_std(output)) {
        say("%s", summary.data);
        say(_("下一步：nianbao edit %s 核对数字（在格上按 Enter 看是哪几件）、写文字，按 F9 检查，再打印。\n"),
            output);
    }
    strbuf_release(&year);
    strbuf_release(&summary);
    return code;
}

static int save_update(struct session *session, const char *output)
{
    struct err err = {0};
    switch (session_save(session, NULL, &err)) {
    case SESSION_SAVED: say(_("已改好并保存：%s\n"), output); return EXIT_FINE;
    case SESSION_SAVE_CONFLICT:
        say_problem(_("%s 刚刚被别人改过，没有保存。请再运行一次。"), output);
        return EXIT_TROUBLE;
    default: say_problem("%s", err.text); return EXIT_TROUBLE;
    }
}

static int update(const struct call *call, const struct countjob *job)
{
    const char *output = call->values[OPTION_OUTPUT];
    struct err err = {0};
    struct register_plan plan;
    struct strbuf text = STRBUF_INIT;
    int code = EXIT_FINE;
    struct session *session = session_open(output, &err);
    if (!session) {
        say_problem("%s", err.text);
        return EXIT_TROUBLE;
    }
    struct draft *draft = session_draft(session);
    if (draft_form(draft) != job->book.form || draft_year(draft) != job->book.year) {
        say_problem(_("%s 是 %d 年的草稿，台账统计的是 %d 年，没有改"), output, draft_year(draft),
                    job->book.year);
        session_close(session, true);
        return EXIT_FINDINGS;
    }
    register_plan_init(&plan, draft, &job->book);
    register_plan_describe(&plan, draft, &text);
    if (plan.requests)
        strbuf_addf(&text, _("文字里加一句：%s\n"), plan.requests_shown);
    if (plan.fees)
        strbuf_addf(&text, _("文字里加一句：%s\n"), plan.fees);
    countjob_add_summary(job, &text);
    say_text(text.data, text.len);
    if (!is_set(call, OPTION_UPDATE)) {
        if (plan.n_changes)
            say_problem(_("没有改草稿：照这样改，请加上 --update"));
        code = plan.n_changes ? EXIT_FINDINGS : EXIT_FINE;
    } else if (session_access(session) != SESSION_WRITABLE) {
        say_problem(_("%s 正由别人修改，没有写"), output);
        code = EXIT_LOCKED;
    } else {
        countjob_apply(job, &plan, session_edit(session));
        code = save_update(session, output);
    }
    register_plan_release(&plan);
    strbuf_release(&text);
    session_close(session, code != EXIT_FINE);
    return code;
}

static int count(const struct call *call, const char *unit, int year)
{
    const char *output = call->values[OPTION_OUTPUT], *given = call->values[OPTION_PREVIOUS];
    struct countjob job;
    struct err err = {0};
    int code = EXIT_TROUBLE;
    struct draft *previous = given ? call_read_draft(call, given, NULL) : NULL;
    if (given && !previous)
        return EXIT_TROUBLE;
    if (!countjob_read(&job, call->settings, call->operands[0], output, year, &err)) {
        say_problem("%s", err.text);
    } else if (!is_accepted(call, &job)) {
        code = EXIT_FINDINGS;
    } else {
        if (previous)
            tell_carried(&job, previous);
        code = !jobfile_is_std(output) && access(output, F_OK) == 0
                   ? update(call, &job)
                   : create(call, &job, previous, unit);
    }
    countjob_release(&job);
    draft_free(previous);
    return code;
}

/* ---- the other two ---- */

static int write_template(const struct call *call)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, "\xEF\xBB\xBF"); /* or Excel takes it for GBK */
    register_add_template(&text);
    const char *output = call->values[OPTION_OUTPUT];
    bool ok = call_write(call, output ? output : "-", text.data, text.len, false);
    strbuf_release(&text);
    return ok ? EXIT_FINE : EXIT_TROUBLE;
}

static void add_due(const struct register_due *due, struct strbuf *out)
{
    strbuf_addf(out, _("第 %d 行  "), due->line);
    if (*due->number)
        strbuf_addf(out, _("编号 %s  "), due->number);
    strbuf_add_str(out, _("收到 "));
    date_add_iso(out, due->received);
    strbuf_addf(out, _("  已过 %d 个工作日  期限 "), due->n_gone);
    date_add_iso(out, due->deadline);
    if (due->n_left < 0)
        strbuf_addf(out, _("  逾期 %d 个工作日\n"), -due->n_left);
    else
        strbuf_addf(out, _("  还剩 %d 个工作日\n"), due->n_left);
}

static int list_due(const struct call *call, int year)
{
    struct countjob job;
    struct workdays days = WORKDAYS_INIT;
    struct register_due *list = NULL;
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    bool ok = countjob_read(&job, call->settings, call->operands[0], ".", year, &err) &&
              workdays_read(&days, call->settings->holidays, &err);
    if (ok) {
        size_t n = registerdue_list(&job.book, &days, date_today(), &list);
        for (size_t i = 0; i < n; i++)
            add_due(&list[i], &text);
        strbuf_addf(&text, _("还没有答复的申请共 %zu 件\n"), n);
        say_text(text.data, text.len);
        tell_problems(&job.book, REGISTER_LINE);
    } else {
        say_problem("%s", err.text);
    }
    free(list);
    workdays_release(&days);
    countjob_release(&job);
    strbuf_release(&text);
    return ok ? EXIT_FINE : EXIT_TROUBLE;
}

static int run(const struct call *call)
{
    int year = 0;
    char *unit = NULL;
    if (is_set(call, OPTION_TEMPLATE))
        return write_template(call);
    if (!call->n_operands) {
        say_problem(_("没有写台账的文件名（nianbao count --help 有说明）"));
        return EXIT_USAGE;
    }
    if (!option_number("year", call->values[OPTION_YEAR], 2008, 9999, &year))
        return EXIT_USAGE;
    if (is_set(call, OPTION_DUE))
        return list_due(call, year);
    if (!is_set(call, OPTION_OUTPUT)) {
        say_problem(_("没有写草稿的文件名：-o 草稿.ini（nianbao count --help 有说明）"));
        return EXIT_USAGE;
    }
    if (!call_allows_draft(call, call->values[OPTION_OUTPUT]))
        return EXIT_TROUBLE;
    if (!option_text("unit", call->values[OPTION_UNIT], &unit))
        return EXIT_USAGE;
    int code = count(call, unit, year);
    free(unit);
    return code;
}

const struct subcommand cmd_count = {
    "count",
    N_("台账 -o 草稿.ini [--year=年度] [--previous=上年.ini]"),
    N_("把依申请公开台账（CSV、制表符分隔的文本、.xlsx）逐件统计成表三、表四"),
    options,
    0,
    1,
    run};
