/* SPDX-License-Identifier: MIT */
#include "forms/rollup/tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "locale/mem.h"

struct tally_cell {
    int64_t high,
        low; /* the sum is high * 2^32 + low, and exact for two thousand million numbers */
    struct strbuf amount; /* a decimal; "" before the first one */
    size_t n_numbers, n_not_applicable, n_others;
    bool overflow; /* the amount has too many digits */
};

struct tally {
    const struct form *form;
    int n_cells;
    enum cell_kind *kinds;
    bool *is_total;
    struct tally_cell *cells;
};

struct tally *tally_new(const struct form *form)
{
    struct tally *tally = xcalloc(1, sizeof *tally);
    *tally = (struct tally){.form = form, .n_cells = form_n_cells(form)};
    size_t n = (size_t)tally->n_cells;
    tally->kinds = xcalloc(n, sizeof *tally->kinds);
    tally->is_total = xcalloc(n, sizeof *tally->is_total);
    tally->cells = xcalloc(n, sizeof *tally->cells);
    for (int i = 0; i < tally->n_cells; i++) {
        struct cell cell = form_cell_at(form, i);
        tally->kinds[i] = form_column_of(form, cell)->kind;
        tally->is_total[i] = form_cell_is_total(form, cell);
        strbuf_init(&tally->cells[i].amount);
    }
    return tally;
}

void tally_free(struct tally *tally)
{
    if (!tally)
        return;
    for (int i = 0; i < tally->n_cells; i++)
        strbuf_release(&tally->cells[i].amount);
    free(tally->kinds);
    free(tally->is_total);
    free(tally->cells);
    free(tally);
}

static bool is_amount(enum cell_kind kind) { return kind == CELL_AMOUNT || kind == CELL_MONEY; }

static void add_amount(struct tally_cell *cell, const char *amount)
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

void tally_add(struct tally *tally, const struct figures *figures)
{
    for (int i = 0; i < tally->n_cells; i++) {
        struct tally_cell *cell = &tally->cells[i];
        struct value value = figures->values[i];
        if (tally->is_total[i])
            continue;
        bool is_number = value.kind == VALUE_NUMBER;
        if (is_number && is_amount(tally->kinds[i])) {
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

void tally_merge(struct tally *tally, const struct tally *other)
{
    for (int i = 0; i < tally->n_cells; i++) {
        struct tally_cell *cell = &tally->cells[i];
        const struct tally_cell *part = &other->cells[i];
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

bool tally_text(const struct tally *tally, int index, struct strbuf *out)
{
    const struct tally_cell *cell = &tally->cells[index];
    if (!cell->n_numbers) {
        if (cell->n_not_applicable && !cell->n_others)
            strbuf_add_byte(out, '/');
        return true;
    }
    if (is_amount(tally->kinds[index])) {
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
