/* SPDX-License-Identifier: MIT */
#include "forms/sentence/ordinals.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "locale/mem.h"

static const struct {
    const char *open, *close;
    bool in_digits;
    bool only_at_line; /* at the beginning of a paragraph; the others also at that of a clause */
} styles[] = {
    [ORDINAL_IS] = {"", "是", false, false},
    [ORDINAL_NTH] = {"第", "，|、|,|：|:", false, false},
    [ORDINAL_OF] = {"其", "，|、|,|：|:", false, false},
    [ORDINAL_BRACKETS] = {"（|(", "）|)", false, true},
    [ORDINAL_DIGIT_BRACKETS] = {"（|(", "）|)", true, true},
    [ORDINAL_DIGITS] = {"", ".|、", true, true},
    [ORDINAL_HEADING] = {"", "、", false, true},
};

/* Length of the one of the alternatives that p begins with; 0 for an empty list too. */
static size_t alternative_len(const char *p, const char *alternatives)
{
    while (*alternatives) {
        size_t len = strcspn(alternatives, "|");
        if (strncmp(p, alternatives, len) == 0)
            return len;
        alternatives += len + (alternatives[len] == '|');
    }
    return 0;
}

/* 1 to ORDINAL_MAX at p, its length in bytes; 0. */
static size_t read_value(const char *p, bool in_digits, int *value)
{
    if (in_digits) {
        size_t len = strspn(p, "0123456789");
        *value = len && len <= 2 ? atoi(p) : 0;
        return *value ? len : 0;
    }
    int64_t number;
    size_t len = hanzi_number(p, &number);
    *value = number >= 1 && number <= ORDINAL_MAX && len <= 9 ? (int)number : 0;
    return *value ? len : 0;
}

static bool read_ordinal(const char *p, bool at_line, enum ordinal_style style,
                         struct ordinal *ordinal)
{
    int64_t ignored;
    if (styles[style].only_at_line && !at_line)
        return false;
    size_t open = alternative_len(p, styles[style].open);
    if (*styles[style].open && !open)
        return false;
    size_t value = read_value(p + open, styles[style].in_digits, &ordinal->value);
    size_t close = value ? alternative_len(p + open + value, styles[style].close) : 0;
    const char *next = p + open + value + close;
    if (!close ||
        ((style == ORDINAL_DIGITS || style == ORDINAL_NTH) && *next >= '0' && *next <= '9') ||
        (style == ORDINAL_NTH && hanzi_number(next, &ignored)) || /* 第一、二季度 */
        (style == ORDINAL_HEADING && hanzi_number(next, &ignored)))
        return false;
    ordinal->style = style;
    ordinal->len = (size_t)(next - p);
    return true;
}

/* Most clauses begin with some other character. */
static bool may_begin_ordinal(const char *p)
{
    int64_t ignored;
    return (*p >= '0' && *p <= '9') || *p == '(' || strncmp(p, "（", 3) == 0 ||
           strncmp(p, "第", 3) == 0 || strncmp(p, "其", 3) == 0 || hanzi_number(p, &ignored);
}

bool ordinals_at(const char *text, bool at_line, struct ordinal *ordinal)
{
    if (!may_begin_ordinal(text))
        return false;
    for (enum ordinal_style style = 0; style < ORDINAL_N_STYLES; style++)
        if (read_ordinal(text, at_line, style, ordinal))
            return true;
    return false;
}

static bool is_clause_mark(const char *p)
{
    static const char *const marks[] = {"。", "；", "：", "，", "、", "！", "？", "）"};
    if (*p == ';' || *p == ':' || *p == ',')
        return true;
    for (size_t i = 0; (*p == '\xE3' || *p == '\xEF') && i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(p, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

size_t ordinals_of(const struct scan *scan, struct ordinal **list)
{
    size_t n = 0, capacity = 0;
    const char *text = scan->text.data;
    bool at_line = true, at_clause = true;
    *list = NULL;
    for (size_t i = 0; i < scan->text.len;) {
        struct ordinal ordinal = {.offset = i};
        bool found = at_clause && ordinals_at(text + i, at_line, &ordinal);
        if (found) {
            GROW(*list, n, capacity);
            (*list)[n++] = ordinal;
        }
        size_t len = found ? ordinal.len : 1;
        while (((unsigned char)text[i + len] & 0xC0) == 0x80)
            len++;
        at_line = text[i] == '\n';
        at_clause = at_line || found || is_clause_mark(text + i);
        i += len;
    }
    return n;
}
