/* SPDX-License-Identifier: MIT */
#include "tui/cli/call.h"

#include <errno.h>

#include "forms/job/jobfile.h"
#include "forms/rollup/draftlist.h"
#include "forms/store/draftfile.h"
#include "forms/store/output.h"
#include "forms/store/previous.h"
#include "forms/store/session.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/say.h"

bool call_allows(const struct call *call, const char *path)
{
    struct err err = {0};
    if (jobfile_allows(call->settings, path, &err))
        return true;
    say_problem("%s", err.text);
    return false;
}

bool call_allows_draft(const struct call *call, const char *path)
{
    struct err err = {0};
    if (jobfile_is_std(path) || output_allows_draft(call->settings, path, &err))
        return true;
    say_problem("%s", err.text);
    return false;
}

struct draft *call_read_draft(const struct call *call, const char *path, struct err *err)
{
    struct stored_draft stored;
    struct err why = {0};
    struct draft *draft = NULL;
    if (jobfile_read_draft(call->settings, path, &stored, &why)) {
        draft = stored.draft;
        stored.draft = NULL;
    } else {
        say_problem("%s", why.text);
        if (err)
            *err = why;
    }
    for (size_t i = 0; i < stored.notes.n; i++)
        say_problem("%s%s%s", path, _("："), stored.notes.items[i].text);
    stored_draft_release(&stored);
    return draft;
}

struct draft *call_read_previous(const struct call *call, struct previous_search *search,
                                 const char *given, const char *path, const struct draft *draft,
                                 bool *ok)
{
    struct err err;
    struct draft *previous =
        given ? call_read_draft(call, given, NULL) : previous_find_draft(search, path, draft, &err);
    *ok = !given || previous;
    if (!given && *err.text)
        say_problem(_("%s：没有和上年的草稿核对：%s"), path, err.text);
    return previous;
}

bool call_list_drafts(const struct call *call, struct draft_list *list)
{
    struct err err = {0};
    for (int i = 0; i < call->n_operands; i++)
        if (!jobfile_allows(call->settings, call->operands[i], &err) ||
            !draft_list_add(list, call->operands[i], NULL, &err)) {
            say_problem("%s", err.text);
            return false;
        }
    draft_list_drop_repeated(list);
    return true;
}

void call_say_foreign(const char *text, const char *path)
{
    say_problem(_("%s。要换掉它请加 --overwrite（原来的内容留作 %s~）"), text, path);
}

static bool say_result(enum output_result result, const char *path, const struct err *err)
{
    if (result == OUTPUT_FOREIGN)
        call_say_foreign(err->text, path);
    else if (result != OUTPUT_OK)
        say_problem("%s", err->text);
    return result == OUTPUT_OK;
}

bool call_may_write(const struct call *call, const char *path, bool overwrite)
{
    struct err err = {0};
    return say_result(output_check(call->settings, path, overwrite, &err), path, &err);
}

bool call_write(const struct call *call, const char *path, const char *bytes, size_t len,
                bool overwrite)
{
    struct err err = {0};
    enum output_result result = output_write(call->settings, path, bytes, len, overwrite, &err);
    return (jobfile_is_std(path) && say_is_unread()) || say_result(result, path, &err);
}

static int create_file(const char *path, struct draft *draft)
{
    struct err err = {0}, warning = {0};
    struct session *session = session_create(path, draft, &err);
    if (!session) {
        say_problem(err.number == EEXIST ? _("%s 已经存在，没有改动") : "%s",
                    err.number == EEXIST ? path : err.text);
        return EXIT_TROUBLE;
    }
    enum session_save_result result = session_save(session, &warning, &err);
    if (result != SESSION_SAVED)
        say_problem("%s%s%s", path, _("："), err.text);
    else if (warning.text[0])
        say_problem("%s", warning.text);
    else if (!draftfile_stem_len(path))
        say_problem(_("%s 不以 .ini 结尾：草稿列表、汇总和进度都不列它"), path);
    int code = result == SESSION_SAVED                   ? EXIT_FINE
               : session_access(session) == SESSION_HELD ? EXIT_LOCKED
                                                         : EXIT_TROUBLE;
    session_close(session, false);
    return code;
}

int call_create_draft(const struct call *call, const char *path, struct draft *draft)
{
    if (!jobfile_is_std(path))
        return create_file(path, draft);
    struct strbuf bytes = STRBUF_INIT;
    draftfile_write(draft, &bytes);
    bool ok = call_write(call, path, bytes.data, bytes.len, false);
    strbuf_release(&bytes);
    draft_free(draft);
    return ok ? EXIT_FINE : EXIT_TROUBLE;
}
