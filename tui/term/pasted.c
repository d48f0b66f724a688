/* SPDX-License-Identifier: MIT */
#include "tui/term/pasted.h"

#include <stdint.h>
#include <string.h>

#include "locale/utf8.h"

/* Takes the controls out of the text from start on. */
static void make_harmless(struct strbuf *text, size_t start)
{
    char *out = text->data + start;
    const char *end = text->data + text->len;
    for (const char *p = out; p < end;) {
        uint32_t c;
        size_t n = utf8_decode(p, (size_t)(end - p), &c);
        if (c == '\r') {
            if (p + 1 == end || p[1] != '\n')
                *out++ = '\n';
        } else if (c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F) || c >= 0xA0) {
            memmove(out, p, n);
            out += n;
        }
        p += n;
    }
    strbuf_truncate(text, (size_t)(out - text->data));
}

void pasted_add_text(enum encoding encoding, const char *bytes, size_t len, struct strbuf *out)
{
    size_t start = out->len;
    while (len) {
        size_t bad = 0;
        if (decode_text(encoding, bytes, len, out, &bad))
            break;
        if (bad)
            decode_text(encoding, bytes, bad, out, &(size_t){0});
        strbuf_add_str(out, "\uFFFD");
        bytes += bad + 1;
        len -= bad + 1;
    }
    make_harmless(out, start);
}
