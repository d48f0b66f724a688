/* SPDX-License-Identifier: MIT */
#ifndef TESTS_BENCH_COMMAND_H
#define TESTS_BENCH_COMMAND_H

/* A program run to its end, without a terminal, as the benchmark sees it. */

struct usage {
    double wall_us, cpu_us; /* cpu: user and system, of all its threads */
    long resident_kib;      /* the most it had */
};

/* Several programs side by side. */
struct command {
    const char *name;
    const char *argv[12]; /* NULL ends */
    const char *output;   /* file that its standard output goes to; NULL: /dev/null */
    struct usage best;    /* the least of each over the runs */
};

/* Runs each of them in turn, n_runs times over, so that whatever else the machine does meets all
 * alike. One that fails ends the benchmark. The least of many is what a program needs; the rest is
 * the machine's. */
void commands_measure(struct command *commands, int n, int n_runs);

#endif
