/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_SESSION_SUPPORT_H
#define TESTS_SUPPORT_SESSION_SUPPORT_H

/* What the tests of sessions share; every name is one of the scratch folder. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/store/draftfile.h"
#include "forms/store/session.h"
#include "tests/support/scratch.h"

static inline struct session *open_it(const char *name)
{
    struct err err = {0};
    struct session *session = session_open(scratch_path(name), &err);
    if (!session)
        fail_msg("%s not opened: %s", name, err.text);
    return session;
}

static inline void type_text(struct session *session, const char *key, const char *text)
{
    edit_set(session_edit(session), draft_field(session_draft(session), key), text);
}

static inline const char *text_in(struct session *session, const char *key)
{
    int field = draft_find(session_draft(session), key);
    return field < 0 ? "(no such field)" : draft_text(session_draft(session), field);
}

static inline void save_it(struct session *session)
{
    struct err warning, err = {0};
    enum session_save_result result = session_save(session, &warning, &err);
    if (result != SESSION_SAVED)
        fail_msg("not saved: %d %s", result, err.text);
    assert_string_equal(warning.text, "");
}

/* What another operator's save would do, without a word. */
static inline void overwrite(const char *name, const char *key, const char *text)
{
    struct strbuf bytes = STRBUF_INIT;
    struct ini_notes notes;
    enum ini_state state;
    const char *old = scratch_read(name);
    struct draft *draft = draftfile_read(old, strlen(old), &state, &notes, NULL);
    draft_set(draft, draft_field(draft, key), text);
    draftfile_write(draft, &bytes);
    scratch_write(name, bytes.data, 0600);
    strbuf_release(&bytes);
    ini_notes_release(&notes);
    draft_free(draft);
}

#endif
