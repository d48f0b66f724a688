/* libFuzzer target: whatever a draft's file holds, what was read of it is written and read again as the same fields,
 * byte for byte in the exact form, and whole. */

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/draftfile.h"
#include "forms/inilib.h"
#include "forms/total.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ini_notes notes;
    enum ini_state state;
    inilib_set_isolated(false);
    struct draft *draft = draftfile_read((const char *)data, size, &state, &notes, NULL);
    ini_notes_release(&notes);
    if (!draft)
        return 0;
    struct strbuf exact = STRBUF_INIT, text = STRBUF_INIT;
    draftfile_write_exact(draft, &exact);
    struct draft *copy = draftfile_read_exact(exact.data, exact.len, NULL);
    /* Escapes and quotes make a text longer: what hardly fitted may be too long now, and is then refused as a whole. */
    if (copy) {
        assert(!draftfile_n_differences(draft, copy));
        draftfile_write(draft, &text);
        struct draft *shown = draftfile_read(text.data, text.len, &state, &notes, NULL);
        assert(!shown || (state == INI_WHOLE && !draftfile_n_differences(draft, shown)));
        ini_notes_release(&notes);
        draft_free(shown);
    } else {
        assert(exact.len > INI_MAX_BYTES / 8);
    }
    draft_free(copy);
    draft_free(draft);
    strbuf_release(&exact);
    strbuf_release(&text);
    return 0;
}
