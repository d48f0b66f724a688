/* SPDX-License-Identifier: MIT */
/* nianbao sum: many drafts added up into one. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/workers.h"
#include "forms/files/safefile.h"
#include "forms/rollup/rollupdraft.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/verbs.h"
#include "tui/screen/bar.h"

enum { OPTION_OUTPUT, OPTION_ROSTER, OPTION_UNIT, OPTION_FORCE, OPTION_JOBS };

static const struct verb_option options[] = {
    [OPTION_OUTPUT] = {"output", 'o', N_("汇总.ini"),
                       N_("汇总写到哪里（- 是标准输出）；已有的汇总保留封面和文字，只换数字")},
    [OPTION_ROSTER] = {"roster", 'r', N_("名单"),
                       N_("应交单位的名单，一行一个全称：列出没有交的和名单以外的")},
    [OPTION_UNIT] = {"unit", 'u', N_("名称"), N_("汇总的机关全称")},
    [OPTION_FORCE] = {"force", 'f', NULL, N_("有问题也汇总：能相加的都计入，问题写在汇总里")},
    [OPTION_JOBS] = {"jobs", 'j', N_("个数"), N_("同时读几份，默认等于处理器的个数")},
    {0},
};

/* ---- problems ---- */

enum { MAX_SHOWN = 200 };

/* Those that stop the sum (or not), at most MAX_SHOWN of them. */
static void tell_problems(const struct rollup *rollup, bool stopping)
{
    size_t n = 0;
    for (size_t i = 0; i < rollup->n_problems; i++) {
        const struct rollup_problem *problem = &rollup->problems[i];
        if ((rollup_effect(problem->kind) != ROLLUP_NOTICE) == stopping && n++ < MAX_SHOWN)
            options_complain(stopping ? _("问题：%s") : _("提醒：%s"), problem->text);
    }
    if (n > MAX_SHOWN)
        options_complain(_("另有 %zu 条没有列出"), n - MAX_SHOWN);
}

/* Files that cannot be read are trouble, drafts that are open elsewhere a lock, everything else
 * findings. */
static int exit_code(const struct rollup *rollup)
{
    bool only_locks = true;
    for (size_t i = 0; i < rollup->n_problems; i++) {
        enum rollup_kind kind = rollup->problems[i].kind;
        if (kind == ROLLUP_UNREADABLE || kind == ROLLUP_CUT)
            return EXIT_TROUBLE;
        if (rollup_effect(kind) != ROLLUP_NOTICE && kind != ROLLUP_LOCKED)
            only_locks = false;
    }
    return only_locks ? EXIT_LOCKED : EXIT_FINDINGS;
}

static int write_sum(const struct verb_call *call, const struct rollup *rollup, const char *unit)
{
    const char *path = call->values[OPTION_OUTPUT];
    struct err err = {0};
    if (strcmp(path, "-") != 0) {
        switch (rollup_save(rollup, path, unit, &err)) {
        case ROLLUP_SAVED:
            options_printf(_("已汇总 %zu 个单位，%d 年：%s\n"), rollup->n_counted, rollup->year,
                           path);
            return EXIT_FINE;
        case ROLLUP_SAVE_LOCKED: options_complain("%s", err.text); return EXIT_LOCKED;
        case ROLLUP_SAVE_FAILED: options_complain("%s", err.text); return EXIT_TROUBLE;
        }
    }
    struct strbuf bytes = STRBUF_INIT;
    char *folder = realpath(".", NULL);
    struct draft *draft = rollup_make_draft(rollup, NULL, folder ? folder : "");
    if (unit)
        draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    draftfile_write(draft, &bytes);
    bool ok = options_write(call, path, bytes.data, bytes.len, false);
    strbuf_release(&bytes);
    draft_free(draft);
    free(folder);
    return ok ? EXIT_FINE : EXIT_TROUBLE;
}

static int sum(const struct verb_call *call, const struct draft_list *list,
               const struct rollup_options *rollup_options, const char *unit)
{
    struct rollup rollup;
    int code;
    rollup_run(&rollup, list, rollup_options);
    bar_end(rollup_options->context);
    enum rollup_effect worst = rollup_worst(&rollup);
    tell_problems(&rollup, true);
    tell_problems(&rollup, false);
    if (rollup_options->roster)
        options_complain(_("名单上 %zu 个单位，没有计入的 %zu 个，名单以外的 %zu 个"),
                         rollup_options->roster->n_units, rollup.n_missing, rollup.n_surplus);
    if (!rollup.form) {
        options_complain(_("没有一份草稿可以汇总"));
        code = rollup.n_problems ? exit_code(&rollup) : EXIT_TROUBLE;
    } else if (worst == ROLLUP_FATAL || (worst != ROLLUP_NOTICE && !call->values[OPTION_FORCE])) {
        options_complain(worst == ROLLUP_FATAL
                             ? _("没有汇总：合计写不下")
                             : _("没有汇总：请先处理上面的问题，或者用 --force 照样汇总"));
        code = exit_code(&rollup);
    } else {
        code = write_sum(call, &rollup, unit);
    }
    rollup_release(&rollup);
    return code;
}

static bool list_operands(const struct verb_call *call, struct draft_list *list)
{
    /* Where the output will lie, so that it is not added to itself. */
    const char *output = call->values[OPTION_OUTPUT];
    char *except = strcmp(output, "-") != 0 ? safefile_real_path(output) : NULL;
    bool ok = options_draft_list(call, except, list);
    free(except);
    return ok;
}

static int run(const struct verb_call *call)
{
    struct draft_list list = DRAFT_LIST_INIT;
    struct roster roster = ROSTER_INIT;
    struct bar bar;
    struct rollup_options rollup_options = {.progress = bar_draw, .context = &bar};
    int code = EXIT_TROUBLE;
    char *unit = NULL;
    bar_start(&bar);
    if (!call->values[OPTION_OUTPUT]) {
        options_complain(_("请用 -o 说明汇总写到哪个文件"));
        return EXIT_USAGE;
    }
    if (!options_number("jobs", call->values[OPTION_JOBS], 1, WORKERS_MAX_THREADS,
                        &rollup_options.n_jobs) ||
        !options_text("unit", call->values[OPTION_UNIT], &unit))
        return EXIT_USAGE;
    if (options_may_save_draft(call, call->values[OPTION_OUTPUT]) &&
        options_roster(call, call->values[OPTION_ROSTER], &roster) && list_operands(call, &list)) {
        char *only_folder = settings_only_folder(call->settings);
        rollup_options.roster = call->values[OPTION_ROSTER] ? &roster : NULL;
        rollup_options.only_folder = only_folder;
        code = sum(call, &list, &rollup_options, unit);
        free(only_folder);
    }
    free(unit);
    draft_list_release(&list);
    roster_release(&roster);
    return code;
}

const struct verb verb_sum = {"sum",
                              N_("-o 汇总.ini 文件.ini|文件夹... [--roster=名单] [--force]"),
                              N_("把许多单位的草稿逐格相加，成为上级机关的草稿"),
                              options,
                              1,
                              -1,
                              run};
