/* SPDX-License-Identifier: MIT */
#include "locale/utf8.h"

#include <string.h>

size_t utf8_decode(const char *text, size_t len, uint32_t *c)
{
    const unsigned char *s = (const unsigned char *)text;
    *c = 0xFFFD;
    if (!len)
        return 0;
    if (s[0] < 0x80) {
        *c = s[0];
        return 1;
    }
    /* The range of the second byte is what keeps overlong forms, surrogates and values over
     * U+10FFFF out. */
    size_t n_bytes;
    unsigned char second_min = 0x80, second_max = 0xBF;
    uint32_t value;
    if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        n_bytes = 2;
        value = s[0] & 0x1F;
    } else if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        n_bytes = 3;
        value = s[0] & 0x0F;
        if (s[0] == 0xE0)
            second_min = 0xA0;
        else if (s[0] == 0xED)
            second_max = 0x9F;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        n_bytes = 4;
        value = s[0] & 0x07;
        if (s[0] == 0xF0)
            second_min = 0x90;
        else if (s[0] == 0xF4)
            second_max = 0x8F;
    } else {
        return 0;
    }
    if (len < n_bytes || s[1] < second_min || s[1] > second_max)
        return 0;
    for (size_t i = 1; i < n_bytes; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (s[i] & 0x3F);
    }
    *c = value;
    return n_bytes;
}

size_t utf8_encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        if (c >= 0xD800 && c <= 0xDFFF)
            return 0;
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    if (c > 0x10FFFF)
        return 0;
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* From a character on over those that Chinese text is made of, without decoding them: ASCII, and
 * three bytes but for the leads whose second byte is limited (E0, ED). */
static size_t skip_usual(const char *text, size_t len, size_t pos)
{
    const unsigned char *p = (const unsigned char *)text + pos,
                        *end = (const unsigned char *)text + len;
    for (;;) {
        uint64_t eight;
        for (; end - p >= 8 && *p < 0x80; p += 8) {
            memcpy(&eight, p, sizeof eight);
            if (eight & UINT64_C(0x8080808080808080))
                break;
        }
        while (end - p >= 3 && p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED &&
               ((p[1] ^ 0x80) | (p[2] ^ 0x80)) < 0x40)
            p += 3;
        if (p == end || *p >= 0x80)
            return (size_t)(p - (const unsigned char *)text);
        p++;
    }
}

size_t utf8_valid_prefix(const char *text, size_t len)
{
    size_t pos = 0;
    while (pos < len) {
        uint32_t c;
        pos = skip_usual(text, len, pos);
        if (pos == len)
            break;
        size_t n = utf8_decode(text + pos, len - pos, &c);
        if (!n)
            break;
        pos += n;
    }
    return pos;
}

bool utf8_is_valid(const char *text, size_t len) { return utf8_valid_prefix(text, len) == len; }

static bool is_continuation(char byte) { return ((unsigned char)byte & 0xC0) == 0x80; }

size_t utf8_n_chars(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += !is_continuation(text[i]);
    return n;
}

size_t utf8_clip_bytes(const char *text, size_t len, size_t max_bytes)
{
    if (len <= max_bytes)
        return len;
    size_t end = max_bytes;
    while (end && is_continuation(text[end]))
        end--;
    return end;
}

size_t utf8_prev(const char *text, size_t offset)
{
    for (size_t n = 1; n <= UTF8_MAX_BYTES && n <= offset; n++) {
        uint32_t c;
        if (utf8_decode(text + offset - n, n, &c) == n)
            return offset - n;
    }
    return offset - 1;
}
