/* SPDX-License-Identifier: MIT */
#include "forms/check/mention.h"

#include <inttypes.h>
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/message.h"

const char *const mention_parts[] = {"其中", "不予", "未", "没有", "较",   "比", "除",
                                     "协助", "配合", "转", "企业", "律师", NULL};
const char *const mention_joiners[] = {"以及", "或者", "及", "和", "与", "或", "、", "并", NULL};

bool mention_next(const struct check *check, struct mentions *walk, struct mention *mention)
{
    for (; walk->narrative < check->n_narratives; walk->narrative++, walk->index = -1) {
        const struct narrative *narrative = &check->narratives[walk->narrative];
        const struct scan *scan = &narrative->scan;
        while (++walk->index < scan->n_numbers) {
            const struct scan_number *number = &scan->numbers[walk->index];
            if (number->unit != SCAN_ITEMS || number->is_approximate || number->n_decimals)
                continue;
            *mention = (struct mention){narrative,
                                        scan,
                                        number,
                                        scan_before(scan, walk->index),
                                        scan_after(scan, walk->index),
                                        scan_sentence_span(scan, number->sentence)};
            return true;
        }
    }
    return false;
}

size_t mention_offset(const struct mention *mention, const char *at)
{
    return (size_t)(at - mention->scan->text.data);
}

static const char *const other_years[] = {"去年", "上年", "上一年", "往年",
                                          "同期", "历年", "以来",   NULL};
static const char *const parts_of_year[] = {"半年", "季度", NULL};

bool mention_is_of_this_year(const struct check *check, const struct mention *mention)
{
    int year = draft_year(check->draft);
    const struct scan_sentence *sentence = &mention->scan->sentences[mention->number->sentence];
    struct span lead = span_of(mention->scan, sentence->start, mention->number->offset);
    if (span_contains_any(mention->before, other_years) || span_contains_any(lead, parts_of_year))
        return false;
    for (const struct scan_number *n = mention->number;
         n-- > mention->scan->numbers + sentence->first_number;)
        if (n->unit == SCAN_YEAR && n->value > 1900)
            return n->value == year;
    return true;
}

bool mention_is_one_of(const struct mention *mention, const int64_t *numbers, int n)
{
    for (int i = 0; i < n; i++)
        if (numbers[i] == mention->number->value)
            return true;
    return false;
}

char *mention_quote(const struct mention *mention, const char *from)
{
    enum { FEW_BYTES = 6, BEHIND_BYTES = 45 };
    const char *end = mention->scan->text.data + mention->number->end;
    /* Little more than the number: what it counts follows. */
    if (mention->scan->text.data + mention->number->offset - from <= FEW_BYTES &&
        mention->after.len <= BEHIND_BYTES)
        end = mention->after.at + mention->after.len;
    return xmemdup0(from, (size_t)(end - from));
}

void mention_add_difference(struct check *check, const struct mention *mention, const char *from,
                            const char *what, int64_t expected)
{
    char *said = mention_quote(mention, from);
    int64_t number = mention->number->value;
    check_add_text(
        check, mention->narrative, mention->number->offset,
        mention->number->end - mention->number->offset,
        N_("文中写“%s”，%s是 %" PRId64 "，差 %" PRId64 "。请核对；统计口径不同的，按 F4 注明。"),
        said, what, expected, number > expected ? number - expected : expected - number);
    free(said);
}
