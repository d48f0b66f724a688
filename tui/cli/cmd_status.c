/* SPDX-License-Identifier: MIT */
/* nianbao status: how far the units are, for people, for a table calculator, for programs. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "forms/base/workers.h"
#include "forms/job/jobfile.h"
#include "forms/rollup/status.h"
#include "forms/settings/settings.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/width.h"
#include "tui/cli/rows.h"
#include "tui/cli/say.h"
#include "tui/cli/option.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"
#include "tui/screen/bar.h"

enum { OPTION_ROSTER, OPTION_DEADLINE, OPTION_FORMAT, OPTION_HEADS, OPTION_JOBS };

static const struct option_def options[] = {
    [OPTION_ROSTER] = {"roster", 'r', NC_("argument", "名单"),
                       N_("应交单位的名单，一行一个全称：列出没有交的")},
    [OPTION_DEADLINE] =
        {"deadline", 'd', NC_("argument", "日期"),
         N_("期限；不写就按设置，县级以上人民政府默认 3 月 31 日，其他机关 1 月 31 日")},
    [OPTION_FORMAT] = {"format", 0, NC_("argument", "格式"),
                       N_("text（给人看）、tsv、csv（一行一个单位）、json")},
    [OPTION_HEADS] = {"heads", 0, NC_("argument", "表头"),
                      N_("tsv、csv 的第一行：none、keys、names")},
    [OPTION_JOBS] = {"jobs", 'j', NC_("argument", "个数"),
                     N_("同时读几份，默认 16，处理器更多的，等于处理器的个数")},
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
    [PLACE_UNIT] = {NC_("column", "单位"), ALIGN_LEFT},
    [PLACE_STATE] = {NC_("column", "情况"), ALIGN_LEFT},
    [PLACE_FILLED] = {NC_("column", "填写"), ALIGN_RIGHT},
    [PLACE_ERRORS] = {NC_("column", "错误"), ALIGN_RIGHT},
    [PLACE_WARNINGS] = {NC_("column", "提醒"), ALIGN_RIGHT},
    [PLACE_DEADLINE] = {NC_("column", "期限"), ALIGN_RIGHT},
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
        table->n_cols[place] = n_cols_of(table, C_("column", places[place].head));
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

/* Under the table: who wrote the same as whom. */
static void add_alike(const struct status *status, struct strbuf *out)
{
    for (size_t i = 0; i < status->count; i++) {
        const struct status_line *line = &status->lines[i];
        if (line->alike >= 0)
            strbuf_addf(out, _("文字雷同：%s与%s，%d 句里有 %d 句除数字和名称外完全相同\n"),
                        line->unit, status->lines[line->alike].unit, line->n_sentences,
                        line->n_same);
    }
}

static void write_text(const struct status *status, struct strbuf *out)
{
    struct table table = {.out = out, .ambiguous = say_ambiguous()};
    measure(&table, status);
    for (int place = 0; place < N_PLACES; place++)
        add_place(&table, place, C_("column", places[place].head));
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
    add_alike(status, out);
}

/* ---- for programs ---- */

static const struct rows_column columns[] = {
    {"unit", NC_("column", "单位")},
    {"state", NC_("column", "情况")},
    {"percent", NC_("column", "填写")},
    {"errors", NC_("column", "错误")},
    {"warnings", NC_("column", "提醒")},
    {"deadline", NC_("column", "期限")},
    {"days_left", NC_("column", "剩余天数")},
    {"year", NC_("column", "年度")},
    {"who", NC_("column", "谁在填")},
    {"file", NC_("column", "文件")},
    {"problem", NC_("column", "问题")},
    {"printed", NC_("column", "打印日期")},
    {"since", NC_("column", "从何时在填")},
    {"overdue", NC_("column", "是否逾期")},
    /* From here on only in JSON. */
    {"on_roster", NC_("column", "是否在名单里")},
    {"same_as", NC_("column", "与谁雷同")},
    {"same_percent", NC_("column", "雷同百分比")},
};

enum { N_COLUMNS = 14, N_COLUMNS_JSON = sizeof columns / sizeof columns[0] };

static void add_row(struct rows *rows, const struct status *status, const struct status_line *line)
{
    struct strbuf deadline = STRBUF_INIT, printed = STRBUF_INIT, since = STRBUF_INIT;
    date_add_iso(&deadline, line->deadline);
    if (line->printed != PRINTED_NEVER)
        date_add_iso(&printed, line->printed_on);
    if (line->since)
        date_add_time(&since, line->since, DATE_ISO_TIME);
    rows_text(rows, line->unit);
    rows_text(rows, status_word(line->state));
    rows_number(rows, line->percent);
    rows_number(rows, line->n_errors);
    rows_number(rows, line->n_warnings);
    rows_text(rows, deadline.data);
    rows_number(rows, line->days_left);
    rows_number(rows, line->year);
    rows_text(rows, line->who);
    rows_text(rows, line->file);
    rows_text(rows, line->problem);
    rows_text(rows, printed.data);
    rows_text(rows, since.data);
    rows_bool(rows, line->is_overdue);
    if (rows->n_columns == N_COLUMNS_JSON) {
        rows_bool(rows, !line->is_surplus);
        rows_text(rows, line->alike >= 0 ? status->lines[line->alike].file : "");
        rows_number(rows, line->alike >= 0 ? line->n_same * 100 / line->n_sentences : 0);
    }
    strbuf_release(&deadline);
    strbuf_release(&printed);
    strbuf_release(&since);
}

static void write_rows(const struct status *status, enum rows_format format, enum rows_heads heads,
                       struct strbuf *out)
{
    struct rows rows;
    rows_begin(&rows, out, format, heads, columns,
               format == ROWS_JSON ? N_COLUMNS_JSON : N_COLUMNS);
    for (size_t i = 0; i < status->count; i++)
        add_row(&rows, status, &status->lines[i]);
    rows_end(&rows);
}

static int show(const struct call *call, const struct status *status, enum rows_format format,
                enum rows_heads heads)
{
    struct strbuf out = STRBUF_INIT;
    bool ok = true;
    if (format == ROWS_TEXT) {
        write_text(status, &out);
        say_text(out.data, out.len);
    } else {
        write_rows(status, format, heads, &out);
        ok = rows_write(call, NULL, format, ENCODING_UTF8, &out, false);
    }
    strbuf_release(&out);
    return ok ? EXIT_FINE : EXIT_TROUBLE;
}

/* The list of units, where the option names one. */
static bool read_roster(const struct call *call, struct roster *roster)
{
    struct err err = {0};
    const char *path = call->values[OPTION_ROSTER];
    if (!path || jobfile_read_roster(call->settings, path, roster, &err))
        return true;
    say_problem("%s", err.text);
    return false;
}

/* false after a complaint. */
static bool read_status(const struct call *call, const struct status_options *status_options,
                        struct status *status)
{
    if (call->n_operands == 1 && jobfile_is_std(call->operands[0])) {
        struct draft *draft = call_read_draft(call, "-", NULL);
        if (draft)
            status_of(status, draft, "-", status_options);
        draft_free(draft);
        return draft != NULL;
    }
    struct draft_list list = DRAFT_LIST_INIT;
    bool ok = call_list_drafts(call, &list);
    if (ok)
        status_read(status, &list, status_options);
    draft_list_release(&list);
    return ok;
}

static int run(const struct call *call)
{
    struct roster roster = ROSTER_INIT;
    struct status status;
    struct err err = {0};
    struct bar bar;
    struct status_options status_options = {
        .today = date_today(), .progress = bar_draw, .context = &bar};
    enum rows_format format;
    enum rows_heads heads;
    int code = EXIT_TROUBLE;
    if (!rows_options(call->values[OPTION_FORMAT], call->values[OPTION_HEADS], true, &format,
                      &heads))
        return EXIT_USAGE;
    if (!option_number("jobs", call->values[OPTION_JOBS], 1, WORKERS_MAX_THREADS,
                       &status_options.n_jobs))
        return EXIT_USAGE;
    if (call->values[OPTION_DEADLINE] &&
        !date_parse(call->values[OPTION_DEADLINE], &status_options.deadline, &err)) {
        say_problem("--deadline：%s", err.text);
        return EXIT_USAGE;
    }
    char *only_folder = settings_only_folder(call->settings);
    status_options.only_folder = only_folder;
    bar_start(&bar);
    if (call->values[OPTION_ROSTER])
        status_options.roster = &roster;
    if (read_roster(call, &roster) && read_status(call, &status_options, &status)) {
        bar_end(&bar);
        code = show(call, &status, format, heads);
        status_release(&status);
    }
    roster_release(&roster);
    free(only_folder);
    return code;
}

const struct subcommand cmd_status = {
    "status",
    N_("文件.ini|文件夹...|- [--roster=名单] [--format=text|tsv|csv|json]"),
    N_("各单位的进度：没有交、填写中、有错误、完成、已打印，离期限还有几天"),
    options,
    1,
    -1,
    run};
