/* SPDX-License-Identifier: MIT */
/* The printed report: whole reports against goldens, and the rules of its parts one by one.
 * GENERATE=1 rewrites the goldens in tests/reports; read each of them before you commit it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/textref.h"
#include "forms/print/report.h"
#include "forms/store/draftfile.h"
#include "locale/width.h"

static void read_file(const char *path, struct strbuf *out)
{
    FILE *file = fopen(path, "re");
    if (!file)
        fail_msg("cannot open %s (tests run in the project's folder)", path);
    char bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        strbuf_add(out, bytes, n);
    fclose(file);
}

/* The draft of the invented office. */
static struct draft *sample(void)
{
    struct strbuf bytes = STRBUF_INIT;
    enum ini_state state;
    struct ini_notes notes = {0};
    struct err err = {0};
    read_file("tests/drafts/sample-2023.ini", &bytes);
    struct draft *draft = draftfile_read(bytes.data, bytes.len, &state, &notes, &err);
    if (!draft)
        fail_msg("%s", err.text);
    ini_notes_release(&notes);
    strbuf_release(&bytes);
    return draft;
}

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_field(draft, key), text);
}

/* A unit of a large city: five digits in table three, nine in table two, remarks of both kinds,
 * blank and “/” cells. */
static struct draft *large_office(void)
{
    struct draft *draft = sample();
    set(draft, "report.unit", "云岫市江南新区综合行政审批和政务公开协调服务管理委员会办公室");
    set(draft, "disclosure.rules.made", "/");
    set(draft, "disclosure.licences", "113988890");
    set(draft, "disclosure.fees", "1808595.2449");
    set(draft, "requests.received.natural_person", "14069");
    set(draft, "requests.received.business", "9921");
    set(draft, "requests.granted.natural_person", "13402");
    set(draft, "requests.refused.third_party.other", "");
    set(draft, "review.reconsideration.upheld", "134");
    set(draft, "review.direct_suit.upheld", "12057");
    set(draft, "remarks.requests.other.other.natural_person", "均为申请人主动撤回");
    set(draft, "remarks.review.reconsideration.pending", "含上年度结转1件");
    return draft;
}

static struct draft *empty_office(void) { return draft_new(&format_2021); }

static const struct {
    const char *name;
    struct draft *(*make)(void);
    struct report_options options;
} goldens[] = {
    {"narrow-80", sample, {.width = 80}},
    {"narrow-96", sample, {.width = 96}},
    {"narrow-132", sample, {.width = 132}},
    {"wide-64", sample, {.width = 64, .encoding = ENCODING_GB18030}},
    {"wide-72", sample, {.width = 72, .encoding = ENCODING_GB18030}},
    {"wide-80", sample, {.width = 80, .encoding = ENCODING_GB18030}},
    {"wide-96", sample, {.width = 96, .encoding = ENCODING_GB18030}},
    {"wide-132", sample, {.width = 132, .encoding = ENCODING_GB18030}},
    {"ascii-80", sample, {.width = 80, .border = REPORT_BORDER_ASCII}},
    {"ascii-96", sample, {.width = 96, .border = REPORT_BORDER_ASCII}},
    {"ascii-132", sample, {.width = 132, .border = REPORT_BORDER_ASCII}},
    {"pages-80x66", sample, {.width = 80, .page_length = 66}},
    {"pages-a4-12cpi", sample, {.width = 92, .margin_left = 8, .margin_top = 3, .page_length = 66}},
    {"pages-wide-80x60-draft",
     large_office,
     {.page_length = 60, .encoding = ENCODING_GBK, .is_draft = true}},
    {"pages-ascii-132x44",
     large_office,
     {.width = 132, .page_length = 44, .border = REPORT_BORDER_ASCII}},
    {"large-narrow-80", large_office, {.width = 80}},
    {"empty-draft", empty_office, {.is_draft = true}},
};

static void test_goldens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        struct draft *draft = goldens[i].make();
        struct strbuf got = STRBUF_INIT, expected = STRBUF_INIT, path = STRBUF_INIT;
        struct err err = {0};
        if (!report_render(draft, &goldens[i].options, &got, &err))
            fail_msg("%s: %s", goldens[i].name, err.text);
        strbuf_addf(&path, "tests/reports/%s.txt", goldens[i].name);
        if (getenv("GENERATE")) {
            FILE *file = fopen(path.data, "we");
            assert_non_null(file);
            assert_int_equal(fwrite(got.data, 1, got.len, file), got.len);
            assert_int_equal(fclose(file), 0);
        } else {
            read_file(path.data, &expected);
            size_t line = 1, pos = 0;
            for (; pos < got.len && pos < expected.len && got.data[pos] == expected.data[pos];
                 pos++)
                line += got.data[pos] == '\n';
            if (pos != got.len || pos != expected.len)
                fail_msg("%s differs in line %zu (GENERATE=1 rewrites the golden)", path.data,
                         line);
        }
        strbuf_release(&got);
        strbuf_release(&expected);
        strbuf_release(&path);
        draft_free(draft);
    }
}

static void test_expand(void **state)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", ""},
        {"收到申请{requests.received.total}件。", "收到申请60件。"},
        {"{report.unit}{report.year}年", "云岫县自然资源局2023年"},
        {"{disclosure.licences}{disclosure.fees}", "412128.4500"},
        {"{review.reconsideration.total}", "4"},
        {"{requests.received}", "{requests.received}"}, /* a row is no cell */
        {"{requests.received.nobody}", "{requests.received.nobody}"},
        {"{}{ {a{disclosure.licences}", "{}{ {a412"},
        {"{disclosure.licences", "{disclosure.licences"},
        {"花括号{说明}", "花括号{说明}"},
    };
    (void)state;
    struct draft *draft = sample();
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        strbuf_clear(&out);
        textref_expand(draft, rows[i].text, strlen(rows[i].text), &out);
        if (strcmp(out.data, rows[i].expected) != 0)
            fail_msg("row %zu: %s becomes %s", i, rows[i].text, out.data);
    }
    set(draft, "disclosure.licences", "");
    strbuf_clear(&out);
    textref_expand(draft, "{disclosure.licences}件", strlen("{disclosure.licences}件"), &out);
    assert_string_equal(out.data, "（未填写）件");
    strbuf_release(&out);
    draft_free(draft);
}

/* ---- parts of a report, by the lines that must (or must not) be in it ---- */

static void render(const struct draft *draft, const struct report_options *options,
                   struct strbuf *out)
{
    struct err err = {0};
    if (!report_render(draft, options, out, &err))
        fail_msg("%s", err.text);
}

static const struct {
    const char *key, *text;
    const char *expected; /* with the line feeds round it */
} parts[] = {
    /* a title of two lines: the unit, then year and title */
    {"report.unit", "云岫市江南新区综合行政审批和政务公开协调服务管理委员会办公室",
     "          云岫市江南新区综合行政审批和政务公开协调服务管理委员会办公室\n"
     "                         2023年政府信息公开工作年度报告\n\n"},
    /* unit and date centred on each other, the date four 汉字 from the margin */
    {"report.unit", "云岫县信访局",
     "\n\n"
     "                                                            云岫县信访局\n"
     "                                                           2024年1月18日\n"},
    {"report.date", "二〇二四年一月二十日",
     "                                                          云岫县自然资源局\n"
     "                                                           2024年1月20日\n"},
    {"report.date", "一月底",
     "                                                            云岫县自然资源局\n"
     "                                                                 一月底\n"},
    {"report.date", "",
     "答复的查询。\n\n"
     "                                                        云岫县自然资源局\n"},
    /* a long unit ends two 汉字 from the margin, and the date moves with it */
    {"report.unit", "云岫县人民政府政务服务管理办公室",
     "                                            云岫县人民政府政务服务管理办公室\n"
     "                                                     2024年1月18日\n"},
    /* typed indents and blank paragraphs go, invisible characters too */
    {"problems", "　　一是人\u200B少。\n\n   \n\t二是事多。\uFEFF",
     "　　五、存在的主要问题及改进情况\n　　一是人少。\n　　二是事多。\n\n　　六、"},
    {"problems", "", "　　五、存在的主要问题及改进情况\n\n　　六、"},
    {"problems", "结果\uE001\a。", "　　结果<U+E001>。\n"},
    /* no 。 at a line's start: the 字 before it comes down with it */
    {"problems", "第一字第二字第三字第四字第五字第六字第七字第八字第九字第十字一二三四五六七八。",
     "第九字第十字一二三四五六七\n八。\n"},
    {"report.site", "", "电子邮箱：xxgk@zrzy.yunxiu.example。\n"},
    {"preface", "", "报告\n\n　　公众对本报告有疑问，请与本机关联系。联系地址："},
    {"preface", "本机关编制。", "本机关编制。\n　　公众对本报告有疑问，请与本机关联系。联系地址："},
    {"preface", "请按下列方式联系。", "请按下列方式联系。\n　　联系地址："},
    /* a cell shows what it holds */
    {"disclosure.fees", "18.8710",
     "│                          18.8710                          │\n"},
    {"disclosure.rules.made", "/", "│ 规章             │         /         │"},
    {"disclosure.rules.made", "", "│ 规章             │                   │"},
    {"requests.received.total", "99", " 46 │ 9  │ 1  │ 0  │ 3  │ 1  │ 99 │\n"}, /* a stated total */
    {"requests.received.other", "16", " 46 │ 9  │ 1  │ 0  │ 3  │ 16 │ 75 │\n"}, /* a computed one */
    /* remarks: in the cell, with brackets of its own, below the table */
    {"remarks.disclosure.rules.in_force", "含政府规章3件", "│ 0（含政府规章3件） │\n"},
    {"remarks.disclosure.rules.in_force", "（含政府规章3件）", "│ 0（含政府规章3件） │\n"},
    {"remarks.requests.received.total", "含人大建议",
     "┘\n　　注：一、本年新收政府信息公开申请数量 总计：60（含人大建议）。\n\n　　四、"},
};

static void test_parts(void **state)
{
    (void)state;
    int n_wrong = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct draft *draft = sample();
        struct strbuf out = STRBUF_INIT;
        set(draft, parts[i].key, parts[i].text);
        render(draft, &(struct report_options){.width = 80}, &out);
        if (!strstr(out.data, parts[i].expected)) {
            print_error("row %zu, %s = %s: not found:\n%s\n", i, parts[i].key, parts[i].text,
                        parts[i].expected);
            n_wrong++;
        }
        strbuf_release(&out);
        draft_free(draft);
    }
    assert_int_equal(n_wrong, 0);
}

static void test_several_notes(void **state)
{
    (void)state;
    struct draft *draft = sample();
    struct strbuf out = STRBUF_INIT;
    set(draft, "remarks.review.direct_suit.upheld",
        "这一件是上一年度结转的案件，二审法院于本年十二月二十八日作出终审判决，维持原判，驳回上诉人的全部诉讼请求");
    set(draft, "remarks.review.direct_suit.pending", "无");
    render(draft, &(struct report_options){.width = 80}, &out);
    const char *expected =
        "┘\n"
        "　　注：1.未经复议直接起诉 结果维持：1（这一件是上一年度结转的案件，二审法院于本\n"
        "　　　　年十二月二十八日作出终审判决，维持原判，驳回上诉人的全部诉讼请求）。\n"
        "　　　　2.未经复议直接起诉 尚未审结：0（无）。\n\n　　五、";
    if (!strstr(out.data, expected))
        fail_msg("not found:\n%s\nin:\n%s", expected, out.data);
    strbuf_release(&out);
    draft_free(draft);
}

/* The lines of a page; how many. */
static int split_page(char *page, char *lines[100])
{
    int n_lines = 0;
    for (char *line = page, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        assert_in_range(n_lines, 0, 99);
        lines[n_lines++] = line;
    }
    return n_lines;
}

/* Is there one block of 表二 on the page? */
static bool has_lone_block(char *const lines[], int n_lines)
{
    int n_blocks = 0;
    for (int i = 0; i < n_lines; i++)
        n_blocks += strstr(lines[i], "第二十条第") != NULL;
    return n_blocks == 1;
}

/* Two blocks of 表二 may go overleaf together, the heading of 表三 with its first row. */
static bool may_go_overleaf(const char *page, int n_blank)
{
    size_t len = strcspn(page, "\n");
    const char *second = page + len + 1, *third = second + strcspn(second, "\n") + 1;
    size_t head_len = (size_t)(third - page) + strcspn(third, "\n");
    if (memmem(page, head_len, "第二十条第", strlen("第二十条第")))
        return true;
    return memmem(page, len, "三、收到", strlen("三、收到")) && n_blank <= 12;
}

static void check_page(char *page, const char *next, int page_length, int n_more, int number)
{
    char *lines[100];
    int n_lines = split_page(page, lines), n = n_lines - 2;
    while (n > 0 && !*lines[n - 1])
        n--;
    if (n_lines != page_length)
        fail_msg("%d lines, %d more: page %d has %d", page_length, n_more, number, n_lines);
    for (int s = 0; s < format_2021.n_sections; s++)
        if (format_2021.sections[s].heading &&
            strstr(lines[n - 1], format_2021.sections[s].heading))
            fail_msg("%d lines, %d more: page %d ends with %s", page_length, n_more, number,
                     lines[n - 1]);
    if (strstr(lines[0], "                    云岫县自然资源局") == lines[0])
        fail_msg("%d lines, %d more: page %d begins with the signature", page_length, n_more,
                 number);
    int n_blank = page_length - 2 - n;
    if (page_length >= 50 && next && 4 * n_blank >= page_length - 2 &&
        !may_go_overleaf(next, n_blank))
        fail_msg("%d lines, %d more: page %d ends after %d lines", page_length, n_more, number, n);
    if (page_length >= 50 && has_lone_block(lines, n_lines))
        fail_msg("%d lines, %d more: page %d has a block of 表二 alone", page_length, n_more,
                 number);
    struct strbuf foot = STRBUF_INIT;
    if (number % 2)
        strbuf_add_repeat(&foot, " ", number < 10 ? 73 : 72);
    strbuf_addf(&foot, "%s— %d —", number % 2 ? "" : "  ", number);
    assert_string_equal(lines[n_lines - 1], foot.data);
    strbuf_release(&foot);
}

/* On pages of every length, wherever they fall: a heading stands above what it heads, the signature
 * not alone, every page is full, none ends with a quarter of it blank, no block of 表二 stands
 * alone. */
static void test_pages(void **state)
{
    (void)state;
    struct draft *draft = sample();
    struct strbuf overview = STRBUF_INIT, out = STRBUF_INIT;
    strbuf_add_str(&overview, draft_text(draft, draft_field(draft, "overview")));
    for (int n_more = 0; n_more < 40; n_more++) {
        set(draft, "overview", overview.data);
        strbuf_add_str(&overview, "\n此处一行。");
        for (int page_length = 22; page_length < 90; page_length++) {
            if ((page_length + n_more) % (page_length < 50 ? 7 : 3))
                continue;
            strbuf_clear(&out);
            render(draft, &(struct report_options){.page_length = page_length}, &out);
            int number = 1;
            for (char *page = out.data, *next; page; page = next) {
                next = strchr(page, '\f');
                if (next)
                    *next++ = '\0';
                check_page(page, next, page_length, n_more, number++);
            }
        }
    }
    strbuf_release(&overview);
    strbuf_release(&out);
    draft_free(draft);
}

static const struct {
    const char *key, *text;
    struct report_options options;
    const char *expected;
} refusals[] = {
    {"report.unit", "某局", {.width = 59}, "打印宽度应在 60 到 400 列之间，现在是 59 列。"},
    {"report.unit", "某局", {.width = 401}, "打印宽度应在 60 到 400 列之间，现在是 401 列。"},
    {"report.unit", "某局", {.page_length = -1}, "每页行数不能是负数；0 表示不分页。"},
    {"report.unit",
     "某局",
     {.page_length = 10},
     "每页 10 行太短：表三的标题、表头和一行数字要放在同一页上，每页至少需要 18 行。"},
    {"disclosure.fees",
     "123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890.5",
     {0},
     "表二在 80 列宽的纸上排不下：表中的数字最长 92 位，至少需要 99 列。请核对数字；数字无误的，请用 --width=132 "
     "打印。"},
    {"requests.carried_in.business",
     "123456789012345678",
     {.width = 60, .encoding = ENCODING_GBK},
     "表三在 60 列宽的纸上排不下：表中的数字最长 18 位，至少需要 88 列。请核对数字；数字无误的，请用 --width=96 "
     "打印。"},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct draft *draft = sample();
        struct strbuf out = STRBUF_INIT;
        struct err err = {0};
        set(draft, refusals[i].key, refusals[i].text);
        if (report_render(draft, &refusals[i].options, &out, &err) || out.len ||
            strcmp(err.text, refusals[i].expected) != 0)
            fail_msg("row %zu: %zu bytes, %s", i, out.len, err.text);
        strbuf_release(&out);
        draft_free(draft);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goldens), cmocka_unit_test(test_expand),
        cmocka_unit_test(test_parts),   cmocka_unit_test(test_several_notes),
        cmocka_unit_test(test_pages),   cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
