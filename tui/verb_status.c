/* nianbao status: how far the units are, for people, for a table calculator, for programs. */
#include <stdio.h>
#include <string.h>

#include "forms/status.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/width.h"
#include "tui/bar.h"
#include "tui/outtext.h"
#include "tui/verbs.h"

enum { OPTION_ROSTER, OPTION_DEADLINE, OPTION_FORMAT };

static const struct verb_option options[] = {
    [OPTION_ROSTER] = {"roster", 'r', N_("名单"), N_("应交单位的名单，一行一个全称：列出没有交的")},
    [OPTION_DEADLINE] = {"deadline", 'd', N_("日期"), N_("期限；默认人民政府 3 月 31 日，其他机关 1 月 31 日")},
    [OPTION_FORMAT] = {"format", 0, N_("格式"), N_("text（给人看）、tsv（一行一个单位）、json")},
    {0},
};

/* ---- for people ---- */

/* A place of the table and two blanks behind it. */
static void add_place(struct strbuf *out, const char *text, int n_cols, enum align align)
{
    width_pad(out, text, strlen(text), n_cols, align, 1);
    strbuf_add_str(out, "  ");
}

static void add_remarks(struct strbuf *out, const struct status_line *line)
{
    if (*line->who)
        strbuf_addf(out, _("%s 正在修改  "), line->who);
    if (line->is_surplus)
        strbuf_add_str(out, _("不在名单里  "));
    if (*line->problem)
        strbuf_addf(out, "%s  ", line->problem);
    strbuf_addf(out, "%s\n", line->file);
}

static void write_text(const struct status *status, struct strbuf *out)
{
    enum { STATE_COLS = 6, NUMBER_COLS = 6, DAYS_COLS = 10, MAX_UNIT_COLS = 40 };
    int unit_cols = 4;
    for (size_t i = 0; i < status->count; i++) {
        int n_cols = width_of_str(status->lines[i].unit, 1);
        unit_cols = n_cols > unit_cols ? n_cols : unit_cols;
    }
    unit_cols = unit_cols < MAX_UNIT_COLS ? unit_cols : MAX_UNIT_COLS;
    add_place(out, _("单位"), unit_cols, ALIGN_LEFT);
    add_place(out, _("情况"), STATE_COLS, ALIGN_LEFT);
    add_place(out, _("填写"), NUMBER_COLS, ALIGN_RIGHT);
    add_place(out, _("错误"), NUMBER_COLS, ALIGN_RIGHT);
    add_place(out, _("提醒"), NUMBER_COLS, ALIGN_RIGHT);
    add_place(out, _("期限"), DAYS_COLS, ALIGN_RIGHT);
    strbuf_addf(out, "%s\n", _("文件"));
    for (size_t i = 0; i < status->count; i++) {
        const struct status_line *line = &status->lines[i];
        bool is_read = line->state != STATUS_MISSING && line->state != STATUS_UNREADABLE;
        char percent[16] = "", errors[16] = "", warnings[16] = "";
        struct strbuf days = STRBUF_INIT;
        if (is_read) {
            snprintf(percent, sizeof percent, "%d%%", line->percent);
            snprintf(errors, sizeof errors, "%d", line->n_errors);
            snprintf(warnings, sizeof warnings, "%d", line->n_warnings);
        }
        if (line->days_left < 0)
            strbuf_addf(&days, _("已过%d天"), -line->days_left);
        else
            strbuf_addf(&days, _("还有%d天"), line->days_left);
        add_place(out, line->unit, unit_cols, ALIGN_LEFT);
        add_place(out, status_name(line->state), STATE_COLS, ALIGN_LEFT);
        add_place(out, percent, NUMBER_COLS, ALIGN_RIGHT);
        add_place(out, errors, NUMBER_COLS, ALIGN_RIGHT);
        add_place(out, warnings, NUMBER_COLS, ALIGN_RIGHT);
        add_place(out, days.data, DAYS_COLS, ALIGN_RIGHT);
        add_remarks(out, line);
        strbuf_release(&days);
    }
    strbuf_addf(out, _("共 %zu 个单位"), status->count);
    for (int state = 0; state < STATUS_N_STATES; state++)
        if (status_n_of(status, (enum status_state)state))
            strbuf_addf(out, "  %s %zu", status_name((enum status_state)state),
                        status_n_of(status, (enum status_state)state));
    strbuf_add_byte(out, '\n');
}

/* ---- tsv: unit, state, percent, errors, warnings, deadline, days, year, who, file, problem ---- */

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
        outtext_add_tsv(out, line->problem, '\n');
    }
}

/* ---- json: an array of units ---- */

static void add_member(struct strbuf *out, const char *name, const char *text)
{
    strbuf_addf(out, "%s\"%s\": ", out->data[out->len - 1] == '{' ? "" : ", ", name);
    outtext_add_json(out, text);
}

static void write_json(const struct status *status, struct strbuf *out)
{
    strbuf_add_byte(out, '[');
    for (size_t i = 0; i < status->count; i++) {
        const struct status_line *line = &status->lines[i];
        struct strbuf deadline = STRBUF_INIT;
        date_add_iso(&deadline, line->deadline);
        strbuf_add_str(out, i ? ",\n{" : "\n{");
        add_member(out, "unit", line->unit);
        add_member(out, "state", status_word(line->state));
        strbuf_addf(out, ", \"percent\": %d, \"errors\": %d, \"warnings\": %d, \"days_left\": %d, \"year\": %d",
                    line->percent, line->n_errors, line->n_warnings, line->days_left, line->year);
        strbuf_addf(out, ", \"on_roster\": %s", line->is_surplus ? "false" : "true");
        add_member(out, "deadline", deadline.data);
        add_member(out, "who", line->who);
        add_member(out, "file", line->file);
        add_member(out, "problem", line->problem);
        strbuf_add_byte(out, '}');
        strbuf_release(&deadline);
    }
    strbuf_add_str(out, "\n]\n");
}

static const char *const format_names[] = {"text", "tsv", "json", NULL};
static void (*const formats[])(const struct status *status, struct strbuf *out) = {write_text, write_tsv, write_json};

static int run(const struct verb_call *call)
{
    struct draft_list list = DRAFT_LIST_INIT;
    struct roster roster = ROSTER_INIT;
    struct status status;
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};
    struct bar bar;
    struct status_options status_options = {.today = date_today(), .progress = bar_draw, .context = &bar};
    int format = 0, code = EXIT_TROUBLE;
    if (!options_word("format", call->values[OPTION_FORMAT], format_names, &format))
        return EXIT_USAGE;
    if (call->values[OPTION_DEADLINE] &&
        !date_parse(call->values[OPTION_DEADLINE], &status_options.deadline, &err)) {
        options_complain("--deadline：%s", err.text);
        return EXIT_USAGE;
    }
    bar_start(&bar);
    if (options_roster(call, call->values[OPTION_ROSTER], &roster) && options_draft_list(call, NULL, &list)) {
        status_options.roster = call->values[OPTION_ROSTER] ? &roster : NULL;
        status_read(&status, &list, &status_options);
        bar_end(&bar);
        formats[format](&status, &out);
        code = EXIT_FINE;
        if (format == 0) /* names of files are made visible */
            options_print(out.data, out.len);
        else if (!options_write(call, "-", out.data, out.len))
            code = EXIT_TROUBLE;
        status_release(&status);
    }
    strbuf_release(&out);
    draft_list_release(&list);
    roster_release(&roster);
    return code;
}

const struct verb verb_status = {"status", N_("文件.ini|文件夹... [--roster=名单] [--format=text|tsv|json]"),
                                 N_("各单位的进度：没有交、填写中、有错误、完成，离期限还有几天"), options, 1, -1, run};
