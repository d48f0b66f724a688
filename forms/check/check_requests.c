/* SPDX-License-Identifier: MIT */
/* Requests in sentences, received, done, carried over, by applicant and by result, against 表三. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/check/check_figures.h"
#include "forms/check/mention.h"
#include "locale/message.h"

/* ---- requests: 收到, 办结, 结转 ---- */

/* Words that may stand between “收到” and the number. Longer ones before those that they begin
 * with. */
static const char *const request_words[] = {
    "申请人", "申请", "政府",   "信息",     "公开",     "依法",   "依",   "各类", "书面", "有效",
    "公民",   "法人", "自然人", "其他组织", "社会公众", "公众",   "群众", "提交", "提出", "事项",
    "案件",   "办件", "件数",   "数量",     "总数",     "申请数", "数",   "总量", "总计", "共计",
    "合计",   "累计", "共",     "总",       "计",       "为",     "有",   "达到", "达",   "是",
    "的",     "了",   "或者",   "和",       "或",       "及",     "与",   "、",   NULL};

/* What a figure about requests may be the number of. */
enum request_figure {
    FIGURE_RECEIVED,
    FIGURE_DONE,
    FIGURE_HANDLED, /* 办理: received or done */
    FIGURE_CARRIED_IN,
    FIGURE_CARRIED_OUT,
    FIGURE_NONE,
};

static const struct {
    const char *verb;
    enum request_figure figure;
} request_verbs[] = {
    {"收到", FIGURE_RECEIVED}, {"受理", FIGURE_RECEIVED}, {"接收", FIGURE_RECEIVED},
    {"收办", FIGURE_RECEIVED}, {"新收", FIGURE_RECEIVED}, {"接到", FIGURE_RECEIVED},
    {"办结", FIGURE_DONE},     {"答复", FIGURE_DONE},     {"办理", FIGURE_HANDLED},
};

/* The numbers of 表三 in the total column: 一, 二, （七）, 四. */
struct request_totals {
    struct cell cells[4];
    int64_t numbers[4];
    bool is_filled[4];
};
enum { RECEIVED, CARRIED_IN, DONE, CARRIED_OUT };

/* false where the form has no such table or it is not filled in. */
static bool read_request_totals(const struct check *check, int column,
                                struct request_totals *totals)
{
    int section = check_table_section(check, "requests");
    const struct form_identity *identity =
        section < 0 ? NULL : check->form->sections[section].table->identity;
    if (!identity)
        return false;
    int rows[4] = {identity->left[0], identity->left[1], identity->right[0], identity->right[1]};
    int n_filled = 0;
    for (int i = 0; i < 4; i++) {
        totals->cells[i] = (struct cell){section, 0, rows[i], column};
        totals->is_filled[i] =
            check_cell_number(check->draft, totals->cells[i], &totals->numbers[i]);
        n_filled += totals->is_filled[i];
    }
    return n_filled > 0;
}

static int request_total_column(const struct check *check)
{
    int section = check_table_section(check, "requests");
    return section < 0 ? -1 : check->form->sections[section].table->blocks[0].total_column;
}

static const char *const soft_parts[] = {"通过", "网",   "函",   "邮",   "当面", "窗口", "渠道",
                                         "系统", "平台", "季度", "半年", "处室", "科室", "股室",
                                         "乡镇", "街道", "部门", "下属", "所属", "直属", NULL};
static const char *const whole_words[] = {"共", "全年", "总计", "合计", "累计", "一共", NULL};

/* 结转, and in which direction. */
static enum request_figure carried_figure(const struct check *check, struct span words)
{
    static const char *const carrying[] = {"结转",   "顺延",   "转下", "转入下",
                                           "转至下", "延至下", NULL};
    static const char *const reviews[] = {"复议", "诉讼", "案件", NULL};
    static const char *const next[] = {"下年", "下一年", "次年", "明年", NULL};
    static const char *const last[] = {"上年", "上一年", "去年", "往年", NULL};
    if (!span_contains_any(words, carrying) || span_contains_any(words, reviews))
        return FIGURE_NONE;
    char year_before[16], year_after[16];
    snprintf(year_before, sizeof year_before, "%d年", draft_year(check->draft) - 1);
    snprintf(year_after, sizeof year_after, "%d年", draft_year(check->draft) + 1);
    bool is_out = span_contains_any(words, next) || span_contains(words, year_after);
    bool is_in = span_contains_any(words, last) || span_contains(words, year_before);
    return is_out == is_in ? FIGURE_NONE : is_out ? FIGURE_CARRIED_OUT : FIGURE_CARRIED_IN;
}

/* 全县共受理 n 件, in the report of a bureau: the figure of the area that it belongs to. */
static bool is_of_whole_area(const struct check *check, struct span prefix)
{
    static const char *const areas[] = {"全省", "全市",   "全县",   "全区", "全镇",
                                        "全州", "各单位", "各部门", NULL};
    const char *unit = draft_text(check->draft, COVER_UNIT);
    struct span name = {unit, strlen(unit)};
    return span_contains_any(prefix, areas) &&
           (span_ends_with(name, "局") || span_ends_with(name, "厅"));
}

/* Is what was answered the requests, although the words round the number do not say so:
 * 依申请公开答复 n 件, or, after the sentence has told how many requests came, 已答复 n 件? */
static bool is_answer_to_requests(const struct mention *mention, struct span prefix)
{
    static const char *const light[] = {"已", "均", "共", "全部", "全年", "累计", NULL};
    static const char *const other_business[] = {"留言", "信访", "提案", "建议", "热线",
                                                 "咨询", "诉求", "投诉", "信箱", "复议",
                                                 "诉讼", "来信", "许可", "其中", NULL};
    const struct scan_sentence *sentence = &mention->scan->sentences[mention->number->sentence];
    struct span lead =
        span_of(mention->scan, sentence->start, mention_offset(mention, mention->before.at));
    span_chop(&prefix, light);
    if (span_ends_with(prefix, "申请公开") || span_ends_with(prefix, "公开申请"))
        return true;
    return prefix.len == 0 && span_contains(lead, "公开申请") &&
           !span_contains_any(mention->sentence, other_business);
}

/* Finds the verb that the number belongs to and where it begins. */
static enum request_figure verb_figure(const struct check *check, const struct mention *mention,
                                       const char **from)
{
    struct span rest = mention->before, after = mention->after;
    span_chop(&rest, request_words);
    span_skip(&after, request_words);
    struct span between = {rest.at + rest.len, mention->before.len - rest.len};
    struct span behind = {mention->after.at, mention->after.len - after.len};
    static const char *const persons[] = {"公民", "自然人", NULL}, *const others[] = {
                                                                       "法人", "其他组织", NULL};
    bool names_requests = span_contains(between, "申请") || span_contains(behind, "申请");
    /* One kind of applicant alone is a column's figure. */
    if (span_contains_any(between, persons) != span_contains_any(between, others))
        return FIGURE_NONE;
    for (size_t i = 0; i < sizeof request_verbs / sizeof request_verbs[0]; i++) {
        if (!span_ends_with(rest, request_verbs[i].verb))
            continue;
        struct span prefix = {rest.at, rest.len - strlen(request_verbs[i].verb)};
        if (span_contains_any(prefix, mention_parts) || is_of_whole_area(check, prefix) ||
            (span_contains_any(prefix, soft_parts) && !span_contains_any(prefix, whole_words)))
            return FIGURE_NONE;
        if (!names_requests && (request_verbs[i].figure != FIGURE_DONE || between.len ||
                                !is_answer_to_requests(mention, prefix)))
            return FIGURE_NONE;
        *from = prefix.at + prefix.len;
        return request_verbs[i].figure;
    }
    return FIGURE_NONE;
}

/* 依申请公开 n 件: the requests, received or done. Of papers the same words say how public they
 * are.
 */
static enum request_figure noun_figure(const struct mention *mention, const char **from)
{
    static const char *const counters[] = {"信息", "件数", "数量", "总数", "共计", "为",
                                           "共",   "计",   "有",   "达",   NULL};
    static const char *const leads[] = {"政府信息", "全年", "共", "办理", "受理", "累计", NULL};
    static const char *const of_papers[] = {"公文", "属性", "制发", "发文", "文件",
                                            "拟制", "印发", "占",   NULL};
    struct span rest = mention->before;
    span_chop(&rest, counters);
    if (!span_ends_with(rest, "依申请公开") || mention->number->unit_char != 0x4EF6 /* 件 */ ||
        span_contains_any(mention->sentence, of_papers))
        return FIGURE_NONE;
    rest.len -= strlen("依申请公开");
    *from = rest.at + rest.len;
    span_chop(&rest, leads);
    return rest.len ? FIGURE_NONE : FIGURE_HANDLED;
}

/* “其中，…” right before: a part of the figure before it. */
static bool follows_among(const struct mention *mention)
{
    const struct scan_sentence *sentence = &mention->scan->sentences[mention->number->sentence];
    struct span lead =
        span_of(mention->scan, sentence->start, mention_offset(mention, mention->before.at));
    static const char *const marks[] = {"，", "：", ",", ":", NULL};
    span_chop(&lead, marks);
    return span_ends_with(lead, "其中");
}

static enum request_figure figure_of(const struct check *check, const struct mention *mention,
                                     const char **from)
{
    *from = mention->before.at;
    enum request_figure figure = carried_figure(check, mention->before);
    if (figure == FIGURE_NONE && !span_contains(mention->before, "结转")) {
        figure = carried_figure(check, mention->after);
        if (figure != FIGURE_NONE)
            *from = mention->scan->text.data + mention->number->offset;
    }
    if (figure != FIGURE_NONE)
        return figure;
    if (span_contains(mention->before, "结转") || !mention_is_of_this_year(check, mention) ||
        follows_among(mention))
        return FIGURE_NONE;
    figure = verb_figure(check, mention, from);
    return figure == FIGURE_NONE ? noun_figure(mention, from) : figure;
}

void check_request_figures(struct check *check)
{
    struct request_totals totals;
    if (!read_request_totals(check, request_total_column(check), &totals))
        return;
    const int64_t *n = totals.numbers;
    const int64_t both = check_sum(n[RECEIVED], n[CARRIED_IN]);
    const struct {
        int64_t accepted[3];
        int n_accepted, row;
    } figures[] = {
        [FIGURE_RECEIVED] = {{n[RECEIVED], both}, 2, RECEIVED},
        [FIGURE_DONE] = {{n[DONE]}, 1, DONE},
        [FIGURE_HANDLED] = {{n[DONE], n[RECEIVED], both}, 3, DONE},
        [FIGURE_CARRIED_IN] = {{n[CARRIED_IN]}, 1, CARRIED_IN},
        [FIGURE_CARRIED_OUT] = {{n[CARRIED_OUT]}, 1, CARRIED_OUT},
    };
    FOR_EACH_MENTION(check, m)
    {
        const char *from;
        enum request_figure figure = figure_of(check, &m, &from);
        if (figure == FIGURE_NONE ||
            mention_is_one_of(&m, figures[figure].accepted, figures[figure].n_accepted))
            continue;
        if (!totals.is_filled[figures[figure].row] || (figure == FIGURE_RECEIVED && both == 0))
            continue; /* T3-BLANK or T3-ALLZERO-TEXT says it */
        struct strbuf what = STRBUF_INIT;
        form_cell_title(check->form, totals.cells[figures[figure].row], &what);
        if (figure == FIGURE_RECEIVED && n[CARRIED_IN])
            strbuf_addf(&what, "（连同二、上年结转共 %" PRId64 "）", both);
        mention_add_difference(check, &m, from, what.data, figures[figure].accepted[0]);
        strbuf_release(&what);
    }
}

/* 收到 n 件 in a report whose table knows of no request. */
void check_requests_without_table(struct check *check)
{
    struct request_totals totals;
    if (!read_request_totals(check, request_total_column(check), &totals) ||
        totals.numbers[RECEIVED] || totals.numbers[CARRIED_IN] || totals.numbers[DONE] ||
        totals.numbers[CARRIED_OUT])
        return;
    FOR_EACH_MENTION(check, m)
    {
        const char *from;
        if (figure_of(check, &m, &from) != FIGURE_RECEIVED || m.number->value == 0)
            continue;
        char *said = mention_quote(&m, from);
        check_add_text(check, m.narrative, m.number->offset, m.number->end - m.number->offset,
                       N_("文中写“%s”，表三却全是 0。请核对是表三没有填，还是文中写错。"), said);
        free(said);
    }
}

/* ---- requests by applicant and by result ---- */

/* 自然人 3 件, 法人或其他组织 2 件: a column, or the columns under one heading. */
struct applicant {
    const char *label;
    int first, last; /* columns */
};

static const char *const applicant_words[] = {"申请人", "申请", "提出", "提交", "的", "为",
                                              "共",     "有",   "类",   "计",   NULL};

/* The applicants of a form: its columns, and the heading over several of them with its usual short
 * forms. */
static int list_applicants(const struct form_block *block, struct applicant *list, int max)
{
    int n = 0;
    for (int c = 0; c < block->n_columns && n + 5 < max; c++) {
        const struct form_column *column = &block->columns[c];
        int depth = form_path_depth(column->path), last = c;
        if (c == block->total_column || strcmp(column->path[depth - 1], "其他") == 0)
            continue;
        list[n++] = (struct applicant){column->path[depth - 1], c, c};
        if (depth < 3 || (c > 0 && form_path_depth(column[-1].path) == depth))
            continue;
        while (last + 1 < block->n_columns &&
               form_path_depth(block->columns[last + 1].path) == depth)
            last++;
        list[n++] = (struct applicant){column->path[1], c, last};
        list[n++] = (struct applicant){"法人或者其他组织", c, last};
        list[n++] = (struct applicant){"法人和其他组织", c, last};
        list[n++] = (struct applicant){"法人及其他组织", c, last};
    }
    return n;
}

static void compare_applicant(struct check *check, const struct mention *m,
                              const struct applicant *applicant)
{
    int64_t sums[4] = {0};
    struct request_totals totals = {0};
    bool is_filled = false;
    for (int c = applicant->first; c <= applicant->last; c++) {
        is_filled |= read_request_totals(check, c, &totals);
        for (int i = 0; i < 4; i++)
            sums[i] = check_sum(sums[i], totals.numbers[i]);
    }
    const int64_t accepted[] = {sums[RECEIVED], check_sum(sums[RECEIVED], sums[CARRIED_IN]),
                                sums[DONE]};
    if (!is_filled || mention_is_one_of(m, accepted, 3))
        return;
    struct strbuf what = STRBUF_INIT;
    totals.cells[RECEIVED].column = applicant->first;
    form_cell_title(check->form, totals.cells[RECEIVED], &what);
    if (applicant->first != applicant->last) {
        strbuf_clear(&what);
        strbuf_addf(&what, "%s %s %s合计",
                    check->form->sections[totals.cells[RECEIVED].section].table->name,
                    form_row_of(check->form, totals.cells[RECEIVED])->brief, applicant->label);
    }
    mention_add_difference(check, m, m->before.at, what.data, sums[RECEIVED]);
    strbuf_release(&what);
}

static void check_applicant(struct check *check, const struct mention *m,
                            const struct applicant *list, int n)
{
    struct span rest = m->before;
    if (!span_contains(m->sentence, "申请") || !mention_is_of_this_year(check, m))
        return;
    span_chop(&rest, applicant_words);
    for (int i = 0; i < n; i++) {
        if (!span_ends_with(rest, list[i].label))
            continue;
        struct span prefix = {rest.at, rest.len - strlen(list[i].label)};
        struct span joined = prefix;
        span_chop(&joined, mention_joiners);
        if (joined.len == prefix.len &&
            !span_contains_any(prefix, mention_parts)) /* not 公民、法人和其他组织 */
            compare_applicant(check, m, &list[i]);
        return;
    }
}

/* The groups of results: （一）予以公开 … with the sum of their rows in the total column. */
struct group {
    struct span label; /* 予以公开 */
    int64_t number;
    bool is_filled;
};
enum { MAX_GROUPS = 12 };

/* "（二）部分公开（区分处理的，…）" without brackets and what is in them. */
static struct span bare_label(const char *label)
{
    const char *close = strstr(label, "）");
    struct span span = {label, strlen(label)};
    if (strncmp(label, "（", 3) == 0 && close)
        span = (struct span){close + 3, strlen(close + 3)};
    const char *open = memmem(span.at, span.len, "（", 3);
    if (open)
        span.len = (size_t)(open - span.at);
    return span;
}

static bool span_equal(struct span a, struct span b)
{
    return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static int list_groups(const struct check *check, struct group *groups)
{
    int section = check_table_section(check, "requests"), n = 0;
    const struct form_table *table = section < 0 ? NULL : check->form->sections[section].table;
    if (!table || !table->sum)
        return 0;
    for (struct cell cell = {section, 0, table->sum->first, table->blocks[0].total_column};
         cell.row <= table->sum->last; cell.row++) {
        struct span label = bare_label(form_row_of(check->form, cell)->path[1]);
        if (n == 0 || !span_equal(groups[n - 1].label, label)) {
            if (n == MAX_GROUPS)
                break;
            groups[n++] = (struct group){.label = label};
        }
        int64_t number;
        groups[n - 1].is_filled |= check_cell_number(check->draft, cell, &number);
        groups[n - 1].number = check_sum(groups[n - 1].number, number);
    }
    static const struct {
        const char *label, *other;
    } others[] = {{"予以公开", "同意公开"}, {"不予公开", "不同意公开"}};
    int n_groups = n;
    for (int g = 0; g < n_groups; g++)
        for (int i = 0; i < 2 && n < MAX_GROUPS; i++) {
            if (!span_equal(groups[g].label, bare_label(others[i].label)))
                continue;
            groups[n] = groups[g];
            groups[n++].label = bare_label(others[i].other);
        }
    return n;
}

/* The group whose label the span ends (begins) with, −1. “不予公开” does not end in “予以公开”,
 * “不予以公开” does. */
static int group_at_end(struct span span, const struct group *groups, int n)
{
    for (int g = 0; g < n; g++) {
        const struct span *label = &groups[g].label;
        if (span.len < label->len ||
            memcmp(span.at + span.len - label->len, label->at, label->len) != 0)
            continue;
        struct span prefix = {span.at, span.len - label->len};
        if (!span_ends_with(prefix, "不") && !span_ends_with(prefix, "未"))
            return g;
    }
    return -1;
}

static int group_at_start(struct span span, const struct group *groups, int n)
{
    for (int g = 0; g < n; g++)
        if (span.len >= groups[g].label.len &&
            memcmp(span.at, groups[g].label.at, groups[g].label.len) == 0)
            return g;
    return -1;
}

static const char *const group_words[] = {"答复", "申请", "政府", "信息", "情形", "决定",
                                          "类",   "的",   "有",   "为",   "共",   "计",
                                          "“",    "”",    "是",   "合计", "了",   NULL};
/* Sentences that use the same words for the public nature of an office's own papers. */
static const char *const paper_words[] = {"公文", "属性", "制发", "文件", "主动公开", NULL};

static void check_group(struct check *check, const struct mention *m, const struct group *groups,
                        int n)
{
    struct span rest = m->before;
    int64_t expected = 0;
    struct strbuf what = STRBUF_INIT;
    const char *from = m->scan->text.data + m->number->offset;
    span_chop(&rest, group_words);
    int g = group_at_end(rest, groups, n), n_found = 0;
    bool is_filled = true;
    if (g < 0) {
        rest = m->after;
        span_skip(&rest, group_words);
        g = group_at_start(rest, groups, n);
        rest.len = 0; /* nothing is joined to it */
    }
    for (; g >= 0 && n_found < n; n_found++) {
        strbuf_splice(&what, 0, 0, what.len ? "、" : "", what.len ? strlen("、") : 0);
        strbuf_splice(&what, 0, 0, groups[g].label.at, groups[g].label.len);
        expected = check_sum(expected, groups[g].number);
        is_filled &= groups[g].is_filled;
        if (rest.len < groups[g].label.len)
            break;
        rest.len -= groups[g].label.len;
        from = rest.at + rest.len;
        struct span joined = rest;
        span_chop(&joined, mention_joiners);
        g = joined.len == rest.len ? -1 : group_at_end(joined, groups, n);
        is_filled &= g >= 0 ||
                     joined.len == rest.len; /* joined with something unknown: not to be compared */
        rest = joined;
    }
    if (what.len && is_filled && expected != m->number->value &&
        !span_contains_any(m->sentence, paper_words) && mention_is_of_this_year(check, m)) {
        strbuf_splice(&what, 0, 0, "表三 ", strlen("表三 "));
        strbuf_add_str(&what, "合计");
        mention_add_difference(check, m, from, what.data, expected);
    }
    strbuf_release(&what);
}

void check_result_figures(struct check *check)
{
    struct group groups[MAX_GROUPS];
    struct applicant applicants[24];
    int section = check_table_section(check, "requests"), n_groups = list_groups(check, groups);
    if (section < 0)
        return;
    int n_applicants = list_applicants(check->form->sections[section].table->blocks, applicants,
                                       sizeof applicants / sizeof applicants[0]);
    FOR_EACH_MENTION(check, m)
    {
        if (span_contains(m.before, "分别"))
            continue;
        check_applicant(check, &m, applicants, n_applicants);
        check_group(check, &m, groups, n_groups);
    }
}
