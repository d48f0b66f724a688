/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever bytes are imported, the answer is a draft or a sentence; a draft holds
 * valid text. Of an odd number of bytes its file keeps it, of an even one the checks look at it
 * without a fault. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "forms/check/check.h"
#include "forms/import/import.h"
#include "forms/store/draftfile.h"
#include "locale/utf8.h"

static void check_file(const struct draft *draft)
{
    struct strbuf file = STRBUF_INIT, again = STRBUF_INIT;
    struct ini_notes notes = {0};
    enum ini_state state;
    struct err err = {0, ""};
    draftfile_write(draft, &file);
    struct draft *read = draftfile_read(file.data, file.len, &state, &notes, &err);
    assert(read && state == INI_WHOLE);
    draftfile_write(read, &again);
    assert(file.len == again.len && memcmp(file.data, again.data, file.len) == 0);
    draft_free(read);
    ini_notes_release(&notes);
    strbuf_release(&file);
    strbuf_release(&again);
}

static void check_rules_on(const struct draft *draft)
{
    struct findings findings = {0};
    check_draft(draft, NULL, CHECK_ALL, &findings);
    findings_release(&findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct import_notes notes = {0};
    struct err err = {0, ""};
    struct draft *draft = import_report((const char *)data, size, &notes, &err);
    assert(draft || *err.text);
    if (draft) {
        for (int field = 0; field < draft_n_fields(draft); field++)
            assert(utf8_is_valid(draft_text(draft, field), draft_len(draft, field)));
        if (size % 2)
            check_file(draft);
        else
            check_rules_on(draft);
        draft_free(draft);
    }
    import_notes_release(&notes);
    return 0;
}
