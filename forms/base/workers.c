/* SPDX-License-Identifier: MIT */
#include "forms/base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

/* A thread takes several items at a time, so that threads rarely contend for the counter; where
 * there are few items it takes few, so that each thread gets some. */
enum { MAX_ITEMS_AT_ONCE = 32, TURNS = 8 };

struct round {
    const struct workers *workers;
    size_t n_items, n_at_once;
    atomic_size_t next; /* the first item that no thread has taken */
    atomic_size_t n_done;
};

struct worker {
    struct round *round;
    int number;
};

static bool is_stopped(const struct workers *workers)
{
    return workers->stop && atomic_load(workers->stop);
}

static void *work(void *context)
{
    const struct worker *worker = context;
    struct round *round = worker->round;
    const struct workers *workers = round->workers;
    size_t item;
    while (!is_stopped(workers) &&
           (item = atomic_fetch_add(&round->next, round->n_at_once)) < round->n_items) {
        size_t left = round->n_items - item, n = left < round->n_at_once ? left : round->n_at_once;
        for (size_t i = 0; i < n && !is_stopped(workers); i++)
            workers->work(workers->context, worker->number, item + i);
        size_t n_done = atomic_fetch_add(&round->n_done, n) + n;
        if (worker->number == 0 && workers->progress)
            workers->progress(n_done, round->n_items, workers->progress_context);
    }
    return NULL;
}

int workers_n_threads(const struct workers *workers)
{
    cpu_set_t set;
    int n = workers->n_jobs;
    if (n <= 0) {
        n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
        n = n > WORKERS_THREADS ? n : WORKERS_THREADS;
    }
    return n < WORKERS_MAX_THREADS ? n : WORKERS_MAX_THREADS;
}

void workers_run(const struct workers *workers, size_t n_items)
{
    struct worker each[WORKERS_MAX_THREADS];
    pthread_t threads[WORKERS_MAX_THREADS];
    int n_jobs = workers_n_threads(workers), n_started = 1;
    struct round round = {
        .workers = workers, .n_items = n_items, .n_at_once = n_items / ((size_t)n_jobs * TURNS)};
    if (round.n_at_once < 1)
        round.n_at_once = 1;
    if (round.n_at_once > MAX_ITEMS_AT_ONCE)
        round.n_at_once = MAX_ITEMS_AT_ONCE;
    for (int i = 0; i < n_jobs; i++)
        each[i] = (struct worker){&round, i};
    while (n_started < n_jobs && (size_t)n_started < n_items &&
           pthread_create(&threads[n_started], NULL, work, &each[n_started]) == 0)
        n_started++;
    work(&each[0]);
    for (int i = 1; i < n_started; i++)
        pthread_join(threads[i], NULL);
}
