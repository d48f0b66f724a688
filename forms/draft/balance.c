/* SPDX-License-Identifier: MIT */
#include "forms/draft/balance.h"

#include <string.h>

/* A block with its values, row by row. */
struct matrix {
    const struct form_block *block;
    const struct form_sum *sum;
    const struct form_identity *identity;
    const struct value *values;
};

static struct matrix matrix_of(const struct form *form, const struct value *values, int section,
                               int block)
{
    const struct form_table *table = form->sections[section].table;
    return (struct matrix){&table->blocks[block], table->sum, table->identity,
                           values + form_cell_index(form, (struct cell){section, block, 0, 0})};
}

static struct value value_at(const struct matrix *matrix, int row, int column)
{
    return matrix->values[row * matrix->block->n_columns + column];
}

static void add(struct total *total, struct total part)
{
    if (part.overflow || __builtin_add_overflow(total->number, part.number, &total->number)) {
        total->number = INT64_MAX;
        total->overflow = true;
    }
    total->n_filled += part.n_filled;
    total->n_addends += part.n_addends;
}

static void add_value(struct total *total, struct value value)
{
    if (__builtin_add_overflow(total->number, value_addend(value), &total->number))
        total->overflow = true;
    if (total->overflow)
        total->number = INT64_MAX;
    total->n_filled += value.kind == VALUE_NUMBER;
    total->n_addends++;
}

/* ---- totals ---- */

static struct total total_at(const struct matrix *matrix, int row, int column)
{
    const struct form_block *block = matrix->block;
    bool is_sum = matrix->sum && matrix->sum->target == row;
    bool is_across = column == block->total_column;
    int first_row = is_sum ? matrix->sum->first : row, last_row = is_sum ? matrix->sum->last : row;
    int first = is_across ? 0 : column, last = is_across ? block->n_columns - 1 : column;
    struct total total = {0};
    for (int r = first_row; r <= last_row; r++)
        for (int c = first; c <= last; c++)
            if (c != block->total_column)
                add_value(&total, value_at(matrix, r, c));
    return total;
}

struct total balance_total(const struct form *form, const struct value *values, struct cell cell)
{
    struct matrix matrix = matrix_of(form, values, cell.section, cell.block);
    return total_at(&matrix, cell.row, cell.column);
}

static bool is_misstated(const struct matrix *matrix, int row, int column)
{
    bool is_total =
        column == matrix->block->total_column || (matrix->sum && matrix->sum->target == row);
    struct value stated = value_at(matrix, row, column);
    if (!is_total || stated.kind == VALUE_BLANK)
        return false;
    struct total total = total_at(matrix, row, column);
    return total.overflow || stated.kind == VALUE_INVALID || value_addend(stated) != total.number;
}

bool balance_is_misstated(const struct form *form, const struct value *values, struct cell cell)
{
    struct matrix matrix = matrix_of(form, values, cell.section, cell.block);
    return is_misstated(&matrix, cell.row, cell.column);
}

/* ---- columns ---- */

/* The number that stands in a cell: the stated total where there is one, else the computed one. */
static struct total shown_at(const struct matrix *matrix, int row, int column)
{
    struct value own = value_at(matrix, row, column);
    if (own.kind == VALUE_NUMBER)
        return (struct total){own.number, 1, 1, false};
    return total_at(matrix, row, column);
}

/* One side of the identity: its two numbers and their sum. */
static struct total side_of(const struct matrix *matrix, const int rows[2], int column,
                            int64_t numbers[2], struct balance *balance)
{
    struct total side = {0};
    for (int i = 0; i < 2; i++) {
        struct total number = shown_at(matrix, rows[i], column);
        numbers[i] = number.number;
        balance->n_blank += !number.n_filled;
        add(&side, number);
    }
    balance->side_is_blank |= !side.n_filled;
    balance->overflow |= side.overflow;
    return side;
}

static struct balance balance_at(const struct matrix *matrix, int column)
{
    struct balance balance = {0};
    struct total left = side_of(matrix, matrix->identity->left, column, balance.left, &balance),
                 right = side_of(matrix, matrix->identity->right, column, balance.right, &balance);
    balance.overflow |= __builtin_sub_overflow(left.number, right.number, &balance.difference);
    return balance;
}

bool balance_of_column(const struct form *form, const struct value *values, struct cell cell,
                       struct balance *balance)
{
    if (!form->sections[cell.section].table->identity)
        return false;
    struct matrix matrix = matrix_of(form, values, cell.section, cell.block);
    *balance = balance_at(&matrix, cell.column);
    return true;
}

bool balance_is_off(const struct balance *balance)
{
    return !balance->overflow && balance->difference && !balance->side_is_blank;
}

/* ---- whole tables ---- */

static bool matrix_holds(const struct matrix *matrix)
{
    for (int r = 0; r < matrix->block->n_rows; r++)
        for (int c = 0; c < matrix->block->n_columns; c++)
            if (is_misstated(matrix, r, c))
                return false;
    for (int c = 0; matrix->identity && c < matrix->block->n_columns; c++) {
        struct balance balance = balance_at(matrix, c);
        if (balance.overflow || balance_is_off(&balance))
            return false;
    }
    return true;
}

bool balance_tables_hold(const struct form *form, const struct value *values)
{
    for (int s = 0; s < form->n_sections; s++)
        for (int b = 0; form->sections[s].table && b < form->sections[s].table->n_blocks; b++) {
            struct matrix matrix = matrix_of(form, values, s, b);
            if (!matrix_holds(&matrix))
                return false;
        }
    return true;
}

/* ---- last year ---- */

bool balance_stock_holds(int64_t last, int64_t made, int64_t repealed, int64_t stock,
                         int64_t *expected)
{
    return __builtin_add_overflow(last, made, expected) ||
           __builtin_sub_overflow(*expected, repealed, expected) || *expected == stock;
}

/* What was carried in is what last year was carried out. */
static bool requests_hold(const struct matrix *now, const struct matrix *last)
{
    for (int c = 0; now->identity && c < now->block->n_columns; c++) {
        struct value in = value_at(now, now->identity->left[1], c);
        struct value out = value_at(last, last->identity->right[1], c);
        if (c != now->block->total_column &&
            (in.kind != VALUE_NUMBER || out.kind != VALUE_NUMBER || in.number != out.number))
            return false;
    }
    return true;
}

static int column_of(const struct form_block *block, const char *key)
{
    for (int c = 0; c < block->n_columns; c++)
        if (block->columns[c].key && strcmp(block->columns[c].key, key) == 0)
            return c;
    return -1;
}

static bool stocks_hold(const struct matrix *now, const struct matrix *last)
{
    int made = column_of(now->block, "made"), repealed = column_of(now->block, "repealed"),
        stock = column_of(now->block, "in_force");
    for (int r = 0; made >= 0 && repealed >= 0 && stock >= 0 && r < now->block->n_rows; r++) {
        struct value values[] = {value_at(last, r, stock), value_at(now, r, made),
                                 value_at(now, r, repealed), value_at(now, r, stock)};
        int64_t expected;
        bool is_known = true;
        for (int i = 0; i < 4; i++)
            is_known = is_known && values[i].kind == VALUE_NUMBER;
        if (is_known && !balance_stock_holds(values[0].number, values[1].number, values[2].number,
                                             values[3].number, &expected))
            return false;
    }
    return true;
}

bool balance_carried_holds(const struct form *form, const struct value *now,
                           const struct value *last)
{
    for (int s = 0; s < form->n_sections; s++)
        for (int b = 0; form->sections[s].table && b < form->sections[s].table->n_blocks; b++) {
            struct matrix this_year = matrix_of(form, now, s, b),
                          last_year = matrix_of(form, last, s, b);
            if (!requests_hold(&this_year, &last_year) || !stocks_hold(&this_year, &last_year))
                return false;
        }
    return true;
}
