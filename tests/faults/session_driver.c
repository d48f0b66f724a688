/* SPDX-License-Identifier: MIT */
/* A session without a screen, for tests/faults/test_sessions.sh: one verb a run on FILE in an own
 * folder.
 *
 *     edit FILE TEXT     types TEXT as the overview, saves, types TEXT2, leaves without saving
 *     as FILE TEXT       types TEXT, saves as FILE2
 *     merge FILE TEXT    types TEXT; the file's phone is changed behind the session's back; saves,
 * merges, saves recover FILE       takes back whatever was not saved, and saves show FILE the same
 * without saving; says "TEXT …" and "PHONE …"
 *
 * Says OPEN; SHOWN once what was typed is in a journal; SAVED once a save has succeeded; each with
 * one write, so that it can be trusted after a kill. Ends with 4 where something failed, which is
 * no fault of it. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/files/safefile.h"
#include "forms/files/safesave.h"
#include "forms/store/draftfile.h"
#include "forms/store/session.h"
#include "tests/faults/say.h"

static const char *text_of(const struct session *session, const char *key)
{
    return draft_text(session_draft(session), draft_field(session_draft(session), key));
}

static void type(struct session *session, const char *text)
{
    edit_set(session_edit(session), draft_field(session_draft(session), "overview"), text);
    if (session_flush(session) != JOURNAL_UNPROTECTED)
        say("SHOWN %s", text);
}

static bool save(struct session *session, enum session_save_result result, const struct err *err)
{
    if (result == SESSION_SAVED)
        say("SAVED %s", text_of(session, "overview"));
    else
        say("FAILED %s", err->text);
    return result == SESSION_SAVED;
}

static bool save_here(struct session *session)
{
    struct err warning, err = {0};
    return save(session, session_save(session, &warning, &err), &err);
}

static bool edit(struct session *session, const char *text)
{
    struct strbuf more = STRBUF_INIT;
    type(session, text);
    bool ok = save_here(session);
    strbuf_addf(&more, "%s2", text);
    type(session, more.data);
    session_sync(session);
    strbuf_release(&more);
    return ok;
}

static bool save_as(struct session *session, const char *text)
{
    struct strbuf path = STRBUF_INIT;
    struct err warning, err = {0};
    type(session, text);
    strbuf_addf(&path, "%s2", session_path(session));
    bool ok = save(session, session_save_as(session, path.data, true, &warning, &err), &err);
    strbuf_release(&path);
    return ok;
}

/* What another operator's save would do. */
static bool change_behind(const struct session *session)
{
    struct strbuf bytes = STRBUF_INIT;
    struct draft *draft = draft_clone(session_draft(session));
    draft_set(draft, draft_find(draft, "overview"), "old");
    draft_set(draft, draft_find(draft, "report.phone"), "110");
    draftfile_write(draft, &bytes);
    struct safefile file = SAFEFILE_INIT;
    bool ok = safefile_open(&file, session_path(session), NULL) &&
              safesave_output_at(file.dirfd, file.name, bytes.data, bytes.len, NULL);
    safefile_close(&file);
    draft_free(draft);
    strbuf_release(&bytes);
    return ok;
}

static bool merge(struct session *session, const char *text)
{
    struct merge merge = {0};
    struct err warning, err = {0};
    type(session, text);
    if (!change_behind(session))
        return false;
    say("BEHIND");
    enum session_save_result result = session_save(session, &warning, &err);
    if (result == SESSION_SAVE_CONFLICT && session_merge_begin(session, &merge, &err)) {
        session_merge_apply(session, &merge);
        result = session_save(session, &warning, &err);
    }
    merge_release(&merge);
    return save(session, result, &err);
}

static bool recover(struct session *session, bool saves)
{
    while (session_n_recoveries(session))
        session_recovery_apply(session, 0, NULL);
    bool ok = !saves || save_here(session);
    if (!saves) {
        say("TEXT %s", text_of(session, "overview"));
        say("PHONE %s", text_of(session, "report.phone"));
    }
    return ok;
}

int main(int argc, char **argv)
{
    const char *verb = argv[1], *text = argc > 3 ? argv[3] : "";
    struct err err = {0};
    struct session *session = session_open(argv[2], &err);
    if (!session || (session_access(session) != SESSION_WRITABLE &&
                     session_access(session) != SESSION_NO_LOCK)) {
        say("CLOSED %s", session ? session_reason(session) : err.text);
        session_close(session, true);
        return 4;
    }
    say("OPEN %d", (int)session_state(session));
    bool ok = strcmp(verb, "edit") == 0    ? edit(session, text)
              : strcmp(verb, "as") == 0    ? save_as(session, text)
              : strcmp(verb, "merge") == 0 ? merge(session, text)
                                           : recover(session, strcmp(verb, "recover") == 0);
    session_close(session, true);
    return ok ? 0 : 4;
}
