/* SPDX-License-Identifier: MIT */
#include "tui/app/summing.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "forms/files/safefile.h"
#include "forms/job/sumjob.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/choosefile.h"
#include "tui/screen/entries.h"
#include "tui/screen/working.h"

enum { HEAD_COLS = 10, MAX_SHOWN = 500 };

struct summing {
    struct app *app;
    const char *folder; /* of the list */
    struct sumjob job;
    struct working working;
    size_t n_counted; /* of the sum that was accepted */
    int year;
};

/* ---- questions ---- */

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
        bool done = !path || sumjob_read_roster(&summing->job, path, &err);
        if (path && !done)
            ask_show(&summing->app->screen, _("这不是名单"), err.text);
        free(path);
        if (done)
            return path || without;
    }
}

static bool ask_target(struct summing *summing)
{
    struct strbuf name = STRBUF_INIT, prompt = STRBUF_INIT;
    strbuf_add_str(&name, _("汇总.ini"));
    strbuf_addf(&prompt, _("汇总写到 %s 里的哪个文件？已有的汇总保留封面和文字，只换数字。"),
                summing->folder);
    while (!summing->job.output && ask_line(&summing->app->screen, _("汇总"), prompt.data, &name)) {
        struct err err = {0};
        strbuf_clear(&prompt);
        if (safefile_name_is_fit(name.data, &err)) {
            if (!draftfile_stem_len(name.data))
                strbuf_add_str(&name, ".ini");
            char *path = choosefile_path(summing->folder, name.data);
            bool ok = sumjob_set_output(&summing->job, path, &err);
            free(path);
            if (ok)
                break;
        }
        strbuf_addf(&prompt, _("%s\n换一个文件名："), err.text);
    }
    strbuf_release(&name);
    strbuf_release(&prompt);
    return summing->job.output;
}

static bool list_drafts(struct summing *summing, const char *folder)
{
    struct err err = {0};
    bool ok = sumjob_add(&summing->job, folder, &err);
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

static void add_summary(struct entries *entries, const struct sumjob *job,
                        const struct rollup *rollup)
{
    struct strbuf text = STRBUF_INIT;
    struct stat st;
    if (rollup->form)
        strbuf_addf(&text, _("共 %zu 份草稿，可以计入 %zu 份，%d 年。"), job->list.n_files,
                    rollup->n_counted, rollup->year);
    else
        strbuf_add_str(&text, _("没有一份草稿可以汇总。"));
    add_entry(entries, _("汇总"), STYLE_HEADING, text.data);
    if (job->has_roster) {
        strbuf_clear(&text);
        strbuf_addf(&text, _("名单上 %zu 个单位，没有计入的 %zu 个，名单以外的 %zu 个。"),
                    job->roster.n_units, rollup->n_missing, rollup->n_surplus);
        add_entry(entries, _("应交"), STYLE_HEADING, text.data);
    }
    strbuf_clear(&text);
    strbuf_addf(&text,
                stat(job->output, &st) == 0 ? _("%s（已有的汇总，只换数字）") : _("%s（新文件）"),
                job->output);
    add_entry(entries, _("写到"), STYLE_HEADING, text.data);
    strbuf_release(&text);
}

static void tell(void *entries, bool stops, const char *text)
{
    add_entry(entries, stops ? _("问题") : _("提醒"), stops ? STYLE_ERROR : STYLE_WARNING, text);
}

/* Shows what was found. true: the sum is to be written. */
static bool accept(void *context, const struct sumjob *job, const struct rollup *rollup,
                   enum sumjob_verdict verdict)
{
    struct summing *summing = context;
    bool is_possible = verdict != SUMJOB_IMPOSSIBLE, is_doubtful = verdict != SUMJOB_FINE;
    struct entries entries;
    struct screen_input input;
    enum pager_end end;
    summing->n_counted = rollup->n_counted;
    summing->year = rollup->year;
    entries_init(&entries, HEAD_COLS);
    add_summary(&entries, job, rollup);
    sumjob_tell_problems(rollup, MAX_SHOWN, tell, &entries);
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

static void progress(size_t n_done, size_t n_files, void *context)
{
    working_step(n_done, n_files, &((struct summing *)context)->working);
}

static struct start_choice run(struct summing *summing)
{
    struct err err = {0};
    struct screen *screen = &summing->app->screen;
    working_start(&summing->working, screen, _("汇总"));
    switch (sumjob_run(&summing->job,
                       &(struct sumjob_door){.context = summing,
                                             .progress = progress,
                                             .stop = &summing->working.stop,
                                             .accept = accept},
                       &err)) {
    case SUMJOB_SAVED:
        screen_say(screen, _("已汇总 %zu 个单位，%d 年"), summing->n_counted, summing->year);
        return (struct start_choice){xstrdup(summing->job.output), NULL};
    case SUMJOB_DECLINED:
        if (summing->working.stop)
            screen_say(screen, _("已停止，没有汇总"));
        break;
    case SUMJOB_LOCKED:
    case SUMJOB_FAILED: ask_show(screen, _("没有汇总"), err.text); break;
    }
    return (struct start_choice){NULL, NULL};
}

struct start_choice summing_run(struct app *app, const char *folder)
{
    struct summing summing = {.app = app, .folder = folder};
    struct start_choice choice = {NULL, NULL};
    sumjob_init(&summing.job, app->desk.settings);
    if (ask_all(&summing))
        choice = run(&summing);
    sumjob_release(&summing.job);
    return choice;
}
