/* SPDX-License-Identifier: MIT */
#include "tui/app/counting.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "forms/job/countjob.h"
#include "forms/store/previous.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/choosefile.h"
#include "tui/screen/entries.h"

enum { HEAD_COLS = 10 };

static bool is_register(const char *name)
{
    static const char *const ends[] = {".csv", ".tsv", ".txt", ".xlsx", ".ods", NULL};
    const char *dot = strrchr(name, '.');
    for (const char *const *end = ends; dot && *end; end++)
        if (strcasecmp(dot, *end) == 0)
            return true;
    return false;
}

/* Asks about the first wording that nobody knows. false: cancelled. */
static bool ask_about(struct app *app, struct countjob *job)
{
    const struct register_wording wording = job->book.wordings[0];
    struct registerwords *words = registerwords_new(job->book.form);
    struct ask_list list = {0};
    struct strbuf text = STRBUF_INIT;
    int places[REGISTER_MAX_ROWS], n = 0;
    struct err err = {0};
    for (int place = registerwords_first(words, wording.kind);
         place <= registerwords_last(words, wording.kind); place++) {
        if (wording.candidates && !(wording.candidates >> place & 1))
            continue;
        registerwords_add_name(words, wording.kind, place, ask_list_add(&list));
        places[n++] = place;
    }
    strbuf_addf(&text, _("台账第 %d 行起有 %zu 件写的是“%s”。算哪一类？回答会记住，下次不再问。"),
                wording.first_line, wording.n_lines, wording.text);
    int answer = ask_list_choose(&app->screen, _("从台账统计"), text.data, &list, 0);
    if (answer >= 0 && !countjob_answer(job, &wording, places[answer], &err))
        ask_show(&app->screen, _("回答没有记住"), err.text);
    registerwords_free(words);
    strbuf_release(&text);
    return answer >= 0;
}

static void add_entry(struct entries *entries, const char *head, enum style style, const char *text)
{
    entries_add(entries, head, style, text, strlen(text), STYLE_NORMAL);
}

static void add_each_line(struct entries *entries, const char *head, enum style style,
                          struct strbuf *text)
{
    for (const char *line = text->data; *line;) {
        size_t len = strcspn(line, "\n");
        entries_add(entries, head, style, line, len, STYLE_NORMAL);
        line += len + (line[len] != '\0');
    }
    strbuf_clear(text);
}

static void add_problems(struct entries *entries, const struct register_book *book,
                         enum register_problem_kind kind, const char *head, enum style style)
{
    for (size_t i = 0; i < book->n_problems; i++)
        if (book->problems[i].kind == kind)
            add_entry(entries, head, style, book->problems[i].text);
}

/* What would change, what is doubtful. true: do it. */
static bool is_accepted(struct app *app, const struct countjob *job,
                        const struct register_plan *plan)
{
    const struct draft *draft = desk_draft(&app->desk);
    const struct draft *previous = session_previous(app->desk.session);
    struct entries entries;
    struct strbuf text = STRBUF_INIT, title = STRBUF_INIT;
    entries_init(&entries, HEAD_COLS);
    countjob_add_summary(job, &text);
    add_each_line(&entries, _("统计"), STYLE_HEADING, &text);
    add_problems(&entries, &job->book, REGISTER_LINE, _("没有计入"), STYLE_ERROR);
    if (previous)
        registerdraft_add_carried(&job->book, previous, &text);
    add_each_line(&entries, _("请核对"), STYLE_WARNING, &text);
    add_problems(&entries, &job->book, REGISTER_NOTICE, _("请核对"), STYLE_WARNING);
    register_plan_describe(plan, draft, &text);
    add_each_line(&entries, _("改动"), STYLE_NORMAL, &text);
    if (plan->requests)
        add_entry(&entries, _("加一句"), STYLE_NORMAL, plan->requests_shown);
    if (plan->fees)
        add_entry(&entries, _("加一句"), STYLE_NORMAL, plan->fees);
    add_problems(&entries, &job->book, REGISTER_OUTSIDE, _("不在本年"), STYLE_DIM);
    strbuf_addf(&title, _(" 从台账统计：%zu 格与台账不同"), plan->n_changes);
    entries.pager.title = title.data;
    entries.pager.foot = _("Enter 填入草稿   Esc 不填   F1 说明   ↑↓ PgUp PgDn 翻看");
    entries.pager.help = _(
        "从台账统计\n　　把依申请公开台账逐件计入表三（有复议、诉讼两栏的也计入表四）。现在草稿还没有改：按 Enter 填入，填入以后 ^Z 可以撤销；按 Esc 就当没有这回事。\n\n"
        "没有计入\n　　缺日期、缺类型、编号重复这样的行。在台账里改好，再统计一次。\n\n"
        "手工的数\n　　上次统计以后手工改过的格，保留手工的数，只列出来。\n\n"
        "填好以后\n　　在表三、表四里按 Enter，列出这一格由台账里的哪几件申请计成。");
    bool accepted = entries_run(&app->screen, &entries, true);
    entries_release(&entries);
    strbuf_release(&text);
    strbuf_release(&title);
    return accepted;
}

static void fill_in(struct app *app, struct countjob *job)
{
    struct register_plan plan;
    register_plan_init(&plan, desk_draft(&app->desk), &job->book);
    if (is_accepted(app, job, &plan)) {
        countjob_apply(job, &plan, desk_edit(&app->desk));
        screen_say(&app->screen, _("已按台账填好 %zu 格，^Z 可以撤销；在格上按 Enter 看是哪几件"),
                   plan.n_changes - plan.n_kept);
    }
    register_plan_release(&plan);
}

static void count(struct app *app, const char *path)
{
    const struct draft *draft = desk_draft(&app->desk);
    struct countjob job;
    struct err err = {0};
    bool goes_on = countjob_read(&job, app->desk.settings, path, session_path(app->desk.session),
                                 draft_year(draft), &err);
    if (!goes_on)
        ask_show(&app->screen, _("不能统计"), err.text);
    else if (job.book.form != draft_form(draft)) {
        ask_show(&app->screen, _("不能统计"), _("草稿的格式与它的年度不符。"));
        goes_on = false;
    }
    while (goes_on && job.book.n_wordings)
        goes_on = ask_about(app, &job);
    if (goes_on)
        fill_in(app, &job);
    countjob_release(&job);
}

void counting_run(struct app *app)
{
    const struct draft *draft = desk_draft(&app->desk);
    char *folder = xstrdup(session_path(app->desk.session)), *slash = strrchr(folder, '/');
    slash[slash == folder] = '\0';
    const struct file_wish wish = {
        .title = _("从台账统计"),
        .text = _("依申请公开台账：CSV、制表符分隔的文本，或者 Excel 的 .xlsx，一行一件。"),
        .folder = folder,
        .settings = app->desk.settings,
        .is_fit = is_register};
    if (desk_is_read_only(&app->desk)) {
        screen_say(&app->screen, _("这份草稿现在只能看，不能统计到里面"));
    } else if (!draft_year(draft)) {
        ask_show(&app->screen, _("从台账统计"), _("请先在封面填好报告年度，再统计。"));
    } else {
        char *path = choosefile_ask(&app->screen, &wish, NULL);
        if (path)
            count(app, path);
        free(path);
    }
    free(folder);
}
