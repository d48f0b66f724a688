/* SPDX-License-Identifier: MIT */
#include "tui/screen/command.h"

#include "locale/message.h"
#include "locale/width.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

static const char *const group_names[COMMAND_GROUP_N] = {
    [COMMAND_GROUP_FILE] = N_("文件"),  [COMMAND_GROUP_EDIT] = N_("编辑"),
    [COMMAND_GROUP_TABLE] = N_("表格"), [COMMAND_GROUP_TEXT] = N_("文字"),
    [COMMAND_GROUP_MOVE] = N_("移动"),  [COMMAND_GROUP_OTHER] = N_("其他"),
};

enum command command_of_key(const struct command_def *defs, const struct key *key)
{
    if (key->code < KEYC_F1 && key->code != KEYC_CTRL && key->code != KEYC_ESC_DIGIT)
        return COMMAND_NONE;
    for (int i = COMMAND_NONE + 1; i < COMMAND_N; i++) {
        const struct command_def *def = &defs[i];
        if ((def->function_key != KEYC_NONE && def->function_key == key->code) ||
            (def->ctrl && key->code == KEYC_CTRL &&
             (key->c == (unsigned char)def->ctrl || key->c == (unsigned char)def->other_ctrl)) ||
            (def->esc_digit && key->code == KEYC_ESC_DIGIT &&
             key->c == (unsigned char)def->esc_digit))
            return def->command;
    }
    return COMMAND_NONE;
}

const char *command_group_name(enum command_group group) { return _(group_names[group]); }

static int function_key_number(const struct command_def *def)
{
    return (int)(def->function_key - KEYC_F1) + 1;
}

void command_add_main_keys(const struct command_def *def, struct strbuf *out)
{
    if (def->function_key != KEYC_NONE)
        strbuf_addf(out, "F%d", function_key_number(def));
    if (def->ctrl)
        strbuf_addf(out, "%s^%c", def->function_key != KEYC_NONE ? " " : "", def->ctrl);
}

void command_add_keys(const struct command_def *def, struct strbuf *out)
{
    const char *separator = def->function_key != KEYC_NONE || def->ctrl ? " " : "";
    command_add_main_keys(def, out);
    if (def->other_ctrl)
        strbuf_addf(out, " ^%c", def->other_ctrl);
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
        draw_str(y, x, name_cols, name.data, STYLE_NORMAL);
        draw_str(y, x + name_cols, label_cols, label, STYLE_CHROME);
    }
    strbuf_release(&name);
    return name_cols + label_cols + gap_cols;
}

/* What is left out first where the row is too short for all: help, saving, problems and the menu
 * stay. */
static const enum command expendable[] = {COMMAND_LAST_YEAR, COMMAND_NOTE, COMMAND_GO_TO,
                                          COMMAND_CHECK};

static int bar_cols(const struct command_def *defs, command_set shown)
{
    int n_cols = 0;
    for (int i = COMMAND_HELP; i <= COMMAND_MENU; i++)
        if (shown & COMMAND_BIT(i))
            n_cols += bar_entry(-1, 0, 0, &defs[i], 0);
    return n_cols;
}

void command_draw_bar(const struct command_def *defs, int y, int n_cols)
{
    command_set shown = COMMAND_BIT(COMMAND_MENU + 1) - COMMAND_BIT(COMMAND_HELP);
    for (size_t i = 0; i < sizeof expendable / sizeof *expendable && bar_cols(defs, shown) > n_cols;
         i++)
        shown &= ~COMMAND_BIT(expendable[i]);
    int gap_cols = n_cols - bar_cols(defs, shown) >= __builtin_popcountll(shown) - 1 ? 1 : 0;
    draw_fill(y, 0, n_cols, STYLE_NORMAL);
    int x = 0;
    for (int i = COMMAND_HELP; i <= COMMAND_MENU; i++)
        if (shown & COMMAND_BIT(i))
            x += bar_entry(y, x, n_cols - x, &defs[i], gap_cols);
}
