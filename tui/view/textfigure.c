/* SPDX-License-Identifier: MIT */
#include "tui/view/textfigure.h"

#include <stdlib.h>

#include "forms/draft/total.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/ask.h"

/* Lines to choose from, each standing for a number of the caller's. */
struct list {
    struct strbuf *lines;
    int *values;
    size_t count, capacity, values_capacity;
};

/* A new line, to be filled. */
static struct strbuf *list_add(struct list *list, int value)
{
    GROW(list->values, list->count, list->values_capacity);
    GROW(list->lines, list->count, list->capacity);
    list->values[list->count] = value;
    strbuf_init(&list->lines[list->count]);
    return &list->lines[list->count++];
}

static void list_release(struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        strbuf_release(&list->lines[i]);
    free(list->lines);
    free(list->values);
}

/* Asks and releases the list. The only line is taken without asking. -1: cancelled. */
static int list_ask(struct list *list, struct screen *screen, const char *text)
{
    const char **choices = xreallocarray(NULL, list->count + 1, sizeof *choices);
    for (size_t i = 0; i < list->count; i++)
        choices[i] = list->lines[i].data;
    int answer =
        list->count == 1 ? 0 : ask_choice(screen, _("插入表中数字"), text, choices, list->count, 0);
    int value = answer < 0 ? -1 : list->values[answer];
    free(choices);
    list_release(list);
    return value;
}

static int ask_section(struct screen *screen, const struct form *form)
{
    struct list list = {0};
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].table)
            strbuf_addf(list_add(&list, s), "%s  %s", form->sections[s].table->name,
                        form->sections[s].heading);
    return list.count ? list_ask(&list, screen, _("哪一张表？")) : -1;
}

/* Rows are numbered through all blocks. */
static struct cell cell_of_row(const struct form *form, int section, int number)
{
    struct cell cell = {.section = section};
    while (number >= form_block_of(form, cell)->n_rows)
        number -= form_block_of(form, cell)->n_rows, cell.block++;
    cell.row = number;
    return cell;
}

static int ask_row(struct screen *screen, const struct form *form, int section)
{
    const struct form_table *table = form->sections[section].table;
    struct list list = {0};
    int n_rows = 0;
    for (int b = 0; b < table->n_blocks; b++)
        n_rows += table->blocks[b].n_rows;
    for (int i = 0; i < n_rows; i++)
        form_row_label(form, cell_of_row(form, section, i), " / ", list_add(&list, i));
    return list_ask(&list, screen, _("哪一行？"));
}

static int ask_column(struct screen *screen, const struct draft *draft, struct cell cell)
{
    const struct form *form = draft_form(draft);
    struct list list = {0};
    for (cell.column = 0; cell.column < form_block_of(form, cell)->n_columns; cell.column++) {
        struct strbuf *line = list_add(&list, cell.column);
        form_column_label(form, cell, " / ", line);
        strbuf_add_str(line, _("："));
        size_t before = line->len;
        total_shown_text(draft, cell, line);
        if (line->len == before)
            strbuf_add_str(line, _("未填"));
    }
    return list_ask(&list, screen, _("哪一列？"));
}

bool textfigure_ask(struct screen *screen, const struct draft *draft, struct strbuf *reference)
{
    const struct form *form = draft_form(draft);
    int section = ask_section(screen, form);
    int row = section < 0 ? -1 : ask_row(screen, form, section);
    if (row < 0)
        return false;
    struct cell cell = cell_of_row(form, section, row);
    cell.column = ask_column(screen, draft, cell);
    if (cell.column < 0)
        return false;
    strbuf_add_byte(reference, '{');
    form_cell_key(form, cell, reference);
    strbuf_add_byte(reference, '}');
    return true;
}
