/* SPDX-License-Identifier: MIT */
#include "forms/check/check_import.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/check/check_private.h"
#include "forms/draft/importnote.h"
#include "locale/mem.h"
#include "locale/message.h"

/* Where to jump to for a key; of a section with a table the first cell. */
static int field_of(const struct check *check, const char *key)
{
    struct cell cell;
    int section = form_section_index(check->form, key);
    if (section >= 0 && check->form->sections[section].table)
        return draft_cell_field(check->draft, (struct cell){section, 0, 0, 0});
    if (section >= 0)
        return draft_section_field(check->draft, section);
    return form_cell_find(check->form, key, &cell) ? draft_cell_field(check->draft, cell)
                                                   : draft_find(check->draft, key);
}

/* All rules whose findings are made by the import share this one: what was noted under the rule's
 * id. */
void check_import_notes(struct check *check)
{
    for (size_t i = 0; i < check->n_notes; i++) {
        const struct import_stored *note = &check->notes[i];
        if (strcmp(note->rule, check->rule->id) != 0)
            continue;
        struct strbuf text = STRBUF_INIT;
        import_note_describe(check->draft, note->rule, note->line, note->key, note->text, &text);
        check_add(check, field_of(check, note->key), N_("导入：%s"), text.data);
        strbuf_release(&text);
    }
}

void check_import_unplaced(struct check *check)
{
    for (int i = 0; i < check->n_narratives; i++) {
        const struct narrative *narrative = &check->narratives[i];
        const char *text = narrative->scan.text.data;
        for (const char *p = text; (p = strstr(p, import_unplaced_mark)) != NULL;
             p += strlen(import_unplaced_mark))
            check_add_text(
                check, narrative, (size_t)(p - text), strlen(import_unplaced_mark),
                N_("导入时没有归位的文字：请把它移到应在的地方，或者删去，并删去前面的标记“%s”。"),
                import_unplaced_mark);
    }
}

/* The cells, by index, whose total the source left blank, as far as that still holds. NULL: none.
 */
static bool *blank_totals(const struct check *check)
{
    bool *blank = NULL;
    for (size_t i = 0; i < check->n_notes; i++) {
        struct cell cell;
        if (!form_cell_find(check->form, check->notes[i].key, &cell) ||
            !form_cell_is_total(check->form, cell))
            continue;
        if (!blank)
            blank = xcalloc((size_t)form_n_cells(check->form), sizeof *blank);
        blank[form_cell_index(check->form, cell)] = true;
    }
    return blank;
}

/* What the source says of a cell: a blank total is 0. */
static int64_t source_number(const struct check *check, const bool *blank, struct cell cell)
{
    int64_t number = 0;
    if (!blank[form_cell_index(check->form, cell)])
        check_cell_number(check->draft, cell, &number);
    return number;
}

typedef void check_column(struct check *check, const bool *blank, struct cell cell);

/* Calls the function for each column of every table that has both a sum and an identity. */
static void for_each_column(struct check *check, check_column *function)
{
    bool *blank = blank_totals(check);
    for (int s = 0; blank && s < check->form->n_sections; s++) {
        const struct form_table *table = check->form->sections[s].table;
        if (!table || !table->sum || !table->identity)
            continue;
        for (struct cell cell = {s, 0, 0, 0}; cell.column < table->blocks[0].n_columns;
             cell.column++)
            function(check, blank, cell);
    }
    free(blank);
}

static const char *column_name(const struct check *check, struct cell cell)
{
    const struct form_column *column = form_column_of(check->form, cell);
    return column->path[form_path_depth(column->path) - 1];
}

static void check_balance_of(struct check *check, const bool *blank, struct cell cell)
{
    const struct form_table *table = check->form->sections[cell.section].table;
    const int rows[] = {table->identity->left[0], table->identity->left[1],
                        table->identity->right[0], table->identity->right[1]};
    int64_t numbers[4], left, right;
    bool any_blank = false;
    for (int i = 0; i < 4; i++) {
        cell.row = rows[i];
        numbers[i] = source_number(check, blank, cell);
        any_blank = any_blank || blank[form_cell_index(check->form, cell)];
    }
    if (any_blank && !__builtin_add_overflow(numbers[0], numbers[1], &left) &&
        !__builtin_add_overflow(numbers[2], numbers[3], &right) && left != right)
        check_add_cell(check, cell,
                       N_("导入：%s“%s”一列在原文中（空白的总计算作 0）一 %" PRId64 " + 二 %" PRId64
                          " = %" PRId64 "，（七）%" PRId64 " + 四 %" PRId64 " = %" PRId64
                          "，相差 %" PRId64 "。"),
                       table->name, column_name(check, cell), numbers[0], numbers[1], left,
                       numbers[2], numbers[3], right, left > right ? left - right : right - left);
}

void check_import_blank_balance(struct check *check) { for_each_column(check, check_balance_of); }

static void check_sum_of(struct check *check, const bool *blank, struct cell cell)
{
    const struct form_table *table = check->form->sections[cell.section].table;
    int64_t sum = 0;
    bool any_blank = false, overflow = false;
    for (cell.row = table->sum->first; cell.row <= table->sum->last; cell.row++) {
        overflow = overflow || __builtin_add_overflow(sum, source_number(check, blank, cell), &sum);
        any_blank = any_blank || blank[form_cell_index(check->form, cell)];
    }
    cell.row = table->sum->target;
    int64_t stated = source_number(check, blank, cell);
    if (any_blank && !overflow && !blank[form_cell_index(check->form, cell)] && sum != stated)
        check_add_cell(
            check, cell,
            N_("导入：%s“%s”一列在原文中（空白的总计算作 0）（一）至（六）之和是 %" PRId64
               "，（七）总计是 %" PRId64 "，相差 %" PRId64 "。"),
            table->name, column_name(check, cell), sum, stated,
            sum > stated ? sum - stated : stated - sum);
}

void check_import_blank_sum(struct check *check) { for_each_column(check, check_sum_of); }
