/* SPDX-License-Identifier: MIT */
#ifndef TESTS_BENCH_COMMAND_H
#define TESTS_BENCH_COMMAND_H

/* A program run to its end, without a terminal, as the benchmark sees it. */

struct usage {
    double wall_us, cpu_us; /* cpu: user and system, of all its threads */
    long resident_kib;      /* the most it had */
};

enum { COMMAND_MAX_RUNS = 50 };

/* Several programs side by side. */
struct command {
    const char *name;
    const char *argv[12]; /* NULL ends */
    const char *output;   /* file that its standard output goes to; NULL: /dev/null */
    struct usage runs[COMMAND_MAX_RUNS];
};

/* Runs each of them in turn, n_runs times over, so that whatever else the machine does meets all
 * alike. One that fails ends the benchmark. */
void commands_measure(struct command *commands, int n, int n_runs);
/* A table: the least time and CPU time of each by n_items, the memory, and how its CPU time
 * compares with that of the first one in the same turn: the median, and from where to where. */
void commands_print(const struct command *commands, int n, int n_runs, int n_items);

#endif
