/* SPDX-License-Identifier: MIT */
#ifndef TESTS_BENCH_PTY_H
#define TESTS_BENCH_PTY_H

/* A program on a pty of 80x24, as the benchmark sees it: bytes out, microseconds, memory. Requests
 * of the terminal are answered at once, as a local UTF-8 terminal of narrow ambiguous width does.
 */

#include <stdbool.h>
#include <stddef.h>

struct pty {
    int fd;
    int pid;
    int n_cursor_requests; /* answered so far */
    double started_us;
    char tail[16]; /* the last bytes, for requests split over reads */
    size_t tail_len;
};

/* What one action cost: the bytes that came, and the time until the last of them. */
struct cost {
    size_t bytes;
    double us;
};

void pty_start(struct pty *pty, const char *const argv[], const char *folder);
/* All output until nothing came for quiet_ms. */
struct cost pty_settle(struct pty *pty, double since_us, int quiet_ms);
/* Writes the keys in one go and measures what follows. */
struct cost pty_type(struct pty *pty, const char *keys, size_t len, int quiet_ms);
/* Private and resident memory in KiB. */
void pty_memory(const struct pty *pty, long *private_kib, long *resident_kib);
void pty_end(struct pty *pty);
double now_us(void);

#endif
