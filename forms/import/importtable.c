/* SPDX-License-Identifier: MIT */
/* From the items of a table's section to the cells of the draft, in three steps: read the items one
 * after the other into vectors of numbers, each with the row that its label names (tableitems.c);
 * find the rows of those without a label (importplace.c); put them into the draft and say what was
 * irregular. */
#include "forms/import/importtable.h"

#include <stdlib.h>
#include <string.h>

#include "forms/draft/total.h"
#include "forms/import/importvalue.h"
#include "forms/import/tablereader.h"
#include "locale/mem.h"
#include "locale/message.h"

/* ---- into the draft ---- */

static void set_cell(struct table_reader *reader, struct cell cell, const char *text, int line)
{
    struct strbuf clean = STRBUF_INIT, remark = STRBUF_INIT, name = STRBUF_INIT;
    const struct form_column *column = form_column_of(reader->form, cell);
    enum import_value_change change = import_value_clean(column->kind, text, &clean, &remark);
    draft_set(reader->draft, draft_cell_field(reader->draft, cell), clean.data);
    if (change != IMPORT_VALUE_AS_IS) {
        form_cell_title(reader->form, cell, &name);
        struct strbuf note = STRBUF_INIT;
        strbuf_addf(&note, _("第 %d 行：%s的“%s”记作“%s”。"), line, name.data, text, clean.data);
        import_note_add(reader->notes, line, NULL, NULL, strbuf_steal(&note));
    }
    if (remark.len) {
        struct strbuf key = STRBUF_INIT;
        strbuf_add_str(&key, "remarks.");
        form_cell_key(reader->form, cell, &key);
        draft_set(reader->draft, draft_field(reader->draft, key.data), remark.data);
        strbuf_release(&key);
    }
    strbuf_release(&clean);
    strbuf_release(&remark);
    strbuf_release(&name);
}

/* A vector that holds the whole of a table that reads across becomes one per row. */
static void split_across(struct table_reader *reader)
{
    size_t n = reader->vectors.count;
    for (size_t v = 0; v < n; v++) {
        struct import_vector *whole = &reader->vectors.items[v];
        if (whole->n_cells != reader->width || reader->n_rows < 2)
            continue;
        int columns = reader->width / reader->n_rows;
        for (int r = 1; r < reader->n_rows; r++) {
            struct import_vector *part =
                tablereader_add_vector(reader, whole->first_item, whole->last_item, r, r);
            whole = &reader->vectors.items[v]; /* the array may have moved */
            for (int c = 0; c < columns; c++) {
                part->cells[c] = whole->cells[r * columns + c];
                whole->cells[r * columns + c] = NULL;
            }
            part->n_cells = columns;
        }
        whole->row = whole->first = 0;
        whole->n_cells = columns;
    }
}

static bool is_row_filled(const struct table_reader *reader, int row)
{
    for (size_t i = 0; i < reader->vectors.count; i++)
        if (reader->vectors.items[i].is_placed && reader->vectors.items[i].row == row)
            return true;
    return false;
}

static void leave_items(struct table_reader *reader, const struct import_vector *vector)
{
    for (size_t i = vector->first_item; i <= vector->last_item; i++)
        if (reader->doc->items[i].n_cells)
            reader->doc->items[i].used = false;
}

static bool has_children_filled(const struct table_reader *reader,
                                const struct import_vector *parent)
{
    for (size_t i = 0; i < reader->vectors.count; i++) {
        const struct import_vector *vector = &reader->vectors.items[i];
        if (vector != parent && vector->row >= parent->first && vector->row <= parent->row &&
            vector->first == vector->row)
            return true;
    }
    return false;
}

static void place_vector(struct table_reader *reader, struct import_vector *vector, bool had_label)
{
    bool is_parent = vector->row >= 0 && vector->first < vector->row;
    struct strbuf text = STRBUF_INIT;
    if (vector->row < 0) {
        leave_items(reader, vector);
    } else if (is_row_filled(reader, vector->row) ||
               (is_parent && has_children_filled(reader, vector))) {
        if (!is_parent)
            tablereader_note_row(reader, vector->line, tablereader_row_rule(reader), vector->row,
                                 _("这一行出现了两次"));
        leave_items(reader, vector);
    } else {
        struct cell cell = label_cell(reader->set, vector->row, 0);
        for (; cell.column < vector->n_cells; cell.column++)
            set_cell(reader, cell, vector->cells[cell.column], vector->line);
        vector->is_placed = true;
        if (is_parent) {
            tablereader_row_name(reader, vector->row, &text);
            tablereader_note_row(reader, vector->line, "T3-OLDFORM", vector->row, text.data);
        } else if (!had_label && !reader->row_seen[vector->row]) {
            strbuf_add_str(&text, _("这一行数字没有标签，按次序放在这里"));
            tablereader_note_row(reader, vector->line, "I-ROW", vector->row, text.data);
        }
    }
    strbuf_release(&text);
}

/* ---- what is irregular about the table as a whole ---- */

/* A row under a parent that begins in the first column, while its neighbours begin further right.
 */
static void note_orphans(struct table_reader *reader)
{
    int n_deep = 0, n_indented = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int row = 0; row < reader->n_rows; row++) {
            const struct form_row *def = form_row_of(reader->form, label_cell(reader->set, row, 0));
            if (form_path_depth(def->path) < FORM_MAX_DEPTH || reader->label_column[row] < 0)
                continue;
            if (pass == 0) {
                n_deep++;
                n_indented += reader->label_column[row] > 0;
            } else if (reader->label_column[row] == 0 && n_indented * 2 > n_deep) {
                struct strbuf text = STRBUF_INIT;
                strbuf_addf(&text, _("标签前面没有上级“%s”"), def->path[FORM_MAX_DEPTH - 2]);
                tablereader_note_row(reader, 0, "T3-ORPHAN", row, text.data);
                strbuf_release(&text);
            }
        }
    }
}

static bool is_in_group(int row, const struct importplace_group *groups, int n_groups)
{
    for (int g = 0; g < n_groups; g++)
        if (row >= groups[g].first && row <= groups[g].last)
            return true;
    return false;
}

/* Rows that are neither filled nor named anywhere. */
static void note_missing(struct table_reader *reader, const struct importplace_group *groups,
                         int n_groups)
{
    int n_met = 0;
    for (int row = 0; row < reader->n_rows; row++)
        n_met += reader->row_seen[row] || is_row_filled(reader, row);
    for (int row = 0; n_met && row < reader->n_rows; row++) {
        int end = row;
        while (end < reader->n_rows && !reader->row_seen[end] && !is_row_filled(reader, end) &&
               !is_in_group(end, groups, n_groups))
            end++;
        if (end == row)
            continue;
        struct strbuf text = STRBUF_INIT, last = STRBUF_INIT;
        tablereader_row_name(reader, end - 1, &last);
        if (end - row > 1)
            strbuf_addf(&text, _("没有找到从这一行到“%s”的 %d 行"), last.data, end - row);
        else
            strbuf_add_str(&text, _("没有找到这一行"));
        strbuf_release(&last);
        tablereader_note_row(reader, 0, tablereader_row_rule(reader), row, text.data);
        strbuf_release(&text);
        row = end;
    }
}

/* Was the total printed blank although there is something to add up? A draft would compute it and
 * say nothing. */
static void note_blank_totals(struct table_reader *reader)
{
    for (size_t i = 0; i < reader->vectors.count; i++) {
        const struct import_vector *vector = &reader->vectors.items[i];
        if (!vector->is_placed)
            continue;
        struct cell cell = label_cell(reader->set, vector->row, 0);
        for (; cell.column < vector->n_cells; cell.column++) {
            if (*vector->cells[cell.column] || !form_cell_is_total(reader->form, cell) ||
                total_of(reader->draft, cell).number == 0)
                continue;
            bool is_row_total = cell.column == form_block_of(reader->form, cell)->total_column;
            struct strbuf key = STRBUF_INIT;
            form_cell_key(reader->form, cell, &key);
            import_note_add(reader->notes, vector->line,
                            reader->table->reads_across ? "T4-SUM"
                            : is_row_total              ? "T3-ROW"
                                                        : "T3-SUM",
                            key.data, xstrdup(""));
            strbuf_release(&key);
        }
    }
}

/* Parents that were met while none of their rows was: they stand for all of them. */
static int find_groups(const struct table_reader *reader, struct importplace_group *groups)
{
    int n = 0;
    for (int last = 0; last < reader->n_rows; last++) {
        if (!reader->parent_seen[last])
            continue;
        const struct form_row *def = form_row_of(reader->form, label_cell(reader->set, last, 0));
        int depth = form_path_depth(def->path), first = last;
        if (depth < FORM_MAX_DEPTH)
            continue;
        while (first > 0) {
            const struct form_row *above =
                form_row_of(reader->form, label_cell(reader->set, first - 1, 0));
            if (form_path_depth(above->path) != depth ||
                strcmp(above->path[depth - 2], def->path[depth - 2]) != 0)
                break;
            first--;
        }
        bool any_seen = false;
        for (int row = first; row <= last; row++)
            any_seen = any_seen || reader->row_seen[row];
        if (!any_seen && first < last)
            groups[n++] = (struct importplace_group){first, last};
    }
    return n;
}

static void place_all(struct table_reader *reader)
{
    if (reader->table->reads_across)
        split_across(reader);
    struct importplace_group *groups = xcalloc((size_t)reader->n_rows, sizeof *groups);
    int n_groups = find_groups(reader, groups);
    bool *had_label = xcalloc(reader->vectors.count + 1, sizeof *had_label);
    for (size_t i = 0; i < reader->vectors.count; i++)
        had_label[i] = reader->vectors.items[i].row >= 0;
    if (reader->width)
        importplace_vectors(&reader->vectors, reader->n_rows, reader->row_seen, groups, n_groups);
    for (size_t i = 0; i < reader->vectors.count; i++)
        place_vector(reader, &reader->vectors.items[i], had_label[i]);
    /* A parent without numbers of its own whose rows are missing is one row all the same. */
    for (int g = 0; g < n_groups; g++) {
        struct import_vector *found = NULL;
        for (size_t i = 0; i < reader->vectors.count; i++)
            if (reader->vectors.items[i].is_placed &&
                reader->vectors.items[i].row == groups[g].last)
                found = &reader->vectors.items[i];
        if (found && found->first == found->row)
            tablereader_note_row(reader, found->line, "T3-OLDFORM", found->row, "");
    }
    note_orphans(reader);
    note_missing(reader, groups, n_groups);
    note_blank_totals(reader);
    free(had_label);
    free(groups);
}

void importtable_read(struct import_doc *doc, int section, struct draft *draft,
                      struct import_notes *notes)
{
    const struct form *form = draft_form(draft);
    struct table_reader *reader = xcalloc(1, sizeof *reader);
    *reader = (struct table_reader){.doc = doc,
                                    .draft = draft,
                                    .form = form,
                                    .table = form->sections[section].table,
                                    .section = section,
                                    .notes = notes,
                                    .set = label_set_new(form, section),
                                    .buffer = STRBUF_INIT,
                                    .pending = -1};
    reader->n_rows = label_n_rows(reader->set);
    const struct form_table *table = reader->table;
    if (table->n_blocks == 1)
        reader->width =
            table->blocks[0].n_columns * (table->reads_across ? table->blocks[0].n_rows : 1);
    reader->row_seen = xcalloc((size_t)reader->n_rows, sizeof *reader->row_seen);
    reader->row_noted = xcalloc((size_t)reader->n_rows, sizeof *reader->row_noted);
    reader->parent_seen = xcalloc((size_t)reader->n_rows, sizeof *reader->parent_seen);
    reader->label_column = xcalloc((size_t)reader->n_rows, sizeof *reader->label_column);
    for (int row = 0; row < reader->n_rows; row++)
        reader->label_column[row] = -1;
    tableitems_read(reader);
    place_all(reader);
    for (size_t i = 0; i < reader->vectors.count; i++) {
        for (int c = 0; c < TABLEREADER_MAX_VALUES; c++)
            free(reader->vectors.items[i].cells[c]);
        free(reader->vectors.items[i].cells);
    }
    free(reader->vectors.items);
    strbuf_release(&reader->buffer);
    label_set_free(reader->set);
    free(reader->row_seen);
    free(reader->row_noted);
    free(reader->parent_seen);
    free(reader->label_column);
    free(reader);
}
