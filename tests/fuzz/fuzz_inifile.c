/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever bytes a file holds, reading says yes or no; what was read and is
 * written again reads as the same, whole. libiniparser runs in this process, so that the fuzzer
 * sees into it as well. An odd number of bytes is read as a draft, an even one as settings. */

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "forms/ini/inifile.h"
#include "forms/ini/iniwriter.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

/* Writes the entries; false when one of them took more than a line: further chunks have names that
 * other entries of this file may have, too, so it does not come back entry by entry. */
static bool write_again(const struct inifile *ini, enum ini_end end, struct strbuf *out)
{
    struct ini_writer writer;
    const char *section = NULL;
    ini_writer_init(&writer, out);
    for (size_t i = 0; i < ini->n_entries; i++) {
        const struct ini_entry *entry = &ini->entries[i];
        assert(utf8_is_valid(entry->value, strlen(entry->value)));
        assert(inifile_name_is_valid(entry->section) && inifile_name_is_valid(entry->key));
        assert(entry->line >= 1 && entry->line <= ini->n_lines);
        if (entry->section != section)
            ini_writer_section(&writer, entry->section);
        section = entry->section;
        ini_writer_add(&writer, entry->key, entry->value);
    }
    size_t n_keys = (size_t)writer.n_keys;
    if (end == INI_END_REQUIRED)
        ini_writer_finish(&writer);
    return n_keys == ini->n_entries;
}

static void compare(const struct inifile *ini, const struct inifile *again)
{
    assert(again->state == INI_WHOLE);
    assert(again->n_entries == ini->n_entries);
    for (size_t i = 0; i < ini->n_entries; i++) {
        const struct ini_entry *a = &ini->entries[i], *b = &again->entries[i];
        assert(strcmp(a->section, b->section) == 0 && strcmp(a->key, b->key) == 0);
        assert(strcmp(a->value, b->value) == 0 && b->quoted);
    }
    for (size_t i = 0; i < again->notes.n; i++)
        assert(again->notes.items[i].kind == INI_NOTE_DUP_SECTION);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum ini_end end = size % 2 ? INI_END_REQUIRED : INI_END_NONE;
    struct inifile ini, again;
    struct err err = {0, ""};
    if (inifile_parse(&ini, (const char *)data, size, end, &err)) {
        struct strbuf text = STRBUF_INIT;
        bool comes_back = write_again(&ini, end, &text);
        /* Escapes can make a text too large to be read again. */
        if (inifile_parse(&again, text.data, text.len, end, &err) && comes_back)
            compare(&ini, &again);
        else
            assert(!comes_back || text.len > INI_MAX_BYTES);
        inifile_release(&again);
        strbuf_release(&text);
    } else {
        assert(err.text[0] && !strstr(err.text, "libiniparser"));
    }
    for (size_t i = 0; i < ini.notes.n; i++)
        assert(utf8_is_valid(ini.notes.items[i].text, strlen(ini.notes.items[i].text)));
    inifile_release(&ini);
    return 0;
}
