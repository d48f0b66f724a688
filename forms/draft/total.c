/* SPDX-License-Identifier: MIT */
#include "forms/draft/total.h"

#include <inttypes.h>

static void add(struct total *total, struct total part)
{
    if (part.overflow || __builtin_add_overflow(total->number, part.number, &total->number)) {
        total->number = INT64_MAX;
        total->overflow = true;
    }
    total->n_filled += part.n_filled;
    total->n_addends += part.n_addends;
}

struct total total_from(const struct total_source *source, struct cell cell)
{
    const struct form_block *block = form_block_of(source->form, cell);
    const struct form_sum *sum = source->form->sections[cell.section].table->sum;
    struct total total = {0};
    if (cell.column == block->total_column) {
        for (struct cell c = {cell.section, cell.block, cell.row, 0}; c.column < block->n_columns;
             c.column++)
            if (c.column != block->total_column)
                add(&total, total_from(source, c));
        return total;
    }
    if (sum && sum->target == cell.row) {
        for (struct cell c = {cell.section, cell.block, sum->first, cell.column};
             c.row <= sum->last; c.row++)
            add(&total, total_from(source, c));
        return total;
    }
    struct value value = source->value(source->context, cell);
    return (struct total){value_addend(value), value.kind == VALUE_NUMBER, 1, false};
}

static struct value value_in_draft(const void *draft, struct cell cell)
{
    return draft_value(draft, cell);
}

struct total total_of(const struct draft *draft, struct cell cell)
{
    return total_from(&(struct total_source){draft_form(draft), value_in_draft, draft}, cell);
}

void total_shown_text(const struct draft *draft, struct cell cell, struct strbuf *out)
{
    const char *own = draft_text(draft, draft_cell_field(draft, cell));
    strbuf_add_str(out, own);
    if (*own || !form_cell_is_total(draft_form(draft), cell))
        return;
    struct total total = total_of(draft, cell);
    if (total.n_filled)
        strbuf_addf(out, "%" PRId64, total.number);
}

bool total_is_misstated(const struct draft *draft, struct cell cell)
{
    if (!form_cell_is_total(draft_form(draft), cell))
        return false;
    struct value stated = draft_value(draft, cell);
    struct total total = total_of(draft, cell);
    if (stated.kind == VALUE_BLANK)
        return false;
    return total.overflow || stated.kind == VALUE_INVALID || value_addend(stated) != total.number;
}

void total_drop_agreeing(struct draft *draft)
{
    const struct form *form = draft_form(draft);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        if (form_cell_is_total(form, cell) && draft_value(draft, cell).kind == VALUE_NUMBER &&
            total_of(draft, cell).n_filled && !total_is_misstated(draft, cell))
            draft_set(draft, draft_cell_field(draft, cell), "");
    }
}

/* The number that stands in a cell: the stated total where there is one, else the computed one. */
static struct total shown_number(const struct draft *draft, struct cell cell)
{
    struct value own = draft_value(draft, cell);
    if (own.kind == VALUE_NUMBER)
        return (struct total){own.number, 1, 1, false};
    return total_of(draft, cell);
}

bool total_balance(const struct draft *draft, struct cell cell, struct balance *balance)
{
    const struct form_identity *identity =
        draft_form(draft)->sections[cell.section].table->identity;
    if (!identity)
        return false;
    *balance = (struct balance){0};
    struct total sides[2] = {{0}, {0}};
    for (int i = 0; i < 2; i++) {
        struct total left = shown_number(
            draft, (struct cell){cell.section, cell.block, identity->left[i], cell.column});
        struct total right = shown_number(
            draft, (struct cell){cell.section, cell.block, identity->right[i], cell.column});
        balance->left[i] = left.number;
        balance->right[i] = right.number;
        balance->n_blank += !left.n_filled + !right.n_filled;
        add(&sides[0], left);
        add(&sides[1], right);
    }
    balance->overflow =
        sides[0].overflow || sides[1].overflow ||
        __builtin_sub_overflow(sides[0].number, sides[1].number, &balance->difference);
    return true;
}
