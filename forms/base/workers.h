/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_WORKERS_H
#define FORMS_BASE_WORKERS_H

/* A pool of threads that work on many items, each independent of the others. The calling thread is
 * one of them. */

#include <stdatomic.h>
#include <stddef.h>

/* As many as read a folder that is not in memory yet two to three times as fast as two do; where it
 * is, they cost nothing. */
enum { WORKERS_THREADS = 16, WORKERS_MAX_THREADS = 64 };

struct workers {
    int n_jobs; /* threads, at most WORKERS_MAX_THREADS; 0: WORKERS_THREADS, or as
                 * many as there are processors if these are more */
    /* Does one item, 0 to n_items - 1. What belongs to a thread may be kept by its number, 0 to
     * workers_n_threads() - 1; all that is common has to be guarded. */
    void (*work)(void *context, int thread, size_t item);
    void *context;
    /* Called now and then, from the calling thread; NULL: never. */
    void (*progress)(size_t n_done, size_t n_items, void *context);
    void *progress_context;
    const atomic_bool *stop; /* once it is true no more items are begun; NULL: never */
};

/* How many threads that makes. */
int workers_n_threads(const struct workers *workers);
/* Returns when all items are done or, after a stop, when no item is under way any more. If a
 * thread fails to start, the others take its items. */
void workers_run(const struct workers *workers, size_t n_items);

#endif
