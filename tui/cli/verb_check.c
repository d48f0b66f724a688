/* SPDX-License-Identifier: MIT */
/* nianbao check: what a reviewer would object to, for people, for a table calculator, for programs.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/check/check.h"
#include "forms/settings/settings.h"
#include "forms/store/previous.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/outtext.h"
#include "tui/cli/verbs.h"

enum { OPTION_PREVIOUS, OPTION_STRICT, OPTION_FORMAT };

static const struct verb_option options[] = {
    [OPTION_PREVIOUS] = {"previous", 'p', N_("上年.ini"),
                         N_("上年的草稿：核对结转、现行有效件数等跨年度的数")},
    [OPTION_STRICT] = {"strict", 0, NULL, N_("只有提醒时退出码为 3")},
    [OPTION_FORMAT] = {"format", 0, N_("格式"), N_("text（给人看）、tsv（一行一条）、json")},
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

/* ---- tsv: file, severity, rule, field, offset, length, text, reason ---- */

static void write_tsv(const struct result *result, struct strbuf *out)
{
    for (size_t i = 0; i < result->findings->count; i++) {
        const struct finding *finding = &result->findings->items[i];
        outtext_add_tsv(out, result->path, '\t');
        outtext_add_tsv(out, severity_word(finding), '\t');
        outtext_add_tsv(out, finding->rule->id, '\t');
        outtext_add_tsv(out, key_of(result, finding), '\t');
        strbuf_addf(out, "%zu\t%zu\t", finding->offset, finding->len);
        outtext_add_tsv(out, finding->text, '\t');
        outtext_add_tsv(out, finding->reason ? finding->reason : "", '\n');
    }
}

/* ---- json: an array of files ---- */

static void write_json(const struct result *result, struct strbuf *out)
{
    const struct findings *findings = result->findings;
    strbuf_add_str(out, out->len > 2 ? ",\n{" : "{");
    outtext_add_json(out, "file", result->path);
    strbuf_addf(out, ", \"errors\": %zu, \"warnings\": %zu, \"findings\": [",
                findings_n_errors(findings), findings_n_warnings(findings));
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        strbuf_add_str(out, i ? ",\n  {" : "\n  {");
        outtext_add_json(out, "severity", severity_word(finding));
        outtext_add_json(out, "rule", finding->rule->id);
        outtext_add_json(out, "field", key_of(result, finding));
        strbuf_addf(out, ", \"offset\": %zu, \"length\": %zu", finding->offset, finding->len);
        outtext_add_json(out, "id", finding->id ? finding->id : "");
        outtext_add_json(out, "text", finding->text);
        if (finding->reason)
            outtext_add_json(out, "reason", finding->reason);
        strbuf_add_byte(out, '}');
    }
    strbuf_add_str(out, "]}");
}

struct format {
    const char *begin, *end;
    void (*write)(const struct result *result, struct strbuf *out);
    bool is_for_people; /* names of files are made visible */
};
static const char *const format_names[] = {"text", "tsv", "json", NULL};
static const struct format formats[] = {
    {"", "", write_text, true}, {"", "", write_tsv, false}, {"[\n", "\n]\n", write_json, false}};

static int check_file(const struct verb_call *call, struct previous_search *search,
                      const char *path, const struct format *format, struct strbuf *out)
{
    struct draft *draft = options_read_draft(call, path);
    if (!draft)
        return EXIT_TROUBLE;
    bool ok;
    struct draft *previous =
        options_read_previous(call, search, call->values[OPTION_PREVIOUS], path, draft, &ok);
    int code = EXIT_TROUBLE;
    if (ok) {
        struct findings findings = {0};
        check_draft(draft, previous, CHECK_ALL, &findings);
        format->write(&(struct result){path, draft, &findings}, out);
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

static int run(const struct verb_call *call)
{
    int format = 0, code = EXIT_FINE;
    if (!options_word("format", call->values[OPTION_FORMAT], format_names, &format))
        return EXIT_USAGE;
    struct strbuf out = STRBUF_INIT;
    char *only_folder = settings_only_folder(call->settings);
    struct previous_search search = PREVIOUS_SEARCH_INIT(only_folder);
    strbuf_add_str(&out, formats[format].begin);
    for (int i = 0; i < call->n_operands; i++)
        code = graver(code, check_file(call, &search, call->operands[i], &formats[format], &out));
    strbuf_add_str(&out, formats[format].end);
    if (formats[format].is_for_people)
        options_print(out.data, out.len);
    else if (!options_write(call, "-", out.data, out.len, false))
        code = EXIT_TROUBLE;
    previous_search_release(&search);
    free(only_folder);
    strbuf_release(&out);
    return code;
}

const struct verb verb_check = {
    "check",
    N_("文件.ini... [--previous=上年.ini] [--strict] [--format=text|tsv|json]"),
    N_("检查草稿：表内、表间、文字与表、跨年度"),
    options,
    1,
    -1,
    run};
