/* SPDX-License-Identifier: MIT */
#include "forms/form/covertext.h"

#include <string.h>

#include "forms/form/formdef.h"
#include "locale/utf8.h"

enum { WIDE_BLANK = 0x3000, WIDE_STOP = 0x3002, WIDE_FIRST = 0xff01, WIDE_LAST = 0xff5e };

static bool is_blank(uint32_t c) { return c == ' ' || c == '\t' || c == WIDE_BLANK || c == 0xa0; }

static uint32_t of_address(uint32_t c)
{
    return c == WIDE_STOP ? '.' : c >= WIDE_FIRST && c <= WIDE_LAST ? c - WIDE_FIRST + '!' : c;
}

void covertext_from_typed(int field, const char *typed, struct strbuf *out)
{
    bool is_address = field == COVER_EMAIL || field == COVER_SITE;
    size_t len = strlen(typed), start = out->len, end = out->len;
    uint32_t c;
    for (size_t at = 0, n; at < len; at += n) {
        char bytes[UTF8_MAX_BYTES];
        n = utf8_decode(typed + at, len - at, &c);
        if (is_blank(c) && out->len == start)
            continue;
        strbuf_add(out, bytes, utf8_encode(is_address ? of_address(c) : c, bytes));
        end = is_blank(c) ? end : out->len;
    }
    strbuf_truncate(out, end);
}
