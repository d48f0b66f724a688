/* SPDX-License-Identifier: MIT */
#include "forms/ini/iniescape.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "locale/strbuf.h"
#include "locale/utf8.h"

static const struct {
    const char *text; /* from & to ; */
    char c;
} named[] = {{"&quot;", '"'}, {"&bsol;", '\\'}, {"&amp;", '&'}, {"&tab;", '\t'}};

enum { N_NAMED = sizeof named / sizeof named[0], MAX_HEX_DIGITS = 6 };

/* Escaped by number; sorted. U+E0000 and on are tags. needs_number() adds the last two characters
 * of each plane. */
static const struct {
    uint32_t first, last;
} by_number[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},
    {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
    {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
};

static bool needs_number(uint32_t c)
{
    for (size_t i = 0; i < sizeof by_number / sizeof by_number[0] && c >= by_number[i].first; i++)
        if (c <= by_number[i].last)
            return true;
    return (c & 0xFFFE) == 0xFFFE;
}

static const char *name_of(char c)
{
    for (size_t i = 0; i < N_NAMED; i++)
        if (named[i].c == c)
            return named[i].text;
    return NULL;
}

/* Bytes of the character at text if it is one that most are and is never escaped: ASCII, or U+3000
 * to U+9FFF. Else 0. */
static size_t plain_len(const char *text, size_t len)
{
    unsigned char c = (unsigned char)*text;
    if (c < 0x80)
        return c >= ' ' && c != '"' && c != '\\' && c != '&' && c != 0x7F;
    return len >= 3 && c >= 0xE3 && c <= 0xE9 && ((text[1] ^ 0x80) & 0xC0) == 0 &&
                   ((text[2] ^ 0x80) & 0xC0) == 0
               ? 3
               : 0;
}

void ini_escape(struct strbuf *out, const char *text, size_t len)
{
    size_t done = 0; /* text before this is copied; unescaped runs go in one piece */
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t c;
        if ((n = plain_len(text + i, len - i)))
            continue;
        n = utf8_decode(text + i, len - i, &c);
        if (!n)
            n = 1; /* invalid byte, decoded as U+FFFD */
        const char *name = name_of(text[i]);
        if (!name && !needs_number(c))
            continue;
        strbuf_add(out, text + done, i - done);
        done = i + n;
        if (name)
            strbuf_add_str(out, name);
        else
            strbuf_addf(out, "&#x%02X;", (unsigned)c);
    }
    strbuf_add(out, text + done, len - done);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Length of the escape at text[0..len), 0 where there is none; *c is what it stands for. */
static size_t escape_at(const char *text, size_t len, uint32_t *c)
{
    for (size_t i = 0; i < N_NAMED; i++) {
        size_t n = strlen(named[i].text);
        if (len >= n && memcmp(text, named[i].text, n) == 0) {
            *c = (unsigned char)named[i].c;
            return n;
        }
    }
    if (len < 5 || memcmp(text, "&#x", 3) != 0)
        return 0;
    *c = 0;
    size_t i = 3;
    for (int digit; i < len && i < 3 + MAX_HEX_DIGITS && (digit = hex_digit(text[i])) >= 0; i++)
        *c = *c << 4 | (uint32_t)digit;
    char ignored[UTF8_MAX_BYTES];
    return i > 3 && i < len && text[i] == ';' && *c && utf8_encode(*c, ignored) ? i + 1 : 0;
}

size_t ini_escape_decode(struct strbuf *out, const char *text, size_t len, size_t *first_bad_offset)
{
    size_t n_bad = 0;
    for (size_t i = 0; i < len;) {
        const char *ampersand = memchr(text + i, '&', len - i);
        size_t plain = ampersand ? (size_t)(ampersand - text) - i : len - i;
        strbuf_add(out, text + i, plain);
        i += plain;
        if (i == len)
            break;
        uint32_t c;
        size_t n = escape_at(text + i, len - i, &c);
        if (n) {
            char bytes[UTF8_MAX_BYTES];
            strbuf_add(out, bytes, utf8_encode(c, bytes));
        } else {
            if (!n_bad++)
                *first_bad_offset = i;
            strbuf_add_byte(out, '&');
            n = 1;
        }
        i += n;
    }
    return n_bad;
}
