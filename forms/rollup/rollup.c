/* SPDX-License-Identifier: MIT */
#include "forms/rollup/rollup.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/total.h"
#include "forms/rollup/rollup_private.h"
#include "locale/mem.h"
#include "locale/message.h"

enum rollup_effect rollup_effect(enum rollup_kind kind)
{
    static const enum rollup_effect effects[ROLLUP_N_KINDS] = {
        [ROLLUP_UNREADABLE] = ROLLUP_LEAVES_OUT, [ROLLUP_CUT] = ROLLUP_LEAVES_OUT,
        [ROLLUP_FORMAT] = ROLLUP_LEAVES_OUT,     [ROLLUP_YEAR] = ROLLUP_LEAVES_OUT,
        [ROLLUP_DAMAGED] = ROLLUP_DOUBT,         [ROLLUP_ERRORS] = ROLLUP_DOUBT,
        [ROLLUP_LOCKED] = ROLLUP_DOUBT,          [ROLLUP_TWICE] = ROLLUP_DOUBT,
        [ROLLUP_UNNAMED] = ROLLUP_DOUBT,         [ROLLUP_EMPTY] = ROLLUP_DOUBT,
        [ROLLUP_OVERFLOW] = ROLLUP_FATAL,
    };
    return effects[kind];
}

/* What a sentence about a file begins with, unit and path, is put there at the end, when the unit
 * is known. */
void rollup_add_problem(struct rollup *rollup, enum rollup_kind kind, size_t file,
                        const char *format, ...)
{
    struct strbuf text = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    GROW(rollup->problems, rollup->n_problems, rollup->capacity);
    rollup->problems[rollup->n_problems] =
        (struct rollup_problem){kind, file, strbuf_steal(&text), rollup->n_problems};
    rollup->n_problems++;
}

static void add_name_of(const struct rollup *rollup, size_t file, struct strbuf *out)
{
    const char *unit = rollup->units[file].unit;
    strbuf_add_str(out, *unit ? unit : "");
    if (*unit)
        strbuf_add_str(out, "（");
    draft_list_path(rollup->list, file, out);
    if (*unit)
        strbuf_add_str(out, "）");
}

/* ---- which report it is ---- */

/* The group of most files; of two with as many the later year. */
static const struct rollup_group *choose_group(const struct rollup_groups *groups)
{
    const struct rollup_group *best = NULL;
    for (int i = 0; i < groups->count; i++) {
        const struct rollup_group *group = &groups->items[i];
        if (!best || group->n_files > best->n_files ||
            (group->n_files == best->n_files && group->year > best->year))
            best = group;
    }
    return best;
}

static void take_group(struct rollup *rollup, struct rollup_groups *groups)
{
    const struct rollup_group *chosen = choose_group(groups);
    for (int i = 0; i < groups->count; i++)
        if (&groups->items[i] != chosen)
            accumulator_free(groups->items[i].accumulator);
    if (!chosen)
        return;
    rollup->form = chosen->form;
    rollup->year = chosen->year;
    rollup->accumulator = chosen->accumulator;
    for (size_t file = 0; file < rollup->list->n_files; file++) {
        struct rollup_unit *unit = &rollup->units[file];
        if (!unit->form)
            continue;
        unit->is_counted = unit->form == rollup->form && unit->year == rollup->year;
        rollup->n_counted += unit->is_counted;
        if (unit->form != rollup->form)
            rollup_add_problem(rollup, ROLLUP_FORMAT, file,
                               _("用的是 %s 年的格式，其他单位是 %s 年的，不能相加，没有计入。"),
                               unit->form->id, rollup->form->id);
        else if (unit->year != rollup->year)
            rollup_add_problem(rollup, ROLLUP_YEAR, file,
                               unit->year
                                   ? _("是 %d 年的报告，其他单位是 %d 年的，没有计入。")
                                   : _("没有写报告年度（%d），其他单位是 %d 年的，没有计入。"),
                               unit->year, rollup->year);
        if (unit->is_counted && !*unit->unit)
            rollup_add_problem(rollup, ROLLUP_UNNAMED, file, "%s",
                               _("没有写机关全称，不知道是哪个单位的。"));
    }
    if (rollup->form && !rollup->year)
        rollup_add_problem(rollup, ROLLUP_YEAR, ROLLUP_NO_FILE, "%s",
                           _("这些草稿都没有写报告年度。"));
}

/* ---- units counted twice; the roster ---- */

/* A name that is counted, by a file of its own or as a part of a roll-up. */
struct counted {
    const char *name;
    size_t file;
    bool is_part;
};

static int compare_counted(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    if (order)
        return order;
    if (a->is_part != b->is_part) /* so that it is the single draft that is named */
        return a->is_part ? -1 : 1;
    return a->file < b->file ? -1 : a->file > b->file;
}

static struct counted *list_counted(const struct rollup *rollup, size_t *n)
{
    struct counted *list = NULL;
    size_t capacity = 0;
    *n = 0;
    for (size_t file = 0; file < rollup->list->n_files; file++) {
        const struct rollup_unit *unit = &rollup->units[file];
        if (!unit->is_counted)
            continue;
        if (*unit->unit) {
            GROW(list, *n, capacity);
            list[(*n)++] = (struct counted){unit->unit, file, false};
        }
        for (char **part = unit->parts; part && *part; part++) {
            GROW(list, *n, capacity);
            list[(*n)++] = (struct counted){*part, file, true};
        }
    }
    if (*n)
        qsort(list, *n, sizeof *list, compare_counted);
    return list;
}

static void find_repeated(struct rollup *rollup, const struct counted *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct counted *first = &list[i - 1], *again = &list[i];
        if (strcmp(first->name, again->name) != 0)
            continue;
        struct strbuf other = STRBUF_INIT;
        add_name_of(rollup, first->file, &other);
        if (again->is_part)
            rollup_add_problem(rollup, ROLLUP_TWICE, again->file,
                               _("它汇总的“%s”已经在 %s 里汇总过，重复了。"), again->name,
                               other.data);
        else if (first->is_part)
            rollup_add_problem(rollup, ROLLUP_TWICE, again->file,
                               _("这个单位已经包含在 %s 里，重复了。"), other.data);
        else
            rollup_add_problem(rollup, ROLLUP_TWICE, again->file,
                               _("这个单位已经有一份：%s，重复了。"), other.data);
        strbuf_release(&other);
    }
}

static void compare_with_roster(struct rollup *rollup, const struct roster *roster,
                                const struct counted *list, size_t n)
{
    bool *is_there = xcalloc(roster->n_units, sizeof *is_there);
    for (size_t i = 0; i < n; i++) {
        size_t index;
        bool is_on_roster = roster_find(roster, list[i].name, &index);
        if (is_on_roster)
            is_there[index] = true;
        /* A roll-up need not be on the roster, if the units in it are. */
        if (is_on_roster || list[i].is_part || rollup->units[list[i].file].parts)
            continue;
        rollup_add_problem(rollup, ROLLUP_SURPLUS, list[i].file, "%s", _("不在名单里，已计入。"));
        rollup->n_surplus++;
    }
    for (size_t i = 0; i < roster->n_units; i++) {
        size_t index;
        if (!roster_find(roster, roster->units[i], &index) || is_there[index])
            continue;
        rollup_add_problem(rollup, ROLLUP_MISSING, ROLLUP_NO_FILE,
                           _("%s：名单里有，没有计入（没有交，或者见上面的原因）。"),
                           roster->units[i]);
        rollup->n_missing++;
    }
    free(is_there);
}

/* ---- the sum ---- */

static void find_overflow(struct rollup *rollup)
{
    struct strbuf text = STRBUF_INIT, title = STRBUF_INIT;
    for (int i = 0; rollup->accumulator && i < form_n_cells(rollup->form); i++) {
        struct cell cell = form_cell_at(rollup->form, i);
        strbuf_clear(&text);
        if (accumulator_text(rollup->accumulator, i, &text))
            continue;
        strbuf_clear(&title);
        form_cell_title(rollup->form, cell, &title);
        rollup_add_problem(rollup, ROLLUP_OVERFLOW, ROLLUP_NO_FILE,
                           _("%s：各单位加起来超出了能计算的范围，一定有单位的数填错了，请核对。"),
                           title.data);
    }
    strbuf_release(&text);
    strbuf_release(&title);
}

/* The totals within the sum: they are computed by the draft that holds it. */
static void find_total_overflow(struct rollup *rollup)
{
    if (!rollup->accumulator || rollup_n_of_kind(rollup, ROLLUP_OVERFLOW))
        return;
    struct draft *draft = draft_new(rollup->form);
    struct strbuf text = STRBUF_INIT;
    int n_cells = form_n_cells(rollup->form);
    for (int i = 0; i < n_cells; i++) {
        strbuf_clear(&text);
        if (accumulator_text(rollup->accumulator, i, &text) && text.len)
            draft_set(draft, draft_cell_field(draft, form_cell_at(rollup->form, i)), text.data);
    }
    for (int i = 0; i < n_cells; i++) {
        struct cell cell = form_cell_at(rollup->form, i);
        if (!form_cell_is_total(rollup->form, cell) || !total_of(draft, cell).overflow)
            continue;
        strbuf_clear(&text);
        form_cell_title(rollup->form, cell, &text);
        rollup_add_problem(rollup, ROLLUP_OVERFLOW, ROLLUP_NO_FILE,
                           _("%s：各单位加起来超出了能计算的范围，一定有单位的数填错了，请核对。"),
                           text.data);
        break; /* the other totals overflow for the same reason */
    }
    strbuf_release(&text);
    draft_free(draft);
}

static int compare_problems(const void *left, const void *right)
{
    const struct rollup_problem *a = left, *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void sort_problems(struct rollup *rollup)
{
    for (size_t i = 0; i < rollup->n_problems; i++) {
        struct rollup_problem *problem = &rollup->problems[i];
        struct strbuf text = STRBUF_INIT;
        if (problem->file == ROLLUP_NO_FILE)
            continue;
        add_name_of(rollup, problem->file, &text);
        strbuf_addf(&text, "：%s", problem->text);
        free(problem->text);
        problem->text = strbuf_steal(&text);
    }
    if (rollup->n_problems)
        qsort(rollup->problems, rollup->n_problems, sizeof *rollup->problems, compare_problems);
}

void rollup_run(struct rollup *rollup, const struct draft_list *list,
                const struct rollup_options *options)
{
    struct rollup_groups groups = {.count = 0};
    *rollup = (struct rollup){.list = list, .units = xcalloc(list->n_files, sizeof *rollup->units)};
    rollup_read_all(rollup, options, &groups);
    for (size_t file = 0; file < list->n_files; file++)
        if (!rollup->units[file].unit)
            rollup->units[file].unit = xstrdup("");
    take_group(rollup, &groups);
    size_t n;
    struct counted *counted = list_counted(rollup, &n);
    find_repeated(rollup, counted, n);
    if (options->roster)
        compare_with_roster(rollup, options->roster, counted, n);
    free(counted);
    find_overflow(rollup);
    find_total_overflow(rollup);
    sort_problems(rollup);
}

void rollup_release(struct rollup *rollup)
{
    for (size_t file = 0; rollup->units && file < rollup->list->n_files; file++) {
        for (char **part = rollup->units[file].parts; part && *part; part++)
            free(*part);
        free(rollup->units[file].parts);
        free(rollup->units[file].unit);
    }
    for (size_t i = 0; i < rollup->n_problems; i++)
        free(rollup->problems[i].text);
    free(rollup->units);
    free(rollup->problems);
    accumulator_free(rollup->accumulator);
    *rollup = (struct rollup){0};
}

enum rollup_effect rollup_worst(const struct rollup *rollup)
{
    enum rollup_effect worst = ROLLUP_NOTICE;
    for (size_t i = 0; i < rollup->n_problems; i++)
        if (rollup_effect(rollup->problems[i].kind) > worst)
            worst = rollup_effect(rollup->problems[i].kind);
    return worst;
}

size_t rollup_n_of_kind(const struct rollup *rollup, enum rollup_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < rollup->n_problems; i++)
        n += rollup->problems[i].kind == kind;
    return n;
}
