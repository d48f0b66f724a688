#include "forms/textscan.h"

#include <stdlib.h>
#include <string.h>

#include "forms/textref.h"
#include "locale/mem.h"
#include "locale/utf8.h"

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

/* The ASCII character that the full-width one at p (U+FF05 ％, U+FF0E ．, U+FF10 … U+FF19) stands for, else 0. */
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

/* ---- numbers ---- */

static const struct {
    const char *word;
    enum scan_unit unit;
} units[] = {
    {"件", SCAN_ITEMS}, {"宗", SCAN_ITEMS}, {"起", SCAN_ITEMS}, {"份", SCAN_ITEMS}, {"条", SCAN_ITEMS},
    {"次", SCAN_ITEMS}, {"元", SCAN_YUAN},  {"%", SCAN_PERCENT}, {"年", SCAN_YEAR}, {"月", SCAN_MONTH},
    {"日", SCAN_DAY},   {"篇", SCAN_OTHER_UNIT}, {"期", SCAN_OTHER_UNIT}, {"个", SCAN_OTHER_UNIT},
    {"项", SCAN_OTHER_UNIT}, {"人", SCAN_OTHER_UNIT}, {"场", SCAN_OTHER_UNIT}, {"部", SCAN_OTHER_UNIT},
    {"页", SCAN_OTHER_UNIT}, {"天", SCAN_OTHER_UNIT}, {"名", SCAN_OTHER_UNIT}, {"字", SCAN_OTHER_UNIT},
};

static const char *const approximate_before[] = {"约", "近", "超", "超过", "逾", "过", "至少", "不到", "达到近", NULL};
static const char *const approximate_between[] = {"余", "多", "来", "几", NULL};
static const char *const approximate_after[] = {"以上", "左右", "上下", "以内", "以下", NULL};

/* Length of the word at p, 0. */
static size_t word_at(const char *p, const char *const *words)
{
    for (; *words; words++)
        if (strncmp(p, *words, strlen(*words)) == 0)
            return strlen(*words);
    return 0;
}

/* The sum of as many as fit into a narrative is an int64_t, and exact as a double. */
static const double max_amount = 1e12;

/* Reads what follows the digits: 万, 余, the unit. */
static void read_unit(const char *text, size_t start, struct scan_number *number)
{
    size_t i = number->offset + number->len;
    size_t len = word_at(text + i, approximate_between);
    int64_t factor = strncmp(text + i + len, "万", 3) == 0   ? 10000
                     : strncmp(text + i + len, "亿", 3) == 0 ? 100000000
                                                             : 1;
    number->is_approximate = len > 0;
    i += len;
    if (factor > 1) {
        i += 3;
        number->is_wan = true;
        /* 1.2万条 is rounded; an amount of money in 万元 is not. */
        number->is_approximate |= strncmp(text + i, "元", 3) != 0;
        number->amount *= (double)factor;
        number->value = number->amount < 9e18 ? (int64_t)(number->amount + 0.5) : INT64_MAX;
        len = word_at(text + i, approximate_between);
        i += len;
    }
    number->end = i;
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        size_t unit_len = strlen(units[u].word);
        if (strncmp(text + i, units[u].word, unit_len) != 0)
            continue;
        number->unit = units[u].unit;
        utf8_decode(text + i, unit_len, &number->unit_char);
        number->end = i + unit_len;
        break;
    }
    struct span before = {text + start, number->offset - start};
    for (const char *const *word = approximate_before; *word; word++)
        number->is_approximate |= span_ends_with(before, *word);
    number->is_approximate |= word_at(text + number->end, approximate_after) > 0;
    number->is_approximate |= number->amount > max_amount;
}

static void add_number(struct scan *scan, struct scan_number number)
{
    GROW(scan->numbers, scan->n_numbers, scan->numbers_capacity);
    scan->numbers[scan->n_numbers++] = number;
}

static bool is_lead(char c) { return ((unsigned char)c & 0xC0) != 0x80; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static size_t n_digits(const char *p) { return strspn(p, "0123456789"); }

/* A date in digits, 2023-12-31 or 2023.12.31, as year, month and day. Returns its length, 0. */
static size_t read_digit_date(struct scan *scan, size_t at, int sentence)
{
    const char *p = scan->text.data + at;
    size_t len[3] = {n_digits(p), 0, 0};
    char mark = p[len[0]];
    if (len[0] != 4 || (mark != '-' && mark != '.' && mark != '/'))
        return 0;
    len[1] = n_digits(p + 5);
    if (len[1] < 1 || len[1] > 2 || p[5 + len[1]] != mark)
        return 0;
    len[2] = n_digits(p + 6 + len[1]);
    if (len[2] < 1 || len[2] > 2)
        return 0;
    for (int part = 0; part < 3; part++) {
        size_t unit_len = part < 2;
        int64_t value = strtol(scan->text.data + at, NULL, 10);
        add_number(scan, (struct scan_number){.offset = at,
                                              .len = len[part],
                                              .end = at + len[part] + unit_len,
                                              .value = value,
                                              .amount = (double)value,
                                              .unit = SCAN_YEAR + part,
                                              .unit_char = (unsigned char)mark,
                                              .sentence = sentence});
        at += len[part] + unit_len;
    }
    return 6 + len[1] + len[2];
}

/* Reads the digits at `at` as a number; start is the sentence's. Returns the offset behind it. */
static size_t read_digits(struct scan *scan, size_t start, size_t at, int sentence)
{
    const char *text = scan->text.data;
    size_t date = read_digit_date(scan, at, sentence);
    if (date)
        return at + date;
    char digits[40];
    size_t n = 0, i = at;
    struct scan_number number = {.offset = at, .sentence = sentence};
    bool grouped = n_digits(text + at) <= 3;
    for (;;) {
        size_t run = n_digits(text + i);
        for (size_t k = 0; k < run && n + 1 < sizeof digits; k++)
            digits[n++] = text[i + k];
        i += run;
        if (!grouped || text[i] != ',' || n_digits(text + i + 1) != 3)
            break;
        i++;
    }
    if (text[i] == '.' && n_digits(text + i + 1) && n + 1 < sizeof digits) {
        number.n_decimals = (int)n_digits(text + i + 1);
        digits[n++] = '.';
        for (size_t k = 1; k <= (size_t)number.n_decimals && n + 1 < sizeof digits; k++)
            digits[n++] = text[i + k];
        i += 1 + (size_t)number.n_decimals;
    }
    digits[n] = '\0';
    number.len = i - at;
    number.amount = strtod(digits, NULL); /* LC_NUMERIC is never set: the point is a point */
    number.value = number.amount < 9e18 ? (int64_t)strtoll(digits, NULL, 10) : INT64_MAX;
    read_unit(text, start, &number);
    if (!is_letter(text[i]) && text[i] != '_' && text[i] != '@')
        add_number(scan, number);
    return i;
}

/* The character of three bytes at p, 0 for any other. */
static uint32_t wide_char_at(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (b[0] & 0xF0) == 0xE0 ? (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu) : 0;
}

static int hanzi_digit(const char *p)
{
    switch (wide_char_at(p)) {
    case 0x3007: /* 〇 */
    case 0x96F6: /* 零 */
        return 0;
    case 0x4E00:
        return 1;
    case 0x4E8C:
    case 0x4E24: /* 两 */
        return 2;
    case 0x4E09:
        return 3;
    case 0x56DB:
        return 4;
    case 0x4E94:
        return 5;
    case 0x516D:
        return 6;
    case 0x4E03:
        return 7;
    case 0x516B:
        return 8;
    case 0x4E5D:
        return 9;
    default:
        return -1;
    }
}

static int hanzi_power(const char *p)
{
    switch (wide_char_at(p)) {
    case 0x5341:
        return 10;
    case 0x767E:
        return 100;
    case 0x5343:
        return 1000;
    default:
        return 0;
    }
}

/* 第一件, 每一条, 同一份 … count nothing. */
static const char *const no_count_before[] = {"第", "每", "这", "那", "逐", "某", "同", "任", "何", "另", "唯", "统", NULL};

size_t scan_hanzi_number(const char *text, int64_t *value)
{
    enum { MAX_BYTES = 24 };
    int64_t digit = -1;
    size_t i = 0;
    *value = 0;
    for (; i < MAX_BYTES; i += 3) {
        int d = hanzi_digit(text + i), power = hanzi_power(text + i);
        if (d < 0 && !power)
            break;
        if (power)
            *value += (digit < 0 ? 1 : digit) * power;
        digit = power ? -1 : d;
    }
    *value += digit > 0 ? digit : 0;
    return i;
}

/* Reads 十二件; a numeral without a unit to count in is left alone. Returns the offset behind the numeral. */
static size_t read_hanzi(struct scan *scan, size_t start, size_t at, int sentence)
{
    const char *text = scan->text.data;
    struct scan_number number = {.offset = at, .sentence = sentence};
    number.len = scan_hanzi_number(text + at, &number.value);
    number.amount = (double)number.value;
    read_unit(text, start, &number);
    bool counts = number.unit == SCAN_ITEMS || number.unit == SCAN_YUAN;
    struct span before = {text + start, at - start};
    for (const char *const *word = no_count_before; *word; word++)
        counts &= !span_ends_with(before, *word);
    if (counts)
        add_number(scan, number);
    return at + number.len;
}

/* ---- sentences ---- */

static size_t sentence_mark(const char *p)
{
    static const char *const marks[] = {"。", "！", "？", "!", "?", "\n", NULL};
    return word_at(p, marks);
}

static void end_sentence(struct scan *scan, size_t start, size_t end, int paragraph, int first_number)
{
    if (start == end)
        return;
    GROW(scan->sentences, scan->n_sentences, scan->sentences_capacity);
    scan->sentences[scan->n_sentences++] =
        (struct scan_sentence){start, end, paragraph, first_number, scan->n_numbers - first_number};
}

/* What is longer is no sentence; the limit keeps the rules linear on text without a full stop. */
enum { SENTENCE_MAX_BYTES = 1800 };

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
        if (is_digit(c)) {
            i = read_digits(scan, start, i, scan->n_sentences);
        } else if (is_letter(c)) {
            /* A word or an address: its digits are no numbers. */
            while (is_letter(text[i]) || is_digit(text[i]) || (text[i] && strchr("./:_@%?&=#~+-", text[i])))
                i++;
        } else if (hanzi_digit(text + i) >= 0 || hanzi_power(text + i)) {
            i = read_hanzi(scan, start, i, scan->n_sentences);
        } else if (strchr("\n!?\xE3\xEF", c) && (mark = sentence_mark(text + i))) {
            end_sentence(scan, start, i, paragraph, first_number);
            paragraph += c == '\n';
            i += mark;
            start = i;
            first_number = scan->n_numbers;
        } else {
            i++;
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

static const char *const clause_marks[] = {"，", "；", "：", "（", "）", ",", ";", ":", "(", ")", NULL};

static bool is_mark(const char *p, bool list_mark_too)
{
    /* Most characters are no marks; this keeps the walk short. */
    if ((unsigned char)*p >= 0x80 && *p != '\xEF' && *p != '\xE3')
        return false;
    return word_at(p, clause_marks) || (list_mark_too && strncmp(p, "、", 3) == 0);
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

static struct span up_to_first_mark(const struct scan *scan, size_t start, size_t end, bool list_mark_too)
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
    size_t start = previous >= sentence->first_number ? scan->numbers[previous].end : sentence->start;
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
    return up_to_first_mark(scan, n->end, next < end ? scan->numbers[next].offset : sentence->end, true);
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
