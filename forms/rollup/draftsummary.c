/* SPDX-License-Identifier: MIT */
#include "forms/rollup/draftsummary.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/check/check.h"
#include "forms/files/journal.h"
#include "forms/files/lock.h"
#include "forms/files/safefile.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"

static struct draft *read_draft(const struct safefile *file, struct file_stamp *stamp,
                                struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct ini_notes notes = INI_NOTES_INIT;
    struct draft *draft = NULL;
    enum ini_state state;
    if (safefile_read(file, INI_MAX_BYTES, &bytes, stamp, err)) {
        draft = draftfile_read(bytes.data, bytes.len, &state, &notes, err);
        if (draft && state == INI_CUT)
            err_set(err, "%s", _("文件不完整，打开它可以恢复"));
        ini_notes_release(&notes);
    }
    strbuf_release(&bytes);
    return draft;
}

struct draft *draft_summary_read_draft(const char *path, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    struct draft *draft = NULL;
    err->text[0] = '\0';
    if (safefile_open(&file, path, err))
        draft = read_draft(&file, NULL, err);
    safefile_close(&file);
    return draft;
}

static char *path_of(const char *folder, const char *name)
{
    struct strbuf path = STRBUF_INIT;
    strbuf_addf(&path, "%s/%s", folder, name);
    return strbuf_steal(&path);
}

/* What the draft itself says; path: its own, for the search of last year's. */
static void add_draft(struct draft_summary *summary, const struct draft *draft, const char *path,
                      struct previous_search *search)
{
    struct findings findings = {0};
    struct draft *previous = previous_find_draft(search, path, draft, &(struct err){0});
    check_draft(draft, previous, CHECK_ALL, &findings);
    summary->progress = progress_of_draft(draft, &findings);
    findings_release(&findings);
    draft_free(previous);
    alike_text_init(&summary->said, draft);
    summary->printed = printed_state(draft, &summary->printed_on);
    summary->unit = xstrdup(draft_text(draft, draft_cover_field(draft, COVER_UNIT)));
    summary->year = xstrdup(draft_text(draft, draft_cover_field(draft, COVER_REPORT_YEAR)));
}

void draft_summary_of(const struct draft *draft, const char *name, struct previous_search *search,
                      struct draft_summary *summary)
{
    *summary = (struct draft_summary){.name = xstrdup(name), .is_read = true};
    add_draft(summary, draft, name, search);
}

void draft_summary_read(const char *folder, const char *name, struct previous_search *search,
                        struct draft_summary *summary)
{
    struct safefile file = SAFEFILE_INIT;
    struct file_stamp stamp = {0};
    struct lock_holder holder = {0};
    struct err err = {0};
    struct draft *draft = NULL;
    char *path = path_of(folder, name);
    *summary = (struct draft_summary){.name = xstrdup(name), .is_read = true};
    if (safefile_open(&file, path, &err)) {
        draft = read_draft(&file, &stamp, &err);
        if (lock_query(&file, &holder)) {
            summary->locked_since = holder.since;
            summary->locked_by = xstrdup(lock_holder_name(&holder));
        }
    }
    if (*err.text)
        summary->problem = xstrdup(err.text);
    if (draft) {
        add_draft(summary, draft, path, search);
    } else {
        summary->unit = xstrdup("");
        summary->year = xstrdup("");
    }
    summary->saved_at = stamp.mtime.tv_sec;
    draft_free(draft);
    safefile_close(&file);
    free(path);
}

void draft_summary_release(struct draft_summary *summary)
{
    free(summary->name);
    free(summary->unit);
    free(summary->year);
    free(summary->locked_by);
    free(summary->problem);
    alike_text_release(&summary->said);
}

static int is_draft_name(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && draftfile_stem_len(entry->d_name) > 0;
}

/* The name of a draft in the folder that a journal is of, NULL: it is of another folder. */
static const char *journal_name_in(const struct journal_found *journal, const char *real_folder)
{
    const char *slash = strrchr(journal->draft_path, '/');
    size_t len = slash ? (size_t)(slash - journal->draft_path) : 0;
    return slash && journal->n_unsaved && strncmp(journal->draft_path, real_folder, len) == 0 &&
                   !real_folder[len]
               ? slash + 1
               : NULL;
}

static struct draft_summary *find_name(struct draft_summary *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    return NULL;
}

static void summarize_unsaved(const struct journal_found *journal, const char *name,
                              struct draft_summary *summary)
{
    *summary = (struct draft_summary){.name = xstrdup(name),
                                      .unit = xstrdup(""),
                                      .year = xstrdup(""),
                                      .is_read = true,
                                      .saved_at = (time_t)(journal->last_ms / 1000),
                                      .problem = xstrdup(_("还没有保存过，打开它可以恢复"))};
}

bool draft_summaries_list(const char *folder, struct draft_summary **list, size_t *count,
                          struct err *err)
{
    struct dirent **entries;
    struct journal_found *journals;
    *list = NULL;
    *count = 0;
    int n = scandir(folder, &entries, is_draft_name, alphasort);
    if (n < 0)
        return err_set_errno(err, errno, _("不能读文件夹 %s"), folder);
    char *real_folder = realpath(folder, NULL);
    size_t n_journals = journal_find(NULL, &journals);
    *list = xcalloc((size_t)n + n_journals, sizeof **list);
    for (size_t i = 0; real_folder && i < n_journals; i++) {
        const char *name = journal_name_in(&journals[i], real_folder);
        if (name && access(journals[i].draft_path, F_OK) != 0 && !find_name(*list, *count, name))
            summarize_unsaved(&journals[i], name, &(*list)[(*count)++]);
    }
    for (int i = 0; i < n; i++) {
        (*list)[(*count)++] = (struct draft_summary){
            .name = xstrdup(entries[i]->d_name), .unit = xstrdup(""), .year = xstrdup("")};
        free(entries[i]);
    }
    for (size_t i = 0; real_folder && i < n_journals; i++) {
        const char *name = journal_name_in(&journals[i], real_folder);
        struct draft_summary *summary = name ? find_name(*list, *count, name) : NULL;
        if (summary)
            summary->is_unsaved = true;
    }
    journal_found_free(journals, n_journals);
    free(real_folder);
    free(entries);
    return true;
}

void draft_summaries_free(struct draft_summary *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        draft_summary_release(&list[i]);
    free(list);
}
