/* SPDX-License-Identifier: MIT */
#include "forms/job/importjob.h"

#include <stdlib.h>

#include "forms/base/program.h"
#include "forms/document/importclean.h"
#include "forms/document/importdoc.h"
#include "forms/job/jobfile.h"
#include "locale/message.h"
#include "locale/strbuf.h"

static void override(struct draft *draft, int cover, const char *value)
{
    if (value)
        draft_set(draft, draft_cover_field(draft, cover), value);
}

/* The bytes as text by the command of the settings, where import itself cannot read them. */
static bool convert(const struct importjob *job, struct strbuf *bytes, struct err *err)
{
    const struct program_run run = {.called = _("转换命令"),
                                    .input = bytes->data,
                                    .input_len = bytes->len,
                                    .max_output_bytes = IMPORT_MAX_BYTES + 1,
                                    .output_only = true};
    if (!job->settings->import_command || !importclean_converter(bytes->data, bytes->len))
        return true;
    struct program program = PROGRAM_INIT;
    struct strbuf text = STRBUF_INIT;
    bool ok = (program_add_words(&program, job->settings->import_command) && program.argc) ||
              err_set(err, _("设置 import_command 里没有程序，或者参数太多"));
    char *path = ok ? program_find(&program) : NULL;
    if (ok && !path)
        ok = err_set(err, _("服务器上找不到转换命令 %s"), program.argv[0]);
    ok = ok && program_run(&program, path, &run, &text, err);
    if (ok) {
        strbuf_clear(bytes);
        strbuf_add(bytes, text.data, text.len);
    }
    strbuf_release(&text);
    free(path);
    program_release(&program);
    return ok;
}

/* Reads the bytes as a draft; why not is said with what would help. */
static struct draft *read_bytes(const struct importjob *job, struct strbuf *bytes, struct err *err)
{
    struct draft *draft = NULL;
    if (convert(job, bytes, err))
        draft = importfile_read(bytes->data, bytes->len, &job->listener, err);
    const char *converter = draft ? NULL : importclean_converter(bytes->data, bytes->len);
    if (converter && job->name_pipe && !job->settings->import_command) {
        struct err advice = *err;
        err_set(err, _("%s或者：%s <文件 | nianbao import - -o 草稿.ini"), advice.text, converter);
    }
    return draft;
}

struct draft *importjob_run(const struct importjob *job, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct draft *draft = NULL;
    const struct form *to = job->to;
    if (jobfile_read(job->settings, job->path, IMPORT_MAX_BYTES, &bytes, err)) {
        struct err why = {0};
        draft = read_bytes(job, &bytes, &why);
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
