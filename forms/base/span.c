/* SPDX-License-Identifier: MIT */
#include "forms/base/span.h"

#include <assert.h>
#include <string.h>

struct span span_all(const char *text) { return (struct span){text, strlen(text)}; }

/* By the last byte of the word, which Chinese characters share less often than their first. */
const char *span_find(struct span span, const char *word)
{
    size_t len = strlen(word);
    if (!len || len > span.len)
        return len ? NULL : span.at;
    const char *last = span.at + len - 1, *end = span.at + span.len;
    for (; (last = memchr(last, word[len - 1], (size_t)(end - last))); last++)
        if (memcmp(last + 1 - len, word, len) == 0)
            return last + 1 - len;
    return NULL;
}

bool span_contains(struct span span, const char *word) { return span_find(span, word) != NULL; }

bool span_contains_any(struct span span, const char *const *words)
{
    for (; *words; words++)
        if (span_contains(span, *words))
            return true;
    return false;
}

bool span_starts_with(struct span span, const char *word)
{
    size_t n = 0; /* words are short: calls would take longer */
    while (n < span.len && word[n] && word[n] == span.at[n])
        n++;
    return !word[n];
}

bool span_ends_with(struct span span, const char *word)
{
    size_t len = strlen(word);
    return span.len >= len && (!len || span.at[span.len - 1] == word[len - 1]) &&
           memcmp(span.at + span.len - len, word, len) == 0;
}

size_t span_word_at(const char *text, const char *const *words)
{
    for (; *words; words++) {
        size_t n = 0;
        while ((*words)[n] && (*words)[n] == text[n])
            n++;
        if (!(*words)[n])
            return n;
    }
    return 0;
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

/* Bytes of the character that begins with it. */
static size_t char_len(char lead)
{
    unsigned char byte = (unsigned char)lead;
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Of the character at p, which is followed by a NUL at the latest. */
static unsigned bucket_of(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    unsigned code = b[0] < 0x80 ? b[0] : b[0] < 0xE0 ? b[1] : b[0] << 12 ^ b[1] << 6 ^ b[2];
    return code * 2654435761u >>
           22; /* the golden ratio spreads neighbours; LEXICON_N_BUCKETS is 10 bits */
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
        lexicon->n_bytes[w] = (unsigned char)strlen(word_of(lexicon, w));
        lexicon->next[w] = lexicon->heads[bucket];
        lexicon->heads[bucket] = (short)w;
    }
}

/* The first offset from i on, both at characters, where a word may begin. A loop for the characters
 * that nearly all are: without it the length of one would have to be known before the next is
 * looked at. */
static size_t skip_han(const struct lexicon *lexicon, struct span text, size_t i)
{
    while (i + 2 < text.len && (text.at[i] & '\xF0') == '\xE0' &&
           lexicon->heads[bucket_of(text.at + i)] < 0)
        i += 3;
    return i;
}

static bool is_same(const char *a, const char *b, size_t len)
{
    while (len && *a == *b) /* words are short: a call would take longer */
        a++, b++, len--;
    return len == 0;
}

bool lexicon_next(const struct lexicon *lexicon, struct span text, size_t *offset, int *word)
{
    size_t i = *offset;
    while (i < text.len && !is_lead(text.at[i]))
        i++;
    for (; (i = skip_han(lexicon, text, i)) < text.len; i += char_len(text.at[i])) {
        size_t longest = 0;
        for (short w = lexicon->heads[bucket_of(text.at + i)]; w >= 0; w = lexicon->next[w]) {
            size_t len = lexicon->n_bytes[w];
            if (len > longest && len <= text.len - i &&
                is_same(text.at + i, word_of(lexicon, w), len)) {
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
