/* SPDX-License-Identifier: MIT */
#include "locale/charclass.h"

#include <stddef.h>

/* An entry of the table: the first character of a run in the upper bits, the class of the run in
 * the lower three. */
#define START(first, class) ((uint32_t)(first) << 3 | (uint32_t)(class))
#define NONE(first)         START(first, CHAR_NONE)
#define NARROW(first)       START(first, CHAR_NARROW)
#define WIDE(first)         START(first, CHAR_WIDE)
#define AMBIGUOUS(first)    START(first, CHAR_AMBIGUOUS)
#define MARK(first)         START(first, CHAR_MARK)
#define JAMO(first)         START(first, CHAR_JAMO)
#define FORMAT(first)       START(first, CHAR_FORMAT)

#include "locale/widthtab.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum char_class char_class(uint32_t c)
{
    if (c < 0x7F)
        return c < 0x20 ? CHAR_NONE : CHAR_NARROW;
    /* The two blocks that nearly all Chinese text consists of; test_width.c holds them against the
     * table. */
    if (c >= 0x4E00 && c <= 0x9FFF)
        return CHAR_WIDE;
    if (c > 0x10FFFF)
        return CHAR_NONE;
    size_t low = 0, high = LENGTH(class_starts);
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (class_starts[middle] >> 3 <= c)
            low = middle;
        else
            high = middle;
    }
    return (enum char_class)(class_starts[low] & 7);
}

bool char_is_picture(uint32_t c)
{
    if (c < pictures[0].first)
        return false;
    return char_find_range(c, pictures, LENGTH(pictures), sizeof pictures[0]) < LENGTH(pictures);
}

size_t char_find_range(uint32_t c, const void *ranges, size_t n, size_t size)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const uint32_t *range = (const void *)((const char *)ranges + middle * size);
        if (c < range[0])
            high = middle;
        else if (c > range[1])
            low = middle + 1;
        else
            return middle;
    }
    return n;
}

int char_cols(uint32_t c, int ambiguous)
{
    switch (char_class(c)) {
    case CHAR_NONE: break;
    case CHAR_NARROW: return 1;
    case CHAR_WIDE: return 2;
    case CHAR_AMBIGUOUS: return ambiguous;
    case CHAR_MARK:
    case CHAR_JAMO:
    case CHAR_FORMAT: return 0;
    }
    return -1;
}

/* What the general category calls a letter, mark or symbol, but what shows nothing:
 * Default_Ignorable_Code_Point without the format characters, which are a class of their own, and
 * without unassigned ones. */
static const struct {
    uint32_t first, last;
} hidden[] = {
    {0x00AD, 0x00AD},   /* soft hyphen */
    {0x034F, 0x034F},   /* combining grapheme joiner */
    {0x115F, 0x1160},   /* Hangul fillers */
    {0x17B4, 0x17B5},   /* Khmer inherent vowels */
    {0x180B, 0x180F},   /* Mongolian variation selectors */
    {0x3164, 0x3164},   /* Hangul filler */
    {0xFE00, 0xFE0F},   /* variation selectors; 15 and 16 are let through inside an emoji only */
    {0xFFA0, 0xFFA0},   /* half-width Hangul filler */
    {0xE0100, 0xE01EF}, /* variation selectors supplement */
};

bool char_is_safe(uint32_t c)
{
    enum char_class class = char_class(c);
    if (class == CHAR_NONE || class == CHAR_FORMAT)
        return false;
    if (c < hidden[0].first || (c >= 0x4E00 && c <= 0x9FFF))
        return true;
    return char_find_range(c, hidden, LENGTH(hidden), sizeof hidden[0]) == LENGTH(hidden);
}

const char *char_unicode_version(void) { return WIDTHTAB_UNICODE_VERSION; }
