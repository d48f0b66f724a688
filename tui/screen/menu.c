/* SPDX-License-Identifier: MIT */
/* The menu of F10: every command on offer with its keys, by groups, made from the table of
 * commands. */
#include <stdlib.h>

#include "locale/message.h"
#include "locale/width.h"
#include "tui/app/shell.h"
#include "tui/screen/ask.h"
#include "tui/term/term.h"

enum { NAME_COLS = 34 };

enum command menu_run(struct app *app, command_set offered)
{
    enum command commands[COMMAND_N];
    char *lines[COMMAND_N];
    size_t count = 0;
    for (int group = 0; group < COMMAND_GROUP_N; group++)
        for (int c = COMMAND_NONE + 1; c < COMMAND_N; c++) {
            const struct command_def *def = command_def((enum command)c);
            if ((int)def->group != group || !(offered & COMMAND_BIT(c)) || c == COMMAND_MENU ||
                c == COMMAND_BREAK)
                continue;
            struct strbuf line = STRBUF_INIT, name = STRBUF_INIT;
            strbuf_addf(&name, "%s · %s", command_group_name(def->group), _(def->name));
            width_pad(&line, name.data, name.len, NAME_COLS, ALIGN_LEFT, term_ambiguous());
            command_add_keys(def, &line);
            strbuf_release(&name);
            commands[count] = (enum command)c;
            lines[count++] = strbuf_steal(&line);
        }
    int answer = ask_choice(app, _("菜单"), NULL, (const char *const *)lines, count, 0);
    enum command chosen = answer < 0 ? COMMAND_NONE : commands[answer];
    for (size_t i = 0; i < count; i++)
        free(lines[i]);
    return chosen;
}
