/* SPDX-License-Identifier: MIT */
/* Several threads at many items: each is done once, and a stop leaves the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forms/base/workers.h"

enum { MAX_ITEMS = 1000 };

struct task {
    unsigned char n_done[MAX_ITEMS];
    size_t last_told;
    atomic_bool stop;
};

static void work(void *context, int thread, size_t item)
{
    (void)thread;
    struct task *task = context;
    task->n_done[item]++;
}

static void tell(size_t n_done, size_t n_items, void *context)
{
    struct task *task = context;
    assert_in_range(n_done, 1, n_items);
    task->last_told = n_done;
}

static void test_each_item_once(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 31, 33, 257, MAX_ITEMS};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (int n_jobs = 0; n_jobs < 5; n_jobs++) {
            struct task task = {.last_told = 0};
            const struct workers workers = {.n_jobs = n_jobs,
                                            .work = work,
                                            .context = &task,
                                            .progress = tell,
                                            .progress_context = &task,
                                            .stop = &task.stop};
            workers_run(&workers, counts[c]);
            for (size_t i = 0; i < MAX_ITEMS; i++)
                if (task.n_done[i] != (i < counts[c]))
                    fail_msg("%d jobs, %zu items: item %zu was done %d times", n_jobs, counts[c], i,
                             task.n_done[i]);
        }
}

static void stop(size_t n_done, size_t n_items, void *context)
{
    (void)n_done, (void)n_items;
    struct task *task = context;
    atomic_store(&task->stop, true);
}

static void test_stop(void **state)
{
    (void)state;
    struct task task = {.last_told = 0};
    struct workers workers = {.n_jobs = 1,
                              .work = work,
                              .context = &task,
                              .progress = stop,
                              .progress_context = &task,
                              .stop = &task.stop};
    workers_run(&workers, MAX_ITEMS);
    assert_int_equal(task.n_done[0], 1);
    assert_int_equal(task.n_done[MAX_ITEMS - 1], 0);
    /* Stopped before it begins, it does nothing. */
    memset(task.n_done, 0, sizeof task.n_done);
    workers.n_jobs = 3;
    workers_run(&workers, MAX_ITEMS);
    for (size_t i = 0; i < MAX_ITEMS; i++)
        assert_int_equal(task.n_done[i], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_item_once),
                                       cmocka_unit_test(test_stop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
