/* SPDX-License-Identifier: MIT */
#include "forms/print/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/total.h"
#include "forms/form/reportmarks.h"
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

/* A remark to a number may stand behind it; one to a sum of money or to junk stands below. */
static void set_remark(struct table *table, int index, const char *remark)
{
    struct table_text *t = &table->texts[index];
    struct strbuf text = STRBUF_INIT;
    bool has_brackets = strncmp(remark, "（", strlen("（")) == 0;
    strbuf_add_str(&text, has_brackets ? "" : "（");
    papertext_add(&text, remark, strlen(remark), table->style.encoding);
    strbuf_add_str(&text, has_brackets ? "" : "）");
    if (t->is_whole)
        t->remark_cols = t->n_cols + width_of(text.data, text.len, table->style.ambiguous);
    t->remark = strbuf_steal(&text);
}

static void set_value(struct table *table, int index, const struct draft *draft)
{
    struct cell cell = table->grid.cells[index].cell;
    struct strbuf shown = STRBUF_INIT, text = STRBUF_INIT;
    total_shown_text(draft, cell, &shown);
    enum cell_kind kind = form_column_of(draft_form(draft), cell)->kind;
    struct value value = value_of(kind, shown.data);
    papertext_add(&text, shown.data, shown.len, table->style.encoding);
    set_text(table, index, &text, value.kind != VALUE_INVALID && kind != CELL_MONEY);
    if (value.kind == VALUE_INVALID && table->texts[index].piece_cols > MAX_JUNK_PIECE_COLS)
        table->texts[index].piece_cols = MAX_JUNK_PIECE_COLS;
    if (*draft_remark(draft, cell))
        set_remark(table, index, draft_remark(draft, cell));
    strbuf_release(&shown);
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

int table_gutter(const struct table *table, const struct grid_cell *cell)
{
    return cell->kind == GRID_LABEL   ? table->label_gutter
           : cell->kind == GRID_VALUE ? TABLE_VALUE_GUTTER
                                      : 0;
}

static int text_cols(const struct table *table, const struct grid_cell *cell)
{
    return table_cell_cols(table, cell) - table_gutter(table, cell);
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

/* Where the word begins that a line from `start` to `end` would break; `end` where it breaks none
 * that could stand on the next line as a whole. */
static size_t start_of_broken_word(const struct table *table, const struct table_text *text,
                                   size_t start, size_t end, int n_cols)
{
    for (int i = 0; table->whole_words && table->whole_words[i]; i++) {
        const char *word = table->whole_words[i];
        size_t len = strlen(word);
        const char *at = strstr(text->text + start, word);
        size_t begin = at ? (size_t)(at - text->text) : end;
        if (begin > start && begin < end && begin + len > end &&
            width_of(word, len, table->style.ambiguous) <= n_cols &&
            linebreak_allowed(text->text, text->len, begin))
            return begin;
    }
    return end;
}

size_t table_next_line(const struct table *table, const struct grid_cell *cell, int n_room,
                       size_t *offset)
{
    const struct table_text *text = &table->texts[cell - table->grid.cells];
    int n_cols = text_cols(table, cell), ambiguous = table->style.ambiguous;
    size_t start = *offset;
    if (cell->kind != GRID_LABEL && !text->is_whole) /* centred: lines of about one length */
        n_cols =
            papertext_balanced_cols(text->text, text->len, n_cols, text->piece_cols, ambiguous);
    size_t visible = next_line(text, n_cols, ambiguous, offset);
    if (cell->kind != GRID_LABEL || *offset == text->len)
        return visible;
    size_t begin = start_of_broken_word(table, text, start, *offset, n_cols);
    if (begin < *offset && papertext_n_lines(text->text + begin, text->len - begin, n_cols, 0, 0,
                                             ambiguous) < n_room) {
        *offset = begin;
        visible = begin - start;
    }
    return visible;
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

int table_part_heights(const struct table *table, const struct table_part *part, int enough,
                       int *heights)
{
    int n_rows = table_part_n_rows(part), n = 2 * n_rows + 1;
    for (int y = 0; y < n_rows; y++)
        heights[y] = 1;
    for (int i = 0; i < table->n_wrapping; i++) {
        const struct grid_cell *cell = &table->grid.cells[table->wrapping[i]];
        int top, bottom;
        if (cell->n_rows > 1 && n >= enough)
            break;
        if (!table_part_span(part, cell, &top, &bottom))
            continue;
        int missing = table_text_lines(table, table->wrapping[i], text_cols(table, cell));
        missing -=
            bottom - top - 1; /* a merged cell's text runs over the places of the rules within */
        for (int y = top; y < bottom; y++)
            missing -= heights[y];
        n += missing > 0 ? missing : 0;
        for (int y = bottom - 1; missing > 0; missing--, y = y > top ? y - 1 : bottom - 1)
            heights[y]++;
    }
    return n;
}

/* ---- remarks ---- */

static bool stands_in_cell(const struct table_text *text, int max_cols)
{
    return text->remark_cols && text->remark_cols <= max_cols;
}

void table_add_notes(const struct table *table, const struct draft *draft, int max_cols,
                     struct strbuf *notes)
{
    size_t start = notes->len;
    int n_notes = 0;
    for (int i = 0; i < table->grid.n_cells; i++) {
        const struct table_text *text = &table->texts[i];
        if (!text->remark || stands_in_cell(text, max_cols))
            continue;
        struct cell cell = table->grid.cells[i].cell;
        const char *name = draft_form(draft)->sections[cell.section].table->name;
        struct strbuf title = STRBUF_INIT;
        form_cell_title(draft_form(draft), cell, &title);
        strbuf_addf(notes, "%d.%s：%s%s。\n", ++n_notes, title.data + strlen(name) + 1, text->text,
                    text->remark);
        strbuf_release(&title);
    }
    if (n_notes == 1) /* one note needs no number */
        strbuf_splice(notes, start, strlen("1."), "", 0);
    if (n_notes)
        strbuf_splice(notes, start, 0, REPORT_NOTE_MARK, strlen(REPORT_NOTE_MARK));
}

void table_place_remarks(struct table *table, int max_cols)
{
    for (int i = 0; i < table->grid.n_cells; i++) {
        struct table_text *text = &table->texts[i];
        if (!stands_in_cell(text, max_cols))
            continue;
        struct strbuf both = STRBUF_INIT;
        strbuf_addf(&both, "%s%s", text->text, text->remark);
        set_text(table, i, &both, true);
    }
}

int table_note_lines(const struct table_style *style, const struct strbuf *notes)
{
    int n = 0;
    for (size_t pos = 0; pos < notes->len;) {
        size_t len = strcspn(notes->data + pos, "\n");
        n += papertext_n_lines(notes->data + pos, len, style->width,
                               pos ? REPORT_NOTE_COLS : REPORT_INDENT_COLS, REPORT_NOTE_COLS,
                               style->ambiguous);
        pos += len + 1;
    }
    return n;
}

/* ---- start and end ---- */

void table_init(struct table *table, const struct draft *draft, int section,
                enum grid_arrangement arrangement, const struct table_style *style)
{
    *table = (struct table){
        .style = *style,
        .whole_words = draft_form(draft)->sections[section].table->whole_words,
        .rule_cols = style->ascii ? 1 : style->ambiguous,
        .notes = STRBUF_INIT,
    };
    grid_init(&table->grid, draft_form(draft), section, arrangement);
    table->widths = xcalloc((size_t)table->grid.n_columns, sizeof *table->widths);
    fill_cells(table, draft);
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
