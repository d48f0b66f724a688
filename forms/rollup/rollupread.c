/* SPDX-License-Identifier: MIT */
/* Reading the drafts of a sum, by several threads. A regular file with right numbers is scanned
 * (figures_scan.h), which allocates nothing; the rest goes through the full reader and the rules.
 */
#include "forms/rollup/rollup_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/decimal.h"
#include "forms/base/workers.h"
#include "forms/check/check.h"
#include "forms/draft/balance.h"
#include "forms/files/lock.h"
#include "forms/files/safefile.h"
#include "forms/rollup/figures_scan.h"
#include "forms/store/draftfile.h"
#include "forms/store/previous.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { SHOWN_ERRORS = 3 };

struct worker;

struct reading {
    struct rollup *rollup;
    struct previous_search search;
    const struct figures_scanner *scanner;
    struct worker *workers; /* by thread */
    pthread_mutex_t mutex;  /* guards the problems */
};

/* What a thread keeps for itself. */
struct worker {
    struct reading *reading;
    struct rollup_groups groups;
    struct strbuf bytes, previous_bytes;
    struct figures figures, previous; /* of the draft that is read, of last year's */
};

static void add_problem(struct worker *worker, enum rollup_kind kind, size_t file,
                        const char *format, ...) __attribute__((format(printf, 4, 5)));
static void add_problem(struct worker *worker, enum rollup_kind kind, size_t file,
                        const char *format, ...)
{
    struct strbuf text = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    pthread_mutex_lock(&worker->reading->mutex);
    rollup_add_problem(worker->reading->rollup, kind, file, "%s", text.data);
    pthread_mutex_unlock(&worker->reading->mutex);
    strbuf_release(&text);
}

struct rollup_group *rollup_group(struct rollup_groups *groups, const struct form *form, int year)
{
    for (int i = 0; i < groups->count; i++)
        if (groups->items[i].form == form && groups->items[i].year == year)
            return &groups->items[i];
    if (groups->count == ROLLUP_MAX_GROUPS)
        return NULL;
    groups->items[groups->count] = (struct rollup_group){form, year, 0, accumulator_new(form)};
    return &groups->items[groups->count++];
}

/* Reads last year's draft of a file of the list; false where there is none to be read. Where a
 * whole folder is added up, it is not searched for one: a draft of another year in it stops the sum
 * anyhow. */
static bool read_previous_bytes(struct worker *worker, size_t file,
                                const struct previous_wanted *draft)
{
    const struct draft_list *list = worker->reading->rollup->list;
    struct strbuf path = STRBUF_INIT;
    struct err err;
    strbuf_clear(&worker->previous_bytes);
    draft_list_real_path(list, file, &path);
    struct previous_wanted wanted = {path.data, draft->named, draft->unit, draft->year};
    if (list->folders[list->files[file].folder].is_whole)
        wanted.year = 0;
    bool ok = previous_find(&worker->reading->search, &wanted, &worker->previous_bytes, &err);
    strbuf_release(&path);
    return ok;
}

/* ---- the full reader ---- */

static void read_parts(const struct draft *draft, struct rollup_unit *unit)
{
    static const char part[] = "rollup.unit_", section[] = "rollup.";
    size_t n = 0, capacity = 0;
    bool is_rollup = false;
    for (int f = 0; f < draft_n_fields(draft); f++) {
        is_rollup |= strncmp(draft_key(draft, f), section, strlen(section)) == 0;
        if (strncmp(draft_key(draft, f), part, strlen(part)) != 0 || !draft_len(draft, f))
            continue;
        GROW(unit->parts, n, capacity);
        unit->parts[n++] = xstrdup(draft_text(draft, f));
    }
    if (!is_rollup)
        return;
    GROW(unit->parts, n, capacity);
    unit->parts[n] = NULL;
}

/* Last year's draft; NULL where there is none to be read: then it is checked without, as by
 * `nianbao check`. */
static struct draft *read_previous(struct worker *worker, size_t file, const struct draft *draft)
{
    struct ini_notes notes = INI_NOTES_INIT;
    enum ini_state state = INI_CUT;
    struct draft *previous = NULL;
    const struct previous_wanted wanted = {
        .named = draft_text_of(draft, "report.previous"),
        .unit = draft_text(draft, draft_cover_field(draft, COVER_UNIT)),
        .year = draft_year(draft)};
    if (read_previous_bytes(worker, file, &wanted))
        previous = draftfile_read(worker->previous_bytes.data, worker->previous_bytes.len, &state,
                                  &notes, NULL);
    ini_notes_release(&notes);
    if (state != INI_CUT)
        return previous;
    draft_free(previous);
    return NULL;
}

/* What concerns the numbers: errors in tables and on the cover, which says whose they are. Those of
 * the narratives are left to `nianbao check` and `nianbao status`. */
static bool stops_a_sum(const struct draft *draft, const struct finding *finding)
{
    return finding->rule->severity == SEVERITY_ERROR && !finding->reason &&
           draft_field_section(draft, finding->field) < 0;
}

static void add_errors(struct worker *worker, size_t file, const struct draft *draft)
{
    struct draft *previous = read_previous(worker, file, draft);
    struct findings findings = {0};
    size_t n = 0;
    check_draft(draft, previous, CHECK_FAST_ERRORS, &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (stops_a_sum(draft, &findings.items[i]) && n++ < SHOWN_ERRORS)
            add_problem(worker, ROLLUP_ERRORS, file, "%s", findings.items[i].text);
    draft_free(previous);
    if (n > SHOWN_ERRORS)
        add_problem(worker, ROLLUP_ERRORS, file, _("另有 %zu 处错误，用 nianbao check 查看。"),
                    n - SHOWN_ERRORS);
    findings_release(&findings);
}

/* Texts that are no numbers add nothing, and that must be known. */
static void add_not_added(struct worker *worker, size_t file, const struct draft *draft)
{
    const struct form *form = draft_form(draft);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        enum cell_kind kind = form_column_of(form, cell)->kind;
        struct value value = draft_value(draft, cell);
        const char *text = draft_text(draft, draft_cell_field(draft, cell));
        bool is_text_amount = (kind == CELL_MONEY || kind == CELL_AMOUNT) &&
                              value.kind == VALUE_NUMBER && !decimal_is_valid(text);
        if (form_cell_is_total(form, cell) || (value.kind != VALUE_INVALID && !is_text_amount))
            continue;
        struct strbuf title = STRBUF_INIT;
        form_cell_title(form, cell, &title);
        add_problem(worker, ROLLUP_NOT_ADDED, file, _("%s：“%s”不是能相加的数，没有计入。"),
                    title.data, text);
        strbuf_release(&title);
    }
}

static const struct ini_note *first_error(const struct ini_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++)
        if (notes->items[i].severity == INI_ERROR)
            return &notes->items[i];
    return NULL;
}

/* Fills in worker->figures; false: not to be counted. */
static bool read_fully(struct worker *worker, size_t file)
{
    struct rollup *rollup = worker->reading->rollup;
    struct ini_notes notes = INI_NOTES_INIT;
    struct err err = {0};
    enum ini_state state;
    struct draft *draft =
        draftfile_read(worker->bytes.data, worker->bytes.len, &state, &notes, &err);
    bool may_count = false;
    if (!draft) {
        add_problem(worker, ROLLUP_UNREADABLE, file, "%s", err.text);
    } else if (state == INI_CUT) {
        add_problem(worker, ROLLUP_CUT, file, "%s",
                    _("文件不完整（没有结束标记），打开它可以恢复。"));
    } else {
        const struct ini_note *error = first_error(&notes);
        may_count = true;
        if (error)
            add_problem(worker, ROLLUP_DAMAGED, file, _("文件有损坏：%s"), error->text);
        else if (state == INI_EDITED)
            add_problem(worker, ROLLUP_EDITED, file, "%s",
                        _("文件在本程序保存之后手工改动过，已按改动后的数计入。"));
        read_parts(draft, &rollup->units[file]);
        add_errors(worker, file, draft);
        add_not_added(worker, file, draft);
        figures_from_draft(draft, &worker->figures);
    }
    draft_free(draft);
    ini_notes_release(&notes);
    return may_count;
}

/* ---- one file ---- */

/* Reads a file that is small, as nearly all are, with a single call: what a roll-up takes is mostly
 * system calls. Else nothing is read. */
static bool read_small(int fd, struct strbuf *out)
{
    enum { SMALL_BYTES = 64 * 1024 };
    strbuf_reserve(out, SMALL_BYTES);
    ssize_t n = pread(fd, out->data, SMALL_BYTES, 0);
    out->len = n > 0 && n < SMALL_BYTES ? (size_t)n : 0;
    out->data[out->len] = '\0';
    return n >= 0 && n < SMALL_BYTES;
}

static bool read_bytes(struct worker *worker, const struct draft_list *list, size_t file)
{
    int fd = safefile_open_at(list->folders[list->files[file].folder].fd, list->files[file].name,
                              O_RDONLY, 0);
    strbuf_clear(&worker->bytes);
    bool ok = fd >= 0 && (read_small(fd, &worker->bytes) ||
                          safefile_read_all(fd, INI_MAX_BYTES, &worker->bytes));
    int failure = errno;
    if (fd >= 0)
        close(fd);
    if (!ok) {
        struct err err = {0};
        if (failure == EFBIG)
            err_set(&err, _("文件超过 %d 字节，不是年报草稿"), (int)INI_MAX_BYTES);
        else
            err_set_errno(&err, failure, "%s", _("读不出文件"));
        add_problem(worker, ROLLUP_UNREADABLE, file, "%s", err.text);
    }
    return ok;
}

static void look_at_lock(struct worker *worker, const struct draft_list *list, size_t file)
{
    struct safefile place = {list->folders[list->files[file].folder].fd, list->files[file].name,
                             NULL};
    struct lock_holder holder = {0};
    if (!list->files[file].may_be_locked || !lock_query(&place, &holder))
        return;
    add_problem(worker, ROLLUP_LOCKED, file,
                _("%s 正在修改，文件里的数还不是最后的。请等保存并退出后再汇总。"),
                lock_holder_name(&holder));
}

/* Is it certain that no rule about numbers finds an error? */
static bool numbers_hold(const struct figures *figures)
{
    const struct form *form = figures->form;
    return figures->unit.data[strspn(figures->unit.data, " ")] &&
           figures->year >= form->first_year && figures->year <= form->last_year &&
           balance_tables_hold(form, figures->values);
}

/* Scans the file; true where its numbers have no errors, also against last year's. */
static bool is_certainly_right(struct worker *worker, size_t file)
{
    const struct figures_scanner *scanner = worker->reading->scanner;
    struct figures *figures = &worker->figures, *last = &worker->previous;
    if (!figures_scan(scanner, worker->bytes.data, worker->bytes.len, figures) ||
        !numbers_hold(figures))
        return false;
    const struct previous_wanted wanted = {
        .named = figures->previous.data, .unit = figures->unit.data, .year = figures->year};
    return !read_previous_bytes(worker, file, &wanted) ||
           (figures_scan(scanner, worker->previous_bytes.data, worker->previous_bytes.len, last) &&
            last->form == figures->form &&
            balance_carried_holds(figures->form, figures->values, last->values));
}

static void read_file(void *context, int thread, size_t file)
{
    struct reading *reading = context;
    struct worker *worker = &reading->workers[thread];
    const struct draft_list *list = reading->rollup->list;
    struct rollup_unit *unit = &reading->rollup->units[file];
    if (!read_bytes(worker, list, file))
        return;
    look_at_lock(worker, list, file);
    if (!is_certainly_right(worker, file) && !read_fully(worker, file))
        return;
    struct strbuf name = STRBUF_INIT;
    roster_add_name(&name, worker->figures.unit.data, worker->figures.unit.len);
    unit->unit = strbuf_steal(&name);
    unit->form = worker->figures.form;
    unit->year = worker->figures.year;
    struct rollup_group *group = rollup_group(&worker->groups, unit->form, unit->year);
    if (group) {
        group->n_files++;
        accumulator_add(group->accumulator, &worker->figures);
    }
    int n_blank = worker->figures.n_blank;
    if (n_blank && !worker->figures.n_numbers)
        add_problem(worker, ROLLUP_EMPTY, file, "%s", _("三张表一个数也没有填。"));
    else if (n_blank)
        add_problem(worker, ROLLUP_BLANKS, file, _("还有 %d 格空着，按未填计，没有当作 0。"),
                    n_blank);
}

/* ---- all of them ---- */

static void take_groups(struct rollup_groups *groups, struct rollup_groups *parts)
{
    for (int i = 0; i < parts->count; i++) {
        struct rollup_group *part = &parts->items[i];
        struct rollup_group *whole = rollup_group(groups, part->form, part->year);
        if (whole) {
            whole->n_files += part->n_files;
            accumulator_merge(whole->accumulator, part->accumulator);
        }
        accumulator_free(part->accumulator);
    }
}

void rollup_read_all(struct rollup *rollup, const struct rollup_options *options,
                     struct rollup_groups *groups)
{
    struct figures_scanner *scanner = figures_scanner_new();
    struct reading reading = {
        .rollup = rollup,
        .search = PREVIOUS_SEARCH_INIT(options->only_folder),
        .scanner = scanner,
        .mutex = PTHREAD_MUTEX_INITIALIZER,
    };
    const struct workers workers = {.n_jobs = options->n_jobs,
                                    .work = read_file,
                                    .context = &reading,
                                    .progress = options->progress,
                                    .progress_context = options->context,
                                    .stop = options->stop};
    int n_workers = workers_n_threads(&workers);
    reading.workers = xcalloc((size_t)n_workers, sizeof *reading.workers);
    for (int i = 0; i < n_workers; i++)
        reading.workers[i] = (struct worker){&reading,    {.count = 0}, STRBUF_INIT,
                                             STRBUF_INIT, FIGURES_INIT, FIGURES_INIT};
    workers_run(&workers, rollup->list->n_files);
    for (int i = 0; i < n_workers; i++) {
        take_groups(groups, &reading.workers[i].groups);
        strbuf_release(&reading.workers[i].bytes);
        strbuf_release(&reading.workers[i].previous_bytes);
        figures_release(&reading.workers[i].figures);
        figures_release(&reading.workers[i].previous);
    }
    free(reading.workers);
    previous_search_release(&reading.search);
    figures_scanner_free(scanner);
}
