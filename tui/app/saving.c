/* SPDX-License-Identifier: MIT */
#include "tui/app/saving.h"

#include <string.h>

#include "forms/store/draftfile.h"
#include "forms/store/output.h"
#include "locale/message.h"
#include "tui/screen/ask.h"

/* The saved file in words, with what went along less well. */
static void say_saved(struct app *app, const struct err *warning)
{
    if (*warning->text)
        screen_warn(&app->screen, _("已保存 %s，但是：%s"), session_name(app->desk.session),
                    warning->text);
    else
        screen_say(&app->screen, _("已保存 %s"), session_path(app->desk.session));
}

/* One conflict, one question. false: cancelled. */
static bool settle_conflict(struct app *app, struct merge_item *item, size_t number,
                            size_t n_conflicts)
{
    static const enum merge_choice choices[] = {MERGE_MINE, MERGE_THEIRS, MERGE_BOTH};
    const char *const lines[] = {_("用我填的"), _("用对方保存的"), _("两段都留")};
    struct strbuf text = STRBUF_INIT;
    draftfile_field_title(desk_draft(&app->desk), item->key, &text);
    strbuf_addf(&text, _("（第 %zu 处，共 %zu 处）\n我的：%s\n对方：%s"), number, n_conflicts,
                item->mine, item->theirs);
    int answer = ask_choice(&app->screen, _("两边都改了这一处"), text.data, lines,
                            item->is_narrative ? 3 : 2, 0);
    strbuf_release(&text);
    if (answer < 0)
        return false;
    item->choice = choices[answer];
    return true;
}

/* Somebody else has saved meanwhile: both sides' changes are put together, questions only where
 * both touched a field. */
static bool merge_and_save(struct app *app, struct err *err)
{
    struct merge merge;
    struct err warning = {0};
    bool saved = false;
    if (!session_merge_begin(app->desk.session, &merge, err)) {
        merge_release(&merge);
        return false;
    }
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text,
                _("打开以后，别人保存过这份草稿，有 %zu 处与您打开时不同，其中 %zu 处两边都改了。\n"
                  "现在合并两边的改动，两边都改的逐处询问，好吗？"),
                merge.count, merge.n_conflicts);
    bool go_on = ask_yes_no(&app->screen, _("合并"), text.data, true);
    strbuf_release(&text);
    size_t number = 0;
    for (size_t i = 0; go_on && i < merge.count; i++)
        if (merge.items[i].is_conflict)
            go_on = settle_conflict(app, &merge.items[i], ++number, merge.n_conflicts);
    if (go_on) {
        session_merge_apply(app->desk.session, &merge);
        saved = session_save(app->desk.session, &warning, err) == SESSION_SAVED;
        if (saved)
            say_saved(app, &warning);
    } else {
        err_set(err, "%s", _("没有保存；您填的内容都在，可以另存"));
    }
    merge_release(&merge);
    return saved;
}

static bool offer_save_as(struct app *app, const char *reason)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, _("%s\n\n原来的文件没有动，您填的内容都在。另存到别的地方吗？"), reason);
    bool yes = ask_yes_no(&app->screen, _("没有保存成功"), text.data, true);
    strbuf_release(&text);
    return yes && saving_save_as(app);
}

bool saving_save(struct app *app)
{
    struct err err = {0}, warning = {0};
    switch (session_save(app->desk.session, &warning, &err)) {
    case SESSION_SAVED: say_saved(app, &warning); return true;
    case SESSION_SAVE_CONFLICT: return merge_and_save(app, &err) || offer_save_as(app, err.text);
    case SESSION_SAVE_GONE:
        if (!ask_yes_no(&app->screen, _("保存"),
                        _("原来的文件已经不在了（被删除或者改名）。重新建立它吗？"), true))
            return false;
        if (session_save_anew(app->desk.session, &warning, &err) == SESSION_SAVED) {
            say_saved(app, &warning);
            return true;
        }
        return offer_save_as(app, err.text);
    case SESSION_SAVE_REFUSED:
        if (session_access(app->desk.session) == SESSION_HELD)
            return offer_save_as(app, _("这份草稿正由别人修改，您只能阅读。"));
        return offer_save_as(
            app, *session_reason(app->desk.session) ? session_reason(app->desk.session) : err.text);
    case SESSION_SAVE_EXISTS:
    case SESSION_SAVE_FAILED: break;
    }
    return offer_save_as(app, err.text);
}

bool saving_save_as(struct app *app)
{
    struct err err = {0}, warning = {0};
    struct strbuf path = STRBUF_INIT;
    strbuf_add_str(&path, session_path(app->desk.session));
    bool saved = false,
         asking = ask_line(&app->screen, _("另存为"), _("文件名（以 .ini 结尾）："), &path);
    bool overwrite = false;
    while (asking) {
        if (path.len && path.data[path.len - 1] != '/' && !draftfile_stem_len(path.data))
            strbuf_add_str(&path, ".ini"); /* what does not end in it is in no list of drafts */
        enum session_save_result result =
            output_allows_draft(app->desk.settings, path.data, &err)
                ? session_save_as(app->desk.session, path.data, overwrite, &warning, &err)
                : SESSION_SAVE_FAILED;
        switch (result) {
        case SESSION_SAVED:
            say_saved(app, &warning);
            saved = true;
            asking = false;
            break;
        case SESSION_SAVE_EXISTS:
            overwrite =
                ask_yes_no(&app->screen, _("另存为"),
                           _("已经有这个文件，要覆盖它吗？原来的内容会留作上一版。"), false);
            if (!overwrite)
                asking = ask_line(&app->screen, _("另存为"), _("换一个文件名："), &path);
            break;
        default: {
            struct strbuf prompt = STRBUF_INIT;
            strbuf_addf(&prompt, _("没有保存成功：%s\n换一个地方："), err.text);
            asking = ask_line(&app->screen, _("另存为"), prompt.data, &path);
            strbuf_release(&prompt);
            overwrite = false;
        }
        }
    }
    strbuf_release(&path);
    return saved;
}
