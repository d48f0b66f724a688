/* SPDX-License-Identifier: MIT */
#include "forms/rollup/breakdown.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "forms/base/workers.h"
#include "forms/draft/balance.h"
#include "forms/files/safefile.h"
#include "forms/rollup/draftlist.h"
#include "forms/rollup/figures_scan.h"
#include "forms/rollup/rollupdraft.h"
#include "forms/store/draftfile.h"
#include "forms/store/previous.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"

/* What a thread keeps for itself. */
struct reader {
    const struct figures_scanner *scanner;
    const char *only_folder; /* see struct breakdown_options */
    struct strbuf bytes;
    struct figures figures;
};

static bool parse_figures(struct reader *reader, struct figures *figures, struct err *err)
{
    struct ini_notes notes;
    enum ini_state state;
    if (figures_scan(reader->scanner, reader->bytes.data, reader->bytes.len, figures))
        return true;
    struct draft *draft =
        draftfile_read(reader->bytes.data, reader->bytes.len, &state, &notes, err);
    bool ok = draft && state != INI_CUT;
    if (ok)
        figures_from_draft(draft, figures);
    else if (draft)
        err_set(err, "%s", _("文件不完整"));
    draft_free(draft);
    ini_notes_release(&notes);
    return ok;
}

static bool read_figures(struct reader *reader, const char *path, struct figures *figures,
                         struct err *err)
{
    strbuf_clear(&reader->bytes);
    return previous_read(path, reader->only_folder, &reader->bytes, err) &&
           parse_figures(reader, figures, err);
}

/* ---- values ---- */

static char *text_of(const struct figures *figures, struct cell cell)
{
    struct strbuf text = STRBUF_INIT;
    enum cell_kind kind = form_column_of(figures->form, cell)->kind;
    int index = form_cell_index(figures->form, cell);
    struct value value = figures->values[index];
    if (form_cell_is_total(figures->form, cell)) {
        struct total total = balance_total(figures->form, figures->values, cell);
        if (total.n_filled && !total.overflow)
            strbuf_addf(&text, "%" PRId64, total.number);
    } else if (value.kind == VALUE_NOT_APPLICABLE) {
        strbuf_add_byte(&text, '/');
    } else if (value.kind == VALUE_NUMBER && (kind == CELL_AMOUNT || kind == CELL_MONEY)) {
        strbuf_add_str(&text, figures_amount(figures, index));
    } else if (value.kind == VALUE_NUMBER) {
        strbuf_addf(&text, "%" PRId64, value.number);
    }
    return strbuf_steal(&text);
}

/* The cell of the same name; "" where that form has none. */
static char *text_by_key(const struct figures *figures, const struct form *form, struct cell cell)
{
    struct strbuf key = STRBUF_INIT;
    struct cell found;
    form_cell_key(form, cell, &key);
    char *text =
        form_cell_find(figures->form, key.data, &found) ? text_of(figures, found) : xstrdup("");
    strbuf_release(&key);
    return text;
}

/* ---- a list of them ---- */

/* What the threads share. */
struct task {
    struct breakdown *breakdown;
    const char *sum_path;
    const struct draft *sum;
    struct cell cell;
    struct reader *readers; /* by thread */
};

static void read_last_year(struct reader *reader, struct share *share, const char *path,
                           const struct task *task)
{
    struct figures last = FIGURES_INIT;
    char *last_path = previous_path(path, reader->figures.previous.data);
    if (read_figures(reader, last_path, &last, NULL)) {
        free(share->last_year);
        share->last_year = text_by_key(&last, draft_form(task->sum), task->cell);
    }
    free(last_path);
    figures_release(&last);
}

/* One unit. A share without a name is of a draft that was found in a folder: it may be another
 * year's. */
static void read_share(void *context, int thread, size_t index)
{
    struct task *task = context;
    struct reader *reader = &task->readers[thread];
    struct share *share = &task->breakdown->items[index];
    struct figures *figures = &reader->figures;
    struct err err = {0};
    char *path = previous_path(task->sum_path, share->file);
    share->last_year = xstrdup("");
    if (!read_figures(reader, path, figures, &err)) {
        share->value = xstrdup("");
        share->problem = xstrdup(err.text);
    } else {
        share->is_other = !share->unit && (figures->form != draft_form(task->sum) ||
                                           figures->year != draft_year(task->sum));
        if (!share->unit)
            share->unit = xstrdup(figures->unit.data);
        share->value = text_by_key(figures, draft_form(task->sum), task->cell);
        if (figures->previous.len)
            read_last_year(reader, share, path, task);
    }
    if (!share->unit)
        share->unit = xstrdup(share->file);
    free(path);
}

/* Negative numbers (本年增/减) after all others, what is no number last. */
static int compare_values(const char *a, const char *b)
{
    bool is_number_a = decimal_is_valid(a), is_number_b = decimal_is_valid(b);
    if (is_number_a && is_number_b)
        return decimal_compare(a, b);
    if (is_number_a != is_number_b)
        return is_number_a ? 1 : -1;
    return strcmp(a, b);
}

static int compare_shares(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    int order = compare_values(b->value, a->value);
    return order ? order : strcmp(a->unit, b->unit);
}

static char *add_up(const struct breakdown *breakdown)
{
    struct strbuf total = STRBUF_INIT;
    strbuf_add_str(&total, "0");
    for (size_t i = 0; i < breakdown->count; i++) {
        struct strbuf sum = STRBUF_INIT;
        if (decimal_is_valid(breakdown->items[i].value) &&
            decimal_add(&sum, total.data, breakdown->items[i].value)) {
            strbuf_release(&total);
            total = sum;
        }
    }
    return strbuf_steal(&total);
}

static void add_listed(struct breakdown *breakdown, const struct draft *sum)
{
    struct rollup_part *parts = rollup_parts(sum, &breakdown->count, &breakdown->n_units);
    breakdown->items = xcalloc(breakdown->count + 1, sizeof *breakdown->items);
    for (size_t i = 0; i < breakdown->count; i++)
        breakdown->items[i] =
            (struct share){.unit = xstrdup(parts[i].unit), .file = xstrdup(parts[i].file)};
    free(parts);
}

/* The drafts in the sum's folders; a folder that cannot be read has none. */
static void add_found(struct breakdown *breakdown, const struct task *task, const char *only_folder)
{
    size_t n_folders, capacity = 0;
    const char **folders = rollup_folders(task->sum, &n_folders);
    for (size_t i = 0; i < n_folders; i++) {
        struct draft_list list = DRAFT_LIST_INIT;
        char *path = previous_path(task->sum_path, folders[i]), *real_path = realpath(path, NULL);
        struct strbuf whole = STRBUF_INIT;
        if (real_path && (!only_folder || safefile_lies_in(real_path, only_folder)))
            draft_list_add(&list, path, task->sum_path, NULL);
        for (size_t f = 0; f < list.n_files; f++) {
            strbuf_clear(&whole);
            draft_list_real_path(&list, f, &whole);
            GROW(breakdown->items, breakdown->count, capacity);
            breakdown->items[breakdown->count++] = (struct share){.file = xstrdup(whole.data)};
        }
        strbuf_release(&whole);
        draft_list_release(&list);
        free(real_path);
        free(path);
    }
    free(folders);
}

static void free_share(struct share *share)
{
    free(share->unit);
    free(share->file);
    free(share->value);
    free(share->last_year);
    free(share->problem);
}

/* Those of another report; after a stop all of them. */
static void drop_others(struct breakdown *breakdown, bool all)
{
    size_t n = 0;
    for (size_t i = 0; i < breakdown->count; i++) {
        if (all || breakdown->items[i].is_other)
            free_share(&breakdown->items[i]);
        else
            breakdown->items[n++] = breakdown->items[i];
    }
    breakdown->count = n;
}

void breakdown_read(struct breakdown *breakdown, const struct draft *sum, const char *path,
                    struct cell cell, const struct breakdown_options *options)
{
    struct task task = {.breakdown = breakdown, .sum_path = path, .sum = sum, .cell = cell};
    const struct workers workers = {.work = read_share,
                                    .context = &task,
                                    .progress = options->progress,
                                    .progress_context = options->context,
                                    .stop = options->stop};
    struct figures_scanner *scanner = figures_scanner_new();
    int n_readers = workers_n_threads(&workers);
    *breakdown = (struct breakdown){0};
    add_listed(breakdown, sum);
    if (!breakdown->count)
        add_found(breakdown, &task, options->only_folder);
    task.readers = xcalloc((size_t)n_readers, sizeof *task.readers);
    for (int i = 0; i < n_readers; i++)
        task.readers[i] = (struct reader){scanner, options->only_folder, STRBUF_INIT, FIGURES_INIT};
    workers_run(&workers, breakdown->count);
    for (int i = 0; i < n_readers; i++) {
        strbuf_release(&task.readers[i].bytes);
        figures_release(&task.readers[i].figures);
    }
    free(task.readers);
    figures_scanner_free(scanner);
    drop_others(breakdown, options->stop && atomic_load(options->stop));
    if (breakdown->count)
        qsort(breakdown->items, breakdown->count, sizeof *breakdown->items, compare_shares);
    breakdown->total = add_up(breakdown);
}

void breakdown_release(struct breakdown *breakdown)
{
    for (size_t i = 0; i < breakdown->count; i++)
        free_share(&breakdown->items[i]);
    free(breakdown->items);
    free(breakdown->total);
    *breakdown = (struct breakdown){0};
}

/* ---- for people ---- */

void breakdown_add_percent(const struct breakdown *breakdown, size_t index, struct strbuf *out)
{
    const char *value = breakdown->items[index].value;
    /* Only shown: the sums themselves are exact. */
    long double total = strtold(breakdown->total, NULL);
    if (decimal_is_valid(value) && total > 0)
        strbuf_addf(out, "%.1Lf%%", strtold(value, NULL) * 100 / total);
}

/* Is larger at least ten times smaller, and smaller not 0? */
static bool is_slipped(const char *larger, const char *smaller)
{
    struct strbuf tenfold = STRBUF_INIT;
    bool slipped = decimal_compare(smaller, "0") > 0 && decimal_shift(&tenfold, smaller, 1) &&
                   decimal_compare(larger, tenfold.data) >= 0;
    strbuf_release(&tenfold);
    return slipped;
}

void breakdown_add_change(const struct share *share, struct strbuf *out)
{
    size_t start = out->len;
    if (!decimal_is_valid(share->value) || !decimal_is_valid(share->last_year))
        return;
    int order = decimal_compare(share->value, share->last_year);
    if (order > 0)
        strbuf_add_byte(out, '+');
    if (!decimal_subtract(out, share->value, share->last_year)) {
        strbuf_truncate(out, start);
        return;
    }
    if (is_slipped(share->value, share->last_year))
        strbuf_add_str(out, _(" 增十倍以上"));
    else if (is_slipped(share->last_year, share->value))
        strbuf_add_str(out, _(" 不到十分之一"));
}

enum { VALUE_COLS = 14, PERCENT_COLS = 8, MAX_UNIT_COLS = 36, MIN_UNIT_COLS = 8 };

static void add_place(struct strbuf *out, const char *text, int n_cols, enum align align,
                      int ambiguous)
{
    width_pad(out, text, strlen(text), n_cols, align, ambiguous);
    strbuf_add_byte(out, ' ');
}

static void add_row(struct strbuf *out, int unit_cols, int ambiguous, const char *const places[5])
{
    add_place(out, places[0], unit_cols, ALIGN_LEFT, ambiguous);
    add_place(out, places[1], VALUE_COLS, ALIGN_RIGHT, ambiguous);
    add_place(out, places[2], PERCENT_COLS, ALIGN_RIGHT, ambiguous);
    add_place(out, places[3], VALUE_COLS, ALIGN_RIGHT, ambiguous);
    strbuf_add_byte(out, ' ');
    strbuf_add_str(out, places[4]);
    strbuf_add_byte(out, '\n');
}

void breakdown_add_table(const struct breakdown *breakdown, int ambiguous, struct strbuf *out)
{
    int unit_cols = MIN_UNIT_COLS;
    for (size_t i = 0; i < breakdown->count; i++) {
        int n_cols = width_of_str(breakdown->items[i].unit, ambiguous);
        unit_cols = n_cols > unit_cols ? n_cols : unit_cols;
    }
    unit_cols = unit_cols < MAX_UNIT_COLS ? unit_cols : MAX_UNIT_COLS;
    add_row(out, unit_cols, ambiguous,
            (const char *const[]){_("单位"), _("数"), _("占比"), _("去年"), _("增减")});
    size_t n_shown =
        breakdown->count < BREAKDOWN_MAX_SHOWN ? breakdown->count : BREAKDOWN_MAX_SHOWN;
    for (size_t i = 0; i < n_shown; i++) {
        const struct share *share = &breakdown->items[i];
        struct strbuf percent = STRBUF_INIT, change = STRBUF_INIT;
        breakdown_add_percent(breakdown, i, &percent);
        if (share->problem)
            strbuf_addf(&change, _("读不出：%s"), share->problem);
        else
            breakdown_add_change(share, &change);
        add_row(out, unit_cols, ambiguous,
                (const char *const[]){share->unit, share->value, percent.data, share->last_year,
                                      change.data});
        strbuf_release(&percent);
        strbuf_release(&change);
    }
    if (n_shown < breakdown->count)
        strbuf_addf(out, _("（另有 %zu 个单位，数更小，没有列出）\n"), breakdown->count - n_shown);
    add_row(out, unit_cols, ambiguous,
            (const char *const[]){_("合计"), breakdown->total, "", "", ""});
    if (breakdown->n_units != breakdown->count)
        strbuf_addf(out, _("汇总的是 %zu 个单位，现在找到 %zu 个；要两者相符，请重新汇总。\n"),
                    breakdown->n_units, breakdown->count);
}
