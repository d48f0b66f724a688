/* SPDX-License-Identifier: MIT */
#include "tui/view/textfigure.h"

#include "forms/draft/total.h"
#include "locale/message.h"
#include "tui/screen/ask.h"

/* The only line is taken without asking. -1: cancelled. */
static int choose(struct screen *screen, const char *text, struct ask_list *list)
{
    if (list->count > 1)
        return ask_list_choose(screen, _("插入表中数字"), text, list, 0);
    ask_list_release(list);
    return 0;
}

static int ask_section(struct screen *screen, const struct form *form)
{
    struct ask_list list = {0};
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].table)
            strbuf_addf(ask_list_add(&list), "%s  %s", form->sections[s].table->name,
                        form->sections[s].heading);
    if (!list.count)
        return -1;
    int answer = choose(screen, _("哪一张表？"), &list);
    for (int s = 0; answer >= 0 && s < form->n_sections; s++)
        if (form->sections[s].table && answer-- == 0)
            return s;
    return -1;
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
    struct ask_list list = {0};
    int n_rows = 0;
    for (int b = 0; b < table->n_blocks; b++)
        n_rows += table->blocks[b].n_rows;
    for (int i = 0; i < n_rows; i++)
        form_row_label(form, cell_of_row(form, section, i), " / ", ask_list_add(&list));
    return choose(screen, _("哪一行？"), &list);
}

static int ask_column(struct screen *screen, const struct draft *draft, struct cell cell)
{
    const struct form *form = draft_form(draft);
    struct ask_list list = {0};
    for (cell.column = 0; cell.column < form_block_of(form, cell)->n_columns; cell.column++) {
        struct strbuf *line = ask_list_add(&list);
        form_column_label(form, cell, " / ", line);
        strbuf_add_str(line, _("："));
        size_t before = line->len;
        total_shown_text(draft, cell, line);
        if (line->len == before)
            strbuf_add_str(line, _("未填"));
    }
    return choose(screen, _("哪一列？"), &list);
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
