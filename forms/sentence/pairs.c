/* SPDX-License-Identifier: MIT */
#include "forms/sentence/pairs.h"

#include <string.h>

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

static const struct {
    const char *word;
    char kind;
    bool opens;
} pair_marks[] = {{"（", '(', true}, {"）", '(', false}, {"(", '(', true},  {")", '(', false},
                  {"《", '<', true}, {"》", '<', false}, {"“", '"', true},  {"”", '"', false},
                  {"〔", '[', true}, {"〕", '[', false}, {"【", '{', true}, {"】", '{', false}};

/* 1） or 一） where a clause begins: a number of a list, that has no bracket before it. */
static bool closes_ordinal(struct span paragraph, size_t at)
{
    static const char *const numerals[] = {"0",  "1",  "2",  "3",  "4",  "5",  "6",
                                           "7",  "8",  "9",  "一", "二", "三", "四",
                                           "五", "六", "七", "八", "九", "十", NULL};
    static const char *const marks[] = {"。", "；", "：", "，", ";", ":", ","};
    struct span before = {paragraph.at, at};
    span_chop(&before, numerals);
    if (before.len == at)
        return false;
    for (int i = 0; i < COUNT(marks); i++)
        if (span_ends_with(before, marks[i]))
            return true;
    return before.len == 0;
}

static int unpaired(const struct lexicon *lexicon, struct span paragraph, size_t *offset)
{
    enum { MAX_DEPTH = 16 };
    struct {
        int word;
        size_t offset;
    } open[MAX_DEPTH];
    int depth = 0, word;
    for (size_t at = 0; lexicon_next(lexicon, paragraph, &at, &word);
         at += strlen(pair_marks[word].word)) {
        char kind = pair_marks[word].kind;
        *offset = at;
        if (pair_marks[word].opens) {
            if (depth == MAX_DEPTH)
                return -1;
            /* “… “: the second should have closed */
            if (kind == '"' && depth && pair_marks[open[depth - 1].word].kind == '"')
                return word;
            open[depth].word = word;
            open[depth++].offset = at;
        } else if (depth && pair_marks[open[depth - 1].word].kind == kind) {
            depth--;
        } else if (kind != '(' || !closes_ordinal(paragraph, at)) {
            return word;
        }
    }
    if (!depth)
        return -1;
    *offset = open[depth - 1].offset;
    return open[depth - 1].word;
}

bool pairs_find_single(struct span paragraph, size_t *offset, struct pairs_mark *mark)
{
    struct lexicon lexicon;
    lexicon_init(&lexicon, pair_marks, sizeof pair_marks[0], COUNT(pair_marks));
    int word = unpaired(&lexicon, paragraph, offset);
    if (word >= 0)
        *mark = (struct pairs_mark){pair_marks[word].word, pair_marks[word].opens};
    return word >= 0;
}
