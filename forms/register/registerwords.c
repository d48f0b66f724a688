/* SPDX-License-Identifier: MIT */
#include "forms/register/registerwords.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/base/hanzi.h"
#include "forms/form/casewords.h"
#include "forms/form/label.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

/* A wording that was looked up; a register has few, line after line. */
struct known_word {
    char *text; /* NULL: none */
    enum register_kind kind;
    int place;
    uint32_t candidates;
};

enum { N_KNOWN = 256, MAX_KNOWN_BYTES = 200 };

struct registerwords {
    const struct form *form;
    int requests, reviews; /* sections */
    struct label_set *labels;
    struct known_word known[N_KNOWN]; /* by a hash of the text */
};

/* ---- the form's roles ---- */

int registerwords_request_section(const struct form *form)
{
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].table && form->sections[s].table->identity)
            return s;
    return -1;
}

int registerwords_review_section(const struct form *form)
{
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].table && form->sections[s].table->reviews)
            return s;
    return -1;
}

static const struct form_table *requests_of(const struct registerwords *words)
{
    return words->form->sections[words->requests].table;
}

static const struct form_block *block_of(const struct registerwords *words, enum register_kind kind)
{
    int section = kind == REGISTER_WORD_REVIEW ? words->reviews : words->requests;
    return &words->form->sections[section].table->blocks[0];
}

struct registerwords *registerwords_new(const struct form *form)
{
    struct registerwords *words = xcalloc(1, sizeof *words);
    words->form = form;
    words->requests = registerwords_request_section(form);
    words->reviews = registerwords_review_section(form);
    words->labels = label_set_new(form, words->requests);
    return words;
}

void registerwords_free(struct registerwords *words)
{
    if (!words)
        return;
    label_set_free(words->labels);
    for (int i = 0; i < N_KNOWN; i++)
        free(words->known[i].text);
    free(words);
}

int registerwords_first(const struct registerwords *words, enum register_kind kind)
{
    return kind == REGISTER_WORD_RESULT ? requests_of(words)->sum->first : 0;
}

int registerwords_last(const struct registerwords *words, enum register_kind kind)
{
    if (kind == REGISTER_WORD_RESULT)
        return requests_of(words)->sum->last;
    return block_of(words, kind)->total_column - 1;
}

const char *registerwords_key(const struct registerwords *words, enum register_kind kind, int place)
{
    const struct form_block *block = block_of(words, kind);
    return kind == REGISTER_WORD_RESULT ? block->rows[place].key : block->columns[place].key;
}

void registerwords_add_name(const struct registerwords *words, enum register_kind kind, int place,
                            struct strbuf *out)
{
    const struct form_block *block = block_of(words, kind);
    const char *const *path =
        kind == REGISTER_WORD_RESULT ? block->rows[place].path : block->columns[place].path;
    int depth = form_path_depth(path);
    /* The outermost heading is the same for all of a kind. */
    for (int i = depth > 1 ? 1 : 0; i < depth; i++)
        strbuf_addf(out, "%s%s", i > 1 ? " " : "", path[i]);
}

/* ---- one place ---- */

static int only_one(uint32_t candidates)
{
    return candidates && !(candidates & (candidates - 1)) ? __builtin_ctz(candidates) : -1;
}

/* The ordinals at the front of a row's labels, folded: 三1 of （三）…, 1.…. */
static void add_code(const struct form_row *row, bool as_digits, struct strbuf *out)
{
    int depth = form_path_depth(row->path);
    for (int i = 1; i < depth; i++) {
        int64_t value = 0;
        const char *label = row->path[i];
        size_t bracket = strlen("（");
        if (strncmp(label, "（", bracket) == 0)
            label += bracket;
        size_t digits = strspn(label, "0123456789");
        if (digits)
            strbuf_add(out, label, digits);
        else if (hanzi_number(label, &value) && as_digits)
            strbuf_addf(out, "%d", (int)value);
        else if (value)
            hanzi_add(out, (int)value);
    }
}

/* （三）1, 三.1, 3.1. A digit alone says nothing. */
static int find_code(const struct registerwords *words, const char *folded)
{
    const struct form_block *block = block_of(words, REGISTER_WORD_RESULT);
    int first = registerwords_first(words, REGISTER_WORD_RESULT);
    int last = registerwords_last(words, REGISTER_WORD_RESULT);
    for (int row = first; row <= last; row++) {
        for (int as_digits = 0; as_digits < 2; as_digits++) {
            struct strbuf code = STRBUF_INIT;
            add_code(&block->rows[row], as_digits, &code);
            bool is_it = strcmp(code.data, folded) == 0 && !(as_digits && code.len < 2);
            strbuf_release(&code);
            if (is_it)
                return row;
        }
    }
    return -1;
}

/* 不, 非, 不属于 and the like right before a word: it says the opposite. */
static bool is_denied(const char *text, const char *word)
{
    static const char *const denials[] = {"不",     "非",     "未",     "无",   "没有", "不予",
                                          "不属于", "不涉及", "未涉及", "不是", "不含", NULL};
    size_t before = (size_t)(word - text);
    for (const char *const *d = denials; *d; d++)
        if (before >= strlen(*d) && memcmp(word - strlen(*d), *d, strlen(*d)) == 0)
            return true;
    return false;
}

/* Is what stands at `at` only a part of a longer word of the list (村民 of 村民委员会)? */
static bool is_covered(const struct case_words *list, const char *text, const char *at, size_t len)
{
    for (; list->key; list++) {
        for (const char *p = list->words; *p; p += strspn(p, " ")) {
            size_t longer = strcspn(p, " ");
            for (size_t i = 0; *p != '=' && i + len <= longer && longer > len; i++)
                if (memcmp(p + i, at, len) == 0 && (size_t)(at - text) >= i &&
                    strncmp(at - i, p, longer) == 0)
                    return true;
            p += longer;
        }
    }
    return false;
}

enum { SAYS_WORD = 1, DENIES_WORD = 2 };

/* What the text says of a word; covered by longer ones it says nothing of it. */
static int word_in(const struct case_words *list, const char *text, const char *word, size_t len)
{
    int found = 0;
    for (const char *at = text; (at = memmem(at, strlen(at), word, len)); at += len) {
        if (is_denied(text, at))
            found |= DENIES_WORD;
        else if (!is_covered(list, text, at, len))
            return found | SAYS_WORD;
    }
    return found;
}

static int words_in(const struct case_words *list, const struct case_words *own, const char *text)
{
    int found = 0;
    for (const char *p = own->words; *p; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        if (*p != '=')
            found |= word_in(list, text, p, len);
        else if (strlen(text) == len - 1 && memcmp(text, p + 1, len - 1) == 0)
            found |= SAYS_WORD;
        p += len;
    }
    return found;
}

/* Every place with a word in the text. *denied: those of which a word is denied. */
static uint32_t find_words(const struct registerwords *words, enum register_kind kind,
                           const struct case_words *list, const char *folded, uint32_t *denied)
{
    uint32_t all = 0;
    *denied = 0;
    for (int i = registerwords_first(words, kind); i <= registerwords_last(words, kind); i++) {
        const struct case_words *own = case_words_find(list, registerwords_key(words, kind, i));
        int found = own ? words_in(list, own, folded) : 0;
        all |= found & SAYS_WORD ? UINT32_C(1) << i : 0;
        *denied |= found & DENIES_WORD ? UINT32_C(1) << i : 0;
    }
    return all;
}

/* The place that counts whatever else is said; -1: none. */
static int find_sole(const struct registerwords *words, uint32_t places)
{
    for (int i = registerwords_first(words, REGISTER_WORD_RESULT);
         i <= registerwords_last(words, REGISTER_WORD_RESULT); i++) {
        const struct case_words *own =
            case_words_find(case_words_results, registerwords_key(words, REGISTER_WORD_RESULT, i));
        if ((places >> i & 1) && own && own->is_sole)
            return i;
    }
    return -1;
}

/* A wording with a denied word is asked about, and where that leaves no choice all are offered. */
static int doubt(uint32_t denied, uint32_t *candidates)
{
    *candidates |= denied;
    if (only_one(*candidates) >= 0)
        *candidates = 0;
    return -1;
}

/* ---- articles ---- */

/* A number in digits or numerals at p, its length; 0. */
static size_t number_at(const char *p, int *value)
{
    int64_t hanzi = 0;
    size_t n = strspn(p, "0123456789");
    if (n && n < 4) {
        *value = atoi(p);
        return n;
    }
    n = n ? 0 : hanzi_number(p, &hanzi);
    *value = (int)hanzi;
    return n;
}

static size_t skip_any(const char *p, const char *const *marks)
{
    size_t skipped = 0;
    for (const char *const *m = marks; *m; m++) {
        if (strncmp(p + skipped, *m, strlen(*m)) == 0) {
            skipped += strlen(*m);
            m = marks - 1;
        }
    }
    return skipped;
}

/* The article at p, “36(1)” or “37”: the last of its paragraphs and items counts. Its length, 0
 * where there is none. */
static size_t article_at(const char *p, char out[16])
{
    static const char *const openings[] = {"第", "（", "(", " ", NULL};
    static const char *const closings[] = {"）", ")", "款", "项", " ", NULL};
    static const char *const article[] = {"条", NULL};
    int number, item = 0, value;
    size_t n = number_at(p, &number), at = n;
    if (!n)
        return 0;
    size_t has_article = skip_any(p + at, article);
    at += has_article;
    for (;;) {
        size_t open = skip_any(p + at, openings);
        size_t digits = number_at(p + at + open, &value);
        size_t close = digits ? skip_any(p + at + open + digits, closings) : 0;
        if (!digits || !close || (!open && !has_article))
            break;
        item = value;
        at += open + digits + close;
    }
    if (!has_article && !item)
        return 0;
    if (item)
        snprintf(out, 16, "%d(%d)", number, item);
    else
        snprintf(out, 16, "%d", number);
    return at;
}

/* Is the article one of the list? One without its item is all of its items. */
static bool lists_article(const char *list, const char *article)
{
    for (const char *p = list; p && *p; p += strspn(p, " ")) {
        size_t len = strcspn(p, " "), own = strlen(article);
        if ((len == own && memcmp(p, article, len) == 0) ||
            (len > own && memcmp(p, article, own) == 0 && p[own] == '(') ||
            (own > len && memcmp(p, article, len) == 0 && article[len] == '(' &&
             !memchr(p, '(', len)))
            return true;
        p += len;
    }
    return false;
}

static uint32_t find_articles(const struct registerwords *words, const char *text)
{
    uint32_t candidates = 0;
    char article[16];
    for (const char *p = text; *p;) {
        size_t n = article_at(p, article);
        for (int row = registerwords_first(words, REGISTER_WORD_RESULT);
             n && row <= registerwords_last(words, REGISTER_WORD_RESULT); row++) {
            const struct case_words *own = case_words_find(
                case_words_results, registerwords_key(words, REGISTER_WORD_RESULT, row));
            if (own && lists_article(own->articles, article))
                candidates |= UINT32_C(1) << row;
        }
        uint32_t c;
        p += n ? n : utf8_decode(p, strlen(p), &c);
    }
    return candidates;
}

/* ---- all of it ---- */

static int find_result(struct registerwords *words, const char *text, const char *folded,
                       uint32_t *candidates)
{
    int first = registerwords_first(words, REGISTER_WORD_RESULT);
    int last = registerwords_last(words, REGISTER_WORD_RESULT);
    int row = find_code(words, folded);
    if (row >= 0)
        return row;
    struct label label = label_find(words->labels, text, true);
    bool is_result = label.kind == LABEL_ROW && label.row >= first && label.row <= last;
    if (is_result && label.is_exact)
        return label.row;
    uint32_t denied;
    uint32_t by_words =
        find_words(words, REGISTER_WORD_RESULT, case_words_results, folded, &denied);
    uint32_t by_article = find_articles(words, text);
    /* A word chooses among the rows of an article; without that both must say the same. */
    uint32_t both = by_words & by_article;
    *candidates = both ? both : by_words | by_article;
    if (denied)
        return doubt(denied, candidates);
    row = find_sole(words, by_words | by_article);
    if (row >= 0)
        return row;
    row = only_one(*candidates);
    if (row < 0 && !*candidates && is_result)
        return label.row;
    if (row < 0 && !*candidates && label.kind == LABEL_PARENT)
        for (int r = label.first; r <= label.row; r++)
            if (r >= first && r <= last)
                *candidates |= UINT32_C(1) << r;
    return row;
}

static int find(struct registerwords *words, enum register_kind kind, const char *text,
                uint32_t *candidates)
{
    struct strbuf folded = STRBUF_INIT;
    *candidates = 0;
    label_fold(text, &folded);
    int place = -1;
    if (folded.len) {
        if (kind == REGISTER_WORD_RESULT) {
            place = find_result(words, text, folded.data, candidates);
        } else {
            uint32_t denied;
            *candidates = find_words(words, kind,
                                     kind == REGISTER_WORD_APPLICANT ? case_words_applicants
                                                                     : case_words_reviews,
                                     folded.data, &denied);
            place = denied ? doubt(denied, candidates) : only_one(*candidates);
        }
    }
    strbuf_release(&folded);
    return place;
}

int registerwords_find(struct registerwords *words, enum register_kind kind, const char *text,
                       uint32_t *candidates)
{
    size_t len = strlen(text);
    if (len > MAX_KNOWN_BYTES)
        return find(words, kind, text, candidates);
    struct known_word *known = &words->known[(crc32_add(0, text, len) + kind) % N_KNOWN];
    if (!known->text || known->kind != kind || strcmp(known->text, text) != 0) {
        free(known->text);
        known->text = xmemdup0(text, len);
        known->kind = kind;
        known->place = find(words, kind, text, &known->candidates);
    }
    *candidates = known->candidates;
    return known->place;
}

/* ---- dates ---- */

/* The number of days that a spreadsheet counts from 30 December 1899. */
static bool from_serial(const char *text, struct date *date)
{
    enum { FIRST = 36526 /* 2000 */, LAST = 73050 /* 2099 */, DAYS_TO_1970 = 25569, DAY_S = 86400 };
    size_t n = strspn(text, "0123456789");
    long days = n == 5 ? atol(text) : 0;
    if (days < FIRST || days > LAST || (text[n] && text[n] != '.'))
        return false;
    struct tm tm;
    time_t when = (time_t)(days - DAYS_TO_1970) * DAY_S;
    if (!gmtime_r(&when, &tm))
        return false;
    *date = (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
    return true;
}

bool registerwords_date(const char *text, int year, struct date *date, bool *lacks_year)
{
    *lacks_year = false;
    if (from_serial(text, date) || date_parse(text, date, NULL))
        return true;
    /* 2023-01-05 10:30:00 */
    size_t len = strcspn(text, " T");
    const char *colon = strchr(text + len, ':');
    if (text[len] && colon) {
        char *day = xmemdup0(text, len);
        bool ok = date_parse(day, date, NULL);
        free(day);
        if (ok)
            return true;
    }
    struct strbuf whole = STRBUF_INIT;
    bool has_words = strstr(text, "月") != NULL;
    strbuf_addf(&whole, has_words ? "%d年%s" : "%d.%s", year, text);
    *lacks_year = date_parse(whole.data, date, NULL);
    strbuf_release(&whole);
    return *lacks_year;
}
