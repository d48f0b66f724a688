#ifndef FORMS_DRAFTREADER_H
#define FORMS_DRAFTREADER_H

/* Reads the drafts of a list (draftsummary.h) by threads of their own, while the list is on the screen already.
 *
 *     reader = draft_reader_new(folder, only_folder, list, count)
 *     draft_reader_start(reader, first)        what is seen first is read first
 *     draft_reader_lock(reader); … the list may be looked at …; draft_reader_unlock(reader)
 *     draft_reader_stop(reader)                before anything else is done with drafts, files or processes
 *
 * Only draft_reader_start() begins threads; after draft_reader_stop() there are none. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draftsummary.h"

struct draft_reader;

/* All is borrowed; only the reader changes the list from here on. Last year's drafts outside only_folder are not opened
 * (absolute, no symlinks); NULL: all may be. */
struct draft_reader *draft_reader_new(const char *folder, const char *only_folder, struct draft_summary *list,
                                      size_t count) __attribute__((returns_nonnull, warn_unused_result));
/* Stops and frees it; NULL is accepted. */
void draft_reader_free(struct draft_reader *reader);

/* Reads what is not read yet, from line `first` on and round to it. While it reads already it goes on from there. */
void draft_reader_start(struct draft_reader *reader, size_t first);
/* Waits until all is read, at most limit_ms. true: all is read. */
bool draft_reader_wait(struct draft_reader *reader, int limit_ms);
/* Returns when no thread works any more; those that are under way finish their draft. */
void draft_reader_stop(struct draft_reader *reader);
/* Reads one line anew, at once. Not while it reads. */
void draft_reader_renew(struct draft_reader *reader, size_t index);

void draft_reader_lock(struct draft_reader *reader);
void draft_reader_unlock(struct draft_reader *reader);

#endif
