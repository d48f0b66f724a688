/* SPDX-License-Identifier: MIT */
#include "tui/app/app.h"

#include <signal.h>
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "tui/app/cards.h"
#include "tui/app/commands.h"
#include "tui/app/opening.h"
#include "tui/app/shell.h"
#include "tui/app/startlist.h"

static void paint_away(void *context)
{
    (void)context;
    draw_clear_screen();
    draw_str(term_rows() / 2, 2, term_cols() - 2,
             _("很久没有按键，草稿已经放开，别人可以修改。您填的内容都在。"), STYLE_NORMAL);
    draw_str(term_rows() / 2 + 1, 2, term_cols() - 2, _("按任意键接着填。"), STYLE_NORMAL);
    draw_cursor(term_rows() / 2 + 1, 2);
}

/* Lets the draft go while nobody is there; what was not saved is in the journal and offered again.
 * false: it could not be opened again. */
static bool wait_for_return(struct app *app)
{
    struct start_choice choice = {xstrdup(session_path(app->desk.session)), NULL};
    struct screen_input input;
    shell_drop_draft(app);
    session_close(app->desk.session, true);
    app->desk.session = NULL;
    struct screen_painter painter = {.paint = paint_away};
    screen_push(&app->screen, &painter);
    do {
        screen_paint(&app->screen);
        screen_wait(&app->screen, &input);
    } while (input.event == SCREEN_PAINT);
    screen_pop(&app->screen);
    bool opened = input.event != SCREEN_LEAVE && opening_run(app, choice);
    free(choice.path);
    return opened;
}

/* PuTTY in GBK drops 汉字 of what is pasted, and nothing tells that it did. */
static bool may_lack_characters(const struct key *key)
{
    bool has_more_than_ascii = false;
    for (size_t i = 0; key->code == KEYC_PASTE && i < key->len; i++)
        has_more_than_ascii = has_more_than_ascii || (unsigned char)key->text[i] >= 0x80;
    return has_more_than_ascii && term_encoding() != ENCODING_UTF8;
}

static void edit_loop(struct app *app)
{
    bool has_warned_of_pastes = false;
    for (;;) {
        if (screen_is_away(&app->screen) && !wait_for_return(app))
            return;
        if (!screen_input_pending(&app->screen))
            screen_paint(&app->screen);
        struct screen_input input;
        screen_wait_outermost(&app->screen, &input);
        if (input.event == SCREEN_LEAVE)
            return;
        if (input.event == SCREEN_PAINT)
            continue;
        app->screen.message[0] = '\0';
        /* F4 is about what is told; it may be chosen in the menu, too. */
        if (input.event != SCREEN_COMMAND ||
            (input.command != COMMAND_NOTE && input.command != COMMAND_MENU))
            desk_tell(&app->desk, NULL);
        bool warns_of_paste = !has_warned_of_pastes && may_lack_characters(&input.key);
        if (input.event == SCREEN_COMMAND) {
            shell_run(app, input.command);
            if (!app->desk.session)
                return; /* left */
        } else if (!app->view->class->key(app->view, &input.key) &&
                   input.key.code == KEYC_INVALID) {
            screen_warn(&app->screen,
                        _("收到无法识别的字节：终端的编码与程序不一致，请看 nianbao doctor"));
        }
        if (warns_of_paste) {
            has_warned_of_pastes = true;
            screen_warn(
                &app->screen,
                _("请核对粘贴的文字：PuTTY 用 GBK 时会漏字，把它的字符集改成 UTF-8 就不漏。"));
        }
        struct place place = shell_place(app);
        session_set_place(app->desk.session, (struct session_place){place.field, place.offset});
    }
}

int app_run(const struct app_options *options, struct err *err)
{
    struct app app;
    if (!term_begin(&options->term, err))
        return -1;
    shell_init(&app, commands_table, options->settings, options->unit, cards_next);
    struct start_choice choice = {options->file ? xstrdup(options->file) : NULL, NULL};
    app.goes_to_list = !choice.path;
    if (app.goes_to_list) {
        term_settle();
        choice = startlist_run(&app);
    }
    while (choice.path && !app.screen.leaving) {
        if (opening_run(&app, choice))
            edit_loop(&app);
        free(choice.path);
        choice = app.goes_to_list && !app.screen.leaving ? startlist_run(&app)
                                                         : (struct start_choice){NULL, NULL};
    }
    int end = !app.screen.leaving ? 0 : term_signal() ? term_signal() : SIGHUP;
    shell_release(&app);
    term_stop();
    return end;
}
