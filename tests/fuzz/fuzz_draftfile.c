/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever a draft's file holds, what was read of it is written and read again as
 * the same fields: of an odd number of bytes byte for byte in the exact form, of an even one as it
 * is saved, and whole. */

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/draft/total.h"
#include "forms/store/draftfile.h"

/* Escapes and quotes make a text longer: what hardly fitted may be too long now, and is then
 * refused as a whole. */
static bool may_be_refused(const struct strbuf *text) { return text->len > INI_MAX_BYTES / 8; }

static void check_exact(const struct draft *draft)
{
    struct strbuf text = STRBUF_INIT;
    draftfile_write_exact(draft, &text);
    struct draft *copy = draftfile_read_exact(text.data, text.len, NULL);
    assert(copy ? !draftfile_n_differences(draft, copy) : may_be_refused(&text));
    draft_free(copy);
    strbuf_release(&text);
}

static void check_saved(const struct draft *draft)
{
    struct ini_notes notes;
    enum ini_state state;
    struct strbuf text = STRBUF_INIT;
    draftfile_write(draft, &text);
    struct draft *copy = draftfile_read(text.data, text.len, &state, &notes, NULL);
    assert(copy ? state == INI_WHOLE && !draftfile_n_differences(draft, copy)
                : may_be_refused(&text));
    ini_notes_release(&notes);
    draft_free(copy);
    strbuf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ini_notes notes;
    enum ini_state state;
    struct draft *draft = draftfile_read((const char *)data, size, &state, &notes, NULL);
    ini_notes_release(&notes);
    if (draft && size % 2)
        check_exact(draft);
    else if (draft)
        check_saved(draft);
    draft_free(draft);
    return 0;
}
