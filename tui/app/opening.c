/* SPDX-License-Identifier: MIT */
#include "tui/app/opening.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/draft/convert.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/app/saving.h"
#include "tui/screen/ask.h"
#include "tui/term/term.h"
#include "tui/view/registerview.h"

static void add_time(struct strbuf *out, time_t time) { date_add_time(out, time, DATE_SHORT_TIME); }

static void add_holder(struct strbuf *out, const struct lock_holder *holder)
{
    strbuf_add_str(out, lock_holder_name(holder));
    if (!holder->known)
        return;
    strbuf_addf(out, _("（%s，%s，从 "), holder->who.user,
                *holder->who.tty ? holder->who.tty : holder->who.host);
    add_time(out, holder->since);
    strbuf_addf(out, _(" 起，已有 %ld 分钟没有按键）"), holder->idle_s / 60);
}

/* Somebody has the draft. false: the operator goes back. */
static bool settle_access(struct app *app)
{
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    bool go_on = true;
    const struct lock_holder *holder = session_holder(app->desk.session);
    switch (session_access(app->desk.session)) {
    case SESSION_WRITABLE:
    case SESSION_DAMAGED: break;
    case SESSION_HELD:
        if (holder->is_mine) {
            const char *const choices[] = {_("接着在这里填（另一边保留内容并退出）"), _("只读打开"),
                                           _("返回")};
            strbuf_add_str(&text, _("这份草稿还开在您自己的另一个窗口里："));
            add_holder(&text, holder);
            int answer = ask_choice(&app->screen, _("草稿已经打开"), text.data, choices, 3, 0);
            go_on = answer == 0 || answer == 1;
            if (answer == 0 && !session_take_over(app->desk.session, &err))
                screen_warn(&app->screen, "%s", err.text);
        } else {
            const char *const choices[] = {_("只读打开，对方离开后自动可以修改"), _("返回")};
            add_holder(&text, holder);
            strbuf_add_str(&text, _(" 正在修改这份草稿。"));
            go_on = ask_choice(&app->screen, _("草稿正由别人修改"), text.data, choices, 2, 0) == 0;
        }
        break;
    case SESSION_NO_LOCK:
        strbuf_addf(&text,
                    _("这里不能加锁，所以不能直接保存：%s\n可以阅读，也可以修改以后另存。打开吗？"),
                    session_reason(app->desk.session));
        go_on = ask_yes_no(&app->screen, _("只能另存"), text.data, true);
        break;
    }
    strbuf_release(&text);
    return go_on;
}

static void add_source(struct strbuf *out, const struct session_source *source)
{
    switch (source->kind) {
    case SESSION_SOURCE_READABLE:
        strbuf_add_str(out, _("这个文件里还能读出的内容（作为副本，另存）"));
        return;
    case SESSION_SOURCE_PREVIOUS: strbuf_add_str(out, _("上一版 ")); break;
    case SESSION_SOURCE_COPY: strbuf_add_str(out, _("备份 ")); break;
    }
    add_time(out, source->time);
    strbuf_addf(out, _("，与现在显示的有 %zu 处不同"), source->n_differences);
}

/* The file was cut: nothing of it is taken for whole without the operator's word. false: he goes
 * back. */
static bool settle_damage(struct app *app)
{
    if (session_access(app->desk.session) != SESSION_DAMAGED &&
        session_state(app->desk.session) != INI_CUT)
        return true;
    struct session_source *sources;
    struct err err = {0};
    size_t count = session_sources(app->desk.session, &sources);
    struct ask_list list = {0};
    for (size_t i = 0; i < count; i++)
        add_source(ask_list_add(&list), &sources[i]);
    strbuf_add_str(ask_list_add(&list), _("返回，不打开"));
    int answer = ask_list_choose(
        &app->screen, _("文件不完整"),
        _("这份草稿的结尾缺失，可能是传送或保存时被打断。原文件不会改动。要从哪里恢复？"), &list,
        0);
    bool go_on = answer >= 0 && (size_t)answer < count;
    if (go_on && !session_use_source(app->desk.session, &sources[answer], &err)) {
        ask_show(&app->screen, _("没有恢复成功"), err.text);
        go_on = false;
    }
    free(sources);
    return go_on;
}

/* What the file's reader noticed; true: something that must not be overlooked. */
static bool add_notes(const struct app *app, struct strbuf *out)
{
    const struct ini_notes *notes = session_notes(app->desk.session);
    if (session_state(app->desk.session) == INI_EDITED)
        strbuf_add_str(out, _("这份草稿在本程序之外修改过，内容照收。\n"));
    bool grave = false;
    for (size_t i = 0; i < notes->n; i++) {
        strbuf_addf(out, "%s\n", notes->items[i].text);
        grave = grave || notes->items[i].severity != INI_NOTICE;
    }
    return grave;
}

static void show_notes(struct app *app)
{
    struct strbuf text = STRBUF_INIT;
    if (add_notes(app, &text))
        ask_show(&app->screen, _("读入草稿时发现"), text.data);
    else if (text.len)
        screen_say(&app->screen, "%s", text.data);
    strbuf_release(&text);
}

static void add_recovered(const struct draft *draft, const struct session_recovered *item,
                          struct strbuf *out)
{
    draftfile_field_title(draft, item->key, out);
    strbuf_addf(out, _("%s\n  文件里：%s\n  没保存的：%s\n"),
                item->is_conflict ? _("（文件里也改过）") : "", *item->now ? item->now : _("未填"),
                *item->recovered ? item->recovered : _("未填"));
}

/* Work that was not saved when an earlier session ended: shown field by field, asked once. */
static void settle_recoveries(struct app *app)
{
    size_t index = 0;
    while (!app->screen.leaving && index < session_n_recoveries(app->desk.session)) {
        const struct session_recovery *recovery = session_recovery(app->desk.session, index);
        const char *const choices[] = {_("恢复这些内容"), _("逐处查看"), _("暂不处理，下次再问"),
                                       _("不要了，删除这份记录")};
        struct strbuf text = STRBUF_INIT, list = STRBUF_INIT;
        struct err err = {0};
        strbuf_addf(&text, _("上次有 %zu 处改动没有保存（连接中断或程序被终止），最后一次按键在 "),
                    recovery->n_items);
        add_time(&text, recovery->last);
        strbuf_add_str(&text, recovery->is_damaged ? _("。记录的末尾损坏，可能还缺最后几个字。")
                                                   : _("。"));
        for (size_t i = 0; i < recovery->n_items; i++)
            add_recovered(session_draft(app->desk.session), &recovery->items[i], &list);
        int answer;
        while ((answer = ask_choice(&app->screen, _("找到没有保存的内容"), text.data, choices, 4,
                                    0)) == 1)
            ask_show(&app->screen, _("没有保存的内容"), list.data);
        if (answer == 0) {
            session_recovery_apply(app->desk.session, index, NULL);
            screen_say(&app->screen, _("已恢复，请核对后按 F2 保存"));
        } else if (answer == 3) {
            if (!session_recovery_drop(app->desk.session, index, &err))
                ask_show(&app->screen, _("没有删除成功"), err.text);
        } else {
            index++;
        }
        strbuf_release(&text);
        strbuf_release(&list);
    }
}

/* What had no place in the new form, cell by cell. */
static void show_losses(struct app *app, const struct convert_losses *losses)
{
    struct strbuf text = STRBUF_INIT;
    for (size_t i = 0; i < losses->count; i++)
        strbuf_addf(&text, "%s：%s\n", losses->items[i].title, losses->items[i].text);
    if (losses->count)
        ask_show(&app->screen, _("这些内容在现行格式里没有位置，没有带过来"), text.data);
    strbuf_release(&text);
}

/* The path of the draft in another form: report.ini, report-2021.ini. Free it. */
static char *path_in_form(const char *path, const struct form *form)
{
    struct strbuf out = STRBUF_INIT;
    size_t stem_len = draftfile_stem_len(path);
    strbuf_add(&out, path, stem_len ? stem_len : strlen(path));
    strbuf_addf(&out, "-%s.ini", form->id);
    return strbuf_steal(&out);
}

/* A draft in a form that is not the one in force for its year (an old file copied): offers to go on
 * in a new draft of the right form with everything that fits. The old file stays as it is. */
static void offer_form_in_force(struct app *app)
{
    const struct draft *draft = session_draft(app->desk.session);
    int year = draft_year(draft);
    const struct form *form = form_for_year(year);
    if (!year || form == draft_form(draft) || desk_is_read_only(&app->desk))
        return;
    char *path = path_in_form(session_path(app->desk.session), form);
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(
        &text,
        _("这份草稿用的是 %s 年的格式，%d 年的报告应当用 %s 年的格式。\n把填好的内容转到新的草稿 %s 里吗？原来的文件不动。"),
        draft_form(draft)->id, year, form->id, path);
    if (ask_yes_no(&app->screen, _("格式已经过时"), text.data, true)) {
        struct convert_losses losses = {0};
        struct err err = {0};
        struct session *converted = session_create(path, draft_convert(draft, form, &losses), &err);
        if (converted) {
            session_close(app->desk.session, true);
            app->desk.session = converted;
            session_set_settings(app->desk.session, app->desk.settings);
            show_losses(app, &losses);
        } else {
            ask_show(&app->screen, _("没有转成"), err.text);
        }
        convert_losses_release(&losses);
    }
    strbuf_release(&text);
    free(path);
}

/* The draft on the screen. Then the questions, over it, and it is shown again: usually as it is
 * already there. Nothing is shown before the operator has been
 * asked about a draft that is damaged or that somebody else has. */
static void show_first(struct app *app)
{
    if (session_access(app->desk.session) != SESSION_WRITABLE ||
        session_state(app->desk.session) == INI_CUT)
        return;
    struct strbuf notes = STRBUF_INIT;
    if (!add_notes(app, &notes) && notes.len)
        screen_say(&app->screen, "%s", notes.data);
    strbuf_release(&notes);
    shell_show_draft(app);
    screen_paint(&app->screen);
    term_refresh();
    shell_drop_draft(app);
}

static bool open_session(struct app *app, struct start_choice choice, struct err *err)
{
    app->desk.session = choice.content ? session_create(choice.path, choice.content, err)
                                       : session_open(choice.path, err);
    term_settle(); /* at the first draft the terminal has answered meanwhile */
    if (!choice.content && app->desk.session) {
        session_set_settings(app->desk.session, app->desk.settings);
        show_first(app);
    }
    return app->desk.session;
}

/* A draft that is made now gets the name that the command line has for it. */
static void name_new_draft(struct app *app)
{
    int field = draft_cover_field(session_draft(app->desk.session), COVER_UNIT);
    if (app->unit && session_is_new(app->desk.session) &&
        !draft_len(session_draft(app->desk.session), field))
        edit_set(session_edit(app->desk.session), field, app->unit);
}

/* The title goes on saying it, but has no room for the whole reason. */
static void tell_if_unprotected(struct app *app)
{
    struct strbuf text = STRBUF_INIT;
    app->desk.journal = session_flush(app->desk.session);
    strbuf_addf(
        &text,
        _("没有保存的内容现在不受保护，断线就没有了，请常按 F2 保存，并告诉管理员。原因：%s"),
        session_unprotected_reason(app->desk.session));
    if (app->desk.journal == JOURNAL_UNPROTECTED)
        ask_show(&app->screen, _("无保护"), text.data);
    strbuf_release(&text);
}

/* What whoever made the draft wants to be read first; that the register which it was counted from
 * has changed. */
static void tell_first(struct app *app)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, draft_text_of(session_draft(app->desk.session), "report.notice"));
    if (!text.len)
        registerview_add_changes(&app->desk, &text);
    if (text.len)
        screen_say(&app->screen, "%s", text.data);
    strbuf_release(&text);
}

bool opening_run(struct app *app, struct start_choice choice)
{
    struct err err = {0};
    app->desk.journal = JOURNAL_PROTECTED;
    if (!open_session(app, choice, &err)) {
        ask_show(&app->screen, _("不能打开"), err.text);
        return false;
    }
    session_set_settings(app->desk.session, app->desk.settings);
    if (!settle_access(app) || !settle_damage(app)) {
        session_close(app->desk.session, true);
        app->desk.session = NULL;
        return false;
    }
    show_notes(app);
    settle_recoveries(app);
    offer_form_in_force(app);
    tell_first(app);
    name_new_draft(app);
    tell_if_unprotected(app);
    shell_show_draft(app);
    return true;
}

bool opening_close(struct app *app)
{
    bool keep = true;
    if (session_is_changed(app->desk.session)) {
        const char *const choices[] = {_("保存后离开"), _("不保存，下次打开时再问要不要恢复"),
                                       _("放弃这些改动"), _("继续填写")};
        int answer = ask_choice(&app->screen, _("离开"), _("有改动还没有保存。"), choices, 4, 0);
        if (answer < 0 || answer == 3 || (answer == 0 && !saving_save(app)))
            return false;
        keep = answer != 2;
    }
    shell_drop_draft(app);
    session_close(app->desk.session, keep);
    app->desk.session = NULL;
    return true;
}
