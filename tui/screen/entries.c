/* SPDX-License-Identifier: MIT */
#include "tui/screen/entries.h"

#include <stdlib.h>

#include "locale/mem.h"
#include "tui/screen/box.h"
#include "tui/term/term.h"

void entries_init(struct entries *entries, int indent_cols)
{
    *entries = (struct entries){.indent_cols = indent_cols};
}

void entries_clear(struct entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        free(entries->items[i].head);
        free(entries->items[i].text);
    }
    entries->count = 0;
}

void entries_release(struct entries *entries)
{
    entries_clear(entries);
    free(entries->items);
    free(entries->lines);
}

void entries_add(struct entries *entries, const char *head, enum style head_style, const char *text,
                 size_t len, enum style style)
{
    GROW(entries->items, entries->count, entries->capacity);
    entries->items[entries->count++] =
        (struct entry){xstrdup(head), xmemdup0(text, len), head_style, style};
}

static void wrap(struct entries *entries)
{
    entries->n_lines = 0;
    for (size_t i = 0; i < entries->count; i++) {
        struct wrapped wrapped;
        wrapped_init(&wrapped, entries->items[i].text, term_cols() - entries->indent_cols - 1);
        for (size_t k = 0; k < wrapped.count || k == 0; k++) {
            struct wrapped_line line =
                wrapped.count ? wrapped.lines[k] : (struct wrapped_line){0, 0};
            GROW(entries->lines, entries->n_lines, entries->lines_capacity);
            entries->lines[entries->n_lines++] =
                (struct entry_line){i, line.offset, line.len, k == 0};
        }
        wrapped_release(&wrapped);
    }
}

/* The first line of an entry, the last one's where there are not so many any more. */
static size_t line_of_entry(const struct entries *entries, size_t entry)
{
    size_t at = 0;
    for (size_t i = 0; i < entries->n_lines && entries->lines[i].entry <= entry; i++)
        if (entries->lines[i].is_first)
            at = i;
    return at;
}

/* A motion goes from entry to entry: down to the next one, otherwise to that which was met. */
static void choose(struct entries *entries, struct pager *pager)
{
    size_t before = entries->chosen_line, at = pager->current, n = 1;
    if (at != before) {
        at = at < entries->n_lines ? at : entries->n_lines - 1;
        size_t met = entries->lines[at].entry;
        bool is_inside = at > before && !entries->lines[at].is_first;
        entries->chosen = met + (is_inside && met + 1 < entries->count);
    }
    at = line_of_entry(entries, entries->chosen);
    entries->chosen = entries->lines[at].entry;
    while (at + n < entries->n_lines && !entries->lines[at + n].is_first)
        n++;
    pager->current = entries->chosen_line = at;
    pager->n_chosen = n;
}

static void lay_out_entries(struct pager *pager)
{
    struct entries *entries = pager->context;
    if (pager->current != entries->chosen_line) /* moved, among the lines as they were */
        choose(entries, pager);
    wrap(entries);
    pager->n_lines = entries->n_lines;
    if (pager->has_current)
        choose(entries, pager);
}

static void draw_entry_line(void *context, size_t index, int y)
{
    const struct entries *entries = context;
    const struct entry_line *line = &entries->lines[index];
    const struct entry *entry = &entries->items[line->entry];
    bool is_current = entries->pager.has_current && line->entry == entries->chosen;
    struct strbuf head = STRBUF_INIT;
    if (line->is_first)
        strbuf_addf(&head, "%s%s", entry->head, !is_current ? "" : *entry->head ? " >" : ">");
    draw_fill(y, 0, term_cols(), STYLE_NORMAL);
    draw_str(y, 1, entries->indent_cols - 2, head.data, entry->head_style);
    draw_text(y, entries->indent_cols, term_cols() - entries->indent_cols,
              entry->text + line->offset, line->len, is_current ? STYLE_FOCUS : entry->style);
    strbuf_release(&head);
}

enum pager_end entries_step(struct screen *screen, struct entries *entries,
                            struct screen_input *input)
{
    struct pager *pager = &entries->pager;
    pager->lay_out = lay_out_entries;
    pager->draw_line = draw_entry_line;
    pager->context = entries;
    if (!entries->n_lines) /* motions are among lines */
        lay_out_entries(pager);
    return pager_step(screen, pager, input);
}

void entries_settle(struct entries *entries) { lay_out_entries(&entries->pager); }

bool entries_run(struct screen *screen, struct entries *entries, bool has_enter)
{
    struct screen_input input;
    enum pager_end end;
    do {
        end = entries_step(screen, entries, &input);
    } while (end == PAGER_MOVED || end == PAGER_OTHER || (end == PAGER_ENTER && !has_enter));
    return end == PAGER_ENTER;
}
