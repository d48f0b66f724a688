/* SPDX-License-Identifier: MIT */
#include "forms/job/importjob.h"

#include "forms/document/importdoc.h"
#include "forms/job/jobfile.h"
#include "locale/message.h"
#include "locale/strbuf.h"

static void override(struct draft *draft, int cover, const char *value)
{
    if (value)
        draft_set(draft, draft_cover_field(draft, cover), value);
}

struct draft *importjob_run(const struct importjob *job, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct draft *draft = NULL;
    const struct form *to = job->to;
    if (jobfile_read(job->settings, job->path, IMPORT_MAX_BYTES, &bytes, err)) {
        struct err why = {0};
        draft = importfile_read(bytes.data, bytes.len, &job->listener, &why);
        if (!draft)
            err_set(err, "%s%s%s", job->path, _("："), why.text);
    }
    strbuf_release(&bytes);
    if (!draft)
        return NULL;
    if (job->to_form_of_year && draft_year(draft))
        to = form_for_year(draft_year(draft));
    if (to)
        draft = importfile_convert(draft, to, &job->listener);
    override(draft, COVER_UNIT, job->unit);
    override(draft, COVER_REPORT_YEAR, job->year);
    return draft;
}
