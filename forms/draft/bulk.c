/* SPDX-License-Identifier: MIT */
#include "forms/draft/bulk.h"

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

/* ---- filling with 0 ---- */

/* Do both rows stand under the same innermost heading? Rows without one belong together in their
 * block. */
static bool same_group(const struct form_row *a, const struct form_row *b)
{
    int depth = form_path_depth(a->path);
    if (form_path_depth(b->path) != depth)
        return false;
    for (int i = 0; i + 1 < depth; i++)
        if (strcmp(a->path[i], b->path[i]) != 0)
            return false;
    return true;
}

/* 表三 and the tables after it speak of requests and what came of them; 表二 before it does not. */
static bool is_about_requests(const struct form *form, int section)
{
    for (int s = 0; s <= section; s++)
        if (form->sections[s].table && form->sections[s].table->identity)
            return true;
    return false;
}

static bool in_scope(const struct form *form, struct cell cell, struct cell at,
                     enum bulk_scope scope)
{
    switch (scope) {
    case BULK_ROW:
        return at.section == cell.section && at.block == cell.block && at.row == cell.row &&
               at.column >= cell.column;
    case BULK_GROUP:
        return at.section == cell.section && at.block == cell.block &&
               same_group(form_row_of(form, cell), form_row_of(form, at));
    case BULK_TABLE: return at.section == cell.section;
    case BULK_NO_REQUESTS: return is_about_requests(form, at.section);
    }
    return false;
}

int bulk_fill_zero(struct edit *edit, struct cell cell, enum bulk_scope scope)
{
    static const char *const names[] = {
        [BULK_ROW] = N_("本行填 0"),
        [BULK_GROUP] = N_("本组填 0"),
        [BULK_TABLE] = N_("整表填 0"),
        [BULK_NO_REQUESTS] = N_("本年未收到申请，表三、表四填 0"),
    };
    struct draft *draft = edit_draft(edit);
    const struct form *form = draft_form(draft);
    int n_filled = 0;
    edit_begin(edit, names[scope]);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell at = form_cell_at(form, i);
        if (form_cell_is_total(form, at) || !in_scope(form, cell, at, scope) ||
            draft_value(draft, at).kind != VALUE_BLANK)
            continue;
        edit_set(edit, draft_cell_field(draft, at), "0");
        n_filled++;
    }
    edit_end(edit);
    return n_filled;
}

int bulk_n_nonzero(const struct draft *draft, struct cell cell, enum bulk_scope scope)
{
    const struct form *form = draft_form(draft);
    int n = 0;
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell at = form_cell_at(form, i);
        const char *text = draft_text(draft, draft_cell_field(draft, at));
        n += in_scope(form, cell, at, scope) && *text && strspn(text, "0.") != strlen(text);
    }
    return n;
}

/* ---- pasting a block ---- */

struct entry {
    const char *text;
    size_t len;
};
struct entries {
    struct entry *items;
    size_t count, capacity;
};

static void add_entry(struct entries *entries, const char *text, size_t len)
{
    GROW(entries->items, entries->count, entries->capacity);
    struct entry *entry = &entries->items[entries->count++];
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

/* Words, also with a number before them: 1.属于国家秘密. Neither a number nor what stands for one.
 */
static bool is_label(struct entry entry)
{
    uint32_t c = 0;
    size_t n = utf8_decode(entry.text, entry.len, &c), pos = n;
    if (!n || stands_for_number(entry))
        return false;
    if (!is_digit(c))
        return true;
    for (; is_digit(c) && (n = utf8_decode(entry.text + pos, entry.len - pos, &c)); pos += n)
        ;
    bool is_ordinal = c == '.' || c == 0xFF0E || c == 0x3001;
    return is_ordinal && utf8_decode(entry.text + pos, entry.len - pos, &c) && !is_digit(c);
}

/* Cuts a line at tabs or `|`; where there are none at runs of blanks. */
static void split_line(const char *line, size_t len, struct entries *entries)
{
    const char *separators = memchr(line, '\t', len) ? "\t" : memchr(line, '|', len) ? "|" : " ";
    bool by_blanks = *separators == ' ';
    struct entry whole = {line, len};
    if (*separators != '\t') /* there a blank at an end is an empty cell */
        blank_trim(&whole.text, &whole.len);
    if (*separators == '|' && whole.len && *whole.text == '|') {
        whole.text++;
        whole.len -= 1 + (whole.len > 1 && whole.text[whole.len - 2] == '|');
    }
    const char *at = whole.text, *end = whole.text + whole.len;
    while (at <= end) {
        const char *stop = memchr(at, *separators, (size_t)(end - at));
        stop = stop ? stop : end;
        if (stop > at || !by_blanks)
            add_entry(entries, at, (size_t)(stop - at));
        at = stop + 1;
    }
}

/* Copied row labels at the front of a line: words before the first number, and what merged cells
 * leave blank before them. */
static size_t n_labels(const struct entries *entries)
{
    size_t n = 0;
    for (size_t i = 0; i < entries->count; i++) {
        if (is_label(entries->items[i]))
            n = i + 1;
        else if (entries->items[i].len)
            break;
    }
    return n;
}

/* Is a line that has only blanks behind its labels a row that is not filled in? The other kind is a
 * heading, such as （三）不予公开, copied with the blanks of the cells beside it. */
static bool is_blank_row(const struct form *form, int section, struct entry label)
{
    struct label_set *labels = label_set_new(form, section);
    char *text = xmemdup0(label.text, label.len);
    bool is_row = label_find(labels, text, false).kind == LABEL_ROW;
    free(text);
    label_set_free(labels);
    return is_row;
}

/* Does a line count as a row of the block? entries from first on stand behind its labels. */
static bool is_row(const struct form *form, int section, const struct entries *entries,
                   size_t first)
{
    for (size_t i = first; i < entries->count; i++)
        if (entries->items[i].len)
            return true;
    return first < entries->count &&
           (!first || is_blank_row(form, section, entries->items[first - 1]));
}

/* A block while it is read: the totals in it are compared when all else is known. */
struct planning {
    struct paste_plan *plan;
    struct draft *after; /* with the changes planned so far */
    struct pasted_total {
        struct cell cell;
        int64_t number;
    } * totals;
    size_t n_totals, capacity;
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
            GROW(planning->totals, planning->n_totals, planning->capacity);
            planning->totals[planning->n_totals++] = (struct pasted_total){cell, value.number};
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

/* The row below, in the next block where this one ends; false at the table's end. */
static bool step_down(const struct form *form, struct cell *cell, int column)
{
    const struct form_table *table = form->sections[cell->section].table;
    if (++cell->row >= table->blocks[cell->block].n_rows) {
        cell->row = 0;
        if (++cell->block >= table->n_blocks)
            return false;
    }
    cell->column = table->blocks[cell->block].n_columns == 1 ? 0 : column;
    return cell->column < table->blocks[cell->block].n_columns;
}

void paste_plan_make(const struct draft *draft, struct cell from, const char *text, size_t len,
                     struct paste_plan *plan)
{
    const struct form *form = draft_form(draft);
    struct planning planning = {.plan = plan, .after = draft_clone(draft)};
    struct cell row = from;
    bool inside = true;
    *plan = (struct paste_plan){0};
    for (const char *line = text, *end = text + len; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        struct entries entries = {0};
        size_t line_len = (size_t)(stop - line) - (stop > line && stop[-1] == '\r');
        if (line_len)
            split_line(line, line_len, &entries);
        size_t first = n_labels(&entries);
        if (is_row(form, from.section, &entries, first)) {
            struct cell cell = row;
            for (size_t i = first; i < entries.count; i++, cell.column++) {
                if (inside && cell.column < form_block_of(form, cell)->n_columns)
                    plan_entry(&planning, cell, entries.items[i]);
                else
                    plan->n_outside += entries.items[i].len > 0;
            }
            if (inside)
                inside = step_down(form, &row, from.column);
        }
        free(entries.items);
        line = stop + 1;
    }
    for (const struct pasted_total *total = planning.totals;
         total < planning.totals + planning.n_totals; total++)
        plan->n_total_differences += total_of(planning.after, total->cell).number != total->number;
    free(planning.totals);
    draft_free(planning.after);
}

void paste_plan_release(struct paste_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->items[i].text);
        free(plan->items[i].typed);
        free(plan->items[i].reason);
    }
    free(plan->items);
    *plan = (struct paste_plan){0};
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
