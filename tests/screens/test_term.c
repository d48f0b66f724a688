/* SPDX-License-Identifier: MIT */
/* Opening a terminal and losing it: sizes that make no sense, a line that drops at any moment,
 * signals, a crash. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"
#include "tui/term/widthhook.h"

static struct vtscreen *vt;
static struct termios before;

static struct term_options open_terminal(void)
{
    vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    tcgetattr(fileno(vtscreen_in(vt)), &before);
    return (struct term_options){
        .in = vtscreen_in(vt), .out = vtscreen_out(vt), .type = "xterm-256color"};
}

static void start(struct term_options options)
{
    struct err err = {0};
    if (!term_start(&options, &err))
        fail_msg("%s", err.text);
}

static void stop(void)
{
    term_stop();
    vtscreen_free(vt);
    vt = NULL;
}

/* A test that failed has left its terminal. */
static int teardown(void **state)
{
    (void)state;
    stop();
    return 0;
}

static bool is_as_before(void)
{
    struct termios now;
    tcgetattr(fileno(vtscreen_in(vt)), &now);
    return now.c_lflag == before.c_lflag && now.c_iflag == before.c_iflag;
}

static void expect_sent(const char *bytes)
{
    struct strbuf sent = STRBUF_INIT;
    vtscreen_sync(vt);
    vtscreen_take_output(vt, &sent);
    if (!strstr(sent.data, bytes))
        fail_msg("ESC%s was not sent", bytes + 1);
    strbuf_release(&sent);
}

static void test_sizes(void **state)
{
    (void)state;
    static const struct {
        unsigned short ws_row, ws_col; /* 0: the terminal does not know */
        const char *lines, *columns;
        int n_rows, n_cols;
    } cases[] = {
        {24, 80, "50", "132", 24, 80}, {0, 0, NULL, NULL, 24, 80},
        {0, 0, "50", "132", 50, 132},  {0, 132, "50", "40", 50, 132},
        {0, 0, "", "", 24, 80},        {0, 0, "abc", "-5", 24, 80},
        {0, 0, "30x", "1", 24, 80},    {0, 0, "99999", "1001", 24, 80},
        {1, 1, NULL, NULL, 2, 2},      {1500, 2000, NULL, NULL, 1000, 1000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct term_options options = open_terminal();
        struct winsize size = {.ws_row = cases[i].ws_row, .ws_col = cases[i].ws_col};
        ioctl(fileno(options.in), TIOCSWINSZ, &size);
        cases[i].lines ? setenv("LINES", cases[i].lines, 1) : unsetenv("LINES");
        cases[i].columns ? setenv("COLUMNS", cases[i].columns, 1) : unsetenv("COLUMNS");
        start(options);
        if (term_rows() != cases[i].n_rows || term_cols() != cases[i].n_cols)
            fail_msg("row %zu: %d by %d", i, term_rows(), term_cols());
        stop();
    }
    unsetenv("LINES");
    unsetenv("COLUMNS");
}

/* No terminal, or none that is to be asked anything: said so, and nothing is written anywhere. */
static void test_refused(void **state)
{
    (void)state;
    static const struct {
        bool has_in, has_out;
        const char *type, *variable;
        const char *reason;
    } cases[] = {
        {false, true, "xterm", NULL, "没有终端"}, {true, false, "xterm", NULL, "没有终端"},
        {true, true, NULL, NULL, "TERM"},         {true, true, NULL, "", "TERM"},
        {true, true, "dumb", NULL, "TERM=xterm"}, {true, true, NULL, "unknown", "nianbao doctor"},
    };
    FILE *null = fopen("/dev/null", "r+");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        struct term_options options = open_terminal();
        options.in = cases[i].has_in ? options.in : null;
        options.out = cases[i].has_out ? options.out : null;
        options.type = cases[i].type;
        cases[i].variable ? setenv("TERM", cases[i].variable, 1) : unsetenv("TERM");
        assert_int_equal(term_ambiguous(), 1); /* what is measured without a terminal */
        if (term_start(&options, &err) || !strstr(err.text, cases[i].reason))
            fail_msg("row %zu: “%s”", i, err.text);
        assert_true(is_as_before());
        stop(); /* without effect */
        assert_true(ftell(null) <= 0);
    }
    fclose(null);
}

static void test_escdelay(void **state)
{
    (void)state;
    static const struct {
        const char *variable;
        int set_ms, wanted_ms;
    } cases[] = {{NULL, 0, 100},
                 {"SSH_CONNECTION", 0, 200},
                 {"SSH_TTY", 0, 200},
                 {"SSH_CLIENT", 0, 200},
                 {"SSH_TTY", 50, 50}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct term_options options = open_terminal();
        options.escdelay_ms = cases[i].set_ms;
        if (cases[i].variable)
            setenv(cases[i].variable, "192.0.2.1 22", 1);
        start(options);
        assert_int_equal(term_escdelay_ms(), cases[i].wanted_ms);
        if (cases[i].variable)
            unsetenv(cases[i].variable);
        stop();
    }
}

/* Settings against what the terminal says, and a terminal that answers the first question only. */
static void test_answers(void **state)
{
    (void)state;
    static const struct {
        const char *answers; /* NULL: the terminal's own */
        bool is_set;
        enum encoding set, wanted;
        int ambiguous;
    } cases[] = {
        {NULL, true, ENCODING_GBK, ENCODING_GBK, 2},
        {"\033[1;5R\033[?1;2c", false, ENCODING_UTF8, ENCODING_UTF8, 1},
        {"\033[1;7R\033[?1;2c", false, ENCODING_UTF8, ENCODING_GB18030, 2},
        {"\033[1;7R\033[?1;2c", true, ENCODING_UTF8, ENCODING_UTF8, 1},
        {"\033[?1;2c", false, ENCODING_UTF8, ENCODING_UTF8, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct term_options options = open_terminal();
        options.encoding_is_set = cases[i].is_set;
        options.encoding = cases[i].set;
        if (cases[i].answers) {
            vtscreen_delay_answers(vt, -1);
            vtscreen_type_bytes(vt, cases[i].answers, strlen(cases[i].answers));
        }
        start(options);
        if (term_encoding() != cases[i].wanted || term_ambiguous() != cases[i].ambiguous)
            fail_msg("row %zu: encoding %d, ambiguous %d", i, (int)term_encoding(),
                     term_ambiguous());
        stop();
    }
}

/* Focus events, which look like keys of PuTTY's SCO mode, and the keypad's own sequences are
 * switched off, whoever had them on; pastes come in brackets while the program runs. */
static void test_modes(void **state)
{
    (void)state;
    start(open_terminal());
    expect_sent("\033[?1004l");
    vtscreen_paste(vt, "a");
    struct key key;
    assert_int_equal(term_wait(1000, &key), TERM_KEY);
    assert_int_equal(key.code, KEYC_PASTE);
    term_stop();
    expect_sent("\033[?2004l");
    assert_true(is_as_before());
    stop();
}

/* Stopped, and set back by a shell that has put the terminal into its own mode. */
static void test_continued(void **state)
{
    (void)state;
    struct term_options options = open_terminal();
    struct termios raw;
    struct key key;
    start(options);
    tcgetattr(fileno(options.in), &raw);
    tcsetattr(fileno(options.in), TCSANOW, &before);
    expect_sent("\033[?2004h");
    raise(SIGCONT);
    assert_int_equal(term_wait(1000, &key), TERM_RESIZE); /* paint afresh */
    expect_sent("\033[?2004h");
    vtscreen_type(vt, "\003"); /* no signal, a key */
    assert_int_equal(term_wait(1000, &key), TERM_KEY);
    assert_int_equal(key.code, KEYC_CTRL);
    stop();
}

/* ---- the line drops ---- */

static void *hang_up_soon(void *data)
{
    (void)data;
    usleep(100000);
    vtscreen_hang_up(vt);
    return NULL;
}

static void test_hangup_while_asking(void **state)
{
    (void)state;
    struct term_options options = open_terminal();
    struct key key;
    pthread_t thread;
    vtscreen_delay_answers(vt, -1);
    assert_int_equal(pthread_create(&thread, NULL, hang_up_soon, NULL), 0);
    struct err err = {0};
    if (term_start(&options, &err)) {
        assert_int_equal(term_wait(1000, &key), TERM_HANGUP);
        assert_false(term_refresh());
    }
    pthread_join(thread, NULL);
    stop();
}

static void test_hangup_before_asking(void **state)
{
    (void)state;
    struct probe_result result;
    struct strbuf typed = STRBUF_INIT;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    assert_false(probe_ask(ends[1], &result));
    signal(SIGPIPE, SIG_DFL);
    close(ends[1]);
    strbuf_release(&typed);
    struct term_options options = open_terminal();
    struct err err = {0};
    vtscreen_hang_up(vt);
    assert_false(term_start(&options, &err));
    assert_non_null(strstr(err.text, "没有终端"));
    stop();
}

/* The descriptor is gone altogether. */
static void test_closed(void **state)
{
    (void)state;
    struct term_options options = open_terminal();
    struct key key;
    start(options);
    int fd = fileno(options.in), spare = dup(fd);
    close(fd);
    assert_int_equal(term_wait(1000, &key), TERM_HANGUP);
    assert_int_equal(term_wait(-1, &key), TERM_HANGUP);
    dup2(spare, fd);
    close(spare);
    stop();
}

/* ---- while the terminal is asked ---- */

static void test_signal_while_asking(void **state)
{
    (void)state;
    struct term_options options = open_terminal();
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGTSTP};
    struct itimerspec when = {.it_value = {.tv_nsec = 30000000},
                              .it_interval = {.tv_nsec = 30000000}};
    vtscreen_delay_answers(vt, 200);
    assert_int_equal(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
    signal(SIGTSTP, SIG_IGN); /* until the terminal is opened, and behind it */
    timer_settime(timer, 0, &when, NULL);
    start(options);
    assert_true(term_probe()->answered);
    term_stop();
    timer_delete(timer);
    signal(SIGTSTP, SIG_DFL);
    stop();
}

static void *type_much(void *data)
{
    struct strbuf *bytes = data;
    vtscreen_type_bytes(vt, bytes->data, bytes->len);
    return NULL;
}

/* More is typed ahead than anybody can: all of it arrives. */
static void test_typed_ahead(void **state)
{
    (void)state;
    enum { N_TYPED = 100000 };
    struct term_options options = open_terminal();
    struct strbuf bytes = STRBUF_INIT;
    struct key key;
    pthread_t thread;
    vtscreen_delay_answers(vt, -1);
    tcsetattr(fileno(options.in), TCSANOW, &(struct termios){.c_cflag = CS8 | CREAD});
    strbuf_add_repeat(&bytes, "年", N_TYPED / 3);
    assert_int_equal(pthread_create(&thread, NULL, type_much, &bytes), 0);
    start(options);
    for (int i = 0; i < N_TYPED / 3; i++)
        if (term_wait(5000, &key) != TERM_KEY || key.c != U'年')
            fail_msg("character %d of %d is missing", i, N_TYPED / 3);
    pthread_join(thread, NULL);
    strbuf_release(&bytes);
    stop();
}

/* Nobody has to wait: what is there is taken, and the rest is guessed. */
static void test_no_time(void **state)
{
    (void)state;
    struct term_options options = open_terminal();
    struct probe_result result;
    struct strbuf typed = STRBUF_INIT;
    vtscreen_delay_answers(vt, -1);
    assert_true(probe_ask(fileno(options.out), &result));
    assert_true(probe_hear(fileno(options.in), 0, &result, &typed));
    assert_false(result.answered);
    strbuf_release(&typed);
    stop();
}

/* ---- ends ---- */

static void on_crash(int signal)
{
    scratch_count_coverage();
    _exit(100 + signal);
}

/* An Esc may be the beginning of a key for as long as the delay is, however long or short the
 * program waits. */
static void test_escape_alone(void **state)
{
    (void)state;
    static const struct {
        int escdelay_ms, wait_ms;
        enum term_event event;
    } rows[] = {{60000, 50, TERM_TIMEOUT}, {50, 60000, TERM_KEY}, {50, -1, TERM_KEY}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct term_options options = open_terminal();
        struct key key;
        options.escdelay_ms = rows[i].escdelay_ms;
        start(options);
        vtscreen_type(vt, "a\033");
        assert_int_equal(term_wait(5000, &key), TERM_KEY);
        assert_int_equal(key.c, 'a');
        enum term_event event = term_wait(rows[i].wait_ms, &key);
        if (event != rows[i].event || key.code != (event == TERM_KEY ? KEYC_ESC : KEYC_NONE))
            fail_msg("delay %d ms, %d ms waited: event %d", rows[i].escdelay_ms, rows[i].wait_ms,
                     (int)event);
        stop();
    }
}

/* The terminal is put back first, and then happens what would have happened. */
static void test_crash(void **state)
{
    (void)state;
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct term_options options = open_terminal();
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            signal(signals[i], on_crash);
            if (term_start(&options, NULL))
                raise(signals[i]);
            _exit(1);
        }
        int status = 0;
        waitpid(pid, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 100 + signals[i])
            fail_msg("signal %d ended with %d", signals[i], status);
        assert_true(is_as_before());
        expect_sent("\033[?2004l");
        stop();
    }
}

/* In the background of a shell that is gone, nobody may change the terminal's mode. Returns 0 where
 * that is said. */
static int start_in_background(pid_t shell)
{
    struct err err = {0};
    struct term_options options = {.in = vtscreen_in(vt), .out = vtscreen_out(vt), .type = "xterm"};
    setpgid(0, 0);
    while (getppid() == shell)
        usleep(1000);
    bool ok = !term_start(&options, &err) && strstr(err.text, "无法设置终端");
    scratch_count_coverage();
    return ok ? 0 : 1;
}

static void test_background(void **state)
{
    (void)state;
    int result[2], code = -1;
    open_terminal();
    assert_int_equal(pipe(result), 0);
    pid_t leader = fork();
    assert_true(leader >= 0);
    if (leader == 0) {
        alarm(20);
        setsid();
        ioctl(fileno(vtscreen_in(vt)), TIOCSCTTY, 0);
        pid_t shell = fork();
        if (shell == 0) {
            shell = getpid();
            if (fork() == 0) {
                code = start_in_background(shell);
                _exit(write(result[1], &code, sizeof code) != sizeof code);
            }
            _exit(0);
        }
        waitpid(shell, NULL, 0);
        read(result[0], &code, sizeof code) < 0 ? _exit(2) : _exit(code);
    }
    int status = 0;
    waitpid(leader, &status, 0);
    close(result[0]);
    close(result[1]);
    stop();
    assert_int_equal(status, 0);
}

/* Too many files are open: with whatever number of descriptors left, the program says no and leaves
 * everything as it was. */
static void test_no_descriptors(void **state)
{
    (void)state;
    struct rlimit usual, low;
    getrlimit(RLIMIT_NOFILE, &usual);
    bool is_up = false, is_said = false;
    for (int n_left = 0; !is_up && n_left < 20; n_left++) {
        struct term_options options = open_terminal();
        struct err err = {0};
        int n_before = scratch_count_descriptors(), next = fcntl(fileno(options.in), F_DUPFD, 0);
        close(next);
        low = (struct rlimit){(rlim_t)(next + n_left), usual.rlim_max};
        setrlimit(RLIMIT_NOFILE, &low);
        is_up = term_start(&options, &err);
        setrlimit(RLIMIT_NOFILE, &usual);
        if (!is_up && (!*err.text || !is_as_before() || scratch_count_descriptors() != n_before))
            fail_msg("%d descriptors left: “%s”, or the rest not as before", n_left, err.text);
        is_said = is_said || strstr(err.text, "能打开的文件不够");
        stop();
    }
    assert_true(is_up && is_said);
}

/* The C library's functions that ncurses is given here keep to what the standard says of them. */
static void test_hooks(void **state)
{
    (void)state;
    char bytes[MB_LEN_MAX] = "";
    assert_int_equal(wcwidth(L'\0'), 0);
    assert_int_equal(wcwidth(L'年'), 2);
    assert_int_equal(wcwidth(L'\033'), -1);
    assert_false(iswprint(WEOF));
    assert_false(iswprint(L'\033'));
    assert_true(iswprint(L'年'));
    assert_int_equal(wcrtomb(NULL, L'年', NULL), 1);
    widthhook_set(2, ENCODING_GBK, false);
    assert_int_equal(wcrtomb(bytes, L'年', NULL), 2);
    assert_int_equal(wcrtomb(bytes, L'😀', NULL),
                     1); /* the columns stay right, draw.c has asked before */
    assert_int_equal(bytes[0], '?');
    widthhook_set(1, ENCODING_UTF8, false);
    assert_int_equal(wcrtomb(bytes, L'😀', NULL), 4);
    assert_string_equal(nl_langinfo(CODESET), "UTF-8");
    assert_string_equal(nl_langinfo(RADIXCHAR), ".");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_refused, teardown),
        cmocka_unit_test_teardown(test_sizes, teardown),
        cmocka_unit_test_teardown(test_escdelay, teardown),
        cmocka_unit_test_teardown(test_answers, teardown),
        cmocka_unit_test_teardown(test_modes, teardown),
        cmocka_unit_test_teardown(test_continued, teardown),
        cmocka_unit_test_teardown(test_hangup_while_asking, teardown),
        cmocka_unit_test_teardown(test_hangup_before_asking, teardown),
        cmocka_unit_test_teardown(test_closed, teardown),
        cmocka_unit_test_teardown(test_signal_while_asking, teardown),
        cmocka_unit_test_teardown(test_typed_ahead, teardown),
        cmocka_unit_test_teardown(test_no_time, teardown),
        cmocka_unit_test_teardown(test_escape_alone, teardown),
        cmocka_unit_test_teardown(test_crash, teardown),
        cmocka_unit_test_teardown(test_background, teardown),
        cmocka_unit_test_teardown(test_no_descriptors, teardown),
        cmocka_unit_test_teardown(test_hooks, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
