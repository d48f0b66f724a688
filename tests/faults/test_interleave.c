/* SPDX-License-Identifier: MIT */
/* Three operators on one draft, in random order: each opens it, locks it or takes it over, adds a
 * line, saves, lets go, and is killed at any moment. Nobody may hold the lock beside another, no
 * line that was reported as saved may be missing, none may be there twice. NIANBAO_LONG=1 does ten
 * thousand saves. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "forms/files/lock.h"
#include "forms/files/safesave.h"
#include "locale/mem.h"
#include "tests/support/scratch.h"

enum { N_OPERATORS = 3, MAX_BYTES = 4 * 1024 * 1024, PROGRESS_S = 60 };

static volatile sig_atomic_t asked_to_leave;
static void on_signal(int number) { asked_to_leave = number; }

/* One line to the parent; short enough to arrive whole. */
static void tell(int out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void tell(int out, const char *format, ...)
{
    char line[200];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (write(out, line, (size_t)len) != len)
        _exit(1);
}

/* A second lock of another kind, which only who holds the first may have. It ends with the process,
 * too, and before the first one: locks of fcntl() go when the descriptor is closed, the others when
 * the file is let go. */
static bool set_witness(int fd, short type)
{
    struct flock whole = {.l_type = type, .l_whence = SEEK_SET};
    return fcntl(fd, F_SETLK, &whole) == 0;
}

/* The line names the life of an operator and how often it tried; process ids come round again in a
 * long run. */
static void add_a_line(const struct safefile *file, int out, unsigned life, long number)
{
    struct strbuf text = STRBUF_INIT;
    struct file_stamp stamp = {0};
    struct err err = {0};
    if (!safefile_read(file, MAX_BYTES, &text, &stamp, &err) && err.number != ENOENT)
        tell(out, "UNREADABLE %s\n", err.text);
    char line[40];
    snprintf(line, sizeof line, "%u.%ld\n", life, number);
    strbuf_add_str(&text, line);
    if (asked_to_leave) {
        strbuf_release(&text);
        return;
    }
    enum safesave_result result = safesave_draft(file, text.data, text.len, &stamp, &err);
    if (result == SAFESAVE_OK)
        tell(out, "SAVED %s", line);
    else
        tell(out, "NOT SAVED %d %s\n", result, err.text);
    strbuf_release(&text);
}

static void operate(int out, unsigned life)
{
    unsigned seed = life;
    int witness = open(scratch_path("witness"), O_RDWR | O_CREAT, 0600);
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGUSR1, &action, NULL);
    for (long number = 0;; number++) {
        struct safefile file;
        struct lock lock;
        asked_to_leave = 0;
        if (!safefile_open(&file, scratch_path("a.ini"), NULL))
            _exit(1);
        enum lock_result result = rand_r(&seed) % 8 ? lock_acquire(&lock, &file, NULL, NULL)
                                                    : lock_take_over(&lock, &file, NULL, NULL);
        if (result == LOCK_OK) {
            if (!set_witness(witness, F_WRLCK))
                tell(out, "DOUBLE LOCK\n");
            if (rand_r(&seed) % 4)
                add_a_line(&file, out, life, number);
            set_witness(witness, F_UNLCK);
            lock_release(&lock);
        } else if (result == LOCK_IMPOSSIBLE) {
            tell(out, "NO LOCK\n");
        }
        safefile_close(&file);
        if (rand_r(&seed) % 4 == 0)
            usleep(rand_r(&seed) % 300);
    }
}

static pid_t start_operator(const int ends[2])
{
    static unsigned n_lives;
    n_lives++;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        operate(ends[1], n_lives);
    }
    return pid;
}

/* Counts how often the line stands in the text. */
static int times_in(const char *text, const char *line)
{
    int count = 0;
    size_t len = strlen(line);
    for (const char *at = text; (at = strstr(at, line)); at += len)
        count += at == text || at[-1] == '\n';
    return count;
}

/* Takes over what came through the pipe; counts the saves and stops at a complaint. */
static long take_reports(struct strbuf *reports, int in, int timeout_ms)
{
    struct pollfd readable = {.fd = in, .events = POLLIN};
    char bytes[4096];
    while (poll(&readable, 1, timeout_ms) > 0) {
        ssize_t n = read(in, bytes, sizeof bytes);
        if (n <= 0)
            break;
        strbuf_add(reports, bytes, (size_t)n);
        timeout_ms = 0;
    }
    long n_saved = 0;
    for (const char *line = reports->data; *line; line = strchr(line, '\n') + 1) {
        if (!strchr(line, '\n'))
            break;
        if (strncmp(line, "SAVED ", 6) != 0)
            fail_msg("%.*s", (int)strcspn(line, "\n"), line);
        n_saved++;
    }
    return n_saved;
}

static void test_three_operators_and_kills(void **state)
{
    (void)state;
    long n_wanted = getenv("NIANBAO_LONG") ? 10000 : 1000, n_kills = 0;
    int ends[2];
    unsigned seed = 1;
    pid_t operators[N_OPERATORS];
    struct strbuf reports = STRBUF_INIT, text = STRBUF_INIT;
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < N_OPERATORS; i++)
        operators[i] = start_operator(ends);
    time_t deadline = time(NULL) + PROGRESS_S;
    for (long n, n_before = 0; (n = take_reports(&reports, ends[0], 2)) < n_wanted; n_before = n) {
        if (n > n_before)
            deadline = time(NULL) + PROGRESS_S;
        if (time(NULL) > deadline)
            fail_msg("nothing saved for %d s, after %ld saves", PROGRESS_S, n);
        pid_t *victim = &operators[rand_r(&seed) % N_OPERATORS];
        kill(*victim, SIGKILL);
        waitpid(*victim, NULL, 0);
        *victim = start_operator(ends);
        n_kills++;
    }
    for (int i = 0; i < N_OPERATORS; i++) {
        kill(operators[i], SIGKILL);
        waitpid(operators[i], NULL, 0);
    }
    long n_saved = take_reports(&reports, ends[0], 0);
    close(ends[0]);
    close(ends[1]);

    struct safefile file;
    assert_true(safefile_open(&file, scratch_path("a.ini"), NULL));
    assert_true(safefile_read(&file, MAX_BYTES, &text, NULL, NULL));
    safefile_close(&file);
    char *rest = NULL;
    for (char *line = strtok_r(reports.data, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char saved[64];
        snprintf(saved, sizeof saved, "%s\n", line + strlen("SAVED "));
        if (times_in(text.data, saved) != 1)
            fail_msg("%s is there %d times, after %ld saves and %ld kills", line,
                     times_in(text.data, saved), n_saved, n_kills);
    }
    assert_true(n_kills > 20);
    strbuf_release(&reports);
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_three_operators_and_kills, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
