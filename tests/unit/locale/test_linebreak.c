/* SPDX-License-Identifier: MIT */
/* Chinese paragraphs broken into lines: expected lines, and the rules that hold for every text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "locale/cluster.h"
#include "locale/linebreak.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/width.h"

/* The lines that are drawn, joined by | (which stands in no text here). */
static const struct {
    const char *text;
    int max_cols, first_cols, ambiguous;
    const char *lines;
} rows[] = {
    {"", 10, 0, 2, ""},
    {"本年度", 10, 0, 2, "本年度"},
    {"政府信息公开工作年度报告", 10, 0, 2, "政府信息公|开工作年度|报告"},
    {"政府信息公开工作年度报告", 10, 4, 2, "政府信|息公开工作|年度报告"},
    /* Punctuation stays with the text before it, brackets with the text behind. */
    {"政府信息公，开工作", 10, 0, 2, "政府信息|公，开工作"},
    {"政府信息公。”开工作", 10, 0, 2, "政府信息|公。”开工|作"},
    {"政府信息（公开）工作", 10, 0, 2, "政府信息|（公开）工|作"},
    {"依据《“十四五”规划》公开", 10, 0, 2, "依据《“十|四五”规|划》公开"},
    {"政府信息公,开工作", 10, 0, 2, "政府信息|公,开工作"},
    {"政府信息公)开工作", 10, 0, 2, "政府信息|公)开工作"},
    {"政府信息 (公开)工作", 10, 0, 2, "政府信息|(公开)工作"},
    /* The ellipsis and the dash are whole; a single dash, a hyphen and a middle dot begin no line.
     */
    {"政府信息公——开工作", 12, 0, 2, "政府信息公|——开工作"},
    {"政府信息公……开工作", 12, 0, 2, "政府信息公|……开工作"},
    {"政府信息公——开工作", 12, 0, 1, "政府信息公——|开工作"},
    {"北京上海—广州", 8, 0, 2, "北京上|海—广州"},
    {"阿卜杜拉·热合曼", 8, 0, 2, "阿卜杜|拉·热合|曼"},
    {"法人及其/自然人", 8, 0, 2, "法人及|其/自然|人"},
    /* Numbers with what belongs to them. */
    {"收费金额59,237.2449万元", 18, 0, 2, "收费金额|59,237.2449万元"},
    {"公开事项共393件", 13, 0, 2, "公开事项共|393件"},
    {"公开事项共 393 件", 14, 0, 2, "公开事项共|393 件"},
    {"增长了百分之12%左右", 14, 0, 2, "增长了百分之|12%左右"},
    {"截止到3月5日为止", 10, 0, 2, "截止到|3月5日为止"},
    {"二〇二三年第12条", 13, 0, 2, "二〇二三年|第12条"},
    {"自2019—2023年", 8, 0, 1, "自2019—|2023年"},
    {"自2019-2023年", 12, 0, 1, "自|2019-2023年"},
    {"金额为￥120元", 10, 0, 2, "金额为|￥120元"},
    {"气温降至−12℃左右", 11, 0, 1, "气温降至|−12℃左右"},
    {"如下:1.主动公开", 7, 0, 2, "如下:|1.主动|公开"},
    /* Words are whole, if they fit at all. */
    {"请访问 government portal 网站", 17, 0, 2, "请访问 government|portal 网站"},
    {"见{requests.received.total}一栏", 26, 0, 2, "见|{requests.received.total}|一栏"},
    {"网址https://www.gov.cn/zhengce/content/2019-04/15/content_5382991.htm。", 30, 0, 2,
     "网址|https://www.gov.cn/zhengce/con|tent/2019-04/15/content_538299|1.htm。"},
    {"abcdefghij。", 10, 0, 2, "abcdefghi|j。"},
    /* Blanks hang over the margin and are not drawn; an indent is. */
    {"　　根据条例要求", 8, 0, 2, "　　根据|条例要求"},
    {"根据条例   要求", 8, 0, 2, "根据条例|要求"},
    {"根据条例   ", 8, 0, 2, "根据条例"},
    {"根据条例 。", 8, 0, 2, "根据条|例 。"},
    {"　　abcdefgh", 8, 0, 2, "　　abcd|efgh"},
    /* Where nothing helps. */
    {"。。。。。。", 4, 0, 2, "。。|。。|。。"},
    {"公开", 3, 2, 2, "公|开"},
    {"a\u202Eb", 4, 0, 2, "a|\u202E|b"},
    {"公\u0301开", 2, 0, 2, "公\u0301|开"},
};

static void break_lines(struct strbuf *out, const char *text, int max_cols, int first_cols,
                        int ambiguous)
{
    for (size_t len = strlen(text); len;) {
        size_t visible, n = linebreak_next(text, len, max_cols, first_cols, ambiguous, &visible);
        strbuf_add(out, text, visible);
        text += n;
        len -= n;
        first_cols = 0;
        if (len)
            strbuf_add_byte(out, '|');
    }
}

static void test_lines(void **state)
{
    (void)state;
    int n_wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf lines = STRBUF_INIT;
        break_lines(&lines, rows[i].text, rows[i].max_cols, rows[i].first_cols, rows[i].ambiguous);
        if (strcmp(lines.data, rows[i].lines)) {
            print_error("%s in %d columns:\n  %s, not\n  %s\n", rows[i].text, rows[i].max_cols,
                        lines.data, rows[i].lines);
            n_wrong++;
        }
        strbuf_release(&lines);
    }
    assert_int_equal(n_wrong, 0);
}

/* Reports are full of these; every text below is a random row of them. */
static const char *const pieces[] = {
    "政",
    "府",
    "信",
    "息",
    "公",
    "开",
    "年",
    "月",
    "日",
    "件",
    "万",
    "元",
    "第",
    "一",
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "‘",
    "’",
    "【",
    "】",
    "〔",
    "〕",
    "——",
    "……",
    "—",
    "·",
    "～",
    "%",
    "％",
    "￥",
    "$",
    "1",
    "2023",
    "59,237.2449",
    "3月5日",
    "393件",
    "word",
    "e\u0301",
    "http://a.cn/b?c=1",
    ",",
    ".",
    ";",
    ":",
    "!",
    "?",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "-",
    "/",
    " ",
    "  ",
    "　",
    "\u00A0",
    "\u202E",
    "\xFF",
    "\U0001F468\u200D\U0001F469",
};

/* By the standard for punctuation, and written down a second time. */
static bool is_one_of(const char *text, size_t len, const char *const *set)
{
    for (; *set; set++)
        if (len >= strlen(*set) && !memcmp(text, *set, strlen(*set)))
            return true;
    return false;
}
static const char *const not_first[] = {
    "，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "’", "】", "〕", "·",  "～",
    "%",  "％", ",",  ".",  ";",  ":",  "!",  "?",  ")",  "]", "}", "/",  "-",  NULL,
};
static const char *const not_last[] = {"（", "《", "“", "‘", "【", "〔",
                                       "￥", "$",  "(", "[", "{",  NULL};
static const char *const whole[] = {"——", "……", NULL};

/* Would a line that ends at offset break one of the prohibitions? */
static bool is_forbidden(const char *text, size_t len, size_t offset)
{
    static const char *const dash[] = {"—", NULL};
    size_t before = cluster_prev(text, offset);
    if (is_one_of(text + offset, len - offset, dash) &&
        !is_one_of(text + offset, len - offset, whole) &&
        !is_one_of(text + before, offset - before, dash))
        return true;
    return is_one_of(text + offset, len - offset, not_first) ||
           is_one_of(text + before, offset - before, not_last) ||
           is_one_of(text + before, len - before, whole);
}

static const char *const blanks[] = {" ", "　", NULL};

/* The properties of one line text[0..end) out of text[0..len). */
static void check_line(const char *text, size_t len, size_t end, size_t visible, int max_cols,
                       int first_cols)
{
    assert_true(end > 0 && end <= len && visible <= end);
    if (width_of(text, visible, 2) > max_cols - first_cols && cluster_len(text, len) < visible)
        fail_msg("%.*s is wider than %d", (int)visible, text, max_cols - first_cols);
    for (size_t i = visible; i < end; i += cluster_len(text + i, end - i))
        assert_true(is_one_of(text + i, end - i, blanks));
    if (end == len)
        return;
    if (is_one_of(text + end, len - end, blanks))
        fail_msg("%.*s leaves a blank at the start of the next line", (int)end, text);
    bool allowed = linebreak_allowed(text, len, end), forbidden = is_forbidden(text, len, end);
    if (allowed && forbidden && visible == end)
        fail_msg("%.*s|%s is allowed", (int)end, text, text + end);
    for (size_t i = cluster_len(text, len); i < len; i += cluster_len(text + i, len - i)) {
        size_t before = cluster_prev(text, i);
        if (i != end && !is_one_of(text + i, len - i, blanks) &&
            !is_one_of(text + before, i - before, blanks)) {
            bool fits = width_of(text, i, 2) <= max_cols - first_cols;
            if (fits && linebreak_allowed(text, len, i) && (!allowed || i > end))
                fail_msg("%.*s| could end before %s", (int)end, text, text + i);
            if (i < end && forbidden && visible == end && !is_forbidden(text, len, i))
                fail_msg("%.*s| breaks a rule, but could end before %s", (int)end, text, text + i);
        }
    }
}

static void test_random_texts(void **state)
{
    (void)state;
    srandom(20240120);
    for (int round = 0; round < 20000; round++) {
        char text[400] = "";
        size_t n_pieces = (size_t)(random() % 24), len = 0;
        for (size_t i = 0; i < n_pieces; i++)
            strcat(text, pieces[(size_t)random() % (sizeof pieces / sizeof pieces[0])]);
        int max_cols = 2 + (int)(random() % 30),
            first_cols = random() % 2 ? 0 : (int)(random() % max_cols);
        while (text[len]) {
            size_t left = strlen(text + len), visible, n;
            n = linebreak_next(text + len, left, max_cols, first_cols, 2, &visible);
            check_line(text + len, left, n, visible, max_cols, first_cols);
            len += n;
            first_cols = 0;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_random_texts),
    };
    return cmocka_run_group_tests_name("linebreak", tests, NULL, NULL);
}
