/* SPDX-License-Identifier: MIT */
#include "locale/visible.h"

#include <stdio.h>
#include <string.h>

#include "locale/charclass.h"
#include "locale/cluster.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

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

bool visible_is_safe(uint32_t c)
{
    enum char_class class = char_class(c);
    if (class == CHAR_NONE || class == CHAR_FORMAT)
        return false;
    if (c < hidden[0].first || (c >= 0x4E00 && c <= 0x9FFF))
        return true;
    size_t n_ranges = sizeof hidden / sizeof hidden[0];
    return char_find_range(c, hidden, n_ranges, sizeof hidden[0]) == n_ranges;
}

size_t visible_next(const char *text, size_t len, bool *replaced, char form[16])
{
    *replaced = false;
    if (!len)
        return 0;
    struct cluster cluster = cluster_read(text, len);
    *replaced = cluster.kind == CLUSTER_HIDDEN || cluster.kind == CLUSTER_BAD_BYTE;
    if (*replaced)
        snprintf(form, 16, cluster.kind == CLUSTER_HIDDEN ? "<U+%04X>" : "<0x%02X>",
                 (unsigned)cluster.base);
    return cluster.len;
}

size_t visible_add(struct strbuf *out, const char *text, size_t len)
{
    size_t n_replaced = 0, safe_start = 0;
    for (size_t pos = 0; pos < len;) {
        bool replaced;
        char form[16];
        size_t n = visible_next(text + pos, len - pos, &replaced, form);
        if (replaced) {
            strbuf_add(out, text + safe_start, pos - safe_start);
            strbuf_add_str(out, form);
            safe_start = pos + n;
            n_replaced++;
        }
        pos += n;
    }
    strbuf_add(out, text + safe_start, len - safe_start);
    return n_replaced;
}

size_t visible_add_str(struct strbuf *out, const char *text)
{
    return visible_add(out, text, strlen(text));
}

void visible_add_name(struct strbuf *out, const char *name)
{
    size_t len = strlen(name);
    if (utf8_is_valid(name, len))
        strbuf_add(out, name, len);
    else
        visible_add(out, name, len);
}
