/* SPDX-License-Identifier: MIT */
#include "tui/app/summing.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "forms/files/safefile.h"
#include "forms/rollup/draftsummary.h"
#include "forms/rollup/rollupdraft.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/choosefile.h"
#include "tui/screen/entries.h"
#include "tui/screen/working.h"

enum { HEAD_COLS = 10, MAX_SHOWN = 500 };

/* What the operator has answered. */
struct summing {
    struct app *app;
    const char *folder; /* of the list */
    struct draft_list list;
    struct roster roster;
    bool has_roster;
    char *path; /* of the sum */
};

/* ---- questions ---- */

static bool read_roster(struct summing *summing, const char *path, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    struct strbuf bytes = STRBUF_INIT;
    roster_release(&summing->roster);
    summing->roster = (struct roster)ROSTER_INIT;
    summing->has_roster = safefile_open(&file, path, err) &&
                          safefile_read(&file, ROSTER_MAX_BYTES, &bytes, NULL, err) &&
                          roster_parse(&summing->roster, bytes.data, bytes.len, err);
    safefile_close(&file);
    strbuf_release(&bytes);
    return summing->has_roster;
}

/* false: cancelled. */
static bool ask_roster(struct summing *summing)
{
    const struct file_wish wish = {
        .title = _("汇总：应交单位的名单"),
        .text = _("文本文件，一行一个单位的全称。有名单，就列出谁没有交、谁不在名单里。"),
        .folder = summing->folder,
        .settings = summing->app->desk.settings,
        .is_fit = choosefile_is_text,
        .none = _("没有名单")};
    for (;;) {
        bool without;
        struct err err = {0};
        char *path = choosefile_ask(&summing->app->screen, &wish, &without);
        bool done = !path || read_roster(summing, path, &err);
        if (path && !done)
            ask_show(&summing->app->screen, _("这不是名单"), err.text);
        free(path);
        if (done)
            return path || without;
    }
}

/* May the sum be written there? What is there already is only replaced where it is a sum. */
static bool may_be_sum(const struct summing *summing, const char *path, struct err *err)
{
    struct stat st;
    if (!settings_allow_path(summing->app->desk.settings, path, err))
        return false;
    if (lstat(path, &st) != 0)
        return true;
    struct draft *draft = draft_summary_read_draft(path, err);
    bool is_sum = draft && rollup_is_sum(draft);
    draft_free(draft);
    return is_sum || err_set(err, "%s", _("已经有这个文件，而且不是汇总，不会动它。"));
}

static bool ask_target(struct summing *summing)
{
    struct strbuf name = STRBUF_INIT, prompt = STRBUF_INIT;
    strbuf_add_str(&name, _("汇总.ini"));
    strbuf_addf(&prompt, _("汇总写到 %s 里的哪个文件？已有的汇总保留封面和文字，只换数字。"),
                summing->folder);
    while (!summing->path && ask_line(&summing->app->screen, _("汇总"), prompt.data, &name)) {
        struct err err = {0};
        strbuf_clear(&prompt);
        if (safefile_name_is_fit(name.data, &err)) {
            if (!draftfile_stem_len(name.data))
                strbuf_add_str(&name, ".ini");
            summing->path = choosefile_path(summing->folder, name.data);
            if (may_be_sum(summing, summing->path, &err))
                break;
            free(summing->path);
            summing->path = NULL;
        }
        strbuf_addf(&prompt, _("%s\n换一个文件名："), err.text);
    }
    strbuf_release(&name);
    strbuf_release(&prompt);
    return summing->path;
}

static bool list_drafts(struct summing *summing, const char *folder)
{
    struct err err = {0};
    char *except = safefile_real_path(summing->path);
    bool ok = draft_list_add(&summing->list, folder, except, &err);
    free(except);
    if (!ok)
        ask_show(&summing->app->screen, _("没有汇总"), err.text);
    return ok;
}

static bool ask_all(struct summing *summing)
{
    char *folder = xstrdup(summing->folder);
    bool go_on =
        starting_ask_folder(summing->app, _("汇总"),
                            _("各单位的草稿在哪个文件夹里（不进下一层文件夹）："), &folder) &&
        ask_roster(summing) && ask_target(summing) && list_drafts(summing, folder);
    free(folder);
    return go_on;
}

/* ---- what came of it ---- */

static void add_entry(struct entries *entries, const char *head, enum style style, const char *text)
{
    entries_add(entries, head, style, text, strlen(text), STYLE_NORMAL);
}

static void add_summary(struct entries *entries, const struct summing *summing,
                        const struct rollup *rollup)
{
    struct strbuf text = STRBUF_INIT;
    struct stat st;
    if (rollup->form)
        strbuf_addf(&text, _("共 %zu 份草稿，可以计入 %zu 份，%d 年。"), summing->list.n_files,
                    rollup->n_counted, rollup->year);
    else
        strbuf_add_str(&text, _("没有一份草稿可以汇总。"));
    add_entry(entries, _("汇总"), STYLE_HEADING, text.data);
    if (summing->has_roster) {
        strbuf_clear(&text);
        strbuf_addf(&text, _("名单上 %zu 个单位，没有计入的 %zu 个，名单以外的 %zu 个。"),
                    summing->roster.n_units, rollup->n_missing, rollup->n_surplus);
        add_entry(entries, _("应交"), STYLE_HEADING, text.data);
    }
    strbuf_clear(&text);
    strbuf_addf(&text,
                stat(summing->path, &st) == 0 ? _("%s（已有的汇总，只换数字）") : _("%s（新文件）"),
                summing->path);
    add_entry(entries, _("写到"), STYLE_HEADING, text.data);
    strbuf_release(&text);
}

/* Those that stop the sum, or the others. */
static void add_problems(struct entries *entries, const struct rollup *rollup, bool stopping)
{
    struct strbuf text = STRBUF_INIT;
    size_t n = 0;
    for (size_t i = 0; i < rollup->n_problems; i++) {
        const struct rollup_problem *problem = &rollup->problems[i];
        if ((rollup_effect(problem->kind) != ROLLUP_NOTICE) == stopping && n++ < MAX_SHOWN)
            add_entry(entries, stopping ? _("问题") : _("提醒"),
                      stopping ? STYLE_ERROR : STYLE_WARNING, problem->text);
    }
    if (n > MAX_SHOWN) {
        strbuf_addf(&text, _("另有 %zu 条没有列出"), n - MAX_SHOWN);
        add_entry(entries, "", STYLE_NORMAL, text.data);
    }
    strbuf_release(&text);
}

/* Shows what was found. true: the sum is to be written. */
static bool ask_after_showing(const struct summing *summing, const struct rollup *rollup)
{
    enum rollup_effect worst = rollup_worst(rollup);
    bool is_possible = rollup->form && worst != ROLLUP_FATAL;
    bool is_doubtful = worst != ROLLUP_NOTICE;
    struct entries entries;
    struct screen_input input;
    enum pager_end end;
    entries_init(&entries, HEAD_COLS);
    add_summary(&entries, summing, rollup);
    add_problems(&entries, rollup, true);
    add_problems(&entries, rollup, false);
    entries.pager.title = !is_possible  ? _(" 汇总：不能汇总")
                          : is_doubtful ? _(" 汇总：有问题要先处理")
                                        : _(" 汇总：没有问题");
    entries.pager.foot = is_possible
                             ? _("Enter 写成汇总   Esc 不汇总   F1 说明   ↑↓ PgUp PgDn 翻看")
                             : _("Esc 返回   F1 说明   ↑↓ PgUp PgDn 翻看");
    entries.pager.help = _(
        "汇总\n　　一个文件夹里各单位的草稿逐格相加，成为上级机关的草稿。现在还没有写：按 Enter 才写，按 Esc 就当没有这回事；"
        "各单位的草稿都不改动。\n\n"
        "问题\n　　有错误、正由别人修改、一个单位有两份、年度或格式不同、读不出的。先请该单位改好再汇总；照样汇总的，能相加的都计入，"
        "问题写在汇总里。\n\n"
        "提醒\n　　不妨碍汇总，请看一看。\n\n"
        "以后\n　　各单位改了数，再汇总到同一个文件，只换数字。打开汇总，在表里按 Enter，看这个数由哪些单位合成。");
    do {
        end = entries_step(&summing->app->screen, &entries, &input);
    } while (end == PAGER_MOVED || end == PAGER_OTHER || (end == PAGER_ENTER && !is_possible));
    entries_release(&entries);
    return end == PAGER_ENTER &&
           (!is_doubtful ||
            ask_yes_no(&summing->app->screen, _("汇总"),
                       _("还有问题没有处理。照样汇总吗？能相加的都计入，问题写在汇总里。"), false));
}

static struct start_choice write_sum(const struct summing *summing, const struct rollup *rollup)
{
    struct err err = {0};
    if (rollup_save(rollup, summing->path, NULL, &err) == ROLLUP_SAVED) {
        screen_say(&summing->app->screen, _("已汇总 %zu 个单位，%d 年"), rollup->n_counted,
                   rollup->year);
        return (struct start_choice){xstrdup(summing->path), NULL};
    }
    ask_show(&summing->app->screen, _("没有汇总"), err.text);
    return (struct start_choice){NULL, NULL};
}

struct start_choice summing_run(struct app *app, const char *folder)
{
    struct summing summing = {
        .app = app, .folder = folder, .list = DRAFT_LIST_INIT, .roster = ROSTER_INIT};
    struct start_choice choice = {NULL, NULL};
    if (ask_all(&summing)) {
        struct rollup rollup;
        struct working working;
        char *only_folder = settings_only_folder(app->desk.settings);
        working_start(&working, &app->screen, _("汇总"));
        rollup_run(&rollup, &summing.list,
                   &(struct rollup_options){.roster = summing.has_roster ? &summing.roster : NULL,
                                            .only_folder = only_folder,
                                            .progress = working_step,
                                            .context = &working,
                                            .stop = &working.stop});
        if (working.stop)
            screen_say(&app->screen, _("已停止，没有汇总"));
        else if (ask_after_showing(&summing, &rollup))
            choice = write_sum(&summing, &rollup);
        rollup_release(&rollup);
        free(only_folder);
    }
    draft_list_release(&summing.list);
    roster_release(&summing.roster);
    free(summing.path);
    return choice;
}
