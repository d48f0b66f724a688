/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any text as what ssh asks of a restricted login. Words that are quoted and
 * split once more are the same words. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/strbuf.h"
#include "tui/cli/forced.h"

/* As a shell would be told: '…', with \' for each ' in it. */
static void add_quoted(struct strbuf *out, const char *word)
{
    strbuf_add_str(out, " '");
    for (; *word; word++)
        strbuf_add_str(out, *word == '\'' ? "'\\''" : (char[]){*word, '\0'});
    strbuf_add_byte(out, '\'');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct forced forced = {.text = xmemdup0((const char *)data, size)}, again = {0};
    struct strbuf quoted = STRBUF_INIT;
    bool ok = forced_split(&forced);
    strbuf_add_str(&quoted, "nianbao");
    for (int i = 1; i < forced.argc; i++)
        add_quoted(&quoted, forced.argv[i]);
    again.text = strbuf_steal(&quoted);
    if (ok) {
        assert(forced_split(&again) && again.argc == forced.argc);
        for (int i = 0; i < forced.argc; i++)
            assert(strcmp(again.argv[i], forced.argv[i]) == 0);
        assert(!forced.argv[forced.argc]);
    }
    forced_release(&forced);
    forced_release(&again);
    strbuf_release(&quoted);
    return 0;
}
