/* SPDX-License-Identifier: MIT */
#include "forms/check/tablesummary.h"

#include <inttypes.h>
#include <math.h>

#include "forms/check/progress.h"
#include "forms/draft/total.h"
#include "locale/message.h"

/* How many columns balance, and how many do not; none of a table that has no balance. */
static void count_columns(const struct draft *draft, int section, int *n_good, int *n_off)
{
    const struct form_block *block = &draft_form(draft)->sections[section].table->blocks[0];
    struct balance balance;
    *n_good = *n_off = 0;
    for (int column = 0; column < block->n_columns; column++)
        if (total_balance(draft, (struct cell){section, 0, 0, column}, &balance)) {
            bool is_good = !balance.overflow && !balance.difference;
            *n_good += is_good;
            *n_off += !is_good;
        }
}

void tablesummary_add(const struct draft *draft, int section, struct strbuf *out)
{
    const char *name = draft_form(draft)->sections[section].table->name;
    struct progress progress = progress_of_section(draft, section, NULL);
    int n_blank = progress.n_wanted - progress.n_filled, n_good, n_off;
    count_columns(draft, section, &n_good, &n_off);
    if (n_blank)
        strbuf_addf(out, _("%s 还有 %d 格没有填"), name, n_blank);
    else if (n_off)
        strbuf_addf(out, _("%s 填满：%d 格，%d 列相符，%d 列不平"), name, progress.n_wanted, n_good,
                    n_off);
    else if (n_good)
        strbuf_addf(out, _("%s 填完：%d 格，%d 列相符"), name, progress.n_wanted, n_good);
    else
        strbuf_addf(out, _("%s 填完：%d 格"), name, progress.n_wanted);
}

/* A number, and what it was a year ago. */
struct change {
    struct cell cell;
    int64_t last, now;
    double weight; /* how much it strikes: 3 to 21 more than 403 to 412 */
};

static bool number_of(const struct draft *draft, struct cell cell, int64_t *number)
{
    enum cell_kind kind = form_column_of(draft_form(draft), cell)->kind;
    struct total total = total_of(draft, cell);
    *number = total.number;
    return (kind == CELL_COUNT || kind == CELL_CHANGE) && total.n_filled && !total.overflow;
}

static bool change_of(const struct draft *draft, const struct draft *previous, struct cell cell,
                      struct change *change)
{
    struct strbuf key = STRBUF_INIT;
    struct cell last;
    form_cell_key(draft_form(draft), cell, &key);
    bool ok = form_cell_find(draft_form(previous), key.data, &last) &&
              number_of(draft, cell, &change->now) && number_of(previous, last, &change->last);
    strbuf_release(&key);
    double difference = ok ? (double)change->now - (double)change->last : 0;
    change->cell = cell;
    change->weight = difference != 0 ? difference * difference /
                                           (fabs((double)change->now) + fabs((double)change->last))
                                     : 0;
    return ok;
}

/* Is it what others add up to, or part of what is shown as a whole? */
static bool is_told_elsewhere(const struct form *form, struct cell cell)
{
    const struct form_table *table = form->sections[cell.section].table;
    int total_column = form_block_of(form, cell)->total_column;
    return (table->sum && cell.row == table->sum->target) ||
           (total_column >= 0 && cell.column != total_column);
}

static void add_change(const struct form *form, const struct change *change, struct strbuf *out)
{
    enum { LEAST_BASE = 10 }; /* of one that a percentage of says something */
    const struct form_block *block = form_block_of(form, change->cell);
    strbuf_addf(out, "%s%s", out->len ? "  " : "", form_row_name(form_row_of(form, change->cell)));
    if (block->total_column < 0 && block->n_columns > 1)
        strbuf_add_str(out, form_column_of(form, change->cell)->brief);
    strbuf_addf(out, _(" %" PRId64 " → %" PRId64), change->last, change->now);
    if (change->last >= LEAST_BASE)
        strbuf_addf(out, _("（%+.0f%%）"),
                    ((double)change->now - (double)change->last) * 100 / (double)change->last);
}

void tablesummary_add_changes(const struct draft *draft, const struct draft *previous, int section,
                              struct strbuf *out)
{
    enum { N_SHOWN = 3 };
    static const double least_weight = 3; /* 5 to 7 is no news */
    const struct form *form = draft_form(draft);
    struct change largest[N_SHOWN] = {{.weight = 0}}, change;
    struct strbuf text = STRBUF_INIT;
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        if (cell.section != section || is_told_elsewhere(form, cell) ||
            !change_of(draft, previous, cell, &change) || change.weight < least_weight)
            continue;
        for (int k = 0; k < N_SHOWN; k++)
            if (change.weight > largest[k].weight) {
                struct change lighter = largest[k];
                largest[k] = change;
                change = lighter;
            }
    }
    for (int k = 0; k < N_SHOWN && largest[k].weight > 0; k++)
        add_change(form, &largest[k], &text);
    strbuf_add(out, text.data, text.len);
    strbuf_release(&text);
}
