/* SPDX-License-Identifier: MIT */
/* Figures of the text beside each other: growth whose base stands in the sentence, one subject with
 * two numbers. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/check/check_sums.h"
#include "forms/check/mention.h"
#include "locale/mem.h"
#include "locale/message.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

/* ---- 比2023年（31件）下降39% ---- */

/* 1: more, -1: less, 0: the words between base and percentage say neither. */
static int direction_of(struct span between)
{
    static const char *const marks[] = {"）", ")", "，", ",", "相比", "同比", NULL};
    static const char *const more[] = {"增长", "增加", "上升", "提高", "提升", NULL};
    static const char *const less[] = {"下降", "减少", "降低", "回落", NULL};
    static const char *const rest[] = {"了", "幅度", "为", NULL};
    span_skip(&between, marks);
    size_t len = between.len;
    span_skip(&between, more);
    int direction = between.len < len ? 1 : 0;
    if (!direction) {
        span_skip(&between, less);
        direction = between.len < len ? -1 : 0;
    }
    span_skip(&between, rest);
    return between.len ? 0 : direction;
}

static bool is_exact_count(const struct scan_number *n)
{
    return (n->unit == SCAN_ITEMS || n->unit == SCAN_OTHER_UNIT) && !n->is_approximate;
}

/* The number that is compared with the base: the last one before it of the same unit in the
 * sentence, with 比 or 较 between them; NULL. */
static const struct scan_number *compared_with(const struct scan *scan, int base)
{
    static const char *const comparing[] = {"比", "较", NULL};
    static const char *const changes[] = {"增", "减", "升", "降", "多", "少", NULL};
    const struct scan_number *b = &scan->numbers[base];
    for (int i = base - 1; i >= scan->sentences[b->sentence].first_number; i--) {
        const struct scan_number *n = &scan->numbers[i];
        if (n->unit == SCAN_YEAR || n->unit == SCAN_MONTH || n->unit == SCAN_DAY)
            continue;
        struct span between = span_of(scan, n->end, b->offset);
        bool fits = is_exact_count(n) && n->unit_char == b->unit_char &&
                    span_contains_any(between, comparing) && !span_contains_any(between, changes);
        return fits ? n : NULL;
    }
    return NULL;
}

static void check_growth_at(struct check *check, const struct narrative *narrative, int percent)
{
    const struct scan *scan = &narrative->scan;
    const struct scan_number *p = &scan->numbers[percent], *base = p - 1, *now;
    if (p->unit != SCAN_PERCENT || p->is_approximate || percent < 2 ||
        base->sentence != p->sentence || !is_exact_count(base) || base->amount <= 0)
        return;
    int direction = direction_of(span_of(scan, base->end, p->offset));
    now = direction ? compared_with(scan, percent - 1) : NULL;
    if (!now)
        return;
    double change = now->amount - base->amount;
    if (change * direction >= 0 &&
        check_percentage_fits(p, change < 0 ? -change : change, base->amount))
        return;
    char right[32], *said = xmemdup0(scan->text.data + now->offset, p->end - now->offset);
    snprintf(right, sizeof right, "%+.2f%%", change / base->amount * 100);
    check_add_text(check, narrative, p->offset, p->end - p->offset,
                   N_("文中写“%s”，由 %" PRId64 " 到 %" PRId64 " 的变化应为 %s。请核对。"), said,
                   base->value, now->value, right);
    free(said);
}

void check_growth_in_text(struct check *check)
{
    for (int i = 0; i < check->n_narratives; i++)
        for (int p = 0; p < check->narratives[i].scan.n_numbers; p++)
            check_growth_at(check, &check->narratives[i], p);
}

/* ---- one subject, two numbers ---- */

/* What the number counts, in at least six characters: 政务公开专栏发布信息; len 0 where the words
 * are fewer or about a part. */
static struct span subject_of(const struct check *check, const struct mention *m)
{
    static const char *const light[] = {"共", "为", "有", "达", "计", "了", "全年", "累计", NULL};
    static const char *const partial[] = {"其中", "分别", "每",   "平均", "同比", "增加", "减少",
                                          "较",   "比",   "季度", "月",   "超过", NULL};
    /* Those are compared with the tables. */
    static const char *const in_tables[] = {"申请", "文件", "规章",   "许可", "处罚", "强制",
                                            "复议", "诉讼", "予公开", "结转", "答复", NULL};
    enum { MIN_BYTES = 3 * 6 };
    struct span subject = m->before;
    span_chop(&subject, light);
    span_skip(&subject, light);
    if (subject.len < MIN_BYTES || span_contains_any(m->sentence, partial) ||
        span_contains_any(subject, in_tables) || !mention_is_of_this_year(check, m))
        subject.len = 0;
    return subject;
}

void check_figures_twice(struct check *check)
{
    enum { MAX_SUBJECTS = 300 };
    struct subject {
        struct span name;
        struct mention mention;
    } *seen = xcalloc(MAX_SUBJECTS, sizeof *seen);
    int n = 0;
    FOR_EACH_MENTION(check, m)
    {
        struct span name = subject_of(check, &m);
        for (int i = 0; name.len && i < n; i++) {
            const struct mention *first = &seen[i].mention;
            if (seen[i].name.len != name.len || memcmp(seen[i].name.at, name.at, name.len) != 0 ||
                first->number->unit_char != m.number->unit_char ||
                first->number->value == m.number->value || first->sentence.at == m.sentence.at)
                continue;
            char *said = mention_quote(&m, name.at),
                 *before = mention_quote(first, seen[i].name.at);
            check_add_text(check, m.narrative, m.number->offset, m.number->end - m.number->offset,
                           N_("这里写“%s”，前面写“%s”，同一件事有两个数。请核对。"), said, before);
            free(said);
            free(before);
            break;
        }
        if (name.len && n < MAX_SUBJECTS)
            seen[n++] = (struct subject){name, m};
    }
    free(seen);
}
