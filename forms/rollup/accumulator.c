/* SPDX-License-Identifier: MIT */
#include "forms/rollup/accumulator.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "locale/mem.h"

struct accumulator_cell {
    int64_t high,
        low; /* the sum is high * 2^32 + low, and exact for two thousand million numbers */
    struct strbuf amount; /* a decimal; "" before the first one */
    size_t n_numbers, n_not_applicable, n_others;
    bool overflow; /* the amount has too many digits */
};

struct accumulator {
    const struct form *form;
    int n_cells;
    enum cell_kind *kinds;
    bool *is_total;
    struct accumulator_cell *cells;
};

struct accumulator *accumulator_new(const struct form *form)
{
    struct accumulator *accumulator = xcalloc(1, sizeof *accumulator);
    *accumulator = (struct accumulator){.form = form, .n_cells = form_n_cells(form)};
    size_t n = (size_t)accumulator->n_cells;
    accumulator->kinds = xcalloc(n, sizeof *accumulator->kinds);
    accumulator->is_total = xcalloc(n, sizeof *accumulator->is_total);
    accumulator->cells = xcalloc(n, sizeof *accumulator->cells);
    for (int i = 0; i < accumulator->n_cells; i++) {
        struct cell cell = form_cell_at(form, i);
        accumulator->kinds[i] = form_column_of(form, cell)->kind;
        accumulator->is_total[i] = form_cell_is_total(form, cell);
        strbuf_init(&accumulator->cells[i].amount);
    }
    return accumulator;
}

void accumulator_free(struct accumulator *accumulator)
{
    if (!accumulator)
        return;
    for (int i = 0; i < accumulator->n_cells; i++)
        strbuf_release(&accumulator->cells[i].amount);
    free(accumulator->kinds);
    free(accumulator->is_total);
    free(accumulator->cells);
    free(accumulator);
}

static bool is_amount(enum cell_kind kind) { return kind == CELL_AMOUNT || kind == CELL_MONEY; }

static void add_amount(struct accumulator_cell *cell, const char *amount)
{
    struct strbuf sum = STRBUF_INIT;
    if (!cell->amount.len)
        strbuf_add_str(&sum, amount);
    else if (!decimal_add(&sum, cell->amount.data, amount))
        cell->overflow = true;
    if (sum.len) {
        strbuf_release(&cell->amount);
        cell->amount = sum;
    }
}

void accumulator_add(struct accumulator *accumulator, const struct figures *figures)
{
    for (int i = 0; i < accumulator->n_cells; i++) {
        struct accumulator_cell *cell = &accumulator->cells[i];
        struct value value = figures->values[i];
        if (accumulator->is_total[i])
            continue;
        bool is_number = value.kind == VALUE_NUMBER;
        if (is_number && is_amount(accumulator->kinds[i])) {
            const char *amount = figures_amount(figures, i);
            is_number = decimal_is_valid(amount);
            if (is_number)
                add_amount(cell, amount);
        } else if (is_number) {
            cell->high += value.number >> 32;
            cell->low += value.number & UINT32_MAX;
        }
        if (is_number)
            cell->n_numbers++;
        else if (value.kind == VALUE_NOT_APPLICABLE)
            cell->n_not_applicable++;
        else
            cell->n_others++;
    }
}

void accumulator_merge(struct accumulator *accumulator, const struct accumulator *other)
{
    for (int i = 0; i < accumulator->n_cells; i++) {
        struct accumulator_cell *cell = &accumulator->cells[i];
        const struct accumulator_cell *part = &other->cells[i];
        cell->high += part->high;
        cell->low += part->low;
        cell->n_numbers += part->n_numbers;
        cell->n_not_applicable += part->n_not_applicable;
        cell->n_others += part->n_others;
        cell->overflow |= part->overflow;
        if (part->amount.len)
            add_amount(cell, part->amount.data);
    }
}

bool accumulator_text(const struct accumulator *accumulator, int index, struct strbuf *out)
{
    const struct accumulator_cell *cell = &accumulator->cells[index];
    if (!cell->n_numbers) {
        if (cell->n_not_applicable && !cell->n_others)
            strbuf_add_byte(out, '/');
        return true;
    }
    if (is_amount(accumulator->kinds[index])) {
        if (!cell->overflow)
            strbuf_add_str(out, cell->amount.data);
        return !cell->overflow;
    }
    int64_t high = cell->high + (cell->low >> 32);
    if (high > INT32_MAX || high < INT32_MIN)
        return false;
    strbuf_addf(out, "%" PRId64, high * (INT64_C(1) << 32) + (cell->low & UINT32_MAX));
    return true;
}
