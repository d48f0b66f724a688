/* SPDX-License-Identifier: MIT */
#include "forms/check/check_likely.h"

#include <inttypes.h>
#include <stdlib.h>

#include "forms/check/check_private.h"
#include "forms/draft/total.h"
#include "locale/message.h"

/* By how much the row's stated total exceeds the sum of its cells. 0: not stated, or right. */
static int64_t row_excess(const struct draft *draft, struct cell cell)
{
    cell.column = form_block_of(draft_form(draft), cell)->total_column;
    int64_t excess = 0;
    if (cell.column >= 0 && draft_value(draft, cell).kind == VALUE_NUMBER &&
        total_is_misstated(draft, cell) &&
        __builtin_sub_overflow(draft_value(draft, cell).number, total_of(draft, cell).number,
                               &excess))
        return 0;
    return excess;
}

/* What would have to be added to the cell to make its column right: its stated sum if it is one of
 * the addends of a stated sum that is wrong, else the column's identity. 0: nothing would. */
static int64_t column_lack(const struct draft *draft, struct cell cell)
{
    const struct form_table *table = draft_form(draft)->sections[cell.section].table;
    const struct form_sum *sum = table->sum;
    struct cell target = cell;
    int64_t lack = 0;
    struct balance balance;
    if (sum && cell.row >= sum->first && cell.row <= sum->last) {
        target.row = sum->target;
        if (draft_value(draft, target).kind == VALUE_NUMBER) {
            if (__builtin_sub_overflow(draft_value(draft, target).number,
                                       total_of(draft, target).number, &lack))
                return 0;
            return lack;
        }
    }
    if (!table->identity || !total_balance(draft, cell, &balance) || balance.overflow)
        return 0;
    bool is_left = cell.row == table->identity->left[0] || cell.row == table->identity->left[1];
    return is_left ? -balance.difference : balance.difference;
}

static bool mends_both(const struct draft *draft, struct cell cell)
{
    int64_t excess = row_excess(draft, cell);
    struct value value = draft_value(draft, cell);
    return excess && excess == column_lack(draft, cell) && value.kind != VALUE_INVALID &&
           check_sum(value_addend(value), excess) >= 0;
}

bool likely_cell_of_column(const struct draft *draft, struct cell column, struct cell *likely)
{
    int n = 0, n_rows = form_block_of(draft_form(draft), column)->n_rows;
    for (struct cell cell = {column.section, column.block, 0, column.column}; cell.row < n_rows;
         cell.row++) {
        if (!form_cell_is_total(draft_form(draft), cell) && mends_both(draft, cell)) {
            *likely = cell;
            n++;
        }
    }
    return n == 1;
}

bool likely_cell_of_row(const struct draft *draft, struct cell row, struct cell *likely)
{
    const struct form_block *block = form_block_of(draft_form(draft), row);
    int n = 0;
    for (struct cell cell = {row.section, row.block, row.row, 0}; cell.column < block->n_columns;
         cell.column++) {
        if (!form_cell_is_total(draft_form(draft), cell) && mends_both(draft, cell)) {
            *likely = cell;
            n++;
        }
    }
    return n == 1;
}

/* The number with two neighbouring digits exchanged that is bigger by `more`, -1. */
static int64_t with_digits_swapped(int64_t number, int64_t more)
{
    if (more == 0 || more % 9 != 0)
        return -1;
    for (int64_t place = 1; place <= number / 10; place *= 10) {
        int64_t low = number / place % 10, high = number / place / 10 % 10;
        if ((low - high) * place * 9 == more)
            return number + more;
        if (place > INT64_MAX / 1000)
            break;
    }
    return -1;
}

/* The one cell of the column, or of the row, that two exchanged digits would put right. row_lack
 * counts in a row. */
static bool swapped_digits(const struct draft *draft, struct cell cell, bool in_row,
                           int64_t row_lack, struct cell *likely)
{
    const struct form_block *block = form_block_of(draft_form(draft), cell);
    int n = 0, *moving = in_row ? &cell.column : &cell.row,
        end = in_row ? block->n_columns : block->n_rows;
    for (*moving = 0; *moving < end; ++*moving) {
        struct value value = draft_value(draft, cell);
        if (form_cell_is_total(draft_form(draft), cell) || value.kind != VALUE_NUMBER ||
            with_digits_swapped(value.number, in_row ? row_lack : column_lack(draft, cell)) < 0)
            continue;
        *likely = cell;
        n++;
    }
    return n == 1;
}

void likely_add_hint(struct check *check, struct cell cell)
{
    const struct draft *draft = check->draft;
    bool is_stated = cell.row >= 0;
    struct cell place = {cell.section, cell.block, is_stated ? cell.row : 0, cell.column},
                likely = place;
    bool in_row = is_stated && cell.column == form_block_of(check->form, place)->total_column;
    int64_t excess = 0;
    int64_t stated = draft_value(draft, place).number;
    if (is_stated && !__builtin_sub_overflow(stated, total_of(draft, place).number, &excess)) {
        int64_t right = with_digits_swapped(stated, -excess);
        if (right >= 0) {
            check_add_hint(check, N_("差数是 9 的倍数，像是 %" PRId64 " 的两位数字写颠倒了。"),
                           right);
            return;
        }
    }
    bool mends = in_row ? likely_cell_of_row(draft, place, &likely)
                        : likely_cell_of_column(draft, place, &likely);
    if (!mends && !swapped_digits(draft, place, in_row, excess, &likely))
        return;
    int64_t now = value_addend(draft_value(draft, likely));
    char *title = check_cell_title(draft, likely);
    if (mends)
        check_add_hint(
            check, N_("最可能有误的一格是“%s”：现为 %" PRId64 "，改为 %" PRId64 " 则行、列都平。"),
            title, now, now + row_excess(draft, likely));
    else
        check_add_hint(
            check,
            N_("差数是 9 的倍数，“%s”的 %" PRId64 " 可能是 %" PRId64 " 的两位数字写颠倒了。"),
            title, now, now + (in_row ? excess : column_lack(draft, likely)));
    free(title);
}
