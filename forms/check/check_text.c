/* SPDX-License-Identifier: MIT */
/* Narratives as a whole: are all sections there, is the numbering right, are the topics touched, do
 * problems and measures answer each other. */
#include "forms/check/check_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/customs.h"
#include "forms/base/hanzi.h"
#include "forms/check/check_private.h"
#include "forms/draft/textcount.h"
#include "forms/sentence/ordinals.h"
#include "locale/mem.h"
#include "locale/message.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

static struct span whole_text(const struct narrative *narrative)
{
    return span_of(&narrative->scan, 0, narrative->scan.text.len);
}

/* ---- sections ---- */

/* A line that looks like a heading of the first level, which in the report only the six sections
 * have. */
static bool is_heading_line(const struct scan *scan, const struct ordinal *ordinal)
{
    static const char *const prose[] = {"。", "；", "，", ";", NULL};
    enum { MAX_BYTES = 3 * 30 };
    if (ordinal->style != ORDINAL_HEADING) /* those begin lines: each is looked through once */
        return false;
    const char *start = scan->text.data + ordinal->offset;
    struct span line = {start, strcspn(start, "\n")};
    return line.len > ordinal->len && line.len <= MAX_BYTES && !span_contains_any(line, prose);
}

static void check_inner_headings(struct check *check, const struct narrative *narrative)
{
    const struct ordinal *list = narrative->ordinals, *first = NULL;
    size_t n = narrative->n_ordinals;
    int n_headings = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_heading_line(&narrative->scan, &list[i]))
            continue;
        first = first ? first : &list[i];
        n_headings++;
    }
    if (first && check->form->sections[narrative->section].heading) {
        const char *start = narrative->scan.text.data + first->offset;
        char *line = xmemdup0(start, strcspn(start, "\n"));
        check_add_text(
            check, narrative, first->offset, strlen(line),
            N_("正文里有“%s”这样的一级标题（共 %d 个），与报告六个部分的序号混在一起。请改用（一）（二）。"),
            line, n_headings);
        free(line);
    }
}

void check_sections(struct check *check)
{
    for (int s = 0; s < check->form->n_sections; s++) {
        const struct form_section *section = &check->form->sections[s];
        const struct narrative *narrative =
            section->table ? NULL : check_narrative(check, section->key);
        if (narrative)
            check_inner_headings(check, narrative);
        else if (!section->table && section->heading)
            check_add(check, draft_section_field(check->draft, s),
                      N_("“%s”还没有内容。六个部分都要写，没有的也要说明。"), section->heading);
    }
}

/* ---- numbering ---- */

/* The word for a number in that style: 三是, （三）, 3. */
static void add_ordinal(struct strbuf *out, const struct scan *scan, const struct ordinal *like,
                        int value)
{
    const char *text = scan->text.data + like->offset;
    size_t open = 0, digits;
    while (open < like->len && !hanzi_number(text + open, &(int64_t){0}) &&
           (text[open] < '0' || text[open] > '9'))
        open++;
    digits = strspn(text + open, "0123456789");
    if (!digits)
        digits = hanzi_number(text + open, &(int64_t){0});
    strbuf_add(out, text, open);
    if (text[open] >= '0' && text[open] <= '9')
        strbuf_addf(out, "%d", value);
    else
        hanzi_add(out, value);
    size_t close = like->len - open - digits;
    bool is_mark =
        like->style == ORDINAL_NTH || like->style == ORDINAL_OF || like->style == ORDINAL_HEADING;
    if (!is_mark)
        strbuf_add(out, text + open + digits, close);
}

/* Does the text name the number that seems to be missing, only not where a clause begins? 首先 and
 * 一方面 stand for the first. */
static bool is_named_between(const struct scan *scan, const struct ordinal *like, size_t from,
                             int value)
{
    static const char *const firsts[] = {"首先", "一方面", "其一",   "第一",
                                         "一要", "一、",   "（一）", NULL};
    size_t line = like->offset; /* the first may have been put otherwise in the same paragraph */
    while (line > from && scan->text.data[line - 1] != '\n')
        line--;
    struct span between = span_of(scan, from, like->offset),
                paragraph = span_of(scan, line, like->offset);
    struct strbuf word = STRBUF_INIT;
    add_ordinal(&word, scan, like, value);
    bool is_named =
        span_contains(between, word.data) || (value == 1 && span_contains_any(paragraph, firsts));
    strbuf_release(&word);
    return is_named;
}

static void add_ordinal_finding(struct check *check, const struct narrative *narrative,
                                const struct ordinal *ordinal, int expected)
{
    struct strbuf now = STRBUF_INIT, right = STRBUF_INIT;
    add_ordinal(&now, &narrative->scan, ordinal, ordinal->value);
    add_ordinal(&right, &narrative->scan, ordinal, expected);
    if (ordinal->value == expected - 1)
        check_add_text(
            check, narrative, ordinal->offset, ordinal->len,
            N_("序号“%s”重复：前面已经有“%s”，这里应为“%s”。请改正，后面的序号也要顺延。"),
            now.data, now.data, right.data);
    else if (expected == 1)
        check_add_text(check, narrative, ordinal->offset, ordinal->len,
                       N_("序号从“%s”开始，前面没有“%s”。请核对是否漏了一段。"), now.data,
                       right.data);
    else
        check_add_text(check, narrative, ordinal->offset, ordinal->len,
                       N_("序号不连续：这里是“%s”，应为“%s”。请核对是否漏了一段。"), now.data,
                       right.data);
    strbuf_release(&now);
    strbuf_release(&right);
}

/* Runs of each style, which may follow and enclose each other: a new run begins with 一. */
void check_ordinals(struct check *check)
{
    for (int i = 0; i < check->n_narratives; i++) {
        const struct narrative *narrative = &check->narratives[i];
        const struct ordinal *list = narrative->ordinals;
        size_t n = narrative->n_ordinals, ends[ORDINAL_N_STYLES] = {0};
        int last[ORDINAL_N_STYLES] = {0};
        for (size_t k = 0; k < n; k++) {
            const struct ordinal *o = &list[k];
            int expected = last[o->style] + 1;
            bool is_heading = o->style == ORDINAL_HEADING; /* P-SECTIONS has its say about those */
            if (!is_heading && o->value != 1 && o->value != expected) {
                bool is_gap = o->value > expected;
                if (!(is_gap &&
                      is_named_between(&narrative->scan, o, ends[o->style], o->value - 1)))
                    add_ordinal_finding(check, narrative, o, expected);
            }
            last[o->style] = o->value;
            ends[o->style] = o->offset + o->len;
        }
    }
}

/* ---- the five topics of the overview ---- */

static const char *const topic_names[] = {"主动公开", "依申请公开", "政府信息管理", "平台建设",
                                          "监督保障"};
static const struct {
    const char *word;
    int topic; /* index of topic_names */
} topic_words[] = {
    {"主动公开", 0}, {"公开信息", 0}, {"发布信息", 0}, {"发布政府信息", 0}, {"公开政府信息", 0},
    {"公开各类", 0}, {"发布各类", 0}, {"依申请", 1},   {"公开申请", 1},     {"申请公开", 1},
    {"申请人", 1},   {"管理", 2},     {"审核", 2},     {"审查", 2},         {"清单", 2},
    {"目录", 2},     {"属性", 2},     {"台账", 2},     {"制度", 2},         {"规范性文件", 2},
    {"档案", 2},     {"平台", 3},     {"网站", 3},     {"新媒体", 3},       {"公众号", 3},
    {"微信", 3},     {"公报", 3},     {"专栏", 3},     {"专区", 3},         {"公开栏", 3},
    {"查阅点", 3},   {"监督", 4},     {"保障", 4},     {"考核", 4},         {"培训", 4},
    {"评议", 4},     {"责任追究", 4}, {"检查", 4},     {"督查", 4},         {"督导", 4},
    {"评估", 4},     {"领导小组", 4}, {"组织领导", 4}, {"自查", 4},
};

void check_topics(struct check *check)
{
    const struct narrative *overview = check_narrative(check, "overview");
    if (!overview)
        return;
    struct lexicon lexicon;
    lexicon_init(&lexicon, topic_words, sizeof topic_words[0], COUNT(topic_words));
    struct span text = whole_text(overview);
    bool touched[COUNT(topic_names)] = {false};
    int word;
    for (size_t offset = 0; lexicon_next(&lexicon, text, &offset, &word); offset++)
        touched[topic_words[word].topic] = true;
    struct strbuf missing = STRBUF_INIT;
    for (int t = 0; t < COUNT(topic_names); t++)
        if (!touched[t])
            strbuf_addf(&missing, "%s%s", missing.len ? "、" : "", topic_names[t]);
    if (missing.len)
        check_add(
            check, overview->field,
            N_("“%s”没有写到：%s。应当包括主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面，没有开展的也要说明。"),
            check->form->sections[overview->section].heading, missing.data);
    strbuf_release(&missing);
}

/* ---- length ---- */

static size_t n_words_of(const struct narrative *narrative)
{
    struct span text = whole_text(narrative);
    return textcount_of(text.at, text.len).n_words;
}

void check_lengths(struct check *check)
{
    enum { PROBLEMS_MIN = 10 };
    int limit = customs_get()->overview_limit;
    const struct narrative *overview = check_narrative(check, "overview");
    const struct narrative *problems = check_narrative(check, "problems");
    size_t n_words = overview && limit ? n_words_of(overview) : 0;
    if (n_words > (size_t)limit)
        check_add(check, overview->field,
                  N_("“%s”共 %zu 字，比本地要求的 %d 字多 %zu 字，请精简。"),
                  check->form->sections[overview->section].heading, n_words, limit,
                  n_words - (size_t)limit);
    if (problems && n_words_of(problems) <= PROBLEMS_MIN)
        check_add(check, problems->field,
                  N_("“%s”只有 %zu 字。应当写明存在的主要问题和逐条的改进措施，不能只写“无”。"),
                  check->form->sections[problems->section].heading, n_words_of(problems));
}

/* ---- section five ---- */

static const char *const problem_words[] = {
    "不足",   "不够",   "有待", "较少", "偏少", "较多", "不强", "不高", "不深", "不到位", "不及时",
    "不全",   "不规范", "薄弱", "欠缺", "缺乏", "滞后", "单一", "差距", "短板", "不完善", "不健全",
    "不平衡", "不均",   "不准", "不熟", "不多", "不细", "偏低", "较低", "弱项", NULL};
static const char *const naming_words[] = {"问题", "困难", "弱点", NULL};
static const char *const measure_words[] = {
    "改进", "措施", "下一步", "今后", "整改", "加强", "完善", "提升", "推进",
    "强化", "优化", "提高",   "加大", "健全", "将",   "拓展", "丰富", "规范",
    "采取", "针对", "增加",   "增设", "改版", "建立", NULL};
static const char *const dividers[] = {"改进情况", "改进措施", "整改措施", "整改情况", "下一步",
                                       "今后",     "针对",     "下一年",   "为此",     "下阶段",
                                       "以下措施", "从以下",   NULL};

static size_t first_of(struct span text, const char *const *words)
{
    size_t first = text.len;
    for (; *words; words++) {
        const char *found = span_find((struct span){text.at, first}, *words);
        if (found)
            first = (size_t)(found - text.at);
    }
    return first;
}

static int count_of(struct span text, const char *const *words)
{
    int n = 0;
    for (; *words; words++) {
        size_t len = strlen(*words);
        for (const char *p = text.at;
             (p = span_find((struct span){p, text.len - (size_t)(p - text.at)}, *words)); p += len)
            n++;
    }
    return n;
}

/* Items of the numbering that most is numbered with: of the last run before the divider (an earlier
 * one may be about last year's problems), and all after it. */
static void count_items(const struct narrative *narrative, size_t divider, int *before, int *after)
{
    static const enum ordinal_style by_preference[] = {ORDINAL_IS, ORDINAL_NTH, ORDINAL_OF,
                                                       ORDINAL_DIGITS, ORDINAL_DIGIT_BRACKETS};
    const struct ordinal *list = narrative->ordinals;
    size_t n = narrative->n_ordinals;
    *before = *after = 0;
    for (int s = 0; s < COUNT(by_preference) && *before + *after == 0; s++)
        for (size_t i = 0; i < n; i++) {
            if (list[i].style != by_preference[s])
                continue;
            if (list[i].offset >= divider)
                ++*after;
            else
                *before = list[i].value == 1 ? 1 : *before + 1;
        }
}

void check_problems_and_measures(struct check *check)
{
    enum { MIN_CHARS = 11, MANY_MEASURES = 4 };
    const struct narrative *problems = check_narrative(check, "problems");
    if (!problems || n_words_of(problems) < MIN_CHARS)
        return; /* P-LEN says it */
    const char *heading = check->form->sections[problems->section].heading;
    struct span text = whole_text(problems);
    bool names_problems =
        span_contains_any(text, problem_words) || span_contains_any(text, naming_words);
    if (!names_problems || !span_contains_any(text, measure_words)) {
        check_add(check, problems->field,
                  names_problems ? N_("“%s”只写了问题，没有写改进情况。请逐条写明改进的措施。")
                                 : N_("“%s”没有写存在的主要问题。请先写问题，再逐条写改进的措施。"),
                  heading);
        return;
    }
    /* The measures begin at the first divider behind the first problem. */
    size_t first = first_of(text, problem_words);
    struct span rest = {text.at + first, text.len - first};
    size_t divider = first + first_of(rest, dividers);
    int n_problems, n_measures;
    count_items(problems, divider, &n_problems, &n_measures);
    int n_named = count_of((struct span){text.at, divider}, problem_words);
    if (n_problems >= 2 && n_measures >= 1 && n_measures < n_problems)
        check_add(check, problems->field,
                  N_("“%s”列了 %d 条问题，改进措施只有 %d 条。请逐条对应。"), heading, n_problems,
                  n_measures);
    else if (n_problems == 0 && n_measures >= MANY_MEASURES && n_named < n_measures)
        check_add(
            check, problems->field,
            N_("“%s”的问题没有分条写，只提到 %d 处，改进措施却有 %d 条。请把问题和措施逐条对应。"),
            heading, n_named, n_measures);
}
