/* SPDX-License-Identifier: MIT */
/* nianbao status: how far the units are, for people, for a table calculator, for programs. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "forms/base/workers.h"
#include "forms/rollup/status.h"
#include "forms/settings/settings.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/width.h"
#include "tui/cli/outtext.h"
#include "tui/cli/verbs.h"
#include "tui/screen/bar.h"

enum { OPTION_ROSTER, OPTION_DEADLINE, OPTION_FORMAT, OPTION_JOBS };

static const struct verb_option options[] = {
    [OPTION_ROSTER] = {"roster", 'r', N_("名单"), N_("应交单位的名单，一行一个全称：列出没有交的")},
    [OPTION_DEADLINE] = {"deadline", 'd', N_("日期"),
                         N_("期限；默认人民政府 3 月 31 日，其他机关 1 月 31 日")},
    [OPTION_FORMAT] = {"format", 0, N_("格式"), N_("text（给人看）、tsv（一行一个单位）、json")},
    [OPTION_JOBS] = {"jobs", 'j', N_("个数"), N_("同时读几份，默认等于处理器的个数")},
    {0},
};

/* ---- for people: a table, as wide as the terminal where there is one ---- */

/* The places of a line; what is remarked and the file follow without a width. */
enum {
    PLACE_UNIT,
    PLACE_STATE,
    PLACE_FILLED,
    PLACE_ERRORS,
    PLACE_WARNINGS,
    PLACE_DEADLINE,
    N_PLACES
};

static const struct {
    const char *head;
    enum align align;
} places[N_PLACES] = {
    [PLACE_UNIT] = {N_("单位"), ALIGN_LEFT},      [PLACE_STATE] = {N_("情况"), ALIGN_LEFT},
    [PLACE_FILLED] = {N_("填写"), ALIGN_RIGHT},   [PLACE_ERRORS] = {N_("错误"), ALIGN_RIGHT},
    [PLACE_WARNINGS] = {N_("提醒"), ALIGN_RIGHT}, [PLACE_DEADLINE] = {N_("期限"), ALIGN_RIGHT},
};

enum { GAP_COLS = 2, MIN_UNIT_COLS = 16, MAX_UNIT_COLS = 40, MIN_FILE_COLS = 12 };

struct table {
    struct strbuf *out;
    int n_cols[N_PLACES];
    int rest_cols; /* of the terminal, for remarks and file; INT_MAX: no terminal */
    int ambiguous;
};

static int n_cols_of(const struct table *table, const char *text)
{
    return width_of_str(text, table->ambiguous);
}

/* Days are counted where something is still to be done. */
static void add_deadline(const struct status_line *line, struct strbuf *out)
{
    if (line->is_overdue)
        strbuf_addf(out, _("逾期%d天"), -line->days_left);
    else if (line->days_left >= 0 && line->state != STATUS_PRINTED)
        strbuf_addf(out, _("还有%d天"), line->days_left);
}

static void add_place_text(const struct status_line *line, int place, struct strbuf *out)
{
    bool is_read = line->state != STATUS_MISSING && line->state != STATUS_UNREADABLE;
    switch (place) {
    case PLACE_UNIT: strbuf_add_str(out, line->unit); break;
    case PLACE_STATE: strbuf_add_str(out, status_name(line->state)); break;
    case PLACE_DEADLINE: add_deadline(line, out); break;
    default:
        if (is_read)
            strbuf_addf(out, place == PLACE_FILLED ? "%d%%" : "%d",
                        place == PLACE_FILLED   ? line->percent
                        : place == PLACE_ERRORS ? line->n_errors
                                                : line->n_warnings);
    }
}

/* Remarks, each followed by two blanks. */
static void add_remarks(const struct status_line *line, struct strbuf *out)
{
    if (*line->who && line->since) {
        struct strbuf since = STRBUF_INIT;
        bool is_today = date_compare(date_of(line->since), date_today()) == 0;
        date_add_time(&since, line->since, is_today ? DATE_CLOCK : DATE_SHORT_TIME);
        strbuf_addf(out, _("%s 从 %s 起正在修改  "), line->who, since.data);
        strbuf_release(&since);
    } else if (*line->who) {
        strbuf_addf(out, _("%s 正在修改  "), line->who);
    }
    if (line->printed != PRINTED_NEVER) {
        struct strbuf on = STRBUF_INIT;
        date_add_iso(&on, line->printed_on);
        strbuf_addf(out,
                    line->printed == PRINTED_CURRENT ? _("%s 打印  ") : _("%s 打印，以后又改过  "),
                    on.data);
        strbuf_release(&on);
    }
    if (line->is_of_past_year && line->year)
        strbuf_addf(out, _("%d 年的报告到现在没有完成  "), line->year);
    if (line->is_surplus)
        strbuf_add_str(out, _("不在名单里  "));
    if (*line->problem)
        strbuf_addf(out, "%s  ", line->problem);
}

/* The end of the file's path, which tells one file from another. */
static void add_file(const struct table *table, const char *file)
{
    int n_cols = n_cols_of(table, file);
    if (n_cols <= table->rest_cols) {
        strbuf_add_str(table->out, file);
        return;
    }
    static const char dots[] = "...";
    int max_cols = table->rest_cols - (int)strlen(dots);
    struct clip clip =
        width_clip(file, strlen(file), n_cols - max_cols, max_cols, table->ambiguous);
    strbuf_addf(table->out, "%s%*s%.*s", dots, clip.pad_left, "", (int)clip.n_bytes,
                file + clip.start_bytes);
}

static void add_place(const struct table *table, int place, const char *text)
{
    width_pad(table->out, text, strlen(text), table->n_cols[place], places[place].align,
              table->ambiguous);
    strbuf_addf(table->out, "%*s", GAP_COLS, "");
}

static void add_line(const struct table *table, const struct status_line *line)
{
    struct strbuf text = STRBUF_INIT;
    for (int place = 0; place < N_PLACES; place++) {
        strbuf_clear(&text);
        add_place_text(line, place, &text);
        add_place(table, place, text.data);
    }
    strbuf_clear(&text);
    add_remarks(line, &text);
    if (text.len && n_cols_of(table, text.data) + n_cols_of(table, line->file) > table->rest_cols) {
        strbuf_truncate(
            &text, text.len - GAP_COLS); /* there is no room beside the file: a line of their own */
        add_file(table, line->file);
        strbuf_addf(table->out, "\n    %s", text.data);
    } else {
        strbuf_add_str(table->out, text.data);
        add_file(table, line->file);
    }
    while (table->out->data[table->out->len - 1] == ' ')
        strbuf_truncate(table->out, table->out->len - 1);
    strbuf_add_byte(table->out, '\n');
    strbuf_release(&text);
}

/* Every place as wide as its widest text; on a terminal a long unit leaves some room for the file.
 */
static void measure(struct table *table, const struct status *status)
{
    struct strbuf text = STRBUF_INIT;
    struct winsize size;
    int used = 0;
    for (int place = 0; place < N_PLACES; place++) {
        table->n_cols[place] = n_cols_of(table, _(places[place].head));
        for (size_t i = 0; i < status->count; i++) {
            strbuf_clear(&text);
            add_place_text(&status->lines[i], place, &text);
            int n_cols = n_cols_of(table, text.data);
            if (n_cols > table->n_cols[place])
                table->n_cols[place] = n_cols;
        }
        used += GAP_COLS + (place == PLACE_UNIT ? 0 : table->n_cols[place]);
    }
    strbuf_release(&text);
    int *unit_cols = &table->n_cols[PLACE_UNIT], max_cols = MAX_UNIT_COLS;
    bool is_terminal =
        isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col;
    if (is_terminal && size.ws_col - used - MIN_FILE_COLS < max_cols)
        max_cols = size.ws_col - used - MIN_FILE_COLS;
    max_cols = max_cols < MIN_UNIT_COLS ? MIN_UNIT_COLS : max_cols;
    *unit_cols = *unit_cols < max_cols ? *unit_cols : max_cols;
    table->rest_cols = is_terminal ? size.ws_col - used - *unit_cols : INT_MAX;
    if (table->rest_cols < MIN_FILE_COLS)
        table->rest_cols = MIN_FILE_COLS;
}

static void write_text(const struct status *status, struct strbuf *out)
{
    struct table table = {.out = out, .ambiguous = outtext_ambiguous()};
    measure(&table, status);
    for (int place = 0; place < N_PLACES; place++)
        add_place(&table, place, _(places[place].head));
    strbuf_addf(out, "%s\n", _("文件"));
    for (size_t i = 0; i < status->count; i++)
        add_line(&table, &status->lines[i]);
    strbuf_addf(out, _("共 %zu 个单位"), status->count);
    for (int state = 0; state < STATUS_N_STATES; state++)
        if (status_n_of(status, (enum status_state)state))
            strbuf_addf(out, "  %s %zu", status_name((enum status_state)state),
                        status_n_of(status, (enum status_state)state));
    if (status_n_overdue(status))
        strbuf_addf(out, _("  逾期 %zu"), status_n_overdue(status));
    strbuf_add_byte(out, '\n');
}

/* ---- for programs ---- */

/* The day of the last print, "" where there was none. */
static void add_printed_on(const struct status_line *line, struct strbuf *out)
{
    if (line->printed != PRINTED_NEVER)
        date_add_iso(out, line->printed_on);
}

/* unit, state, percent, errors, warnings, deadline, days, year, who, file, problem, printed, since,
 * overdue */
static void write_tsv(const struct status *status, struct strbuf *out)
{
    for (size_t i = 0; i < status->count; i++) {
        const struct status_line *line = &status->lines[i];
        outtext_add_tsv(out, line->unit, '\t');
        outtext_add_tsv(out, status_word(line->state), '\t');
        strbuf_addf(out, "%d\t%d\t%d\t", line->percent, line->n_errors, line->n_warnings);
        date_add_iso(out, line->deadline);
        strbuf_addf(out, "\t%d\t%d\t", line->days_left, line->year);
        outtext_add_tsv(out, line->who, '\t');
        outtext_add_tsv(out, line->file, '\t');
        outtext_add_tsv(out, line->problem, '\t');
        add_printed_on(line, out);
        strbuf_add_byte(out, '\t');
        if (line->since)
            date_add_time(out, line->since, DATE_ISO_TIME);
        strbuf_addf(out, "\t%d\n", line->is_overdue);
    }
}

static void write_json(const struct status *status, struct strbuf *out)
{
    strbuf_add_byte(out, '[');
    for (size_t i = 0; i < status->count; i++) {
        const struct status_line *line = &status->lines[i];
        struct strbuf deadline = STRBUF_INIT, printed = STRBUF_INIT, since = STRBUF_INIT;
        date_add_iso(&deadline, line->deadline);
        add_printed_on(line, &printed);
        if (line->since)
            date_add_time(&since, line->since, DATE_ISO_TIME);
        strbuf_add_str(out, i ? ",\n{" : "\n{");
        outtext_add_json(out, "unit", line->unit);
        outtext_add_json(out, "state", status_word(line->state));
        strbuf_addf(
            out,
            ", \"percent\": %d, \"errors\": %d, \"warnings\": %d, \"days_left\": %d, \"year\": %d",
            line->percent, line->n_errors, line->n_warnings, line->days_left, line->year);
        strbuf_addf(out, ", \"overdue\": %s, \"on_roster\": %s",
                    line->is_overdue ? "true" : "false", line->is_surplus ? "false" : "true");
        outtext_add_json(out, "deadline", deadline.data);
        outtext_add_json(out, "printed", printed.data);
        outtext_add_json(out, "who", line->who);
        outtext_add_json(out, "since", since.data);
        outtext_add_json(out, "file", line->file);
        outtext_add_json(out, "problem", line->problem);
        strbuf_add_byte(out, '}');
        strbuf_release(&deadline);
        strbuf_release(&printed);
        strbuf_release(&since);
    }
    strbuf_add_str(out, "\n]\n");
}

static const char *const format_names[] = {"text", "tsv", "json", NULL};
static void (*const formats[])(const struct status *status,
                               struct strbuf *out) = {write_text, write_tsv, write_json};

static int run(const struct verb_call *call)
{
    struct draft_list list = DRAFT_LIST_INIT;
    struct roster roster = ROSTER_INIT;
    struct status status;
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};
    struct bar bar;
    struct status_options status_options = {
        .today = date_today(), .progress = bar_draw, .context = &bar};
    int format = 0, code = EXIT_TROUBLE;
    if (!options_word("format", call->values[OPTION_FORMAT], format_names, &format))
        return EXIT_USAGE;
    if (!options_number("jobs", call->values[OPTION_JOBS], 1, WORKERS_MAX_THREADS,
                        &status_options.n_jobs))
        return EXIT_USAGE;
    if (call->values[OPTION_DEADLINE] &&
        !date_parse(call->values[OPTION_DEADLINE], &status_options.deadline, &err)) {
        options_complain("--deadline：%s", err.text);
        return EXIT_USAGE;
    }
    char *only_folder = settings_only_folder(call->settings);
    status_options.only_folder = only_folder;
    bar_start(&bar);
    if (options_roster(call, call->values[OPTION_ROSTER], &roster) &&
        options_draft_list(call, NULL, &list)) {
        status_options.roster = call->values[OPTION_ROSTER] ? &roster : NULL;
        status_read(&status, &list, &status_options);
        bar_end(&bar);
        formats[format](&status, &out);
        code = EXIT_FINE;
        if (format == 0) /* names of files are made visible */
            options_print(out.data, out.len);
        else if (!options_write(call, "-", out.data, out.len, false))
            code = EXIT_TROUBLE;
        status_release(&status);
    }
    strbuf_release(&out);
    draft_list_release(&list);
    roster_release(&roster);
    free(only_folder);
    return code;
}

const struct verb verb_status = {
    "status",
    N_("文件.ini|文件夹... [--roster=名单] [--format=text|tsv|json]"),
    N_("各单位的进度：没有交、填写中、有错误、完成、已打印，离期限还有几天"),
    options,
    1,
    -1,
    run};
