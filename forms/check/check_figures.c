/* SPDX-License-Identifier: MIT */
/* Documents, decisions and cases in sentences against 表二 and 表四. */
#include "forms/check/check_figures.h"

#include <stdlib.h>
#include <string.h>

#include "forms/check/mention.h"

/* ---- 表二: documents and decisions ---- */

static const char *const document_words[] = {"决定", "案件", "的",   "共",   "计",   "为",
                                             "有",   "总数", "合计", "数量", "件数", "达",
                                             "了",   "“",    "”",    "分别", NULL};

/* What was done decides what is compared: the last of these words before the label. */
struct deed {
    const char *word;
    const char *column; /* key; NULL: any column of the row; "-": none */
};
/* clang-format off */
static const struct deed document_deeds[] = {
    {"制发", "made"}, {"制定", "made"}, {"印发", "made"}, {"出台", "made"}, {"废止", "repealed"},
    {"失效", "repealed"}, {"现行有效", "in_force"}, {"公布", NULL}, {"发布", NULL}, {"公开", NULL},
    {"审查", "-"}, {"审核", "-"}, {"备案", "-"}, {"清理", "-"}, {"解读", "-"}, {"修改", "-"},
    {"修订", "-"}, {"评估", "-"}, {"报送", "-"}, {"转发", "-"}, {"起草", "-"}, {"上级", "-"},
    {"收录", "-"}, {"累计", "-"}, {"其中", "-"},
};
/* clang-format on */
static const struct deed decision_deeds[] = {
    {"作出", NULL}, {"做出", NULL}, {"办理", NULL}, {"办结", NULL}, {"实施", NULL},
    {"下达", NULL}, {"公开", "-"},  {"公示", "-"},  {"发布", "-"},  {"受理", "-"},
    {"审查", "-"},  {"其中", "-"},  {"累计", "-"},  {"通过", "-"},  {"移送", "-"},
};

static const struct deed *last_deed(struct span text, const struct deed *deeds, size_t n)
{
    const struct deed *last = NULL;
    const char *last_end = text.at, *end = text.at + text.len;
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(deeds[i].word);
        for (const char *p = text.at; (p = memmem(p, (size_t)(end - p), deeds[i].word, len));
             p += len) {
            if (p + len > last_end) {
                last_end = p + len;
                last = &deeds[i];
            }
        }
    }
    return last;
}

/* Does the span end with the row's label, or with it less 行政 (规范性文件)? Returns the length
 * matched, 0. */
static size_t label_at_end(struct span span, const char *label)
{
    static const char short_of[] = "行政";
    if (span_ends_with(span, label))
        return strlen(label);
    const char *tail = label + sizeof short_of - 1;
    bool has_short_form = strncmp(label, short_of, sizeof short_of - 1) == 0 && strlen(tail) > 6;
    return has_short_form && span_ends_with(span, tail) ? strlen(tail) : 0;
}

static void compare_disclosure(struct check *check, const struct mention *m, struct cell row,
                               const char *from, const struct deed *deed)
{
    const struct form_block *block = form_block_of(check->form, row);
    struct cell best = row;
    int n_filled = 0;
    int64_t number, expected = 0;
    for (row.column = 0; row.column < block->n_columns; row.column++) {
        const char *key = block->columns[row.column].key;
        if ((deed->column && key && strcmp(deed->column, key) != 0) ||
            !check_cell_number(check->draft, row, &number))
            continue;
        if (number == m->number->value)
            return;
        if (n_filled++ == 0) {
            expected = number;
            best = row;
        }
    }
    if (!n_filled)
        return;
    char *title = check_cell_title(check->draft, best);
    mention_add_difference(check, m, from, title, expected);
    free(title);
}

/* Rows of documents, which are made and repealed, as against decisions. */
static bool has_column(const struct form_block *block, const char *key)
{
    for (int c = 0; c < block->n_columns; c++)
        if (block->columns[c].key && strcmp(block->columns[c].key, key) == 0)
            return true;
    return false;
}

/* Papers made for, or by, somebody else. */
static const char *const other_makers[] = {"名义",   "代拟",   "代为",   "上级", "省政府",
                                           "市政府", "县政府", "区政府", NULL};

static void check_document(struct check *check, const struct mention *m, int section)
{
    const struct form_table *table = check->form->sections[section].table;
    struct span rest = m->before;
    span_chop(&rest, document_words);
    for (struct cell cell = {section, 0, 0, 0}; cell.block < table->n_blocks; cell.block++) {
        for (cell.row = 0; cell.row < table->blocks[cell.block].n_rows; cell.row++) {
            const struct form_row *row = form_row_of(check->form, cell);
            size_t len = label_at_end(rest, row->path[form_path_depth(row->path) - 1]);
            if (!len)
                continue;
            const char *from = rest.at + rest.len - len;
            struct span lead = {m->sentence.at, (size_t)(from - m->sentence.at)};
            if (span_contains_any(lead, other_makers))
                return;
            const struct deed *deed =
                has_column(&table->blocks[cell.block], "made")
                    ? last_deed(lead, document_deeds,
                                sizeof document_deeds / sizeof document_deeds[0])
                    : last_deed(lead, decision_deeds,
                                sizeof decision_deeds / sizeof decision_deeds[0]);
            if (deed && !(deed->column && strcmp(deed->column, "-") == 0))
                compare_disclosure(check, m, cell, from, deed);
            return;
        }
    }
}

void check_disclosure_figures(struct check *check)
{
    int section = check_table_section(check, "disclosure");
    if (section < 0)
        return;
    FOR_EACH_MENTION(check, m)
    {
        if (m.number->unit_char == 0x4EF6 /* 件 */ && mention_is_of_this_year(check, &m))
            check_document(check, &m, section);
    }
}

/* ---- 表四 ---- */

static const char *const review_words[] = {"案件", "申请", "件数", "数量", "总数", "发生",
                                           "情况", "数",   "案",   "为",   "共",   "的",
                                           "有",   "计",   "是",   NULL};
static const char *const about_words[] = {"涉及", "政府", "信息", "公开", "工作", "引起",
                                          "引发", "有关", "相关", "因",   "被",   "申请",
                                          "提起", "行政", "的",   "类",   NULL};

enum { RECONSIDERATION = 1, LAWSUIT = 2 };

/* Takes 行政复议 or 行政诉讼 off the end. */
static int chop_procedure(struct span *span)
{
    static const struct {
        const char *word;
        int procedure;
    } words[] = {{"行政复议", RECONSIDERATION},
                 {"复议", RECONSIDERATION},
                 {"行政诉讼", LAWSUIT},
                 {"诉讼", LAWSUIT}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!span_ends_with(*span, words[i].word))
            continue;
        span->len -= strlen(words[i].word);
        return words[i].procedure;
    }
    return 0;
}

static int procedures_at_end(struct span span, const char **from)
{
    int procedures = chop_procedure(&span);
    *from = span.at + span.len;
    if (!procedures)
        return 0;
    struct span joined = span;
    span_chop(&joined, mention_joiners);
    int other = joined.len < span.len ? chop_procedure(&joined) : 0;
    if (other)
        *from = joined.at + joined.len;
    return procedures | other;
}

/* The words round the number, or the sentence before, say that it is about the disclosure of
 * information. Of a number that has parts (36 件，其中涉及信息公开 4 件) only the part is. */
static bool is_about_disclosure(const struct mention *m)
{
    static const char *const marks[] = {"，", "（", ",", "(", NULL};
    int s = m->number->sentence;
    size_t start = m->scan->sentences[s].start;
    struct span rest = span_of(m->scan, m->number->end, m->scan->sentences[s].end);
    span_skip(&rest, marks);
    if (span_starts_with(rest, "其中"))
        return false;
    return span_contains(span_of(m->scan, start, m->number->offset), "公开") ||
           span_contains(m->after, "公开") ||
           (s > 0 && m->scan->sentences[s - 1].paragraph == m->scan->sentences[s].paragraph &&
            span_contains(scan_sentence_span(m->scan, s - 1), "公开"));
}

/* The blocks of 表四, from the word that was named last. */
enum { BLOCK_RECONSIDERATION, BLOCK_DIRECT, BLOCK_AFTER, BLOCK_SUITS };
static const struct {
    const char *word;
    int block;
} block_words[] = {
    {"复议", BLOCK_RECONSIDERATION},    {"诉讼", BLOCK_SUITS},
    {"未经复议直接起诉", BLOCK_DIRECT}, {"直接起诉", BLOCK_DIRECT},
    {"复议后起诉", BLOCK_AFTER},        {"复议后提起诉讼", BLOCK_AFTER},
};
static const char *const block_names[] = {"表四 行政复议", "表四 未经复议直接起诉",
                                          "表四 复议后起诉", "表四 行政诉讼"};

/* The block that the text ends in; −1 where none is named. */
static int last_block(struct span text)
{
    const char *last_end = text.at, *end = text.at + text.len;
    int block = -1;
    for (size_t i = 0; i < sizeof block_words / sizeof block_words[0]; i++) {
        size_t len = strlen(block_words[i].word);
        for (const char *p = text.at; (p = memmem(p, (size_t)(end - p), block_words[i].word, len));
             p += len)
            if (p + len >= last_end) {
                last_end = p + len;
                block = block_words[i].block;
            }
    }
    return block;
}

/* A column of 表四 in its three blocks; false where one is not filled in. */
static bool read_column(const struct check *check, const char *column, int64_t numbers[3])
{
    static const char *const rows[] = {"reconsideration", "direct_suit",
                                       "suit_after_reconsideration"};
    struct strbuf key = STRBUF_INIT;
    bool ok = true;
    for (int i = 0; i < 3; i++) {
        strbuf_clear(&key);
        strbuf_addf(&key, "review.%s.%s", rows[i], column);
        ok &= check_named_number(check->draft, key.data, &numbers[i]);
    }
    strbuf_release(&key);
    return ok;
}

/* Compares the number with the block's, of lawsuits with either block's or both. with_all: of
 * everything together, too. */
static void compare_block(struct check *check, const struct mention *m, const char *from, int block,
                          const char *column, const char *column_name, bool with_all)
{
    int64_t n[3];
    if (!read_column(check, column, n))
        return;
    int64_t suits = check_sum(n[BLOCK_DIRECT], n[BLOCK_AFTER]);
    bool is_suits = block == BLOCK_SUITS;
    const int64_t accepted[] = {is_suits ? suits : n[block], is_suits ? n[BLOCK_DIRECT] : -1,
                                is_suits ? n[BLOCK_AFTER] : -1,
                                with_all ? check_sum(suits, n[BLOCK_RECONSIDERATION]) : -1};
    if (mention_is_one_of(m, accepted, 4))
        return;
    struct strbuf what = STRBUF_INIT;
    strbuf_addf(&what, "%s %s", block_names[block], column_name);
    mention_add_difference(check, m, from, what.data, accepted[0]);
    strbuf_release(&what);
}

/* 维持 n 件, 被纠错 n 件, 败诉 n 件, of the procedure that the sentence named last. */
static void check_outcome(struct check *check, const struct mention *m)
{
    static const struct {
        const char *word, *column, *name;
    } outcomes[] = {{"结果维持", "upheld", "结果维持"},    {"维持", "upheld", "结果维持"},
                    {"结果纠正", "corrected", "结果纠正"}, {"被纠正", "corrected", "结果纠正"},
                    {"纠正", "corrected", "结果纠正"},     {"被纠错", "corrected", "结果纠正"},
                    {"纠错", "corrected", "结果纠正"},     {"败诉", "corrected", "结果纠正"},
                    {"其他结果", "other", "其他结果"},     {"尚未审结", "pending", "尚未审结"},
                    {"未审结", "pending", "尚未审结"}};
    struct span rest = m->before,
                lead = {m->sentence.at, (size_t)(m->before.at + m->before.len - m->sentence.at)};
    span_chop(&rest, review_words);
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        if (!span_ends_with(rest, outcomes[i].word))
            continue;
        rest.len -= strlen(outcomes[i].word);
        bool in_court = strcmp(outcomes[i].word, "败诉") == 0;
        int block = last_block(lead);
        if (in_court && block != BLOCK_DIRECT && block != BLOCK_AFTER)
            block = BLOCK_SUITS;
        if (block >= 0 && is_about_disclosure(m) && mention_is_of_this_year(check, m))
            compare_block(check, m, rest.at + rest.len, block, outcomes[i].column, outcomes[i].name,
                          !in_court && span_contains(lead, "复议") && span_contains(lead, "诉讼"));
        return;
    }
}

/* 未经复议直接起诉 n 件, 复议后起诉 n 件. Returns whether the words before the number say so. */
static bool check_suit(struct check *check, const struct mention *m, struct span rest)
{
    static const struct {
        const char *word;
        int block;
    } suits[] = {{"未经复议直接起诉", BLOCK_DIRECT}, {"直接起诉", BLOCK_DIRECT},
                 {"直接提起诉讼", BLOCK_DIRECT},     {"直接提起行政诉讼", BLOCK_DIRECT},
                 {"复议后起诉", BLOCK_AFTER},        {"复议后提起诉讼", BLOCK_AFTER},
                 {"复议后提起行政诉讼", BLOCK_AFTER}};
    for (size_t i = 0; i < sizeof suits / sizeof suits[0]; i++) {
        if (!span_ends_with(rest, suits[i].word))
            continue;
        if (is_about_disclosure(m) && mention_is_of_this_year(check, m))
            compare_block(check, m, rest.at + rest.len - strlen(suits[i].word), suits[i].block,
                          "total", "总计", false);
        return true;
    }
    return false;
}

void check_review_figures(struct check *check)
{
    static const char *const outcomes[] = {"撤销", "撤回", "维持", "纠正", "纠错",
                                           "驳回", "终止", "受理", "审结", "答复",
                                           "应诉", "败诉", "胜诉", "结转", NULL};
    int64_t reconsideration, direct, after_it;
    bool is_filled =
        check_named_number(check->draft, "review.reconsideration.total", &reconsideration);
    is_filled |= check_named_number(check->draft, "review.direct_suit.total", &direct);
    is_filled |=
        check_named_number(check->draft, "review.suit_after_reconsideration.total", &after_it);
    int64_t lawsuits = check_sum(direct, after_it);
    if (!is_filled)
        return;
    FOR_EACH_MENTION(check, m)
    {
        const char *from;
        struct span rest = m.before, after = m.after;
        check_outcome(check, &m);
        span_chop(&rest, review_words);
        if (check_suit(check, &m, rest))
            continue;
        int procedures = procedures_at_end(rest, &from);
        if (!procedures) {
            /* 1 件涉及政府信息公开工作的行政复议 */
            procedures = chop_procedure(&after);
            span_skip(&after, about_words);
            if (after.len)
                continue;
            from = m.scan->text.data + m.number->offset;
        }
        if (!procedures || !is_about_disclosure(&m) || !mention_is_of_this_year(check, &m) ||
            span_contains_any(m.before, mention_parts) || span_contains_any(m.before, outcomes))
            continue;
        const int64_t accepted[] = {procedures == RECONSIDERATION ? reconsideration
                                    : procedures == LAWSUIT       ? lawsuits
                                                            : check_sum(reconsideration, lawsuits),
                                    procedures == LAWSUIT ? direct : -1,
                                    procedures == LAWSUIT ? after_it : -1};
        if (mention_is_one_of(&m, accepted, 3))
            continue;
        mention_add_difference(check, &m, from,
                               procedures == RECONSIDERATION ? "表四 行政复议 总计"
                               : procedures == LAWSUIT ? "表四 行政诉讼（两块总计之和）"
                                                       : "表四 三块总计之和",
                               accepted[0]);
    }
}
