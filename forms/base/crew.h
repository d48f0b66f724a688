/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_CREW_H
#define FORMS_BASE_CREW_H

/* Many items, each independent of the others, worked on by several threads. The calling thread is
 * one of them. */

#include <stdatomic.h>
#include <stddef.h>

enum { CREW_MAX_JOBS = 64 };

struct crew {
    int n_jobs; /* threads, at most CREW_MAX_JOBS; 0: as many as there are processors */
    /* Does one item, 0 to n_items - 1. What belongs to a thread may be kept by its number, 0 to
     * crew_n_jobs() - 1; all that is common has to be guarded. */
    void (*work)(void *context, int thread, size_t item);
    void *context;
    /* Called now and then, from the calling thread; NULL: never. */
    void (*progress)(size_t n_done, size_t n_items, void *context);
    void *progress_context;
    const atomic_bool *stop; /* once it is true no more items are begun; NULL: never */
};

/* How many threads that makes. */
int crew_n_jobs(const struct crew *crew);
/* Returns when all items are done, or none is under way any more after a stop. A thread that cannot
 * be started is missed by nobody: the others take its items. */
void crew_run(const struct crew *crew, size_t n_items);

#endif
