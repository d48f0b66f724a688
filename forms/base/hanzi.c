/* SPDX-License-Identifier: MIT */
#include "forms/base/hanzi.h"

#include "locale/strbuf.h"

int hanzi_digit(uint32_t c)
{
    switch (c) {
    case 0x3007: /* 〇 */
    case 0x96F6: /* 零 */ return 0;
    case 0x4E00: return 1;
    case 0x4E8C:
    case 0x4E24: /* 两 */ return 2;
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default: return -1;
    }
}

int hanzi_date_digit(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)c - '0';
    if (c >= 0xFF10 && c <= 0xFF19)
        return (int)c - 0xFF10;
    if (c == 0x25CB || c == 0x25EF || c == 'O' || c == 0xFF2F)
        return 0;
    return c == 0x4E24 ? -1 : hanzi_digit(c);
}

int64_t hanzi_power(uint32_t c)
{
    switch (c) {
    case 0x5341: return 10;
    case 0x767E: return 100;
    case 0x5343: return 1000;
    case 0x4E07: return 10000;
    case 0x4EBF: return 100000000;
    default: return 0;
    }
}

/* The character of three bytes at p, 0 for any other. */
static uint32_t wide_char_at(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (b[0] & 0xF0) == 0xE0 ? (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu) : 0;
}

size_t hanzi_number(const char *text, int64_t *value)
{
    int64_t digit = -1;
    size_t i = 0;
    *value = 0;
    for (; i < HANZI_MAX_BYTES; i += 3) {
        uint32_t c = wide_char_at(text + i);
        int d = hanzi_digit(c);
        int64_t power = hanzi_power(c);
        if (d < 0 && (!power || power > 1000))
            break;
        if (power)
            *value += (digit < 0 ? 1 : digit) * power;
        digit = power ? -1 : d;
    }
    *value += digit > 0 ? digit : 0;
    return i;
}

void hanzi_add(struct strbuf *out, int value)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    int hundreds = value / 100, tens = value / 10 % 10, ones = value % 10;
    if (hundreds)
        strbuf_addf(out, "%s百", digits[hundreds]);
    if (hundreds && !tens && ones)
        strbuf_add_str(out, "零");
    if (tens)
        strbuf_addf(out, "%s十", tens > 1 || hundreds ? digits[tens] : "");
    if (ones || !value)
        strbuf_add_str(out, digits[ones]);
}
