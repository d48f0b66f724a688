/* SPDX-License-Identifier: MIT */
#include "forms/rollup/textproof.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/base/span.h"
#include "forms/check/check_text.h"
#include "forms/check/check_wording.h"
#include "forms/import/import.h"
#include "forms/sentence/ordinals.h"
#include "locale/mem.h"

enum trigger {
    TRIGGER_STOP, /* nothing can be said of a text with this in it */
    TRIGGER_MARK, /* a clause begins behind it */
    TRIGGER_LINE, /* a paragraph does */
    TRIGGER_MONTH,
    TRIGGER_YUAN,
    TRIGGER_REFERENCE,
    TRIGGER_ZEROS,
    TRIGGER_DATE_MARK,
};

struct word {
    const char *word;
    enum trigger trigger;
};

static const struct word own_words[] = {
    {"。", TRIGGER_MARK},
    {"；", TRIGGER_MARK},
    {"：", TRIGGER_MARK},
    {"，", TRIGGER_MARK},
    {"、", TRIGGER_MARK},
    {"！", TRIGGER_MARK},
    {"？", TRIGGER_MARK},
    {"）", TRIGGER_MARK},
    {";", TRIGGER_MARK},
    {":", TRIGGER_MARK},
    {",", TRIGGER_MARK},
    {"\n", TRIGGER_LINE},
    {"月", TRIGGER_MONTH},
    {"元", TRIGGER_YUAN},
    {"{", TRIGGER_REFERENCE},
    {"0000", TRIGGER_ZEROS},
    {"-", TRIGGER_DATE_MARK},
    {".", TRIGGER_DATE_MARK},
    {"/", TRIGGER_DATE_MARK},
    /* what the reader of drafts would decode, or what is not escaped as it ought to be */
    {"&", TRIGGER_STOP},
    {"\"", TRIGGER_STOP},
    {"\\", TRIGGER_STOP},
    /* what scan.h would take out or change */
    {"\t", TRIGGER_STOP},
    {"\r", TRIGGER_STOP},
    {"\u00A0", TRIGGER_STOP},
    {"\u3000", TRIGGER_STOP},
    {"％", TRIGGER_STOP},
    {"．", TRIGGER_STOP},
    {"０", TRIGGER_STOP},
    {"１", TRIGGER_STOP},
    {"２", TRIGGER_STOP},
    {"３", TRIGGER_STOP},
    {"４", TRIGGER_STOP},
    {"５", TRIGGER_STOP},
    {"６", TRIGGER_STOP},
    {"７", TRIGGER_STOP},
    {"８", TRIGGER_STOP},
    {"９", TRIGGER_STOP},
};
enum { N_OWN_WORDS = sizeof own_words / sizeof own_words[0], MAX_WORDS = 128 };

struct textproof {
    struct word words[MAX_WORDS];
    struct lexicon lexicon;
};

struct textproof *textproof_new(void)
{
    struct textproof *proof = xcalloc(1, sizeof *proof);
    int n = 0;
    for (; n < N_OWN_WORDS; n++)
        proof->words[n] = own_words[n];
    proof->words[n++] = (struct word){import_unplaced_mark, TRIGGER_STOP};
    /* P-HOLDER; two of its words are more closely looked at here. */
    const char *holder;
    for (int i = 0; (holder = check_holder_word(i)) && n < MAX_WORDS; i++)
        if (strcmp(holder, "{") != 0 && strcmp(holder, "0000") != 0)
            proof->words[n++] = (struct word){holder, TRIGGER_STOP};
    lexicon_init(&proof->lexicon, proof->words, sizeof proof->words[0], n);
    return proof;
}

void textproof_free(struct textproof *proof) { free(proof); }

/* A text while it is read. */
struct reading {
    const struct textproof_text *of;
    const char *text;
    size_t at;                  /* not looked at yet */
    int last[ORDINAL_N_STYLES]; /* numbers of the runs, 0: none */
    size_t date_end;            /* behind the last date, 0: none */
    bool date_is_first;         /* was that the first of January? */
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Where the digits begin that end at `end`. */
static size_t digits_before(const char *text, size_t end)
{
    while (end && is_digit(text[end - 1]))
        end--;
    return end;
}

/* Up to four digits; −1: more. */
static int number_of(const char *text, size_t start, size_t end)
{
    int number = 0;
    if (end - start > 4)
        return -1;
    for (size_t i = start; i < end; i++)
        number = number * 10 + text[i] - '0';
    return number;
}

/* What may stand between a number and its unit, go on with a number or end one: nothing can be said
 * then. */
static const char *const odd_ends[] = {"}", "余", "多", "来", "几", "万", "亿", NULL};

static bool ends_oddly(const char *text, size_t end)
{
    for (const char *const *word = odd_ends; *word; word++)
        if (span_ends_with((struct span){text, end}, *word))
            return true;
    return false;
}

static bool begins_oddly(const char *text)
{
    return span_word_at(text, odd_ends) || (*text && strchr("{.,", *text));
}

/* ---- P-ORD, P-SECTIONS: runs of ordinals count from one on; no headings ---- */

/* Takes the ordinals that a clause begins with. A reference might be the number of one. */
static bool take_ordinals(struct reading *reading, bool at_line)
{
    struct ordinal ordinal;
    const char *p = reading->text + reading->at;
    if (at_line && (*p == '{' || strncmp(p, "（{", strlen("（{")) == 0 || strncmp(p, "({", 2) == 0))
        return false;
    for (; ordinals_at(reading->text + reading->at, at_line, &ordinal); at_line = false) {
        int *last = &reading->last[ordinal.style];
        if (ordinal.style == ORDINAL_HEADING || (ordinal.value != 1 && ordinal.value != *last + 1))
            return false;
        *last = ordinal.value;
        reading->at += ordinal.len;
        if (reading->text[reading->at] == '{')
            return false;
    }
    return true;
}

/* ---- P-PERIOD: two dates joined are the first and the last day of the report's year ---- */

static bool take_month(struct reading *reading, size_t month)
{
    const char *text = reading->text;
    size_t start = digits_before(text, month), day = month + strlen("月"),
           day_end = day + strspn(text + day, "0123456789");
    if (start == month)
        return !ends_oddly(text, month); /* 当月 */
    if (day == day_end || strncmp(text + day_end, "日", strlen("日")) != 0)
        return !begins_oddly(text + day_end);
    int month_number = number_of(text, start, month), day_number = number_of(text, day, day_end);
    bool names_year = span_ends_with((struct span){text, start}, "年"), is_this_year = true;
    if (names_year) {
        size_t year_end = start - strlen("年"), year = digits_before(text, year_end);
        if (year == year_end && ends_oddly(text, year_end))
            return false;
        if (year < year_end) { /* else it is 今年 */
            is_this_year = number_of(text, year, year_end) == reading->of->year;
            start = year;
        }
    }
    if (start && strchr(".,}", text[start - 1]))
        return false;
    bool is_joined =
        reading->date_end &&
        check_dates_are_joined((struct span){text + reading->date_end, start - reading->date_end});
    bool is_last = is_this_year && month_number == 12 && day_number == 31;
    if (is_joined && !(reading->date_is_first && is_last))
        return false;
    reading->date_end = day_end + strlen("日");
    reading->date_is_first = is_this_year && month_number == 1 && day_number == 1;
    return true;
}

/* A date in digits, 2023-12-31, is left to the rule. */
static bool take_date_mark(const struct reading *reading, size_t mark)
{
    const char *text = reading->text;
    if (text[mark + 1] == '{' || (mark && text[mark - 1] == '}'))
        return false;
    return !is_digit(text[mark + 1]) || mark - digits_before(text, mark) != 4;
}

/* ---- P-SEC6-FEE: section six names the fee, in whole tens of 元 ---- */

static bool take_yuan(const struct reading *reading, size_t yuan)
{
    const char *text = reading->text;
    int64_t ignored;
    size_t start = digits_before(text, yuan);
    if (!reading->of->is_other)
        return true;
    if (start == yuan)
        return !ends_oddly(text, yuan) && !(yuan >= 3 && hanzi_number(text + yuan - 3, &ignored));
    return text[yuan - 1] == '0' && !(start && strchr(".,}", text[start - 1]));
}

/* ---- P-HOLDER: references stand for numbers, and no zeros stand for a number to be filled in ----
 */

static bool take_reference(struct reading *reading, size_t brace)
{
    const char *text = reading->text, *name = text + brace + 1;
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    char before = brace ? text[brace - 1] : '\0', after = name[len] ? name[len + 1] : '\0';
    /* No digits beside it, for they would be part of its number. */
    if (name[len] != '}' || (before && strchr("0123456789.,}", before)) ||
        (after && strchr("0123456789.,{", after)))
        return false;
    reading->at = brace + len + 2;
    return reading->of->is_number(reading->of->context, name, len);
}

/* ---- the whole ---- */

static bool take(struct reading *reading, enum trigger trigger, size_t at)
{
    switch (trigger) {
    case TRIGGER_STOP: return false;
    case TRIGGER_MARK: return take_ordinals(reading, false);
    case TRIGGER_LINE: return take_ordinals(reading, true);
    case TRIGGER_MONTH: return take_month(reading, at);
    case TRIGGER_YUAN: return take_yuan(reading, at);
    case TRIGGER_REFERENCE: return take_reference(reading, at);
    case TRIGGER_ZEROS: return at && is_digit(reading->text[at - 1]);
    case TRIGGER_DATE_MARK: return take_date_mark(reading, at);
    }
    return false;
}

/* P-SECTIONS: Is there anything but marks? */
static bool has_han(const char *text)
{
    while (*text && ((unsigned char)*text < 0xE4 || (unsigned char)*text > 0xE9))
        text++;
    return *text != '\0';
}

bool textproof_holds(const struct textproof *proof, const struct textproof_text *text)
{
    struct reading reading = {.of = text, .text = text->text};
    struct span whole = {text->text, text->len};
    int word;
    if (!has_han(text->text) || (text->is_other && !span_contains(whole, "处理费")) ||
        !take_ordinals(&reading, true))
        return false;
    while (lexicon_next(&proof->lexicon, whole, &reading.at, &word)) {
        size_t at = reading.at;
        reading.at += strlen(proof->words[word].word);
        if (!take(&reading, proof->words[word].trigger, at))
            return false;
    }
    return true;
}
