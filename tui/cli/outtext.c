/* SPDX-License-Identifier: MIT */
#include "tui/cli/outtext.h"

#include <stdlib.h>
#include <string.h>

#include "forms/settings/settings.h"
#include "locale/mem.h"
#include "locale/strbuf.h"

static enum encoding people_encoding = ENCODING_UTF8;

void outtext_set_encoding(const struct settings *settings)
{
    people_encoding = settings->encoding == SETTINGS_ENCODING_AUTO
                          ? encoding_of_environment()
                          : (enum encoding)(settings->encoding - SETTINGS_ENCODING_UTF8);
}

int outtext_ambiguous(void) { return people_encoding == ENCODING_UTF8 ? 1 : 2; }

void outtext_write(FILE *file, const char *text, size_t len)
{
    struct strbuf encoded = STRBUF_INIT;
    bool is_encoded =
        people_encoding != ENCODING_UTF8 &&
        encode_text(people_encoding, ENCODE_SUBSTITUTE, text, len, &encoded, NULL, NULL);
    fwrite(is_encoded ? encoded.data : text, 1, is_encoded ? encoded.len : len, file);
    strbuf_release(&encoded);
}

void outtext_add_tsv(struct strbuf *out, const char *text, char end)
{
    for (; *text; text++)
        strbuf_add_byte(out, *text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text);
    strbuf_add_byte(out, end);
}

void outtext_add_json(struct strbuf *out, const char *name, const char *text)
{
    bool is_first = out->len && out->data[out->len - 1] == '{';
    strbuf_addf(out, "%s\"%s\": \"", is_first ? "" : ", ", name);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            strbuf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            strbuf_addf(out, "\\u%04x", c);
        else
            strbuf_add_byte(out, *text);
    }
    strbuf_add_byte(out, '"');
}
