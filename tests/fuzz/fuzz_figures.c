/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever stands in a draft's file, where the light scanner reads it, the full
 * reader reads the same numbers; and where narratives are said to be right, the rules find no
 * error. The end mark with the right crc is put behind the input, for no fuzzer would find one.
 * Input that our own writer cannot have written at all (no UTF-8, NUL) is left out: its crc would
 * have to be forged. */

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/check/check.h"
#include "forms/draft/balance.h"
#include "forms/rollup/figures_scan.h"
#include "forms/store/draftfile.h"
#include "locale/utf8.h"

static int count_keys(const char *text)
{
    int n = 0;
    for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
        n += *text != '\n' && *text != '[';
    return n;
}

static void compare(const struct figures *light, const struct figures *full)
{
    assert(light->form == full->form && light->year == full->year);
    assert(strcmp(light->unit.data, full->unit.data) == 0 &&
           strcmp(light->previous.data, full->previous.data) == 0);
    assert(light->n_numbers == full->n_numbers && light->n_blank == full->n_blank);
    for (int i = 0; i < form_n_cells(light->form); i++) {
        struct cell cell = form_cell_at(light->form, i);
        enum cell_kind kind = form_column_of(light->form, cell)->kind;
        if (form_cell_is_total(light->form, cell))
            continue;
        assert(light->values[i].kind == full->values[i].kind &&
               light->values[i].number == full->values[i].number);
        assert((kind != CELL_AMOUNT && kind != CELL_MONEY) ||
               strcmp(figures_amount(light, i), figures_amount(full, i)) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct figures light = FIGURES_INIT, full = FIGURES_INIT;
    struct strbuf text = STRBUF_INIT;
    strbuf_add(&text, (const char *)data, size);
    if (memchr(data, '\0', size) || !utf8_is_valid(text.data, text.len)) {
        strbuf_release(&text);
        return 0;
    }
    int n_keys = count_keys(text.data);
    strbuf_add_byte(&text, '\n');
    uint32_t crc = crc32_add(0, text.data, text.len);
    strbuf_addf(&text, "[end]\ncomplete = \"1\"\nkeys = \"%d\"\ncrc = \"%08x\"\n", n_keys, crc);
    struct figures_scanner *scanner = figures_scanner_new();
    if (figures_scan(scanner, text.data, text.len, &light)) {
        struct ini_notes notes;
        struct err err = {0, ""};
        enum ini_state state;
        struct draft *draft = draftfile_read(text.data, text.len, &state, &notes, &err);
        assert(draft && state != INI_CUT);
        figures_from_draft(draft, &full);
        compare(&light, &full);
        struct findings findings = {0};
        if (light.unit.data[strspn(light.unit.data, " ")] && light.year >= light.form->first_year &&
            light.year <= light.form->last_year && balance_tables_hold(light.form, light.values))
            check_draft(draft, NULL, CHECK_FAST_ERRORS, &findings);
        assert(findings.count == 0);
        findings_release(&findings);
        draft_free(draft);
        ini_notes_release(&notes);
    }
    figures_scanner_free(scanner);
    figures_release(&light);
    figures_release(&full);
    strbuf_release(&text);
    return 0;
}
