/* SPDX-License-Identifier: MIT */
/* Years: the statistical period, and years left over from another report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/check/check_text.h"
#include "forms/check/check_private.h"
#include "locale/mem.h"
#include "locale/message.h"

/* A date in a sentence: 2023年12月31日, 2023-12-31, or 12月31日, whose year is 0 then. */
struct text_date {
    int year, month, day;
    size_t start, end;
};

/* The date that begins with number i; false where none does. *next is the number behind it. */
static bool read_date(const struct scan *scan, int i, int end, struct text_date *date, int *next)
{
    const struct scan_number *n = &scan->numbers[i];
    *date = (struct text_date){.start = n->offset};
    if (n->unit == SCAN_YEAR && i + 1 < end && n[1].offset == n->end) {
        date->year = (int)n->value;
        i++;
        n++;
    }
    if (n->unit != SCAN_MONTH || i + 1 >= end || n[1].unit != SCAN_DAY || n[1].offset != n->end)
        return false;
    date->month = (int)n->value;
    date->day = (int)n[1].value;
    date->end = n[1].end;
    *next = i + 2;
    return true;
}

/* Words of a sentence that is about the period which the figures are of. */
static const char *const period_words[] = {
    "统计期限", "统计周期", "统计时间",   "统计时段", "数据时间", "数据期限",
    "数据统计", "统计数据", "所列数据",   "报告数据", "报告时限", "报告期限",
    "报告期为", "报告期自", "数据的时间", "期限自",   NULL};

bool check_dates_are_joined(struct span between)
{
    static const char *const from_words[] = {"起", "开始", "，", NULL};
    static const char *const to_words[] = {"截至", "截止", "至", "到", "——", "—",
                                           "－",   "～",   "~",  "-",  "–",  NULL};
    span_skip(&between, from_words);
    size_t len = between.len;
    span_skip(&between, to_words);
    return between.len == 0 && len > 0;
}

/* The range in sentence s; false where there is none. */
static bool find_range(const struct scan *scan, int s, struct text_date *first,
                       struct text_date *second)
{
    const struct scan_sentence *sentence = &scan->sentences[s];
    int end = sentence->first_number + sentence->n_numbers, next;
    for (int i = sentence->first_number; i < end; i++)
        if (read_date(scan, i, end, first, &next) && next < end &&
            read_date(scan, next, end, second, &next) &&
            check_dates_are_joined(span_of(scan, first->end, second->start)))
            return true;
    return false;
}

static void check_period_of(struct check *check, const struct narrative *narrative, int s, int year)
{
    struct text_date first, second;
    if (!find_range(&narrative->scan, s, &first, &second) ||
        !span_contains_any(scan_sentence_span(&narrative->scan, s), period_words))
        return;
    int first_year = first.year ? first.year : year,
        second_year = second.year ? second.year : first_year;
    bool first_fits = first_year == year && first.month == 1 && first.day == 1;
    bool second_fits = second_year == year && second.month == 12 && second.day == 31;
    if (first_fits && second_fits)
        return;
    check_add_text(
        check, narrative, first.start, second.end - first.start,
        N_("统计期限写作 %d 年 %d 月 %d 日至 %d 年 %d 月 %d 日，本报告是 %d 年度，应为 %d 年 1 月 1 日至 12 月 31 日。"),
        first_year, first.month, first.day, second_year, second.month, second.day, year, year);
}

void check_period(struct check *check)
{
    int year = draft_year(check->draft);
    for (int i = 0; year && i < check->n_narratives; i++)
        for (int s = 0; s < check->narratives[i].scan.n_sentences; s++)
            check_period_of(check, &check->narratives[i], s, year);
}

/* Is there a range from the year's first day to some other, or one that the sentence calls the
 * period? */
static bool names_period(const struct narrative *narrative, int s)
{
    struct text_date first, second;
    return find_range(&narrative->scan, s, &first, &second) &&
           ((first.month == 1 && first.day == 1) ||
            span_contains_any(scan_sentence_span(&narrative->scan, s), period_words));
}

/* Asked for once a text is there. */
void check_period_is_named(struct check *check)
{
    const struct narrative *overview = check_narrative(check, "overview");
    for (int i = 0; i < check->n_narratives; i++)
        for (int s = 0; s < check->narratives[i].scan.n_sentences; s++)
            if (names_period(&check->narratives[i], s))
                return;
    if (overview && draft_year(check->draft))
        check_add(
            check, draft_section_field(check->draft, 0),
            N_("全文没有写统计期限。请在前言写明所列数据的统计期限是 %d 年 1 月 1 日至 12 月 31 日。"),
            draft_year(check->draft));
}

/* ---- other years ---- */

/* Is there the number of that year in the sentence? */
static bool names_year(const struct scan *scan, int s, int year)
{
    const struct scan_sentence *sentence = &scan->sentences[s];
    for (int i = 0; i < sentence->n_numbers; i++) {
        const struct scan_number *n = &scan->numbers[sentence->first_number + i];
        if (n->unit == SCAN_YEAR && n->value == year)
            return true;
    }
    return false;
}

static bool neighbour_names_year(const struct scan *scan, int s, int year)
{
    int paragraph = scan->sentences[s].paragraph;
    for (int i = s > 0 ? s - 1 : s; i <= s + 1 && i < scan->n_sentences; i++)
        if (scan->sentences[i].paragraph == paragraph && names_year(scan, i, year))
            return true;
    return false;
}

/* A sentence that begins with the year before or after and reports figures as this year's.
 * Comparisons, plans, things begun earlier and titles of papers name other years rightly. */
static bool reports_other_year(const struct scan *scan, int s, int year)
{
    static const char *const deeds[] = {"收到", "受理", "办理", "办结", "答复",
                                        "公开", "发布", "制发", "报送", NULL};
    static const char *const proper[] = {
        "同比", "今年", "本年", "上年",   "去年", "往年", "较",   "比",   "以来", "截至",
        "截止", "将",   "计划", "下一步", "预算", "决算", "结转", "拟",   "年报", "年度报告",
        "规划", "要点", "方案", "行动",   "以前", "之前", "底前", "起，", "历年", NULL};
    const struct scan_sentence *sentence = &scan->sentences[s];
    struct span span = scan_sentence_span(scan, s);
    const struct scan_number *first = &scan->numbers[sentence->first_number];
    if (!sentence->n_numbers || first->unit != SCAN_YEAR || first->offset != sentence->start ||
        (first->value != year - 1 && first->value != year + 1) ||
        neighbour_names_year(scan, s, year) || !span_contains_any(span, deeds) ||
        span_contains_any(span, proper))
        return false;
    for (int i = 1; i < sentence->n_numbers && first[1].unit != SCAN_MONTH;
         i++) /* a day is not a year */
        if (first[i].unit == SCAN_ITEMS)
            return true;
    return false;
}

/* In the preface 年度报告 of another year: left over from that year's. A wrong year of the period
 * is P-PERIOD's alone. */
static const struct scan_number *left_over_year(const struct check *check,
                                                const struct narrative *narrative, int s, int year)
{
    static const char *const reports[] = {"政府信息公开工作年度报告", "政府信息公开年度报告",
                                          "年度报告", NULL};
    const struct scan *scan = &narrative->scan;
    const struct scan_sentence *sentence = &scan->sentences[s];
    bool is_preface = !check->form->sections[narrative->section].heading;
    for (int i = sentence->first_number; i < sentence->first_number + sentence->n_numbers; i++) {
        const struct scan_number *n = &scan->numbers[i];
        if (!is_preface || n->unit != SCAN_YEAR || (n->value != year - 1 && n->value != year + 1))
            continue;
        struct span before = scan_before(scan, i), after = scan_after(scan, i);
        if (!span_contains(before, "《") && span_contains_any(after, reports))
            return n;
    }
    return NULL;
}

/* “Y年将继续…” among the measures of the report of Y: a plan for a year that is over. 将 alone may
 * be the preposition (将信息纳入…). */
static const struct scan_number *planned_year(const struct narrative *narrative, int s, int year)
{
    static const char *const subjects[] = {"，",     "我局",   "我镇",   "我县", "我市",
                                           "我区",   "我乡",   "我街道", "我委", "我办",
                                           "本机关", "本单位", "我们",   "度",   NULL};
    static const char *const plans[] = {"将继续", "将进一步", "将重点", "将着力",     "将持续",
                                        "将不断", "将加强",   "将积极", "将认真",     "将从",
                                        "将围绕", "将按照",   "将坚持", "将努力",     "将大力",
                                        "将全面", "将深入",   "拟",     "计划进一步", NULL};
    const struct scan *scan = &narrative->scan;
    const struct scan_sentence *sentence = &scan->sentences[s];
    for (int i = sentence->first_number; i < sentence->first_number + sentence->n_numbers; i++) {
        const struct scan_number *n = &scan->numbers[i];
        struct span rest = span_of(scan, n->end, sentence->end);
        span_skip(&rest, subjects);
        if (n->unit == SCAN_YEAR && n->value == year && rest.len && span_word_at(rest.at, plans))
            return n;
    }
    return NULL;
}

static void check_plans(struct check *check, int year)
{
    const struct narrative *problems = check_narrative(check, "problems");
    for (int s = 0; problems && s < problems->scan.n_sentences; s++) {
        const struct scan_number *n = planned_year(problems, s, year);
        if (n)
            check_add_text(
                check, problems, n->offset, n->end - n->offset,
                N_("改进措施写作 %d 年的打算，%d 年已经过去。请核对年份，或者写成已经做到的情况。"),
                year, year);
    }
}

void check_years_named(struct check *check)
{
    int year = draft_year(check->draft);
    check_plans(check, year);
    for (int i = 0; year && i < check->n_narratives; i++) {
        const struct narrative *narrative = &check->narratives[i];
        const struct scan *scan = &narrative->scan;
        for (int s = 0; s < scan->n_sentences; s++) {
            const struct scan_number *n = left_over_year(check, narrative, s, year);
            if (!n && reports_other_year(scan, s, year))
                n = &scan->numbers[scan->sentences[s].first_number];
            if (n)
                check_add_text(
                    check, narrative, n->offset, n->end - n->offset,
                    N_("这里写的是 %d 年，本报告是 %d 年度。请核对年份是不是从别的年度留下来的。"),
                    (int)n->value, year);
        }
    }
}
