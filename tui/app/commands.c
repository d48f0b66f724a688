/* SPDX-License-Identifier: MIT */
#include "tui/app/commands.h"

#include <stdlib.h>
#include <string.h>

#include "forms/check/progress.h"
#include "forms/rollup/rollupdraft.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/app/cards.h"
#include "tui/app/comparing.h"
#include "tui/app/counting.h"
#include "tui/app/findinglist.h"
#include "tui/app/opening.h"
#include "tui/app/pages.h"
#include "tui/app/printing.h"
#include "tui/app/problems.h"
#include "tui/app/saving.h"
#include "tui/screen/ask.h"
#include "tui/screen/menu.h"
#include "tui/term/term.h"
#include "tui/view/rollupview.h"

/* ---- commands that need no file of their own ---- */

static void save(struct app *app) { saving_save(app); }
static void save_as(struct app *app) { saving_save_as(app); }
static void print(struct app *app) { printing_run(app, NULL); }
static void previous_section(struct app *app)
{
    if (!shell_step_section(app, -1))
        screen_say(&app->screen, _("这是最前面一节"));
}

static void next_section(struct app *app)
{
    if (!shell_step_section(app, 1))
        cards_end(app);
}

static void show_keys(struct app *app) { menu_show_keys(&app->screen); }
static void show_breakdown(struct app *app)
{
    rollupview_show(&app->screen, &app->desk, shell_place(app));
}

static void how_to_paste(struct app *app)
{
    screen_say(&app->screen, _("粘贴：按鼠标右键，或者按 Shift+Insert；有的终端是 Ctrl+Shift+V。"));
}

static void redraw(struct app *app)
{
    (void)app;
    term_redraw();
}

static void undo_or_redo(struct app *app, bool undo)
{
    struct edit_place place;
    if (desk_is_read_only(&app->desk) || !(undo ? edit_undo(desk_edit(&app->desk), &place)
                                                : edit_redo(desk_edit(&app->desk), &place))) {
        screen_say(&app->screen, undo ? _("没有可以撤销的") : _("没有可以重做的"));
        return;
    }
    shell_go(app, (struct place){place.field, place.offset});
    const char *what =
        place.name ? _(place.name) : _("修改文字"); /* what is only typed has no name */
    screen_say(&app->screen, undo ? _("撤销：%s") : _("重做：%s"), what);
}

static void undo(struct app *app) { undo_or_redo(app, true); }
static void redo(struct app *app) { undo_or_redo(app, false); }

static void go_to(struct app *app)
{
    const struct form *form = draft_form(desk_draft(&app->desk));
    struct ask_list list = {0};
    /* 一 to 六 are 1 to 6: the preface is the form's first section. */
    for (int s = -1; s < form->n_sections; s++) {
        struct progress progress =
            progress_of_section(desk_draft(&app->desk), s, &app->desk.findings);
        const char *name = s < 0 ? _("封面") : _(form->sections[s].topic);
        const char *ordinal = s > 0 ? form->sections[s].brief : "";
        int number = s < 0 ? 0 : s ? s : form->n_sections;
        strbuf_addf(ask_list_add_numbered(&list, number), "%s%s%s %s", ordinal, s > 0 ? "、" : "",
                    name, progress_name(progress.state));
    }
    int answer =
        ask_list_choose(&app->screen, _("转到"), NULL, &list, (size_t)app->view->section + 1);
    if (answer >= 0)
        shell_show_section(app, answer - 1);
}

/* ^C, which ends other programs at once. */
static void break_off(struct app *app)
{
    if (session_is_changed(app->desk.session) ||
        ask_yes_no(&app->screen, _("离开"), _("改动都已经保存。离开这份草稿吗？"), false))
        opening_close(app);
}

/* The list of drafts, also where the program was started on a draft: then of that draft's folder.
 */
static void leave_to_list(struct app *app)
{
    char *folder = xstrdup(session_path(app->desk.session)), *slash = strrchr(folder, '/'),
         *name = xstrdup(slash + 1);
    if (opening_close(app)) {
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
}

static void quit(struct app *app)
{
    if (opening_close(app))
        app->goes_to_list = false;
}

/* Those of the shell, and those of the view. */
static command_set offered_commands(const struct app *app)
{
    command_set offered = app->view->class->commands;
    for (int c = COMMAND_NONE + 1; c < COMMAND_N; c++)
        if (commands_table[c].run &&
            (c != COMMAND_BREAKDOWN || rollup_is_sum(desk_draft(&app->desk))))
            offered |= COMMAND_BIT(c);
    return offered;
}

static void run_menu(struct app *app)
{
    enum command chosen = menu_run(&app->screen, offered_commands(app));
    if (chosen != COMMAND_NONE)
        shell_run(app, chosen);
}

/* ---- the table ---- */

/* By command. The first ten are the key bar. A command without a function is the view's. */
const struct command_def commands_table[COMMAND_N] = {
#define BAR(id, group, key, ctrl, digit, run, label, name, help)                                   \
    [COMMAND_##id] = {                                                                             \
        COMMAND_##id, COMMAND_GROUP_##group, KEYC_##key, ctrl, 0, digit, label, name, help, run}
#define CTRL(id, group, ctrl, run, name, help)                                                     \
    [COMMAND_##                                                                                    \
        id] = {COMMAND_##id, COMMAND_GROUP_##group, KEYC_NONE, ctrl, 0, 0, NULL, name, help, run}
#define MENU(id, group, run, name, help) CTRL(id, group, 0, run, name, help)
    BAR(HELP, OTHER, F1, 'G', '1', pages_help, N_("说明"), N_("本栏说明"),
        N_("光标所在这一栏填什么、怎么算、依据哪一条。")),
    [COMMAND_SAVE] = {COMMAND_SAVE, COMMAND_GROUP_FILE, KEYC_F2, 'O', 'S', '2', N_("保存"),
                      N_("保存"), N_("把填好的内容写入文件，原来的一份留作备份。"), save},
    BAR(NEXT_PROBLEM, MOVE, F3, 'F', '3', problems_next, N_("下一问题"), N_("下一个问题"),
        N_("跳到下一处错误或提醒，各节都找，找完从头再来。")),
    BAR(NOTE, EDIT, F4, 'E', '4', problems_note, N_("注"), N_("备注、说明理由"),
        N_("给这一栏写备注；光标在提醒上时，写明为什么可以这样填。")),
    BAR(LAST_YEAR, EDIT, F5, 'D', '5', NULL, N_("去年数"), N_("取去年数"),
        N_("填入去年的数；没有去年的报告时，照填上一行的数。")),
    BAR(GO_TO, MOVE, F6, 'W', '6', go_to, N_("转到"), N_("转到某一节"),
        N_("从目录中选一节，直接过去。")),
    BAR(PREVIOUS_SECTION, MOVE, F7, 'P', '7', previous_section, N_("上节"), N_("上一节"),
        N_("到前一节。")),
    BAR(NEXT_SECTION, MOVE, F8, 'N', '8', next_section, N_("下节"), N_("下一节"), N_("到后一节。")),
    BAR(CHECK, OTHER, F9, 'T', '9', findinglist_show, N_("检查"), N_("检查全部"),
        N_("查全部表格和文字，列出错误和提醒。")),
    BAR(MENU, OTHER, F10, 'X', '0', run_menu, N_("菜单"), N_("菜单、退出"),
        N_("列出所有命令和按键，也从这里退出。")),
    CTRL(UNDO, EDIT, 'Z', undo, N_("撤销"), N_("撤销上一步，可以一步步退回去。")),
    CTRL(REDO, EDIT, 'Y', redo, N_("重做"), N_("恢复刚撤销的一步。")),
    CTRL(CLEAR, EDIT, 'U', NULL, N_("清空"), N_("清空这一栏；在文字中是清空这一行。")),
    CTRL(CUT_LINE, TEXT, 'K', NULL, N_("剪下一行"),
         N_("剪下光标所在的一行，连着剪的几行合在一起。")),
    CTRL(PASTE_LINE, TEXT, 'R', NULL, N_("贴上"), N_("把剪下或复制的内容贴到光标处。")),
    CTRL(REDRAW, OTHER, 'L', redraw, N_("重画屏幕"), N_("重画屏幕，并重新检测终端。")),
    CTRL(BREAK, OTHER, 'C', break_off, N_("离开"), N_("问一声是否离开，不会直接中断。")),
    CTRL(HOW_TO_PASTE, OTHER, 'V', how_to_paste, N_("粘贴的办法"),
         N_("说明在终端里怎样粘贴：按鼠标右键，或者按 Shift+Insert。")),
    CTRL(LINE_START, MOVE, 'A', NULL, N_("到行首"), N_("到行首，和 Home 一样。")),
    CTRL(ZERO_TABLE, TABLE, 'B', NULL, N_("整表填 0"), N_("这张表里没填的格都填 0。")),
    CTRL(PREVIEW, FILE, 'Q', pages_preview, N_("预览"), N_("在屏幕上看打印出来的样子。")),
    CTRL(PRINT, FILE, '\\', print, N_("打印"), N_("打印报告，或者写成文本文件。")),
    MENU(COPY_LINE, TEXT, NULL, N_("复制一行"), N_("复制光标所在的一行，可以再贴到别处。")),
    MENU(FIND, TEXT, NULL, N_("查找"), N_("在文字中查找。")),
    MENU(FIND_NEXT, TEXT, NULL, N_("再找下一处"), N_("按上次的内容往下找。")),
    MENU(REPLACE, TEXT, NULL, N_("替换"), N_("把一种写法换成另一种，一处处问或者全部替换。")),
    MENU(INSERT_FIGURE, TEXT, NULL, N_("插入表中数字"),
         N_("在文字中引用表格的一个数，表格改了它跟着变。")),
    MENU(ZERO_ROW, TABLE, NULL, N_("本行填 0"), N_("这一行里没填的格都填 0。")),
    MENU(ZERO_BLOCK, TABLE, NULL, N_("本组填 0"), N_("这一大项里没填的格都填 0。")),
    MENU(NO_REQUESTS, TABLE, NULL, N_("本年未收到申请"),
         N_("第三、四部分两张表没填的格都填 0，可以撤销。")),
    MENU(NEXT_BLANK, MOVE, problems_next_blank, N_("到没有填的"),
         N_("到第一处还没有填的：封面、格子或者文字。")),
    MENU(BREAKDOWN, TABLE, show_breakdown, N_("各单位占比"),
         N_("在汇总上：这一格的数由哪些单位合成，各占多少，去年多少。")),
    MENU(COUNT, TABLE, counting_run, N_("从台账统计"),
         N_("把依申请公开台账逐件统计成表三、表四，先列出会改哪些数。")),
    MENU(SAVE_AS, FILE, save_as, N_("另存为"), N_("存成另一个文件，以后改的是新文件。")),
    MENU(COMPARE, FILE, comparing_run, N_("与另一份草稿比较"),
         N_("逐格、逐段列出与另一份草稿（例如去年的）有哪些不同。")),
    MENU(OPEN, FILE, leave_to_list, N_("草稿列表"), N_("保存后回到草稿列表，另开一份。")),
    MENU(KEYS_HELP, OTHER, show_keys, N_("按键一览"),
         N_("所有命令的按键，各种终端上能用的几种按法。")),
    MENU(QUIT, FILE, quit, N_("退出"), N_("离开本程序，没保存的先问一声。")),
#undef BAR
#undef CTRL
#undef MENU
};
