/* SPDX-License-Identifier: MIT */
#include "forms/form/formdef.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "locale/message.h"

const struct form *const form_formats[FORM_N_FORMATS] = {&format_2019, &format_2021};

const struct form_cover_field form_cover[] = {
    [COVER_UNIT] = {"report.unit", N_("机关全称"), COVER_TEXT, true,
                    N_("填写机关全称，与公章一致。标题、落款都用这个名称。")},
    [COVER_REPORT_YEAR] =
        {"report.year", N_("报告年度"), COVER_YEAR, true,
         N_("填写数据所属的年度，四位数字，例如 2023。统计期限是当年 1 月 1 日至 12 月 31 日。")},
    [COVER_SIGNED] =
        {"report.date", N_("成文日期"), COVER_DATE, false,
         N_("落款日期，例如 2024-01-20。县级以上政府部门应在次年 1 月 31 日前、县级以上政府应在次年 3 月 31 日前公布（《条例》第四十九条）；乡镇和街道按本地通知，没有规定的按 1 月 31 日。")},
    [COVER_ADDRESS] = {"report.address", N_("联系地址"), COVER_TEXT, false,
                       N_("公众对报告有疑问时的联系地址，印在前言之后。")},
    [COVER_POSTCODE] = {"report.postcode", N_("邮政编码"), COVER_TEXT, false, N_("六位数字。")},
    [COVER_PHONE] = {"report.phone", N_("联系电话"), COVER_TEXT, false,
                     N_("带区号，例如 0377-12345678。")},
    [COVER_EMAIL] = {"report.email", N_("电子邮箱"), COVER_TEXT, false, N_("可以不填。")},
    [COVER_SITE] = {"report.site", N_("公布网址"), COVER_TEXT, false,
                    N_("报告电子版公布的网址。文中写明了的，可以不填。")},
};

const char *form_row_name(const struct form_row *row)
{
    static const char *const ends[] = {"、", "）", "."};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const char *end = strstr(row->brief, ends[i]);
        if (end)
            return end + strlen(ends[i]);
    }
    return row->brief;
}

const struct form *form_by_id(const char *id)
{
    for (int i = 0; i < FORM_N_FORMATS; i++)
        if (strcmp(form_formats[i]->id, id) == 0)
            return form_formats[i];
    return NULL;
}

const struct form *form_for_year(int year)
{
    for (int i = 0; i < FORM_N_FORMATS; i++)
        if (year > 0 && year <= form_formats[i]->last_year)
            return form_formats[i];
    return form_formats[FORM_N_FORMATS - 1];
}

const struct form_block *form_block_of(const struct form *form, struct cell cell)
{
    return &form->sections[cell.section].table->blocks[cell.block];
}

const struct form_row *form_row_of(const struct form *form, struct cell cell)
{
    return &form_block_of(form, cell)->rows[cell.row];
}

const struct form_column *form_column_of(const struct form *form, struct cell cell)
{
    return &form_block_of(form, cell)->columns[cell.column];
}

/* ---- the cells of a form, numbered ---- */

enum { MAX_SECTIONS = 16, MAX_BLOCKS = 8, MAX_CELLS = 256 };

struct cell_numbers {
    int n_cells;
    struct {
        unsigned char section, block, row, column;
    } cells[MAX_CELLS];
    short first_cells[MAX_SECTIONS][MAX_BLOCKS]; /* by section and block */
};

static struct cell_numbers all_numbers[FORM_N_FORMATS];

static void number_block(struct cell_numbers *numbers, const struct form_block *block,
                         struct cell at)
{
    numbers->first_cells[at.section][at.block] = (short)numbers->n_cells;
    for (at.row = 0; at.row < block->n_rows; at.row++)
        for (at.column = 0; at.column < block->n_columns; at.column++) {
            assert(numbers->n_cells < MAX_CELLS);
            numbers->cells[numbers->n_cells].section = (unsigned char)at.section;
            numbers->cells[numbers->n_cells].block = (unsigned char)at.block;
            numbers->cells[numbers->n_cells].row = (unsigned char)at.row;
            numbers->cells[numbers->n_cells++].column = (unsigned char)at.column;
        }
}

static void number_cells(void)
{
    for (int f = 0; f < FORM_N_FORMATS; f++)
        for (int s = 0; s < form_formats[f]->n_sections; s++) {
            const struct form_table *table = form_formats[f]->sections[s].table;
            assert(s < MAX_SECTIONS && (!table || table->n_blocks <= MAX_BLOCKS));
            for (int b = 0; table && b < table->n_blocks; b++)
                number_block(&all_numbers[f], &table->blocks[b], (struct cell){s, b, 0, 0});
        }
}

static const struct cell_numbers *numbers_of(const struct form *form)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, number_cells);
    int f = 0;
    while (form_formats[f] != form)
        f++;
    return &all_numbers[f];
}

int form_n_cells(const struct form *form) { return numbers_of(form)->n_cells; }

int form_cell_index(const struct form *form, struct cell cell)
{
    return numbers_of(form)->first_cells[cell.section][cell.block] +
           cell.row * form_block_of(form, cell)->n_columns + cell.column;
}

struct cell form_cell_at(const struct form *form, int index)
{
    const struct cell_numbers *numbers = numbers_of(form);
    assert(index >= 0 && index < numbers->n_cells);
    return (struct cell){numbers->cells[index].section, numbers->cells[index].block,
                         numbers->cells[index].row, numbers->cells[index].column};
}

bool form_cell_is_total(const struct form *form, struct cell cell)
{
    const struct form_sum *sum = form->sections[cell.section].table->sum;
    return cell.column == form_block_of(form, cell)->total_column ||
           (sum && sum->target == cell.row);
}

int form_section_index(const struct form *form, const char *key)
{
    for (int s = 0; s < form->n_sections; s++)
        if (strcmp(form->sections[s].key, key) == 0)
            return s;
    return -1;
}

void form_cell_key(const struct form *form, struct cell cell, struct strbuf *out)
{
    const char *column = form_column_of(form, cell)->key;
    strbuf_add_str(out, form->sections[cell.section].key);
    strbuf_add_byte(out, '.');
    strbuf_add_str(out, form_row_of(form, cell)->key);
    if (column) {
        strbuf_add_byte(out, '.');
        strbuf_add_str(out, column);
    }
}

/* Takes word and the dot behind it (or the end) off the front of *key. */
static bool take_key(const char **key, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(*key, word, len) != 0 || ((*key)[len] != '.' && (*key)[len] != '\0'))
        return false;
    *key += len + ((*key)[len] == '.');
    return true;
}

/* The cell of a block whose key, without the section's, is that; stores row and column. */
static bool find_in_block(const struct form_block *block, const char *key, struct cell *cell)
{
    for (cell->row = 0; cell->row < block->n_rows; cell->row++) {
        const char *column_key = key;
        if (!take_key(&column_key, block->rows[cell->row].key))
            continue;
        for (cell->column = 0; cell->column < block->n_columns; cell->column++) {
            const char *name = block->columns[cell->column].key;
            if (strcmp(column_key, name ? name : "") == 0)
                return true;
        }
    }
    return false;
}

bool form_cell_find(const struct form *form, const char *key, struct cell *cell)
{
    struct cell found;
    for (found.section = 0; found.section < form->n_sections; found.section++) {
        const struct form_table *table = form->sections[found.section].table;
        const char *rest = key;
        if (!table || !take_key(&rest, form->sections[found.section].key))
            continue;
        for (found.block = 0; found.block < table->n_blocks; found.block++)
            if (find_in_block(&table->blocks[found.block], rest, &found)) {
                *cell = found;
                return true;
            }
    }
    return false;
}

int form_path_depth(const char *const path[FORM_MAX_DEPTH])
{
    int depth = 0;
    while (depth < FORM_MAX_DEPTH && path[depth])
        depth++;
    return depth;
}

static void add_path(const char *const path[FORM_MAX_DEPTH], const char *separator,
                     struct strbuf *out)
{
    for (int i = 0; i < form_path_depth(path); i++) {
        if (i)
            strbuf_add_str(out, separator);
        strbuf_add_str(out, path[i]);
    }
}

void form_row_label(const struct form *form, struct cell cell, const char *separator,
                    struct strbuf *out)
{
    add_path(form_row_of(form, cell)->path, separator, out);
}

void form_column_label(const struct form *form, struct cell cell, const char *separator,
                       struct strbuf *out)
{
    add_path(form_column_of(form, cell)->path, separator, out);
}

void form_cell_title(const struct form *form, struct cell cell, struct strbuf *out)
{
    const struct form_row *row = form_row_of(form, cell);
    const struct form_column *column = form_column_of(form, cell);
    strbuf_addf(out, "%s ", form->sections[cell.section].table->name);
    /* The outermost part (三、本年度办理结果, 行政诉讼) is the same for many rows; the name does
     * without it. */
    int depth = form_path_depth(row->path);
    for (int i = depth > 1; i < depth; i++)
        strbuf_addf(out, "%s ", row->path[i]);
    strbuf_add_str(out, column->path[form_path_depth(column->path) - 1]);
}
