/* SPDX-License-Identifier: MIT */
#include "tui/app/problems.h"

#include <string.h>

#include "forms/check/progress.h"
#include "locale/message.h"
#include "tui/screen/ask.h"

/* Nothing is wrong; what is not filled in is named. */
void problems_say_nothing_found(struct app *app)
{
    struct strbuf missing = STRBUF_INIT;
    progress_add_missing(desk_draft(&app->desk), &missing);
    if (missing.len)
        screen_say(&app->screen, _("没有发现问题。还没有填的：%s。"), missing.data);
    else
        screen_say(&app->screen, _("检查完毕，没有发现问题"));
    strbuf_release(&missing);
}

void problems_next_blank(struct app *app)
{
    int field = progress_first_missing(desk_draft(&app->desk));
    if (field >= 0)
        shell_go(app, (struct place){field, 0});
    else
        screen_say(&app->screen, _("都填了，没有空着的"));
}

/* The finding after the cursor in the form's order, from the beginning again behind the last one.
 * Where several are about one place, the one after that which was shown last. */
void problems_next(struct app *app)
{
    desk_check(&app->desk, CHECK_ALL);
    struct place here = shell_place(app);
    bool is_again = app->desk.n_problem && app->desk.problem_change == app->desk.checked &&
                    app->desk.problem_place.field == here.field &&
                    app->desk.problem_place.offset == here.offset;
    const struct finding *first = NULL, *next = NULL;
    size_t number = 0, n_standing = 0, n_first = 0;
    for (size_t i = 0; i < app->desk.findings.count; i++) {
        const struct finding *finding = &app->desk.findings.items[i];
        if (finding->reason || finding->field < 0)
            continue;
        n_standing++;
        if (!first) {
            first = finding;
            n_first = n_standing;
        }
        if (!next && (is_again ? n_standing > app->desk.n_problem
                               : finding_is_behind(desk_draft(&app->desk), finding, here.field,
                                                   here.offset))) {
            next = finding;
            number = n_standing;
        }
    }
    if (!next) {
        next = first;
        number = n_first;
    }
    if (!next) {
        problems_say_nothing_found(app);
        return;
    }
    struct place place = {next->field, next->offset};
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, _("问题 %zu/%zu  "), number, n_standing);
    view_add_finding_text(next, &text);
    shell_go(app, place);
    desk_tell(&app->desk, next);
    app->desk.n_problem = number;
    app->desk.problem_place = shell_place(app);
    app->desk.problem_change = app->desk.checked;
    screen_say_finding(&app->screen, text.data,
                       next->rule->severity == SEVERITY_ERROR && !next->reason);
    strbuf_release(&text);
}

/* The explained finding at a place, whose reason F4 shows again. */
static const struct finding *explained_finding(const struct app *app, struct place here)
{
    for (size_t i = 0; i < app->desk.findings.count; i++) {
        const struct finding *finding = &app->desk.findings.items[i];
        if (finding->field == here.field && finding->reason &&
            (!finding->len ||
             (here.offset >= finding->offset && here.offset <= finding->offset + finding->len)))
            return finding;
    }
    return NULL;
}

bool problems_may_be_explained(const struct finding *finding)
{
    return finding->rule->severity == SEVERITY_WARNING || finding->rule->may_be_explained;
}

/* Asks for one line that is kept in a field of its own ("remarks.…", "explanations.…"). */
static void ask_note(struct app *app, const char *title, const char *prompt, const char *key,
                     const char *name)
{
    struct edit *edit = desk_edit(&app->desk);
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, draft_text_of(desk_draft(&app->desk), key));
    if (ask_line(&app->screen, title, prompt, &text)) {
        edit_begin(edit, name);
        edit_set(edit, draft_field(edit_draft(edit), key), text.data);
        edit_end(edit);
        desk_check(&app->desk, CHECK_ALL);
    }
    strbuf_release(&text);
}

void problems_explain(struct app *app, const struct finding *finding)
{
    struct strbuf key = STRBUF_INIT, prompt = STRBUF_INIT;
    strbuf_addf(&key, "explanations.%s", finding->id);
    strbuf_addf(&prompt, _("%s\n\n情况属实的，请写明理由。数据一改，理由就失效。"), finding->text);
    ask_note(app, _("说明理由"), prompt.data, key.data, N_("说明理由"));
    strbuf_release(&key);
    strbuf_release(&prompt);
}

static void remark(struct app *app, struct cell cell)
{
    const struct form *form = draft_form(desk_draft(&app->desk));
    struct strbuf key = STRBUF_INIT, prompt = STRBUF_INIT;
    strbuf_add_str(&key, "remarks.");
    form_cell_key(form, cell, &key);
    form_cell_title(form, cell, &prompt);
    strbuf_add_str(&prompt, _("\n备注印在数字后面，例如：其中修订16件"));
    ask_note(app, _("备注"), prompt.data, key.data, N_("备注"));
    strbuf_release(&key);
    strbuf_release(&prompt);
}

void problems_note(struct app *app)
{
    desk_check(&app->desk, CHECK_ALL);
    struct place here = shell_place(app);
    const struct finding *finding = desk_finding_shown(&app->desk, here.field, here.offset);
    struct cell cell;
    if (!finding)
        finding = explained_finding(app, here);
    if (!view_may_edit(app->view))
        return;
    if (finding && problems_may_be_explained(finding))
        problems_explain(app, finding);
    else if (draft_field_cell(desk_draft(&app->desk), here.field, &cell))
        remark(app, cell);
    else if (finding)
        screen_warn(&app->screen, "%s", _("这是错误，要改正，不能用理由说明。"));
    else
        screen_say(&app->screen, _("这里没有需要说明的提醒；备注写在表格的格子上"));
}
