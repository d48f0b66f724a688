/* SPDX-License-Identifier: MIT */
#include "forms/store/storeddraft.h"

#include "forms/store/draftfile.h"
#include "locale/strbuf.h"

bool stored_draft_read(struct stored_draft *stored, const char *path, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    *stored = (struct stored_draft)STORED_DRAFT_INIT;
    if (safefile_open(&stored->file, path, err) &&
        safefile_read(&stored->file, INI_MAX_BYTES, &bytes, &stored->stamp, err))
        stored->draft = draftfile_read(bytes.data, bytes.len, &stored->state, &stored->notes, err);
    strbuf_release(&bytes);
    return stored->draft;
}

void stored_draft_release(struct stored_draft *stored)
{
    safefile_close(&stored->file);
    draft_free(stored->draft);
    ini_notes_release(&stored->notes);
    *stored = (struct stored_draft)STORED_DRAFT_INIT;
}
