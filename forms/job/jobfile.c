/* SPDX-License-Identifier: MIT */
#include "forms/job/jobfile.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "forms/files/safefile.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"

bool jobfile_is_std(const char *path) { return !path || strcmp(path, "-") == 0; }

bool jobfile_allows(const struct settings *settings, const char *path, struct err *err)
{
    return jobfile_is_std(path) || settings_allow_path(settings, path, err);
}

/* Why a file could not be read: the reason has its name only, and other folders have such files. */
static bool fail(const char *path, const struct safefile *file, const struct err *why,
                 struct err *err)
{
    return file->dirfd >= 0 && strchr(path, '/') ? err_set(err, "%s%s%s", path, _("："), why->text)
                                                 : err_set(err, "%s", why->text);
}

bool jobfile_read(const struct settings *settings, const char *path, size_t max_bytes,
                  struct strbuf *bytes, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    struct err why = {0};
    if (jobfile_is_std(path))
        return safefile_read_all(STDIN_FILENO, max_bytes, bytes) ||
               err_set_errno(err, errno, "%s", _("标准输入"));
    if (!settings_allow_path(settings, path, err))
        return false;
    bool ok =
        (safefile_open(&file, path, &why) && safefile_read(&file, max_bytes, bytes, NULL, &why)) ||
        fail(path, &file, &why, err);
    safefile_close(&file);
    return ok;
}

static bool read_stdin(struct stored_draft *stored, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err why = {0};
    bool ok = jobfile_read(NULL, NULL, INI_MAX_BYTES, &bytes, err);
    if (ok) {
        stored->draft = draftfile_read(bytes.data, bytes.len, &stored->state, &stored->notes, &why);
        ok = stored->draft || err_set(err, "-%s%s", _("："), why.text);
    }
    strbuf_release(&bytes);
    return ok;
}

static bool read_file(struct stored_draft *stored, const char *path, struct err *err)
{
    struct err why = {0};
    if (stored_draft_read(stored, path, &why))
        return true;
    return stored->stamp.exists ? err_set(err, "%s%s%s", path, _("："), why.text)
                                : fail(path, &stored->file, &why, err);
}

bool jobfile_read_draft(const struct settings *settings, const char *path,
                        struct stored_draft *stored, struct err *err)
{
    *stored = (struct stored_draft)STORED_DRAFT_INIT;
    if (!jobfile_allows(settings, path, err) ||
        !(jobfile_is_std(path) ? read_stdin(stored, err) : read_file(stored, path, err)))
        return false;
    return stored->state != INI_CUT ||
           err_set(err, _("%s：文件不完整，没有使用。打开它可以取回上一版、备份或者还能读出的部分"),
                   path);
}

bool jobfile_read_roster(const struct settings *settings, const char *path, struct roster *roster,
                         struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err why = {0};
    bool ok = jobfile_read(settings, path, ROSTER_MAX_BYTES, &bytes, err);
    if (ok && !roster_parse(roster, bytes.data, bytes.len, &why))
        ok = err_set(err, "%s%s%s", path, _("："), why.text);
    strbuf_release(&bytes);
    return ok;
}
