/* SPDX-License-Identifier: MIT */
#include "forms/rollup/alike.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/span.h"
#include "locale/hash.h"
#include "locale/mem.h"
#include "locale/utf8.h"

/* ---- sentences ---- */

struct reading {
    struct alike_text *text;
    size_t capacity;
    uint64_t hash;
    int n_chars;
};

static void end_sentence(struct reading *reading)
{
    if (reading->n_chars >= ALIKE_MIN_CHARS) {
        GROW(reading->text->sentences, reading->text->count, reading->capacity);
        reading->text->sentences[reading->text->count++] = reading->hash;
    }
    reading->hash = HASH_START;
    reading->n_chars = 0;
}

static bool ends_sentence(const char *at, size_t n_bytes)
{
    static const char *const marks[] = {"。", "；", "！", "？", NULL};
    return n_bytes == 1 ? *at == '\n' : (*at == '\xE3' || *at == '\xEF') && span_word_at(at, marks);
}

static void read_narrative(struct reading *reading, const char *text, const char *unit)
{
    size_t len = strlen(text), unit_len = strlen(unit), n_bytes;
    for (size_t at = 0; at < len; at += n_bytes) {
        if (unit_len && text[at] == *unit && strncmp(text + at, unit, unit_len) == 0) {
            n_bytes = unit_len;
            continue;
        }
        uint32_t c;
        n_bytes = utf8_decode(text + at, len - at, &c);
        if (ends_sentence(text + at, n_bytes)) {
            end_sentence(reading);
        } else if (!isdigit((unsigned char)text[at]) && text[at] != ' ' && text[at] != '.') {
            reading->hash = hash_add(reading->hash, text + at, n_bytes);
            reading->n_chars++;
        }
    }
    end_sentence(reading);
}

static int compare_hashes(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

void alike_text_init(struct alike_text *text, const struct draft *draft)
{
    const char *unit = draft_text(draft, draft_cover_field(draft, COVER_UNIT));
    struct reading reading = {.text = text, .hash = HASH_START};
    size_t n_different = 0;
    *text = (struct alike_text){0};
    for (int section = 1; section < draft_form(draft)->n_sections; section++) {
        int field = draft_section_field(draft, section);
        if (field >= 0)
            read_narrative(&reading, draft_text(draft, field), unit);
    }
    if (text->count)
        qsort(text->sentences, text->count, sizeof *text->sentences, compare_hashes);
    for (size_t i = 0; i < text->count; i++)
        if (i == 0 || text->sentences[i] != text->sentences[n_different - 1])
            text->sentences[n_different++] = text->sentences[i];
    text->count = n_different;
}

void alike_text_release(struct alike_text *text)
{
    free(text->sentences);
    *text = (struct alike_text){0};
}

/* ---- pairs ---- */

/* A sentence and the draft it stands in. */
struct place {
    uint64_t sentence;
    size_t draft;
};

static int compare_places(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->sentence != b->sentence)
        return a->sentence < b->sentence ? -1 : 1;
    return a->draft < b->draft ? -1 : a->draft > b->draft;
}

static int compare_pairs(const void *left, const void *right)
{
    const struct alike_pair *a = left, *b = right;
    if (a->draft != b->draft)
        return a->draft < b->draft ? -1 : 1;
    return a->other < b->other ? -1 : a->other > b->other;
}

struct pairs {
    const struct alike_draft *drafts;
    struct alike_pair *pairs;
    size_t count, capacity;
};

static void add_pair(struct pairs *pairs, size_t draft, size_t other)
{
    const struct alike_draft *a = &pairs->drafts[draft], *b = &pairs->drafts[other];
    if (a->year != b->year || strcmp(a->unit, b->unit) == 0)
        return;
    GROW(pairs->pairs, pairs->count, pairs->capacity);
    pairs->pairs[pairs->count++] = (struct alike_pair){
        draft, other, 1, a->text->count < b->text->count ? a->text->count : b->text->count};
}

/* A pair for each sentence that two drafts share. */
static void pair_up(struct pairs *pairs, const struct place *places, size_t n_places)
{
    enum { N_LAST = 4 };
    for (size_t first = 0, i = 0; i < n_places; i++) {
        if (places[i].sentence != places[first].sentence)
            first = i;
        if (i > first)
            add_pair(pairs, places[i].draft, places[first].draft);
        for (size_t before = 1; before <= N_LAST && i > first + before; before++)
            add_pair(pairs, places[i].draft, places[i - before].draft);
    }
}

static bool is_better(const struct alike_pair *pair, const struct alike_pair *best)
{
    return pair->n_same >= ALIKE_MIN_SENTENCES && alike_percent(pair) >= ALIKE_MIN_PERCENT &&
           pair->n_same > best->n_same;
}

/* Adds up the sentences of each two drafts, and keeps the best pair of each draft. */
static size_t keep_best(struct alike_pair *pairs, size_t count)
{
    struct alike_pair best = {0};
    size_t n_kept = 0;
    for (size_t i = 0; i < count;) {
        struct alike_pair pair = pairs[i];
        while (++i < count && compare_pairs(&pair, &pairs[i]) == 0)
            pair.n_same++;
        if (is_better(&pair, &best))
            best = pair;
        if (best.n_same && (i == count || pairs[i].draft != pair.draft))
            pairs[n_kept++] = best;
        if (i < count && pairs[i].draft != pair.draft)
            best = (struct alike_pair){0};
    }
    return n_kept;
}

size_t alike_find(const struct alike_draft *drafts, size_t count, struct alike_pair **pairs)
{
    struct pairs found = {.drafts = drafts};
    size_t n_places = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        n_places += drafts[i].text->count;
    struct place *places = xcalloc(n_places + 1, sizeof *places);
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < drafts[i].text->count; s++)
            places[n++] = (struct place){drafts[i].text->sentences[s], i};
    qsort(places, n_places, sizeof *places, compare_places);
    pair_up(&found, places, n_places);
    free(places);
    if (found.count)
        qsort(found.pairs, found.count, sizeof *found.pairs, compare_pairs);
    *pairs = found.pairs;
    return keep_best(found.pairs, found.count);
}

int alike_percent(const struct alike_pair *pair)
{
    return pair->n_sentences ? (int)(pair->n_same * 100 / pair->n_sentences) : 0;
}
