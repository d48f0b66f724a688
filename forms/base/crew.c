/* SPDX-License-Identifier: MIT */
#include "forms/base/crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

/* A thread takes some items at a time, so that threads seldom meet; few of few, so that none is
 * left without. */
enum { MAX_ITEMS_AT_ONCE = 32, TURNS = 8 };

struct shift {
    const struct crew *crew;
    size_t n_items, n_at_once;
    atomic_size_t next; /* item that nobody has taken yet */
    atomic_size_t n_done;
};

struct worker {
    struct shift *shift;
    int number;
};

static bool is_stopped(const struct crew *crew) { return crew->stop && atomic_load(crew->stop); }

static void *work(void *context)
{
    const struct worker *worker = context;
    struct shift *shift = worker->shift;
    const struct crew *crew = shift->crew;
    size_t item;
    while (!is_stopped(crew) &&
           (item = atomic_fetch_add(&shift->next, shift->n_at_once)) < shift->n_items) {
        size_t left = shift->n_items - item, n = left < shift->n_at_once ? left : shift->n_at_once;
        for (size_t i = 0; i < n && !is_stopped(crew); i++)
            crew->work(crew->context, worker->number, item + i);
        size_t n_done = atomic_fetch_add(&shift->n_done, n) + n;
        if (worker->number == 0 && crew->progress)
            crew->progress(n_done, shift->n_items, crew->progress_context);
    }
    return NULL;
}

int crew_n_jobs(const struct crew *crew)
{
    cpu_set_t set;
    int n = crew->n_jobs;
    if (n <= 0)
        n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < CREW_MAX_JOBS ? n : CREW_MAX_JOBS;
}

void crew_run(const struct crew *crew, size_t n_items)
{
    struct worker workers[CREW_MAX_JOBS];
    pthread_t threads[CREW_MAX_JOBS];
    int n_jobs = crew_n_jobs(crew), n_started = 1;
    struct shift shift = {
        .crew = crew, .n_items = n_items, .n_at_once = n_items / ((size_t)n_jobs * TURNS)};
    if (shift.n_at_once < 1)
        shift.n_at_once = 1;
    if (shift.n_at_once > MAX_ITEMS_AT_ONCE)
        shift.n_at_once = MAX_ITEMS_AT_ONCE;
    for (int i = 0; i < n_jobs; i++)
        workers[i] = (struct worker){&shift, i};
    while (n_started < n_jobs && (size_t)n_started < n_items &&
           pthread_create(&threads[n_started], NULL, work, &workers[n_started]) == 0)
        n_started++;
    work(&workers[0]);
    for (int i = 1; i < n_started; i++)
        pthread_join(threads[i], NULL);
}
