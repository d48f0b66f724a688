/* SPDX-License-Identifier: MIT */
/* Words and marks: placeholders left in, doubled words, half-width marks, well-known slips of the
 * pen. */
#include "forms/check/check_wording.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/customs.h"
#include "forms/base/hanzi.h"
#include "forms/check/check_private.h"
#include "forms/sentence/doubles.h"
#include "forms/sentence/typos.h"
#include "locale/mem.h"
#include "locale/message.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])
enum { HAN_BYTES = 3 };

/* Han characters of the basic block, which all begin with E4 … E9. */
static bool is_han(const char *p) { return (unsigned char)*p >= 0xE4 && (unsigned char)*p <= 0xE9; }
static bool is_han_before(const char *start, const char *p)
{
    return p - start >= HAN_BYTES && is_han(p - HAN_BYTES);
}
static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("./_@-:%", c));
}

/* Some characters round a place, for a message; free it. */
static char *surroundings(struct span text, size_t offset, size_t len)
{
    enum { SIDE_CHARS = 6 };
    size_t start = offset, end = offset + len;
    for (int i = 0; i < SIDE_CHARS && start > 0 && text.at[start - 1] != '\n'; i++)
        do
            start--;
        while (start > 0 && ((unsigned char)text.at[start] & 0xC0) == 0x80);
    for (int i = 0; i < SIDE_CHARS && end < text.len && text.at[end] != '\n'; i++)
        do
            end++;
        while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80);
    return xmemdup0(text.at + start, end - start);
}

/* ---- placeholders ---- */

enum holder_kind {
    HOLDER_SIGN,      /* XX, ××, __: unless part of an address or a masked number */
    HOLDER_PHRASE,    /* always one */
    HOLDER_DATE,      /* 年 月 日 without digits */
    HOLDER_ZEROS,     /* 0000 */
    HOLDER_NAME,      /* 某某, before a kind of office */
    HOLDER_REFERENCE, /* {requests.recieved.total}: refers to nothing */
};

static const struct holder {
    const char *word;
    enum holder_kind kind;
} holders[] = {
    {"XX", HOLDER_SIGN},           {"xx", HOLDER_SIGN},          {"ＸＸ", HOLDER_SIGN},
    {"××", HOLDER_SIGN},           {"**", HOLDER_SIGN},          {"＊＊", HOLDER_SIGN},
    {"__", HOLDER_SIGN},           {"＿＿", HOLDER_SIGN},        {"【】", HOLDER_PHRASE},
    {"（）", HOLDER_PHRASE},       {"()", HOLDER_PHRASE},        {"〔〕", HOLDER_PHRASE},
    {"[]", HOLDER_PHRASE},         {"《》", HOLDER_PHRASE},      {"“”", HOLDER_PHRASE},
    {"（文字描述", HOLDER_PHRASE}, {"(文字描述", HOLDER_PHRASE}, {"（此处", HOLDER_PHRASE},
    {"(此处", HOLDER_PHRASE},      {"（待填", HOLDER_PHRASE},    {"（待补充", HOLDER_PHRASE},
    {"（待核", HOLDER_PHRASE},     {"【待", HOLDER_PHRASE},      {"（请填", HOLDER_PHRASE},
    {"TODO", HOLDER_PHRASE},       {"\uFFFD", HOLDER_PHRASE},    {"??", HOLDER_SIGN},
    {"？？", HOLDER_PHRASE},       {"年月日", HOLDER_DATE},      {"月日", HOLDER_DATE},
    {"0000", HOLDER_ZEROS},        {"某某", HOLDER_NAME},        {"（具体", HOLDER_PHRASE},
    {"（填写", HOLDER_PHRASE},     {"{", HOLDER_REFERENCE},
};

const char *check_holder_word(int index)
{
    return index < COUNT(holders) ? holders[index].word : NULL;
}

static bool is_holder(const struct scan *scan, size_t offset, size_t len, enum holder_kind kind)
{
    static const char *const offices[] = {"局", "市", "县", "区",   "镇",   "乡",   "街道", "厅",
                                          "委", "办", "省", "部门", "单位", "政府", "机关"};
    const char *text = scan->text.data;
    char before = offset ? text[offset - 1] : '\0', after = text[offset + len];
    bool in_word = is_word_byte(before) || is_word_byte(after);
    switch (kind) {
    case HOLDER_PHRASE: return true;
    case HOLDER_SIGN: return !in_word;
    case HOLDER_ZEROS: return !in_word && before != ',' && after != ',';
    case HOLDER_DATE:
        /* 年月日 as words (标注年月日) has neither blanks nor a digit before it; 月日均 is 日均. */
        if (strncmp(text + offset + len, "均", HAN_BYTES) == 0)
            return false;
        return (before >= '0' && before <= '9') ||
               (len > 2 * HAN_BYTES &&
                scan_source_end(scan, offset + len) - scan_source_offset(scan, offset) > len);
    case HOLDER_NAME:
        for (int i = 0; i < COUNT(offices); i++)
            if (strncmp(text + offset + len, offices[i], strlen(offices[i])) == 0)
                return true;
        return false;
    case HOLDER_REFERENCE: return text[offset + len - 1] == '}';
    }
    return false;
}

/* Bytes of the placeholder that begins with the word; a longer row of the same sign is one. */
static size_t holder_len(const char *text, const struct holder *holder)
{
    size_t unit = strlen(holder->word) / 2, len = 2 * unit;
    if (holder->kind == HOLDER_SIGN || holder->kind == HOLDER_ZEROS) {
        unit = holder->kind == HOLDER_ZEROS ? 1 : unit;
        while (strncmp(text, text + len, unit) == 0)
            len += unit;
    } else if (holder->kind == HOLDER_REFERENCE) {
        len = 1 + strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_.");
        len += text[len] == '}' && len > 1;
    } else {
        len = strlen(holder->word);
    }
    return len;
}

/* XX县自然资源局: the name stands in the title. */
static void check_unit_is_real(struct check *check, const struct lexicon *lexicon)
{
    const char *unit = draft_text(check->draft, COVER_UNIT);
    struct scan scan;
    int word;
    scan_init(&scan, check->draft, unit, strlen(unit));
    struct span text = span_of(&scan, 0, scan.text.len);
    for (size_t offset = 0, len; lexicon_next(lexicon, text, &offset, &word); offset += len) {
        len = holder_len(text.at + offset, &holders[word]);
        if (!is_holder(&scan, offset, len, holders[word].kind))
            continue;
        check_add(check, COVER_UNIT,
                  N_("封面的机关全称“%s”里像是有没有填写的占位符，请填上本机关的全称。"), unit);
        break;
    }
    scan_release(&scan);
}

void check_placeholders(struct check *check)
{
    struct lexicon lexicon;
    lexicon_init(&lexicon, holders, sizeof holders[0], COUNT(holders));
    check_unit_is_real(check, &lexicon);
    for (int i = 0; i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        struct span text = span_of(scan, 0, scan->text.len);
        int word;
        for (size_t offset = 0; lexicon_next(&lexicon, text, &offset, &word);) {
            size_t start = offset, len = holder_len(text.at + offset, &holders[word]);
            offset += len;
            if (!is_holder(scan, start, len, holders[word].kind))
                continue;
            char *context = surroundings(text, start, len);
            check_add_text(check, &check->narratives[i], start, len,
                           N_("“%s”里像是有没有填写的占位符，请填上内容或者删去。"), context);
            free(context);
        }
    }
}

/* ---- doubled words and marks ---- */

static bool is_mark(const char *p)
{
    static const char *const marks[] = {"，", "。", "、", "；", "："};
    for (int i = 0; (*p == '\xEF' || *p == '\xE3') && i < COUNT(marks); i++)
        if (strncmp(p, marks[i], HAN_BYTES) == 0)
            return true;
    return false;
}

/* 未收到申请0件: no less than none. */
static void check_double_nothing(struct check *check, const struct narrative *narrative)
{
    static const char *const negations[] = {"未收到", "没有收到", "未接到", "未受理",
                                            "未发生", "没有发生", NULL};
    const struct scan *scan = &narrative->scan;
    for (int i = 0; i < scan->n_numbers; i++) {
        const struct scan_number *n = &scan->numbers[i];
        struct span before = scan_before(scan, i);
        if (n->unit != SCAN_ITEMS || n->amount > 0 || !span_contains_any(before, negations))
            continue;
        size_t offset = (size_t)(before.at - scan->text.data);
        char *said = xmemdup0(before.at, n->end - offset);
        check_add_text(check, narrative, offset, n->end - offset,
                       N_("“%s”既写“未”又写“0”，意思重复。请删去一处。"), said);
        free(said);
    }
}

static void check_doubles_in(struct check *check, const struct narrative *narrative)
{
    const struct scan *scan = &narrative->scan;
    struct span text = span_of(scan, 0, scan->text.len);
    struct lexicon lexicon;
    lexicon_init(&lexicon, doubles_characters, sizeof doubles_characters[0], doubles_n_characters);
    int word;
    for (size_t i = 0; i < text.len; i++) {
        const char *p = text.at + i;
        size_t len = 0;
        if (is_han(p))
            len = doubles_word_at(p, text.len - i);
        else if (is_mark(p) && is_mark(p + HAN_BYTES))
            len = HAN_BYTES;
        if (!len)
            continue;
        char *double_text = xmemdup0(p, 2 * len);
        check_add_text(check, narrative, i, 2 * len,
                       is_han(p) ? N_("“%s”重复了，请删去一个。")
                                 : N_("标点“%s”连用，请删去一个。"),
                       double_text);
        free(double_text);
        i += 2 * len - 1;
    }
    for (size_t i = 0; lexicon_next(&lexicon, text, &i, &word); i += HAN_BYTES) {
        size_t len = strlen(doubles_characters[word].word);
        if (doubles_ends_in_list((struct span){text.at, i}, doubles_characters[word].not_after) ||
            doubles_in_list(text.at + i + len, text.len - i - len,
                            doubles_characters[word].not_before))
            continue;
        check_add_text(check, narrative, i, len, N_("“%s”里有一个字重复了，请删去。"),
                       doubles_characters[word].word);
    }
}

/* How a section ends: with a full stop, not in the middle of a list. */
static void check_end(struct check *check, const struct narrative *narrative)
{
    static const char *const open[] = {"；", "，", "、", "：", ";", ",", ":"};
    enum { MIN_BYTES = 8 * HAN_BYTES }; /* “无” needs no full stop */
    const struct scan *scan = &narrative->scan;
    const struct form_section *section = &check->form->sections[narrative->section];
    size_t len = scan->text.len;
    while (len && scan->text.data[len - 1] == '\n')
        len--;
    struct span text = span_of(scan, 0, len);
    if (!section->heading || len < MIN_BYTES)
        return;
    for (int i = 0; i < COUNT(open); i++)
        if (span_ends_with(text, open[i])) {
            check_add_text(check, narrative, len - strlen(open[i]), strlen(open[i]),
                           N_("正文以“%s”结尾，后面像是缺了内容。请补全，或者改为句号。"), open[i]);
            return;
        }
    if (is_han_before(text.at, text.at + len))
        check_add_text(check, narrative, len - HAN_BYTES, HAN_BYTES,
                       N_("正文最后没有句号，请补上。"));
}

void check_doubles(struct check *check)
{
    for (int i = 0; i < check->n_narratives; i++) {
        check_doubles_in(check, &check->narratives[i]);
        check_double_nothing(check, &check->narratives[i]);
        check_end(check, &check->narratives[i]);
    }
}

/* ---- half-width marks, blanks inside words ---- */

static size_t blank_len(const char *p)
{
    return *p == ' ' || *p == '\t' ? 1 : strncmp(p, "\u3000", 3) == 0 ? 3 : 0;
}

/* The place of a kind of blemish that came first, and how many there are. */
struct blemish {
    int n;
    size_t offset, len; /* in the source */
};

static void note_blemish(struct blemish *blemish, size_t offset, size_t len)
{
    if (blemish->n++ == 0) {
        blemish->offset = offset;
        blemish->len = len;
    }
}

/* A half-width mark at p that should be a full-width one. */
static bool is_half_width(const char *start, const char *p, const char *end)
{
    const char *next = p + 1, *before = p;
    while (next < end && blank_len(next))
        next += blank_len(next);
    while (before > start && before[-1] == ' ')
        before--;
    bool han_before = is_han_before(start, before), han_after = next < end && is_han(next);
    switch (*p) {
    case ',':
    case ';':
    case ':':
    case '?':
    case '!': return han_before && han_after;
    case '(': return han_after && (han_before || before == start || !is_word_byte(before[-1]));
    case ')': return han_before;
    default: return false;
    }
}

/* 年 月 日 with blanks for the figures: P-HOLDER's business. */
static bool is_blank_date(const char *before, const char *after)
{
    return (strncmp(before, "年", HAN_BYTES) == 0 && strncmp(after, "月", HAN_BYTES) == 0) ||
           (strncmp(before, "月", HAN_BYTES) == 0 && strncmp(after, "日", HAN_BYTES) == 0);
}

/* Contact lines and lines that begin with a number or a heading are set with blanks on purpose. */
static bool has_set_blanks(const char *line, size_t len)
{
    static const char *const contact[] = {"地址", "邮编", "邮政编码", "电话",
                                          "邮箱", "传真", "联系人",   NULL};
    return span_contains_any((struct span){line, len}, contact);
}

static bool begins_with_ordinal(const char *line)
{
    static const char *const ordinals[] = {"（", "(", "第", NULL};
    if (span_word_at(line, ordinals) || hanzi_number(line, &(int64_t){0}))
        return true;
    return *line >= '0' && *line <= '9';
}

static const char *skip_blanks(const char *p, const char *stop)
{
    while (p < stop && blank_len(p))
        p += blank_len(p);
    return p;
}

/* Half-width marks and blanks in the line up to stop; offsets are counted from text. */
static void read_marks_of_line(const char *text, const char *line, const char *stop,
                               struct blemish *half, struct blemish *blank)
{
    const char *p = skip_blanks(line, stop);
    bool may_separate = begins_with_ordinal(p),
         is_contact = has_set_blanks(line, (size_t)(stop - line));
    for (; p < stop; p++) {
        const char *after = *p == ' ' || *p == '\t' || *p == '\xE3' ? skip_blanks(p, stop) : p;
        if (after > p) {
            if (is_han_before(line, p) && after < stop && is_han(after) && !is_contact &&
                !is_blank_date(p - HAN_BYTES, after)) {
                if (!may_separate)
                    note_blemish(blank, (size_t)(p - HAN_BYTES - text),
                                 (size_t)(after - p) + 2 * HAN_BYTES);
                may_separate = false;
            }
            p = after - 1;
        } else if ((unsigned char)*p < 0x80 && is_half_width(line, p, stop)) {
            note_blemish(half, (size_t)(p - text), 1);
        }
    }
}

static void read_marks(const char *text, size_t len, struct blemish *half, struct blemish *blank)
{
    const char *end = text + len;
    for (const char *line = text, *stop; line < end; line = stop + 1) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        stop = feed ? feed : end;
        read_marks_of_line(text, line, stop, half, blank);
    }
}

void check_marks(struct check *check)
{
    for (int i = 0; i < check->n_narratives; i++) {
        const struct narrative *narrative = &check->narratives[i];
        struct span text = {narrative->scan.source, narrative->scan.source_len};
        struct blemish half = {0}, blank = {0};
        read_marks(text.at, text.len, &half, &blank);
        if (half.n) {
            char *context = surroundings(text, half.offset, half.len);
            check_add_source(check, narrative, half.offset, half.len,
                             N_("正文有 %d 处汉字之间用了半角标点，第一处在“%s”。请改为全角。"),
                             half.n, context);
            free(context);
        }
        if (blank.n) {
            char *context = surroundings(text, blank.offset, blank.len);
            check_add_source(check, narrative, blank.offset, blank.len,
                             N_("正文有 %d 处汉字之间夹了空格，第一处在“%s”。请删去空格。"),
                             blank.n, context);
            free(context);
        }
    }
}

/* ---- slips of the pen ---- */

void check_typos(struct check *check)
{
    struct lexicon lexicon;
    lexicon_init(&lexicon, typos, sizeof typos[0], n_typos);
    for (int i = 0; i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        struct span text = span_of(scan, 0, scan->text.len);
        int word;
        for (size_t at = 0; lexicon_next(&lexicon, text, &at, &word);) {
            const struct typo *typo = &typos[word];
            size_t start = at, len = strlen(typo->wrong);
            at += len;
            if (doubles_ends_in_list((struct span){text.at, start}, typo->not_after) ||
                doubles_in_list(text.at + at, text.len - at, typo->not_before) ||
                (typo->only_before &&
                 !doubles_in_list(text.at + at, text.len - at, typo->only_before)))
                continue;
            check_add_text(check, &check->narratives[i], start, len,
                           N_("“%s”像是“%s”之误，请核对。"), typo->wrong, typo->right);
        }
    }
}

/* 信息公开 within 政府信息公开, which is what the list says is right. */
static bool stands_in_right_word(struct span text, size_t at, const struct customs_word *word)
{
    const char *inside = strstr(word->right, word->wrong);
    size_t before = inside ? (size_t)(inside - word->right) : 0, len = strlen(word->right);
    return inside && at >= before && text.len - (at - before) >= len &&
           memcmp(text.at + at - before, word->right, len) == 0;
}

/* The list of the office, named in the settings. */
void check_own_words(struct check *check)
{
    const struct customs_words *words = &customs_get()->words;
    struct lexicon lexicon;
    lexicon_init(&lexicon, words->items, sizeof *words->items, (int)words->count);
    for (int i = 0; words->count && i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        struct span text = span_of(scan, 0, scan->text.len);
        int word;
        for (size_t at = 0, len; lexicon_next(&lexicon, text, &at, &word); at += len) {
            const struct customs_word *found = &words->items[word];
            len = strlen(found->wrong);
            if (stands_in_right_word(text, at, found))
                continue;
            if (*found->right)
                check_add_text(check, &check->narratives[i], at, len,
                               N_("按本单位的词语表，“%s”应写“%s”。"), found->wrong, found->right);
            else
                check_add_text(check, &check->narratives[i], at, len,
                               N_("按本单位的词语表，不用“%s”这样的写法。"), found->wrong);
        }
    }
}
