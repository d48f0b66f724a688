/* SPDX-License-Identifier: MIT */
/* nianbao sum: many drafts added up into one. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/workers.h"
#include "forms/job/sumjob.h"
#include "locale/message.h"
#include "tui/cli/say.h"
#include "tui/cli/option.h"
#include "tui/cli/subcommands.h"
#include "tui/screen/bar.h"

enum { OPTION_OUTPUT, OPTION_ROSTER, OPTION_UNIT, OPTION_FORCE, OPTION_JOBS };

static const struct option_def options[] = {
    [OPTION_OUTPUT] = {"output", 'o', NC_("argument", "汇总.ini"),
                       N_("汇总写到哪里（- 是标准输出）；已有的汇总保留封面和文字，只换数字")},
    [OPTION_ROSTER] = {"roster", 'r', NC_("argument", "名单"),
                       N_("应交单位的名单，一行一个全称：列出没有交的和名单以外的")},
    [OPTION_UNIT] = {"unit", 'u', NC_("argument", "名称"), N_("汇总的机关全称")},
    [OPTION_FORCE] = {"force", 0, NULL, N_("有问题也汇总：能相加的都计入，问题写在汇总里")},
    [OPTION_JOBS] = {"jobs", 'j', NC_("argument", "个数"),
                     N_("同时读几份，默认 16，处理器更多的，等于处理器的个数")},
    {0},
};

/* ---- the door of the job ---- */

enum { MAX_SHOWN = 200 };

struct door {
    struct bar bar;
    bool force;
    int code; /* where the sum was not accepted */
    size_t n_counted;
    int year;
};

static void progress(size_t n_done, size_t n_files, void *door)
{
    bar_draw(n_done, n_files, &((struct door *)door)->bar);
}

static void tell(void *context, bool stops, const char *text)
{
    (void)context;
    say_problem(stops ? _("问题：%s") : _("提醒：%s"), text);
}

/* Files that cannot be read are trouble, drafts that are open elsewhere a lock, everything else
 * findings. */
static int exit_code(const struct rollup *rollup)
{
    bool only_locks = rollup->n_problems > 0;
    for (size_t i = 0; i < rollup->n_problems; i++) {
        enum rollup_kind kind = rollup->problems[i].kind;
        if (kind == ROLLUP_UNREADABLE || kind == ROLLUP_CUT)
            return EXIT_TROUBLE;
        if (rollup_effect(kind) != ROLLUP_NOTICE && kind != ROLLUP_LOCKED)
            only_locks = false;
    }
    return only_locks ? EXIT_LOCKED : EXIT_FINDINGS;
}

static bool accept(void *context, const struct sumjob *job, const struct rollup *rollup,
                   enum sumjob_verdict verdict)
{
    struct door *door = context;
    bar_end(&door->bar);
    sumjob_tell_problems(rollup, MAX_SHOWN, tell, NULL);
    if (job->has_roster)
        say_problem(_("名单上 %zu 个单位，没有计入的 %zu 个，名单以外的 %zu 个"),
                    job->roster.n_units, rollup->n_missing, rollup->n_surplus);
    door->code = rollup->form || rollup->n_problems ? exit_code(rollup) : EXIT_TROUBLE;
    door->n_counted = rollup->n_counted;
    door->year = rollup->year;
    if (!rollup->form)
        say_problem(_("没有一份草稿可以汇总"));
    else if (verdict == SUMJOB_IMPOSSIBLE)
        say_problem(_("没有汇总：合计写不下"));
    else if (verdict == SUMJOB_DOUBTFUL && !door->force)
        say_problem(_("没有汇总：请先处理上面的问题，或者用 --force 照样汇总"));
    return verdict == SUMJOB_FINE || door->force;
}

static int sum(const struct call *call, struct sumjob *job)
{
    struct door door = {.force = call->values[OPTION_FORCE] != NULL};
    struct err err = {0};
    bar_start(&door.bar);
    switch (sumjob_run(
        job, &(struct sumjob_door){.context = &door, .progress = progress, .accept = accept},
        &err)) {
    case SUMJOB_SAVED:
        if (strcmp(job->output, "-") != 0)
            say(_("已汇总 %zu 个单位，%d 年：%s\n"), door.n_counted, door.year, job->output);
        return EXIT_FINE;
    case SUMJOB_DECLINED: return door.code;
    case SUMJOB_LOCKED: say_problem("%s", err.text); return EXIT_LOCKED;
    case SUMJOB_FAILED: break;
    }
    if (say_is_unread())
        return EXIT_FINE;
    say_problem("%s", err.text);
    return EXIT_TROUBLE;
}

static bool take_files(const struct call *call, struct sumjob *job, struct err *err)
{
    const char *roster = call->values[OPTION_ROSTER];
    bool ok = sumjob_set_output(job, call->values[OPTION_OUTPUT], err) &&
              (!roster || sumjob_read_roster(job, roster, err));
    for (int i = 0; ok && i < call->n_operands; i++)
        ok = sumjob_add(job, call->operands[i], err);
    return ok;
}

static int run(const struct call *call)
{
    struct sumjob job;
    struct err err = {0};
    int code = EXIT_TROUBLE;
    char *unit = NULL;
    if (!call->values[OPTION_OUTPUT]) {
        say_problem(_("请用 -o 说明汇总写到哪个文件"));
        return EXIT_USAGE;
    }
    sumjob_init(&job, call->settings);
    if (!option_number("jobs", call->values[OPTION_JOBS], 1, WORKERS_MAX_THREADS, &job.n_jobs) ||
        !option_text("unit", call->values[OPTION_UNIT], &unit)) {
        code = EXIT_USAGE;
    } else if (take_files(call, &job, &err)) {
        job.unit = unit;
        code = sum(call, &job);
    } else {
        say_problem("%s", err.text);
    }
    free(unit);
    sumjob_release(&job);
    return code;
}

const struct subcommand cmd_sum = {"sum",
                                   N_("-o 汇总.ini 文件.ini|文件夹... [--roster=名单] [--force]"),
                                   N_("把许多单位的草稿逐格相加，成为上级机关的草稿"),
                                   options,
                                   1,
                                   -1,
                                   run};
