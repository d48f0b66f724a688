/* SPDX-License-Identifier: MIT */
/* This year against last year's report. */
#include "forms/check/check_years.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "forms/check/check_private.h"
#include "forms/draft/balance.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

/* Last year's cell of the same name. */
static bool previous_cell(const struct check *check, struct cell cell, struct cell *previous)
{
    struct strbuf key = STRBUF_INIT;
    form_cell_key(check->form, cell, &key);
    bool found = form_cell_find(draft_form(check->previous), key.data, previous);
    strbuf_release(&key);
    return found;
}

static bool previous_number(const struct check *check, struct cell cell, int64_t *number)
{
    struct cell previous;
    *number = 0;
    return previous_cell(check, cell, &previous) &&
           check_cell_number(check->previous, previous, number);
}

static int64_t distance(int64_t a, int64_t b)
{
    int64_t difference;
    return __builtin_sub_overflow(a > b ? a : b, a > b ? b : a, &difference) ? INT64_MAX
                                                                             : difference;
}

/* ---- 上年结转 ---- */

/* 二 of this year is 四 of last year, column by column; the total only where no column says it. */
void check_carried_requests(struct check *check)
{
    int section = check_table_section(check, "requests"), n_off = 0, n_blank = 0;
    const struct form_identity *identity =
        section < 0 ? NULL : check->form->sections[section].table->identity;
    if (!identity)
        return;
    const struct form_block *block = check->form->sections[section].table->blocks;
    for (struct cell cell = {section, 0, identity->left[1], 0}; cell.column < block->n_columns;
         cell.column++) {
        struct cell out = cell;
        out.row = identity->right[1];
        int64_t now, last;
        bool is_total = cell.column == block->total_column,
             is_filled = check_cell_number(check->draft, cell, &now);
        n_blank += !is_filled;
        if (!is_filled || !previous_number(check, out, &last) || now == last ||
            (is_total && n_off + n_blank))
            continue;
        n_off++;
        char *title = check_cell_title(check->draft, cell);
        check_add_cell(check, cell,
                       N_("%s：填 %" PRId64 "，上年报告的“%s”是 %" PRId64 "，差 %" PRId64
                          "。两处应当相同；确有原因的，按 F4 注明。"),
                       title, now, form_row_of(check->form, out)->path[0], last,
                       distance(now, last));
        free(title);
    }
}

/* ---- 现行有效 ---- */

static bool cell_in_row(const struct check *check, struct cell row, const char *column_key,
                        struct cell *cell)
{
    const struct form_block *block = form_block_of(check->form, row);
    for (*cell = row, cell->column = 0; cell->column < block->n_columns; cell->column++)
        if (block->columns[cell->column].key &&
            strcmp(block->columns[cell->column].key, column_key) == 0)
            return true;
    return false;
}

void check_carried_documents(struct check *check)
{
    int section = check_table_section(check, "disclosure");
    if (section < 0)
        return;
    const struct form_table *table = check->form->sections[section].table;
    for (struct cell row = {section, 0, 0, 0}; row.block < table->n_blocks; row.block++) {
        for (row.row = 0; row.row < table->blocks[row.block].n_rows; row.row++) {
            struct cell made_cell, repealed_cell, stock_cell;
            int64_t made, repealed, stock, last;
            if (!cell_in_row(check, row, "made", &made_cell) ||
                !cell_in_row(check, row, "repealed", &repealed_cell) ||
                !cell_in_row(check, row, "in_force", &stock_cell) ||
                !check_cell_number(check->draft, made_cell, &made) ||
                !check_cell_number(check->draft, repealed_cell, &repealed) ||
                !check_cell_number(check->draft, stock_cell, &stock) ||
                !previous_number(check, stock_cell, &last))
                continue;
            int64_t expected;
            if (balance_stock_holds(last, made, repealed, stock, &expected))
                continue;
            char *title = check_cell_title(check->draft, stock_cell);
            check_add_cell(check, stock_cell,
                           N_("%s：填 %" PRId64 "，上年 %" PRId64 " + 制发 %" PRId64
                              " − 废止 %" PRId64 " = %" PRId64 "，差 %" PRId64
                              "。请核对；因机构调整、集中清理等不一致的，按 F4 注明原因。"),
                           title, stock, last, made, repealed, expected, distance(stock, expected));
            free(title);
        }
    }
}

/* ---- 尚未审结 ---- */

/* A case that was pending last year is counted this year too: it does not vanish. */
void check_carried_cases(struct check *check)
{
    int section = check_table_section(check, "review");
    if (section < 0)
        return;
    const struct form_block *block = check->form->sections[section].table->blocks;
    for (struct cell row = {section, 0, 0, 0}; row.row < block->n_rows; row.row++) {
        struct cell pending, total = row;
        int64_t last, now;
        total.column = block->total_column;
        if (!cell_in_row(check, row, "pending", &pending) ||
            !previous_number(check, pending, &last) || last == 0 ||
            !check_cell_number(check->draft, total, &now) || now >= last)
            continue;
        char *title = check_cell_title(check->draft, total);
        check_add_cell(check, total,
                       N_("%s：填 %" PRId64 "，上年尚未审结的就有 %" PRId64 " 件，差 %" PRId64
                          "。上年未审结的案件应计入本年，请核对；口径不同的，按 F4 注明。"),
                       title, now, last, last - now);
        free(title);
    }
}

/* ---- ten times as much ---- */

/* A cell's number as it stands, counts and amounts alike; −1. */
static double magnitude(const struct draft *draft, struct cell cell)
{
    const char *text = draft_text(draft, draft_cell_field(draft, cell));
    return decimal_is_valid(text) ? strtod(text, NULL) : -1;
}

void check_jumps(struct check *check)
{
    enum { NOTABLE = 50 };              /* from 1 to 10 is no jump */
    static const double times = 9.9999; /* ten, less what a division may be off by */
    int section = check_table_section(check, "disclosure");
    if (section < 0)
        return;
    const struct form_table *table = check->form->sections[section].table;
    for (struct cell c = {section, 0, 0, 0}; c.block < table->n_blocks; c.block++)
        for (c.row = 0; c.row < table->blocks[c.block].n_rows; c.row++)
            for (c.column = 0; c.column < table->blocks[c.block].n_columns; c.column++) {
                struct cell previous;
                if (!previous_cell(check, c, &previous))
                    continue;
                double now = magnitude(check->draft, c),
                       last = magnitude(check->previous, previous);
                if (now <= 0 || last <= 0 || (now < NOTABLE && last < NOTABLE) ||
                    (now < last * times && last < now * times))
                    continue;
                char *title = check_cell_title(check->draft, c);
                check_add_cell(
                    check, c,
                    N_("%s：本年 %s，上年 %s，相差十倍以上。请核对单位和口径是否与上年一致。"),
                    title, draft_text(check->draft, draft_cell_field(check->draft, c)),
                    draft_text(check->previous, draft_cell_field(check->previous, previous)));
                free(title);
            }
}

/* ---- the same text as last year ---- */

enum { SENTENCE_MIN_CHARS = 8 };

enum likeness {
    LIKE_WORDS,  /* without digits: an exchanged year or figure does not make it another sentence */
    LIKE_LETTER, /* to the letter */
};

/* A sentence's fingerprint; *n_chars is its length, 0 for one that is too short to tell. */
static uint64_t fingerprint(struct span sentence, enum likeness likeness, size_t *n_chars)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < sentence.len; i++)
        if (likeness == LIKE_LETTER || sentence.at[i] < '0' || sentence.at[i] > '9')
            hash = (hash ^ (unsigned char)sentence.at[i]) * 1099511628211u;
    *n_chars = utf8_n_chars(sentence.at, sentence.len);
    if (*n_chars < SENTENCE_MIN_CHARS)
        *n_chars = 0;
    return hash;
}

static int compare_hashes(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* The fingerprints of a narrative of last year's, sorted; free them. */
static uint64_t *fingerprints_of(const struct draft *draft, const char *section_key,
                                 enum likeness likeness, size_t *n)
{
    int section = form_section_index(draft_form(draft), section_key);
    int field = section < 0 ? -1 : draft_section_field(draft, section);
    *n = 0;
    if (field < 0)
        return NULL;
    struct scan scan;
    scan_init(&scan, draft, draft_text(draft, field), draft_len(draft, field));
    uint64_t *hashes = xcalloc((size_t)scan.n_sentences + 1, sizeof *hashes);
    for (int s = 0; s < scan.n_sentences; s++) {
        size_t n_chars;
        hashes[*n] = fingerprint(scan_sentence_span(&scan, s), likeness, &n_chars);
        *n += n_chars > 0;
    }
    qsort(hashes, *n, sizeof *hashes, compare_hashes);
    scan_release(&scan);
    return hashes;
}

static void check_likeness_of(struct check *check, const struct narrative *narrative)
{
    enum { ALIKE_PERCENT = 60, MIN_CHARS = 60, EXAMPLE_BYTES = 60 };
    const struct form_section *section = &check->form->sections[narrative->section];
    const struct scan *scan = &narrative->scan;
    size_t n_hashes, n_total = 0, n_same = 0;
    uint64_t *hashes = fingerprints_of(check->previous, section->key, LIKE_WORDS, &n_hashes);
    int n_sentences = 0, first = -1;
    for (int s = 0; hashes && s < scan->n_sentences; s++) {
        size_t n_chars;
        uint64_t hash = fingerprint(scan_sentence_span(scan, s), LIKE_WORDS, &n_chars);
        n_total += n_chars;
        if (!n_chars || !bsearch(&hash, hashes, n_hashes, sizeof *hashes, compare_hashes))
            continue;
        n_same += n_chars;
        n_sentences++;
        first = first < 0 ? s : first;
    }
    free(hashes);
    if (first < 0 || n_total < MIN_CHARS || n_same * 100 < n_total * ALIKE_PERCENT)
        return;
    struct span span = scan_sentence_span(scan, first);
    char *example = xmemdup0(span.at, utf8_clip_bytes(span.at, span.len, EXAMPLE_BYTES));
    check_add(
        check, narrative->field,
        N_("“%s”有 %d%% 的文字（%d 句）与上年相同，例如“%s……”。内容雷同会被追究责任，请按本年的情况改写。"),
        section->heading, (int)(n_same * 100 / n_total), n_sentences, example);
    free(example);
}

void check_likeness(struct check *check)
{
    static const char *const compared[] = {"overview", "problems"};
    for (int i = 0; i < COUNT(compared); i++) {
        const struct narrative *narrative = check_narrative(check, compared[i]);
        if (narrative)
            check_likeness_of(check, narrative);
    }
}

/* ---- sentences that are still last year's, in a draft that began as a copy of last year's ---- */

/* One finding for each run of such sentences on end: a sentence that is touched is no longer named.
 */
static void check_copied_in(struct check *check, const struct narrative *narrative)
{
    enum { BEGINNING_BYTES = 30 };
    const struct scan *scan = &narrative->scan;
    size_t n_hashes = 0, n_chars = 0;
    uint64_t *hashes = fingerprints_of(
        check->previous, check->form->sections[narrative->section].key, LIKE_LETTER, &n_hashes);
    int first = -1;
    for (int s = 0; hashes && s <= scan->n_sentences; s++) {
        uint64_t hash = s < scan->n_sentences
                            ? fingerprint(scan_sentence_span(scan, s), LIKE_LETTER, &n_chars)
                            : 0;
        bool is_copied = s < scan->n_sentences && n_chars &&
                         bsearch(&hash, hashes, n_hashes, sizeof *hashes, compare_hashes);
        if (is_copied && first < 0)
            first = s;
        if (is_copied || first < 0)
            continue;
        struct span span = scan_sentence_span(scan, first);
        size_t len = utf8_clip_bytes(span.at, span.len, BEGINNING_BYTES);
        char *beginning = xmemdup0(span.at, len);
        check_add_text(
            check, narrative, scan->sentences[first].start,
            scan->sentences[s - 1].end - scan->sentences[first].start,
            N_("从“%s%s”起有 %d 句还是上年报告的原文，请改成本年的情况；确实不用改的，按 F4 说明。"),
            beginning, len < span.len ? "……" : "", s - first);
        free(beginning);
        first = -1;
    }
    free(hashes);
}

void check_copied(struct check *check)
{
    if (!*draft_text_of(check->draft, "report.previous"))
        return;
    for (int i = 0; i < check->n_narratives; i++)
        check_copied_in(check, &check->narratives[i]);
}

/* ---- 同比增长 x% ---- */

/* +1 for a growth on last year, −1 for a decline, 0 for neither, by the words right before the
 * percentage. */
static int direction_of(struct span before)
{
    static const char *const fill[] = {"了", "约", "幅度", "达到", "达", "为", NULL};
    static const char *const up[] = {"增长", "上升", "增加", "提高", "增幅", NULL};
    static const char *const down[] = {"下降", "减少", "回落", "降低", "降幅", NULL};
    static const char *const last_year[] = {"同比", "上年", "去年", "上一年", NULL};
    if (!span_contains_any(before, last_year))
        return 0;
    span_chop(&before, fill);
    for (const char *const *word = up; *word; word++)
        if (span_ends_with(before, *word))
            return 1;
    for (const char *const *word = down; *word; word++)
        if (span_ends_with(before, *word))
            return -1;
    return 0;
}

static bool growth_fits(const struct scan_number *percent, int direction, int64_t now, int64_t last)
{
    double slack = 0.5,
           growth = last ? (double)(now - last) / (double)last * 100 * direction : -1e9;
    for (int i = 0; i < percent->n_decimals; i++)
        slack /= 10;
    slack += 0.01;
    return growth - percent->amount <= slack && percent->amount - growth <= slack;
}

/* 收到申请 n 件，同比增长 x%: of 一, or of 一 and 二 together, as the report counts. */
static void check_growth_at(struct check *check, const struct narrative *narrative, int i,
                            const int64_t now[2], const int64_t last[2])
{
    const struct scan *scan = &narrative->scan;
    const struct scan_number *percent = &scan->numbers[i], *count = percent - 1;
    if (percent->unit != SCAN_PERCENT || percent->is_approximate || i == 0 ||
        count->sentence != percent->sentence || count->unit != SCAN_ITEMS ||
        !span_contains(scan_sentence_span(scan, count->sentence), "申请"))
        return;
    int direction = direction_of(scan_before(scan, i));
    int base = count->value == now[0] ? 0 : count->value == now[1] ? 1 : -1;
    if (!direction || base < 0 || !last[base] || growth_fits(percent, direction, now[0], last[0]) ||
        growth_fits(percent, direction, now[1], last[1]))
        return;
    char *said = xmemdup0(scan->text.data + percent->offset, percent->end - percent->offset),
         right[32];
    snprintf(right, sizeof right, "%+.2f%%",
             (double)(now[base] - last[base]) / (double)last[base] * 100);
    check_add_text(check, narrative, percent->offset, percent->end - percent->offset,
                   direction > 0 ? N_("文中写同比增长 %s，上年 %" PRId64 " 件、本年 %" PRId64
                                      " 件，计算为 %s。请核对。")
                                 : N_("文中写同比下降 %s，上年 %" PRId64 " 件、本年 %" PRId64
                                      " 件，计算为 %s。请核对。"),
                   said, last[base], now[base], right);
    free(said);
}

void check_growth(struct check *check)
{
    int64_t now[2], last[2], carried;
    if (!check_named_number(check->draft, "requests.received.total", &now[0]) ||
        !check_named_number(check->previous, "requests.received.total", &last[0]))
        return;
    check_named_number(check->draft, "requests.carried_in.total", &carried);
    now[1] = check_sum(now[0], carried);
    check_named_number(check->previous, "requests.carried_in.total", &carried);
    last[1] = check_sum(last[0], carried);
    for (int n = 0; n < check->n_narratives; n++)
        for (int i = 0; i < check->narratives[n].scan.n_numbers; i++)
            check_growth_at(check, &check->narratives[n], i, now, last);
}
