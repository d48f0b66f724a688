/* SPDX-License-Identifier: MIT */
#include "tests/bench/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double now_us(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

void pty_start(struct pty *pty, const char *const argv[], const char *folder)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    *pty = (struct pty){.fd = -1};
    pty->started_us = now_us();
    pty->pid = forkpty(&pty->fd, NULL, NULL, &size);
    if (pty->pid == 0) {
        if (chdir(folder) != 0)
            _exit(126);
        setenv("TERM", "xterm-256color", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        setenv("HOME", folder, 1);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
}

/* Replies to the requests in the bytes: cursor reports (two wide characters, then three narrow
 * ones, as the probe of the widths expects) and device attributes. */
static void answer(struct pty *pty, const char *bytes, size_t len)
{
    static const char *const reports[] = {"\033[1;5R", "\033[1;2R"};
    char text[sizeof pty->tail + 65536];
    memcpy(text, pty->tail, pty->tail_len);
    memcpy(text + pty->tail_len, bytes, len);
    size_t n = pty->tail_len + len, done = 0;
    for (size_t i = 0; i + 2 < n; i++) {
        const char *reply = NULL;
        if (text[i] == '\033' && text[i + 1] == '[' && i + 3 < n && text[i + 2] == '6' &&
            text[i + 3] == 'n')
            reply = reports[pty->n_cursor_requests++ > 0];
        else if (text[i] == '\033' && text[i + 1] == '[' && text[i + 2] == 'c')
            reply = "\033[?1;2c";
        if (reply) {
            done = i + 3;
            if (write(pty->fd, reply, strlen(reply)) < 0)
                return;
        }
    }
    size_t keep = n - done < 4 ? n - done : 3;
    memcpy(pty->tail, text + n - keep, keep);
    pty->tail_len = keep;
}

struct cost pty_settle(struct pty *pty, double since_us, int quiet_ms)
{
    struct cost cost = {0, 0};
    struct pollfd in = {.fd = pty->fd, .events = POLLIN};
    static char bytes[65536];
    while (poll(&in, 1, quiet_ms) > 0) {
        ssize_t n = read(pty->fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        cost.us = now_us() - since_us;
        cost.bytes += (size_t)n;
        answer(pty, bytes, (size_t)n);
    }
    return cost;
}

struct cost pty_type(struct pty *pty, const char *keys, size_t len, int quiet_ms)
{
    double since_us = now_us();
    if (write(pty->fd, keys, len) != (ssize_t)len)
        return (struct cost){0, 0};
    return pty_settle(pty, since_us, quiet_ms);
}

void pty_memory(const struct pty *pty, long *private_kib, long *resident_kib)
{
    char path[64], line[256];
    long value;
    *private_kib = *resident_kib = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pty->pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return;
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "Rss: %ld", &value) == 1)
            *resident_kib = value;
        else if (sscanf(line, "Private_Clean: %ld", &value) == 1 ||
                 sscanf(line, "Private_Dirty: %ld", &value) == 1)
            *private_kib += value;
    }
    fclose(file);
}

void pty_end(struct pty *pty)
{
    int status;
    kill(pty->pid, SIGKILL);
    waitpid(pty->pid, &status, 0);
    close(pty->fd);
}
