/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_MEM_H
#define LOCALE_MEM_H

/* Allocators that never return NULL, so that no caller has a half-done state to clean up. When
 * memory runs out the handler is called (the screen layer restores the terminal there; what was
 * typed is in the journal already), a sentence goes to stderr and the process ends with status 4.
 * Free what they return with free(). */

#include <stddef.h>

void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));
void *xcalloc(size_t count, size_t size)
    __attribute__((malloc, returns_nonnull, warn_unused_result));
/* count * size is checked for overflow. */
void *xreallocarray(void *old, size_t count, size_t size)
    __attribute__((returns_nonnull, warn_unused_result));
char *xstrdup(const char *text)
    __attribute__((malloc, returns_nonnull, nonnull, warn_unused_result));
/* A copy of len bytes with a NUL behind them; text may be NULL when len is 0. */
char *xmemdup0(const char *text, size_t len)
    __attribute__((malloc, returns_nonnull, warn_unused_result));

/* Gives memory that was freed back to the system: after something large that will not come again
 * soon. */
void mem_trim(void);

/* Makes room for one more element in a growing array: *items has *capacity elements, count are in
 * use. */
#define GROW(items, count, capacity)                                                               \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity) ? (capacity)*2 : 8;                                            \
            (items) = xreallocarray((items), (size_t)(capacity), sizeof *(items));                 \
        }                                                                                          \
    } while (0)

/* Called once before the process ends for want of memory; NULL takes it away. It must not allocate.
 */
void mem_set_failure_handler(void (*handler)(void));

#endif
