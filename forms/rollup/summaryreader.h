/* SPDX-License-Identifier: MIT */
#ifndef FORMS_ROLLUP_SUMMARYREADER_H
#define FORMS_ROLLUP_SUMMARYREADER_H

/* Reads the drafts of a list (draftsummary.h) by threads of their own, while the list is on the
 * screen already.
 *
 *     reader = summary_reader_new(folder, only_folder, list, count)
 *     summary_reader_start(reader, first)        what is seen first is read first
 *     summary_reader_lock(reader); … the list may be looked at …; summary_reader_unlock(reader)
 *     summary_reader_stop(reader)                before anything else is done with drafts, files or
 * processes
 *
 * Only summary_reader_start() begins threads; after summary_reader_stop() there are none. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/rollup/draftsummary.h"

struct summary_reader;

/* All is borrowed; only the reader changes the list from here on. Last year's drafts outside
 * only_folder are not opened (absolute, no symlinks); NULL: all may be. */
struct summary_reader *summary_reader_new(const char *folder, const char *only_folder,
                                          struct draft_summary *list, size_t count)
    __attribute__((returns_nonnull, warn_unused_result));
/* Stops and frees it; NULL is accepted. */
void summary_reader_free(struct summary_reader *reader);

/* Reads what is not read yet, from line `first` on and round to it. While it reads already it goes
 * on from there. */
void summary_reader_start(struct summary_reader *reader, size_t first);
/* Waits until all is read, at most limit_ms. true: all is read. */
bool summary_reader_wait(struct summary_reader *reader, int limit_ms);
/* Returns when no thread works any more; those that are under way finish their draft. */
void summary_reader_stop(struct summary_reader *reader);
/* Reads one line anew, at once. Not while it reads. */
void summary_reader_renew(struct summary_reader *reader, size_t index);

void summary_reader_lock(struct summary_reader *reader);
void summary_reader_unlock(struct summary_reader *reader);

#endif
