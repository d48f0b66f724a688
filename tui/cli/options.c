/* SPDX-License-Identifier: MIT */
/* From the command line to a verb. What verbs share is in verbio.c. */
#include "tui/cli/options.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/settings/environment.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/width.h"
#include "tui/cli/outtext.h"
#include "tui/cli/verbs.h"

enum { HELP = 1000, VERSION, RESTRICTED }; /* values of the options that every verb has */

static const struct verb_option common_options[] = {
    {"help", 'h', NULL, N_("显示这份说明")},
    {"version", 0, NULL, N_("显示版本")},
    {"restricted", 0, NULL, N_("受限方式：只能打开草稿文件夹里的文件，不能挂起")},
    {0},
};

/* ---- help ---- */

enum { HELP_NAME_COLS = 28 };

static void add_option_help(struct strbuf *out, const struct verb_option *option)
{
    struct strbuf name = STRBUF_INIT;
    if (option->letter)
        strbuf_addf(&name, "  -%c, ", option->letter);
    else
        strbuf_add_str(&name, "      ");
    strbuf_addf(&name, "--%s", option->name);
    if (option->argument && *option->argument == '[')
        strbuf_addf(&name, "[=%s", _(option->argument) + 1);
    else if (option->argument)
        strbuf_addf(&name, "=%s", _(option->argument));
    if (width_of_str(name.data, 1) >= HELP_NAME_COLS) {
        strbuf_addf(out, "%s\n", name.data);
        strbuf_clear(&name);
    }
    width_pad(out, name.data, name.len, HELP_NAME_COLS, ALIGN_LEFT, 1);
    strbuf_addf(out, "%s\n", _(option->help));
    strbuf_release(&name);
}

static void add_options_help(struct strbuf *out, const struct verb_option *options)
{
    for (; options && options->name; options++)
        add_option_help(out, options);
}

static void print_verb_help(const struct verb *verb)
{
    struct strbuf out = STRBUF_INIT;
    strbuf_addf(&out, _("用法：nianbao %s %s\n%s\n\n"), verb->name, _(verb->usage), _(verb->help));
    add_options_help(&out, verb->options);
    add_options_help(&out, common_options);
    options_print(out.data, out.len);
    strbuf_release(&out);
}

static void print_help(void)
{
    struct strbuf out = STRBUF_INIT, name = STRBUF_INIT;
    strbuf_add_str(
        &out,
        _("用法：nianbao [命令] [选项] [文件]\n填写、检查、打印政府信息公开工作年度报告。\n\n"));
    strbuf_add_str(
        &out,
        _("  nianbao                     打开草稿列表\n  nianbao 文件.ini            打开这一份草稿\n\n命令：\n"));
    for (const struct verb *const *verb = verbs; *verb; verb++) {
        strbuf_clear(&name);
        strbuf_addf(&name, "  %s", (*verb)->name);
        width_pad(&out, name.data, name.len, HELP_NAME_COLS, ALIGN_LEFT, 1);
        strbuf_addf(&out, "%s\n", _((*verb)->help));
    }
    strbuf_add_str(&out, _("\n选项：\n"));
    add_options_help(&out, common_options);
    strbuf_add_str(
        &out, _("\n每个命令的用法：nianbao 命令 --help\n"
                "退出码：0 正常；1 有错误或者差异；2 用法不对或者没有终端；3 只有提醒（--strict）；"
                "4 不能读、写或者编码；5 正由别人修改\n"));
    options_print(out.data, out.len);
    strbuf_release(&out);
    strbuf_release(&name);
}

/* ---- parsing ---- */

static void add_long_options(const struct verb_option *options, int first_value,
                             struct option *longs, int *n, struct strbuf *letters)
{
    for (int i = 0; options && options[i].name; i++) {
        const struct verb_option *o = &options[i];
        int has_arg = !o->argument          ? no_argument
                      : *o->argument == '[' ? optional_argument
                                            : required_argument;
        longs[(*n)++] = (struct option){o->name, has_arg, NULL, first_value + i};
        if (o->letter)
            strbuf_addf(letters, "%c%s", o->letter, has_arg == required_argument ? ":" : "");
    }
}

/* The index of the verb's option with that letter. */
static int index_of_letter(const struct verb_option *options, int letter)
{
    for (int i = 0; options && options[i].name; i++)
        if (options[i].letter == letter)
            return i;
    return -1;
}

/* What a command line asks for besides its verb's options. */
struct common {
    bool help, version, restricted;
};

/* Options of a verb (NULL: those before its name, up to the first operand). false after a
 * complaint. */
static bool parse(int argc, char **argv, const struct verb *verb, struct verb_call *call,
                  struct common *common)
{
    struct option longs[VERB_MAX_OPTIONS + 4] = {{0}};
    const struct verb_option *options = verb ? verb->options : NULL;
    struct strbuf letters = STRBUF_INIT;
    bool ok = true;
    int n = 0;
    strbuf_add_str(&letters, verb ? ":" : "+:"); /* + stops at the first operand */
    add_long_options(options, 1 << 8, longs, &n, &letters);
    add_long_options(common_options, HELP, longs, &n, &letters);
    opterr = 0;
    optind = 0; /* glibc: begin afresh */
    for (int c; ok && (c = getopt_long(argc, argv, letters.data, longs, NULL)) != -1;) {
        if (c == HELP || c == 'h') {
            common->help = true;
        } else if (c == VERSION) {
            common->version = true;
        } else if (c == RESTRICTED) {
            common->restricted = true;
        } else if (c == ':') {
            options_complain(_("选项 %s 需要一个值"), argv[optind - 1]);
            ok = false;
        } else if (c == '?') {
            /* Of several letters in one argument getopt_long() names the one; of a long option the
             * argument does. */
            const char letter[] = {'-', (char)optopt, '\0'};
            bool is_letter = optopt > ' ' && optopt < 0x7F;
            options_complain(_("不认识选项 %s，或者它的写法不对（nianbao --help 有说明）"),
                             is_letter ? letter : argv[optind - 1]);
            ok = false;
        } else {
            int index = c >= 1 << 8 ? c - (1 << 8) : index_of_letter(options, c);
            call->values[index] = optarg ? optarg : "";
        }
    }
    strbuf_release(&letters);
    call->operands = argv + optind;
    call->n_operands = argc - optind;
    return ok;
}

static const struct verb *find_verb(const char *name)
{
    for (const struct verb *const *verb = verbs; *verb; verb++)
        if (strcmp((*verb)->name, name) == 0)
            return *verb;
    return NULL;
}

static bool looks_like_draft(const char *name)
{
    return draftfile_stem_len(name) > 0 || access(name, F_OK) == 0;
}

/* The first argument that is no option: the verb where there is one. */
static const char *first_word(int argc, char **argv)
{
    int at = 1;
    while (at < argc && argv[at][0] == '-' && argv[at][1])
        at++;
    return at < argc ? argv[at] : NULL;
}

/* ---- running ---- */

static int run_verb(const struct verb *verb, struct verb_call *call)
{
    if (call->n_operands < verb->min_operands ||
        (verb->max_operands >= 0 && call->n_operands > verb->max_operands)) {
        options_complain(call->n_operands < verb->min_operands
                             ? _("缺少文件名。用法：nianbao %s %s")
                             : _("文件名太多。用法：nianbao %s %s"),
                         verb->name, _(verb->usage));
        return EXIT_USAGE;
    }
    return verb->run(call);
}

static int run(int argc, char **argv, struct settings *settings)
{
    struct common common = {0};
    struct verb_call call = {.settings = settings};
    const char *name = first_word(argc, argv);
    const struct verb *verb = name ? find_verb(name) : NULL;
    if (!verb && name && name == argv[1] && !looks_like_draft(name)) {
        options_complain(_("没有“%s”这个命令（nianbao --help 列出全部命令）"), name);
        return EXIT_USAGE;
    }
    /* Without a verb the options are those of edit. A verb's name stands where the program's would.
     */
    if (verb ? !parse(argc, argv, NULL, &call, &common) ||
                   !parse(call.n_operands, call.operands, verb, &call, &common)
             : !parse(argc, argv, &verb_edit, &call, &common))
        return EXIT_USAGE;
    if (common.restricted || settings->restricted) {
        struct err err;
        if (!settings_restrict(settings, &err)) {
            options_complain("%s", err.text);
            return EXIT_TROUBLE;
        }
        environment_restrict();
    }
    if (common.version) {
        options_printf("nianbao %s\n", NIANBAO_VERSION);
        return EXIT_FINE;
    }
    if (common.help) {
        if (verb)
            print_verb_help(verb);
        else
            print_help();
        return EXIT_FINE;
    }
    return run_verb(verb ? verb : &verb_edit, &call);
}

/* Output may fail as late as here: a full disk, a closed pipe. */
static int finish_stdout(int code)
{
    bool ok = fflush(stdout) == 0 && !ferror(stdout);
    if (close(STDOUT_FILENO) < 0)
        ok = false;
    if (!ok && code != EXIT_TROUBLE) /* the verb has complained already */
        options_complain(_("标准输出写不出去（磁盘已满，或者对方已经关闭）"));
    return ok ? code : EXIT_TROUBLE;
}

int options_run(int argc, char **argv)
{
    struct settings settings;
    struct ini_notes notes = INI_NOTES_INIT;
    signal(SIGPIPE, SIG_IGN); /* noticed by the write, and told */
    signal(SIGCHLD, SIG_DFL); /* where it is ignored the print command's end cannot be waited for */
    message_set_language(message_language_from_environment());
    settings_load(&settings, &notes);
    message_set_language(settings_language(&settings));
    outtext_set_encoding(&settings);
    for (size_t i = 0; i < notes.n; i++)
        options_complain("%s", notes.items[i].text);
    ini_notes_release(&notes);
    int code = finish_stdout(run(argc, argv, &settings));
    settings_release(&settings);
    return code;
}
