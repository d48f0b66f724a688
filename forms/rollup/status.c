/* SPDX-License-Identifier: MIT */
#include "forms/rollup/status.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forms/base/workers.h"
#include "forms/base/customs.h"
#include "forms/rollup/draftsummary.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

static const struct {
    const char *word, *name;
} states[STATUS_N_STATES] = {
    [STATUS_MISSING] = {"missing", N_("没有交")},
    [STATUS_UNREADABLE] = {"unreadable", N_("读不出")},
    [STATUS_EMPTY] = {"empty", N_("空")},
    [STATUS_WORKING] = {"working", N_("填写中")},
    [STATUS_ERRORS] = {"errors", N_("有错误")},
    [STATUS_CHANGED] = {"changed", N_("打印后已改")},
    [STATUS_WARNINGS] = {"warnings", N_("有提醒")},
    [STATUS_DONE] = {"done", N_("完成")},
    [STATUS_PRINTED] = {"printed", N_("已打印")},
};

const char *status_word(enum status_state state) { return states[state].word; }
const char *status_name(enum status_state state) { return message_get(states[state].name); }

/* ---- lines ---- */

static enum status_state state_of(const struct draft_summary *summary)
{
    if (summary->problem)
        return STATUS_UNREADABLE;
    if (summary->printed == PRINTED_CURRENT)
        return STATUS_PRINTED;
    if (summary->locked_by)
        return STATUS_WORKING;
    switch (summary->progress.state) {
    case PROGRESS_EMPTY: return STATUS_EMPTY;
    case PROGRESS_ERROR: return STATUS_ERRORS;
    case PROGRESS_WORKING: return STATUS_WORKING;
    case PROGRESS_DONE: break;
    }
    if (summary->printed == PRINTED_CHANGED)
        return STATUS_CHANGED;
    return summary->progress.n_warnings ? STATUS_WARNINGS : STATUS_DONE;
}

static struct status_line *add_line(struct status *status)
{
    GROW(status->lines, status->count, status->capacity);
    struct status_line *line = &status->lines[status->count++];
    *line = (struct status_line){.alike = -1};
    return line;
}

struct reading {
    struct status *status; /* a line for each file of the list */
    const struct draft_list *list;
    struct previous_search *search;
};

/* Takes the summary over. */
static void set_line(struct status_line *line, struct draft_summary *summary, const char *path)
{
    struct strbuf unit = STRBUF_INIT;
    roster_add_name(&unit, summary->unit, strlen(summary->unit));
    *line = (struct status_line){
        .state = state_of(summary),
        .unit = strbuf_steal(&unit),
        .file = xstrdup(path),
        .who = xstrdup(summary->locked_by ? summary->locked_by : ""),
        .since = summary->locked_since,
        .problem = xstrdup(summary->problem ? summary->problem : ""),
        .year =
            strspn(summary->year, "0123456789") == 4 && !summary->year[4] ? atoi(summary->year) : 0,
        .n_errors = summary->progress.n_errors,
        .n_warnings = summary->progress.n_warnings,
        .percent = progress_percent(summary->progress),
        .printed = summary->printed,
        .printed_on = summary->printed_on,
        .said = summary->said,
        .alike = -1,
    };
    summary->said = (struct alike_text){0};
    line->is_finished = line->state == STATUS_PRINTED || (line->state != STATUS_UNREADABLE &&
                                                          summary->progress.state == PROGRESS_DONE);
    if (line->state == STATUS_UNREADABLE) /* numbers of half a file say nothing */
        line->n_errors = line->n_warnings = line->percent = 0;
    draft_summary_release(summary);
}

static void read_file(void *context, int thread, size_t file)
{
    (void)thread;
    const struct reading *reading = context;
    const struct draft_list *list = reading->list;
    struct draft_summary summary;
    struct strbuf path = STRBUF_INIT;
    draft_summary_read(list->folders[list->files[file].folder].real_path, list->files[file].name,
                       reading->search, &summary);
    draft_list_path(list, file, &path);
    set_line(&reading->status->lines[file], &summary, path.data);
    strbuf_release(&path);
}

static void read_files(struct status *status, const struct draft_list *list,
                       const struct status_options *options)
{
    struct previous_search search = PREVIOUS_SEARCH_INIT(options->only_folder);
    struct reading reading = {status, list, &search};
    const struct workers workers = {.n_jobs = options->n_jobs,
                                    .work = read_file,
                                    .context = &reading,
                                    .progress = options->progress,
                                    .progress_context = options->context};
    for (size_t file = 0; file < list->n_files; file++)
        add_line(status);
    workers_run(&workers, list->n_files);
    previous_search_release(&search);
}

static int compare_years(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

/* The year of most drafts, for the units that have none; without any draft the year before this
 * one, on which reports are written now. */
static int usual_year(const struct status *status, struct date today)
{
    int *years = xcalloc(status->count + 1, sizeof *years), usual = today.year - 1;
    size_t n_usual = 0, n = 0;
    for (size_t i = 0; i < status->count; i++)
        if (status->lines[i].year)
            years[n++] = status->lines[i].year;
    qsort(years, n, sizeof *years, compare_years);
    for (size_t i = 0, first = 0; i < n; i++) {
        if (years[i] != years[first])
            first = i;
        if (i - first + 1 > n_usual) {
            n_usual = i - first + 1;
            usual = years[i];
        }
    }
    free(years);
    return usual;
}

/* ---- the roster ---- */

/* Which place of the roster's file each of its sorted names has. */
static size_t *places_of(const struct roster *roster)
{
    size_t *places = xcalloc(roster->n_units + 1, sizeof *places), index;
    for (size_t i = 0; i < roster->n_units; i++)
        if (roster_find(roster, roster->units[i], &index))
            places[index] = i;
    return places;
}

struct placed {
    size_t place; /* on the roster; its number of units: not on it */
    size_t order;
    struct status_line line;
};

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void add_missing(struct status *status, const struct roster *roster)
{
    bool *is_there = xcalloc(roster->n_units + 1, sizeof *is_there);
    size_t index;
    for (size_t i = 0; i < status->count; i++)
        if (roster_find(roster, status->lines[i].unit, &index))
            is_there[index] = true;
    for (size_t i = 0; i < roster->n_units; i++)
        if (roster_find(roster, roster->units[i], &index) && !is_there[index])
            *add_line(status) = (struct status_line){.state = STATUS_MISSING,
                                                     .alike = -1,
                                                     .unit = xstrdup(roster->units[i]),
                                                     .file = xstrdup(""),
                                                     .who = xstrdup(""),
                                                     .problem = xstrdup("")};
    free(is_there);
}

static void order_by_roster(struct status *status, const struct roster *roster)
{
    size_t *places = places_of(roster), index;
    struct placed *placed = xcalloc(status->count + 1, sizeof *placed);
    for (size_t i = 0; i < status->count; i++) {
        bool is_on_roster = roster_find(roster, status->lines[i].unit, &index);
        status->lines[i].is_surplus = !is_on_roster;
        placed[i] =
            (struct placed){is_on_roster ? places[index] : roster->n_units, i, status->lines[i]};
    }
    qsort(placed, status->count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < status->count; i++)
        status->lines[i] = placed[i].line;
    free(placed);
    free(places);
}

/* ---- deadlines ---- */

static time_t noon_of(struct date date)
{
    struct tm tm = {
        .tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day, .tm_hour = 12};
    return timegm(&tm);
}

int status_days_between(struct date from, struct date to)
{
    enum { DAY_S = 24 * 60 * 60 };
    return (int)((noon_of(to) - noon_of(from)) / DAY_S);
}

static void set_deadline(struct status_line *line, int usual_year,
                         const struct status_options *options)
{
    int year = line->year ? line->year : usual_year;
    line->deadline =
        options->deadline.year ? options->deadline : customs_deadline(line->unit, year);
    line->days_left = status_days_between(options->today, line->deadline);
    line->is_overdue = line->days_left < 0 && !line->is_finished;
    line->is_of_past_year = line->is_overdue && year < options->today.year - 1;
}

/* ---- units that say the same ---- */

static void find_alike(struct status *status)
{
    struct alike_draft *drafts = xcalloc(status->count + 1, sizeof *drafts);
    struct alike_pair *pairs;
    for (size_t i = 0; i < status->count; i++)
        drafts[i] = (struct alike_draft){&status->lines[i].said, status->lines[i].unit,
                                         status->lines[i].year};
    size_t n_pairs = alike_find(drafts, status->count, &pairs);
    for (size_t i = 0; i < n_pairs; i++) {
        struct status_line *line = &status->lines[pairs[i].draft];
        line->alike = (int)pairs[i].other;
        line->n_same = (int)pairs[i].n_same;
        line->n_sentences = (int)pairs[i].n_sentences;
    }
    free(pairs);
    free(drafts);
}

/* ---- all of it ---- */

static void finish(struct status *status, const struct status_options *options)
{
    int year = usual_year(status, options->today);
    if (options->roster) {
        add_missing(status, options->roster);
        order_by_roster(status, options->roster);
    }
    for (size_t i = 0; i < status->count; i++)
        set_deadline(&status->lines[i], year, options);
    find_alike(status);
}

void status_read(struct status *status, const struct draft_list *list,
                 const struct status_options *options)
{
    *status = (struct status){0};
    read_files(status, list, options);
    finish(status, options);
}

void status_of(struct status *status, const struct draft *draft, const char *name,
               const struct status_options *options)
{
    struct draft_summary summary;
    struct previous_search search = PREVIOUS_SEARCH_INIT(options->only_folder);
    *status = (struct status){0};
    draft_summary_of(draft, name, &search, &summary);
    set_line(add_line(status), &summary, name);
    finish(status, options);
    previous_search_release(&search);
}

void status_release(struct status *status)
{
    for (size_t i = 0; i < status->count; i++) {
        free(status->lines[i].unit);
        free(status->lines[i].file);
        free(status->lines[i].who);
        free(status->lines[i].problem);
        alike_text_release(&status->lines[i].said);
    }
    free(status->lines);
    *status = (struct status){0};
}

size_t status_n_of(const struct status *status, enum status_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < status->count; i++)
        n += status->lines[i].state == state;
    return n;
}

size_t status_n_overdue(const struct status *status)
{
    size_t n = 0;
    for (size_t i = 0; i < status->count; i++)
        n += status->lines[i].is_overdue;
    return n;
}
