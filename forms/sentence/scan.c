/* SPDX-License-Identifier: MIT */
#include "forms/sentence/scan.h"

#include <stdlib.h>
#include <string.h>

#include "forms/draft/textref.h"
#include "forms/sentence/scannumber.h"
#include "locale/mem.h"

/* ---- the prepared text ---- */

static void add_run(struct scan *scan, size_t source, size_t source_len, bool is_copy)
{
    GROW(scan->runs, scan->n_runs, scan->runs_capacity);
    scan->runs[scan->n_runs++] = (struct scan_run){scan->text.len, source, source_len, is_copy};
}

static void copy_source(struct scan *scan, size_t from, size_t to)
{
    if (from == to)
        return;
    add_run(scan, from, to - from, true);
    strbuf_add(&scan->text, scan->source + from, to - from);
}

/* Length of the blank at p, 0 where there is none. A line feed is no blank. */
static size_t blank_len(const char *p)
{
    if (*p == ' ' || *p == '\t' || *p == '\r')
        return 1;
    if (strncmp(p, "\xC2\xA0", 2) == 0)
        return 2;
    return strncmp(p, "\u3000", 3) == 0 ? 3 : 0;
}

/* The ASCII character that the full-width one at p (U+FF05 ％, U+FF0E ．, U+FF10 … U+FF19) stands
 * for, else 0. */
static char narrow_digit(const char *p)
{
    unsigned char last = (unsigned char)p[2];
    if (strncmp(p, "\xEF\xBC", 2) != 0)
        return 0;
    if (last >= 0x90 && last <= 0x99)
        return (char)('0' + last - 0x90);
    return last == 0x85 ? '%' : last == 0x8E ? '.' : 0;
}

static void prepare_text(struct scan *scan, const struct draft *draft)
{
    size_t from = 0, i = 0;
    struct strbuf expanded = STRBUF_INIT;
    strbuf_reserve(&scan->text, scan->source_len);
    while (i < scan->source_len) {
        const char *p = scan->source + i;
        size_t len = 0;
        char digit = 0;
        /* Everything to be changed begins with one of these bytes. */
        if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\xC2' || *p == '\xE3')
            len = blank_len(p);
        else if (*p == '\xEF')
            len = (digit = narrow_digit(p)) ? 3 : 0;
        else if (*p == '{')
            len = textref_read(draft, p, scan->source_len - i, &expanded);
        if (!len) {
            i++;
            continue;
        }
        copy_source(scan, from, i);
        if (digit || *p == '{')
            add_run(scan, i, len, false);
        if (digit)
            strbuf_add_byte(&scan->text, digit);
        strbuf_add(&scan->text, expanded.data, expanded.len);
        strbuf_clear(&expanded);
        i += len;
        from = i;
    }
    strbuf_release(&expanded);
    copy_source(scan, from, i);
}

/* The last run that begins before limit, -1. */
static int run_before(const struct scan *scan, size_t limit)
{
    int low = 0, high = scan->n_runs;
    while (low < high) {
        int middle = (low + high) / 2;
        if (scan->runs[middle].at < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

size_t scan_source_offset(const struct scan *scan, size_t offset)
{
    int r = run_before(scan, offset + 1);
    if (r < 0)
        return 0;
    const struct scan_run *run = &scan->runs[r];
    size_t within = run->is_copy ? offset - run->at : 0;
    return run->source + (within < run->source_len ? within : run->source_len);
}

size_t scan_source_end(const struct scan *scan, size_t end)
{
    int r = run_before(scan, end);
    if (r < 0)
        return 0;
    const struct scan_run *run = &scan->runs[r];
    return run->source + (run->is_copy ? end - run->at : run->source_len);
}

/* ---- sentences ---- */

static bool is_lead(char c) { return ((unsigned char)c & 0xC0) != 0x80; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static size_t sentence_mark(const char *p)
{
    static const char *const marks[] = {"。", "！", "？", "!", "?", "\n", NULL};
    return span_word_at(p, marks);
}

static void end_sentence(struct scan *scan, size_t start, size_t end, int paragraph,
                         int first_number)
{
    if (start == end)
        return;
    GROW(scan->sentences, scan->n_sentences, scan->sentences_capacity);
    scan->sentences[scan->n_sentences++] =
        (struct scan_sentence){start, end, paragraph, first_number, scan->n_numbers - first_number};
}

/* What is longer is no sentence; the limit keeps the rules linear on text without a full stop. */
enum { SENTENCE_MAX_BYTES = 1800 };

/* Adds the number at `at`; returns the offset behind it, `at` where there is none. */
static size_t read_number(struct scan *scan, size_t start, size_t at)
{
    struct scan_numbers found;
    size_t end = scannumber_read(scan->text.data, start, at, &found);
    for (int i = 0; i < found.n; i++) {
        found.items[i].sentence = scan->n_sentences;
        GROW(scan->numbers, scan->n_numbers, scan->numbers_capacity);
        scan->numbers[scan->n_numbers++] = found.items[i];
    }
    return end;
}

static void read_sentences(struct scan *scan)
{
    const char *text = scan->text.data;
    size_t start = 0, i = 0;
    int paragraph = 0, first_number = 0;
    while (i < scan->text.len) {
        char c = text[i];
        size_t mark = 0;
        if (i - start >= SENTENCE_MAX_BYTES && is_lead(c)) {
            end_sentence(scan, start, i, paragraph, first_number);
            start = i;
            first_number = scan->n_numbers;
        }
        size_t behind = read_number(scan, start, i);
        if (behind > i) {
            i = behind;
        } else if (is_letter(c)) {
            /* A word or an address: its digits are no numbers. */
            while (is_letter(text[i]) || is_digit(text[i]) ||
                   (text[i] && strchr("./:_@%?&=#~+-", text[i])))
                i++;
        } else if ((c == '\n' || c == '!' || c == '?' || c == '\xE3' || c == '\xEF') &&
                   (mark = sentence_mark(text + i))) {
            end_sentence(scan, start, i, paragraph, first_number);
            paragraph += c == '\n';
            i += mark;
            start = i;
            first_number = scan->n_numbers;
        } else {
            do
                i++;
            while (!is_lead(text[i]));
        }
    }
    end_sentence(scan, start, i, paragraph, first_number);
}

void scan_init(struct scan *scan, const struct draft *draft, const char *source, size_t len)
{
    enum { FIRST_CAPACITY = 8 };
    *scan = (struct scan){.source = source, .source_len = len, .text = STRBUF_INIT};
    /* A sentence without numbers still points at where its first one would be. */
    scan->numbers_capacity = FIRST_CAPACITY;
    scan->numbers = xcalloc(FIRST_CAPACITY, sizeof *scan->numbers);
    prepare_text(scan, draft);
    read_sentences(scan);
}

void scan_release(struct scan *scan)
{
    strbuf_release(&scan->text);
    free(scan->runs);
    free(scan->sentences);
    free(scan->numbers);
    *scan = (struct scan){.text = STRBUF_INIT};
}

bool scan_is_blank(const struct scan *scan) { return scan->n_sentences == 0; }

/* ---- spans ---- */

struct span span_of(const struct scan *scan, size_t start, size_t end)
{
    return (struct span){scan->text.data + start, end > start ? end - start : 0};
}

struct span scan_sentence_span(const struct scan *scan, int sentence)
{
    return span_of(scan, scan->sentences[sentence].start, scan->sentences[sentence].end);
}

static const char *const clause_marks[] = {"，", "；", "：", "（", "）", ",",
                                           ";",  ":",  "(",  ")",  NULL};

static bool is_mark(const char *p, bool list_mark_too)
{
    /* Most characters are no marks; this keeps the walk short. */
    if ((unsigned char)*p >= 0x80 && *p != '\xEF' && *p != '\xE3')
        return false;
    return span_word_at(p, clause_marks) || (list_mark_too && strncmp(p, "、", 3) == 0);
}

/* From the last mark in [start, end) on. */
static struct span after_last_mark(const struct scan *scan, size_t start, size_t end)
{
    const char *text = scan->text.data;
    size_t i = end;
    while (i > start) {
        size_t previous = i - 1;
        while (previous > start && !is_lead(text[previous]))
            previous--;
        if (is_mark(text + previous, false))
            break;
        i = previous;
    }
    return span_of(scan, i, end);
}

static struct span up_to_first_mark(const struct scan *scan, size_t start, size_t end,
                                    bool list_mark_too)
{
    const char *text = scan->text.data;
    size_t i = start;
    while (i < end && !(is_lead(text[i]) && is_mark(text + i, list_mark_too)))
        i++;
    return span_of(scan, start, i);
}

/* Years, months and days are part of what is said about a number. */
static bool is_calendar(const struct scan_number *number)
{
    return number->unit == SCAN_YEAR || number->unit == SCAN_MONTH || number->unit == SCAN_DAY;
}

struct span scan_before(const struct scan *scan, int number)
{
    const struct scan_number *n = &scan->numbers[number];
    const struct scan_sentence *sentence = &scan->sentences[n->sentence];
    int previous = number - 1;
    while (previous >= sentence->first_number && is_calendar(&scan->numbers[previous]))
        previous--;
    size_t start =
        previous >= sentence->first_number ? scan->numbers[previous].end : sentence->start;
    struct span before = after_last_mark(scan, start, n->offset);
    static const char *const list_mark[] = {"、", NULL};
    span_skip(&before, list_mark);
    return before;
}

struct span scan_after(const struct scan *scan, int number)
{
    const struct scan_number *n = &scan->numbers[number];
    const struct scan_sentence *sentence = &scan->sentences[n->sentence];
    int next = number + 1, end = sentence->first_number + sentence->n_numbers;
    while (next < end && is_calendar(&scan->numbers[next]))
        next++;
    return up_to_first_mark(scan, n->end, next < end ? scan->numbers[next].offset : sentence->end,
                            true);
}

int scan_sentence_at(const struct scan *scan, size_t offset)
{
    int low = 0, high = scan->n_sentences - 1;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (scan->sentences[middle].start <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

struct span scan_clause(const struct scan *scan, size_t offset)
{
    const struct scan_sentence *sentence = &scan->sentences[scan_sentence_at(scan, offset)];
    struct span before = after_last_mark(scan, sentence->start, offset);
    struct span after = up_to_first_mark(scan, offset, sentence->end, false);
    return (struct span){before.at, before.len + after.len};
}
