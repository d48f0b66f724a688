/* SPDX-License-Identifier: MIT */
#include "forms/form/label.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/base/span.h"
#include "locale/mem.h"
#include "locale/utf8.h"

enum {
    MAX_CHARS = 64,       /* of a text that is compared character by character */
    MAX_HEAD_BYTES = 240, /* of a text that may be nothing but pieces of labels */
    FUZZY_BUDGET = 6000,  /* comparisons per table: a hostile file is not to take an afternoon */
    MIN_PREFIX_CHARS = 4,
};

static uint32_t fold_char(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == 0x3007 ||
        (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
        (c >= 0x20000 && c <= 0x3FFFF))
        return c;
    return 0;
}

/* ① ⑴ ⒈, to 20 each. */
static bool is_circled(uint32_t c) { return c >= 0x2460 && c <= 0x249B; }
static uint32_t circled_number(uint32_t c) { return (c - 0x2460) % 20 + 1; }

void label_fold(const char *text, struct strbuf *out)
{
    size_t len = strlen(text), n;
    uint32_t c;
    for (size_t i = 0; i < len; i += n ? n : 1) {
        n = utf8_decode(text + i, len - i, &c);
        if (n && is_circled(c)) {
            strbuf_addf(out, "%u", (unsigned)circled_number(c));
        } else if (n && (c = fold_char(c)) != 0) {
            char bytes[UTF8_MAX_BYTES];
            strbuf_add(out, bytes, utf8_encode(c, bytes));
        }
    }
}

static char *folded(const char *text)
{
    struct strbuf out = STRBUF_INIT;
    label_fold(text, &out);
    return strbuf_steal(&out);
}

/* The first character of what a text folds to, 0 for nothing: most texts differ in the first
 * character. */
static uint32_t first_folded(const char *text)
{
    size_t len = strlen(text), n;
    uint32_t c;
    for (size_t i = 0; i < len; i += n ? n : 1) {
        n = utf8_decode(text + i, len - i, &c);
        if (n && is_circled(c))
            return '0' + (circled_number(c) < 10 ? circled_number(c) : circled_number(c) / 10);
        if (n && fold_char(c))
            return fold_char(c);
    }
    return 0;
}

bool label_same_words(const char *a, const char *b)
{
    if (first_folded(a) != first_folded(b))
        return false;
    char *x = folded(a), *y = folded(b);
    bool same = strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

static int decode_all(const char *text, uint32_t chars[MAX_CHARS])
{
    size_t len = strlen(text), n;
    int count = 0;
    for (size_t i = 0; i < len; i += n) {
        uint32_t c;
        n = utf8_decode(text + i, len - i, &c);
        if (!n || count == MAX_CHARS)
            return -1;
        chars[count++] = c;
    }
    return count;
}

static int min3(int a, int b, int c)
{
    int least = a < b ? a : b;
    return least < c ? least : c;
}

int label_distance(const char *a, const char *b, int limit)
{
    if (strcmp(a, b) == 0)
        return 0;
    uint32_t x[MAX_CHARS], y[MAX_CHARS];
    int n = decode_all(a, x), m = decode_all(b, y);
    if (n < 0 || m < 0 || abs(n - m) > limit)
        return limit + 1;
    int row[MAX_CHARS + 1];
    for (int j = 0; j <= m; j++)
        row[j] = j;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0], least = row[0] = i;
        for (int j = 1; j <= m; j++) {
            int here = min3(row[j] + 1, row[j - 1] + 1, diagonal + (x[i - 1] != y[j - 1]));
            diagonal = row[j];
            row[j] = here;
            least = here < least ? here : least;
        }
        if (least > limit)
            return limit + 1;
    }
    return row[m] <= limit ? row[m] : limit + 1;
}

/* ---- the words of a table ---- */

struct word {
    char *full;       /* folded, as official */
    const char *bare; /* the part of it behind the ordinal */
    char *brief;      /* of a row, "" else */
    int first, row;   /* of a parent the first and the last one under it */
};

struct label_set {
    const struct form *form;
    int section;
    struct word *rows;
    int n_rows;
    struct word *parents;
    int n_parents, parents_capacity;
    struct strbuf heads; /* headings of columns and blocks, each folded and between line feeds */
    struct strbuf vocabulary; /* these and all labels */
    int budget;
};

static const char *behind_ordinal(const char *text)
{
    int64_t ignored;
    size_t len = hanzi_number(text, &ignored);
    if (!len)
        len = strspn(text, "0123456789");
    return text[len] ? text + len : text;
}

static void add_head(struct label_set *set, const char *text)
{
    if (!text)
        return;
    label_fold(text, &set->heads);
    strbuf_add_byte(&set->heads, '\n');
}

static void add_parent(struct label_set *set, const char *text, int row)
{
    char *full = folded(text);
    for (int i = 0; i < set->n_parents; i++) {
        if (strcmp(set->parents[i].full, full) == 0) {
            set->parents[i].row = row;
            free(full);
            return;
        }
    }
    GROW(set->parents, set->n_parents, set->parents_capacity);
    set->parents[set->n_parents++] =
        (struct word){full, behind_ordinal(full), xstrdup(""), row, row};
}

struct label_set *label_set_new(const struct form *form, int section)
{
    struct label_set *set = xcalloc(1, sizeof *set);
    *set = (struct label_set){.form = form,
                              .section = section,
                              .heads = STRBUF_INIT,
                              .vocabulary = STRBUF_INIT,
                              .budget = FUZZY_BUDGET};
    const struct form_table *table = form->sections[section].table;
    for (int b = 0; b < table->n_blocks; b++)
        set->n_rows += table->blocks[b].n_rows;
    set->rows = xcalloc((size_t)set->n_rows, sizeof *set->rows);
    int n = 0;
    strbuf_add_byte(&set->heads, '\n');
    for (int b = 0; b < table->n_blocks; b++) {
        const struct form_block *block = &table->blocks[b];
        for (int r = 0; r < block->n_rows; r++, n++) {
            int depth = form_path_depth(block->rows[r].path);
            char *full = folded(block->rows[r].path[depth - 1]);
            set->rows[n] =
                (struct word){full, behind_ordinal(full), folded(block->rows[r].brief), n, n};
            for (int i = 0; i < depth - 1; i++)
                add_parent(set, block->rows[r].path[i], n);
        }
        for (int c = 0; c < block->n_columns; c++)
            for (int i = 0; i < form_path_depth(block->columns[c].path); i++)
                add_head(set, block->columns[c].path[i]);
        add_head(set, block->title);
        add_head(set, block->corner);
    }
    /* What people write above a table. */
    static const char *const units[] = {"单位：件", "计量单位：件", "单位：万元", "单位：件、万元",
                                        "单位：件（条）"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        add_head(set, units[i]);
    add_head(set, form->sections[section].heading);
    add_head(set, table->name);
    strbuf_add(&set->vocabulary, set->heads.data, set->heads.len);
    for (int i = 0; i < set->n_rows; i++)
        strbuf_addf(&set->vocabulary, "%s\n%s\n", set->rows[i].full, set->rows[i].brief);
    for (int i = 0; i < set->n_parents; i++)
        strbuf_addf(&set->vocabulary, "%s\n", set->parents[i].full);
    return set;
}

void label_set_free(struct label_set *set)
{
    if (!set)
        return;
    for (int i = 0; i < set->n_rows; i++) {
        free(set->rows[i].full);
        free(set->rows[i].brief);
    }
    for (int i = 0; i < set->n_parents; i++) {
        free(set->parents[i].full);
        free(set->parents[i].brief);
    }
    free(set->rows);
    free(set->parents);
    strbuf_release(&set->heads);
    strbuf_release(&set->vocabulary);
    free(set);
}

int label_n_rows(const struct label_set *set) { return set->n_rows; }

struct cell label_cell(const struct label_set *set, int row, int column)
{
    const struct form_table *table = set->form->sections[set->section].table;
    int block = 0;
    while (row >= table->blocks[block].n_rows)
        row -= table->blocks[block++].n_rows;
    return (struct cell){set->section, block, row, column};
}

int label_n_columns(const struct label_set *set, int row)
{
    return form_block_of(set->form, label_cell(set, row, 0))->n_columns;
}

/* ---- finding ---- */

static size_t n_chars(const char *text) { return utf8_n_chars(text, strlen(text)); }

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_line_of(const struct strbuf *lines, const char *text)
{
    size_t len = strlen(text);
    const char *p = lines->data;
    while (len && (p = strstr(p, text)) != NULL) {
        if (p > lines->data && p[-1] == '\n' && p[len] == '\n')
            return true;
        p++;
    }
    return false;
}

bool label_is_word(const struct label_set *set, const char *text)
{
    return is_line_of(&set->vocabulary, text);
}

/* The only word for which the test holds; -1 for none or several. */
static int only_row(const struct label_set *set,
                    bool (*test)(const struct word *word, const char *text), const char *text)
{
    int found = -1;
    for (int i = 0; i < set->n_rows; i++) {
        if (!test(&set->rows[i], text))
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

static bool is_full(const struct word *word, const char *text)
{
    return strcmp(word->full, text) == 0;
}
static bool is_bare(const struct word *word, const char *text)
{
    return strcmp(word->bare, text) == 0 || strcmp(word->bare, behind_ordinal(text)) == 0;
}
static bool is_brief(const struct word *word, const char *text)
{
    return strcmp(word->brief, text) == 0;
}
static bool is_beginning(const struct word *word, const char *text)
{
    return starts_with(word->full, text) || starts_with(word->bare, text);
}
static bool is_end(const struct word *word, const char *text)
{
    return span_ends_with(span_all(word->full), text);
}
static bool is_inside(const struct word *word, const char *text)
{
    return strstr(word->full, text) != NULL;
}
/* The label with a remark behind it: 行政许可（件）. */
static bool is_extended(const struct word *word, const char *text)
{
    return starts_with(text, word->full) && n_chars(text) <= 2 * n_chars(word->full) + 4;
}

static int nearest_row(struct label_set *set, const char *text, int divisor)
{
    int best = -1, best_distance = 0;
    bool tie = false;
    int limit = (int)n_chars(text) / divisor;
    if (limit == 0 || set->budget <= 0)
        return -1;
    set->budget--;
    for (int i = 0; i < set->n_rows; i++) {
        int distance = label_distance(text, set->rows[i].full, limit);
        if (distance > limit || (best >= 0 && distance > best_distance))
            continue;
        tie = best >= 0 && distance == best_distance;
        best = i;
        best_distance = distance;
    }
    return tie ? -1 : best;
}

/* Can the text be put together from pieces of labels, two characters each at the least on average?
 * Short texts (a label that stands upright, one character a line) may be single characters. */
static bool is_pieces(struct label_set *set, const char *text)
{
    size_t len = strlen(text), total = n_chars(text), pieces = 0;
    if (len > MAX_HEAD_BYTES || set->budget <= 0)
        return false;
    set->budget--;
    char piece[MAX_HEAD_BYTES + 1];
    for (size_t i = 0; i < len; pieces++) {
        size_t found = 0, end = i;
        while (end < len) {
            uint32_t c;
            size_t n = utf8_decode(text + end, len - end, &c);
            end += n ? n : 1;
            memcpy(piece, text + i, end - i);
            piece[end - i] = '\0';
            if (!strstr(set->vocabulary.data, piece))
                break;
            found = end - i;
        }
        if (!found)
            return false;
        i += found;
    }
    return pieces * 2 <= total || total <= 4;
}

static struct label find_row(struct label_set *set, const char *text, bool with_values)
{
    size_t chars = n_chars(text);
    int row = only_row(set, is_full, text);
    if (row >= 0)
        return (struct label){LABEL_ROW, row, row, true};
    /* The ordinal is lost or another one: 其他 for 3.其他. */
    if (with_values || chars >= MIN_PREFIX_CHARS)
        row = only_row(set, is_bare, text);
    if (row < 0)
        row = only_row(set, is_brief, text);
    return (struct label){row >= 0 ? LABEL_ROW : LABEL_NONE, row, row, false};
}

static struct label find_parent(const struct label_set *set, const char *text)
{
    for (int i = 0; i < set->n_parents; i++)
        if (strcmp(set->parents[i].full, text) == 0 || strcmp(set->parents[i].bare, text) == 0)
            return (struct label){LABEL_PARENT, set->parents[i].row, set->parents[i].first, true};
    return (struct label){LABEL_NONE, -1, -1, false};
}

static struct label find_similar(struct label_set *set, const char *text, bool with_values)
{
    size_t chars = n_chars(text);
    int row = -1;
    if (chars >= MIN_PREFIX_CHARS)
        row = only_row(set, is_beginning, text);
    if (row < 0 && with_values && chars >= MIN_PREFIX_CHARS)
        row = only_row(set, is_end, text);
    if (row < 0 && with_values && chars > MIN_PREFIX_CHARS)
        row = only_row(set, is_inside, text);
    if (row < 0 && with_values)
        row = only_row(set, is_extended, text);
    if (row < 0)
        row = nearest_row(set, text, with_values ? 3 : 4);
    return (struct label){row >= 0 ? LABEL_ROW : LABEL_NONE, row, row, false};
}

/* A whole label behind pieces of others: upright parents that a PDF has on the same line. */
static struct label find_behind_pieces(struct label_set *set, const char *text)
{
    struct label found = {LABEL_NONE, -1, -1, false};
    size_t longest = 0;
    for (int i = 0; i < set->n_rows; i++) {
        const char *full = set->rows[i].full;
        size_t len = strlen(full), front_len = strlen(text) - len;
        if (strlen(text) <= len || len <= longest || n_chars(full) <= MIN_PREFIX_CHARS ||
            !span_ends_with(span_all(text), full))
            continue;
        char *front = xmemdup0(text, front_len);
        if (is_pieces(set, front)) {
            found = (struct label){LABEL_ROW, i, i, true};
            longest = len;
        }
        free(front);
    }
    return found;
}

/* Takes the parents off the front of a text that is more than a parent. */
static const char *behind_parents(const struct label_set *set, const char *text)
{
    for (int i = 0; i < set->n_parents;) {
        const char *parent = set->parents[i].full;
        if (starts_with(text, parent) && text[strlen(parent)]) {
            text += strlen(parent);
            i = 0;
        } else {
            i++;
        }
    }
    return text;
}

struct label label_find(struct label_set *set, const char *text, bool with_values)
{
    char *whole = folded(text);
    const char *rest = behind_parents(set, whole);
    struct label label = {LABEL_HEAD, -1, -1, true};
    if (*whole) {
        bool is_head = is_line_of(&set->heads, whole);
        label = find_row(set, whole, with_values && !is_head);
        if (label.kind == LABEL_NONE && rest != whole)
            label = find_row(set, rest, with_values);
        if (label.kind == LABEL_NONE)
            label = find_parent(set, whole);
        if (label.kind == LABEL_NONE && rest != whole)
            label = find_parent(set, rest);
        if (label.kind == LABEL_NONE && with_values && is_head)
            label = find_row(set, whole, true);
        if (label.kind == LABEL_NONE && is_head)
            label = (struct label){LABEL_HEAD, -1, -1, true};
        if (label.kind == LABEL_NONE || !label.is_exact) {
            struct label behind = find_behind_pieces(set, whole);
            label = behind.kind == LABEL_ROW ? behind : label;
        }
        if (label.kind == LABEL_NONE)
            label = find_similar(set, rest, with_values);
        if (label.kind == LABEL_NONE && is_pieces(set, whole))
            label = (struct label){LABEL_HEAD, -1, -1, false};
    }
    free(whole);
    return label;
}
