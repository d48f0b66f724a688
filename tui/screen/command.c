/* SPDX-License-Identifier: MIT */
#include "tui/screen/command.h"

#include <string.h>

#include "locale/message.h"
#include "locale/width.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

/* By command. The first ten are the key bar. */
static const struct command_def defs[COMMAND_N] = {
#define BAR(id, group, key, ctrl, digit, label, name, help)                                        \
    [COMMAND_##                                                                                    \
        id] = {COMMAND_##id, COMMAND_GROUP_##group, KEYC_##key, ctrl, digit, label, name, help}
#define CTRL(id, group, ctrl, name, help)                                                          \
    [COMMAND_##id] = {COMMAND_##id, COMMAND_GROUP_##group, KEYC_NONE, ctrl, 0, NULL, name, help}
#define MENU(id, group, name, help) CTRL(id, group, 0, name, help)
    BAR(HELP, OTHER, F1, 'G', '1', N_("说明"), N_("本栏说明"),
        N_("光标所在这一栏填什么、怎么算、依据哪一条。")),
    BAR(SAVE, FILE, F2, 'O', '2', N_("保存"), N_("保存"),
        N_("把填好的内容写入文件，原来的一份留作备份。")),
    BAR(NEXT_PROBLEM, MOVE, F3, 'F', '3', N_("下一问题"), N_("下一个问题"),
        N_("跳到下一处错误或提醒，各节都找，找完从头再来。")),
    BAR(NOTE, EDIT, F4, 'E', '4', N_("注"), N_("备注、说明理由"),
        N_("给这一栏写备注；光标在提醒上时，写明为什么可以这样填。")),
    BAR(LAST_YEAR, EDIT, F5, 'D', '5', N_("去年数"), N_("取去年数"),
        N_("填入去年的数；没有去年的报告时，照填上一行的数。")),
    BAR(GO_TO, MOVE, F6, 'W', '6', N_("转到"), N_("转到某一节"), N_("从目录中选一节，直接过去。")),
    BAR(PREVIOUS_SECTION, MOVE, F7, 'P', '7', N_("上节"), N_("上一节"), N_("到前一节。")),
    BAR(NEXT_SECTION, MOVE, F8, 'N', '8', N_("下节"), N_("下一节"), N_("到后一节。")),
    BAR(CHECK, OTHER, F9, 'T', '9', N_("检查"), N_("检查全部"),
        N_("查全部表格和文字，列出错误和提醒。")),
    BAR(MENU, OTHER, F10, 'X', '0', N_("菜单"), N_("菜单、退出"),
        N_("列出所有命令和按键，也从这里退出。")),
    CTRL(UNDO, EDIT, 'Z', N_("撤销"), N_("撤销上一步，可以一步步退回去。")),
    CTRL(REDO, EDIT, 'Y', N_("重做"), N_("恢复刚撤销的一步。")),
    CTRL(CLEAR, EDIT, 'U', N_("清空"), N_("清空这一栏；在文字中是清空这一行。")),
    CTRL(CUT_LINE, TEXT, 'K', N_("剪下一行"), N_("剪下光标所在的一行，连着剪的几行合在一起。")),
    CTRL(PASTE_LINE, TEXT, 'R', N_("贴上"), N_("把剪下或复制的内容贴到光标处。")),
    CTRL(REDRAW, OTHER, 'L', N_("重画屏幕"), N_("重画屏幕，并重新检测终端。")),
    CTRL(BREAK, OTHER, 'C', N_("离开"), N_("问一声是否离开，不会直接中断。")),
    MENU(COPY_LINE, TEXT, N_("复制一行"), N_("复制光标所在的一行，可以再贴到别处。")),
    MENU(FIND, TEXT, N_("查找"), N_("在文字中查找。")),
    MENU(FIND_NEXT, TEXT, N_("再找下一处"), N_("按上次的内容往下找。")),
    MENU(REPLACE, TEXT, N_("替换"), N_("把一种写法换成另一种，一处处问或者全部替换。")),
    MENU(INSERT_FIGURE, TEXT, N_("插入表中数字"),
         N_("在文字中引用表格的一个数，表格改了它跟着变。")),
    MENU(ZERO_ROW, TABLE, N_("本行填 0"), N_("这一行里没填的格都填 0。")),
    MENU(ZERO_BLOCK, TABLE, N_("本组填 0"), N_("这一大项里没填的格都填 0。")),
    MENU(ZERO_TABLE, TABLE, N_("整表填 0"), N_("这张表里没填的格都填 0。")),
    MENU(NO_REQUESTS, TABLE, N_("本年未收到申请"),
         N_("第三、四部分两张表没填的格都填 0，可以撤销。")),
    MENU(SHARES, TABLE, N_("各单位占比"),
         N_("在汇总上：这一格的数由哪些单位合成，各占多少，去年多少。")),
    MENU(PREVIEW, FILE, N_("预览"), N_("在屏幕上看打印出来的样子。")),
    MENU(PRINT, FILE, N_("打印"), N_("打印报告，或者写成文本文件。")),
    MENU(SAVE_AS, FILE, N_("另存为"), N_("存成另一个文件，以后改的是新文件。")),
    MENU(COMPARE, FILE, N_("与另一份草稿比较"),
         N_("逐格、逐段列出与另一份草稿（例如去年的）有哪些不同。")),
    MENU(OPEN, FILE, N_("草稿列表"), N_("保存后回到草稿列表，另开一份。")),
    MENU(KEYS_HELP, OTHER, N_("按键一览"), N_("所有命令的按键，各种终端上能用的几种按法。")),
    MENU(QUIT, FILE, N_("退出"), N_("离开本程序，没保存的先问一声。")),
#undef BAR
#undef CTRL
#undef MENU
};

static const char *const group_names[COMMAND_GROUP_N] = {
    [COMMAND_GROUP_FILE] = N_("文件"),  [COMMAND_GROUP_EDIT] = N_("编辑"),
    [COMMAND_GROUP_TABLE] = N_("表格"), [COMMAND_GROUP_TEXT] = N_("文字"),
    [COMMAND_GROUP_MOVE] = N_("移动"),  [COMMAND_GROUP_OTHER] = N_("其他"),
};

enum command command_of_key(const struct key *key)
{
    if (key->code < KEYC_F1 && key->code != KEYC_CTRL && key->code != KEYC_ESC_DIGIT)
        return COMMAND_NONE;
    for (int i = COMMAND_NONE + 1; i < COMMAND_N; i++) {
        const struct command_def *def = &defs[i];
        if ((def->function_key != KEYC_NONE && def->function_key == key->code) ||
            (def->ctrl && key->code == KEYC_CTRL && key->c == (unsigned char)def->ctrl) ||
            (def->esc_digit && key->code == KEYC_ESC_DIGIT &&
             key->c == (unsigned char)def->esc_digit))
            return def->command;
    }
    return COMMAND_NONE;
}

const struct command_def *command_def(enum command command) { return &defs[command]; }

const char *command_group_name(enum command_group group) { return _(group_names[group]); }

static int function_key_number(const struct command_def *def)
{
    return (int)(def->function_key - KEYC_F1) + 1;
}

void command_add_keys(const struct command_def *def, struct strbuf *out)
{
    const char *separator = "";
    if (def->function_key != KEYC_NONE) {
        strbuf_addf(out, "F%d", function_key_number(def));
        separator = " ";
    }
    if (def->ctrl) {
        strbuf_addf(out, "%s^%c", separator, def->ctrl);
        separator = " ";
    }
    if (def->esc_digit)
        strbuf_addf(out, "%sEsc%c", separator, def->esc_digit);
}

/* Draws or, with y < 0, only measures one entry: "F1说明 ". Returns its columns. */
static int bar_entry(int y, int x, int max_cols, const struct command_def *def, int gap_cols)
{
    struct strbuf name = STRBUF_INIT;
    strbuf_addf(&name, "F%d", function_key_number(def));
    const char *label = _(def->label);
    int name_cols = width_of(name.data, name.len, term_ambiguous());
    int label_cols = width_of_str(label, term_ambiguous());
    if (y >= 0 && name_cols + label_cols <= max_cols) {
        draw_str(y, x, name_cols, name.data, STYLE_KEY_NAME);
        draw_str(y, x + name_cols, label_cols, label, STYLE_KEY_TEXT);
    }
    strbuf_release(&name);
    return name_cols + label_cols + gap_cols;
}

/* What goes first where the row is too short for all: help, saving, problems and the menu stay. */
static const enum command expendable[] = {COMMAND_LAST_YEAR, COMMAND_NOTE, COMMAND_GO_TO,
                                          COMMAND_CHECK};

static int bar_cols(command_set offered)
{
    int n_cols = 0;
    for (int i = COMMAND_HELP; i <= COMMAND_MENU; i++)
        if (offered & COMMAND_BIT(i))
            n_cols += bar_entry(-1, 0, 0, &defs[i], 0);
    return n_cols;
}

void command_draw_bar(int y, int n_cols, command_set offered)
{
    for (size_t i = 0; i < sizeof expendable / sizeof *expendable && bar_cols(offered) > n_cols;
         i++)
        offered &= ~COMMAND_BIT(expendable[i]);
    const command_set bar = COMMAND_BIT(COMMAND_MENU + 1) - COMMAND_BIT(COMMAND_HELP);
    int n_entries = __builtin_popcountll(offered & bar);
    int gap_cols = n_cols - bar_cols(offered) >= n_entries - 1 ? 1 : 0;
    draw_fill(y, 0, n_cols, STYLE_NORMAL);
    int x = 0;
    for (int i = COMMAND_HELP; i <= COMMAND_MENU; i++)
        if (offered & COMMAND_BIT(i))
            x += bar_entry(y, x, n_cols - x, &defs[i], gap_cols);
}
