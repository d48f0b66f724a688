/* SPDX-License-Identifier: MIT */
/* Rules for one table: what may stand in a cell, sums, identities, and what is unlikely. All but
 * the last few walk the form and know no row. */
#include "forms/check/check_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "forms/check/check_likely.h"
#include "forms/check/check_private.h"
#include "forms/draft/total.h"
#include "locale/message.h"

/* The next cell of the section, in the form's order; start with first_cell(). */
static struct cell first_cell(int section) { return (struct cell){section, 0, 0, -1}; }
static bool next_cell(const struct form *form, struct cell *cell)
{
    const struct form_table *table = form->sections[cell->section].table;
    const struct form_block *block = &table->blocks[cell->block];
    if (++cell->column < block->n_columns)
        return true;
    cell->column = 0;
    if (++cell->row < block->n_rows)
        return true;
    cell->row = 0;
    return ++cell->block < table->n_blocks;
}

/* The table's cells that the rule's section has; -1 ends the walk at once where the form has no
 * such table. */
#define FOR_EACH_CELL(check, cell)                                                                 \
    for (struct cell cell = first_cell(check_table_section(check, (check)->rule->section));        \
         cell.section >= 0 && next_cell((check)->form, &cell);)

static const char *text_of(const struct check *check, struct cell cell)
{
    return draft_text(check->draft, draft_cell_field(check->draft, cell));
}

/* What people write where there is nothing. */
static bool is_nothing(const char *text)
{
    static const char *const words[] = {"-",  "--", "—",  "——",     "－", "–",
                                        "／", "\\", "无", "不适用", "空"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

/* ---- what may stand in a cell ---- */

/* "表三 （一）予以公开 自然人：“3件”" to free. */
static char *cell_and_text(const struct check *check, struct cell cell)
{
    struct strbuf both = STRBUF_INIT;
    form_cell_title(check->form, cell, &both);
    strbuf_add_str(&both, "：“");
    check_cell_text(check->draft, cell, &both);
    strbuf_add_str(&both, "”");
    return strbuf_steal(&both);
}

void check_cells_are_counts(struct check *check)
{
    FOR_EACH_CELL(check, cell)
    {
        enum cell_kind kind = form_column_of(check->form, cell)->kind;
        const char *text = text_of(check, cell);
        if ((kind != CELL_COUNT && kind != CELL_CHANGE) ||
            draft_value(check->draft, cell).kind != VALUE_INVALID || is_nothing(text))
            continue;
        char *what = cell_and_text(check, cell);
        if (strspn(text, "0123456789") == strlen(text))
            check_add_cell(check, cell, N_("%s位数太多，不可能是件数，请核对后重填。"), what);
        else
            check_add_cell(check, cell,
                           kind == CELL_COUNT
                               ? N_("%s不是件数。请只填 0 或正整数，不带小数、逗号、“件”字。")
                               : N_("%s不是增减数。请只填整数，减少的填负数。"),
                           what);
        free(what);
    }
}

void check_cells_are_amounts(struct check *check)
{
    FOR_EACH_CELL(check, cell)
    {
        if (form_column_of(check->form, cell)->kind != CELL_AMOUNT ||
            draft_value(check->draft, cell).kind != VALUE_INVALID ||
            is_nothing(text_of(check, cell)))
            continue;
        char *what = cell_and_text(check, cell);
        check_add_cell(check, cell,
                       N_("%s不是金额。请只填以万元计的数字，可以带小数，不带单位和逗号。"), what);
        free(what);
    }
}

void check_amounts_are_plausible(struct check *check)
{
    enum { USUAL_DECIMALS = 4 }; /* a 元 in 万元 */
    FOR_EACH_CELL(check, cell)
    {
        const char *text = text_of(check, cell);
        if (form_column_of(check->form, cell)->kind != CELL_AMOUNT || !decimal_is_valid(text))
            continue;
        bool is_too_fine = decimal_n_decimals(text) > USUAL_DECIMALS;
        if (!is_too_fine && (strchr(text, '.') || decimal_compare(text, "100000") < 0))
            continue;
        char *what = cell_and_text(check, cell);
        check_add_cell(check, cell,
                       is_too_fine
                           ? N_("%s小数超过四位，不到 1 元。请核对金额，单位是万元。")
                           : N_("%s万元超过十亿元而且没有小数，像是把元填成了万元。请核对单位。"),
                       what);
        free(what);
    }
}

/* （六）其他处理 came as one row: T3-OLDFORM asks for the sub-rows, whose cells are blank. */
static bool is_old_form(const struct check *check)
{
    for (size_t i = 0; i < check->n_notes; i++)
        if (strcmp(check->notes[i].rule, "T3-OLDFORM") == 0)
            return strcmp(check->rule->section, "requests") == 0;
    return false;
}

/* One finding for the table: how many cells, and which is the first. A "/" (不适用) is a gap only
 * where the form expects a number from everybody, that is in tables that add up. */
void check_cells_are_filled(struct check *check)
{
    int n_cells = 0, n_blank = 0, n_words = 0;
    struct cell first = {0};
    FOR_EACH_CELL(check, cell)
    {
        const struct form_table *table = check->form->sections[cell.section].table;
        const char *text = text_of(check, cell);
        bool slash_counts = table->sum || table->reads_across;
        if (form_cell_is_total(check->form, cell))
            continue;
        n_cells++;
        bool is_word = is_nothing(text) || (slash_counts && strcmp(text, "/") == 0);
        if (*text && !is_word)
            continue;
        if (n_blank + n_words == 0)
            first = cell;
        n_blank += !*text;
        n_words += is_word;
    }
    /* What is empty is an error when the report is printed, and till then a warning. */
    bool is_error = check->rule->time == RULE_AT_PRINT;
    if (is_error)
        n_words = 0;
    if (n_blank + n_words == 0 || (n_words == 0 && check->at_print && !is_error) ||
        is_old_form(check))
        return;
    const char *table = check->form->sections[first.section].table->name;
    char *title = check_cell_title(check->draft, first);
    if (n_blank == n_cells)
        check_add_cell(
            check, first,
            N_("%s 还没有填写，%d 格都是空的。没有的也要填 0，可以用菜单“整表填 0”一次填好。"),
            table, n_cells);
    else if (n_words == 0)
        check_add_cell(
            check, first,
            N_("%s 还有 %d 格空着，第一格是“%s”。没有的请填 0，可以用菜单“整表填 0”一次填好。"),
            table, n_blank, title);
    else
        check_add_cell(
            check, first,
            N_("%s 有 %d 格空着，%d 格填的是“/”“无”一类，第一格是“%s”。没有的请填 0，可以用菜单“整表填 0”一次填好。"),
            table, n_blank, n_words, title);
    free(title);
}

/* ---- totals ---- */

static void add_misstated(struct check *check, struct cell cell)
{
    struct total total = total_of(check->draft, cell);
    struct value stated = draft_value(check->draft, cell);
    if (total.overflow)
        return; /* has a finding of its own */
    struct strbuf text = STRBUF_INIT;
    char *title = check_cell_title(check->draft, cell);
    check_cell_text(check->draft, cell, &text);
    if (stated.kind == VALUE_NUMBER) {
        int64_t difference = stated.number > total.number ? stated.number - total.number
                                                          : total.number - stated.number;
        check_add_cell(
            check, cell,
            N_("%s：填 %s，应为 %" PRId64 "，差 %" PRId64 "。请核对各格；总计清空后由程序计算。"),
            title, text.data, total.number, difference);
        likely_add_hint(check, cell);
    } else {
        check_add_cell(check, cell,
                       N_("%s：填“%s”，应为 %" PRId64 "。把这一格清空，总计就由程序计算。"), title,
                       text.data, total.number);
    }
    free(title);
    strbuf_release(&text);
}

/* The row that sums up other rows, in every column: （七）总计. */
void check_totals_of_sum(struct check *check)
{
    int section = check_table_section(check, check->rule->section);
    const struct form_sum *sum = section < 0 ? NULL : check->form->sections[section].table->sum;
    if (!sum)
        return;
    for (struct cell cell = {section, 0, sum->target, 0};
         cell.column < form_block_of(check->form, cell)->n_columns; cell.column++)
        if (total_is_misstated(check->draft, cell))
            add_misstated(check, cell);
}

/* The total column, in all other rows. */
void check_totals_of_rows(struct check *check)
{
    FOR_EACH_CELL(check, cell)
    {
        const struct form_sum *sum = check->form->sections[cell.section].table->sum;
        if (cell.column == form_block_of(check->form, cell)->total_column &&
            !(sum && sum->target == cell.row) && total_is_misstated(check->draft, cell))
            add_misstated(check, cell);
    }
}

void check_overflow(struct check *check)
{
    for (int section = 0; section < check->form->n_sections; section++) {
        if (!check->form->sections[section].table)
            continue;
        for (struct cell cell = first_cell(section); next_cell(check->form, &cell);) {
            if (!form_cell_is_total(check->form, cell) || !total_of(check->draft, cell).overflow)
                continue;
            char *title = check_cell_title(check->draft, cell);
            check_add_cell(check, cell,
                           N_("%s：加起来超出了能计算的范围，格里的数字一定有误，请核对。"), title);
            free(title);
            break; /* the other totals of the table overflow for the same reason */
        }
    }
}

/* ---- the identity of a column ---- */

/* The table's only block; false where it has no identity. */
static bool identity_of(const struct check *check, int *section,
                        const struct form_identity **identity)
{
    *section = check_table_section(check, check->rule->section);
    *identity = *section < 0 ? NULL : check->form->sections[*section].table->identity;
    return *identity != NULL;
}

static bool column_is_off(const struct check *check, struct cell cell, struct balance *balance)
{
    return total_balance(check->draft, cell, balance) && balance_is_off(balance);
}

/* A computed total column is off because others are: only they are worth a finding. */
static bool follows_from_others(const struct check *check, const struct form_identity *identity,
                                struct cell cell)
{
    const struct form_block *block = form_block_of(check->form, cell);
    if (cell.column != block->total_column)
        return false;
    for (int i = 0; i < 2; i++) {
        cell.row = identity->left[i];
        if (*text_of(check, cell))
            return false;
        cell.row = identity->right[i];
        if (*text_of(check, cell))
            return false;
    }
    return true;
}

void check_balance(struct check *check)
{
    int section;
    const struct form_identity *identity;
    if (!identity_of(check, &section, &identity))
        return;
    const struct form_block *block = check->form->sections[section].table->blocks;
    const struct form_row *rows = block->rows;
    for (struct cell cell = {section, 0, identity->right[1], 0}; cell.column < block->n_columns;
         cell.column++) {
        struct balance b;
        if (!column_is_off(check, cell, &b) || follows_from_others(check, identity, cell))
            continue;
        const struct form_column *column = &block->columns[cell.column];
        struct cell place = cell;
        if (cell.column == block->total_column)
            place.row = identity->left[0];
        likely_cell_of_column(check->draft, cell, &place);
        check_add_cell(check, place,
                       N_("%s %s：%s %" PRId64 " + %s %" PRId64 " = %" PRId64 "，%s %" PRId64
                          " + %s %" PRId64 " = %" PRId64 "，差 %" PRId64 "。请核对这一列各行。"),
                       check->form->sections[section].table->name,
                       column->path[form_path_depth(column->path) - 1],
                       rows[identity->left[0]].brief, b.left[0], rows[identity->left[1]].brief,
                       b.left[1], b.left[0] + b.left[1], rows[identity->right[0]].brief, b.right[0],
                       rows[identity->right[1]].brief, b.right[1], b.right[0] + b.right[1],
                       b.difference < 0 ? -b.difference : b.difference);
        if (b.n_blank)
            check_add_hint(check, N_("其中没有填的、不是数的按 0 算。"));
        likely_add_hint(check, (struct cell){section, 0, -1, cell.column});
    }
}

/* Two columns off by +k and −k, and no other: k items were put down under the wrong kind of
 * applicant. */
void check_swapped_columns(struct check *check)
{
    int section, off[2], n_off = 0;
    const struct form_identity *identity;
    int64_t differences[2] = {0};
    if (!identity_of(check, &section, &identity))
        return;
    const struct form_block *block = check->form->sections[section].table->blocks;
    for (struct cell cell = {section, 0, identity->left[0], 0}; cell.column < block->n_columns;
         cell.column++) {
        struct balance b;
        if (!column_is_off(check, cell, &b))
            continue;
        if (cell.column == block->total_column || n_off == 2)
            return;
        off[n_off] = cell.column;
        differences[n_off++] = b.difference;
    }
    if (n_off < 2 || differences[0] != -differences[1])
        return;
    const char *names[2];
    for (int i = 0; i < 2; i++)
        names[i] = block->columns[off[i]].path[form_path_depth(block->columns[off[i]].path) - 1];
    check_add_cell(check, (struct cell){section, 0, identity->left[0], off[0]},
                   N_("%s “%s”列差 %" PRId64 "，“%s”列差 %" PRId64 "，总计平衡：疑似同 %" PRId64
                      " 件在这两列之间归类错位，请核对申请人的类别。"),
                   check->form->sections[section].table->name, names[0], differences[0], names[1],
                   differences[1], differences[0] < 0 ? -differences[0] : differences[0]);
}

/* A stated total that would be right if two neighbouring cells were the digits of one number: 1 and
 * 2 for 12. */
void check_split_number(struct check *check)
{
    FOR_EACH_CELL(check, cell)
    {
        const struct form_block *block = form_block_of(check->form, cell);
        struct value stated = draft_value(check->draft, cell);
        struct cell likely;
        if (cell.column != block->total_column || stated.kind != VALUE_NUMBER ||
            !total_is_misstated(check->draft, cell) ||
            likely_cell_of_row(check->draft, cell, &likely))
            continue;
        struct total total = total_of(check->draft, cell);
        for (struct cell c = {cell.section, cell.block, cell.row, 0};
             c.column + 1 < block->total_column; c.column++) {
            struct cell right = c;
            right.column++;
            int64_t tens = draft_value(check->draft, c).number,
                    ones = draft_value(check->draft, right).number;
            if (tens < 1 || tens > 9 || ones < 1 || ones > 9 ||
                stated.number - total.number != 9 * tens)
                continue;
            char *title = check_cell_title(check->draft, c);
            check_add_cell(check, c,
                           N_("%s：这一格的 %" PRId64 " 和右边一格的 %" PRId64
                              " 像是一个数 %" PRId64 " 被拆开了，合起来总计正好是 %" PRId64
                              "。请对照原文。"),
                           title, tens, ones, 10 * tens + ones, stated.number);
            free(title);
            break;
        }
    }
}

/* ---- rules about particular rows ---- */

static bool number_at(const struct check *check, struct cell row, const char *column_key,
                      struct cell *cell, int64_t *number)
{
    const struct form_block *block = form_block_of(check->form, row);
    for (*cell = row, cell->column = 0; cell->column < block->n_columns; cell->column++)
        if (block->columns[cell->column].key &&
            strcmp(block->columns[cell->column].key, column_key) == 0)
            return check_cell_number(check->draft, *cell, number);
    *number = 0;
    return false;
}

/* Companies are often put down under kinds of applicants that hardly ever ask. */
void check_applicant_kinds(struct check *check)
{
    static const char *const rare[] = {"research", "legal_service", "other"};
    enum { FEW = 5 };
    int section;
    const struct form_identity *identity;
    int64_t persons, companies, number;
    struct cell cell;
    if (!identity_of(check, &section, &identity))
        return;
    struct cell row = {section, 0, identity->left[0], 0};
    number_at(check, row, "natural_person", &cell, &persons);
    number_at(check, row, "business", &cell, &companies);
    for (size_t i = 0; i < sizeof rare / sizeof rare[0]; i++) {
        if (!number_at(check, row, rare[i], &cell, &number) || number < FEW || number <= persons ||
            companies)
            continue;
        char *title = check_cell_title(check->draft, cell);
        check_add_cell(
            check, cell,
            N_("%s：%" PRId64 " 件，比自然人的 %" PRId64
               " 件还多，商业企业却是 0。公司、企业提出的申请应计入“商业企业”，请核对。"),
            title, number, persons);
        free(title);
    }
}

/* What was made this year is usually still in force at its end. */
void check_stock(struct check *check)
{
    FOR_EACH_CELL(check, cell)
    {
        int64_t made, in_force;
        struct cell stock, source = cell;
        if (cell.column != 0 || !number_at(check, cell, "in_force", &stock, &in_force) ||
            !number_at(check, cell, "made", &source, &made) || in_force >= made)
            continue;
        char *title = check_cell_title(check->draft, stock);
        check_add_cell(check, stock,
                       N_("%s：%" PRId64 " 件，比本年制发的 %" PRId64
                          " 件少。现行有效是年底的总件数，一般不少于本年制发数，请核对。"),
                       title, in_force, made);
        free(title);
    }
}

/* Has the office certainly no power to make 规章? They are made by ministries, provinces and the
 * cities and prefectures with districts; a name that ends in 市人民政府 may be either kind of city
 * and is given the benefit of the doubt. */
static bool lacks_rule_power(const char *unit)
{
    static const char *const governments[] = {"人民政府办公厅", "人民政府办公室", "人民政府"};
    static const char *const low[] = {"县", "旗", "镇", "乡", "街道", "区"};
    static const char *const local[] = {"省", "市", "州", "县", "区", "镇", "街道"};
    static const char *const national[] = {"国家", "国务院", "中国",
                                           "中华"}; /* 国家市场监督管理总局 is no city's */
    size_t len = strlen(unit);
    for (size_t k = 0; k < sizeof national / sizeof national[0]; k++)
        if (strncmp(unit, national[k], strlen(national[k])) == 0)
            return false;
    for (size_t i = 0; i < sizeof governments / sizeof governments[0]; i++) {
        if (!span_ends_with((struct span){unit, len}, governments[i]))
            continue;
        size_t place_len = len - strlen(governments[i]);
        if (span_ends_with((struct span){unit, place_len}, "自治区"))
            return false;
        for (size_t k = 0; k < sizeof low / sizeof low[0]; k++)
            if (span_ends_with((struct span){unit, place_len}, low[k]))
                return true;
        return false;
    }
    for (size_t k = 0; k < sizeof local / sizeof local[0]; k++)
        if (strstr(unit, local[k]))
            return true;
    return false;
}

void check_rule_power(struct check *check)
{
    struct cell cell;
    const char *unit = draft_text(check->draft, COVER_UNIT);
    int section = check_table_section(check, check->rule->section);
    if (section < 0 || !lacks_rule_power(unit))
        return;
    for (cell = first_cell(section); next_cell(check->form, &cell);) {
        int64_t number;
        if (strcmp(form_row_of(check->form, cell)->key, "rules") != 0 ||
            !check_cell_number(check->draft, cell, &number) || number == 0)
            continue;
        char *title = check_cell_title(check->draft, cell);
        check_add_cell(check, cell,
                       N_("%s：填了 %" PRId64
                          " 件，但“%s”没有规章制定权，一般填 0。是规范性文件的，请填在下一行。"),
                       title, number, unit);
        free(title);
        return;
    }
}

/* The form of another time: offices go on using it by copying an old file. */
void check_form_in_force(struct check *check)
{
    int year = draft_year(check->draft);
    const struct form *in_force = form_for_year(year);
    if (!year || in_force == check->form || year <= check->form->last_year)
        return;
    check_add(check, COVER_REPORT_YEAR,
              N_("这份草稿用的是 %s 的格式，只用到 %d 年度的报告；%d 年度应当用 %s 的格式。"
                 "可以把填好的内容转到现行格式：nianbao import 本文件 -o 新文件 --to=%s"),
              check->form->document, check->form->last_year, year, in_force->document,
              in_force->id);
}
