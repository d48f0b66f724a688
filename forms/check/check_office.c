/* SPDX-License-Identifier: MIT */
/* What does not belong into the report of this office: another office's requests, private data; and
 * the date that a printed report must have. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/customs.h"
#include "forms/check/check_private.h"
#include "forms/check/check_text.h"
#include "locale/mem.h"
#include "locale/message.h"

/* A copy that is handed in is dated. */
void check_is_dated(struct check *check)
{
    int field = draft_cover_field(check->draft, COVER_SIGNED);
    const char *date = draft_text(check->draft, field);
    if (!date[strspn(date, " ")])
        check_add(check, field, N_("没有填写成文日期，正式打印的报告要有落款日期。"));
}

/* ---- P-SCOPE: 向市政府办公室提出的申请 in the report of a town ---- */

void check_scope_of_town(struct check *check)
{
    static const struct {
        const char *word;
    } receivers[] = {{"向市"}, {"向区"}, {"向县"}, {"向省"}, {"向州"}, {"向旗"}};
    static const char *const other_business[] = {"复议", "诉讼", "报告", "汇报", "报送", NULL};
    enum { NAME_BYTES = 36 };
    struct lexicon lexicon;
    if (!customs_is_township(draft_text(check->draft, COVER_UNIT)))
        return;
    lexicon_init(&lexicon, receivers, sizeof receivers[0], sizeof receivers / sizeof receivers[0]);
    for (int i = 0; i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        struct span text = span_of(scan, 0, scan->text.len);
        int word;
        for (size_t at = 0, len; lexicon_next(&lexicon, text, &at, &word); at += len) {
            struct span clause = scan_clause(scan, at);
            size_t rest = (size_t)(clause.at + clause.len - text.at) - at;
            struct span name = {text.at + at, rest < NAME_BYTES ? rest : NAME_BYTES};
            const char *government = memmem(name.at, name.len, "政府", strlen("政府"));
            len = strlen(receivers[word].word);
            if (!government || !span_contains((struct span){text.at + at, rest}, "申请") ||
                span_contains_any(clause, other_business))
                continue;
            len = (size_t)(government - name.at) + strlen("政府");
            char *said = xmemdup0(name.at, len);
            check_add_text(
                check, &check->narratives[i], at, len,
                N_("文中写“%s”提出的申请：乡镇、街道的报告只写本机关收到的申请，请核对。"), said);
            free(said);
        }
    }
}

/* ---- P-PRIVATE: identity-card and mobile numbers ---- */

/* GB 11643: the last character checks the seventeen before it. */
static bool is_identity_number(const char *p, size_t len)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    enum { N_WEIGHTS = sizeof weights / sizeof weights[0] };
    int sum = 0;
    if (len != N_WEIGHTS + 1)
        return false;
    for (int i = 0; i < N_WEIGHTS; i++)
        sum += (p[i] - '0') * weights[i];
    char last = p[N_WEIGHTS] == 'x' ? 'X' : p[N_WEIGHTS];
    return last == "10X98765432"[sum % 11];
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Digits at p, with the X that an identity number may end with. */
static size_t run_at(const char *p)
{
    size_t len = strspn(p, "0123456789");
    return len == 17 && (p[len] == 'X' || p[len] == 'x') ? len + 1 : len;
}

/* Is the number given as the office's own: 联系电话：13…? An applicant's is not. */
static bool is_contact(const struct scan *scan, size_t at)
{
    static const char *const own[] = {"联系", "电话", "热线", "咨询", "手机号码为", "微信号", NULL};
    static const char *const others[] = {"申请人", "当事人", "投诉人", "举报人",
                                         "先生",   "女士",   NULL};
    struct span sentence = scan_sentence_span(scan, scan_sentence_at(scan, at));
    struct span lead = span_of(scan, (size_t)(sentence.at - scan->text.data), at);
    return span_contains_any(lead, own) && !span_contains_any(lead, others);
}

void check_private_data(struct check *check)
{
    enum { MOBILE_DIGITS = 11 };
    for (int i = 0; i < check->n_narratives; i++) {
        const struct scan *scan = &check->narratives[i].scan;
        const char *text = scan->text.data;
        for (size_t at = 0, len; at < scan->text.len; at += len) {
            len = strcspn(text + at, "0123456789");
            if (len) {
                /* Part of a word or an address is no number. */
                char before = text[at + len - 1];
                if (is_letter(before) || strchr("./-_=", before))
                    len += run_at(text + at + len);
                continue;
            }
            len = run_at(text + at);
            bool is_mobile = len == MOBILE_DIGITS && text[at] == '1' && text[at + 1] >= '3';
            if (is_identity_number(text + at, len))
                check_add_text(check, &check->narratives[i], at, len,
                               N_("文中像是有公民身份号码（%zu 位）。报告要公开，请删去。"), len);
            else if (is_mobile && !is_contact(scan, at))
                check_add_text(
                    check, &check->narratives[i], at, len,
                    N_("文中像是有个人的手机号码（%zu 位）。报告要公开，请删去；是本机关联系电话的，请写明。"),
                    len);
        }
    }
}
