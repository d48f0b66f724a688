/* SPDX-License-Identifier: MIT */
#include "tui/screen/pager.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "tui/app/shell.h"
#include "tui/screen/ask.h"
#include "tui/screen/box.h"
#include "tui/term/term.h"

static size_t pager_rows(void) { return (size_t)(term_rows() > 3 ? term_rows() - 2 : 1); }

static void pager_draw(struct pager *pager)
{
    size_t n_rows = pager_rows();
    if (pager->lay_out)
        pager->lay_out(pager);
    if (pager->has_current) {
        size_t end = pager->current + (pager->n_chosen < n_rows ? pager->n_chosen : n_rows);
        if (end > pager->first + n_rows)
            pager->first = end - n_rows;
        if (pager->current < pager->first)
            pager->first = pager->current;
    }
    if (pager->first + n_rows > pager->n_lines)
        pager->first = pager->n_lines > n_rows ? pager->n_lines - n_rows : 0;
    struct strbuf title = STRBUF_INIT;
    strbuf_add_str(&title, pager->title);
    if (pager->add_position)
        pager->add_position(pager->context, pager->first, &title);
    draw_clear_screen();
    draw_pad_str(0, 0, term_cols(), title.data, ALIGN_LEFT, STYLE_TITLE);
    strbuf_release(&title);
    for (size_t row = 0; row < n_rows && pager->first + row < pager->n_lines; row++)
        pager->draw_line(pager->context, pager->first + row, (int)row + 1);
    draw_pad_str(term_rows() - 1, 0, term_cols(), pager->foot, ALIGN_LEFT, STYLE_STATUS);
    draw_cursor(pager->has_current ? (int)(pager->current - pager->first) + 1 : term_rows() - 1, 0);
}

static void move_by(struct pager *pager, long n)
{
    size_t *at = pager->has_current ? &pager->current : &pager->first;
    size_t last = pager->n_lines ? pager->n_lines - 1 : 0;
    if (n < 0)
        *at = *at > (size_t)-n ? *at - (size_t)-n : 0;
    else
        *at = *at + (size_t)n < last ? *at + (size_t)n : last;
}

static void paint_page(void *context) { pager_draw(context); }

enum pager_end pager_step(struct app *app, struct pager *pager, struct app_input *input)
{
    if (frame_fits())
        pager_draw(pager);
    app_wait(app, input);
    if (pager->help && input->event == APP_COMMAND && input->command == COMMAND_HELP) {
        app->paint_page = paint_page;
        app->page = pager;
        show_text(app, _("说明"), pager->help);
        app->paint_page = NULL;
        return PAGER_MOVED;
    }
    long page = (long)pager_rows();
    if (input->event == APP_LEAVE)
        return PAGER_LEAVE;
    if (input->event == APP_PAINT)
        return PAGER_MOVED;
    if (input->event == APP_COMMAND)
        return input->command == COMMAND_MENU || input->command == COMMAND_QUIT ? PAGER_LEAVE
                                                                                : PAGER_OTHER;
    switch (input->key.code) {
    case KEYC_UP: move_by(pager, -1); return PAGER_MOVED;
    case KEYC_DOWN: move_by(pager, 1); return PAGER_MOVED;
    case KEYC_PGUP: move_by(pager, -page); return PAGER_MOVED;
    case KEYC_PGDN: move_by(pager, page); return PAGER_MOVED;
    case KEYC_HOME: move_by(pager, -(long)pager->n_lines); return PAGER_MOVED;
    case KEYC_END: move_by(pager, (long)pager->n_lines); return PAGER_MOVED;
    case KEYC_LEFT:
        pager->skip_cols = pager->skip_cols > 8 ? pager->skip_cols - 8 : 0;
        return PAGER_MOVED;
    case KEYC_RIGHT: pager->skip_cols += pager->has_current ? 0 : 8; return PAGER_MOVED;
    case KEYC_ENTER: return PAGER_ENTER;
    case KEYC_ESC: return PAGER_LEAVE;
    default: return PAGER_OTHER;
    }
}

/* ---- entries ---- */

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
              entry->text + line->offset, line->len, is_current ? STYLE_CURSOR : entry->style);
    strbuf_release(&head);
}

enum pager_end entries_step(struct app *app, struct entries *entries, struct app_input *input)
{
    struct pager *pager = &entries->pager;
    pager->lay_out = lay_out_entries;
    pager->draw_line = draw_entry_line;
    pager->context = entries;
    if (!entries->n_lines) /* motions are among lines */
        lay_out_entries(pager);
    return pager_step(app, pager, input);
}
