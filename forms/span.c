#include "forms/span.h"

#include <assert.h>
#include <string.h>

bool span_contains(struct span span, const char *word) { return memmem(span.at, span.len, word, strlen(word)) != NULL; }

bool span_contains_any(struct span span, const char *const *words)
{
    for (; *words; words++)
        if (span_contains(span, *words))
            return true;
    return false;
}

bool span_starts_with(struct span span, const char *word)
{
    size_t len = strlen(word);
    return span.len >= len && memcmp(span.at, word, len) == 0;
}

bool span_ends_with(struct span span, const char *word)
{
    size_t len = strlen(word);
    return span.len >= len && memcmp(span.at + span.len - len, word, len) == 0;
}

void span_skip(struct span *span, const char *const *words)
{
    for (const char *const *word = words; *word;) {
        if (span_starts_with(*span, *word)) {
            span->at += strlen(*word);
            span->len -= strlen(*word);
            word = words;
        } else {
            word++;
        }
    }
}

void span_chop(struct span *span, const char *const *words)
{
    for (const char *const *word = words; *word;) {
        if (span_ends_with(*span, *word)) {
            span->len -= strlen(*word);
            word = words;
        } else {
            word++;
        }
    }
}

/* ---- many words at once ---- */

static const char *word_of(const struct lexicon *lexicon, int word)
{
    return *(const char *const *)((const char *)lexicon->table + (size_t)word * lexicon->stride);
}

static bool is_lead(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

/* Of the character at p, which is followed by a NUL at the latest. */
static unsigned bucket_of(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return b[0] < 0x80 ? b[0] : b[0] < 0xE0 ? b[1] : (b[1] * 31u ^ b[2] * 7u) & 255;
}

void lexicon_init(struct lexicon *lexicon, const void *table, size_t stride, int n_words)
{
    assert(n_words <= LEXICON_MAX_WORDS);
    lexicon->table = table;
    lexicon->stride = stride;
    lexicon->n_words = n_words;
    memset(lexicon->heads, -1, sizeof lexicon->heads);
    for (int w = 0; w < n_words; w++) {
        unsigned bucket = bucket_of(word_of(lexicon, w));
        lexicon->next[w] = lexicon->heads[bucket];
        lexicon->heads[bucket] = (short)w;
    }
}

bool lexicon_next(const struct lexicon *lexicon, struct span text, size_t *offset, int *word)
{
    for (size_t i = *offset; i < text.len; i++) {
        if (!is_lead(text.at[i]))
            continue;
        size_t longest = 0;
        for (short w = lexicon->heads[bucket_of(text.at + i)]; w >= 0; w = lexicon->next[w]) {
            size_t len = strlen(word_of(lexicon, w));
            if (len > longest && len <= text.len - i && memcmp(text.at + i, word_of(lexicon, w), len) == 0) {
                longest = len;
                *word = w;
            }
        }
        if (longest) {
            *offset = i;
            return true;
        }
    }
    *offset = text.len;
    return false;
}
