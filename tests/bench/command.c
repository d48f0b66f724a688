/* SPDX-License-Identifier: MIT */
#include "tests/bench/command.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/pty.h"

static double us_of(struct timeval time)
{
    return (double)time.tv_sec * 1e6 + (double)time.tv_usec;
}

static void exec_command(const struct command *command)
{
    int in = open("/dev/null", O_RDONLY);
    int out =
        open(command->output ? command->output : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (in < 0 || out < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
        _exit(126);
    execvp(command->argv[0], (char *const *)command->argv);
    _exit(127);
}

static struct usage run(const struct command *command)
{
    struct rusage rusage;
    int status;
    double started_us = now_us();
    pid_t pid = fork();
    if (pid == 0)
        exec_command(command);
    if (pid < 0 || wait4(pid, &status, 0, &rusage) != pid || status != 0) {
        fprintf(stderr, "%s: %s failed\n", command->name, command->argv[0]);
        exit(1);
    }
    return (struct usage){now_us() - started_us, us_of(rusage.ru_utime) + us_of(rusage.ru_stime),
                          rusage.ru_maxrss};
}

void commands_measure(struct command *commands, int n, int n_runs)
{
    for (int r = 0; r < n_runs; r++)
        for (int i = 0; i < n; i++)
            commands[i].runs[r] = run(&commands[i]);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The least of many is what a program needs; the rest is the machine's. */
static void print_row(const struct command *command, const struct command *peer, int n_runs,
                      int n_items)
{
    double wall_us[COMMAND_MAX_RUNS], cpu_us[COMMAND_MAX_RUNS], ratios[COMMAND_MAX_RUNS];
    for (int r = 0; r < n_runs; r++) {
        wall_us[r] = command->runs[r].wall_us / n_items;
        cpu_us[r] = command->runs[r].cpu_us / n_items;
        ratios[r] = command->runs[r].cpu_us / peer->runs[r].cpu_us;
    }
    qsort(wall_us, (size_t)n_runs, sizeof *wall_us, compare);
    qsort(cpu_us, (size_t)n_runs, sizeof *cpu_us, compare);
    qsort(ratios, (size_t)n_runs, sizeof *ratios, compare);
    printf("%-32s %11.2f %11.2f %11ld %9.2f  %.2f to %.2f\n", command->name, wall_us[0], cpu_us[0],
           command->runs[0].resident_kib, ratios[n_runs / 2], ratios[0], ratios[n_runs - 1]);
}

void commands_print(const struct command *commands, int n, int n_runs, int n_items)
{
    printf("%-32s %11s %11s %11s %9s  %s\n", "", "time us", "cpu us", "memory KiB", "cpu/first",
           "range");
    for (int i = 0; i < n; i++)
        print_row(&commands[i], &commands[0], n_runs, n_items);
}
