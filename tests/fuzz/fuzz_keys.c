/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever bytes a terminal sends, in whatever pieces and at whatever pace, the
 * decoder gives valid keys and lets go of everything in the end; the probe keeps every byte that is
 * not a reply. The first byte chooses the encoding; a byte 0xFE stands for time passing, 0xFD for
 * the end of a piece. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "locale/utf8.h"
#include "tui/app/commands.h"
#include "tui/term/keys.h"
#include "tui/term/probe.h"

static void take_keys(struct keys *keys)
{
    struct key key;
    while (keys_next(keys, &key)) {
        char name[16];
        assert(key.code > KEYC_NONE && key.code < KEYC_N);
        if (key.code == KEYC_CHAR)
            assert(key.c >= 0x20 && key.c != 0x7f && (key.c < 0x80 || key.c >= 0xa0));
        if (key.code == KEYC_PASTE)
            assert(utf8_is_valid(key.text, key.len) && !memchr(key.text, '\033', key.len) &&
                   !memchr(key.text, '\r', key.len));
        keys_name(&key, name);
        assert(strlen(name) < sizeof name);
        assert(command_of_key(commands_table, &key) < COMMAND_N);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct keys *keys = keys_new((enum encoding)(data[0] % 3));
    const char *p = (const char *)data + 1;
    size_t len = size - 1;
    for (size_t pos = 0; pos < len;) {
        size_t n = 0;
        while (pos + n < len && (unsigned char)p[pos + n] != 0xfe &&
               (unsigned char)p[pos + n] != 0xfd)
            n++;
        keys_feed(keys, p + pos, n);
        take_keys(keys);
        pos += n;
        if (pos < len && (unsigned char)p[pos++] == 0xfe) {
            keys_time_passed(keys);
            take_keys(keys);
        }
    }
    for (int i = 0; keys_wait_ms(keys, 100) >= 0; i++) {
        assert(i < 2000);
        keys_time_passed(keys);
        take_keys(keys);
    }
    keys_free(keys);

    struct probe_result result;
    struct strbuf typed = STRBUF_INIT;
    probe_parse(p, len, &result, &typed);
    assert(typed.len <= len && result.n_replies <= PROBE_N && result.ambiguous >= 0 &&
           result.ambiguous <= 2);
    strbuf_release(&typed);
    return 0;
}
