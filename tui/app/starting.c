/* SPDX-License-Identifier: MIT */
#include "tui/app/starting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/draft/newdraft.h"
#include "forms/files/safefile.h"
#include "forms/form/covertext.h"
#include "forms/form/number.h"
#include "forms/rollup/draftsummary.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/screen/ask.h"
#include "tui/screen/choosefile.h"

enum { FIRST_YEAR = 2008 }; /* of reports: the regulation came into force */

char *starting_default_folder(const struct app *app)
{
    const char *drafts = app->desk.settings->drafts;
    char *here = drafts ? xstrdup(drafts) : getcwd(NULL, 0);
    return here ? here : xstrdup(".");
}

/* Is it a folder that may be shown? */
static bool is_folder(const struct app *app, const char *path, struct err *err)
{
    struct stat st;
    char *inside = choosefile_path(path, "x");
    bool may = settings_allow_path(app->desk.settings, inside, err);
    free(inside);
    if (!may)
        return err_set(err, "%s", _("受限方式下只能打开草稿文件夹里的文件"));
    return (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) ||
           err_set(err, _("没有这个文件夹：%s"), path);
}

bool starting_ask_folder(struct app *app, const char *title, const char *prompt, char **folder)
{
    struct strbuf answer = STRBUF_INIT, again = STRBUF_INIT;
    struct err err = {0};
    char *chosen = NULL;
    strbuf_add_str(&answer, *folder);
    while (!chosen && ask_line(&app->screen, title, again.len ? again.data : prompt, &answer)) {
        strbuf_clear(&again);
        chosen = *answer.data == '/' ? xstrdup(answer.data) : choosefile_path(*folder, answer.data);
        if (!is_folder(app, chosen, &err)) {
            strbuf_addf(&again, "%s\n%s", err.text, prompt);
            free(chosen);
            chosen = NULL;
        }
    }
    bool is_chosen = chosen;
    if (is_chosen) {
        free(*folder);
        *folder = chosen;
    }
    strbuf_release(&answer);
    strbuf_release(&again);
    return is_chosen;
}

/* Asks for the file's name until it is one that a draft may have and that is free; NULL: cancelled.
 */
static char *ask_file(struct app *app, const char *folder, const char *proposal)
{
    struct strbuf name = STRBUF_INIT, prompt = STRBUF_INIT;
    struct err err;
    struct stat st;
    char *path = NULL;
    strbuf_add_str(&name, proposal);
    strbuf_add_str(&prompt, _("草稿的文件名（以 .ini 结尾，可以用汉字）："));
    while (!path && ask_line(&app->screen, _("新建草稿"), prompt.data, &name)) {
        strbuf_clear(&prompt);
        if (!safefile_name_is_fit(name.data, &err)) {
            strbuf_addf(&prompt, _("这个名字不能用：%s\n换一个文件名："), err.text);
            continue;
        }
        if (!draftfile_stem_len(name.data))
            strbuf_add_str(&name, ".ini");
        path = choosefile_path(folder, name.data);
        if (lstat(path, &st) == 0) {
            strbuf_add_str(&prompt, _("已经有这个文件了。换一个文件名："));
            free(path);
            path = NULL;
        }
    }
    strbuf_release(&name);
    strbuf_release(&prompt);
    return path;
}

struct start_choice starting_choose_file(struct app *app, const char *folder, struct draft *content)
{
    struct strbuf proposal = STRBUF_INIT;
    const char *unit = draft_text(content, draft_cover_field(content, COVER_UNIT));
    if (!*unit)
        unit = _("年报");
    strbuf_add(&proposal, unit, utf8_clip_bytes(unit, strlen(unit), 60));
    if (draft_year(content))
        strbuf_addf(&proposal, "-%d", draft_year(content));
    strbuf_add_str(&proposal, ".ini");
    char *path = ask_file(app, folder, proposal.data);
    strbuf_release(&proposal);
    if (!path) {
        draft_free(content);
        content = NULL;
    }
    return (struct start_choice){path, content};
}

/* Asks until there is an answer; false: cancelled. */
static bool ask_unit(struct app *app, struct strbuf *unit)
{
    const char *prompt = _("机关全称（与公章一致）：");
    while (ask_line(&app->screen, _("新建草稿"), prompt, unit)) {
        struct strbuf typed = *unit;
        strbuf_init(unit);
        covertext_from_typed(COVER_UNIT, typed.data, unit);
        strbuf_release(&typed);
        if (unit->len)
            return true;
        prompt = _("标题和落款要用机关全称，请填写：");
    }
    return false;
}

/* Asks until the answer is a year that there can be a report of; *year holds the proposal. false:
 * cancelled. */
static bool ask_year(struct app *app, int *year)
{
    struct strbuf answer = STRBUF_INIT, digits = STRBUF_INIT, prompt = STRBUF_INIT;
    struct err err;
    bool is_fit = false;
    strbuf_addf(&answer, "%d", *year);
    strbuf_add_str(&prompt, _("报告哪一年的工作（四位数字）："));
    while (!is_fit && ask_line(&app->screen, _("新建草稿"), prompt.data, &answer)) {
        strbuf_clear(&digits);
        is_fit = number_from_typed(CELL_COUNT, answer.data, &digits, &err) && digits.len == 4 &&
                 atoi(digits.data) >= FIRST_YEAR;
        if (is_fit)
            *year = atoi(digits.data);
        strbuf_clear(&prompt);
        strbuf_addf(&prompt, _("“%s”不是报告年度，请填 2008 年以后的四位数字，例如 2023："),
                    answer.data);
    }
    strbuf_release(&answer);
    strbuf_release(&digits);
    strbuf_release(&prompt);
    return is_fit;
}

struct start_choice starting_new(struct app *app, const char *folder)
{
    struct start_choice choice = {NULL, NULL};
    struct strbuf unit = STRBUF_INIT;
    int year = newdraft_usual_year();
    if (app->unit)
        strbuf_add_str(&unit, app->unit);
    if (ask_unit(app, &unit) && ask_year(app, &year))
        choice = starting_choose_file(app, folder, newdraft_empty(unit.data, year));
    strbuf_release(&unit);
    return choice;
}

struct start_choice starting_copy(struct app *app, const char *folder, const char *name)
{
    char *path = choosefile_path(folder, name);
    struct err err;
    struct draft *previous = draft_summary_read_draft(path, &err);
    struct start_choice choice = {NULL, NULL};
    if (previous && !*err.text) /* of one that is cut off half would be missing */
        choice = starting_choose_file(app, folder, newdraft_from_previous(previous, path));
    else
        screen_warn(&app->screen, "%s", err.text);
    draft_free(previous);
    free(path);
    return choice;
}
