/* SPDX-License-Identifier: MIT */
#include "forms/draft/numbering.h"

#include <stdlib.h>
#include <string.h>

#include "locale/hash.h"
#include "locale/mem.h"

static uint64_t hash_of(const struct paragraph *paragraph)
{
    return hash_add(HASH_START, paragraph->text, paragraph->len);
}

void numbering_add(struct numbering *numbering, const struct paragraph *paragraph, long number)
{
    GROW(numbering->items, numbering->count, numbering->capacity);
    numbering->items[numbering->count++] = (struct numbered_paragraph){hash_of(paragraph), number};
}

void numbering_copy(struct numbering *numbering, const struct numbering *other)
{
    numbering_release(numbering);
    if (!other->count)
        return;
    numbering->items = xreallocarray(NULL, other->count, sizeof *other->items);
    memcpy(numbering->items, other->items, other->count * sizeof *other->items);
    numbering->count = numbering->capacity = other->count;
}

void numbering_release(struct numbering *numbering)
{
    free(numbering->items);
    *numbering = (struct numbering){0};
}

/* ---- new numbers ---- */

enum { NO_LIMIT = -1 };

/* The stretch between two paragraphs that stayed, which are numbered low and high (NO_LIMIT: none
 * follows). false where there is no room. */
static bool fill_stretch(const struct numbered_paragraph *before, size_t n_before, long *numbers,
                         size_t n, long low, long high)
{
    size_t n_kept = n_before < n ? n_before : n, n_new = n - n_kept;
    for (size_t i = 0; i < n_kept; i++)
        low = numbers[i] = before[i].number;
    if (high != NO_LIMIT && n_new && high - low <= (long)n_new)
        return false;
    for (size_t i = 0; i < n_new; i++)
        numbers[n_kept + i] = high == NO_LIMIT
                                  ? (low / NUMBERING_STEP + 1 + (long)i) * NUMBERING_STEP
                                  : low + (high - low) * (long)(i + 1) / (long)(n_new + 1);
    return true;
}

static bool is_growing(const long *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (numbers[i] > NUMBERING_MAX || (i && numbers[i] <= numbers[i - 1]))
            return false;
    return true;
}

/* Paragraphs are compared by their hashes; match as paragraphs_match() has it. */
static bool match_hashes(const struct numbering *before, const struct paragraphs *paragraphs,
                         long *match)
{
    uint64_t *hashes = xcalloc(paragraphs->count + 1, sizeof *hashes);
    struct paragraphs old = {.items = xcalloc(before->count + 1, sizeof *old.items),
                             .count = before->count};
    struct paragraphs new = {.items = xcalloc(paragraphs->count + 1, sizeof *new.items),
                             .count = paragraphs->count};
    for (size_t i = 0; i < old.count; i++)
        old.items[i] =
            (struct paragraph){(const char *)&before->items[i].hash, sizeof before->items[i].hash};
    for (size_t i = 0; i < new.count; i++) {
        hashes[i] = hash_of(&paragraphs->items[i]);
        new.items[i] = (struct paragraph){(const char *)&hashes[i], sizeof hashes[i]};
    }
    bool ok = paragraphs_match(&old, &new, match);
    free(old.items);
    free(new.items);
    free(hashes);
    return ok;
}

static bool keep_numbers(const struct numbering *before, const struct paragraphs *paragraphs,
                         long *numbers)
{
    long *match = xcalloc(before->count + 1, sizeof *match), low = 0;
    bool ok = match_hashes(before, paragraphs, match);
    size_t old = 0, new = 0;
    for (size_t i = 0; ok && i <= before->count; i++) {
        bool is_end = i == before->count;
        if (!is_end && match[i] == PARAGRAPH_NO_MATCH)
            continue;
        size_t next = is_end ? paragraphs->count : (size_t)match[i];
        long high = is_end ? NO_LIMIT : before->items[i].number;
        const struct numbered_paragraph *stretch =
            i > old ? &before->items[old] : NULL; /* there may be no items at all */
        ok = fill_stretch(stretch, i - old, numbers + new, next - new, low, high);
        if (!is_end)
            low = numbers[next] = high;
        old = i + 1;
        new = next + 1;
    }
    free(match);
    return ok && is_growing(numbers, paragraphs->count);
}

long *numbering_apply(const struct numbering *before, const struct paragraphs *paragraphs)
{
    long *numbers = xcalloc(paragraphs->count + 1, sizeof *numbers);
    if (!keep_numbers(before, paragraphs, numbers))
        for (size_t i = 0; i < paragraphs->count; i++)
            numbers[i] = ((long)i + 1) * NUMBERING_STEP;
    return numbers;
}
