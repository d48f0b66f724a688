/* SPDX-License-Identifier: MIT */
#include "forms/sentence/docnumber.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])
enum { HAN_BYTES = 3 };

/* The brackets that a year stands in; the small ones look like the right ones. */
static const struct {
    const char *open, *close;
    bool is_right;
} year_brackets[] = {{"〔", "〕", true},  {"﹝", "﹞", true},  {"【", "】", false},
                     {"[", "]", false},   {"（", "）", false}, {"(", ")", false},
                     {"［", "］", false}, {"《", "》", false}, {"<", ">", false}};

static size_t digits_at(const char *p, int *value)
{
    size_t len = strspn(p, "0123456789");
    *value = len && len < 5 ? atoi(p) : 0;
    return *value ? len : 0;
}

static bool docnumber_read(const char *start, const char *p, struct docnumber *found)
{
    for (int i = 0; i < COUNT(year_brackets); i++) {
        size_t open = strlen(year_brackets[i].open), close = strlen(year_brackets[i].close);
        if (strncmp(p, year_brackets[i].open, open) != 0)
            continue;
        const char *at = p + open;
        size_t year = digits_at(at, &found->year);
        if (year != 4 || strncmp(at + year, year_brackets[i].close, close) != 0)
            return false;
        at += year + close;
        at += strncmp(at, "第", HAN_BYTES) == 0 ? HAN_BYTES : 0;
        size_t number = digits_at(at, &found->number);
        if (!number || strncmp(at + number, "号", HAN_BYTES) != 0)
            return false;
        found->end = at + number + HAN_BYTES;
        found->has_right_brackets = year_brackets[i].is_right;
        found->start = p;
        while (found->start - start >= HAN_BYTES &&
               (unsigned char)found->start[-HAN_BYTES] >= 0xE4 &&
               (unsigned char)found->start[-HAN_BYTES] <= 0xE9 &&
               strncmp(found->start, "国办", strlen("国办")) != 0)
            found->start -= HAN_BYTES;
        found->issuer = (struct span){found->start, (size_t)(p - found->start)};
        return true;
    }
    return false;
}

bool docnumber_next(struct span text, size_t *offset, struct docnumber *found)
{
    struct lexicon lexicon;
    int word;
    lexicon_init(&lexicon, year_brackets, sizeof year_brackets[0], COUNT(year_brackets));
    for (; lexicon_next(&lexicon, text, offset, &word); ++*offset)
        if (docnumber_read(text.at, text.at + *offset, found)) {
            *offset = (size_t)(found->end - text.at);
            return true;
        }
    return false;
}
