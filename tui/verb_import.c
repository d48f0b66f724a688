/* nianbao import: a published report, or one that was printed, into a draft; a draft into another format. */
#include <stdlib.h>
#include <string.h>

#include "forms/convert.h"
#include "forms/draftfile.h"
#include "forms/import.h"
#include "forms/importnote.h"
#include "locale/message.h"
#include "tui/verbs.h"

enum { OPTION_OUTPUT, OPTION_UNIT, OPTION_YEAR, OPTION_TO };

static const struct verb_option options[] = {
    [OPTION_OUTPUT] = {"output", 'o', N_("草稿.ini"), N_("写到哪里，- 是标准输出；已有的文件不会改动")},
    [OPTION_UNIT] = {"unit", 'u', N_("名称"), N_("机关全称，代替读到的")},
    [OPTION_YEAR] = {"year", 'y', N_("年度"), N_("报告年度，代替读到的")},
    [OPTION_TO] = {"to", 0, N_("格式"), N_("2021：把旧格式的报告转成现行格式，转不过去的列出来")},
    {0},
};

static void tell_notes(const struct draft *draft, const struct import_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        const struct import_note *note = &notes->items[i];
        struct strbuf text = STRBUF_INIT;
        import_note_describe(draft, note->rule, note->line, note->key ? note->key : "", note->text, &text);
        options_complain("%s%s%s", note->rule ? note->rule : "", note->rule ? "  " : "", text.data);
        strbuf_release(&text);
    }
    if (notes->n_dropped)
        options_complain(_("还有 %zu 处没有列出"), notes->n_dropped);
}

/* The draft in the other format; the caller's is freed. */
static struct draft *convert(struct draft *draft, const struct form *to)
{
    struct convert_losses losses = {0};
    struct draft *converted = draft_convert(draft, to, &losses);
    for (size_t i = 0; i < losses.count; i++)
        options_complain(_("%s 的“%s”在新格式里没有位置，没有带过来"), losses.items[i].title, losses.items[i].text);
    convert_losses_release(&losses);
    draft_free(draft);
    return converted;
}

/* A draft's own file: it is taken over as it is, or carried over into another format. */
static bool is_draft_file(const struct strbuf *bytes)
{
    static const char section[] = "[report]";
    return strncmp(bytes->data, section, strlen(section)) == 0 || strstr(bytes->data, "\n[report]\n");
}

static struct draft *read_bytes(const struct strbuf *bytes, struct err *err)
{
    struct draft *draft;
    if (is_draft_file(bytes)) {
        struct ini_notes notes = INI_NOTES_INIT;
        enum ini_state state;
        draft = draftfile_read(bytes->data, bytes->len, &state, &notes, err);
        for (size_t i = 0; i < notes.n; i++)
            options_complain("%s", notes.items[i].text);
        ini_notes_release(&notes);
    } else {
        struct import_notes notes = {0};
        draft = import_report(bytes->data, bytes->len, &notes, err);
        if (draft)
            tell_notes(draft, &notes);
        import_notes_release(&notes);
    }
    return draft;
}

static struct draft *read_report(const struct verb_call *call, const struct form *to)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err err = {0};
    struct draft *draft = NULL;
    if (options_read_file(call, call->operands[0], IMPORT_MAX_BYTES, &bytes)) {
        draft = read_bytes(&bytes, &err);
        if (!draft)
            options_complain("%s：%s", call->operands[0], err.text);
    }
    if (draft && to && draft_form(draft) != to)
        draft = convert(draft, to);
    strbuf_release(&bytes);
    return draft;
}

static void override(struct draft *draft, int cover, const char *value)
{
    if (value)
        draft_set(draft, draft_cover_field(draft, cover), value);
}

static int import(const struct verb_call *call, const char *output, const char *unit, const struct form *to)
{
    if (!options_may_open(call, output))
        return EXIT_TROUBLE;
    struct draft *draft = read_report(call, to);
    if (!draft)
        return EXIT_TROUBLE;
    override(draft, COVER_UNIT, unit);
    override(draft, COVER_REPORT_YEAR, call->values[OPTION_YEAR]);
    if (strcmp(output, "-") != 0)
        return options_create_draft(output, draft);
    struct strbuf file = STRBUF_INIT;
    draftfile_write(draft, &file);
    int code = options_write(call, "-", file.data, file.len) ? EXIT_FINE : EXIT_TROUBLE;
    strbuf_release(&file);
    draft_free(draft);
    return code;
}

static int run(const struct verb_call *call)
{
    const char *output = call->values[OPTION_OUTPUT], *to_id = call->values[OPTION_TO];
    const struct form *to = to_id ? form_by_id(to_id) : NULL;
    int year = 0;
    if (!output || (to_id && !to)) {
        if (output)
            options_complain(_("--to 应是格式的编号，例如 2021，不能是“%s”"), to_id);
        else
            options_complain(_("请用 -o 草稿.ini 写明导入到哪里"));
        return EXIT_USAGE;
    }
    char *unit = NULL;
    if (!options_number("year", call->values[OPTION_YEAR], 2008, 9999, &year) ||
        !options_text("unit", call->values[OPTION_UNIT], &unit))
        return EXIT_USAGE;
    int code = import(call, output, unit, to);
    free(unit);
    return code;
}

const struct verb verb_import = {"import",
                                 N_("报告文件|- -o 草稿.ini [--unit=名称] [--year=年度] [--to=2021]"),
                                 N_("把公布的报告（文本、网页、表格）读成草稿；旧格式的草稿可以转成现行格式"),
                                 options,
                                 1,
                                 1,
                                 run};
