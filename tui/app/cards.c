/* SPDX-License-Identifier: MIT */
#include "tui/app/cards.h"

#include "forms/check/progress.h"
#include "forms/check/tablesummary.h"
#include "locale/message.h"
#include "tui/screen/ask.h"

/* Appends “F9 看 1 处错误、2 处提醒”; nothing where there are none. */
static void add_findings(size_t n_errors, size_t n_warnings, struct strbuf *out)
{
    if (n_errors && n_warnings)
        strbuf_addf(out, _("   F9 看 %zu 处错误、%zu 处提醒"), n_errors, n_warnings);
    else if (n_errors)
        strbuf_addf(out, _("   F9 看 %zu 处错误"), n_errors);
    else if (n_warnings)
        strbuf_addf(out, _("   F9 看 %zu 处提醒"), n_warnings);
}

static void show(struct app *app, const char *title, const struct strbuf *text,
                 const struct strbuf *keys, command_set offered, enum command on_enter)
{
    enum command chosen = ask_card(&app->screen, title, text->data, keys->data, offered, on_enter);
    if (chosen != COMMAND_NONE)
        shell_run(app, chosen);
}

static void show_table(struct app *app, const struct form_section *section)
{
    const struct draft *draft = desk_draft(&app->desk), *previous = desk_previous(&app->desk);
    struct strbuf text = STRBUF_INIT, changes = STRBUF_INIT, keys = STRBUF_INIT;
    desk_check(&app->desk, CHECK_FAST);
    struct progress progress = progress_of_section(draft, app->view->section, &app->desk.findings);
    bool is_full = progress.n_filled == progress.n_wanted;
    tablesummary_add(draft, app->view->section, &text);
    if (previous)
        tablesummary_add_changes(draft, previous, app->view->section, &changes);
    if (changes.len)
        strbuf_addf(&text, _("\n比去年变化大的：%s"), changes.data);
    strbuf_addf(&keys, _("Enter 到第%s部分"), section[1].brief);
    if (!is_full)
        strbuf_add_str(&keys, _("   ^B 余下的填 0"));
    add_findings((size_t)progress.n_errors, (size_t)progress.n_warnings, &keys);
    strbuf_add_str(&keys, _("   ↑ 回去核对"));
    show(app, section->table->name, &text, &keys,
         COMMAND_BIT(COMMAND_CHECK) | COMMAND_BIT(COMMAND_NEXT_SECTION) |
             (is_full ? 0 : COMMAND_BIT(COMMAND_ZERO_TABLE)),
         COMMAND_NEXT_SECTION);
    strbuf_release(&text);
    strbuf_release(&changes);
    strbuf_release(&keys);
}

void cards_next(void *context)
{
    struct app *app = context;
    const struct form *form = draft_form(desk_draft(&app->desk));
    int section = app->view->section;
    if (section >= 0 && section + 1 < form->n_sections && form->sections[section].table)
        show_table(app, &form->sections[section]);
    else if (!shell_step_section(app, 1))
        cards_end(app);
}

void cards_end(struct app *app)
{
    struct strbuf text = STRBUF_INIT, missing = STRBUF_INIT, keys = STRBUF_INIT;
    desk_check(&app->desk, CHECK_ALL);
    size_t n_errors = findings_n_errors(&app->desk.findings),
           n_warnings = findings_n_warnings(&app->desk.findings);
    progress_add_missing(desk_draft(&app->desk), &missing);
    if (missing.len || n_errors || n_warnings)
        strbuf_addf(&text, _("错误 %zu 处，提醒 %zu 处。"), n_errors, n_warnings);
    else
        strbuf_add_str(&text, _("各节都填了，没有错误，没有提醒。"));
    if (missing.len)
        strbuf_addf(&text, _("\n还没有填的：%s。"), missing.data);
    strbuf_add_str(&keys, missing.len ? _("Enter 去填没有填的")
                          : n_errors  ? _("Enter 改错误")
                                      : _("Enter 打印"));
    strbuf_add_str(&keys, _("   F9 检查   ^Q 预览"));
    if (missing.len || n_errors)
        strbuf_add_str(&keys, _("   ^\\ 打印"));
    strbuf_add_str(&keys, _("   Esc 返回"));
    show(app, missing.len || n_errors ? _("到了最后，还没有完") : _("报告填完了"), &text, &keys,
         COMMAND_BIT(COMMAND_CHECK) | COMMAND_BIT(COMMAND_PREVIEW) | COMMAND_BIT(COMMAND_PRINT) |
             COMMAND_BIT(COMMAND_NEXT_PROBLEM) | COMMAND_BIT(COMMAND_SAVE),
         missing.len ? COMMAND_NEXT_BLANK
         : n_errors  ? COMMAND_CHECK
                     : COMMAND_PRINT);
    strbuf_release(&text);
    strbuf_release(&missing);
    strbuf_release(&keys);
}
