/* SPDX-License-Identifier: MIT */
#include "tui/cli/doctor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <termios.h>
#include <unistd.h>

#include "locale/charclass.h"
#include "locale/message.h"
#include "locale/visible.h"
#include "locale/width.h"
#include "tui/cli/doctorkeys.h"
#include "tui/cli/subcommand.h"
#include "tui/term/draw.h"
#include "tui/term/screenlib.h"

static void add_heading(struct strbuf *page, const char *heading)
{
    strbuf_addf(page, "\n%s\n", heading);
}

/* "  label  value": value may hold anything. */
static void add_line(struct strbuf *page, const char *label, const char *value)
{
    enum { LABEL_COLS = 18 };
    strbuf_add_str(page, "  ");
    width_pad(page, label, strlen(label), LABEL_COLS, ALIGN_LEFT, 2);
    visible_add_str(page, value ? value : _("没有设置"));
    strbuf_add_byte(page, '\n');
}

static void add_number(struct strbuf *page, const char *label, int number, const char *unit)
{
    struct strbuf value = STRBUF_INIT;
    strbuf_addf(&value, "%d %s", number, unit);
    add_line(page, label, value.data);
    strbuf_release(&value);
}

static const char *yes_no(bool yes) { return yes ? _("是") : _("否"); }

static void add_program(struct strbuf *page)
{
    add_heading(page, _("程序"));
    add_line(page, "nianbao", NIANBAO_VERSION);
    add_line(page, "ncurses", curses_version());
    add_line(page, "Unicode", char_unicode_version());
    struct utsname system;
    if (uname(&system) == 0) {
        struct strbuf value = STRBUF_INIT;
        strbuf_addf(&value, "%s %s %s", system.sysname, system.release, system.machine);
        add_line(page, _("系统"), value.data);
        strbuf_release(&value);
    }
}

static void add_environment(struct strbuf *page)
{
    static const char *const variables[] = {"TERM",     "LANG",        "LC_ALL",
                                            "LC_CTYPE", "LC_MESSAGES", "LANGUAGE",
                                            "NO_COLOR", "LINES",       "COLUMNS"};
    add_heading(page, _("环境"));
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        add_line(page, variables[i], getenv(variables[i]));
    const char *inside = getenv("TMUX") ? "tmux" : getenv("STY") ? "GNU screen" : _("没有");
    add_line(page, _("多路终端"), inside);
    add_line(page, "SSH",
             yes_no(getenv("SSH_CONNECTION") || getenv("SSH_TTY") || getenv("SSH_CLIENT")));
}

static void add_settings(struct strbuf *page, const struct settings *settings)
{
    add_heading(page, _("设置文件"));
    add_line(page, "/etc/nianbao.conf",
             access("/etc/nianbao.conf", R_OK) == 0 ? _("有") : _("没有"));
    char *user_path = settings_user_path();
    if (user_path)
        add_line(page, access(user_path, R_OK) == 0 ? _("个人设置（有）") : _("个人设置（无）"),
                 user_path);
    free(user_path);
    add_line(page, _("受限方式"), yes_no(settings->restricted));
}

static void add_line_settings(struct strbuf *page)
{
    struct termios line;
    struct winsize size;
    if (tcgetattr(STDIN_FILENO, &line) == 0) {
        unsigned erase = line.c_cc[VERASE];
        add_line(page, _("退格键（stty）"),
                 erase == 0x7f   ? "^?"
                 : erase == 0x08 ? "^H"
                                 : _("其他"));
    }
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        struct strbuf value = STRBUF_INIT;
        strbuf_addf(&value, _("%d 行 × %d 列"), size.ws_row, size.ws_col);
        add_line(page, _("窗口大小"), value.data);
        strbuf_release(&value);
    }
}

static void add_probe(struct strbuf *page, const struct probe_result *probe)
{
    static const char *const characters[PROBE_N] = {
        [PROBE_HAN] = "丰为",  [PROBE_DASH] = "—",   [PROBE_DOT] = "·",     [PROBE_LINE] = "─",
        [PROBE_GB_DASH] = "—", [PROBE_GB_DOT] = "·", [PROBE_GB_LINE] = "─", [PROBE_EMOJI] = "⏩"};
    add_heading(page, _("询问终端"));
    if (probe->answered)
        add_number(page, _("答复用时"), probe->took_ms, _("毫秒"));
    else
        add_line(page, _("答复"), probe->n_replies ? _("不完整") : _("没有（1 秒内）"));
    bool is_gb = probe->encoding_found && probe->encoding != ENCODING_UTF8;
    for (int i = 0; i < PROBE_N; i++) {
        /* What it makes of the bytes of the other encoding says nothing. */
        bool is_asked_in_gb = i >= PROBE_GB_DASH && i <= PROBE_GB_LINE;
        if (probe->n_cols[i] >= 0 && (i == PROBE_HAN || is_asked_in_gb == is_gb))
            add_number(page, characters[i], probe->n_cols[i], _("列"));
    }
}

/* Where a decision comes from. */
static const char *source(bool is_set, bool is_found, bool is_environment)
{
    return is_set           ? _("（设置）")
           : is_found       ? _("（终端答复）")
           : is_environment ? _("（环境变量）")
                            : _("（默认）");
}

static void add_conclusions(struct strbuf *page, const struct term_options *options)
{
    const struct probe_result *probe = term_probe();
    bool is_gb = term_encoding() != ENCODING_UTF8;
    bool is_heard = probe->encoding_found && (probe->encoding != ENCODING_UTF8) == is_gb;
    struct strbuf value = STRBUF_INIT;
    add_heading(page, _("结论"));
    strbuf_addf(&value, "%s%s", encoding_name(term_encoding()),
                source(options->encoding_is_set, probe->encoding_found, is_gb));
    add_line(page, _("编码"), value.data);
    strbuf_clear(&value);
    strbuf_addf(&value, _("%d 列%s"), term_ambiguous(),
                source(options->ambiguous > 0, is_heard && probe->ambiguous > 0, false));
    add_line(page, _("“”—…·× 宽"), value.data);
    strbuf_release(&value);
    add_line(page, _("宽度函数"),
             term_hooks_work() ? _("用本程序的") : _("ncurses 没有用本程序的，列可能不齐"));
    if (is_gb)
        add_line(page, _("粘贴"), _("PuTTY 用 GBK 时会漏掉一些汉字，请把它的字符集改成 UTF-8"));
    add_line(page, _("画线"), draw_has_lines() ? "─ │" : "- |");
    add_line(page, _("颜色"), draw_has_color() ? _("有") : _("不用"));
    add_number(page, _("Esc 等待"), term_escdelay_ms(), _("毫秒"));
}

int doctor_run(const struct doctor_options *options, struct strbuf *page)
{
    strbuf_add_str(page, _("nianbao 终端检查\n"));
    add_program(page);
    add_environment(page);
    add_settings(page, options->settings);
    add_heading(page, _("终端"));
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        add_line(page, _("终端"), _("没有。请在终端窗口（SSH 登录）中再运行一次 nianbao doctor"));
        return EXIT_USAGE;
    }
    const char *name = ttyname(STDIN_FILENO);
    add_line(page, _("设备"), name);
    add_line_settings(page);
    struct err err;
    if (!term_start(&options->term, &err)) {
        add_line(page, _("不能使用"), err.text);
        return EXIT_USAGE;
    }
    struct strbuf keys = STRBUF_INIT;
    if (options->test_keys)
        doctorkeys_run(&keys);
    term_stop();
    add_probe(page, term_probe()); /* it may have answered while keys were tried */
    add_conclusions(page, &options->term);
    if (keys.len) {
        add_heading(page, _("按键"));
        strbuf_add(page, keys.data, keys.len);
    }
    strbuf_release(&keys);
    return EXIT_FINE;
}
