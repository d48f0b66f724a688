/* SPDX-License-Identifier: MIT */
#include "forms/draft/merge.h"

#include <stdlib.h>
#include <string.h>

#include "forms/draft/paragraphs.h"
#include "locale/mem.h"
#include "locale/strbuf.h"

enum { N_CHOICES = MERGE_BOTH + 1 };

/* A stretch of paragraphs. */
struct stretch {
    const struct paragraph *items;
    size_t count;
};

static struct stretch stretch_of(const struct paragraphs *list, size_t from, size_t to)
{
    return (struct stretch){list->items + from, to - from};
}

static bool same_stretch(struct stretch a, struct stretch b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (!paragraph_equal(&a.items[i], &b.items[i]))
            return false;
    return true;
}

/* ---- the narrative that comes of it, once per choice ---- */

struct result {
    struct strbuf texts[N_CHOICES];
    size_t n_paragraphs[N_CHOICES];
    bool is_conflict;
};

static void add_stretch(struct result *result, int choice, struct stretch stretch)
{
    for (size_t i = 0; i < stretch.count; i++) {
        if (result->n_paragraphs[choice]++)
            strbuf_add_byte(&result->texts[choice], '\n');
        strbuf_add(&result->texts[choice], stretch.items[i].text, stretch.items[i].len);
    }
}

static void merge_stretch(struct result *result, struct stretch base, struct stretch mine,
                          struct stretch theirs)
{
    bool take_theirs = same_stretch(base, mine),
         take_mine = same_stretch(base, theirs) || same_stretch(mine, theirs);
    if (!take_theirs && !take_mine)
        result->is_conflict = true;
    for (int choice = MERGE_OPEN; choice < N_CHOICES; choice++) {
        bool both = !take_theirs && !take_mine && choice == MERGE_BOTH;
        if (both || take_mine || (!take_theirs && choice != MERGE_THEIRS))
            add_stretch(result, choice, mine);
        if (both || (take_theirs && !take_mine) || (!take_mine && choice == MERGE_THEIRS))
            add_stretch(result, choice, theirs);
    }
}

static void merge_matched(struct result *result, const struct paragraphs *base,
                          const struct paragraphs *mine, const long *in_mine,
                          const struct paragraphs *theirs, const long *in_theirs)
{
    size_t b = 0, m = 0, t = 0;
    for (;;) {
        size_t b2 = b; /* the next paragraph that all three have */
        while (b2 < base->count &&
               (in_mine[b2] == PARAGRAPH_NO_MATCH || in_theirs[b2] == PARAGRAPH_NO_MATCH))
            b2++;
        size_t m2 = b2 < base->count ? (size_t)in_mine[b2] : mine->count;
        size_t t2 = b2 < base->count ? (size_t)in_theirs[b2] : theirs->count;
        merge_stretch(result, stretch_of(base, b, b2), stretch_of(mine, m, m2),
                      stretch_of(theirs, t, t2));
        if (b2 == base->count)
            return;
        for (int choice = MERGE_OPEN; choice < N_CHOICES; choice++)
            add_stretch(result, choice, stretch_of(base, b2, b2 + 1));
        b = b2 + 1, m = m2 + 1, t = t2 + 1;
    }
}

static void merge_narrative(struct merge_item *item)
{
    struct paragraphs base = paragraphs_split(item->base), mine = paragraphs_split(item->mine),
                      theirs = paragraphs_split(item->theirs);
    long *in_mine = xcalloc(base.count + 1, sizeof *in_mine),
         *in_theirs = xcalloc(base.count + 1, sizeof *in_theirs);
    struct result result = {.n_paragraphs = {0}};
    for (int choice = MERGE_OPEN; choice < N_CHOICES; choice++)
        strbuf_init(&result.texts[choice]);
    if (paragraphs_match(&base, &mine, in_mine) && paragraphs_match(&base, &theirs, in_theirs))
        merge_matched(&result, &base, &mine, in_mine, &theirs, in_theirs);
    else
        merge_stretch(&result, stretch_of(&base, 0, base.count), stretch_of(&mine, 0, mine.count),
                      stretch_of(&theirs, 0, theirs.count));
    item->is_conflict = result.is_conflict;
    for (int choice = MERGE_OPEN; choice < N_CHOICES; choice++)
        item->merged[choice] = strbuf_steal(&result.texts[choice]);
    free(base.items);
    free(mine.items);
    free(theirs.items);
    free(in_mine);
    free(in_theirs);
}

/* Both were printed: the later record, which begins with the day. That nobody need be asked. */
static void merge_record(struct merge_item *item)
{
    for (int choice = MERGE_OPEN; choice < N_CHOICES; choice++)
        item->merged[choice] =
            xstrdup(strcmp(item->mine, item->theirs) > 0 ? item->mine : item->theirs);
}

static void merge_whole(struct merge_item *item)
{
    item->is_conflict = strcmp(item->base, item->mine) != 0;
    for (int choice = MERGE_OPEN; choice < N_CHOICES; choice++)
        item->merged[choice] =
            xstrdup(item->is_conflict && choice != MERGE_THEIRS ? item->mine : item->theirs);
}

/* ---- all fields ---- */

static void merge_field(struct merge *merge, const char *key, bool is_narrative,
                        const struct draft *base, const struct draft *mine,
                        const struct draft *theirs)
{
    const char *base_text = draft_text_of(base, key), *my_text = draft_text_of(mine, key);
    const char *their_text = draft_text_of(theirs, key);
    if (strcmp(base_text, their_text) == 0 || strcmp(my_text, their_text) == 0)
        return;
    struct merge_item item = {.key = xstrdup(key),
                              .is_narrative = is_narrative,
                              .base = xstrdup(base_text),
                              .mine = xstrdup(my_text),
                              .theirs = xstrdup(their_text)};
    if (is_narrative)
        merge_narrative(&item);
    else if (strcmp(key, PRINTED_KEY) == 0)
        merge_record(&item);
    else
        merge_whole(&item);
    merge->n_conflicts += item.is_conflict;
    GROW(merge->items, merge->count, merge->capacity);
    merge->items[merge->count++] = item;
}

void merge_drafts(struct merge *merge, const struct draft *base, const struct draft *mine,
                  const struct draft *theirs)
{
    *merge = (struct merge){0};
    for (int f = 0; f < draft_n_fields(mine); f++)
        merge_field(merge, draft_key(mine, f), draft_field_section(mine, f) >= 0, base, mine,
                    theirs);
    for (int f = 0; f < draft_n_fields(theirs); f++)
        if (draft_find(mine, draft_key(theirs, f)) < 0)
            merge_field(merge, draft_key(theirs, f), false, base, mine, theirs);
}

void merge_release(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        struct merge_item *item = &merge->items[i];
        free(item->key);
        free(item->base);
        free(item->mine);
        free(item->theirs);
        for (int choice = MERGE_OPEN; choice < N_CHOICES; choice++)
            free(item->merged[choice]);
    }
    free(merge->items);
    *merge = (struct merge){0};
}

const char *merge_item_result(const struct merge_item *item) { return item->merged[item->choice]; }
