/* SPDX-License-Identifier: MIT */
#include "tui/cli/outtext.h"

#include <stdlib.h>
#include <string.h>

#include "forms/settings/settings.h"
#include "locale/mem.h"
#include "locale/strbuf.h"

static enum encoding people_encoding = ENCODING_UTF8;

/* The encoding in "zh_CN.GB18030" or "zh_CN.GBK@x". */
static enum encoding encoding_of_locale(const char *locale)
{
    enum encoding encoding = ENCODING_UTF8;
    const char *dot = strchr(locale, '.');
    char *name = dot ? xmemdup0(dot + 1, strcspn(dot + 1, "@")) : NULL;
    if (name && !encoding_parse(name, &encoding))
        encoding = ENCODING_UTF8;
    free(name);
    return encoding;
}

void outtext_set_encoding(const struct settings *settings)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    if (settings->encoding != SETTINGS_ENCODING_AUTO) {
        people_encoding = (enum encoding)(settings->encoding - SETTINGS_ENCODING_UTF8);
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale) {
            people_encoding = encoding_of_locale(locale);
            return;
        }
    }
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
