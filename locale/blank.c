/* SPDX-License-Identifier: MIT */
#include "locale/blank.h"

#include "locale/utf8.h"

bool blank_is(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x00A0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0xFEFF;
}

static bool is_blank_or_line_end(uint32_t c) { return blank_is(c) || c == '\n' || c == '\r'; }

size_t blank_prefix(const char *text, size_t len)
{
    size_t end = 0, n;
    uint32_t c;
    while ((n = utf8_decode(text + end, len - end, &c)) && is_blank_or_line_end(c))
        end += n;
    return end;
}

size_t blank_suffix(const char *text, size_t len)
{
    size_t start = len;
    while (start) {
        uint32_t c;
        size_t last = utf8_prev(text, start);
        if (!utf8_decode(text + last, start - last, &c) || !is_blank_or_line_end(c))
            break;
        start = last;
    }
    return len - start;
}

void blank_trim(const char **text, size_t *len)
{
    size_t n_before = blank_prefix(*text, *len);
    *text += n_before;
    *len -= n_before;
    *len -= blank_suffix(*text, *len);
}
