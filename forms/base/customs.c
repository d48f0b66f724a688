/* SPDX-License-Identifier: MIT */
#include "forms/base/customs.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/span.h"
#include "locale/blank.h"
#include "locale/encoding.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

static const struct customs built_in = CUSTOMS_INIT;
static const struct customs *current = &built_in;

void customs_set(const struct customs *customs) { current = customs ? customs : &built_in; }
const struct customs *customs_get(void) { return current; }

void customs_words_release(struct customs_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->items[i].wrong);
        free(words->items[i].right);
    }
    free(words->items);
    *words = (struct customs_words){0};
}

/* ---- the list of words ---- */

static size_t separator_at(const char *p)
{
    static const char *const separators[] = {" ", "\t", ",", "，", "→", "=", "\u3000", NULL};
    return span_word_at(p, separators);
}

/* An entry is at least two characters: one alone is right somewhere. */
static bool is_too_short(const char *word, size_t len)
{
    enum { ONE_CHARACTER = 3 };
    return len <= ONE_CHARACTER && (unsigned char)*word >= 0x80;
}

/* false where the line names a word that cannot be looked for. */
static bool add_line(struct customs_words *words, const char *line, size_t len)
{
    enum { MAX_BYTES = 255 }; /* of a word in a lexicon */
    size_t wrong_len = 0;
    blank_trim(&line, &len);
    if (!len || *line == '#')
        return true;
    while (wrong_len < len && !separator_at(line + wrong_len))
        wrong_len++;
    const char *right = line + wrong_len;
    size_t right_len = len - wrong_len;
    for (size_t n; right_len && (n = separator_at(right)); right += n)
        right_len -= n;
    if (!wrong_len || wrong_len > MAX_BYTES || is_too_short(line, wrong_len))
        return false;
    GROW(words->items, words->count, words->capacity);
    words->items[words->count++] =
        (struct customs_word){xmemdup0(line, wrong_len), xmemdup0(right, right_len)};
    return true;
}

bool customs_words_add(struct customs_words *words, const char *bytes, size_t len, struct err *err)
{
    static const char bom[] = "\xEF\xBB\xBF";
    enum encoding encoding;
    struct strbuf text = STRBUF_INIT;
    size_t bad_offset, n_lines = 0;
    if (!encoding_guess(bytes, len, &encoding) ||
        !decode_text(encoding, bytes, len, &text, &bad_offset) ||
        memchr(text.data, '\0', text.len)) {
        strbuf_release(&text);
        return err_set(err, _("既不是 UTF-8 也不是 GB18030 编码的文本"));
    }
    bool ok = true;
    const char *line = text.data;
    if (strncmp(line, bom, sizeof bom - 1) == 0)
        line += sizeof bom - 1;
    for (const char *end = text.data + text.len; ok && line < end; n_lines++) {
        size_t n = strcspn(line, "\n");
        ok = words->count < LEXICON_MAX_WORDS && add_line(words, line, n);
        line += n + 1;
    }
    strbuf_release(&text);
    return ok || err_set(err, _("第 %zu 行不是“错的写法 对的写法”（至少两个字，最多 %d 行）"),
                         n_lines, LEXICON_MAX_WORDS);
}

/* ---- deadlines ---- */

int customs_day(const char *text)
{
    enum { EVERY_YEAR = 2001 };
    if (strlen(text) != 5 || strspn(text, "0123456789") != 2 || text[2] != '-' ||
        strspn(text + 3, "0123456789") != 2)
        return 0;
    struct date date = {EVERY_YEAR, atoi(text), atoi(text + 3)};
    return date_is_valid(date) ? date.month * 100 + date.day : 0;
}

/* The name without what makes it a government's: 青石镇 of 云岫县青石镇人民政府. */
static bool chop_government(struct span *unit)
{
    static const char *const endings[] = {"人民政府", "行政公署", NULL};
    size_t len = unit->len;
    span_chop(unit, endings);
    return unit->len < len;
}

static bool is_town(struct span place)
{
    static const char *const towns[] = {"镇", "乡", "街道", "苏木", "街道办", "街道办事处"};
    for (size_t i = 0; i < sizeof towns / sizeof towns[0]; i++)
        if (span_ends_with(place, towns[i]))
            return true;
    return false;
}

bool customs_is_high_government(const char *unit)
{
    struct span place = span_all(unit);
    return chop_government(&place) && !is_town(place);
}

bool customs_is_township(const char *unit)
{
    struct span place = span_all(unit);
    chop_government(&place);
    return is_town(place);
}

struct date customs_deadline(const char *unit, int year)
{
    int day = customs_is_high_government(unit) ? current->government_deadline : current->deadline;
    return (struct date){year + 1, day / 100, day % 100};
}
