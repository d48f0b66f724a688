/* SPDX-License-Identifier: MIT */
/* Arithmetic inside the text: do the parts of a whole add up, are percentages right, and the fees
 * of section six. */
#include "forms/check/check_sums.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "forms/check/check_private.h"
#include "locale/mem.h"
#include "locale/message.h"

/* ---- 共发布 n 条，其中 … ---- */

/* Where the list of parts of number `whole` begins: behind “其中” right after it; 0 where there is
 * none. In section six the list may begin with the next sentence. */
static size_t parts_start(const struct scan *scan, int whole, bool next_sentence_too)
{
    static const char *const marks[] = {"，", "（", "：", ",", "(", NULL};
    const struct scan_number *n = &scan->numbers[whole];
    size_t end = scan->sentences[n->sentence].end;
    struct span rest = span_of(scan, n->end, end);
    span_skip(&rest, marks);
    if (rest.len == 0 && next_sentence_too && n->sentence + 1 < scan->n_sentences &&
        scan->sentences[n->sentence + 1].paragraph == scan->sentences[n->sentence].paragraph)
        rest = scan_sentence_span(scan, n->sentence + 1);
    return span_starts_with(rest, "其中") ? (size_t)(rest.at - scan->text.data) + strlen("其中")
                                          : 0;
}

/* Words that begin a statement of its own, or a medium of its own: no longer a part of the whole
 * before it. */
static const char *const new_topics[] = {"公众号", "微信", "微博", "视频", "抖音", "新媒体",
                                         "客户端", "收到", "受理", "办理", "办结", "开展",
                                         "举办",   "召开", "同时", "此外", "累计", "共",
                                         "另",     "其中", "答复", "结转", NULL};
static const char *const rest_words[] = {"其余", "其他", "其它", NULL};

struct parts {
    int n;
    double sum;
    bool has_rest;       /* 其他 n 条: then the parts are all there is */
    bool has_other_unit; /* parts counted in something else: the sum is not all there is */
    bool is_unsure;      /* rounded figures, or something that is no part */
    size_t end;          /* behind the last part */
};

/* Adds up the parts that are counted in the same unit as the whole, up to “；”, the closing bracket
 * if the list is in brackets, or end. One of the words in stops before a figure makes it no part.
 * Figures in brackets of their own are parts of parts. */
static struct parts add_parts(const struct scan *scan, int whole, size_t start, size_t end,
                              const char *const *stops)
{
    const struct scan_number *w = &scan->numbers[whole];
    struct parts parts = {0};
    int depth = 0;
    size_t at = start;
    for (int i = whole + 1; i < scan->n_numbers && scan->numbers[i].offset < end; i++) {
        const struct scan_number *n = &scan->numbers[i];
        if (n->offset < start)
            continue;
        for (; at < n->offset; at++) {
            const char *p = scan->text.data + at;
            if (*p != '\xEF' && *p != '(' && *p != ')' && *p != ';')
                continue;
            depth += strncmp(p, "（", 3) == 0 || *p == '(';
            depth -= strncmp(p, "）", 3) == 0 || *p == ')';
            if (depth < 0 || (depth == 0 && (strncmp(p, "；", 3) == 0 || *p == ';'))) {
                /* …、其他 80 条；微信公众号发布 20 条: the last part may stand behind. */
                if (depth == 0 && n->unit_char == w->unit_char &&
                    parts.sum + n->amount == w->amount)
                    parts.sum = w->amount;
                return parts;
            }
        }
        if (depth == 0 && n->unit_char != w->unit_char &&
            (n->unit == SCAN_ITEMS || n->unit == SCAN_OTHER_UNIT))
            parts.has_other_unit = true;
        if (depth > 0 || n->unit_char != w->unit_char || n->unit != w->unit)
            continue;
        struct span before = scan_before(scan, i);
        if (before.at < scan->text.data + start)
            before = span_of(scan, start, n->offset);
        if (n->is_approximate || n->amount > w->amount || span_contains_any(before, stops)) {
            parts.is_unsure = true;
            return parts;
        }
        parts.n++;
        parts.sum += n->amount;
        parts.has_rest |= span_contains_any(before, rest_words);
        parts.end = n->end;
        if (parts.sum == w->amount && parts.has_rest)
            return parts;
    }
    return parts;
}

/* A n 条、B m 条，共 k 条: do those before it add up to number k? */
static void check_sum_behind(struct check *check, const struct narrative *narrative, int k)
{
    static const char *const totals[] = {"共计", "合计", "总计", "总共", "共", NULL};
    static const char *const breaks[] = {"；",   ";",  "其中", "（", "）",   "(",    ")",
                                         "同比", "较", "比",   "占", "上年", "去年", NULL};
    const struct scan *scan = &narrative->scan;
    const struct scan_number *total = &scan->numbers[k];
    const struct scan_sentence *sentence = &scan->sentences[total->sentence];
    struct span before = scan_before(scan, k);
    size_t len = before.len;
    double sum = 0;
    int n = 0;
    span_skip(&before, totals);
    if (before.len || !len || total->is_approximate ||
        span_contains(span_of(scan, sentence->start, total->offset), "其中"))
        return;
    for (int i = k - 1; i >= sentence->first_number; i--, n++) {
        const struct scan_number *part = &scan->numbers[i];
        if (part->unit_char != total->unit_char || part->unit != total->unit ||
            part->is_approximate ||
            span_contains_any(span_of(scan, part->end, part[1].offset), breaks))
            break;
        sum += part->amount;
        if (sum == total->amount)
            return;
    }
    if (n >= 2)
        check_add_text(check, narrative, total->offset, total->end - total->offset,
                       N_("前面列出的 %d 项合计 %" PRId64 "，这里写 %" PRId64 "。请核对各项。"), n,
                       (int64_t)sum, total->value);
}

void check_lists(struct check *check)
{
    for (int i = 0; i < check->n_narratives; i++) {
        const struct narrative *narrative = &check->narratives[i];
        const struct scan *scan = &narrative->scan;
        for (int w = 0; w < scan->n_numbers; w++) {
            if (scan->numbers[w].unit == SCAN_ITEMS || scan->numbers[w].unit == SCAN_OTHER_UNIT)
                check_sum_behind(check, narrative, w);
            const struct scan_number *whole = &scan->numbers[w];
            if ((whole->unit != SCAN_ITEMS && whole->unit != SCAN_OTHER_UNIT) ||
                whole->is_approximate)
                continue;
            size_t start = parts_start(scan, w, false);
            if (!start)
                continue;
            struct parts parts =
                add_parts(scan, w, start, scan->sentences[whole->sentence].end, new_topics);
            bool is_off = parts.sum > whole->amount ||
                          (parts.has_rest && !parts.has_other_unit && parts.sum < whole->amount);
            if (parts.n < 2 || parts.is_unsure || !is_off)
                continue;
            int64_t sum = (int64_t)parts.sum;
            check_add_text(check, narrative, whole->offset, parts.end - whole->offset,
                           N_("文中列出的 %d 项合计 %" PRId64 "，与总数 %" PRId64 " 差 %" PRId64
                              "。请核对各项。"),
                           parts.n, sum, whole->value,
                           sum > whole->value ? sum - whole->value : whole->value - sum);
        }
    }
}

/* ---- percentages ---- */

/* Rounded or cut to the decimals that are shown, and a hundredth for who rounds twice. */
bool check_percentage_fits(const struct scan_number *percent, double part, double whole)
{
    double unit = 1, difference = whole > 0 ? part / whole * 100 - percent->amount : 100;
    for (int i = 0; i < percent->n_decimals; i++)
        unit /= 10;
    return difference < unit && difference >= -0.5 * unit - 0.01;
}

/* Is number `percent` said to be the share of the number right before it: 258 件，占 33.9%, without
 * a whole that the words name (占应公开信息的 …)? */
static bool is_share(const struct scan *scan, int percent)
{
    static const char *const marks[] = {"，", "（", "、", ",", "(", NULL};
    static const char *const words[] = {"占",   "总数", "总量", "总体", "全部", "申请", "办结",
                                        "答复", "发布", "信息", "数量", "数",   "全年", "比例",
                                        "比",   "为",   "达到", "达",   "的",   "量",   NULL};
    const struct scan_number *p = &scan->numbers[percent], *part = p - 1;
    if (percent == 0 || p->unit != SCAN_PERCENT || p->is_approximate ||
        part->sentence != p->sentence ||
        (part->unit != SCAN_ITEMS && part->unit != SCAN_OTHER_UNIT) || part->is_approximate)
        return false;
    struct span between = span_of(scan, part->end, p->offset);
    span_skip(&between, marks);
    if (!span_starts_with(between, "占"))
        return false;
    span_skip(&between, words);
    return between.len == 0;
}

/* The whole that makes the share right, among the figures of the paragraph and the totals of 表三;
 * −1. */
static double fitting_whole(const struct check *check, const struct scan *scan, int percent,
                            int first, int end)
{
    static const char *const totals[] = {"requests.received.total", "requests.total.total"};
    const struct scan_number *p = &scan->numbers[percent], *part = p - 1;
    int64_t number, sum = 0;
    for (int i = first; i < end; i++) {
        const struct scan_number *n = &scan->numbers[i];
        if (i != percent - 1 && n->unit_char == part->unit_char && n->value < INT64_MAX &&
            check_percentage_fits(p, part->amount, n->amount))
            return n->amount;
    }
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++)
        if (check_named_number(check->draft, totals[i], &number) &&
            check_percentage_fits(p, part->amount, (double)number))
            return (double)number;
    if (check_named_number(check->draft, "requests.received.total", &sum) &&
        check_named_number(check->draft, "requests.carried_in.total", &number) &&
        check_percentage_fits(p, part->amount, (double)check_sum(sum, number)))
        return (double)check_sum(sum, number);
    return -1;
}

/* The figure that the sentence itself says the part is one of: 共 n 条，其中 …; −1. */
static double stated_whole(const struct scan *scan, int percent)
{
    const struct scan_number *part = &scan->numbers[percent - 1];
    for (int i = percent - 2; i >= scan->sentences[part->sentence].first_number; i--) {
        const struct scan_number *n = &scan->numbers[i];
        if (n->unit_char == part->unit_char && parts_start(scan, i, false))
            return n->is_approximate || n->amount < part->amount ? -1 : n->amount;
    }
    return -1;
}

static void add_wrong_share(struct check *check, const struct narrative *narrative, int percent,
                            double whole)
{
    const struct scan_number *p = &narrative->scan.numbers[percent], *part = p - 1;
    char right[32], *said = xmemdup0(narrative->scan.text.data + p->offset, p->end - p->offset);
    snprintf(right, sizeof right, "%.*f%%", p->n_decimals > 2 ? p->n_decimals : 2,
             part->amount / whole * 100);
    check_add_text(check, narrative, p->offset, p->end - p->offset,
                   N_("文中写占 %s，按 %" PRId64 " ÷ %" PRId64 " 计算应为 %s。请核对。"), said,
                   part->value, (int64_t)whole, right);
    free(said);
}

/* One paragraph's numbers. A share that fits no figure of the paragraph is wrong only where it is
 * certain what it is a share of: of what the other shares are, or of what the sentence says. The
 * whole may stand one paragraph before. */
static void check_paragraph_shares(struct check *check, const struct narrative *narrative,
                                   int before, int first, int end)
{
    const struct scan *scan = &narrative->scan;
    double common = -1;
    int n_wrong = 0;
    for (int i = first; i < end; i++) {
        if (!is_share(scan, i))
            continue;
        double whole = fitting_whole(check, scan, i, before, end);
        if (whole >= 0)
            common = whole;
        else
            n_wrong++;
    }
    for (int i = first; i < end && n_wrong; i++) {
        if (!is_share(scan, i) || fitting_whole(check, scan, i, before, end) >= 0)
            continue;
        double whole = common >= scan->numbers[i - 1].amount ? common : stated_whole(scan, i);
        if (whole > 0)
            add_wrong_share(check, narrative, i, whole);
        n_wrong--;
    }
}

void check_percentages(struct check *check)
{
    enum { MAX_NUMBERS = 200 }; /* a paragraph with more is a table, not prose */
    for (int i = 0; i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        for (int s = 0, next, before = 0; s < scan->n_sentences; s = next) {
            int paragraph = scan->sentences[s].paragraph;
            for (next = s + 1;
                 next < scan->n_sentences && scan->sentences[next].paragraph == paragraph;)
                next++;
            const struct scan_sentence *last = &scan->sentences[next - 1];
            int first = scan->sentences[s].first_number, end = last->first_number + last->n_numbers;
            if (end - before <= MAX_NUMBERS)
                check_paragraph_shares(check, &check->narratives[i], before, first, end);
            before = first;
        }
    }
}

/* ---- section six: 信息处理费 ---- */

static const char *const fee_words[] = {"处理费", "收费", "费用", NULL};

static const char *const rates[] = {"每件", "每页", "每份", "标准", "单价", NULL};

/* An amount that was collected, in 元: not a rate (每件 100 元, 10 元/页). */
static bool is_collected(const struct scan *scan, int number)
{
    const struct scan_number *n = &scan->numbers[number];
    return n->unit == SCAN_YUAN && !n->is_approximate && scan->text.data[n->end] != '/' &&
           !span_contains_any(scan_before(scan, number), rates);
}

/* The amount of 信息处理费 that section six states; −1 where it states none. */
static int fee_number(const struct narrative *other)
{
    const struct scan *scan = &other->scan;
    for (int i = 0; i < scan->n_numbers; i++) {
        struct span sentence = scan_sentence_span(scan, scan->numbers[i].sentence);
        if (is_collected(scan, i) && span_contains(sentence, "处理费"))
            return i;
    }
    return -1;
}

void check_fee_is_stated(struct check *check)
{
    const struct narrative *other = check_narrative(check, "other");
    if (!other || check->form->first_year < 2021) /* the fee came with 国办函〔2020〕109号 */
        return;
    const struct scan *scan = &other->scan;
    if (!span_contains_any(span_of(scan, 0, scan->text.len), fee_words)) {
        check_add(
            check, other->field,
            N_("第六部分没有写收取信息处理费的情况。没有收取的，也要写明“收取信息处理费 0 元”。"));
        return;
    }
    for (int i = 0; i < scan->n_numbers; i++) {
        const struct scan_number *n = &scan->numbers[i];
        if (!is_collected(scan, i) || n->amount == 0 ||
            !span_contains(scan_sentence_span(scan, n->sentence), "处理费"))
            continue;
        char *said = xmemdup0(scan->text.data + n->offset, n->end - n->offset);
        if (n->is_wan)
            check_add_text(check, other, n->offset, n->end - n->offset,
                           N_("信息处理费写作“%s”。第六部分以元为单位，应写 %" PRId64 " 元。"),
                           said, n->value);
        else if (n->value % 10 != 0 || n->amount != (double)n->value)
            check_add_text(
                check, other, n->offset, n->end - n->offset,
                N_("信息处理费写作“%s”。按规定的收费标准，金额都是 10 元的整数倍，请核对。"), said);
        free(said);
    }
}

/* 收取信息处理费 2950 元。其中，… 380 元，… A rate among the items, and nothing can be said. */
void check_fee_items(struct check *check)
{
    const struct narrative *other = check_narrative(check, "other");
    int total = other ? fee_number(other) : -1;
    if (total < 0)
        return;
    const struct scan *scan = &other->scan;
    const struct scan_number *whole = &scan->numbers[total];
    size_t start = parts_start(scan, total, true);
    if (!start)
        return;
    struct parts parts =
        add_parts(scan, total, start, scan->sentences[scan_sentence_at(scan, start)].end, rates);
    if (parts.n < 2 || parts.is_unsure || parts.sum == whole->amount)
        return;
    int64_t sum = (int64_t)parts.sum;
    check_add_text(check, other, whole->offset, parts.end - whole->offset,
                   N_("列出的 %d 笔信息处理费合计 %" PRId64 " 元，与总额 %" PRId64 " 元差 %" PRId64
                      " 元。请核对各笔。"),
                   parts.n, sum, whole->value,
                   sum > whole->value ? sum - whole->value : whole->value - sum);
}

/* 信息处理费 is one of the 行政事业性收费, so it cannot exceed them. */
void check_fee_within_income(struct check *check)
{
    const struct narrative *other = check_narrative(check, "other");
    int fee = other ? fee_number(other) : -1;
    struct cell cell;
    if (fee < 0 || !form_cell_find(check->form, "disclosure.fees", &cell))
        return;
    const char *income = draft_text(check->draft, draft_cell_field(check->draft, cell));
    const struct scan_number *n = &other->scan.numbers[fee];
    if (!decimal_is_valid(income) || n->amount <= strtod(income, NULL) * 10000 + 0.5)
        return;
    check_add_text(
        check, other, n->offset, n->end - n->offset,
        N_("第六部分的信息处理费是 %" PRId64
           " 元，表二 行政事业性收费只有 %s 万元。信息处理费也是行政事业性收费，应包括在内，请核对。"),
        n->value, income);
}

/* Requests given up because a fee was not paid, and nothing of it in section six; a fee without any
 * request. */
void check_fee_and_requests(struct check *check)
{
    static const char *const told[] = {"通知", "逾期", "未缴", "未按", "不再处理", NULL};
    const struct narrative *other = check_narrative(check, "other");
    int64_t unpaid, received, carried_in;
    struct cell cell;
    if (!other)
        return;
    struct span text = span_of(&other->scan, 0, other->scan.text.len);
    int fee = fee_number(other);
    bool is_nil = fee < 0 || other->scan.numbers[fee].amount == 0;
    if (form_cell_find(check->form, "requests.other.fee_unpaid.total", &cell) &&
        check_cell_number(check->draft, cell, &unpaid) && unpaid > 0 && is_nil &&
        !span_contains_any(text, told)) {
        char *title = check_cell_title(check->draft, cell);
        check_add(check, other->field,
                  N_("%s是 %" PRId64
                     " 件，第六部分却没有说明发出收费通知、逾期未缴的情况。请核对并补写。"),
                  title, unpaid);
        free(title);
    }
    if (!is_nil && check_named_number(check->draft, "requests.received.total", &received) &&
        check_named_number(check->draft, "requests.carried_in.total", &carried_in) &&
        check_sum(received, carried_in) == 0)
        check_add_text(check, other, other->scan.numbers[fee].offset,
                       other->scan.numbers[fee].end - other->scan.numbers[fee].offset,
                       N_("第六部分收取了信息处理费 %" PRId64
                          " 元，表三却没有一件申请（一、二都是 0）。请核对。"),
                       other->scan.numbers[fee].value);
}
