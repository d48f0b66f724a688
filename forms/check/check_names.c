/* SPDX-License-Identifier: MIT */
/* The office's name: is it the same on the cover and in the text, is it another office's that was
 * left over? */
#include <stdlib.h>
#include <string.h>

#include "forms/check/check_text.h"
#include "forms/check/check_private.h"
#include "locale/mem.h"
#include "locale/message.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])
enum { HAN_BYTES = 3, MAX_NAME_BYTES = 30 * HAN_BYTES };

static bool is_han(const char *p) { return (unsigned char)*p >= 0xE4 && (unsigned char)*p <= 0xE9; }

/* What the name of a place ends with. */
static const char *const levels[] = {"省", "市", "州", "盟", "县", "区", "旗", "镇", "乡", NULL};
/* What the name of an office ends with; longer ones first. */
static const char *const kinds[] = {
    "人民政府办公厅", "人民政府办公室", "人民政府", "管理委员会", "街道办事处", "办事处", "委员会",
    "党工委",         "管委会",         "办公室",   "办公厅",     "局",         "厅",     NULL};

static size_t word_at(const char *p, size_t max, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) <= max && memcmp(p, *words, strlen(*words)) == 0)
            return strlen(*words);
    return 0;
}

/* The place that a name begins with, 官庄工区 of 官庄工区党政办公室; its length, 0. */
static size_t place_len(struct span name)
{
    for (size_t i = HAN_BYTES; i < name.len; i += HAN_BYTES) {
        if (!is_han(name.at + i))
            return 0;
        size_t level = word_at(name.at + i, name.len - i, levels);
        if (level)
            return i + level;
    }
    return 0;
}

/* Do the characters of `brief` all stand in `name` in this order? 市科委 in 上海市科学技术委员会.
 */
static bool is_abbreviation(struct span brief, struct span name)
{
    size_t i = 0;
    for (size_t k = 0; k + HAN_BYTES <= name.len && i + HAN_BYTES <= brief.len; k += HAN_BYTES)
        if (memcmp(brief.at + i, name.at + k, HAN_BYTES) == 0)
            i += HAN_BYTES;
    return i == brief.len;
}

static void add_name(struct check *check, const struct narrative *narrative, struct span name,
                     const char *unit)
{
    char *said = xmemdup0(name.at, name.len);
    check_add_text(
        check, narrative, (size_t)(name.at - narrative->scan.text.data), name.len,
        N_("封面写“%s”，文中写“%s”，机关名称前后不一。请统一为机关全称，或者改正从别处留下的名称。"),
        unit, said);
    free(said);
}

/* ---- the same place written two ways: 洪泽区 on the cover, 淮安市洪泽区 in the text ---- */

/* The name of the higher place right before p, 淮安市; its length, 0. */
static size_t higher_place_before(const char *start, const char *p)
{
    static const char *const not_names[] = {"全", "我", "本", "该", "各", "在", "由",
                                            "与", "请", "是", "为", "向", "对", "和",
                                            "及", "年", "日", "，", "到", "于", NULL};
    size_t max = (size_t)(p - start);
    if (max < 3 * HAN_BYTES || !is_han(p - HAN_BYTES) || !word_at(p - HAN_BYTES, HAN_BYTES, levels))
        return 0;
    for (size_t len = 2 * HAN_BYTES; len <= max && len <= 5 * HAN_BYTES; len += HAN_BYTES) {
        if (!is_han(p - len) || word_at(p - len, HAN_BYTES, not_names))
            return len - HAN_BYTES >= 3 * HAN_BYTES ? len - HAN_BYTES : 0;
        if (len == max)
            return len >= 3 * HAN_BYTES ? len : 0;
    }
    return 3 * HAN_BYTES;
}

/* The rest of an office's name at p up to its kind; its length, 0 where no office follows. */
static size_t office_rest(struct span rest)
{
    enum { MAX_BYTES = 12 * HAN_BYTES };
    for (size_t i = 0; i < rest.len && i < MAX_BYTES && is_han(rest.at + i); i += HAN_BYTES) {
        size_t kind = word_at(rest.at + i, rest.len - i, kinds);
        if (kind)
            return i + kind;
    }
    return 0;
}

/* Is the office of that name (without the place) this one, or the one that the place is named by,
 * as against a neighbour of this one? */
static bool speaks_for_place(struct span rest, const char *own_rest)
{
    static const char *const chief[] = {"人民政府", "管理委员会", "管委会", NULL};
    struct span own = {own_rest, strlen(own_rest)};
    return word_at(rest.at, rest.len, chief) ||
           (own.len && memmem(rest.at, rest.len, own.at, own.len));
}

static const char *const paper_words[] = {"《",   "关于", "印发",       "转发",     "文件", "通知",
                                          "出台", "制定", "办公室关于", "办公室《", NULL};

static bool find_other_spelling(const struct narrative *narrative, const char *unit,
                                struct span *name)
{
    size_t place = place_len((struct span){unit, strlen(unit)});
    struct span text = span_of(&narrative->scan, 0, narrative->scan.text.len);
    const char *end = text.at + text.len;
    for (const char *p = text.at; place && (p = memmem(p, (size_t)(end - p), unit, place));
         p += place) {
        size_t higher = higher_place_before(text.at, p);
        size_t rest = higher ? office_rest((struct span){p + place, (size_t)(end - p) - place}) : 0;
        /* The author of a paper is another office: 澜江市云岫县人民政府办公室《关于…》. */
        const char *behind = p + place + rest;
        if (!rest || word_at(behind, (size_t)(end - behind), paper_words) ||
            !speaks_for_place((struct span){p + place, rest}, unit + place))
            continue;
        *name = (struct span){p - higher, higher + place + rest};
        return true;
    }
    return false;
}

/* ---- another office's name where this one speaks of itself ---- */

/* 由X编制, 与X联系. */
static const struct {
    const char *before, *behind;
} self_references[] = {{"由", "编制"}, {"与", "联系"}, {"由", "负责编制"}, {"向", "咨询"}};

static bool is_foreign(struct span name, struct span unit)
{
    static const char *const inner[] = {"办公室", "办公厅", NULL};
    struct span core = name;
    if (memmem(name.at, name.len, unit.at, unit.len))
        return false;
    span_chop(&core, inner);
    if (is_abbreviation(core, unit) || is_abbreviation(name, unit))
        return false;
    size_t place = place_len(name), own = place_len(unit);
    if (!place || !own)
        return false;
    bool same_place =
        memmem(unit.at, unit.len, name.at, place) || memmem(name.at, name.len, unit.at, own);
    if (same_place) /* offices with names of their own: 水利局 and 自然资源局 */
        return span_ends_with(name, "局") && span_ends_with(unit, "局");
    return memcmp(name.at + place - HAN_BYTES, unit.at + own - HAN_BYTES, HAN_BYTES) == 0;
}

static bool find_foreign_name(const struct narrative *narrative, const char *unit,
                              struct span *name)
{
    static const char *const pronouns[] = {"我", "本", "该", "局", NULL};
    struct span text = span_of(&narrative->scan, 0, narrative->scan.text.len);
    const char *end = text.at + text.len;
    for (int i = 0; i < COUNT(self_references); i++) {
        for (const char *p = text.at;
             (p = memmem(p, (size_t)(end - p), self_references[i].before, HAN_BYTES));) {
            p += HAN_BYTES;
            size_t rest = (size_t)(end - p), len = 0;
            while (len < rest && len < MAX_NAME_BYTES && is_han(p + len) &&
                   strncmp(p + len, self_references[i].behind, strlen(self_references[i].behind)) !=
                       0)
                len += HAN_BYTES;
            struct span found = {p, len};
            bool is_office = false;
            for (const char *const *kind = kinds; *kind; kind++)
                is_office |= span_ends_with(found, *kind);
            if (!is_office ||
                strncmp(p + len, self_references[i].behind, strlen(self_references[i].behind)) !=
                    0 ||
                word_at(p, rest, pronouns) || !is_foreign(found, (struct span){unit, strlen(unit)}))
                continue;
            *name = found;
            return true;
        }
    }
    return false;
}

/* ---- a neighbour's name at the beginning of a sentence: 2023年，白水镇人民政府 … in the report of
 * 青石镇 ---- */

/* From the last level of the unit's place on, 镇人民政府; NULL where the name has none or is not an
 * office's. */
static const char *own_tail(const char *unit)
{
    const char *tail = NULL;
    size_t len = strlen(unit);
    for (size_t i = 0; i + HAN_BYTES <= len && is_han(unit + i); i += HAN_BYTES) {
        if (tail && word_at(unit + i, len - i, kinds) == len - i)
            return tail;
        if (i >= 2 * HAN_BYTES && word_at(unit + i, len - i, levels))
            tail = unit + i;
    }
    return NULL;
}

/* Can this be the name of a place without its level: 白水, 安平县白水? */
static bool is_place_root(struct span root)
{
    static const char *const not_names[] = {"是", "根", "据", "在", "由", "按", "照", "经", "向",
                                            "对", "和", "与", "及", "为", "将", "从", "被", "把",
                                            "赴", "往", "来", "邀", "受", "的", "了", "我", "本",
                                            "全", "该", "各", "请", "到", "于", "现", NULL};
    enum { MAX_BYTES = 6 * HAN_BYTES };
    if (root.len < 2 * HAN_BYTES || root.len > MAX_BYTES)
        return false;
    for (size_t i = 0; i < root.len; i += HAN_BYTES)
        if (!is_han(root.at + i) || word_at(root.at + i, HAN_BYTES, not_names))
            return false;
    return true;
}

static bool find_neighbour(const struct narrative *narrative, const char *unit, struct span *name)
{
    enum { WINDOW_BYTES = 20 * HAN_BYTES };
    static const char *const openings[] = {"，", "度", ",", NULL};
    const struct scan *scan = &narrative->scan;
    const char *tail = own_tail(unit);
    for (int s = 0; tail && s < scan->n_sentences; s++) {
        const struct scan_sentence *sentence = &scan->sentences[s];
        const struct scan_number *first = &scan->numbers[sentence->first_number];
        bool has_year =
            sentence->n_numbers && first->offset == sentence->start && first->unit == SCAN_YEAR;
        struct span rest = span_of(scan, has_year ? first->end : sentence->start, sentence->end);
        span_skip(&rest, openings);
        const char *found =
            memmem(rest.at, rest.len < WINDOW_BYTES ? rest.len : WINDOW_BYTES, tail, strlen(tail));
        if (!found)
            continue;
        struct span root = {rest.at, (size_t)(found - rest.at)};
        /* The last two characters tell the place: 白水 of 安平县白水. */
        if (!is_place_root(root) ||
            memmem(unit, (size_t)(tail - unit), root.at + root.len - 2 * HAN_BYTES, 2 * HAN_BYTES))
            continue;
        *name = (struct span){rest.at, root.len + strlen(tail)};
        return true;
    }
    return false;
}

/* ---- another office's preface: 现公布白亭县水利局2023年政府信息公开工作年度报告 ---- */

/* Up to the year or the report's title. */
static struct span name_before_title(const char *p, const char *end)
{
    static const char *const titles[] = {"政府信息公开", "信息公开工作", "年度", "《", NULL};
    struct span name = {p, 0};
    while (p + name.len < end && name.len < MAX_NAME_BYTES && is_han(p + name.len) &&
           !span_word_at(p + name.len, titles))
        name.len += HAN_BYTES;
    return name;
}

static bool is_office_or_place(struct span name)
{
    for (const char *const *kind = kinds; *kind; kind++)
        if (span_ends_with(name, *kind))
            return true;
    return name.len >= 3 * HAN_BYTES &&
           (word_at(name.at + name.len - HAN_BYTES, HAN_BYTES, levels) ||
            span_ends_with(name, "街道"));
}

static bool find_name_in_title(const struct narrative *narrative, const char *unit,
                               struct span *name)
{
    static const struct {
        const char *word;
    } openings[] = {{"现公布"}, {"现发布"}, {"现将"}, {"现向社会公布"}, {"特公布"}};
    static const char *const marks[] = {"《", "“", "关于", NULL};
    static const char *const pronouns[] = {"我", "本", "该", "全", NULL};
    static const char *const titles[] = {"年度报告", "年报", NULL};
    struct span text = span_of(&narrative->scan, 0, narrative->scan.text.len);
    struct lexicon lexicon;
    int word;
    lexicon_init(&lexicon, openings, sizeof openings[0], COUNT(openings));
    for (size_t at = 0, len; lexicon_next(&lexicon, text, &at, &word); at += len) {
        len = strlen(openings[word].word);
        struct span rest = {text.at + at + len, text.len - at - len};
        span_skip(&rest, marks);
        size_t year = rest.len ? strspn(rest.at, "0123456789") : 0;
        if (year == 4 && strncmp(rest.at + year, "年度", 2 * HAN_BYTES) == 0)
            year += 2 * HAN_BYTES;
        else if (year == 4 && strncmp(rest.at + year, "年", HAN_BYTES) == 0)
            year += HAN_BYTES;
        struct span found = name_before_title(rest.at + year, text.at + text.len);
        struct span clause = scan_clause(&narrative->scan, at), own = span_all(unit);
        if (!span_contains_any(clause, titles) || span_word_at(found.at, pronouns) ||
            !is_office_or_place(found) || span_contains(found, unit) ||
            memmem(own.at, own.len, found.at, found.len) || is_abbreviation(found, own) ||
            is_abbreviation(own, found))
            continue;
        *name = found;
        return true;
    }
    return false;
}

/* One finding for the report: the first name of each kind of slip, whichever comes first. */
void check_unit_names(struct check *check)
{
    typedef bool finder(const struct narrative *narrative, const char *unit, struct span *name);
    static finder *const finders[] = {find_name_in_title, find_foreign_name, find_neighbour,
                                      find_other_spelling};
    const char *unit = draft_text(check->draft, COVER_UNIT);
    if (!is_han(unit))
        return;
    for (int f = 0; f < COUNT(finders); f++) {
        for (int i = 0; i < check->n_narratives; i++) {
            struct span name;
            if (!finders[f](&check->narratives[i], unit, &name))
                continue;
            add_name(check, &check->narratives[i], name, unit);
            return;
        }
    }
}
