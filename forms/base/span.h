/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_SPAN_H
#define FORMS_BASE_SPAN_H

/* A stretch of somebody else's text, and what rules ask of one; many words looked for in one pass.
 */

#include <stdbool.h>
#include <stddef.h>

/* A stretch of bytes; owns nothing. */
struct span {
    const char *at;
    size_t len;
};
/* All of a text. */
struct span span_all(const char *text);
bool span_contains(struct span span, const char *word);
/* The first place of the word, NULL: none. */
const char *span_find(struct span span, const char *word);
/* One of the words, which end with NULL. */
bool span_contains_any(struct span span, const char *const *words);
bool span_starts_with(struct span span, const char *word);
bool span_ends_with(struct span span, const char *word);
/* Length of the first of the words, which end with NULL, that the text begins with, 0 where it is
 * none of them. */
size_t span_word_at(const char *text, const char *const *words);
/* Takes one of the words off the front (the end), as often as one is there. Where words share a
 * beginning (an end) the longer one must stand first. */
void span_skip(struct span *span, const char *const *words);
void span_chop(struct span *span, const char *const *words);

/* Many words looked for in one pass. */
enum { LEXICON_MAX_WORDS = 512, LEXICON_N_BUCKETS = 1024 };
struct lexicon {
    const void *table; /* of structs whose first member is the word, 1 to 255 bytes; at most
                          LEXICON_MAX_WORDS */
    size_t stride;
    int n_words;
    short heads[LEXICON_N_BUCKETS];
    short next[LEXICON_MAX_WORDS];
    unsigned char n_bytes[LEXICON_MAX_WORDS]; /* of each word */
};
void lexicon_init(struct lexicon *lexicon, const void *table, size_t stride, int n_words);
/* The next place from *offset on where a word stands, the longest of those that begin there. Look
 * further from *offset plus its length (or any later offset). */
bool lexicon_next(const struct lexicon *lexicon, struct span text, size_t *offset, int *word);

#endif
