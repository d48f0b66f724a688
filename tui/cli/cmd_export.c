/* SPDX-License-Identifier: MIT */
/* nianbao export: every number of drafts, one a line, for a table calculator and for programs. */
#include "forms/draft/total.h"
#include "forms/job/jobfile.h"
#include "forms/rollup/draftlist.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/call.h"
#include "tui/cli/option.h"
#include "tui/cli/rows.h"
#include "tui/cli/subcommands.h"
#include "tui/screen/bar.h"

enum { OPTION_OUTPUT, OPTION_FORMAT, OPTION_HEADS, OPTION_ENCODING, OPTION_OVERWRITE };

static const struct option_def options[] = {
    [OPTION_OUTPUT] = {"output", 'o', NC_("argument", "文件"),
                       N_("写到文件，- 是标准输出（默认）")},
    [OPTION_FORMAT] = {"format", 0, NC_("argument", "格式"),
                       N_("csv（默认，给 Excel）、tsv、json")},
    [OPTION_HEADS] = {"heads", 0, NC_("argument", "表头"),
                      N_("tsv、csv 的第一行：none、keys、names")},
    [OPTION_ENCODING] = {"encoding", 'e', NC_("argument", "编码"),
                         N_("tsv、csv 的编码：utf-8、gb18030、gbk")},
    [OPTION_OVERWRITE] = {"overwrite", 0, NULL, N_("文件不是本程序写的，也换掉")},
    {0},
};

static const struct rows_column columns[] = {
    {"unit", NC_("column", "单位")},  {"year", NC_("column", "年度")},
    {"key", NC_("column", "键名")},   {"table", NC_("column", "表")},
    {"row", NC_("column", "行名")},   {"column", NC_("column", "列名")},
    {"value", NC_("column", "数值")},
};

static void add_cell(struct rows *rows, const struct draft *draft, struct cell cell)
{
    const struct form *form = draft_form(draft);
    struct strbuf text = STRBUF_INIT;
    rows_text(rows, draft_text(draft, draft_cover_field(draft, COVER_UNIT)));
    rows_value(rows, draft_text(draft, draft_cover_field(draft, COVER_REPORT_YEAR)));
    rows_text(rows, draft_key(draft, draft_cell_field(draft, cell)));
    rows_text(rows, form->sections[cell.section].table->name);
    form_row_label(form, cell, " / ", &text);
    rows_text(rows, text.data);
    strbuf_clear(&text);
    form_column_label(form, cell, " / ", &text);
    rows_text(rows, text.data);
    strbuf_clear(&text);
    total_shown_text(draft, cell, &text);
    rows_value(rows, text.data);
    strbuf_release(&text);
}

/* false after a complaint. */
static bool add_draft(const struct call *call, const char *path, struct rows *rows)
{
    struct draft *draft = call_read_draft(call, path, NULL);
    if (!draft)
        return false;
    for (int i = 0; i < form_n_cells(draft_form(draft)); i++)
        add_cell(rows, draft, form_cell_at(draft_form(draft), i));
    draft_free(draft);
    return true;
}

static bool add_list(const struct call *call, const struct draft_list *list, struct rows *rows)
{
    struct strbuf path = STRBUF_INIT;
    struct bar bar;
    bool ok = true;
    bar_start(&bar);
    for (size_t file = 0; file < list->n_files; file++) {
        strbuf_clear(&path);
        draft_list_path(list, file, &path);
        if (!add_draft(call, path.data, rows))
            ok = false;
        bar_draw(file + 1, list->n_files, &bar);
    }
    bar_end(&bar);
    strbuf_release(&path);
    return ok;
}

static int run(const struct call *call)
{
    const char *output = call->values[OPTION_OUTPUT];
    bool overwrite = call->values[OPTION_OVERWRITE];
    enum rows_format format;
    enum rows_heads heads;
    enum encoding encoding = ENCODING_UTF8;
    if (!rows_options(call->values[OPTION_FORMAT], call->values[OPTION_HEADS], false, &format,
                      &heads) ||
        !option_encoding("encoding", call->values[OPTION_ENCODING], &encoding))
        return EXIT_USAGE;
    struct draft_list list = DRAFT_LIST_INIT;
    struct strbuf out = STRBUF_INIT;
    struct rows rows;
    bool from_stdin = call->n_operands == 1 && jobfile_is_std(call->operands[0]);
    bool ok =
        call_may_write(call, output, overwrite) && (from_stdin || call_list_drafts(call, &list));
    if (ok) {
        rows_begin(&rows, &out, format, heads, columns, sizeof columns / sizeof columns[0]);
        /* What can be read is written in any case. */
        ok = from_stdin ? add_draft(call, "-", &rows) : add_list(call, &list, &rows);
        rows_end(&rows);
        ok = rows_write(call, output, format, encoding, &out, overwrite) && ok;
    }
    strbuf_release(&out);
    draft_list_release(&list);
    return ok ? EXIT_FINE : EXIT_TROUBLE;
}

const struct subcommand cmd_export = {
    "export",
    N_("文件.ini|文件夹...|- [-o 文件|-] [--format=csv|tsv|json] [--encoding=编码] [--heads=表头] "
       "[--overwrite]"),
    N_("把草稿里的数一行一个写成表：单位、年度、键名、表、行、列、数"),
    options,
    1,
    -1,
    run};
