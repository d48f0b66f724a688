/* SPDX-License-Identifier: MIT */
#include "forms/job/countjob.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forms/base/crc32.h"
#include "forms/document/importdoc.h"
#include "forms/job/jobfile.h"
#include "locale/mem.h"
#include "locale/message.h"

/* The folder that a file lies in, absolute; the caller frees it. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder =
        slash ? xmemdup0(path, slash == path ? 1 : (size_t)(slash - path)) : xstrdup(".");
    char *real = realpath(folder, NULL);
    if (!real)
        return folder;
    free(folder);
    return real;
}

static char *absolute(const char *path)
{
    char *real = jobfile_is_std(path) ? NULL : realpath(path, NULL);
    return real ? real : xstrdup(path);
}

static bool count(struct countjob *job, struct err *err)
{
    return register_read(&job->book, job->bytes.data, job->bytes.len,
                         &(struct register_options){job->year, &job->answers}, err);
}

bool countjob_read(struct countjob *job, const struct settings *settings, const char *path,
                   const char *draft, int year, struct err *err)
{
    struct err why = {0};
    *job = (struct countjob){.path = absolute(path),
                             .folder = folder_of(jobfile_is_std(draft) ? "." : draft),
                             .bytes = STRBUF_INIT,
                             .year = year};
    if (!jobfile_read(settings, path, IMPORT_MAX_BYTES, &job->bytes, err) ||
        !registeranswers_read(&job->answers, job->folder, err))
        return false;
    return count(job, &why) || err_set(err, "%s%s%s", path, _("："), why.text);
}

void countjob_release(struct countjob *job)
{
    register_release(&job->book);
    registeranswers_release(&job->answers);
    strbuf_release(&job->bytes);
    free(job->path);
    free(job->folder);
    *job = (struct countjob){.bytes = STRBUF_INIT};
}

bool countjob_answer(struct countjob *job, const struct register_wording *wording, int place,
                     struct err *err)
{
    struct registerwords *words = registerwords_new(job->book.form);
    bool ok = registeranswers_add(&job->answers, words, wording->kind, wording->text, place, err);
    registerwords_free(words);
    register_release(&job->book);
    (void)count(job, &(struct err){0}); /* it was counted before */
    return ok;
}

void countjob_apply(const struct countjob *job, const struct register_plan *plan, struct edit *edit)
{
    size_t len = strlen(job->folder);
    bool is_inside = strncmp(job->path, job->folder, len) == 0 && job->path[len] == '/';
    register_plan_apply(
        plan, edit,
        &(struct register_source){.path = is_inside ? job->path + len + 1 : job->path,
                                  .now = time(NULL),
                                  .crc = crc32_add(0, job->bytes.data, job->bytes.len)});
}

/* ---- for people ---- */

/* 自然人：新收 3 + 上年结转 0 = 办结 2 + 结转下年 1, of the columns that are not empty. */
static void add_columns(const struct register_book *book, struct strbuf *out)
{
    const struct form_table *table =
        book->form->sections[registerwords_request_section(book->form)].table;
    const struct form_identity *identity = table->identity;
    struct registerwords *words = registerwords_new(book->form);
    for (int column = 0; column < table->blocks[0].total_column; column++) {
        int64_t in = book->counts.requests[identity->left[0]][column];
        int64_t before = book->counts.requests[identity->left[1]][column];
        int64_t carried = book->counts.requests[identity->right[1]][column];
        if (!in && !before)
            continue;
        registerwords_add_name(words, REGISTER_WORD_APPLICANT, column, out);
        strbuf_addf(out,
                    _("：新收 %" PRId64 " + 上年结转 %" PRId64 " = 办结 %" PRId64
                      " + 结转下年 %" PRId64 "\n"),
                    in, before, in + before - carried, carried);
    }
    registerwords_free(words);
}

static int64_t row_total(const struct register_book *book, int row)
{
    int64_t total = 0;
    for (int column = 0; column < REGISTER_MAX_ROWS; column++)
        total += book->counts.requests[row][column];
    return total;
}

void countjob_add_summary(const struct countjob *job, struct strbuf *out)
{
    const struct register_book *book = &job->book;
    const struct form_identity *identity =
        book->form->sections[registerwords_request_section(book->form)].table->identity;
    int64_t in = row_total(book, identity->left[0]), before = row_total(book, identity->left[1]);
    int64_t carried = row_total(book, identity->right[1]);
    strbuf_addf(out, _("台账共 %zu 件，计入 %d 年的 %zu 件，别的年度的 %zu 件"), book->n_lines,
                book->year, book->n_counted, book->n_outside);
    size_t n_left_out = book->n_lines - book->n_counted - book->n_outside;
    if (n_left_out)
        strbuf_addf(out, _("，有问题没有计入的 %zu 件"), n_left_out);
    strbuf_addf(out,
                _("。\n新收 %" PRId64 " + 上年结转 %" PRId64 " = 办结 %" PRId64
                  " + 结转下年 %" PRId64 "，七列都平衡。\n"),
                in, before, in + before - carried, carried);
    add_columns(book, out);
}

void countjob_add_wording(const struct countjob *job, const struct register_wording *wording,
                          struct strbuf *out)
{
    static const char *const kinds[] = {
        [REGISTER_WORD_RESULT] = N_("处理结果"),
        [REGISTER_WORD_APPLICANT] = N_("申请人类型"),
        [REGISTER_WORD_REVIEW] = N_("复议、诉讼的结果"),
    };
    struct registerwords *words = registerwords_new(job->book.form);
    strbuf_addf(out, _("第 %d 行起 %zu 件：%s“%s”不知道算哪一类"), wording->first_line,
                wording->n_lines, message_get(kinds[wording->kind]), wording->text);
    const char *separator = _("，可能是：");
    for (int place = registerwords_first(words, wording->kind);
         place <= registerwords_last(words, wording->kind); place++) {
        if (!(wording->candidates >> place & 1))
            continue;
        strbuf_add_str(out, separator);
        registerwords_add_name(words, wording->kind, place, out);
        separator = _("；");
    }
    registerwords_free(words);
}
