/* SPDX-License-Identifier: MIT */
/* nianbao edit, nianbao FILE and nianbao alone: the screens. */
#include <stdlib.h>

#include "forms/settings/settings.h"
#include "locale/message.h"
#include "tui/app/app.h"
#include "tui/cli/say.h"
#include "tui/cli/option.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"

enum { OPTION_UNIT, OPTION_AMBIGUOUS, OPTION_ENCODING, OPTION_BORDER, OPTION_COLOR };

static const struct option_def options[] = {
    [OPTION_UNIT] = {"unit", 'u', NC_("argument", "名称"), N_("新草稿的机关全称")},
    [OPTION_AMBIGUOUS] = {"ambiguous", 0, NC_("argument", "宽度"),
                          N_("“ ” — … 等字符在终端上占几列：auto、1、2")},
    [OPTION_ENCODING] = {"encoding", 0, NC_("argument", "编码"),
                         N_("终端的编码：utf-8、gb18030、gbk，默认询问终端")},
    [OPTION_BORDER] = {"border", 0, NC_("argument", "画线"), N_("屏幕上的线：auto、line、ascii")},
    [OPTION_COLOR] = {"color", 0, NC_("argument", "颜色"), N_("auto、always、never")},
    {0},
};

/* The words in the order of enum draw_border, enum draw_color. */
static const char *const border_words[] = {"auto", "line", "ascii", NULL};
static const char *const color_words[] = {"auto", "always", "never", NULL};

static int run(const struct call *call)
{
    const struct settings *settings = call->settings;
    struct term_options term;
    if (!option_term(settings, call->values[OPTION_AMBIGUOUS], call->values[OPTION_ENCODING],
                     &term))
        return EXIT_USAGE;
    int border = term.border, color = term.color;
    if (!option_word("border", call->values[OPTION_BORDER], border_words, &border) ||
        !option_word("color", call->values[OPTION_COLOR], color_words, &color))
        return EXIT_USAGE;
    term.border = (enum draw_border)border;
    term.color = (enum draw_color)color;
    const char *file = call->n_operands ? call->operands[0] : NULL;
    /* It may be new, and is then saved under that name. */
    if (file && !(settings->restricted ? call_allows_draft(call, file) : call_allows(call, file)))
        return EXIT_TROUBLE;
    char *unit = NULL;
    if (!option_text("unit", call->values[OPTION_UNIT], &unit))
        return EXIT_USAGE;
    struct err err = {0};
    int end = app_run(
        &(struct app_options){.file = file, .unit = unit, .settings = settings, .term = term},
        &err);
    free(unit);
    if (end < 0) {
        say_problem("%s", err.text);
        return EXIT_USAGE;
    }
    return end ? 128 + end : EXIT_FINE;
}

const struct subcommand cmd_edit = {
    "edit", N_("[文件.ini] [--unit=名称]"), N_("打开一份草稿，或者草稿列表"), options, 0, 1, run};
