/* SPDX-License-Identifier: MIT */
#include "tui/screen/menu.h"

#include <string.h>

#include "locale/message.h"
#include "locale/width.h"
#include "tui/screen/ask.h"
#include "tui/screen/entries.h"
#include "tui/term/term.h"

enum { KEYS_COLS = 16 };

/* "编辑 · 撤销" */
static void add_name(struct strbuf *out, const struct command_def *def)
{
    strbuf_addf(out, "%s %s %s", command_group_name(def->group), term_ambiguous() == 1 ? "·" : "-",
                _(def->name));
}

enum command menu_run(struct screen *screen, command_set offered)
{
    enum command commands[COMMAND_N];
    struct ask_list list = {0};
    int name_cols = 0;
    for (int group = 0; group < COMMAND_GROUP_N; group++)
        for (int c = COMMAND_NONE + 1; c < COMMAND_N; c++) {
            const struct command_def *def = &screen->commands[c];
            if ((int)def->group != group || !(offered & COMMAND_BIT(c)) || c == COMMAND_MENU ||
                c == COMMAND_BREAK || c == COMMAND_HOW_TO_PASTE)
                continue;
            commands[list.count] = (enum command)c;
            struct strbuf *line = ask_list_add(&list);
            add_name(line, def);
            int n_cols = width_of(line->data, line->len, term_ambiguous());
            name_cols = n_cols > name_cols ? n_cols : name_cols;
        }
    for (size_t i = 0; i < list.count; i++) {
        struct strbuf *line = &list.lines[i];
        int n_cols = width_of(line->data, line->len, term_ambiguous());
        strbuf_add_repeat(line, " ", (size_t)(name_cols + 2 - n_cols));
        command_add_keys(&screen->commands[commands[i]], line);
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
    const char *line_start = _("到行首，和 Home 一样。");
    entries_add(&entries, "^A", STYLE_HEADING, line_start, strlen(line_start), STYLE_NORMAL);
    entries_run(screen, &entries, true);
    entries_release(&entries);
}
