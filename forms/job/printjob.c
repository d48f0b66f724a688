/* SPDX-License-Identifier: MIT */
#include "forms/job/printjob.h"

#include <stdlib.h>

#include "forms/job/jobfile.h"
#include "forms/print/printer.h"
#include "forms/print/reportencode.h"
#include "forms/store/output.h"
#include "forms/store/previous.h"
#include "locale/message.h"
#include "locale/strbuf.h"

/* A job at work. */
struct run {
    struct printjob *job;
    const struct printjob_door *door;
    struct stored_draft stored;
    const struct draft *draft;
};

void printjob_init(struct printjob *job, const struct settings *settings)
{
    *job = (struct printjob){
        .settings = settings,
        .report = {.width = settings->print_width,
                   .margin_left = settings->print_margin,
                   .margin_top = settings->print_margin_top,
                   .page_length = settings->page_length,
                   .border = (enum report_border)settings->print_border},
        .crlf = settings->print_crlf,
        .output = STRBUF_INIT,
    };
    if (settings->print_encoding != SETTINGS_ENCODING_AUTO)
        job->report.encoding = (enum encoding)(settings->print_encoding - SETTINGS_ENCODING_UTF8);
}

void printjob_release(struct printjob *job) { strbuf_release(&job->output); }

static enum printjob_result fail(const struct run *run, const char *text)
{
    run->door->fail(run->door->context, text);
    return PRINTJOB_FAILED;
}

static bool ask(const struct run *run, enum printjob_question question, const char *text)
{
    return run->door->ask(run->door->context, question, text);
}

/* ---- the draft and what is wrong with it ---- */

static bool read_draft(struct run *run)
{
    struct err err = {0};
    if (run->job->session) {
        run->draft = session_draft(run->job->session);
        return true;
    }
    bool ok = jobfile_read_draft(run->job->settings, run->job->path, &run->stored, &err);
    for (size_t i = 0; i < run->stored.notes.n; i++)
        run->door->note(run->door->context, run->stored.notes.items[i].text);
    if (!ok)
        fail(run, err.text);
    run->draft = run->stored.draft;
    return ok;
}

static void find(const struct run *run, struct findings *findings)
{
    if (run->job->session) {
        check_draft(run->draft, session_previous(run->job->session), CHECK_PRINT, findings);
        return;
    }
    struct err err = {0};
    char *only_folder = settings_only_folder(run->job->settings);
    struct previous_search search = PREVIOUS_SEARCH_INIT(only_folder);
    search.only_for = run->job->path;
    struct draft *previous = previous_find_draft(&search, run->job->path, run->draft, &err);
    if (*err.text) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text, _("没有和上年的草稿核对：%s"), err.text);
        run->door->note(run->door->context, text.data);
        strbuf_release(&text);
    }
    check_draft(run->draft, previous, CHECK_PRINT, findings);
    previous_search_release(&search);
    free(only_folder);
    draft_free(previous);
}

/* Errors stop a print that is to be handed in; a copy marked 草稿 may be had all the same. Warnings
 * are named. */
static enum printjob_result check(const struct run *run)
{
    struct findings findings = {0};
    struct strbuf text = STRBUF_INIT;
    enum printjob_result result = PRINTJOB_DONE;
    find(run, &findings);
    size_t n_errors = findings_n_errors(&findings), n_warnings = findings_n_warnings(&findings);
    for (size_t i = 0; n_errors && i < findings.count; i++)
        if (findings.items[i].rule->severity == SEVERITY_ERROR && !findings.items[i].reason)
            run->door->show_error(run->door->context, &findings.items[i]);
    if (n_errors) {
        strbuf_addf(&text, _("还有 %zu 个错误没有改正"), n_errors);
        run->job->report.is_draft = ask(run, PRINTJOB_ERRORS, text.data);
        result = run->job->report.is_draft ? PRINTJOB_DONE : PRINTJOB_STOPPED;
    } else if (n_warnings) {
        strbuf_addf(&text,
                    findings_have(&findings, "Y-COPIED")
                        ? _("还有 %zu 个提醒没有处理，其中有上年报告的原文")
                        : _("还有 %zu 个提醒没有处理"),
                    n_warnings);
        result = ask(run, PRINTJOB_WARNINGS, text.data) ? PRINTJOB_DONE : PRINTJOB_CANCELLED;
    }
    strbuf_release(&text);
    findings_release(&findings);
    return result;
}

/* What the encoding lacks: nothing can stand for some of it, or something can. */
static enum printjob_result check_encoding(const struct run *run)
{
    struct strbuf list = STRBUF_INIT, text = STRBUF_INIT;
    struct report_losses losses = {0};
    enum printjob_result result = PRINTJOB_DONE;
    if (run->job->report.format == REPORT_HTML)
        run->job->report.encoding = ENCODING_UTF8;
    enum encoding encoding = run->job->report.encoding;
    report_encode_losses(run->draft, encoding, &list, &losses);
    if (list.len)
        strbuf_truncate(&list, list.len - 1);
    strbuf_addf(&text,
                losses.n_impossible ? _("%s 编码写不出这些字，没有打印：\n%s")
                                    : _("%s 编码没有这些字，将印成相近的字：\n%s"),
                encoding_name(encoding), list.data);
    if (losses.n_impossible)
        result = fail(run, text.data);
    else if (losses.n_substituted && !ask(run, PRINTJOB_LOSSES, text.data))
        result = PRINTJOB_CANCELLED;
    strbuf_release(&list);
    strbuf_release(&text);
    return result;
}

/* ---- on its way out ---- */

static bool is_file(const struct printjob *job)
{
    return !job->to_printer && !jobfile_is_std(job->output.data);
}

/* Puts into the draft that it was printed, unless this was a look at it. */
static enum printjob_result finish(struct run *run, const char *text)
{
    const struct printjob *job = run->job;
    struct err err = {0};
    enum printed_result record = PRINTED_RECORDED;
    if (!job->report.is_draft && (job->to_printer || is_file(job))) {
        if (job->session)
            record = printed_record_session(job->session, date_today(), &err);
        else if (!jobfile_is_std(job->path))
            record = printed_record_stored(&run->stored, date_today(), &err);
    }
    run->door->done(run->door->context, job, text, record, err.text);
    return PRINTJOB_DONE;
}

static enum printjob_result to_printer(struct run *run, const struct strbuf *bytes)
{
    const struct printer_job job = {.command = run->job->settings->print_command,
                                    .printer = run->job->printer,
                                    .raw = run->job->report.encoding != ENCODING_UTF8};
    struct strbuf said = STRBUF_INIT;
    struct err err = {0};
    bool ok = printer_run(&job, bytes->data, bytes->len, &said, &err);
    while (said.len && said.data[said.len - 1] == '\n')
        strbuf_truncate(&said, said.len - 1);
    if (!ok)
        strbuf_addf(&said, "%s%s", said.len ? "\n" : "", err.text);
    enum printjob_result result = ok ? finish(run, said.data) : fail(run, said.data);
    strbuf_release(&said);
    return result;
}

static bool write_file(const struct run *run, const struct strbuf *bytes, struct err *err)
{
    const struct printjob *job = run->job;
    enum output_result result =
        output_write(job->settings, job->output.data, bytes->data, bytes->len, job->overwrite, err);
    if (result == OUTPUT_FOREIGN && ask(run, PRINTJOB_REPLACE, err->text))
        result = output_write(job->settings, job->output.data, bytes->data, bytes->len, true, err);
    return result == OUTPUT_OK;
}

static enum printjob_result to_file(struct run *run, const struct strbuf *bytes)
{
    struct printjob *job = run->job;
    struct err err = {0};
    bool is_written = job->output.len && write_file(run, bytes, &err);
    while (!is_written) {
        if (!run->door->name_file(run->door->context, job, run->draft, *err.text ? err.text : NULL))
            return *err.text ? PRINTJOB_FAILED : PRINTJOB_CANCELLED;
        is_written = write_file(run, bytes, &err);
    }
    /* Where it is, in full: nobody has to know which folder the program runs in. */
    char *whole = is_file(job) ? realpath(job->output.data, NULL) : NULL;
    enum printjob_result result = finish(run, whole ? whole : job->output.data);
    free(whole);
    return result;
}

static enum printjob_result deliver(struct run *run)
{
    const struct printjob *job = run->job;
    struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT;
    struct err err = {0};
    enum printjob_result result;
    if (!report_render(run->draft, &job->report, &text, &err) ||
        !report_encode(&text, job->report.encoding, job->crlf, &bytes, NULL, &err))
        result = fail(run, err.text);
    else
        result = job->to_printer ? to_printer(run, &bytes) : to_file(run, &bytes);
    strbuf_release(&text);
    strbuf_release(&bytes);
    return result;
}

/* A file that was named beforehand must not turn out to be in the way when all is done. */
static enum printjob_result check_output(const struct run *run)
{
    struct printjob *job = run->job;
    struct err err = {0};
    if (!job->output.len || job->to_printer)
        return PRINTJOB_DONE;
    switch (output_check(job->settings, job->output.data, job->overwrite, &err)) {
    case OUTPUT_OK: return PRINTJOB_DONE;
    case OUTPUT_FOREIGN:
        job->overwrite = ask(run, PRINTJOB_REPLACE, err.text);
        return job->overwrite ? PRINTJOB_DONE : PRINTJOB_FAILED;
    case OUTPUT_REFUSED: break;
    }
    return fail(run, err.text);
}

enum printjob_result printjob_run(struct printjob *job, const struct printjob_door *door)
{
    struct run run = {.job = job, .door = door, .stored = STORED_DRAFT_INIT};
    enum printjob_result result = check_output(&run);
    if (result == PRINTJOB_DONE && !read_draft(&run))
        result = PRINTJOB_FAILED;
    if (result == PRINTJOB_DONE && !job->report.is_draft)
        result = check(&run);
    if (result == PRINTJOB_DONE && door->choose && !door->choose(door->context, job, run.draft))
        result = PRINTJOB_CANCELLED;
    if (result == PRINTJOB_DONE)
        result = check_encoding(&run);
    if (result == PRINTJOB_DONE)
        result = deliver(&run);
    stored_draft_release(&run.stored);
    return result;
}
