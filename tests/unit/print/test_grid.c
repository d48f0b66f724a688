/* SPDX-License-Identifier: MIT */
/* The grid of merged cells: every label and every merge of the three tables, written out here in
 * the notation of the published template: [cN] = merged over N columns, [v] = top of a vertical
 * merge, [^] = continued; values left out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/print/grid.h"
#include "locale/strbuf.h"

static const char disclosure_official[] = "[c4]第二十条第（一）项\n"
                                          "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n"
                                          "规章\n"
                                          "行政规范性文件\n"
                                          "[c4]第二十条第（五）项\n"
                                          "信息内容 | [c3]本年处理决定数量\n"
                                          "行政许可\n"
                                          "[c4]第二十条第（六）项\n"
                                          "信息内容 | [c3]本年处理决定数量\n"
                                          "行政处罚\n"
                                          "行政强制\n"
                                          "[c4]第二十条第（八）项\n"
                                          "信息内容 | [c3]本年收费金额（单位：万元）\n"
                                          "行政事业性收费\n";

static const char requests_official[] =
    "[c3v]（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | [c7]申请人情况\n"
    "[c3^] | [v]自然人 | [c5]法人或其他组织 | [v]总计\n"
    "[c3^] | [^] | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | [^]\n"
    "[c3]一、本年新收政府信息公开申请数量\n"
    "[c3]二、上年结转政府信息公开申请数量\n"
    "[v]三、本年度办理结果 | [c2]（一）予以公开\n"
    "[^] | [c2]（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n"
    "[^] | [v]（三）不予公开 | 1.属于国家秘密\n"
    "[^] | [^] | 2.其他法律行政法规禁止公开\n"
    "[^] | [^] | 3.危及“三安全一稳定”\n"
    "[^] | [^] | 4.保护第三方合法权益\n"
    "[^] | [^] | 5.属于三类内部事务信息\n"
    "[^] | [^] | 6.属于四类过程性信息\n"
    "[^] | [^] | 7.属于行政执法案卷\n"
    "[^] | [^] | 8.属于行政查询事项\n"
    "[^] | [v]（四）无法提供 | 1.本机关不掌握相关政府信息\n"
    "[^] | [^] | 2.没有现成信息需要另行制作\n"
    "[^] | [^] | 3.补正后申请内容仍不明确\n"
    "[^] | [v]（五）不予处理 | 1.信访举报投诉类申请\n"
    "[^] | [^] | 2.重复申请\n"
    "[^] | [^] | 3.要求提供公开出版物\n"
    "[^] | [^] | 4.无正当理由大量反复申请\n"
    "[^] | [^] | 5.要求行政机关确认或重新出具已获取信息\n"
    "[^] | [v]（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\n"
    "[^] | [^] | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\n"
    "[^] | [^] | 3.其他\n"
    "[^] | [c2]（七）总计\n"
    "[c3]四、结转下年度继续办理\n";

#define RESULTS     "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
#define RESULTS_TOP "[v]结果维持 | [v]结果纠正 | [v]其他结果 | [v]尚未审结 | [v]总计"
#define RESULTS_ON  "[^] | [^] | [^] | [^] | [^]"
static const char review_official[] =
    "[c5]行政复议 | [c10]行政诉讼\n" RESULTS_TOP
    " | [c5]未经复议直接起诉 | [c5]复议后起诉\n" RESULTS_ON " | " RESULTS " | " RESULTS "\n";

static const char review_by_heading[] =
    "[c10]行政复议\n"
    "[c2]结果维持 | [c2]结果纠正 | [c2]其他结果 | [c2]尚未审结 | [c2]总计\n"
    "[c10]行政诉讼\n"
    "[c5]未经复议直接起诉 | [c5]复议后起诉\n" RESULTS " | " RESULTS "\n";

static const char review_by_row[] = "[c5]行政复议\n" RESULTS "\n"
                                    "[c5]行政诉讼\n[c5]未经复议直接起诉\n" RESULTS "\n"
                                    "[c5]行政诉讼\n[c5]复议后起诉\n" RESULTS "\n";

static const struct {
    const char *section;
    enum grid_arrangement arrangement;
    int n_rows, n_columns, n_values;
    const char *cells;
} layouts[] = {
    {"disclosure", GRID_OFFICIAL, 14, 4, 10, disclosure_official},
    {"requests", GRID_OFFICIAL, 28, 10, 175, requests_official},
    {"review", GRID_OFFICIAL, 4, 15, 15, review_official},
    {"review", GRID_BY_HEADING, 7, 10, 15, review_by_heading},
    {"review", GRID_BY_ROW, 11, 5, 15, review_by_row},
};

/* One line per row that has a heading or a label; returns the number of values. */
static int describe(const struct grid *grid, struct strbuf *out)
{
    int n_values = 0;
    for (int row = 0; row < grid->n_rows; row++) {
        size_t line_start = out->len;
        for (int column = 0; column < grid->n_columns;) {
            const struct grid_cell *cell = grid_cell_at(grid, row, column);
            column += cell->n_columns;
            if (cell->kind == GRID_VALUE) {
                n_values++;
                continue;
            }
            strbuf_add_str(out, out->len > line_start ? " | " : "");
            const char *mark = cell->row < row ? "^" : cell->n_rows > 1 ? "v" : "";
            if (cell->n_columns > 1)
                strbuf_addf(out, "[c%d%s]", cell->n_columns, mark);
            else if (*mark)
                strbuf_addf(out, "[%s]", mark);
            if (cell->row == row)
                strbuf_add_str(out, cell->text);
        }
        if (out->len > line_start)
            strbuf_add_byte(out, '\n');
    }
    return n_values;
}

static void test_labels_and_merges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
        struct grid grid;
        struct strbuf cells = STRBUF_INIT;
        grid_init(&grid, &format_2021, form_section_index(&format_2021, layouts[i].section),
                  layouts[i].arrangement);
        int n_values = describe(&grid, &cells);
        if (grid.n_rows != layouts[i].n_rows || grid.n_columns != layouts[i].n_columns ||
            n_values != layouts[i].n_values || strcmp(cells.data, layouts[i].cells) != 0)
            fail_msg("layout %zu (%s): %d rows, %d columns, %d values\n%s", i, layouts[i].section,
                     grid.n_rows, grid.n_columns, n_values, cells.data);
        strbuf_release(&cells);
        grid_release(&grid);
    }
}

/* Every place belongs to a cell that covers it, and every cell of the form stands in the grid once.
 */
static void test_every_place_is_covered(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
        struct grid grid;
        int section = form_section_index(&format_2021, layouts[i].section);
        grid_init(&grid, &format_2021, section, layouts[i].arrangement);
        for (int row = 0; row < grid.n_rows; row++) {
            const struct grid_band *band = grid_band_of(&grid, row);
            assert_in_range(row, band->first_row, band->first_row + band->n_rows - 1);
            for (int column = 0; column < grid.n_columns; column++) {
                const struct grid_cell *cell = grid_cell_at(&grid, row, column);
                assert_in_range(row, cell->row, cell->row + cell->n_rows - 1);
                assert_in_range(column, cell->column, cell->column + cell->n_columns - 1);
                assert_int_equal(cell->kind == GRID_VALUE && cell->n_rows > 1, 0);
                bool is_heading_row = row < band->first_row + band->n_heading_rows;
                assert_int_equal(is_heading_row,
                                 cell->kind != GRID_VALUE && cell->kind != GRID_LABEL);
            }
        }
        int n_seen[200] = {0};
        for (int c = 0; c < grid.n_cells; c++)
            if (grid.cells[c].kind == GRID_VALUE)
                n_seen[form_cell_index(&format_2021, grid.cells[c].cell)]++;
        for (int c = 0; c < form_n_cells(&format_2021); c++)
            assert_int_equal(n_seen[c], form_cell_at(&format_2021, c).section == section);
        grid_release(&grid);
    }
}

/* The template's lines in the same notation: values ("规章 | | |", "行政许可 | [c3]") taken out,
 * "[^]×5" written out.
 */
static void add_template_line(const char *line, struct strbuf *out)
{
    size_t line_start = out->len;
    for (const char *part = line; *part;) {
        size_t len = strcspn(part, "|");
        const char *next = part + len + (part[len] == '|');
        while (len && part[0] == ' ')
            part++, len--;
        while (len && part[len - 1] == ' ')
            len--;
        const char *bracket = memchr(part, ']', len);
        bool is_value = !len || (part[0] == '[' && part[1] == 'c' && bracket == part + len - 1 &&
                                 !strchr("v^", bracket[-1]));
        if (!is_value) {
            strbuf_add_str(out, out->len > line_start ? " | " : "");
            if (len == strlen("[^]×5") && memcmp(part, "[^]×5", len) == 0)
                strbuf_add_str(out, RESULTS_ON);
            else
                strbuf_add(out, part, len);
        }
        part = next;
    }
    strbuf_add_byte(out, '\n');
}

static void test_published_template(void **state)
{
    (void)state;
    FILE *file = fopen("../shared/samples/template-2021.txt", "re");
    if (!file) {
        print_message("skip grid against the published template (no ../shared/samples)\n");
        skip();
    }
    struct strbuf expected = STRBUF_INIT, got = STRBUF_INIT;
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '#' && line[0] != '(' && !strstr(line, "（文字描述") &&
            !strstr(line, "格式模板"))
            add_template_line(line, &expected);
    }
    free(line);
    fclose(file);

    for (int s = 0; s < format_2021.n_sections; s++) {
        if (!format_2021.sections[s].heading)
            continue;
        strbuf_addf(&got, "%s\n", format_2021.sections[s].heading);
        if (format_2021.sections[s].table) {
            struct grid grid;
            grid_init(&grid, &format_2021, s, GRID_OFFICIAL);
            describe(&grid, &got);
            grid_release(&grid);
        }
    }
    assert_string_equal(got.data, expected.data);
    strbuf_release(&expected);
    strbuf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_and_merges),
        cmocka_unit_test(test_every_place_is_covered),
        cmocka_unit_test(test_published_template),
    };
    return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
