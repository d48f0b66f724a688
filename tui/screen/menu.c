/* SPDX-License-Identifier: MIT */
#include "tui/screen/menu.h"

#include <string.h>

#include "locale/message.h"
#include "locale/width.h"
#include "tui/screen/ask.h"
#include "tui/screen/entries.h"
#include "tui/term/term.h"

enum { KEYS_COLS = 16 };

/* Those without a place in the menu are keys and nothing else. */
static bool is_in_menu(enum command command)
{
    return command != COMMAND_MENU && command != COMMAND_BREAK && command != COMMAND_HOW_TO_PASTE &&
           command != COMMAND_LINE_START;
}

static void pad_to(struct strbuf *line, int n_cols)
{
    int gap = n_cols - width_of(line->data, line->len, term_ambiguous());
    strbuf_add_repeat(line, " ", (size_t)(gap > 0 ? gap : 0));
}

static int group_cols(void)
{
    int widest = 0;
    for (int group = 0; group < COMMAND_GROUP_N; group++) {
        int n_cols = width_of_str(command_group_name((enum command_group)group), term_ambiguous());
        widest = n_cols > widest ? n_cols : widest;
    }
    return widest + 1;
}

enum command menu_run(struct screen *screen, command_set offered)
{
    enum command commands[COMMAND_N];
    struct ask_list list = {0};
    int name_cols = 0;
    for (int group = 0; group < COMMAND_GROUP_N; group++) {
        /* A number is the group's digit and the command's in it, also where others are not offered:
         * hands learn it. */
        int number = (group + 1) * 10;
        bool has_name = false;
        for (int c = COMMAND_NONE + 1; c < COMMAND_N; c++) {
            const struct command_def *def = &screen->commands[c];
            if ((int)def->group != group || !is_in_menu((enum command)c))
                continue;
            number++;
            if (!(offered & COMMAND_BIT(c)))
                continue;
            commands[list.count] = (enum command)c;
            struct strbuf *line = ask_list_add_numbered(&list, number);
            if (!has_name)
                strbuf_add_str(line, command_group_name(def->group));
            has_name = true;
            pad_to(line, group_cols());
            strbuf_add_str(line, _(def->name));
            int n_cols = width_of(line->data, line->len, term_ambiguous());
            name_cols = n_cols > name_cols ? n_cols : name_cols;
        }
    }
    for (size_t i = 0; i < list.count; i++) {
        pad_to(&list.lines[i], name_cols + 2);
        command_add_main_keys(&screen->commands[commands[i]], &list.lines[i]);
    }
    int answer = ask_list_choose(screen, _("菜单"), NULL, &list, 0);
    return answer < 0 ? COMMAND_NONE : commands[answer];
}

void menu_show_keys(struct screen *screen)
{
    struct entries entries;
    const char *first =
        _("每个命令有三种按法：功能键、Ctrl 键、先按 Esc 再按数字。哪个按了没有反应，就换一种。");
    entries_init(&entries, KEYS_COLS);
    entries.pager.title = _(" 按键一览");
    entries.pager.foot = _("↑↓ PgUp PgDn 翻看   Esc 返回");
    entries_add(&entries, "", STYLE_NORMAL, first, strlen(first), STYLE_NORMAL);
    for (int c = COMMAND_NONE + 1; c < COMMAND_N; c++) {
        const struct command_def *def = &screen->commands[c];
        struct strbuf keys = STRBUF_INIT, text = STRBUF_INIT;
        command_add_keys(def, &keys);
        strbuf_addf(&text, "%s：%s", _(def->name), _(def->help));
        entries_add(&entries, keys.len ? keys.data : _("F10 菜单"), STYLE_HEADING, text.data,
                    text.len, STYLE_NORMAL);
        strbuf_release(&keys);
        strbuf_release(&text);
    }
    entries_run(screen, &entries, true);
    entries_release(&entries);
}
