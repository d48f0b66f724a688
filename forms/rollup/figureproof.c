/* SPDX-License-Identifier: MIT */
/* Are a draft's numbers right, and its narratives? What holds here is no error for the rules of
 * check.h; what does not may be one, and is left to them. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/rollup/figures_private.h"
#include "forms/rollup/textproof.h"
#include "locale/mem.h"

/* ---- tables ---- */

/* The numbers that belong in the cells, each row's from its first cell on: the cells' own, and in
 * totals the sums that they state. All sums fit, for the scanner takes no long numbers. */
static void compute_right(const struct plan_section *section, const struct figures *figures,
                          int64_t *right)
{
    const struct form_sum *sum = section->table->sum;
    for (int r = 0; r < section->n_rows; r++)
        for (int c = 0; c < section->rows[r].block->n_columns; c++)
            right[section->rows[r].first_cell + c] =
                figures->values[section->rows[r].first_cell + c].number;
    for (int c = 0; sum && c < section->table->blocks[0].n_columns; c++) {
        int64_t *target = &right[section->rows[sum->target].first_cell + c];
        *target = 0;
        for (int r = sum->first; r <= sum->last; r++)
            *target += right[section->rows[r].first_cell + c];
    }
    for (int r = 0; r < section->n_rows; r++) {
        const struct plan_row *row = &section->rows[r];
        int64_t *cells = &right[row->first_cell], total = 0;
        for (int c = 0; c < row->block->n_columns; c++)
            total += c == row->block->total_column ? 0 : cells[c];
        if (row->block->total_column >= 0)
            cells[row->block->total_column] = total;
    }
}

static bool totals_are_right(const struct plan_section *section, const struct figures *figures,
                             const int64_t *right)
{
    for (int r = 0; r < section->n_rows; r++) {
        const struct plan_row *row = &section->rows[r];
        for (int c = 0; c < row->block->n_columns; c++) {
            struct value stated = figures->values[row->first_cell + c];
            if ((!row->is_sum && c != row->block->total_column) || stated.kind == VALUE_BLANK)
                continue;
            if (stated.kind != VALUE_NUMBER || stated.number != right[row->first_cell + c])
                return false;
        }
    }
    return true;
}

static bool identity_holds(const struct plan_section *section, const int64_t *right)
{
    const struct form_identity *identity = section->table->identity;
    for (int c = 0; identity && c < section->table->blocks[0].n_columns; c++) {
        const int64_t *column = right + c;
        if (column[section->rows[identity->left[0]].first_cell] +
                column[section->rows[identity->left[1]].first_cell] !=
            column[section->rows[identity->right[0]].first_cell] +
                column[section->rows[identity->right[1]].first_cell])
            return false;
    }
    return true;
}

bool figures_tables_hold(const struct plan *plan, const struct figures *figures)
{
    int64_t right[PLAN_MAX_CELLS];
    for (int s = 0; s < plan->n_sections; s++) {
        compute_right(&plan->sections[s], figures, right);
        if (!totals_are_right(&plan->sections[s], figures, right) ||
            !identity_holds(&plan->sections[s], right))
            return false;
    }
    return true;
}

/* ---- last year's ---- */

/* Y-CARRY: what was carried in is what last year was carried out. */
static bool requests_hold(const struct figures *now, const struct figures *last, int section)
{
    const struct form_table *table = now->form->sections[section].table;
    const struct form_block *block = table->blocks;
    for (int c = 0; table->identity && c < block->n_columns; c++) {
        struct cell in = {section, 0, table->identity->left[1], c},
                    out = {section, 0, table->identity->right[1], c};
        struct value carried_in = now->values[form_cell_index(now->form, in)];
        struct value carried_out = last->values[form_cell_index(last->form, out)];
        if (c != block->total_column &&
            (carried_in.kind != VALUE_NUMBER || carried_out.kind != VALUE_NUMBER ||
             carried_in.number != carried_out.number))
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

/* T2-CARRY: the stock is last year's, plus what was made, less what was repealed. */
static bool stocks_hold(const struct figures *now, const struct figures *last, int section, int b)
{
    const struct form_block *block = &now->form->sections[section].table->blocks[b];
    int made = column_of(block, "made"), repealed = column_of(block, "repealed"),
        stock = column_of(block, "in_force");
    for (int r = 0; made >= 0 && repealed >= 0 && stock >= 0 && r < block->n_rows; r++) {
        int first = form_cell_index(now->form, (struct cell){section, b, r, 0});
        const struct value *values = now->values + first;
        if (values[made].kind != VALUE_NUMBER || values[repealed].kind != VALUE_NUMBER ||
            values[stock].kind != VALUE_NUMBER || last->values[first + stock].kind != VALUE_NUMBER)
            continue;
        if (values[stock].number !=
            last->values[first + stock].number + values[made].number - values[repealed].number)
            return false;
    }
    return true;
}

bool figures_carried_hold(const struct figures *now, const struct figures *last)
{
    if (now->form != last->form)
        return false;
    for (int s = 0; s < now->form->n_sections; s++) {
        const struct form_table *table = now->form->sections[s].table;
        if (table && !requests_hold(now, last, s))
            return false;
        for (int b = 0; table && b < table->n_blocks; b++)
            if (!stocks_hold(now, last, s, b))
                return false;
    }
    return true;
}

/* ---- narratives ---- */

static unsigned slot_of(const char *name, size_t len)
{
    unsigned hash = 0;
    for (size_t i = 0; i < len; i++)
        hash = hash * 31 + (unsigned char)name[i];
    return (hash ^ hash >> 11) & (PLAN_NAME_SLOTS - 1);
}

void figures_plan_names(struct plan *plan)
{
    plan->names = xcalloc((size_t)plan->n_cells, sizeof *plan->names);
    assert(plan->n_cells <= PLAN_MAX_CELLS);
    memset(plan->cell_of_slot, -1, sizeof plan->cell_of_slot);
    for (int i = 0; i < plan->n_cells; i++) {
        struct strbuf name = STRBUF_INIT;
        form_cell_key(plan->form, form_cell_at(plan->form, i), &name);
        unsigned slot = slot_of(name.data, name.len);
        while (plan->cell_of_slot[slot] >= 0)
            slot = (slot + 1) & (PLAN_NAME_SLOTS - 1);
        plan->cell_of_slot[slot] = (short)i;
        plan->names[i].len = name.len;
        plan->names[i].text = strbuf_steal(&name);
    }
}

/* The cell of that name, -1. */
static int find_cell(const struct plan *plan, const char *name, size_t len)
{
    int cell;
    for (unsigned slot = slot_of(name, len); (cell = plan->cell_of_slot[slot]) >= 0;
         slot = (slot + 1) & (PLAN_NAME_SLOTS - 1))
        if (plan->names[cell].len == len && memcmp(plan->names[cell].text, name, len) == 0)
            return cell;
    return -1;
}

struct reference {
    const struct plan *plan;
    const struct figures *figures;
};

static bool is_number(const void *context, const char *name, size_t len)
{
    const struct reference *reference = context;
    int cell = find_cell(reference->plan, name, len);
    if (cell < 0 || reference->figures->values[cell].kind != VALUE_NUMBER)
        return false;
    return !figures_has_text(
               form_column_of(reference->plan->form, form_cell_at(reference->plan->form, cell))
                   ->kind) ||
           !strstr(figures_amount(reference->figures, cell), "0000");
}

bool figures_prose_holds(const struct plan *plan, const struct textproof *proof,
                         const struct figures *figures)
{
    const struct reference reference = {plan, figures};
    struct textproof_text text = {
        .year = figures->year, .is_number = is_number, .context = &reference};
    for (int s = 0; s < plan->form->n_sections; s++) {
        const struct form_section *section = &plan->form->sections[s];
        const struct figures_narrative *narrative = &figures->narratives[s];
        if (section->table || (!section->heading && !narrative->len))
            continue;
        text.text = figures->prose.data + narrative->at;
        text.len = narrative->len;
        text.is_other = strcmp(section->key, "other") == 0;
        if (!narrative->len || !textproof_holds(proof, &text))
            return false;
    }
    return true;
}
