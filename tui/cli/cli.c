/* SPDX-License-Identifier: MIT */
#include "tui/cli/cli.h"

#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/customs.h"
#include "forms/document/importoffice.h"
#include "forms/settings/environment.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/forced.h"
#include "tui/cli/help.h"
#include "tui/cli/say.h"
#include "tui/cli/subcommands.h"

/* ---- parsing ---- */

/* Values of options for getopt_long(): those that every subcommand has, and of a subcommand its
 * first one. */
enum { HELP = 1000, VERSION, RESTRICTED, FIRST = 1 << 16 };

static void add_long_options(const struct option_def *options, int first_value,
                             struct option *longs, int *n, struct strbuf *letters)
{
    for (int i = 0; options && options[i].name; i++) {
        const struct option_def *o = &options[i];
        int has_arg = !o->argument          ? no_argument
                      : *o->argument == '[' ? optional_argument
                                            : required_argument;
        longs[(*n)++] = (struct option){o->name, has_arg, NULL, first_value + i};
        if (o->letter)
            strbuf_addf(letters, "%c%s", o->letter, has_arg == required_argument ? ":" : "");
    }
}

/* The index of the option with that letter. */
static int index_of_letter(const struct option_def *options, int letter)
{
    for (int i = 0; options && options[i].name; i++)
        if (options[i].letter == letter)
            return i;
    return -1;
}

/* What a command line asks for besides its subcommand's options. */
struct common {
    bool help, version, restricted;
};

static void say_unknown_option(const struct subcommand *subcommand, const char *argument)
{
    /* Of several letters in one argument getopt_long() names the one; of a long option the argument
     * does. */
    const char letter[] = {'-', (char)optopt, '\0'};
    bool is_letter = optopt > ' ' && optopt < 0x7F;
    if (subcommand)
        say_problem(_("不认识选项 %s，或者它的写法不对（nianbao %s --help 有说明）"),
                    is_letter ? letter : argument, subcommand->name);
    else
        say_problem(_("不认识选项 %s，或者它的写法不对（nianbao --help 有说明）"),
                    is_letter ? letter : argument);
}

/* Options of a subcommand (NULL: those before its name, up to the first operand). false after a
 * complaint. */
static bool parse(int argc, char **argv, const struct subcommand *subcommand, struct call *call,
                  struct common *common)
{
    struct option longs[SUBCOMMAND_MAX_OPTIONS + 4] = {{0}};
    const struct option_def *options = subcommand ? subcommand->options : NULL;
    struct strbuf letters = STRBUF_INIT;
    bool ok = true;
    int n = 0;
    strbuf_add_str(&letters, subcommand ? ":" : "+:"); /* + stops at the first operand */
    add_long_options(options, FIRST, longs, &n, &letters);
    add_long_options(help_common_options, HELP, longs, &n, &letters);
    opterr = 0;
    optind = 0; /* glibc: begin afresh */
    for (int c; ok && (c = getopt_long(argc, argv, letters.data, longs, NULL)) != -1;) {
        if (c == HELP || c == 'h') {
            common->help = true;
        } else if (c == VERSION || c == 'V') {
            common->version = true;
        } else if (c == RESTRICTED) {
            common->restricted = true;
        } else if (c == ':') {
            say_problem(_("选项 %s 需要一个值"), argv[optind - 1]);
            ok = false;
        } else if (c == '?') {
            say_unknown_option(subcommand, argv[optind - 1]);
            ok = false;
        } else {
            call->values[c >= FIRST ? c - FIRST : index_of_letter(options, c)] =
                optarg ? optarg : "";
        }
    }
    strbuf_release(&letters);
    call->operands = argv + optind;
    call->n_operands = argc - optind;
    return ok;
}

static bool looks_like_draft(const char *name)
{
    return draftfile_stem_len(name) > 0 || access(name, F_OK) == 0;
}

/* The first argument that is no option: the subcommand where there is one. */
static const char *first_word(int argc, char **argv)
{
    int at = 1;
    while (at < argc && argv[at][0] == '-' && argv[at][1])
        at++;
    return at < argc ? argv[at] : NULL;
}

/* ---- running ---- */

static int say_no_such(const char *name)
{
    const struct subcommand *like = subcommands_like(name);
    if (like)
        say_problem(_("没有“%s”这个命令，是不是 %s？（nianbao --help 列出全部命令）"), name,
                    like->name);
    else
        say_problem(_("没有“%s”这个命令（nianbao --help 列出全部命令）"), name);
    return EXIT_USAGE;
}

static int show_version(void)
{
    const char *libraries = importoffice_libraries();
    say("nianbao %s\n", NIANBAO_VERSION);
    if (libraries)
        say(_("可以读 .docx、.xlsx、.odt、.ods：%s\n"), libraries);
    else
        say("%s", _("这个版本不能直接读 .docx、.xlsx、.odt、.ods\n"));
    return EXIT_FINE;
}

/* nianbao help [NAME] */
static int help(const char *name)
{
    const struct subcommand *subcommand = name ? subcommands_find(name) : NULL;
    if (name && !subcommand)
        return say_no_such(name);
    if (subcommand)
        help_show(subcommand);
    else
        help_show_all();
    return EXIT_FINE;
}

static int run_subcommand(const struct subcommand *subcommand, struct call *call)
{
    bool is_short = call->n_operands < subcommand->min_operands;
    if (is_short ||
        (subcommand->max_operands >= 0 && call->n_operands > subcommand->max_operands)) {
        say_problem(is_short ? _("缺少文件名（nianbao %s --help 有说明）")
                             : _("文件名太多（nianbao %s --help 有说明）"),
                    subcommand->name);
        return EXIT_USAGE;
    }
    return subcommand->run(call);
}

static bool restrict_to_drafts(struct settings *settings)
{
    struct err err;
    if (!settings_restrict(settings, &err)) {
        say_problem("%s", err.text);
        return false;
    }
    environment_restrict();
    return true;
}

static int run(int argc, char **argv, struct settings *settings, struct forced *forced)
{
    struct common common = {0};
    struct call call = {.settings = settings};
    const char *name = first_word(argc, argv);
    const struct subcommand *subcommand = name ? subcommands_find(name) : NULL;
    bool is_help = name && name == argv[1] && !subcommand && !strcmp(name, "help");
    bool is_version = name && name == argv[1] && !subcommand && !strcmp(name, "version");
    if (!subcommand && !is_help && !is_version && name && name == argv[1] &&
        (forced->is_used || !looks_like_draft(name)))
        return say_no_such(name);
    /* Without a subcommand the options are those of edit. A subcommand's name stands where the
     * program's would. */
    if (subcommand ? !parse(argc, argv, NULL, &call, &common) ||
                         !parse(call.n_operands, call.operands, subcommand, &call, &common)
                   : !parse(argc, argv, &cmd_edit, &call, &common))
        return EXIT_USAGE;
    if ((common.restricted || settings->restricted) && !restrict_to_drafts(settings))
        return EXIT_TROUBLE;
    if (settings->restricted && !forced->is_used && !name && forced_is_given(forced)) {
        if (!forced_begin(forced, settings))
            return EXIT_USAGE;
        return run(forced->argc, forced->argv, settings, forced);
    }
    if (common.version || is_version)
        return show_version();
    if (is_help)
        return help(call.n_operands > 1 ? call.operands[1] : NULL);
    if (common.help)
        return help(subcommand ? subcommand->name : NULL);
    if (forced->is_used && !forced_allows(subcommand, &call))
        return EXIT_USAGE;
    return run_subcommand(subcommand ? subcommand : &cmd_edit, &call);
}

/* Output may fail as late as here: on a full disk. A reader that has seen enough is no trouble. */
static int finish_stdout(int code)
{
    bool is_unread = say_is_unread();
    bool ok = fflush(stdout) == 0 && !ferror(stdout);
    if (close(STDOUT_FILENO) < 0)
        ok = false;
    if (ok || is_unread)
        return code;
    if (code != EXIT_TROUBLE) /* the subcommand has complained already */
        say_problem(_("标准输出写不出去（磁盘已满，或者对方已经关闭）"));
    return EXIT_TROUBLE;
}

int cli_run(int argc, char **argv)
{
    struct settings settings;
    struct forced forced;
    struct ini_notes notes = INI_NOTES_INIT;
    signal(SIGPIPE, SIG_IGN); /* noticed by the write */
    signal(SIGCHLD, SIG_DFL); /* where it is ignored the print command's end cannot be waited for */
    forced_init(&forced);     /* before the environment is cleared */
    message_set_language(message_language_from_environment());
    settings_load(&settings, &notes);
    customs_set(&settings.customs);
    message_set_language(settings_language(&settings));
    say_in_encoding_of(&settings);
    for (size_t i = 0; i < notes.n; i++)
        say_problem("%s", notes.items[i].text);
    ini_notes_release(&notes);
    int code = finish_stdout(run(argc, argv, &settings, &forced));
    customs_set(NULL);
    settings_release(&settings);
    forced_release(&forced);
    return code;
}
