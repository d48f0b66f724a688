/* SPDX-License-Identifier: MIT */
/* nianbao check: what a reviewer would object to, for people, for a table calculator, for programs.
 */
#include <stdlib.h>

#include "forms/check/check.h"
#include "forms/settings/settings.h"
#include "forms/store/previous.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/rows.h"
#include "tui/cli/say.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"

enum { OPTION_PREVIOUS, OPTION_STRICT, OPTION_FORMAT, OPTION_HEADS };

static const struct option_def options[] = {
    [OPTION_PREVIOUS] = {"previous", 'p', NC_("argument", "上年.ini"),
                         N_("上年的草稿：核对结转、现行有效件数等跨年度的数")},
    [OPTION_STRICT] = {"strict", 0, NULL, N_("只有提醒时退出码为 3")},
    [OPTION_FORMAT] = {"format", 0, NC_("argument", "格式"),
                       N_("text（给人看）、tsv、csv（一行一条）、json")},
    [OPTION_HEADS] = {"heads", 0, NC_("argument", "表头"),
                      N_("tsv、csv 的第一行：none、keys、names")},
    {0},
};

/* One file's result on its way out. */
struct result {
    const char *path;
    const struct draft *draft;
    const struct findings *findings;
};

static const char *severity_word(const struct finding *finding)
{
    return finding->rule->severity == SEVERITY_ERROR ? "error" : "warning";
}

static const char *key_of(const struct result *result, const struct finding *finding)
{
    return finding->field < 0 ? "" : draft_key(result->draft, finding->field);
}

/* ---- for people ---- */

static void write_text(const struct result *result, struct strbuf *out)
{
    const struct findings *findings = result->findings;
    strbuf_addf(out, _("%s：%zu 个错误，%zu 个提醒\n"), result->path, findings_n_errors(findings),
                findings_n_warnings(findings));
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        strbuf_addf(out, "  %s %s  %s\n",
                    finding->rule->severity == SEVERITY_ERROR ? _("错误") : _("提醒"),
                    finding->rule->id, finding->text);
        if (finding->reason)
            strbuf_addf(out, _("       已说明：%s\n"), finding->reason);
    }
}

/* ---- tsv and csv: one finding a row ---- */

static const struct rows_column columns[] = {
    {"file", NC_("column", "文件")},   {"severity", NC_("column", "轻重")},
    {"rule", NC_("column", "规则")},   {"field", NC_("column", "栏目")},
    {"offset", NC_("column", "起点")}, {"length", NC_("column", "长度")},
    {"text", NC_("column", "说明")},   {"reason", NC_("column", "理由")},
};

static void add_rows(const struct result *result, struct rows *rows)
{
    for (size_t i = 0; i < result->findings->count; i++) {
        const struct finding *finding = &result->findings->items[i];
        rows_text(rows, result->path);
        rows_text(rows, severity_word(finding));
        rows_text(rows, finding->rule->id);
        rows_text(rows, key_of(result, finding));
        rows_number(rows, (long)finding->offset);
        rows_number(rows, (long)finding->len);
        rows_text(rows, finding->text);
        rows_text(rows, finding->reason ? finding->reason : "");
    }
}

/* ---- json: an array of files ---- */

static void write_json(const struct result *result, struct strbuf *out)
{
    const struct findings *findings = result->findings;
    strbuf_add_str(out, out->len > 2 ? ",\n{" : "{");
    rows_add_json(out, "file", result->path);
    strbuf_addf(out, ", \"errors\": %zu, \"warnings\": %zu, \"findings\": [",
                findings_n_errors(findings), findings_n_warnings(findings));
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        strbuf_add_str(out, i ? ",\n  {" : "\n  {");
        rows_add_json(out, "severity", severity_word(finding));
        rows_add_json(out, "rule", finding->rule->id);
        rows_add_json(out, "field", key_of(result, finding));
        strbuf_addf(out, ", \"offset\": %zu, \"length\": %zu", finding->offset, finding->len);
        rows_add_json(out, "id", finding->id ? finding->id : "");
        rows_add_json(out, "text", finding->text);
        if (finding->reason)
            rows_add_json(out, "reason", finding->reason);
        strbuf_add_byte(out, '}');
    }
    strbuf_add_str(out, "]}");
}

/* A file that cannot be checked. */
static void write_json_problem(const char *path, const char *problem, struct strbuf *out)
{
    strbuf_add_str(out, out->len > 2 ? ",\n{" : "{");
    rows_add_json(out, "file", path);
    rows_add_json(out, "problem", problem);
    strbuf_add_str(out, ", \"errors\": 0, \"warnings\": 0, \"findings\": []}");
}

/* What is written, file by file. */
struct report {
    enum rows_format format;
    struct rows rows;
    struct strbuf out;
};

static void add_result(struct report *report, const struct result *result)
{
    if (report->format == ROWS_TEXT)
        write_text(result, &report->out);
    else if (report->format == ROWS_JSON)
        write_json(result, &report->out);
    else
        add_rows(result, &report->rows);
}

static int check_file(const struct call *call, struct previous_search *search, const char *path,
                      struct report *report)
{
    struct err err = {0};
    struct draft *draft = call_read_draft(call, path, &err);
    if (!draft) {
        if (report->format == ROWS_JSON)
            write_json_problem(path, err.text, &report->out);
        return EXIT_TROUBLE;
    }
    bool ok;
    struct draft *previous =
        call_read_previous(call, search, call->values[OPTION_PREVIOUS], path, draft, &ok);
    int code = EXIT_TROUBLE;
    if (ok) {
        struct findings findings = {0};
        check_draft(draft, previous, CHECK_ALL, &findings);
        add_result(report, &(struct result){path, draft, &findings});
        code = findings_n_errors(&findings)                                    ? EXIT_FINDINGS
               : findings_n_warnings(&findings) && call->values[OPTION_STRICT] ? EXIT_WARNINGS
                                                                               : EXIT_FINE;
        findings_release(&findings);
    }
    draft_free(previous);
    draft_free(draft);
    return code;
}

/* The graver of two exit codes: trouble, errors, warnings, fine. */
static int graver(int a, int b)
{
    static const int ranks[] = {
        [EXIT_FINE] = 0, [EXIT_WARNINGS] = 1, [EXIT_FINDINGS] = 2, [EXIT_TROUBLE] = 3};
    return ranks[a] >= ranks[b] ? a : b;
}

static void begin(struct report *report, enum rows_heads heads)
{
    if (report->format == ROWS_JSON)
        strbuf_add_str(&report->out, "[\n");
    else if (report->format != ROWS_TEXT)
        rows_begin(&report->rows, &report->out, report->format, heads, columns,
                   sizeof columns / sizeof columns[0]);
}

static bool finish(const struct call *call, struct report *report)
{
    if (report->format == ROWS_TEXT) {
        say_text(report->out.data, report->out.len);
        return true;
    }
    if (report->format == ROWS_JSON)
        strbuf_add_str(&report->out, "\n]\n");
    return rows_write(call, NULL, report->format, ENCODING_UTF8, &report->out, false);
}

static int run(const struct call *call)
{
    struct report report = {.out = STRBUF_INIT};
    enum rows_heads heads;
    int code = EXIT_FINE;
    if (!rows_options(call->values[OPTION_FORMAT], call->values[OPTION_HEADS], true, &report.format,
                      &heads))
        return EXIT_USAGE;
    char *only_folder = settings_only_folder(call->settings);
    struct previous_search search = PREVIOUS_SEARCH_INIT(only_folder);
    begin(&report, heads);
    for (int i = 0; i < call->n_operands; i++)
        code = graver(code, check_file(call, &search, call->operands[i], &report));
    if (!finish(call, &report))
        code = EXIT_TROUBLE;
    previous_search_release(&search);
    free(only_folder);
    strbuf_release(&report.out);
    return code;
}

const struct subcommand cmd_check = {
    "check",
    N_("文件.ini... [--previous=上年.ini] [--strict] [--format=text|tsv|csv|json]"),
    N_("检查草稿：表内、表间、文字与表、跨年度"),
    options,
    1,
    -1,
    run};
