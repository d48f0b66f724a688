/* SPDX-License-Identifier: MIT */
/* What the commands of the shell do; those of a view are its own. */
#include <stdlib.h>
#include <string.h>

#include "forms/check/progress.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/app/shell.h"
#include "tui/screen/ask.h"

enum { N_SECTIONS_MAX = 16 };

/* The finding after the cursor in the form's order, from the beginning again behind the last one.
 * Where several are about one place, the one after that which was shown last. */
static bool next_problem(struct app *app)
{
    app_check(app, CHECK_ALL);
    struct place here = app_place(app);
    bool is_again = app->n_problem && app->problem_change == app->checked &&
                    app->problem_place.field == here.field &&
                    app->problem_place.offset == here.offset;
    const struct finding *first = NULL, *next = NULL;
    size_t number = 0, n_standing = 0, n_first = 0;
    for (size_t i = 0; i < app->findings.count; i++) {
        const struct finding *finding = &app->findings.items[i];
        if (finding->reason || finding->field < 0)
            continue;
        n_standing++;
        if (!first) {
            first = finding;
            n_first = n_standing;
        }
        if (!next &&
            (is_again ? n_standing > app->n_problem
                      : finding_is_behind(app_draft(app), finding, here.field, here.offset))) {
            next = finding;
            number = n_standing;
        }
    }
    if (!next) {
        next = first;
        number = n_first;
    }
    if (!next)
        return false;
    struct place place = {next->field, next->offset};
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, _("问题 %zu/%zu  "), number, n_standing);
    app_add_finding_text(next, &text);
    app_go(app, place);
    app->n_problem = number;
    app->problem_place = app_place(app);
    app->problem_change = app->checked;
    app_say(app, "%s", text.data);
    app->message_is_warning = true;
    strbuf_release(&text);
    return true;
}

static const struct finding *standing_finding(const struct app *app, int field, size_t offset)
{
    const struct finding *found = NULL;
    for (size_t i = 0; i < app->findings.count; i++) {
        const struct finding *finding = &app->findings.items[i];
        if (finding->field != field)
            continue;
        bool may = finding->rule->severity == SEVERITY_WARNING || finding->rule->may_be_explained;
        bool here = !finding->len ||
                    (offset >= finding->offset && offset <= finding->offset + finding->len);
        if (may && here && (!found || found->reason))
            found = finding;
    }
    return found;
}

/* Asks for one line that is kept in a field of its own ("remarks.…", "explanations.…"). */
static void ask_note(struct app *app, const char *title, const char *prompt, const char *key,
                     const char *name)
{
    struct edit *edit = app_edit(app);
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, draft_text_of(app_draft(app), key));
    if (ask_line(app, title, prompt, &text)) {
        edit_begin(edit, name);
        edit_set(edit, draft_field(edit_draft(edit), key), text.data);
        edit_end(edit);
        app_check(app, CHECK_ALL);
    }
    strbuf_release(&text);
}

void actions_note(struct app *app)
{
    app_check(app, CHECK_ALL);
    struct place here = app_place(app);
    const struct finding *finding = standing_finding(app, here.field, here.offset);
    struct cell cell;
    struct strbuf key = STRBUF_INIT, prompt = STRBUF_INIT;
    if (app_is_read_only(app)) {
        app_warn(app, _("只能阅读，不能修改"));
    } else if (finding) {
        strbuf_addf(&key, "explanations.%s", finding->id);
        strbuf_addf(&prompt, _("%s\n\n情况属实的，请写明理由。数据一改，理由就失效。"),
                    finding->text);
        ask_note(app, _("说明理由"), prompt.data, key.data, N_("说明理由"));
    } else if (draft_field_cell(app_draft(app), here.field, &cell)) {
        strbuf_add_str(&key, "remarks.");
        form_cell_key(draft_form(app_draft(app)), cell, &key);
        form_cell_title(draft_form(app_draft(app)), cell, &prompt);
        strbuf_add_str(&prompt, _("\n备注印在数字后面，例如：其中修订16件"));
        ask_note(app, _("备注"), prompt.data, key.data, N_("备注"));
    } else {
        app_say(app, _("这里没有需要说明的提醒；备注写在表格的格子上"));
    }
    strbuf_release(&key);
    strbuf_release(&prompt);
}

static void undo_or_redo(struct app *app, bool undo)
{
    struct edit_place place;
    if (app_is_read_only(app) ||
        !(undo ? edit_undo(app_edit(app), &place) : edit_redo(app_edit(app), &place))) {
        app_say(app, undo ? _("没有可以撤销的") : _("没有可以重做的"));
        return;
    }
    app_go(app, (struct place){place.field, place.offset});
    const char *what =
        place.name ? _(place.name) : _("修改文字"); /* what is only typed has no name */
    app_say(app, undo ? _("撤销：%s") : _("重做：%s"), what);
}

static void go_to(struct app *app)
{
    const struct form *form = draft_form(app_draft(app));
    const char *choices[N_SECTIONS_MAX + 1];
    struct strbuf lines[N_SECTIONS_MAX + 1];
    int n = form->n_sections < N_SECTIONS_MAX ? form->n_sections : N_SECTIONS_MAX;
    for (int s = -1; s < n; s++) {
        struct progress progress = progress_of_section(app_draft(app), s, &app->findings);
        const char *name = s < 0                       ? _("封面")
                           : form->sections[s].heading ? form->sections[s].heading
                                                       : _(form->sections[s].brief);
        strbuf_init(&lines[s + 1]);
        strbuf_addf(&lines[s + 1], "%s  %s", name, progress_name(progress.state));
        choices[s + 1] = lines[s + 1].data;
    }
    int answer =
        ask_choice(app, _("转到"), NULL, choices, (size_t)n + 1, (size_t)(app->view->section + 1));
    if (answer >= 0)
        app_show_section(app, answer - 1);
    for (int i = 0; i <= n; i++)
        strbuf_release(&lines[i]);
}

static command_set offered_commands(const struct app *app)
{
    command_set shell =
        COMMAND_BIT(COMMAND_HELP) | COMMAND_BIT(COMMAND_SAVE) | COMMAND_BIT(COMMAND_NEXT_PROBLEM) |
        COMMAND_BIT(COMMAND_NOTE) | COMMAND_BIT(COMMAND_GO_TO) |
        COMMAND_BIT(COMMAND_PREVIOUS_SECTION) | COMMAND_BIT(COMMAND_NEXT_SECTION) |
        COMMAND_BIT(COMMAND_CHECK) | COMMAND_BIT(COMMAND_MENU) | COMMAND_BIT(COMMAND_UNDO) |
        COMMAND_BIT(COMMAND_REDO) | COMMAND_BIT(COMMAND_REDRAW) | COMMAND_BIT(COMMAND_PREVIEW) |
        COMMAND_BIT(COMMAND_PRINT) | COMMAND_BIT(COMMAND_SAVE_AS) | COMMAND_BIT(COMMAND_COMPARE) |
        COMMAND_BIT(COMMAND_OPEN) | COMMAND_BIT(COMMAND_KEYS_HELP) | COMMAND_BIT(COMMAND_QUIT);
    return shell | app->view->class->commands | (app_is_sum(app) ? COMMAND_BIT(COMMAND_SHARES) : 0);
}

/* The list of drafts, also where the program was started on a draft: then of that draft's folder.
 * false: he stays. */
static bool leave_to_list(struct app *app)
{
    char *folder = xstrdup(session_path(app->session)), *slash = strrchr(folder, '/'),
         *name = xstrdup(slash + 1);
    bool is_closed = opening_close(app);
    if (is_closed) {
        app->goes_to_list = true;
        free(app->list_name);
        app->list_name = name;
        slash[slash == folder] = '\0';
        if (!app->list_folder)
            app->list_folder = xstrdup(folder);
    } else {
        free(name);
    }
    free(folder);
    return is_closed;
}

bool actions_run(struct app *app, enum command command)
{
    app_settle(app);
    switch (command) {
    case COMMAND_HELP: page_help(app); break;
    case COMMAND_SAVE: saving_save(app); break;
    case COMMAND_SAVE_AS: saving_save_as(app); break;
    case COMMAND_NEXT_PROBLEM:
        if (!next_problem(app))
            app_say(app, _("没有发现问题"));
        break;
    case COMMAND_NOTE: actions_note(app); break;
    case COMMAND_GO_TO: go_to(app); break;
    case COMMAND_PREVIOUS_SECTION: app_step_section(app, -1); break;
    case COMMAND_NEXT_SECTION: app_step_section(app, 1); break;
    case COMMAND_CHECK: page_findings(app); break;
    case COMMAND_UNDO:
    case COMMAND_REDO: undo_or_redo(app, command == COMMAND_UNDO); break;
    case COMMAND_SHARES: app_show_shares(app); break;
    case COMMAND_COMPARE: comparing_run(app); break;
    case COMMAND_PREVIEW: page_preview(app); break;
    case COMMAND_PRINT: printing_run(app, app_draft(app), NULL); break;
    case COMMAND_KEYS_HELP: page_keys(app); break;
    case COMMAND_MENU: {
        enum command chosen = menu_run(app, offered_commands(app));
        return chosen == COMMAND_NONE || actions_run(app, chosen);
    }
    case COMMAND_BREAK:
        /* ^C ends other programs at once; here it never does. */
        if (!session_is_changed(app->session) &&
            !ask_yes_no(app, _("离开"), _("改动都已经保存。离开这份草稿吗？"), false))
            return true;
        return !opening_close(app);
    case COMMAND_OPEN: return !leave_to_list(app);
    case COMMAND_QUIT:
        if (!opening_close(app))
            return true;
        app->goes_to_list = false;
        return false;
    default:
        if (!(app->view->class->commands & COMMAND_BIT(command)) ||
            !app->view->class->command(app->view, command))
            app_say(app, _("这里用不到“%s”"), _(command_def(command)->name));
        break;
    }
    return true;
}
