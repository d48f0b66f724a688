/* SPDX-License-Identifier: MIT */
#include "forms/job/importfolder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "forms/draft/importnote.h"
#include "forms/job/jobfile.h"
#include "locale/message.h"
#include "locale/strbuf.h"

static const char *ending(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot != name ? dot : name + strlen(name);
}

/* What a report may come in, also where it cannot be read: then that is said. */
static int is_report(const struct dirent *entry)
{
    static const char *const endings[] = {".txt", ".md",  ".htm",  ".html", ".csv",
                                          ".tsv", ".rst", ".docx", ".xlsx", ".odt",
                                          ".ods", ".doc", ".xls",  ".wps",  ".pdf"};
    if (entry->d_name[0] == '.' || entry->d_type == DT_DIR)
        return 0;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(ending(entry->d_name), endings[i]) == 0)
            return 1;
    return 0;
}

bool importfolder_is(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void importfolder_draft_name(const char *name, struct strbuf *out)
{
    strbuf_add(out, name, (size_t)(ending(name) - name));
    strbuf_add_str(out, ".ini");
}

static void import(const struct importjob *job, const struct importfolder_door *door,
                   const char *name)
{
    struct strbuf path = STRBUF_INIT;
    struct importjob one = *job;
    struct err err = {0};
    size_t n_doubts = 0;
    strbuf_addf(&path, "%s/%s", job->path, name);
    one.path = path.data;
    door->begin(door->context, name);
    struct draft *draft = importjob_run(&one, &err);
    if (draft)
        free(import_notes_read(draft, &n_doubts));
    door->report(door->context, name, draft, n_doubts, draft ? NULL : err.text);
    strbuf_release(&path);
}

bool importfolder_run(const struct importjob *job, const struct importfolder_door *door,
                      struct err *err)
{
    struct dirent **entries = NULL;
    if (!jobfile_allows(job->settings, job->path, err))
        return false;
    int n = scandir(job->path, &entries, is_report, alphasort);
    if (n < 0)
        return err_set_errno(err, errno, _("不能读文件夹 %s"), job->path);
    bool goes_on = true;
    for (int i = 0; i < n; i++) {
        goes_on = goes_on && door->progress(door->context, (size_t)i, (size_t)n);
        if (goes_on)
            import(job, door, entries[i]->d_name);
        free(entries[i]);
    }
    if (goes_on)
        door->progress(door->context, (size_t)n, (size_t)n);
    free(entries);
    return true;
}
