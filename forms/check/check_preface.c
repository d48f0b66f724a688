/* SPDX-License-Identifier: MIT */
/* What the preface usually says: the document the report follows, its six parts, its period. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/check/check_private.h"
#include "forms/check/check_text.h"
#include "forms/sentence/docnumber.h"
#include "locale/mem.h"
#include "locale/message.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])
enum { HAN_BYTES = 3 };

/* ---- P-BASIS: 国办公开办函〔2021〕30号, rightly written ---- */

/* Is the number meant to be that of the notice with the form? 国办函 and 国办发 of other years and
 * numbers are other papers. */
static bool is_about_form(const struct docnumber *found, struct span sentence)
{
    static const char *const form_words[] = {"年度报告格式", "报告格式", "格式》", NULL};
    bool is_notice = (found->year == 2021 && found->number == 30) ||
                     (found->year == 2019 && found->number == 60);
    if (!span_starts_with(found->issuer, "国办"))
        return false;
    if (span_starts_with(found->issuer, "国办公开"))
        return is_notice || span_contains_any(sentence, form_words);
    return is_notice && span_contains_any(sentence, form_words);
}

static void check_docnumber(struct check *check, const struct narrative *narrative,
                            const struct docnumber *found)
{
    const struct scan *scan = &narrative->scan;
    size_t offset = (size_t)(found->start - scan->text.data),
           len = (size_t)(found->end - found->start);
    struct span sentence = scan_sentence_span(scan, scan_sentence_at(scan, offset));
    struct span issuer = found->issuer;
    bool is_right_issuer =
        issuer.len == strlen("国办公开办函") && span_ends_with(issuer, "国办公开办函");
    if (!is_about_form(found, sentence) || (is_right_issuer && found->has_right_brackets &&
                                            found->year == 2021 && found->number == 30))
        return;
    char *said = xmemdup0(found->start, len);
    if (found->year == 2019 && found->number == 60)
        check_add_text(
            check, narrative, offset, len,
            N_("“%s”是 2019 年的试行格式，2021 年度起用 %s 的格式。请改正，并核对各表的格式。"),
            said, check->form->document);
    else
        check_add_text(check, narrative, offset, len,
                       N_("编制依据的文号写作“%s”，应为“%s”。请核对。"), said,
                       check->form->document);
    free(said);
}

void check_basis(struct check *check)
{
    if (draft_year(check->draft) < check->form->first_year || check->form->first_year < 2021)
        return;
    for (int i = 0; i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        struct span text = span_of(scan, 0, scan->text.len);
        struct docnumber found;
        for (size_t at = 0; docnumber_next(text, &at, &found);)
            check_docnumber(check, &check->narratives[i], &found);
    }
}

/* ---- P-SIX: the six parts ---- */

static const struct part {
    const char *name;
    const char *words[8];
} parts[] = {
    {"总体情况", {"总体情况", "概述", "概况", "总体工作", "基本情况", "综述"}},
    {"主动公开政府信息情况", {"主动公开"}},
    {"收到和处理政府信息公开申请情况",
     {"申请情况", "公开申请", "依申请", "处理申请", "申请的情况"}},
    {"政府信息公开行政复议、行政诉讼情况", {"复议", "诉讼"}},
    {"存在的主要问题及改进情况", {"问题"}},
    {"其他需要报告的事项", {"其他", "其它", "需要报告", "需要说明", "说明事项"}},
};
static const char *const old_parts[] = {"支出和收费", "支出与收费", "收费及减免", "收费情况",
                                        "申诉",       "费用情况",   NULL};

/* “n 个部分”: its number, 0; at is where 部分 begins, offset where the number does. */
static int64_t n_parts_before(const struct scan *scan, const char *at, const char **start)
{
    const char *text = scan->text.data, *p = at;
    int64_t number = 0;
    if (p - text >= HAN_BYTES && strncmp(p - HAN_BYTES, "个", HAN_BYTES) == 0)
        p -= HAN_BYTES;
    if (p > text && p[-1] >= '1' && p[-1] <= '9') {
        *start = p - 1;
        return p[-1] - '0';
    }
    if (p - text >= HAN_BYTES && hanzi_number(p - HAN_BYTES, &number) != HAN_BYTES)
        return 0;
    *start = p - HAN_BYTES;
    return number;
}

static bool lists(struct span sentence, const struct part *part)
{
    for (int i = 0; i < COUNT(part->words) && part->words[i]; i++)
        if (span_contains(sentence, part->words[i]))
            return true;
    return false;
}

/* The sentence that lists what the report is made of. */
static void check_parts_in(struct check *check, const struct narrative *narrative, int s)
{
    enum { N_PARTS = COUNT(parts), SOME = 4 };
    struct span sentence = scan_sentence_span(&narrative->scan, s);
    const char *at = memmem(sentence.at, sentence.len, "部分", strlen("部分")), *start = NULL;
    static const char *const openings[] = {"报告由",   "报告包括", "报告分",   "报告共",
                                           "报告包含", "部分组成", "部分构成", "报告内容",
                                           "报告主要", NULL};
    int n = 0;
    struct strbuf missing = STRBUF_INIT;
    if (!at || !span_contains(sentence, "报告") || !span_contains_any(sentence, openings))
        return;
    for (int i = 0; i < N_PARTS; i++) {
        if (lists(sentence, &parts[i]))
            n++;
        else
            strbuf_addf(&missing, "%s%s", missing.len ? "、" : "", parts[i].name);
    }
    int64_t named = n_parts_before(&narrative->scan, at, &start);
    size_t offset = (size_t)(sentence.at - narrative->scan.text.data);
    bool is_list = n >= SOME;
    for (const char *const *old = old_parts; is_list && *old; old++) {
        if (!span_contains(sentence, *old))
            continue;
        check_add_text(
            check, narrative, offset, sentence.len,
            N_("列出的部分里有“%s”，是以前的格式。现行的六个部分是：总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项。"),
            *old);
        is_list = false;
    }
    if (is_list && named && named != N_PARTS && named > 2)
        check_add_text(check, narrative, (size_t)(start - narrative->scan.text.data),
                       (size_t)(at + strlen("部分") - start),
                       N_("写作 %d 个部分，报告应当是六个部分。请核对。"), (int)named);
    else if (is_list && missing.len)
        check_add_text(check, narrative, offset, sentence.len,
                       N_("列出报告的各个部分时漏了“%s”。请补上。"), missing.data);
    strbuf_release(&missing);
}

void check_parts_named(struct check *check)
{
    static const char *const sections[] = {"preface", "overview"};
    for (int i = 0; i < COUNT(sections) && check->form->first_year >= 2021; i++) {
        const struct narrative *narrative = check_narrative(check, sections[i]);
        for (int s = 0; narrative && s < narrative->scan.n_sentences; s++)
            check_parts_in(check, narrative, s);
    }
}

/* ---- P-EVAL: what governments report besides ---- */

void check_evaluation(struct check *check)
{
    static const struct part results[] = {
        {"工作考核", {"考核", "考评", "绩效"}},
        {"社会评议", {"评议", "满意度", "社会评价", "民主测评"}},
        {"责任追究结果", {"责任追究", "追究", "追责", "问责"}},
    };
    const char *unit = draft_text(check->draft, COVER_UNIT);
    const struct narrative *overview = check_narrative(check, "overview");
    struct strbuf missing = STRBUF_INIT;
    if (!overview ||
        !(span_ends_with(span_all(unit), "人民政府") || span_ends_with(span_all(unit), "行政公署")))
        return;
    for (int r = 0; r < COUNT(results); r++) {
        bool found = false;
        for (int i = 0; i < check->n_narratives; i++)
            found |=
                lists(span_of(&check->narratives[i].scan, 0, check->narratives[i].scan.text.len),
                      &results[r]);
        if (!found)
            strbuf_addf(&missing, "%s%s", missing.len ? "、" : "", results[r].name);
    }
    if (missing.len)
        check_add(
            check, overview->field,
            N_("没有写到：%s。各级人民政府的报告应当包括工作考核、社会评议和责任追究结果情况（《条例》第五十条），没有的也要说明。"),
            missing.data);
    strbuf_release(&missing);
}
