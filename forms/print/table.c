/* SPDX-License-Identifier: MIT */
#include "forms/print/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/total.h"
#include "forms/print/papertext.h"
#include "locale/cluster.h"
#include "locale/linebreak.h"
#include "locale/mem.h"
#include "locale/width.h"

/* ---- what stands in the cells ---- */

static int widest_piece(const char *text, size_t len, int ambiguous)
{
    int widest = 0, n_cols = 0;
    for (size_t pos = 0; pos < len;) {
        size_t n = cluster_len(text + pos, len - pos);
        if (pos && linebreak_allowed(text, len, pos))
            n_cols = 0;
        n_cols += cluster_cols(text + pos, n, ambiguous);
        if (n_cols > widest)
            widest = n_cols;
        pos += n;
    }
    return widest;
}

/* A value that is no number (a draft edited by hand) may be broken anywhere rather than spoil the
 * table. */
enum { MAX_JUNK_PIECE_COLS = 8 };

static void set_text(struct table *table, int index, struct strbuf *text, bool is_whole)
{
    struct table_text *t = &table->texts[index];
    free(t->text);
    t->len = text->len;
    t->n_cols = width_of(text->data, text->len, table->style.ambiguous);
    t->piece_cols =
        is_whole ? t->n_cols : widest_piece(text->data, text->len, table->style.ambiguous);
    t->is_whole = is_whole;
    t->text = strbuf_steal(text);
}

static void set_value(struct table *table, int index, const struct draft *draft)
{
    struct cell cell = table->grid.cells[index].cell;
    struct strbuf shown = STRBUF_INIT, text = STRBUF_INIT;
    total_shown_text(draft, cell, &shown);
    enum cell_kind kind = form_column_of(draft_form(draft), cell)->kind;
    struct value value = value_of(kind, shown.data);
    bool is_whole = value.kind != VALUE_INVALID && kind != CELL_MONEY;
    papertext_add(&text, shown.data, shown.len, table->style.encoding);
    set_text(table, index, &text, is_whole);
    if (value.kind == VALUE_INVALID && table->texts[index].piece_cols > MAX_JUNK_PIECE_COLS)
        table->texts[index].piece_cols = MAX_JUNK_PIECE_COLS;
    strbuf_release(&shown);

    const char *remark = draft_remark(draft, cell);
    if (*remark) {
        bool has_brackets = strncmp(remark, "（", strlen("（")) == 0;
        strbuf_add_str(&text, has_brackets ? "" : "（");
        papertext_add(&text, remark, strlen(remark), table->style.encoding);
        strbuf_add_str(&text, has_brackets ? "" : "）");
        table->texts[index].remark = strbuf_steal(&text);
    }
}

/* Fills wrapping, cells over few rows first: what they need is settled when those merged over
 * several rows are looked at. */
static void list_wrapping(struct table *table)
{
    const struct grid *grid = &table->grid;
    table->wrapping = xcalloc((size_t)grid->n_cells, sizeof *table->wrapping);
    for (int n_rows = 1; n_rows <= grid->n_rows; n_rows++)
        for (int i = 0; i < grid->n_cells; i++)
            if (grid->cells[i].n_rows == n_rows && !table->texts[i].is_whole && table->texts[i].len)
                table->wrapping[table->n_wrapping++] = i;
}

static void fill_cells(struct table *table, const struct draft *draft)
{
    const struct grid *grid = &table->grid;
    table->texts = xcalloc((size_t)grid->n_cells, sizeof *table->texts);
    for (int i = 0; i < grid->n_cells; i++) {
        if (grid->cells[i].kind == GRID_VALUE) {
            set_value(table, i, draft);
        } else {
            struct strbuf text = STRBUF_INIT;
            strbuf_add_str(&text, grid->cells[i].text ? grid->cells[i].text : "");
            set_text(table, i, &text, false);
        }
        if (!table->texts[i].is_whole)
            table->texts[i].n_lines =
                xcalloc((size_t)table->style.width + 1, sizeof *table->texts[i].n_lines);
    }
    list_wrapping(table);
}

/* ---- geometry ---- */

int table_cols(const struct table *table)
{
    int n_cols = table->rule_cols * (table->grid.n_columns + 1);
    for (int column = 0; column < table->grid.n_columns; column++)
        n_cols += table->widths[column];
    return n_cols;
}

int table_cell_cols(const struct table *table, const struct grid_cell *cell)
{
    int n_cols = table->rule_cols * (cell->n_columns - 1);
    for (int column = cell->column; column < cell->column + cell->n_columns; column++)
        n_cols += table->widths[column];
    return n_cols;
}

static int text_cols(const struct table *table, const struct grid_cell *cell)
{
    return table_cell_cols(table, cell) - (cell->kind == GRID_LABEL ? 2 * table->label_gutter : 0);
}

static size_t next_line(const struct table_text *text, int n_cols, int ambiguous, size_t *offset)
{
    size_t visible = text->len - *offset;
    if (text->is_whole)
        *offset = text->len;
    else
        *offset += linebreak_next(text->text + *offset, text->len - *offset, n_cols, 0, ambiguous,
                                  &visible);
    return visible;
}

size_t table_next_line(const struct table *table, const struct grid_cell *cell, size_t *offset)
{
    const struct table_text *text = &table->texts[cell - table->grid.cells];
    int n_cols = text_cols(table, cell);
    if (cell->kind != GRID_LABEL && !text->is_whole) /* centred: lines of about one length */
        n_cols = papertext_balanced_cols(text->text, text->len, n_cols, text->piece_cols,
                                         table->style.ambiguous);
    return next_line(text, n_cols, table->style.ambiguous, offset);
}

int table_text_lines(const struct table *table, int index, int n_cols)
{
    const struct table_text *text = &table->texts[index];
    if (text->is_whole || n_cols >= text->n_cols)
        return 1;
    if (!text->n_lines[n_cols])
        for (size_t offset = 0; offset < text->len; text->n_lines[n_cols]++)
            next_line(text, n_cols, table->style.ambiguous, &offset);
    return text->n_lines[n_cols];
}

struct table_part table_part_of(const struct table *table, int first, int last)
{
    const struct grid_band *band = grid_band_of(&table->grid, first);
    bool goes_on = first >= band->first_row + band->n_heading_rows;
    return (struct table_part){first, last, band->first_row, goes_on ? band->n_heading_rows : 0};
}

bool table_part_span(const struct table_part *part, const struct grid_cell *cell, int *top,
                     int *bottom)
{
    if (part->n_headings && cell->row < part->first_heading + part->n_headings) {
        *top = cell->row - part->first_heading;
        *bottom = *top + cell->n_rows;
        return *top >= 0;
    }
    int first = cell->row > part->first ? cell->row : part->first;
    int last = cell->row + cell->n_rows < part->last ? cell->row + cell->n_rows : part->last;
    *top = first - part->first + part->n_headings;
    *bottom = last - part->first + part->n_headings;
    return first < last;
}

int table_part_heights(const struct table *table, const struct table_part *part, int *heights)
{
    int n_rows = table_part_n_rows(part);
    for (int y = 0; y < n_rows; y++)
        heights[y] = 1;
    for (int i = 0; i < table->n_wrapping; i++) {
        const struct grid_cell *cell = &table->grid.cells[table->wrapping[i]];
        int top, bottom;
        if (!table_part_span(part, cell, &top, &bottom))
            continue;
        int missing = table_text_lines(table, table->wrapping[i], text_cols(table, cell));
        missing -=
            bottom - top - 1; /* a merged cell's text runs over the places of the rules within */
        for (int y = top; y < bottom; y++)
            missing -= heights[y];
        for (int y = bottom - 1; missing > 0; missing--, y = y > top ? y - 1 : bottom - 1)
            heights[y]++;
    }
    int n = n_rows + 1;
    for (int y = 0; y < n_rows; y++)
        n += heights[y];
    return n;
}

/* ---- start and end ---- */

void table_init(struct table *table, const struct draft *draft, int section,
                enum grid_arrangement arrangement, const struct table_style *style)
{
    *table = (struct table){
        .style = *style, .rule_cols = style->ascii ? 1 : style->ambiguous, .notes = STRBUF_INIT};
    grid_init(&table->grid, draft_form(draft), section, arrangement);
    table->widths = xcalloc((size_t)table->grid.n_columns, sizeof *table->widths);
    fill_cells(table, draft);
}

void table_place_remarks(struct table *table, const struct draft *draft)
{
    int section = -1, n_notes = 0;
    for (int i = 0; i < table->grid.n_cells; i++) {
        const struct grid_cell *cell = &table->grid.cells[i];
        struct table_text *text = &table->texts[i];
        if (!text->remark)
            continue;
        section = cell->cell.section;
        struct strbuf both = STRBUF_INIT;
        strbuf_addf(&both, "%s%s", text->text, text->remark);
        if (text->is_whole &&
            width_of(both.data, both.len, table->style.ambiguous) <= table_cell_cols(table, cell)) {
            set_text(table, i, &both, true);
            continue;
        }
        strbuf_clear(&both);
        form_cell_title(draft_form(draft), cell->cell, &both);
        const char *name = draft_form(draft)->sections[section].table->name;
        strbuf_addf(&table->notes, "%d.%s：%s%s。\n", ++n_notes, both.data + strlen(name) + 1,
                    text->text, text->remark);
        strbuf_release(&both);
    }
    if (n_notes == 1) /* one note needs no number */
        strbuf_splice(&table->notes, 0, strlen("1."), "", 0);
}

void table_release(struct table *table)
{
    for (int i = 0; i < table->grid.n_cells; i++) {
        free(table->texts[i].text);
        free(table->texts[i].remark);
        free(table->texts[i].n_lines);
    }
    free(table->texts);
    free(table->wrapping);
    free(table->widths);
    strbuf_release(&table->notes);
    grid_release(&table->grid);
}
