#include "tui/starting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/date.h"
#include "forms/draftfile.h"
#include "forms/draftsummary.h"
#include "forms/newdraft.h"
#include "forms/number.h"
#include "forms/safefile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/app.h"
#include "tui/ask.h"

char *starting_path(const char *folder, const char *name)
{
    struct strbuf path = STRBUF_INIT;
    strbuf_addf(&path, "%s/%s", folder, name);
    return strbuf_steal(&path);
}

char *starting_default_folder(const struct app *app)
{
    const char *drafts = app_settings(app)->drafts;
    char *here = drafts ? xstrdup(drafts) : getcwd(NULL, 0);
    return here ? here : xstrdup(".");
}

void starting_folder(struct app *app, char **folder)
{
    struct strbuf answer = STRBUF_INIT;
    struct err err = {0};
    struct stat st;
    strbuf_add_str(&answer, *folder);
    if (ask_line(app, _("换一个目录"), _("草稿所在的目录："), &answer)) {
        char *inside = starting_path(answer.data, "x");
        if (!settings_allow_path(app_settings(app), inside, &err)) {
            app_warn(app, _("受限方式下只能打开草稿文件夹里的文件"));
        } else if (stat(answer.data, &st) != 0 || !S_ISDIR(st.st_mode)) {
            app_warn(app, _("没有这个目录：%s"), answer.data);
        } else {
            free(*folder);
            *folder = xstrdup(answer.data);
        }
        free(inside);
    }
    strbuf_release(&answer);
}

/* Asks for the file's name until it is one that a draft may have and that is free; NULL: cancelled. */
static char *ask_file(struct app *app, const char *folder, const char *proposal)
{
    struct strbuf name = STRBUF_INIT, prompt = STRBUF_INIT;
    struct err err;
    struct stat st;
    char *path = NULL;
    strbuf_add_str(&name, proposal);
    strbuf_add_str(&prompt, _("草稿的文件名（以 .ini 结尾，可以用汉字）："));
    while (!path && ask_line(app, _("新建草稿"), prompt.data, &name)) {
        strbuf_clear(&prompt);
        if (!safefile_name_is_fit(name.data, &err)) {
            strbuf_addf(&prompt, _("这个名字不能用：%s\n换一个文件名："), err.text);
            continue;
        }
        if (name.len < 4 || strcmp(name.data + name.len - 4, ".ini") != 0)
            strbuf_add_str(&name, ".ini");
        path = starting_path(folder, name.data);
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

static struct start_choice choose_file(struct app *app, const char *folder, struct draft *content)
{
    struct strbuf proposal = STRBUF_INIT;
    const char *unit = draft_text(content, draft_cover_field(content, COVER_UNIT));
    if (!*unit)
        unit = _("年报");
    strbuf_addf(&proposal, "%.*s-%d.ini", (int)utf8_clip_bytes(unit, strlen(unit), 60), unit, draft_year(content));
    char *path = ask_file(app, folder, proposal.data);
    strbuf_release(&proposal);
    if (!path) {
        draft_free(content);
        content = NULL;
    }
    return (struct start_choice){path, content};
}

struct start_choice starting_new(struct app *app, const char *folder)
{
    struct start_choice none = {NULL, NULL};
    struct strbuf unit = STRBUF_INIT, year = STRBUF_INIT, digits = STRBUF_INIT;
    struct err err;
    int report_year = date_today().year - 1;
    strbuf_addf(&year, "%d", report_year);
    bool go_on = ask_line(app, _("新建草稿"), _("机关全称（与公章一致）："), &unit) &&
                 ask_line(app, _("新建草稿"), _("报告哪一年的工作（四位数字）："), &year);
    if (go_on && number_from_typed(CELL_COUNT, year.data, &digits, &err) && digits.len == 4)
        report_year = atoi(digits.data);
    if (go_on)
        none = choose_file(app, folder, newdraft_empty(unit.data, report_year));
    strbuf_release(&unit);
    strbuf_release(&year);
    strbuf_release(&digits);
    return none;
}

struct start_choice starting_copy(struct app *app, const char *folder, const char *name)
{
    char *path = starting_path(folder, name);
    struct err err;
    struct draft *previous = draft_summary_read_draft(path, &err);
    struct start_choice choice = {NULL, NULL};
    if (previous)
        choice = choose_file(app, folder, newdraft_from_previous(previous, path));
    else
        app_warn(app, "%s", err.text);
    draft_free(previous);
    free(path);
    return choice;
}
