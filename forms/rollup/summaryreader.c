/* SPDX-License-Identifier: MIT */
#include "forms/rollup/summaryreader.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "forms/base/workers.h"
#include "locale/mem.h"

struct summary_reader {
    const char *folder;
    struct draft_summary *list;
    struct previous_search search;
    pthread_t thread;
    bool is_running;
    atomic_bool stop;
    pthread_mutex_t mutex; /* guards all below, and the list */
    pthread_cond_t all_read;
    size_t count, n_unread;
    size_t n_to_do; /* unread when the threads began */
    size_t next;    /* where the next thread looks for a line to read */
    bool *is_taken;
};

struct summary_reader *summary_reader_new(const char *folder, const char *only_folder,
                                          struct draft_summary *list, size_t count)
{
    struct summary_reader *reader = xcalloc(1, sizeof *reader);
    *reader = (struct summary_reader){.folder = folder,
                                      .list = list,
                                      .search = PREVIOUS_SEARCH_INIT(only_folder),
                                      .mutex = PTHREAD_MUTEX_INITIALIZER,
                                      .count = count,
                                      .is_taken = xcalloc(count + 1, sizeof *reader->is_taken)};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&reader->all_read, &attributes);
    pthread_condattr_destroy(&attributes);
    for (size_t i = 0; i < count; i++)
        reader->n_unread += !list[i].is_read;
    return reader;
}

void summary_reader_lock(struct summary_reader *reader) { pthread_mutex_lock(&reader->mutex); }
void summary_reader_unlock(struct summary_reader *reader) { pthread_mutex_unlock(&reader->mutex); }

/* The next line that nobody reads yet; false: there is none. */
static bool take_line(struct summary_reader *reader, size_t *index)
{
    bool found = false;
    summary_reader_lock(reader);
    for (size_t n = 0; !found && n < reader->count; n++) {
        *index = reader->next;
        reader->next = reader->next + 1 < reader->count ? reader->next + 1 : 0;
        found = !reader->list[*index].is_read && !reader->is_taken[*index];
    }
    if (found)
        reader->is_taken[*index] = true;
    summary_reader_unlock(reader);
    return found;
}

static void read_line(struct summary_reader *reader, size_t index)
{
    struct draft_summary summary, *line = &reader->list[index];
    draft_summary_read(reader->folder, line->name, &reader->search, &summary);
    summary_reader_lock(reader);
    summary.is_unsaved = line->is_unsaved;
    reader->n_unread -= !line->is_read;
    draft_summary_release(line);
    *line = summary;
    reader->is_taken[index] = false;
    if (!reader->n_unread)
        pthread_cond_signal(&reader->all_read);
    summary_reader_unlock(reader);
}

static void read_any_line(void *context, int thread, size_t item)
{
    (void)thread, (void)item;
    struct summary_reader *reader = context;
    size_t index;
    if (take_line(reader, &index))
        read_line(reader, index);
}

static void *read_all(void *context)
{
    struct summary_reader *reader = context;
    const struct workers workers = {
        .work = read_any_line, .context = reader, .stop = &reader->stop};
    workers_run(&workers, reader->n_to_do);
    return NULL;
}

void summary_reader_start(struct summary_reader *reader, size_t first)
{
    summary_reader_lock(reader);
    reader->next = first < reader->count ? first : 0;
    bool is_needed = reader->n_unread && !reader->is_running;
    if (is_needed)
        reader->n_to_do = reader->n_unread;
    summary_reader_unlock(reader);
    if (!is_needed)
        return;
    sigset_t all, before;
    sigfillset(&all);
    atomic_store(&reader->stop, false);
    pthread_sigmask(SIG_SETMASK, &all,
                    &before); /* signals are for the thread that waits for keys */
    reader->is_running = pthread_create(&reader->thread, NULL, read_all, reader) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!reader->is_running) /* slower, and right all the same */
        read_all(reader);
}

void summary_reader_stop(struct summary_reader *reader)
{
    if (!reader->is_running)
        return;
    atomic_store(&reader->stop, true);
    pthread_join(reader->thread, NULL);
    reader->is_running = false;
}

bool summary_reader_wait(struct summary_reader *reader, int limit_ms)
{
    struct timespec limit;
    clock_gettime(CLOCK_MONOTONIC, &limit);
    limit.tv_sec += limit_ms / 1000;
    limit.tv_nsec += limit_ms % 1000 * 1000000L;
    if (limit.tv_nsec >= 1000000000L) {
        limit.tv_nsec -= 1000000000L;
        limit.tv_sec++;
    }
    summary_reader_lock(reader);
    while (reader->n_unread &&
           pthread_cond_timedwait(&reader->all_read, &reader->mutex, &limit) != ETIMEDOUT)
        ;
    bool is_read = !reader->n_unread;
    summary_reader_unlock(reader);
    return is_read;
}

void summary_reader_renew(struct summary_reader *reader, size_t index) { read_line(reader, index); }

void summary_reader_free(struct summary_reader *reader)
{
    if (!reader)
        return;
    summary_reader_stop(reader);
    previous_search_release(&reader->search);
    pthread_cond_destroy(&reader->all_read);
    pthread_mutex_destroy(&reader->mutex);
    free(reader->is_taken);
    free(reader);
}
