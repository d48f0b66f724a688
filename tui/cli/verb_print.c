/* SPDX-License-Identifier: MIT */
/* nianbao print: the report to a file, to stdout, to a printer. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/papersize.h"
#include "forms/check/check.h"
#include "forms/draft/draft.h"
#include "forms/print/printer.h"
#include "forms/print/report.h"
#include "forms/print/reportencode.h"
#include "forms/store/previous.h"
#include "forms/store/printed.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/verbs.h"

enum {
    OPTION_OUTPUT,
    OPTION_ENCODING,
    OPTION_WIDTH,
    OPTION_PAGE_LENGTH,
    OPTION_BORDER,
    OPTION_AMBIGUOUS,
    OPTION_EOL,
    OPTION_PRINTER,
    OPTION_DRAFT,
    OPTION_OVERWRITE,
};

static const struct verb_option options[] = {
    [OPTION_OUTPUT] = {"output", 'o', N_("文件"), N_("写到文件，- 是标准输出（默认）")},
    [OPTION_ENCODING] = {"encoding", 'e', N_("编码"), N_("utf-8、gb18030、gbk")},
    [OPTION_WIDTH] = {"width", 'w', N_("列数"), N_("纸宽，60 到 400 列")},
    [OPTION_PAGE_LENGTH] = {"page-length", 'l', N_("行数"), N_("每页行数，0 是不分页")},
    [OPTION_BORDER] = {"border", 0, N_("画线"), N_("表格线：auto、line、ascii")},
    [OPTION_AMBIGUOUS] = {"ambiguous", 0, N_("宽度"), N_("“ ” — … 和表格线占几列：auto、1、2")},
    [OPTION_EOL] = {"eol", 0, N_("换行"), N_("lf、crlf")},
    [OPTION_PRINTER] = {"printer", 0, N_("[打印机]"), N_("送到打印机，不写名称就是默认的打印机")},
    [OPTION_DRAFT] = {"draft", 0, NULL, N_("有错误也打印，每页标“草稿”")},
    [OPTION_OVERWRITE] = {"overwrite", 0, NULL, N_("文件不是本程序写的，也换掉")},
    {0},
};

/* The words in the order of enum report_border. */
static const char *const border_words[] = {"auto", "line", "ascii", NULL};
static const char *const eol_words[] = {"lf", "crlf", NULL};

struct print {
    struct report_options report;
    bool crlf, to_printer, overwrite;
    const char *output, *printer;
};

/* Settings first, options over them. false after a complaint. */
static bool take_options(const struct verb_call *call, struct print *print)
{
    const struct settings *settings = call->settings;
    int border = settings->print_border, crlf = 0;
    *print = (struct print){
        .report = {.width = settings->print_width,
                   .page_length = settings->page_length,
                   .is_draft = call->values[OPTION_DRAFT] != NULL},
        .output = call->values[OPTION_OUTPUT],
        .to_printer = call->values[OPTION_PRINTER] != NULL,
        .overwrite = call->values[OPTION_OVERWRITE] != NULL,
        .printer = call->values[OPTION_PRINTER],
    };
    if (settings->print_encoding != SETTINGS_ENCODING_AUTO)
        print->report.encoding = (enum encoding)(settings->print_encoding - SETTINGS_ENCODING_UTF8);
    if (!options_encoding("encoding", call->values[OPTION_ENCODING], &print->report.encoding) ||
        !options_number("width", call->values[OPTION_WIDTH], PAPER_MIN_COLS, PAPER_MAX_COLS,
                        &print->report.width) ||
        !options_number("page-length", call->values[OPTION_PAGE_LENGTH], 0, 1000,
                        &print->report.page_length) ||
        !options_word("border", call->values[OPTION_BORDER], border_words, &border) ||
        !options_ambiguous("ambiguous", call->values[OPTION_AMBIGUOUS], &print->report.ambiguous) ||
        !options_word("eol", call->values[OPTION_EOL], eol_words, &crlf))
        return false;
    print->report.border = (enum report_border)border;
    print->crlf = crlf;
    if (print->to_printer && print->output) {
        options_complain(_("--output 和 --printer 不能一起用"));
        return false;
    }
    return true;
}

/* A report with errors is not handed in: false after they were listed. */
static bool has_no_errors(const struct verb_call *call, const struct draft *draft, const char *path)
{
    struct findings findings = {0};
    bool ok;
    char *only_folder = settings_only_folder(call->settings);
    struct previous_search search = PREVIOUS_SEARCH_INIT(only_folder);
    search.only_for = path;
    struct draft *previous = options_read_previous(call, &search, NULL, path, draft, &ok);
    check_draft(draft, previous, CHECK_ALL, &findings);
    size_t n = findings_n_errors(&findings);
    for (size_t i = 0; n && i < findings.count; i++)
        if (findings.items[i].rule->severity == SEVERITY_ERROR && !findings.items[i].reason)
            options_complain(_("错误 %s  %s"), findings.items[i].rule->id, findings.items[i].text);
    if (n)
        options_complain(
            _("%s 还有 %zu 个错误，没有打印。要先看看纸样，可以加 --draft，每页会标上“草稿”"), path,
            n);
    else if (findings_n_warnings(&findings))
        options_complain(
            findings_have(&findings, "Y-COPIED")
                ? _("%s 还有 %zu 个提醒，其中有上年报告的原文没有改（nianbao check 可以查看）")
                : _("%s 还有 %zu 个提醒没有处理（nianbao check 可以查看）"),
            path, findings_n_warnings(&findings));
    findings_release(&findings);
    previous_search_release(&search);
    free(only_folder);
    draft_free(previous);
    return n == 0;
}

/* What the encoding lacks goes to stderr; false where nothing can stand for some of it. */
static bool can_be_encoded(const struct draft *draft, enum encoding encoding)
{
    struct strbuf list = STRBUF_INIT;
    struct report_losses losses = {0};
    report_encode_losses(draft, encoding, &list, &losses);
    if (list.len)
        options_complain(losses.n_impossible ? _("%s 编码写不出这些字，没有打印：\n%.*s")
                                             : _("%s 编码没有这些字，印成了相近的字：\n%.*s"),
                         encoding_name(encoding), (int)list.len - 1, list.data);
    strbuf_release(&list);
    return losses.n_impossible == 0;
}

static bool send_to_printer(const struct verb_call *call, const struct print *print,
                            const struct strbuf *bytes)
{
    const struct printer_job job = {.command = call->settings->print_command,
                                    .printer = print->printer,
                                    .raw = print->report.encoding != ENCODING_UTF8};
    struct strbuf said = STRBUF_INIT;
    struct err err = {0};
    bool ok = printer_run(&job, bytes->data, bytes->len, &said, &err);
    while (said.len && said.data[said.len - 1] == '\n')
        strbuf_truncate(&said, said.len - 1);
    if (said.len)
        options_complain("%s", said.data);
    if (!ok)
        options_complain("%s", err.text);
    strbuf_release(&said);
    return ok;
}

/* false after a complaint. */
static bool print_draft(const struct verb_call *call, const struct print *print,
                        const struct draft *draft)
{
    struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT;
    struct err err = {0};
    bool ok = report_render(draft, &print->report, &text, &err) &&
              report_encode(&text, print->report.encoding, print->crlf, &bytes, NULL, &err);
    if (!ok)
        options_complain("%s", err.text);
    else if (print->to_printer)
        ok = send_to_printer(call, print, &bytes);
    else
        ok = options_write(call, print->output, bytes.data, bytes.len, print->overwrite);
    strbuf_release(&text);
    strbuf_release(&bytes);
    return ok;
}

static bool is_std(const char *path) { return !path || strcmp(path, "-") == 0; }

/* Puts into the draft that it was printed, unless this was a look at it. The print is done: that
 * the record cannot be made is said, and no more. */
static void record_print(const struct print *print, struct stored_draft *stored, const char *path)
{
    struct err err = {0};
    bool is_final = !print->report.is_draft && (print->to_printer || !is_std(print->output));
    if (is_final && !is_std(path) &&
        printed_record_stored(stored, date_today(), &err) == PRINTED_NOT_RECORDED)
        options_complain(_("%s 已经打印，但是没有能记下“已打印”：%s"), path, err.text);
}

static int run(const struct verb_call *call)
{
    struct print print;
    const char *path = call->operands[0];
    if (!take_options(call, &print))
        return EXIT_USAGE;
    if (!options_may_write(call, print.output, print.overwrite))
        return EXIT_TROUBLE;
    struct stored_draft stored;
    int code = EXIT_FINE;
    if (!options_read_stored(call, path, &stored)) {
        stored_draft_release(&stored);
        return EXIT_TROUBLE;
    }
    const struct draft *draft = stored.draft;
    if (!print.report.is_draft && !has_no_errors(call, draft, path))
        code = EXIT_FINDINGS;
    else if (!can_be_encoded(draft, print.report.encoding) || !print_draft(call, &print, draft))
        code = EXIT_TROUBLE;
    else
        record_print(&print, &stored, path);
    stored_draft_release(&stored);
    return code;
}

const struct verb verb_print = {
    "print",
    N_("文件.ini [-o 文件|-] [--encoding=编码] [--width=列数] [--page-length=行数] [--border=画线]\n"
       "              [--ambiguous=宽度] [--eol=lf|crlf] [--printer[=打印机]] [--draft] [--overwrite]"),
    N_("打印报告：写到文件、标准输出或者打印机"),
    options,
    1,
    1,
    run};
