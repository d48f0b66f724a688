/* SPDX-License-Identifier: MIT */
#include "forms/draft/paste.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/draft/total.h"
#include "forms/form/label.h"
#include "forms/form/number.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

/* ---- lines cut into entries ---- */

struct entry {
    const char *text;
    size_t len;
};

enum line_kind {
    LINE_NOTHING, /* empty, or a heading */
    LINE_VALUES,  /* numbers without a label */
    LINE_ROW,     /* a row of the table with its numbers, or with the blanks for them */
    LINE_LABEL,   /* a row's label alone: its numbers may stand in the lines below */
    LINE_STRAY,   /* numbers behind a label that the table does not have */
};
struct line {
    enum line_kind kind;
    struct entry *items;
    size_t count, capacity;
    size_t first;    /* the entries before it are labels */
    size_t n_values; /* entries from there on that are not blank */
    int row;         /* of LINE_ROW and LINE_LABEL, counted over all blocks */
};

static void add_entry(struct line *line, const char *text, size_t len)
{
    GROW(line->items, line->count, line->capacity);
    struct entry *entry = &line->items[line->count++];
    *entry = (struct entry){text, len};
    blank_trim(&entry->text, &entry->len);
}

static bool is_digit(uint32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

static bool is_one_of(uint32_t c, const char *chars)
{
    char bytes[UTF8_MAX_BYTES + 1] = "";
    return utf8_encode(c, bytes) && strstr(chars, bytes);
}

/* What people write in the place of a number: -1, ——, 十二, 无. It is refused in its own cell;
 * taken for a label it would shift the numbers behind it. */
static bool stands_for_number(struct entry entry)
{
    static const char *const words[] = {"无", "没有", "不适用", "空", "未填", "N/A", "n/a"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (entry.len == strlen(words[i]) && memcmp(entry.text, words[i], entry.len) == 0)
            return true;
    uint32_t c;
    size_t n = utf8_decode(entry.text, entry.len, &c);
    if (n && is_one_of(c, "/／-－−—–─+＋.．<>≤≥"))
        return true;
    for (size_t pos = 0; pos < entry.len; pos += n)
        if (!(n = utf8_decode(entry.text + pos, entry.len - pos, &c)) ||
            (hanzi_digit(c) < 0 && !hanzi_power(c)))
            return false;
    return entry.len > 0;
}

/* The length of the digits and the dot of “1.” or “3、” that an entry begins with, 0: none. */
static size_t ordinal_len(struct entry entry)
{
    uint32_t c = 0;
    size_t n = utf8_decode(entry.text, entry.len, &c), pos = n;
    if (!n || !is_digit(c))
        return 0;
    for (; is_digit(c) && (n = utf8_decode(entry.text + pos, entry.len - pos, &c)); pos += n)
        ;
    return c == '.' || c == 0xFF0E || c == 0x3001 ? pos : 0;
}

/* Words, also with a number before them: 1.属于国家秘密. Neither a number nor what stands for
 * one. */
static bool is_label(struct entry entry)
{
    uint32_t c;
    if (!utf8_decode(entry.text, entry.len, &c) || stands_for_number(entry))
        return false;
    if (!is_digit(c))
        return true;
    size_t pos = ordinal_len(entry);
    return pos && utf8_decode(entry.text + pos, entry.len - pos, &c) && !is_digit(c);
}

/* Labels at the front of a line: words before the first number, and what merged cells leave blank
 * before them. */
static size_t n_labels(const struct line *line)
{
    size_t n = 0;
    for (size_t i = 0; i < line->count; i++) {
        struct entry entry = line->items[i];
        if (is_label(entry))
            n = i + 1;
        else if (entry.len && ordinal_len(entry) != entry.len)
            break; /* “3.” alone belongs to the words behind it */
    }
    return n;
}

/* Bytes of a blank at text[0..len), 0: there is none. */
static size_t blank_len(const char *text, size_t len)
{
    uint32_t c;
    size_t n = utf8_decode(text, len, &c);
    return n && blank_is(c) ? n : 0;
}

/* Cuts at runs of blanks; the words of a label that blanks have cut become one again. */
static void split_at_blanks(struct entry whole, struct line *line)
{
    size_t start = 0;
    for (size_t pos = 0; pos < whole.len;) {
        size_t blank = blank_len(whole.text + pos, whole.len - pos);
        if (blank && pos > start)
            add_entry(line, whole.text + start, pos - start);
        pos += blank ? blank : 1;
        if (blank)
            start = pos;
    }
    if (whole.len > start)
        add_entry(line, whole.text + start, whole.len - start);
    size_t n = n_labels(line);
    if (n > 1) {
        struct entry *last = &line->items[n - 1];
        line->items[0].len = (size_t)(last->text + last->len - line->items[0].text);
        memmove(line->items + 1, line->items + n, (line->count - n) * sizeof *line->items);
        line->count -= n - 1;
    }
}

/* Cuts a line at tabs or `|`; where there are none at blanks. */
static void split_line(const char *text, size_t len, struct line *line)
{
    char separator = memchr(text, '\t', len) ? '\t' : '|';
    struct entry whole = {text, len};
    if (separator != '\t') { /* there a blank at an end is an empty cell */
        blank_trim(&whole.text, &whole.len);
        if (!memchr(text, '|', len)) {
            split_at_blanks(whole, line);
            return;
        }
        if (whole.len && *whole.text == '|') {
            whole.text++;
            whole.len -= 1 + (whole.len > 1 && whole.text[whole.len - 2] == '|');
        }
    }
    for (const char *at = whole.text, *end = whole.text + whole.len; at <= end;) {
        const char *stop = memchr(at, separator, (size_t)(end - at));
        stop = stop ? stop : end;
        add_entry(line, at, (size_t)(stop - at));
        at = stop + 1;
    }
}

/* ---- what a line is ---- */

static struct label find_label(struct label_set *labels, const char *text, size_t len,
                               bool with_values)
{
    char *copy = xmemdup0(text, len);
    struct label label = label_find(labels, copy, with_values);
    free(copy);
    return label;
}

/* The row that the labels of a line name, -1: none, or several as the heads of columns do. The
 * innermost label stands last; a row of its own may be told only by all of them together. */
static int row_of_labels(struct label_set *labels, const struct line *line)
{
    int row = -1;
    struct strbuf all = STRBUF_INIT;
    for (size_t i = 0; i < line->first; i++) {
        struct entry entry = line->items[i];
        strbuf_add(&all, entry.text, entry.len);
        if (!is_label(entry))
            continue;
        struct label label = find_label(labels, entry.text, entry.len, line->n_values > 0);
        if (label.kind == LABEL_ROW) {
            if (row >= 0 && !line->n_values) {
                strbuf_release(&all);
                return -1;
            }
            row = label.row;
        } else if (row >= 0 && !line->n_values) {
            strbuf_release(&all);
            return -1;
        }
    }
    if (row < 0 && line->n_values) {
        struct label label = find_label(labels, all.data, all.len, true);
        row = label.kind == LABEL_ROW ? label.row : -1;
    }
    strbuf_release(&all);
    return row;
}

static void classify(struct label_set *labels, struct line *line)
{
    line->first = n_labels(line);
    for (size_t i = line->first; i < line->count; i++)
        line->n_values += line->items[i].len > 0;
    line->row = line->first ? row_of_labels(labels, line) : -1;
    if (!line->first)
        line->kind = line->count ? LINE_VALUES : LINE_NOTHING;
    else if (line->row >= 0)
        line->kind = line->first < line->count ? LINE_ROW : LINE_LABEL;
    else
        line->kind = line->n_values ? LINE_STRAY : LINE_NOTHING;
}

/* ---- the plan ---- */

struct planning {
    struct paste_plan *plan;
    struct draft *after; /* with the changes planned so far */
    struct label_set *labels;
    struct line *lines;
    size_t n_lines, lines_capacity;
    struct paste_difference *totals; /* as stated; compared when all else is known */
    size_t n_totals, totals_capacity;
};

static void plan_entry(struct planning *planning, struct cell cell, struct entry entry)
{
    struct paste_plan *plan = planning->plan;
    const struct form *form = draft_form(planning->after);
    enum cell_kind kind = form_column_of(form, cell)->kind;
    char *typed = xmemdup0(entry.text, entry.len);
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    bool ok = number_from_typed(kind, typed, &text, &err);
    if (form_cell_is_total(form, cell)) {
        struct value value = value_of(kind, text.data);
        plan->n_totals++;
        if (ok && value.kind == VALUE_NUMBER) {
            GROW(planning->totals, planning->n_totals, planning->totals_capacity);
            planning->totals[planning->n_totals++] =
                (struct paste_difference){cell, value.number, 0};
        }
        strbuf_release(&text);
        free(typed);
        return;
    }
    if (ok)
        draft_set(planning->after, draft_cell_field(planning->after, cell), text.data);
    GROW(plan->items, plan->count, plan->capacity);
    plan->items[plan->count++] = (struct paste_change){cell, ok ? strbuf_steal(&text) : NULL, typed,
                                                       ok ? NULL : xstrdup(err.text)};
    plan->n_refused += !ok;
    strbuf_release(&text);
}

/* Says of a line that n of its entries have no place. */
static void add_stray(struct paste_plan *plan, const struct line *line, size_t n)
{
    enum { SHOWN_BYTES = 60 };
    if (!n)
        return;
    struct strbuf text = STRBUF_INIT;
    for (size_t i = 0; i < line->count && text.len < SHOWN_BYTES; i++) {
        if (text.len && line->items[i].len)
            strbuf_add_str(&text, " ");
        strbuf_add(&text, line->items[i].text, line->items[i].len);
    }
    if (text.len > SHOWN_BYTES) {
        strbuf_truncate(&text, utf8_clip_bytes(text.data, text.len, SHOWN_BYTES));
        strbuf_add_str(&text, "…");
    }
    plan->n_outside += n;
    GROW(plan->strays, plan->n_strays, plan->strays_capacity);
    plan->strays[plan->n_strays++] = strbuf_steal(&text);
}

/* The cell of a row in a column; in a row of one cell the column does not matter. */
static struct cell cell_in_row(const struct form *form, struct cell row, int column)
{
    row.column = form_block_of(form, row)->n_columns == 1 ? 0 : column;
    return row;
}

/* Lays the entries of a line into a row from a column on. Blanks that merged cells have left at the
 * ends go where there are more entries than cells. */
static void plan_row(struct planning *planning, const struct line *line, struct cell row,
                     int column)
{
    const struct form *form = draft_form(planning->after);
    const struct entry *entries = line->items + line->first;
    size_t count = line->count - line->first, n_outside = 0;
    struct cell cell = cell_in_row(form, row, column);
    int n_columns = form_block_of(form, cell)->n_columns;
    size_t room = cell.column < n_columns ? (size_t)(n_columns - cell.column) : 0;
    while (count > room && !entries[count - 1].len)
        count--;
    while (count > room && !entries->len) {
        entries++;
        count--;
    }
    for (size_t i = 0; i < count; i++, cell.column++) {
        if (cell.column < n_columns)
            plan_entry(planning, cell, entries[i]);
        else
            n_outside += entries[i].len > 0;
    }
    add_stray(planning->plan, line, n_outside);
}

/* Where the numbers of a labelled line begin: at its first cell, unless they are fewer than the
 * row has and all fit behind the cursor's column. */
static int column_of_row(const struct form *form, const struct line *line, struct cell row,
                         int column)
{
    size_t n_columns = (size_t)form_block_of(form, row)->n_columns;
    return line->count - line->first + (size_t)column <= n_columns ? column : 0;
}

/* The row below, in the next block where this one ends; false at the table's end. */
static bool step_down(const struct form *form, struct cell *row)
{
    const struct form_table *table = form->sections[row->section].table;
    row->column = 0;
    if (++row->row >= table->blocks[row->block].n_rows) {
        row->row = 0;
        if (++row->block >= table->n_blocks)
            return false;
    }
    return true;
}

/* ---- numbers that fill one row after the other ---- */

/* The next cell of the table in reading order; false at its end. */
static bool step_on(const struct form *form, struct cell *cell)
{
    if (++cell->column < form_block_of(form, *cell)->n_columns)
        return true;
    return step_down(form, cell);
}

/* The cells from one on, to the end of the table. */
static size_t n_cells_from(const struct form *form, struct cell cell, bool with_totals)
{
    size_t n = 0;
    do
        n += with_totals || !form_cell_is_total(form, cell);
    while (step_on(form, &cell));
    return n;
}

/* Lays numbers that stand one a line, or all in one line, into the cells from one on. false, with
 * nothing done, where there are not just as many as cells, totals counted or not. */
static bool plan_in_reading_order(struct planning *planning, struct cell cell,
                                  const struct line *lines, size_t n_lines)
{
    const struct form *form = draft_form(planning->after);
    size_t n = 0;
    for (size_t i = 0; i < n_lines; i++)
        n += lines[i].n_values;
    bool with_totals = n == n_cells_from(form, cell, true);
    if (!with_totals && n != n_cells_from(form, cell, false))
        return false;
    for (size_t i = 0; i < n_lines; i++) {
        for (size_t e = lines[i].first; e < lines[i].count; e++) {
            if (!lines[i].items[e].len)
                continue;
            while (!with_totals && form_cell_is_total(form, cell))
                step_on(form, &cell);
            plan_entry(planning, cell, lines[i].items[e]);
            step_on(form, &cell);
        }
    }
    return true;
}

static size_t n_rows_from(const struct form *form, struct cell row)
{
    size_t n = 1;
    while (step_down(form, &row))
        n++;
    return n;
}

/* Numbers one a line, more of them than there are rows; or those of 表四, whose rows stand side by
 * side on paper, with or without labels. */
static bool plan_single_numbers(struct planning *planning, struct cell from)
{
    const struct form *form = draft_form(planning->after);
    bool reads_across = form->sections[from.section].table->reads_across;
    size_t n = 0;
    for (size_t i = 0; i < planning->n_lines; i++) {
        const struct line *line = &planning->lines[i];
        if (line->n_values > 1 ||
            (!reads_across && (line->kind == LINE_ROW || line->kind == LINE_LABEL)))
            return false;
        n += line->n_values;
    }
    if (!reads_across && n <= n_rows_from(form, from))
        return false;
    struct cell start = {from.section, 0, 0, 0};
    return plan_in_reading_order(planning, from, planning->lines, planning->n_lines) ||
           plan_in_reading_order(planning, start, planning->lines, planning->n_lines);
}

/* ---- all lines ---- */

/* The numbers in the lines below a label that stands alone, as plain text from a PDF has them.
 * Returns the last line that was taken. */
static size_t plan_below_label(struct planning *planning, size_t at, struct cell row)
{
    const struct form *form = draft_form(planning->after);
    int n_columns = form_block_of(form, row)->n_columns;
    for (int column = 0; column < n_columns && at + 1 < planning->n_lines; column++, at++) {
        const struct line *line = &planning->lines[at + 1];
        if (line->kind != LINE_VALUES || line->count != 1)
            break;
        row.column = column;
        plan_entry(planning, row, line->items[0]);
    }
    return at;
}

static void plan_lines(struct planning *planning, struct cell from)
{
    const struct form *form = draft_form(planning->after);
    bool reads_across = form->sections[from.section].table->reads_across, has_rows = false;
    bool *taken = xcalloc((size_t)label_n_rows(planning->labels), sizeof *taken);
    struct cell next = from; /* for a line without a label */
    bool inside = true;
    for (size_t i = 0; i < planning->n_lines; i++)
        has_rows |= planning->lines[i].kind == LINE_ROW;
    for (size_t i = 0; i < planning->n_lines; i++) {
        const struct line *line = &planning->lines[i];
        struct cell row = next, start = {from.section, 0, 0, 0};
        int column = from.column;
        if (line->kind == LINE_NOTHING)
            continue;
        if (reads_across && !line->first && line->n_values > 1 &&
            plan_in_reading_order(planning, start, line, 1))
            continue;
        bool has_place = inside && !(line->kind == LINE_STRAY && has_rows);
        if (line->kind == LINE_ROW || line->kind == LINE_LABEL) {
            row = label_cell(planning->labels, line->row, 0);
            column = column_of_row(form, line, row, column);
            has_place = !taken[line->row];
            taken[line->row] = true;
        }
        if (!has_place) {
            add_stray(planning->plan, line, line->n_values);
            continue;
        }
        if (line->kind == LINE_LABEL)
            i = plan_below_label(planning, i, row);
        else
            plan_row(planning, line, row, column);
        next = row;
        inside = step_down(form, &next);
    }
    free(taken);
}

void paste_plan_make(const struct draft *draft, struct cell from, const char *text, size_t len,
                     struct paste_plan *plan)
{
    struct planning planning = {.plan = plan,
                                .after = draft_clone(draft),
                                .labels = label_set_new(draft_form(draft), from.section)};
    *plan = (struct paste_plan){0};
    for (const char *at = text, *end = text + len; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        size_t line_len = (size_t)(stop - at) - (stop > at && stop[-1] == '\r');
        GROW(planning.lines, planning.n_lines, planning.lines_capacity);
        struct line *line = &planning.lines[planning.n_lines++];
        *line = (struct line){.row = -1};
        if (line_len)
            split_line(at, line_len, line);
        classify(planning.labels, line);
        at = stop + 1;
    }
    if (!plan_single_numbers(&planning, from))
        plan_lines(&planning, from);
    for (size_t i = 0; i < planning.n_totals; i++) {
        struct paste_difference total = planning.totals[i];
        total.computed = total_of(planning.after, total.cell).number;
        if (total.computed == total.stated)
            continue;
        GROW(plan->differences, plan->n_differences, plan->differences_capacity);
        plan->differences[plan->n_differences++] = total;
    }
    for (size_t i = 0; i < planning.n_lines; i++)
        free(planning.lines[i].items);
    free(planning.lines);
    free(planning.totals);
    label_set_free(planning.labels);
    draft_free(planning.after);
}

void paste_plan_release(struct paste_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->items[i].text);
        free(plan->items[i].typed);
        free(plan->items[i].reason);
    }
    for (size_t i = 0; i < plan->n_strays; i++)
        free(plan->strays[i]);
    free(plan->items);
    free(plan->differences);
    free(plan->strays);
    *plan = (struct paste_plan){0};
}

bool paste_plan_is_doubtful(const struct paste_plan *plan)
{
    return plan->n_outside || plan->n_differences;
}

int paste_plan_apply(struct edit *edit, const struct paste_plan *plan)
{
    const struct draft *draft = edit_draft(edit);
    int n_changed = 0;
    edit_begin(edit, N_("粘贴表格"));
    for (size_t i = 0; i < plan->count; i++) {
        int field = draft_cell_field(draft, plan->items[i].cell);
        if (!plan->items[i].text || strcmp(draft_text(draft, field), plan->items[i].text) == 0)
            continue;
        edit_set(edit, field, plan->items[i].text);
        n_changed++;
    }
    edit_end(edit);
    return n_changed;
}
