/* SPDX-License-Identifier: MIT */
#include "tui/term/term.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "locale/clock.h"
#include "locale/encoding.h"
#include "locale/message.h"
#include "locale/visible.h"
#include "tui/term/entry.h"
#include "tui/term/screenlib.h"
#include "tui/term/screenout.h"
#include "tui/term/sgr.h"
#include "tui/term/shift.h"
#include "tui/term/signals.h"
#include "tui/term/widthhook.h"

enum {
    READ_BYTES = 65536,
    MIN_SIZE = 2,
    MAX_SIZE = 1000,
    ESCDELAY_MS = 100,
    ESCDELAY_SSH_MS = 200,
};

/* The keyboard as we want it, whatever ran before: cursor keys and keypad as they are labelled
 * (PuTTY's keypad types digits), no focus events (PuTTY's SCO mode has keys that look the same),
 * pastes in brackets. ncurses' keypad() is not used, so nothing switches them back. */
#define MODES_ON  "\033[?1l\033>\033[?1004l\033[?2004h"
#define MODES_OFF "\033[?2004l"

static struct terminal {
    bool is_up;
    struct term_options options;
    int in_fd, out_fd;
    SCREEN *screen;
    struct termios before; /* as we found it */
    struct keys *keys;
    struct probe_result probe;
    int ambiguous;
    enum encoding encoding;
    int escdelay_ms;
    bool hooks_work;
    bool has_ascii_set; /* the terminal knows SGR_ASCII_SET */
    bool is_answer_due; /* the terminal was asked and not heard yet */
    bool has_hung_up;
    long last_input_ms;
    struct strbuf *record;
    bool has_next; /* an event was fetched by term_pending() */
    enum term_event next_event;
    struct key next_key;
} term;

/* What puts the terminal back, ready for a moment in which ncurses may not be called. */
static struct strbuf restore_bytes = STRBUF_INIT;

/* ---- start and stop ---- */

static void put_back(void)
{
    ssize_t ignored = write(term.out_fd, restore_bytes.data, restore_bytes.len);
    (void)ignored;
    tcsetattr(term.in_fd, TCSANOW, &term.before);
}

/* Past ncurses. An error shows when ncurses writes. */
static void write_bytes(const char *bytes, size_t len) { retry_write_all(term.out_fd, bytes, len); }

static void write_str(const char *text) { write_bytes(text, strlen(text)); }

static void enter_modes(void)
{
    write_str(MODES_ON);
    if (term.has_ascii_set)
        write_str(SGR_ASCII_SET);
}

static int collect_byte(int byte)
{
    strbuf_add_byte(&restore_bytes, (char)byte);
    return byte;
}

static void prepare_restore(void)
{
    const char *const capabilities[] = {exit_attribute_mode, orig_pair, cursor_normal, keypad_local,
                                        exit_ca_mode};
    strbuf_clear(&restore_bytes);
    strbuf_add_str(&restore_bytes, MODES_OFF);
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++)
        if (capabilities[i])
            tputs(capabilities[i], 1, collect_byte);
}

/* What the terminal says; else the variable where it makes sense; else what is usual. */
static int sane_size(long said, const char *variable, int usual)
{
    if (said)
        return said < MIN_SIZE ? MIN_SIZE : said > MAX_SIZE ? MAX_SIZE : (int)said;
    const char *text = getenv(variable);
    char *end;
    long n = strtol(text ? text : "", &end, 10);
    return n >= MIN_SIZE && n <= MAX_SIZE && !*end ? (int)n : usual;
}

static void read_size(int *n_rows, int *n_cols)
{
    struct winsize size = {0};
    ioctl(term.out_fd, TIOCGWINSZ, &size);
    *n_rows = sane_size(size.ws_row, "LINES", 24);
    *n_cols = sane_size(size.ws_col, "COLUMNS", 80);
}

/* newterm() believes these, whatever they are; and it needs them where terminfo does not know a
 * size (linux). */
static void set_size_variables(void)
{
    int n_rows, n_cols;
    char number[16];
    read_size(&n_rows, &n_cols);
    snprintf(number, sizeof number, "%d", n_rows);
    setenv("LINES", number, 1);
    snprintf(number, sizeof number, "%d", n_cols);
    setenv("COLUMNS", number, 1);
}

static void follow_size(void)
{
    int n_rows, n_cols;
    read_size(&n_rows, &n_cols);
    resizeterm(n_rows, n_cols);
    clearok(curscr, TRUE);
}

/* Raw for the probe; ncurses makes the same settings later. What was typed ahead stays. */
static bool make_raw(void)
{
    struct termios raw = term.before;
    raw.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT | PARMRK);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    return tcsetattr(term.in_fd, TCSANOW, &raw) == 0;
}

static void ask_terminal(void)
{
    if (!probe_ask(term.out_fd, &term.probe))
        term.has_hung_up = true;
}

/* Options go before answers, answers before the environment. */
static void conclude(void)
{
    const struct term_options *options = &term.options;
    const struct probe_result *probe = &term.probe;
    term.encoding = options->encoding_is_set ? options->encoding
                    : probe->encoding_found  ? probe->encoding
                                             : encoding_of_environment();
    bool same_encoding = probe->encoding_found &&
                         (probe->encoding == ENCODING_UTF8) == (term.encoding == ENCODING_UTF8);
    term.ambiguous = options->ambiguous                      ? options->ambiguous
                     : same_encoding && probe->ambiguous > 0 ? probe->ambiguous
                     : term.encoding == ENCODING_UTF8        ? 1
                                                             : 2;
    keys_set_encoding(term.keys, term.encoding);
    widthhook_set(term.ambiguous, term.encoding, probe->emoji_is_narrow);
    message_avoid_ambiguous(term.ambiguous == 2);
}

/* Hears what the terminal answers, and concludes. */
static void hear_terminal(void)
{
    struct strbuf typed = STRBUF_INIT;
    if (!term.has_hung_up && !probe_hear(term.in_fd, PROBE_LIMIT_MS, &term.probe, &typed))
        term.has_hung_up = true;
    keys_want_replies(term.keys, term.probe.n_due > 0);
    conclude();
    keys_feed(term.keys, typed.data, typed.len);
    strbuf_release(&typed);
    term.last_input_ms = clock_ms();
}

static void start_drawing(void)
{
    /* Not asked or not answered: a terminal whose ambiguous characters are narrow draws narrow
     * lines. */
    bool line_is_narrow =
        term.probe.ambiguous > 0 ? term.probe.line_is_narrow : term.ambiguous == 1;
    draw_start(&(struct draw_terminal){.color = term.options.color,
                                       .border = term.options.border,
                                       .encoding = term.encoding,
                                       .ambiguous = term.ambiguous,
                                       .line_is_narrow = line_is_narrow});
}

/* Is the type of terminal known here, and can its cursor be moved? */
static bool look_up(const char *type, bool *can_move)
{
    int reason;
    if (setupterm(type, term.out_fd, &reason) != OK)
        return false;
    *can_move = cursor_address;
    del_curterm(cur_term);
    return true;
}

/* newterm() for the name, or for xterm, which every client we know of can be, where the server does
 * not know it. */
static SCREEN *open_screen(const char *type, struct err *err)
{
    bool can_move = false;
    set_size_variables();
    const char *known = look_up(type, &can_move) ? type : "xterm";
    if (known != type && !look_up(known, &can_move)) {
        err_set(
            err,
            _("服务器不认识终端类型 %.40s，也没有 xterm 的说明，无法显示界面。请找系统管理员安装 ncurses-base。"),
            type);
        return NULL;
    }
    if (!can_move) {
        err_set(err, _("这种终端不能移动光标，无法显示界面。请用 TERM=xterm 再试。"));
        return NULL;
    }
    FILE *out = screenout_open(term.out_fd);
    entry_hide_erasers(known);
    SCREEN *screen = out ? newterm(known, out, term.options.in) : NULL;
    entry_show_all();
    if (!screen) {
        screenout_close();
        err_set(err, _("内存或者能打开的文件不够，无法打开界面。请退出别的程序再试。"));
    }
    return screen;
}

static int default_escdelay_ms(void)
{
    return getenv("SSH_CONNECTION") || getenv("SSH_TTY") || getenv("SSH_CLIENT") ? ESCDELAY_SSH_MS
                                                                                 : ESCDELAY_MS;
}

bool term_begin(const struct term_options *options, struct err *err)
{
    term = (struct terminal){.options = *options};
    term.options.in = options->in ? options->in : stdin;
    term.options.out = options->out ? options->out : stdout;
    term.in_fd = fileno(term.options.in);
    term.out_fd = fileno(term.options.out);
    if (tcgetattr(term.in_fd, &term.before) != 0 || !isatty(term.out_fd))
        return err_set(err, _("这里没有终端，不能打开填报界面。请在终端窗口（SSH 登录）中运行。"));
    const char *type = options->type ? options->type : getenv("TERM");
    if (!type || !*type || !strcmp(type, "dumb") ||
        !strcmp(type, "unknown")) /* do not ask it anything */
        return err_set(
            err,
            _("终端类型（TERM）没有设好，无法显示界面。请用 TERM=xterm 再试，或运行 nianbao doctor。"));
    term.escdelay_ms = options->escdelay_ms > 0 ? options->escdelay_ms : default_escdelay_ms();
    signals_start();
    if (!make_raw()) {
        int number = errno;
        signals_stop();
        return err_set_errno(err, number, _("无法设置终端"));
    }
    term.keys = keys_new(ENCODING_UTF8);
    ask_terminal();
    term.screen = open_screen(type, err);
    if (!term.screen) {
        hear_terminal(); /* or the shell would */
        tcsetattr(term.in_fd, TCSANOW, &term.before);
        keys_free(term.keys);
        signals_stop();
        return false;
    }
    prepare_restore();
    term.has_ascii_set = exit_attribute_mode && strstr(exit_attribute_mode, SGR_ASCII_SET);
    term.is_up = true;
    signals_guard(put_back);
    raw();
    noecho();
    nonl();
    /* Moving what is on the screen saves bytes, but tears wide characters on terminals that
     * disagree. */
    idcok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    curs_set(1);
    enter_modes();
    follow_size();
    term.is_answer_due = true;
    return true;
}

void term_settle(void)
{
    if (!term.is_answer_due)
        return;
    term.is_answer_due = false;
    hear_terminal();
    start_drawing();
    term.hooks_work = widthhook_check();
}

bool term_start(const struct term_options *options, struct err *err)
{
    if (!term_begin(options, err))
        return false;
    term_settle();
    return true;
}

void term_stop(void)
{
    if (!term.is_up)
        return;
    term_settle();
    message_avoid_ambiguous(false);
    if (signals_caught() || term.has_hung_up)
        tcflush(term.out_fd, TCOFLUSH); /* nobody may be reading: do not wait for it */
    write_str(MODES_OFF);
    endwin();
    tcsetattr(term.in_fd, TCSANOW, &term.before);
    signals_guard(NULL);
    strbuf_release(&restore_bytes);
    delscreen(term.screen);
    screenout_close();
    keys_free(term.keys);
    signals_stop();
    term.is_up = false;
}

/* ---- waiting ---- */

/* Reads once; false where nothing more will ever come. */
static bool read_input(void)
{
    static char bytes[READ_BYTES];
    ssize_t n = read(term.in_fd, bytes, sizeof bytes);
    if (n > 0) {
        keys_feed(term.keys, bytes, (size_t)n);
        if (term.record)
            strbuf_add(term.record, bytes, (size_t)n);
        term.last_input_ms = clock_ms();
    }
    return n > 0 || (n < 0 && errno == EAGAIN);
}

/* A reply that comes after the limit, over a slow line. true: it has changed what is believed. */
static bool take_reply(int col)
{
    int ambiguous = term.ambiguous;
    enum encoding encoding = term.encoding;
    bool had_narrow_emoji = term.probe.emoji_is_narrow, had_lines = draw_has_lines();
    if (!probe_hear_late(col, &term.probe))
        return false;
    keys_want_replies(term.keys, term.probe.n_due > 0);
    conclude();
    start_drawing();
    return term.ambiguous != ambiguous || term.encoding != encoding ||
           term.probe.emoji_is_narrow != had_narrow_emoji || draw_has_lines() != had_lines;
}

/* The next key that a person has typed. */
static bool next_key(struct key *key, bool *is_other_terminal)
{
    *is_other_terminal = false;
    while (!*is_other_terminal && keys_next(term.keys, key)) {
        if (key->code != KEYC_REPLY)
            return true;
        *is_other_terminal = take_reply((int)key->c);
    }
    return false;
}

static bool has_event(enum term_event *event, struct key *key)
{
    bool is_other_terminal;
    if (signals_caught())
        *event = TERM_SIGNAL;
    else if (term.has_hung_up)
        *event = TERM_HANGUP;
    else if (signals_take_continued()) {
        make_raw();
        enter_modes();
        clearok(curscr, TRUE);
        signals_take_resized();
        follow_size();
        *event = TERM_RESIZE;
    } else if (signals_take_resized()) {
        follow_size();
        *event = TERM_RESIZE;
    } else if (next_key(key, &is_other_terminal)) {
        *event = TERM_KEY;
    } else if (is_other_terminal) {
        *key = (struct key){.code = KEYC_NONE};
        draw_clear_screen();
        follow_size();
        *event = TERM_RESIZE;
    } else {
        return false;
    }
    return true;
}

static enum term_event wait_for_event(int timeout_ms, struct key *key)
{
    long start = clock_ms();
    enum term_event event;
    while (!has_event(&event, key)) {
        long now = clock_ms();
        long left = timeout_ms < 0 ? -1 : start + timeout_ms - now;
        int held_ms = keys_wait_ms(term.keys, term.escdelay_ms);
        long held_left = held_ms < 0 ? -1 : term.last_input_ms + held_ms - now;
        bool held_is_first = held_ms >= 0 && (left < 0 || held_left <= left);
        long wait = held_is_first ? held_left : left;
        bool for_ever = !held_is_first && timeout_ms < 0;
        struct timespec limit = {.tv_sec = 0};
        if (wait > 0)
            limit = (struct timespec){.tv_sec = wait / 1000, .tv_nsec = wait % 1000 * 1000000};
        struct pollfd waited = {.fd = term.in_fd, .events = POLLIN};
        int ready = ppoll(&waited, 1, for_ever ? NULL : &limit, signals_mask_waiting());
        if (ready > 0) { /* below 0: a signal came */
            term.has_hung_up = waited.revents & POLLIN ? !read_input() : true;
        } else if (ready == 0 && held_is_first) {
            keys_time_passed(term.keys);
            term.last_input_ms = clock_ms();
        } else if (ready == 0) {
            return TERM_TIMEOUT;
        }
    }
    return event;
}

enum term_event term_wait(int timeout_ms, struct key *key)
{
    *key = (struct key){.code = KEYC_NONE};
    if (term.has_next) {
        term.has_next = false;
        *key = term.next_key;
        return term.next_event;
    }
    return wait_for_event(timeout_ms, key);
}

bool term_pending(void)
{
    if (!term.has_next) {
        term.next_key = (struct key){.code = KEYC_NONE};
        term.next_event = wait_for_event(0, &term.next_key);
        term.has_next = term.next_event != TERM_TIMEOUT;
    }
    return term.has_next;
}

void term_record_input(struct strbuf *bytes) { term.record = bytes; }

int term_signal(void) { return signals_caught(); }

/* ---- output ---- */

bool term_refresh(void)
{
    struct strbuf bytes = STRBUF_INIT;
    shift_rows(&bytes);
    draw_place_cursor();
    screenout_begin();
    refresh();
    screenout_end(&bytes);
    if (term.has_ascii_set)
        sgr_shorten(&bytes);
    write_bytes(bytes.data, bytes.len);
    strbuf_release(&bytes);
    struct pollfd out = {.fd = term.out_fd};
    if (poll(&out, 1, 0) > 0) /* it was asked for trouble only */
        term.has_hung_up = true;
    return !term.has_hung_up;
}

void term_redraw(void)
{
    ask_terminal();
    hear_terminal();
    start_drawing();
    enter_modes();
    draw_clear_screen();
    follow_size();
}

/* Lines as bytes for the terminal, with nothing in them that it would act upon. */
static void add_lines(struct strbuf *bytes, const char *text, size_t len)
{
    for (const char *end = text + len; text < end;) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        struct strbuf line = STRBUF_INIT;
        stop = stop ? stop : end;
        visible_add(&line, text, (size_t)(stop - text));
        strbuf_add_str(&line, "\r\n");
        encode_text(term.encoding, ENCODE_SUBSTITUTE, line.data, line.len, bytes, NULL, NULL);
        strbuf_release(&line);
        text = stop + 1;
    }
}

void term_show_lines(const char *text, size_t len, int timeout_ms)
{
    struct strbuf bytes = STRBUF_INIT;
    struct key key;
    strbuf_add_str(&bytes, exit_ca_mode ? exit_ca_mode : "");
    add_lines(&bytes, text, len);
    write_bytes(bytes.data, bytes.len);
    strbuf_release(&bytes);
    while (term_wait(timeout_ms, &key) == TERM_RESIZE)
        ;
    write_str(enter_ca_mode ? enter_ca_mode : "");
    term_redraw();
}

void term_beep(void) { beep(); }

int term_rows(void) { return LINES; }
int term_cols(void) { return COLS; }
int term_ambiguous(void) { return term.ambiguous ? term.ambiguous : 1; }
enum encoding term_encoding(void) { return term.encoding; }
int term_escdelay_ms(void) { return term.escdelay_ms; }
const struct probe_result *term_probe(void) { return &term.probe; }
bool term_hooks_work(void) { return term.hooks_work; }
