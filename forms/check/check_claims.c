/* SPDX-License-Identifier: MIT */
/* Claims in words, 均已办结, 未收到申请, 零败诉, that the tables contradict. */
#include "forms/check/check_claims.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/check/check_private.h"
#include "locale/mem.h"
#include "locale/message.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

enum claim_kind {
    CLAIM_ALL_DONE, /* all requests are answered */
    CLAIM_NO_REQUESTS,
    CLAIM_NO_REVIEW, /* neither reconsideration nor lawsuit */
    CLAIM_ALL_UPHELD,
    CLAIM_NO_DEFEAT,     /* in court */
    CLAIM_NO_CORRECTION, /* in reconsideration */
};

struct claim {
    const char *phrase;
    enum claim_kind kind;
};

/* clang-format off */
static const struct claim contradictable[] = {
    {"均已", CLAIM_ALL_DONE}, {"全部", CLAIM_ALL_DONE}, {"均全部", CLAIM_ALL_DONE},
    {"均办结", CLAIM_ALL_DONE}, {"均答复", CLAIM_ALL_DONE}, {"未收到", CLAIM_NO_REQUESTS},
    {"没有收到", CLAIM_NO_REQUESTS}, {"未接到", CLAIM_NO_REQUESTS},
    {"没有接到", CLAIM_NO_REQUESTS}, {"未受理", CLAIM_NO_REQUESTS},
    {"未接收到", CLAIM_NO_REQUESTS}, {"未发生", CLAIM_NO_REVIEW}, {"没有发生", CLAIM_NO_REVIEW},
    {"未产生", CLAIM_NO_REVIEW}, {"未出现", CLAIM_NO_REVIEW}, {"未涉及", CLAIM_NO_REVIEW},
    {"未被提起", CLAIM_NO_REVIEW}, {"未被申请", CLAIM_NO_REVIEW}, {"未因", CLAIM_NO_REVIEW},
    {"没有因", CLAIM_NO_REVIEW}, {"无因", CLAIM_NO_REVIEW}, {"未引发", CLAIM_NO_REVIEW},
    {"无行政复议", CLAIM_NO_REVIEW}, {"无行政诉讼", CLAIM_NO_REVIEW},
    {"无政府信息公开", CLAIM_NO_REVIEW}, {"均获维持", CLAIM_ALL_UPHELD},
    {"全部维持", CLAIM_ALL_UPHELD}, {"均维持", CLAIM_ALL_UPHELD}, {"均被维持", CLAIM_ALL_UPHELD},
    {"均予维持", CLAIM_ALL_UPHELD}, {"均予以维持", CLAIM_ALL_UPHELD},
};
/* clang-format on */

static const struct claim review_claims[] = {
    {"零败诉", CLAIM_NO_DEFEAT},       {"无败诉", CLAIM_NO_DEFEAT},
    {"未败诉", CLAIM_NO_DEFEAT},       {"没有败诉", CLAIM_NO_DEFEAT},
    {"未发生败诉", CLAIM_NO_DEFEAT},   {"无一败诉", CLAIM_NO_DEFEAT},
    {"零纠错", CLAIM_NO_CORRECTION},   {"无纠错", CLAIM_NO_CORRECTION},
    {"未被纠错", CLAIM_NO_CORRECTION}, {"没有被纠错", CLAIM_NO_CORRECTION},
    {"未被纠正", CLAIM_NO_CORRECTION}, {"没有被纠正", CLAIM_NO_CORRECTION},
    {"无被纠错", CLAIM_NO_CORRECTION}, {"无被纠正", CLAIM_NO_CORRECTION},
};

/* A phrase found, with what stands round it. */
struct hit {
    const struct narrative *narrative;
    size_t offset, len;
    struct span clause, behind; /* behind: from the end of the phrase to the end of the clause */
    struct span sentence;
};

static int64_t named(const struct check *check, const char *key)
{
    int64_t number;
    return check_named_number(check->draft, key, &number) ? number : 0;
}

static char *quote(struct span span) { return xmemdup0(span.at, span.len); }

/* Adds the finding about the words from the phrase up to the end of `to`. */
#define ADD(check, hit, to, format, ...)                                                           \
    do {                                                                                           \
        struct span claimed = {hit->narrative->scan.text.data + hit->offset, 0};                   \
        claimed.len = (size_t)((to).at + (to).len - claimed.at);                                   \
        char *said = quote(claimed);                                                               \
        check_add_text(check, hit->narrative, hit->offset, claimed.len, format, said,              \
                       __VA_ARGS__);                                                               \
        free(said);                                                                                \
    } while (0)

/* Does the sentence speak of a part of the requests: of another year's, or of n that are not all?
 */
static bool is_about_some(const struct check *check, const struct hit *hit)
{
    const struct scan *scan = &hit->narrative->scan;
    const struct scan_sentence *sentence = &scan->sentences[scan_sentence_at(scan, hit->offset)];
    int64_t received = named(check, "requests.received.total");
    int64_t all = check_sum(received, named(check, "requests.carried_in.total"));
    for (int i = 0; i < sentence->n_numbers; i++) {
        const struct scan_number *n = &scan->numbers[sentence->first_number + i];
        bool in_clause = scan->text.data + n->offset >= hit->clause.at && n->offset < hit->offset;
        if ((n->unit == SCAN_YEAR && n->value != draft_year(check->draft)) ||
            (in_clause && n->unit == SCAN_ITEMS && n->value != received && n->value != all))
            return true;
    }
    return false;
}

static void check_all_done(struct check *check, const struct hit *hit)
{
    static const char *const done[] = {"办结", "办理完成", "办理完毕", "办理完结",
                                       "答复", "办复",     NULL};
    static const char *const in_time[] = {"期", "时限", "按时", "及时", "率", NULL};
    static const char *const exceptions[] = {"除",   "其余", "下年", "下一年", "次年", "顺延",
                                             "转下", "尚未", "尚在", "正在",   "外",   NULL};
    static const char *const other_business[] = {"留言", "信访", "提案", "建议", "热线",
                                                 "咨询", "诉求", "投诉", "信箱", "复议",
                                                 "诉讼", "问题", "补正", NULL};
    enum { NEAR_BYTES = 3 * 12 };
    int64_t left = named(check, "requests.carried_out.total");
    struct span phrase = {hit->narrative->scan.text.data + hit->offset, hit->len + hit->behind.len};
    bool ends_done = false;
    for (const char *const *word = done; *word; word++)
        ends_done |= span_ends_with(phrase, *word);
    if (left > 0 && ends_done && hit->behind.len <= NEAR_BYTES &&
        span_contains(hit->sentence, "申请") && !span_contains_any(hit->clause, in_time) &&
        !span_contains_any(hit->sentence, exceptions) &&
        !span_contains_any(hit->sentence, other_business) && !is_about_some(check, hit))
        ADD(check, hit, hit->behind,
            N_("文中写“%s”，表三 四、结转下年度继续办理 总计却有 %" PRId64
               " 件。请核对，两处应当一致。"),
            left);
}

static void check_no_requests(struct check *check, const struct hit *hit)
{
    static const char *const words[] = {
        "任何",     "公民",   "法人", "自然人", "其他组织", "社会公众", "公众", "群众",
        "政府",     "信息",   "公开", "依",     "书面",     "有关",     "相关", "关于",
        "向本机关", "本机关", "申请", "提出",   "事项",     "件",       "情况", "或者",
        "和",       "或",     "及",   "与",     "、",       "的",       "过",   NULL};
    static const char *const other_years[] = {"去年", "上年", "上一年", "往年", NULL};
    int64_t received = named(check, "requests.received.total");
    struct span rest = hit->behind;
    span_skip(&rest, words);
    struct span skipped = {hit->behind.at, hit->behind.len - rest.len};
    if (received > 0 && rest.len == 0 && span_contains(skipped, "申请") &&
        !span_contains_any(hit->clause, other_years))
        ADD(check, hit, hit->behind,
            N_("文中写“%s”，表三 一、本年新收 总计却有 %" PRId64 " 件。请核对，两处应当一致。"),
            received);
}

/* Cases of the procedures that the words name: their totals, or those with other results than 维持.
 */
static int64_t cases_in(const struct check *check, struct span words, const char *const *columns)
{
    static const struct {
        const char *word, *row;
    } blocks[] = {{"复议", "reconsideration"},
                  {"诉讼", "direct_suit"},
                  {"诉讼", "suit_after_reconsideration"}};
    int64_t sum = 0;
    struct strbuf key = STRBUF_INIT;
    for (int b = 0; b < COUNT(blocks); b++) {
        if (!span_contains(words, blocks[b].word))
            continue;
        for (const char *const *column = columns; *column; column++) {
            strbuf_clear(&key);
            strbuf_addf(&key, "review.%s.%s", blocks[b].row, *column);
            sum = check_sum(sum, named(check, key.data));
        }
    }
    strbuf_release(&key);
    return sum;
}

static void check_no_review(struct check *check, const struct hit *hit)
{
    static const char *const outcomes[] = {"败诉", "纠错", "纠正", "撤销", "责任",
                                           "投诉", "举报", "答复", NULL};
    static const char *const total[] = {"total", NULL};
    struct span words = {hit->narrative->scan.text.data + hit->offset, hit->len + hit->behind.len};
    int64_t n = cases_in(check, words, total);
    if (n > 0 && !span_contains_any(hit->clause, outcomes))
        ADD(check, hit, hit->behind,
            N_("文中写“%s”，表四却有 %" PRId64 " 件。请核对，两处应当一致。"), n);
}

static void check_all_upheld(struct check *check, const struct hit *hit)
{
    static const char *const others[] = {"corrected", "other", "pending", NULL};
    struct span phrase = {hit->narrative->scan.text.data + hit->offset, hit->len};
    int64_t n = cases_in(check, hit->sentence, others);
    if (n > 0)
        ADD(check, hit, phrase,
            N_("文中写“%s”，表四却有 %" PRId64
               " 件不是结果维持（结果纠正、其他结果或尚未审结）。请核对，两处应当一致。"),
            n);
}

static void check_outcome(struct check *check, const struct hit *hit, bool in_court)
{
    struct span phrase = {hit->narrative->scan.text.data + hit->offset, hit->len};
    int64_t n = in_court ? check_sum(named(check, "review.direct_suit.corrected"),
                                     named(check, "review.suit_after_reconsideration.corrected"))
                         : named(check, "review.reconsideration.corrected");
    if (n > 0)
        ADD(check, hit, phrase,
            N_("文中写“%s”，表四 %s 结果纠正却有 %" PRId64 " 件。请核对，两处应当一致。"),
            in_court ? "行政诉讼" : "行政复议", n);
}

static void check_claims(struct check *check, const struct claim *claims, int n_claims)
{
    struct lexicon lexicon;
    lexicon_init(&lexicon, claims, sizeof *claims, n_claims);
    for (int i = 0; i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        struct span text = span_of(scan, 0, scan->text.len);
        int word;
        for (size_t offset = 0; lexicon_next(&lexicon, text, &offset, &word);) {
            struct hit hit = {.narrative = &check->narratives[i],
                              .offset = offset,
                              .len = strlen(claims[word].phrase)};
            offset += hit.len;
            hit.clause = scan_clause(scan, hit.offset);
            hit.behind = (struct span){text.at + offset,
                                       (size_t)(hit.clause.at + hit.clause.len - text.at) - offset};
            hit.sentence = scan_sentence_span(scan, scan_sentence_at(scan, hit.offset));
            switch (claims[word].kind) {
            case CLAIM_ALL_DONE: check_all_done(check, &hit); break;
            case CLAIM_NO_REQUESTS: check_no_requests(check, &hit); break;
            case CLAIM_NO_REVIEW: check_no_review(check, &hit); break;
            case CLAIM_ALL_UPHELD: check_all_upheld(check, &hit); break;
            case CLAIM_NO_DEFEAT:
            case CLAIM_NO_CORRECTION:
                check_outcome(check, &hit, claims[word].kind == CLAIM_NO_DEFEAT);
                break;
            }
        }
    }
}

void check_contradictions(struct check *check)
{
    check_claims(check, contradictable, COUNT(contradictable));
}
void check_review_claims(struct check *check)
{
    check_claims(check, review_claims, COUNT(review_claims));
}
