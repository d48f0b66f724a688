/* SPDX-License-Identifier: MIT */
/* The form of 2021 word for word: every heading, every label and which cells merge, as the official
 * annex prints them. The words stand here a second time on purpose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "forms/form/formdef.h"

static const char *const headings[] = {"一、总体情况",
                                       "二、主动公开政府信息情况",
                                       "三、收到和处理政府信息公开申请情况",
                                       "四、政府信息公开行政复议、行政诉讼情况",
                                       "五、存在的主要问题及改进情况",
                                       "六、其他需要报告的事项"};

static void headings_are_the_official_ones(void **state)
{
    (void)state;
    assert_int_equal(format_2021.n_sections, 7);
    assert_null(format_2021.sections[0].heading);
    for (int s = 1; s < 7; s++)
        assert_string_equal(format_2021.sections[s].heading, headings[s - 1]);
    assert_string_equal(format_2021.title, "政府信息公开工作年度报告");
}

static const struct form_table *table_of(const char *section)
{
    return format_2021.sections[form_section_index(&format_2021, section)].table;
}

/* ---- 表二 ---- */

static void table_two(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        const char *columns[3];
        const char *rows[2];
    } wanted[] = {
        {"第二十条第（一）项",
         {"本年制发件数", "本年废止件数", "现行有效件数"},
         {"规章", "行政规范性文件"}},
        {"第二十条第（五）项", {"本年处理决定数量"}, {"行政许可"}},
        {"第二十条第（六）项", {"本年处理决定数量"}, {"行政处罚", "行政强制"}},
        {"第二十条第（八）项", {"本年收费金额（单位：万元）"}, {"行政事业性收费"}},
    };
    const struct form_table *table = table_of("disclosure");
    assert_string_equal(table->name, "表二");
    assert_int_equal(table->n_blocks, 4);
    for (int b = 0; b < 4; b++) {
        const struct form_block *block = &table->blocks[b];
        assert_string_equal(block->title, wanted[b].title);
        assert_string_equal(block->corner, "信息内容");
        int n_columns = 0, n_rows = 0;
        while (n_columns < 3 && wanted[b].columns[n_columns])
            n_columns++;
        while (n_rows < 2 && wanted[b].rows[n_rows])
            n_rows++;
        assert_int_equal(block->n_columns, n_columns);
        assert_int_equal(block->n_rows, n_rows);
        for (int c = 0; c < n_columns; c++)
            assert_string_equal(block->columns[c].path[0], wanted[b].columns[c]);
        for (int r = 0; r < n_rows; r++)
            assert_string_equal(block->rows[r].path[0], wanted[b].rows[r]);
    }
    assert_int_equal(table->blocks[3].columns[0].kind, CELL_AMOUNT);
}

/* ---- 表三 ---- */

#define R "三、本年度办理结果"
static const char *const table_three_rows[25][3] = {
    {"一、本年新收政府信息公开申请数量"},
    {"二、上年结转政府信息公开申请数量"},
    {R, "（一）予以公开"},
    {R, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"},
    {R, "（三）不予公开", "1.属于国家秘密"},
    {R, "（三）不予公开", "2.其他法律行政法规禁止公开"},
    {R, "（三）不予公开", "3.危及“三安全一稳定”"},
    {R, "（三）不予公开", "4.保护第三方合法权益"},
    {R, "（三）不予公开", "5.属于三类内部事务信息"},
    {R, "（三）不予公开", "6.属于四类过程性信息"},
    {R, "（三）不予公开", "7.属于行政执法案卷"},
    {R, "（三）不予公开", "8.属于行政查询事项"},
    {R, "（四）无法提供", "1.本机关不掌握相关政府信息"},
    {R, "（四）无法提供", "2.没有现成信息需要另行制作"},
    {R, "（四）无法提供", "3.补正后申请内容仍不明确"},
    {R, "（五）不予处理", "1.信访举报投诉类申请"},
    {R, "（五）不予处理", "2.重复申请"},
    {R, "（五）不予处理", "3.要求提供公开出版物"},
    {R, "（五）不予处理", "4.无正当理由大量反复申请"},
    {R, "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"},
    {R, "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
    {R, "（六）其他处理",
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"},
    {R, "（六）其他处理", "3.其他"},
    {R, "（七）总计"},
    {"四、结转下年度继续办理"},
};
static const char *const table_three_columns[7][3] = {
    {"申请人情况", "自然人"},
    {"申请人情况", "法人或其他组织", "商业企业"},
    {"申请人情况", "法人或其他组织", "科研机构"},
    {"申请人情况", "法人或其他组织", "社会公益组织"},
    {"申请人情况", "法人或其他组织", "法律服务机构"},
    {"申请人情况", "法人或其他组织", "其他"},
    {"申请人情况", "总计"},
};

static void assert_path(const char *const path[FORM_MAX_DEPTH], const char *const wanted[3],
                        int index)
{
    for (int i = 0; i < 3; i++) {
        if (!path[i] != !wanted[i] || (path[i] && strcmp(path[i], wanted[i]) != 0))
            fail_msg("label %d, part %d: %s, wanted %s", index, i, path[i] ? path[i] : "none",
                     wanted[i] ? wanted[i] : "none");
    }
}

static void table_three(void **state)
{
    (void)state;
    const struct form_table *table = table_of("requests");
    const struct form_block *block = &table->blocks[0];
    assert_string_equal(table->name, "表三");
    assert_int_equal(table->n_blocks, 1);
    assert_int_equal(table->n_label_columns, 3);
    assert_string_equal(block->corner,
                        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
    assert_int_equal(block->n_rows, 25);
    assert_int_equal(block->n_columns, 7);
    for (int r = 0; r < 25; r++)
        assert_path(block->rows[r].path, table_three_rows[r], r);
    for (int c = 0; c < 7; c++)
        assert_path(block->columns[c].path, table_three_columns[c], c);
    assert_int_equal(block->total_column, 6);
    assert_int_equal(table->sum->target, 23);
    assert_int_equal(table->sum->first, 2);
    assert_int_equal(table->sum->last, 22);
    assert_int_equal(table->identity->left[0], 0);
    assert_int_equal(table->identity->left[1], 1);
    assert_int_equal(table->identity->right[0], 23);
    assert_int_equal(table->identity->right[1], 24);
}

/* ---- 表四 ---- */

static void table_four(void **state)
{
    (void)state;
    static const char *const rows[3][3] = {
        {"行政复议"}, {"行政诉讼", "未经复议直接起诉"}, {"行政诉讼", "复议后起诉"}};
    static const char *const columns[5][3] = {
        {"结果维持"}, {"结果纠正"}, {"其他结果"}, {"尚未审结"}, {"总计"}};
    const struct form_table *table = table_of("review");
    const struct form_block *block = &table->blocks[0];
    assert_true(table->reads_across);
    assert_int_equal(block->n_rows, 3);
    assert_int_equal(block->n_columns, 5);
    assert_int_equal(block->total_column, 4);
    for (int r = 0; r < 3; r++)
        assert_path(block->rows[r].path, rows[r], r);
    for (int c = 0; c < 5; c++)
        assert_path(block->columns[c].path, columns[c], c);
}

/* ---- what a screen needs of every label ---- */

static void every_field_has_help_and_a_short_label(void **state)
{
    (void)state;
    for (int s = 0; s < format_2021.n_sections; s++) {
        const struct form_table *table = format_2021.sections[s].table;
        assert_true(strlen(format_2021.sections[s].help) > 30);
        for (int b = 0; table && b < table->n_blocks; b++) {
            for (int r = 0; r < table->blocks[b].n_rows; r++)
                if (!*table->blocks[b].rows[r].brief || !*table->blocks[b].rows[r].help)
                    fail_msg("section %d, row %d: no short label or no help", s, r);
            for (int c = 0; c < table->blocks[b].n_columns; c++)
                if (!*table->blocks[b].columns[c].brief || !*table->blocks[b].columns[c].help)
                    fail_msg("section %d, column %d: no short label or no help", s, c);
        }
    }
}

/* ---- what F1 says of the law ---- */

/* The article that each result of 表三 is given under, as its help names it. */
static const struct {
    const char *row, *articles[2];
} results[] = {
    {"granted", {"第三十六条第（一）项", "第（二）项"}},
    {"partly_granted", {"第三十七条"}},
    {"refused.state_secret", {"第十四条"}},
    {"refused.prohibited_by_law", {"第十四条"}},
    {"refused.security_stability", {"第十四条"}},
    {"refused.third_party", {"第十五条"}},
    {"refused.internal_affairs", {"第十六条第一款"}},
    {"refused.process_information", {"第十六条第二款"}},
    {"refused.enforcement_file", {"第十六条第二款"}},
    {"refused.administrative_query", {"第三十六条第（七）项"}},
    {"unavailable.not_held", {"第三十六条第（四）项", "第（五）项"}},
    {"unavailable.needs_creation", {"第三十八条"}},
    {"unavailable.unclear", {"第三十条"}},
    {"declined.petition", {"第三十九条第一款"}},
    {"declined.repeated", {"第三十六条第（六）项"}},
    {"declined.publication", {"第三十九条第二款"}},
    {"declined.excessive", {"第三十五条"}},
    {"declined.confirmation", {"《条例》没有专门的条文"}},
    {"other.not_corrected", {"第三十条"}},
    {"other.fee_unpaid", {"第四十二条", "国办函〔2020〕109号"}},
    {"other.other", {"《条例》没有专门的条文"}},
};
enum { N_RESULTS = sizeof results / sizeof results[0] };

static void each_result_names_its_article(void **state)
{
    (void)state;
    const struct form_table *table = table_of("requests");
    const struct form_row *rows = table->blocks[0].rows;
    assert_int_equal(table->sum->last - table->sum->first + 1, N_RESULTS);
    for (int i = 0; i < N_RESULTS; i++) {
        const struct form_row *row = &rows[table->sum->first + i];
        assert_string_equal(row->key, results[i].row);
        for (int a = 0; a < 2 && results[i].articles[a]; a++)
            if (!strstr(row->help, results[i].articles[a]))
                fail_msg("%s does not name %s: %s", row->key, results[i].articles[a], row->help);
    }
}

static void the_help_says_what_the_law_changed(void **state)
{
    (void)state;
    const struct form_row *rows = table_of("review")->blocks[0].rows;
    assert_string_equal(rows[1].key, "direct_suit");
    assert_non_null(strstr(rows[1].help, "《行政复议法》第二十三条第一款第（四）项"));
    assert_non_null(strstr(rows[1].help, "2024 年 1 月 1 日"));
    assert_non_null(strstr(table_of("disclosure")->blocks[0].rows[0].help, "三沙"));
    assert_non_null(strstr(format_2021.sections[1].help, "《条例》第五十条第（四）项"));
    assert_non_null(strstr(form_cover[COVER_SIGNED].help, "《条例》第四十九条"));
}

/* ---- the published template, where it lies beside the project ---- */

/* The text without blanks, line ends and Markdown, so that only the words count. */
static void squeeze(char *text)
{
    char *out = text;
    for (const char *in = text; *in; in++)
        if (!strchr(" \t\r\n|", *in))
            *out++ = *in;
    *out = '\0';
}

static bool holds(const char *text, const char *label)
{
    char wanted[300];
    snprintf(wanted, sizeof wanted, "%s", label);
    squeeze(wanted);
    return strstr(text, wanted);
}

static void labels_stand_in_the_published_template(void **state)
{
    (void)state;
    static char text[32768];
    FILE *file = fopen("../shared/samples/template-2021.txt", "r");
    if (!file) {
        print_message("skip: the published template is not here\n");
        skip();
    }
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    squeeze(text);
    for (int s = 1; s < format_2021.n_sections; s++)
        if (!holds(text, format_2021.sections[s].heading))
            fail_msg("%s is not in the template", format_2021.sections[s].heading);
    for (int i = 0; i < form_n_cells(&format_2021); i++) {
        struct cell cell = form_cell_at(&format_2021, i);
        const char *const *paths[] = {form_row_of(&format_2021, cell)->path,
                                      form_column_of(&format_2021, cell)->path};
        for (int p = 0; p < 2; p++)
            for (int d = 0; d < form_path_depth(paths[p]); d++)
                if (!holds(text, paths[p][d]))
                    fail_msg("%s is not in the template", paths[p][d]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_the_official_ones),
        cmocka_unit_test(table_two),
        cmocka_unit_test(table_three),
        cmocka_unit_test(table_four),
        cmocka_unit_test(every_field_has_help_and_a_short_label),
        cmocka_unit_test(each_result_names_its_article),
        cmocka_unit_test(the_help_says_what_the_law_changed),
        cmocka_unit_test(labels_stand_in_the_published_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
