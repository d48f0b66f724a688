/* SPDX-License-Identifier: MIT */
#include "forms/job/sumjob.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "forms/files/safefile.h"
#include "forms/job/jobfile.h"
#include "forms/rollup/draftsummary.h"
#include "forms/rollup/rollupdraft.h"
#include "forms/store/draftfile.h"
#include "forms/store/output.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

void sumjob_init(struct sumjob *job, const struct settings *settings)
{
    *job = (struct sumjob){.settings = settings, .list = DRAFT_LIST_INIT, .roster = ROSTER_INIT};
}

void sumjob_release(struct sumjob *job)
{
    draft_list_release(&job->list);
    roster_release(&job->roster);
    free(job->output);
}

/* ---- what it is about ---- */

bool sumjob_set_output(struct sumjob *job, const char *path, struct err *err)
{
    struct stat st;
    if (!jobfile_is_std(path)) {
        if (!output_allows_draft(job->settings, path, err))
            return false;
        if (lstat(path, &st) == 0) {
            struct draft *draft = draft_summary_read_draft(path, err);
            bool is_sum = draft && rollup_is_sum(draft);
            draft_free(draft);
            if (!is_sum)
                return err_set(err, _("%s 已经存在，而且不是汇总，没有改动；请另取名字"), path);
        }
    }
    free(job->output);
    job->output = xstrdup(path);
    return true;
}

bool sumjob_add(struct sumjob *job, const char *path, struct err *err)
{
    char *except = jobfile_is_std(job->output) ? NULL : safefile_real_path(job->output);
    bool ok =
        jobfile_allows(job->settings, path, err) && draft_list_add(&job->list, path, except, err);
    free(except);
    return ok;
}

bool sumjob_read_roster(struct sumjob *job, const char *path, struct err *err)
{
    roster_release(&job->roster);
    job->roster = (struct roster)ROSTER_INIT;
    return job->has_roster = jobfile_read_roster(job->settings, path, &job->roster, err);
}

/* ---- what comes of it ---- */

static enum sumjob_verdict judge(const struct rollup *rollup)
{
    enum rollup_effect worst = rollup_worst(rollup);
    return !rollup->form || worst == ROLLUP_FATAL ? SUMJOB_IMPOSSIBLE
           : worst != ROLLUP_NOTICE               ? SUMJOB_DOUBTFUL
                                                  : SUMJOB_FINE;
}

static enum sumjob_result to_stdout(const struct sumjob *job, const struct rollup *rollup,
                                    struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    char *folder = realpath(".", NULL);
    struct draft *draft = rollup_make_draft(rollup, NULL, folder ? folder : "");
    if (job->unit)
        draft_set(draft, draft_cover_field(draft, COVER_UNIT), job->unit);
    draftfile_write(draft, &bytes);
    bool ok =
        output_write(job->settings, job->output, bytes.data, bytes.len, false, err) == OUTPUT_OK;
    strbuf_release(&bytes);
    draft_free(draft);
    free(folder);
    return ok ? SUMJOB_SAVED : SUMJOB_FAILED;
}

static enum sumjob_result save(const struct sumjob *job, const struct rollup *rollup,
                               struct err *err)
{
    if (jobfile_is_std(job->output))
        return to_stdout(job, rollup, err);
    switch (rollup_save(rollup, job->output, job->unit, err)) {
    case ROLLUP_SAVED: return SUMJOB_SAVED;
    case ROLLUP_SAVE_LOCKED: return SUMJOB_LOCKED;
    case ROLLUP_SAVE_FAILED: break;
    }
    return SUMJOB_FAILED;
}

enum sumjob_result sumjob_run(struct sumjob *job, const struct sumjob_door *door, struct err *err)
{
    struct rollup rollup;
    enum sumjob_result result = SUMJOB_DECLINED;
    char *only_folder = settings_only_folder(job->settings);
    draft_list_drop_repeated(&job->list);
    rollup_run(&rollup, &job->list,
               &(struct rollup_options){.roster = job->has_roster ? &job->roster : NULL,
                                        .n_jobs = job->n_jobs,
                                        .only_folder = only_folder,
                                        .progress = door->progress,
                                        .context = door->context,
                                        .stop = door->stop});
    if (!(door->stop && *door->stop)) {
        enum sumjob_verdict verdict = judge(&rollup);
        if (door->accept(door->context, job, &rollup, verdict) && verdict != SUMJOB_IMPOSSIBLE)
            result = save(job, &rollup, err);
    }
    rollup_release(&rollup);
    free(only_folder);
    return result;
}

void sumjob_tell_problems(const struct rollup *rollup, size_t max,
                          void (*tell)(void *context, bool stops, const char *text), void *context)
{
    for (int stops = 1; stops >= 0; stops--) {
        size_t n = 0;
        for (size_t i = 0; i < rollup->n_problems; i++) {
            const struct rollup_problem *problem = &rollup->problems[i];
            if ((rollup_effect(problem->kind) != ROLLUP_NOTICE) == stops && n++ < max)
                tell(context, stops, problem->text);
        }
        if (n > max) {
            struct strbuf text = STRBUF_INIT;
            strbuf_addf(&text, _("另有 %zu 条没有列出"), n - max);
            tell(context, stops, text.data);
            strbuf_release(&text);
        }
    }
}
