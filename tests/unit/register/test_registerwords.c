/* SPDX-License-Identifier: MIT */
/* What wordings of registers mean: a row of 表三, a column, or a question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forms/register/registerwords.h"

/* The key that the wording means; “?” it is to be asked about; “?3” with three candidates. */
static const char *key_of(struct registerwords *words, enum register_kind kind, const char *text)
{
    static char asked[16];
    uint32_t candidates;
    int place = registerwords_find(words, kind, text, &candidates);
    if (place >= 0)
        return registerwords_key(words, kind, place);
    snprintf(asked, sizeof asked, "?%d", __builtin_popcount(candidates));
    return asked;
}

struct wording {
    const char *text, *key;
};

static void expect_all(enum register_kind kind, const struct wording *list, size_t count)
{
    struct registerwords *words = registerwords_new(&format_2021);
    int n_wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const char *key = key_of(words, kind, list[i].text);
        if (strcmp(key, list[i].key) != 0) {
            print_error("“%s” is %s, not %s\n", list[i].text, key, list[i].key);
            n_wrong++;
        }
    }
    registerwords_free(words);
    assert_int_equal(n_wrong, 0);
}
#define EXPECT_ALL(kind, list) expect_all(kind, list, sizeof(list) / sizeof(list)[0])

static void results(void **state)
{
    (void)state;
    static const struct wording list[] = {
        /* official labels and their short forms */
        {"予以公开", "granted"},
        {"（一）予以公开", "granted"},
        {"部分公开（区分处理的，只计这一情形，不计其他情形）", "partly_granted"},
        {"(三)不予公开 1.属于国家秘密", "refused.state_secret"},
        {"不予公开—属于国家秘密", "refused.state_secret"},
        {"国家秘密", "refused.state_secret"},
        {"属于行政执法案卷", "refused.enforcement_file"},
        {"本机关不掌握相关政府信息", "unavailable.not_held"},
        {"信访举报投诉类申请", "declined.petition"},
        {"无正当理由大量反复申请", "declined.excessive"},
        {"其他处理：申请人主动撤回", "other.other"},
        /* numbers */
        {"（三）1", "refused.state_secret"},
        {"(三)1", "refused.state_secret"},
        {"3.1", "refused.state_secret"},
        {"（三）8", "refused.administrative_query"},
        {"（四）２", "unavailable.needs_creation"},
        {"6.3", "other.other"},
        {"（一）", "granted"},
        {"1", "?0"},
        {"（七）", "?0"},
        /* articles */
        {"36(1)", "granted"},
        {"36（2）", "granted"},
        {"三十六条第一项", "granted"},
        {"第三十六条第（四）项", "unavailable.not_held"},
        {"依据《条例》第三十六条第五项答复", "unavailable.not_held"},
        {"36(6)", "declined.repeated"},
        {"36（7）", "refused.administrative_query"},
        {"第三十七条", "partly_granted"},
        {"38条", "unavailable.needs_creation"},
        {"39(2)", "declined.publication"},
        {"第三十九条第一款", "declined.petition"},
        {"第15条", "refused.third_party"},
        {"第四十二条", "other.fee_unpaid"},
        {"第十六条第一款", "refused.internal_affairs"},
        /* … that do not decide, and those that a word decides */
        {"第三十六条", "?4"},
        {"第十四条", "?3"},
        {"第十四条，国家秘密", "refused.state_secret"},
        {"16(2)", "?2"},
        {"16(2) 过程性信息", "refused.process_information"},
        {"第三十条", "?2"},
        {"第30条 逾期未补正", "other.not_corrected"},
        /* usual words */
        {"主动公开已告知", "granted"},
        {"同意公开", "granted"},
        {"公开", "granted"},
        {"信息不存在", "unavailable.not_held"},
        {"不存在", "unavailable.not_held"},
        {"非本机关", "unavailable.not_held"},
        {"不属于本机关负责公开，建议向县住建局申请", "unavailable.not_held"},
        {"撤回", "other.other"},
        {"申请人撤回申请", "other.other"},
        {"补正后不明确", "unavailable.unclear"},
        {"逾期未补正，视为放弃", "other.not_corrected"},
        {"商业秘密", "refused.third_party"},
        {"内部事务信息", "refused.internal_affairs"},
        {"部分公开，已寄出", "partly_granted"},
        {"部分公开，其余涉及个人隐私不予公开", "partly_granted"},
        {"第三十七条，第三方意见已征求", "partly_granted"},
        {"重复申请", "declined.repeated"},
        /* nothing is guessed */
        {"不予公开", "?8"},
        {"无法提供", "?3"},
        {"不予处理", "?5"},
        {"其他处理", "?3"},
        {"不属于国家秘密，予以公开", "?2"},
        {"不予以公开", "?0"},
        {"经审查不涉密", "?0"},
        {"未涉及商业秘密", "?0"},
        {"已处理", "?0"},
        {"见附件", "?0"},
        {"……", "?0"},
    };
    EXPECT_ALL(REGISTER_WORD_RESULT, list);
}

static void applicants(void **state)
{
    (void)state;
    static const struct wording list[] = {
        {"自然人", "natural_person"},
        {"大学生", "natural_person"},
        {"村民委员会", "other"},
        {"个人独资企业", "business"},
        /* nothing is guessed */
        {"法人或其他组织", "?0"},
        {"民办非企业单位", "?0"},
        {"研究院有限公司", "?2"},
        {"机关工作人员", "?2"},
        {"公民", "natural_person"},
        {"个人", "natural_person"},
        {"商业企业", "business"},
        {"企业", "business"},
        {"有限责任公司", "business"},
        {"科研机构", "research"},
        {"高校", "research"},
        {"社会公益组织", "welfare"},
        {"社会团体", "welfare"},
        {"法律服务机构", "legal_service"},
        {"律师事务所", "legal_service"},
        {"其他", "other"},
        {"法人或其他组织-其他组织", "other"},
        {"村民委员会", "other"},
        {"法人", "?0"},
        {"组织", "?0"},
        {"不详", "?0"},
    };
    EXPECT_ALL(REGISTER_WORD_APPLICANT, list);
}

static void outcomes(void **state)
{
    (void)state;
    static const struct wording list[] = {
        {"结果维持", "upheld"},    {"维持", "upheld"},          {"驳回诉讼请求", "upheld"},
        {"结果纠正", "corrected"}, {"撤销原答复", "corrected"}, {"责令重作", "corrected"},
        {"确认违法", "corrected"}, {"不予受理", "other"},       {"申请人撤回", "other"},
        {"尚未审结", "pending"},   {"审理中", "pending"},       {"已复议", "?0"},
        {"维持，后撤回", "?2"},
    };
    EXPECT_ALL(REGISTER_WORD_REVIEW, list);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year, month, day; /* year 0: no date */
        bool lacks_year;
    } rows[] = {
        {"2023-01-05", 2023, 1, 5, false},
        {"2023/1/5", 2023, 1, 5, false},
        {"2023.1.5", 2023, 1, 5, false},
        {"2023年1月5日", 2023, 1, 5, false},
        {"2023-01-05 10:30:00", 2023, 1, 5, false},
        {"2023-01-05T00:00:00", 2023, 1, 5, false},
        {"44931", 2023, 1, 5, false},
        {"44931.4375", 2023, 1, 5, false},
        {"36526", 2000, 1, 1, false},
        {"45351", 2024, 2, 29, false},
        {"1月5日", 2022, 1, 5, true},
        {"1.5", 2022, 1, 5, true},
        {"2023-13-05", 0, 0, 0, false},
        {"2023-02-29", 0, 0, 0, false},
        {"13月5日", 0, 0, 0, false},
        {"1234", 0, 0, 0, false},
        {"已登记", 0, 0, 0, false},
        {"", 0, 0, 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct date date;
        bool lacks_year;
        bool found = registerwords_date(rows[i].text, 2022, &date, &lacks_year);
        if (found != (rows[i].year != 0))
            fail_msg("“%s”: %s", rows[i].text, found ? "a date" : "no date");
        if (found && (date.year != rows[i].year || date.month != rows[i].month ||
                      date.day != rows[i].day || lacks_year != rows[i].lacks_year))
            fail_msg("“%s” is %d-%d-%d", rows[i].text, date.year, date.month, date.day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results),
        cmocka_unit_test(applicants),
        cmocka_unit_test(outcomes),
        cmocka_unit_test(dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
