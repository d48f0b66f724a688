/* SPDX-License-Identifier: MIT */
#include "tui/cli/help.h"

#include <string.h>

#include "locale/linebreak.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/width.h"
#include "tui/cli/say.h"
#include "tui/cli/subcommands.h"

const struct option_def help_common_options[] = {
    {"help", 'h', NULL, N_("显示这份说明")},
    {"version", 'V', NULL, N_("显示版本")},
    {"restricted", 0, NULL, N_("受限方式：只能打开草稿文件夹里的文件，不能挂起")},
    {0},
};

enum { NAME_COLS = 28, MAX_COLS = 80, USAGE_COLS = 6 };

/* Appends the text in lines that go on below its first character; first_cols columns of the first
 * one are used. */
static void add_wrapped(struct strbuf *out, const char *text, int indent)
{
    size_t len = strlen(text), visible;
    while (len) {
        size_t n = linebreak_next(text, len, MAX_COLS - indent, 0, say_ambiguous(), &visible);
        strbuf_add(out, text, visible);
        text += n;
        len -= n;
        strbuf_addf(out, "\n%*s", len ? indent : 0, "");
    }
}

/* A name and what it stands for, side by side where the name is short enough. */
static void add_entry(struct strbuf *out, struct strbuf *name, const char *help)
{
    if (width_of_str(name->data, 1) >= NAME_COLS) {
        strbuf_addf(out, "%s\n", name->data);
        strbuf_clear(name);
    }
    width_pad(out, name->data, name->len, NAME_COLS, ALIGN_LEFT, 1);
    add_wrapped(out, _(help), NAME_COLS);
}

static void add_option(struct strbuf *out, const struct option_def *option)
{
    struct strbuf name = STRBUF_INIT;
    if (option->letter)
        strbuf_addf(&name, "  -%c, ", option->letter);
    else
        strbuf_add_str(&name, "      ");
    strbuf_addf(&name, "--%s", option->name);
    if (option->argument && *option->argument == '[')
        strbuf_addf(&name, "[=%s", C_("argument", option->argument) + 1);
    else if (option->argument)
        strbuf_addf(&name, "=%s", C_("argument", option->argument));
    add_entry(out, &name, option->help);
    strbuf_release(&name);
}

static void add_options(struct strbuf *out, const struct option_def *options)
{
    for (; options && options->name; options++)
        add_option(out, options);
}

/* The usage, broken at its blanks. */
static void add_usage(struct strbuf *out, const struct subcommand *subcommand)
{
    struct strbuf line = STRBUF_INIT;
    strbuf_addf(&line, _("用法：nianbao %s"), subcommand->name);
    for (const char *word = _(subcommand->usage); *word;) {
        size_t len = strcspn(word, " ");
        if (width_of_str(line.data, 1) + 1 + width_of(word, len, 1) > MAX_COLS) {
            strbuf_addf(out, "%s\n", line.data);
            strbuf_clear(&line);
            strbuf_addf(&line, "%*s", USAGE_COLS, "");
        }
        strbuf_addf(&line, " %.*s", (int)len, word);
        word += len + strspn(word + len, " ");
    }
    strbuf_addf(out, "%s\n", line.data);
    strbuf_release(&line);
}

void help_show(const struct subcommand *subcommand)
{
    struct strbuf out = STRBUF_INIT;
    add_usage(&out, subcommand);
    add_wrapped(&out, _(subcommand->help), 0);
    strbuf_add_byte(&out, '\n');
    add_options(&out, subcommand->options);
    add_options(&out, help_common_options);
    say_text(out.data, out.len);
    strbuf_release(&out);
}

void help_show_all(void)
{
    static const struct {
        const char *name, *help;
    } openings[] = {{"", N_("打开草稿列表")}, {N_(" 文件.ini"), N_("打开这一份草稿")}};
    struct strbuf out = STRBUF_INIT, name = STRBUF_INIT;
    strbuf_add_str(
        &out,
        _("用法：nianbao [命令] [选项] [文件]\n填写、检查、打印政府信息公开工作年度报告。\n\n"));
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        strbuf_clear(&name);
        strbuf_addf(&name, "  nianbao%s", *openings[i].name ? _(openings[i].name) : "");
        add_entry(&out, &name, openings[i].help);
    }
    strbuf_add_str(&out, _("\n命令：\n"));
    for (const struct subcommand *const *subcommand = subcommands; *subcommand; subcommand++) {
        strbuf_clear(&name);
        strbuf_addf(&name, "  %s", (*subcommand)->name);
        add_entry(&out, &name, (*subcommand)->help);
    }
    strbuf_add_str(&out, _("\n选项：\n"));
    add_options(&out, help_common_options);
    strbuf_add_byte(&out, '\n');
    add_wrapped(&out, _("每个命令的用法：nianbao help 命令，或者 nianbao 命令 --help"), 0);
    add_wrapped(&out,
                _("退出码：0 正常；1 有错误或者差异；2 用法不对或者没有终端；3 只有提醒；"
                  "4 不能读、写或者编码；5 正由别人修改"),
                0);
    say_text(out.data, out.len);
    strbuf_release(&out);
    strbuf_release(&name);
}
