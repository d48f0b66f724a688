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

static double least(double a, double b) { return a < b ? a : b; }

void commands_measure(struct command *commands, int n, int n_runs)
{
    for (int r = 0; r < n_runs; r++)
        for (int i = 0; i < n; i++) {
            struct usage usage = run(&commands[i]), *best = &commands[i].best;
            best->wall_us = r ? least(best->wall_us, usage.wall_us) : usage.wall_us;
            best->cpu_us = r ? least(best->cpu_us, usage.cpu_us) : usage.cpu_us;
            best->resident_kib = r && best->resident_kib < usage.resident_kib ? best->resident_kib
                                                                              : usage.resident_kib;
        }
}
