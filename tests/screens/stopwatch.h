/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCREENS_STOPWATCH_H
#define TESTS_SCREENS_STOPWATCH_H

/* How long a process takes for something, without the time that the machine kept it (or this test)
 * waiting for a processor or a disk: a promise in seconds can be asserted while other things run
 * beside it. */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct stopwatch {
    int pid;
    long begin_ms, looked_ms;
    long pid_begin_ms, pid_ms;   /* waited for a processor, as far as it was seen */
    long self_begin_ms, disk_ms; /* the same of this test; found waiting for a disk */
};

static inline long stopwatch_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The time that a process spent runnable without running; or_else where it is gone or the kernel
 * does not count it. */
static inline long stopwatch_delay_ms(int pid, long or_else)
{
    char path[64];
    unsigned long long ran_ns, waited_ns;
    snprintf(path, sizeof path, "/proc/%d/schedstat", pid);
    FILE *file = pid > 0 ? fopen(path, "r") : NULL;
    int n = file ? fscanf(file, "%llu %llu", &ran_ns, &waited_ns) : 0;
    if (file)
        fclose(file);
    return n == 2 ? (long)(waited_ns / 1000000) : or_else;
}

static inline bool stopwatch_is_on_disk(int pid)
{
    char path[64], text[400] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = pid > 0 ? fopen(path, "r") : NULL;
    if (file && !fgets(text, sizeof text, file))
        text[0] = '\0';
    if (file)
        fclose(file);
    const char *end = strrchr(text, ')');
    return end && strncmp(end, ") D", 3) == 0;
}

static inline void stopwatch_start(struct stopwatch *watch, int pid)
{
    long now = stopwatch_now_ms(), delay = stopwatch_delay_ms(pid, 0);
    *watch =
        (struct stopwatch){pid, now, now, delay, delay, stopwatch_delay_ms((int)getpid(), 0), 0};
}

/* To be called every few milliseconds. */
static inline long stopwatch_ms(struct stopwatch *watch)
{
    long now = stopwatch_now_ms();
    watch->pid_ms = stopwatch_delay_ms(watch->pid, watch->pid_ms);
    if (stopwatch_is_on_disk(watch->pid))
        watch->disk_ms += now - watch->looked_ms;
    watch->looked_ms = now;
    long self_ms = stopwatch_delay_ms((int)getpid(), watch->self_begin_ms) - watch->self_begin_ms;
    return now - watch->begin_ms - (watch->pid_ms - watch->pid_begin_ms) - self_ms - watch->disk_ms;
}

#endif
