/* SPDX-License-Identifier: MIT */
/* One item of a table after the other: rows with labels, rows without, labels alone, numbers one to
 * a line, headings, pieces of broken labels. */
#include "forms/import/tablereader.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/span.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

/* ---- numbers one to a line ---- */

static void clear_run(struct table_reader *reader)
{
    for (int i = 0; i < reader->n_run; i++)
        free(reader->run[i].text);
    reader->n_run = 0;
}

static void add_run(struct table_reader *reader, size_t item, const char *text)
{
    if (reader->n_run < TABLEREADER_MAX_RUN) {
        reader->run[reader->n_run].text = xstrdup(text);
        reader->run[reader->n_run++].item = item;
    }
}

/* Is there a number other than 0 in the row of the matrix? */
static bool is_filled(const struct table_reader *reader, int row, bool by_columns)
{
    int width = reader->width, n_rows = reader->n_run / width;
    for (int c = 0; c < width; c++) {
        const char *text = reader->run[by_columns ? c * n_rows + row : row * width + c].text;
        if (*text && strspn(text, "0/") != strlen(text))
            return true;
    }
    return false;
}

/* How many rows of the matrix add up when the run is read by rows (by columns). */
static int count_sums(const struct table_reader *reader, bool by_columns)
{
    int count = 0, width = reader->width, n_rows = reader->n_run / width;
    for (int r = 0; r < n_rows; r++) {
        struct token cells[TABLEREADER_MAX_VALUES];
        for (int c = 0; c < width; c++)
            cells[c].text = reader->run[by_columns ? c * n_rows + r : r * width + c].text;
        count += tablereader_sums_up(cells, width);
    }
    return count;
}

/* A whole table of numbers, one to a line: by rows, or by columns where more rows add up that way.
 * false: hardly a row adds up either way, so that nobody knows where the numbers belong. */
static bool take_matrix(struct table_reader *reader)
{
    enum { LEAST_ROWS = 4 }; /* fewer rows may well add up to nothing */
    int width = reader->width, n_rows = reader->n_run / width, n_filled = 0;
    bool by_columns = n_rows > 1 && count_sums(reader, true) > count_sums(reader, false);
    for (int r = 0; r < n_rows; r++)
        n_filled += is_filled(reader, r, by_columns);
    if (!reader->table->reads_across && n_filled >= LEAST_ROWS &&
        count_sums(reader, by_columns) * 2 < n_filled)
        return false;
    for (int r = 0; r < n_rows; r++) {
        struct import_vector *vector = tablereader_add_vector(
            reader, reader->run[r * width].item, reader->run[r * width + width - 1].item, -1, -1);
        for (int c = 0; c < width; c++)
            tablereader_add_value(vector,
                                  reader->run[by_columns ? c * n_rows + r : r * width + c].text);
    }
    if (by_columns)
        tablereader_note_table(reader, reader->doc->items[reader->run[0].item].line, "I-ROW",
                               xstrdup(_("数字一行一个，按列排列（这样各行的总计才对得上）")));
    return true;
}

static void drop_blanks(struct table_reader *reader)
{
    int n = 0;
    for (int i = 0; i < reader->n_run; i++) {
        if (*reader->run[i].text)
            reader->run[n++] = reader->run[i];
        else
            free(reader->run[i].text);
    }
    reader->n_run = n;
}

static bool take_run(struct table_reader *reader)
{
    int row = reader->pending, expected = row >= 0 ? label_n_columns(reader->set, row) : 0;
    int n = reader->n_run;
    bool for_row = row >= 0 && n == expected;
    if (!for_row && (!reader->width || n % reader->width != 0))
        return false;
    if (!for_row)
        return take_matrix(reader);
    struct import_vector *vector =
        tablereader_add_vector(reader, reader->run[0].item, reader->run[n - 1].item, row, row);
    for (int i = 0; i < n; i++)
        tablereader_add_value(vector, reader->run[i].text);
    return true;
}

/* Ends a run of numbers: blank lines between them are blank cells where that makes the number
 * right. */
static void flush_run(struct table_reader *reader)
{
    while (reader->n_run && !*reader->run[reader->n_run - 1].text)
        free(reader->run[--reader->n_run].text);
    if (reader->n_run) {
        int n_blank = 0;
        for (int i = 0; i < reader->n_run; i++)
            n_blank += !*reader->run[i].text;
        int row = reader->pending,
            expected = row >= 0 ? label_n_columns(reader->set, row) : reader->width;
        bool blanks_count = n_blank && reader->n_run == expected;
        if (!blanks_count)
            drop_blanks(reader);
        if (take_run(reader))
            for (int i = 0; i < reader->n_run; i++)
                reader->doc->items[reader->run[i].item].used = true;
        reader->pending = -1;
    }
    clear_run(reader);
}

/* ---- items ---- */

static void read_numbers(struct table_reader *reader, size_t index, int n_values)
{
    struct import_item *item = &reader->doc->items[index];
    int row = reader->pending;
    int expected = row >= 0 ? label_n_columns(reader->set, row) : 0;
    if (reader->n_run == 0 && row >= 0 && n_values > 1 && expected != reader->width &&
        tablereader_take_values(reader, index, 0, expected, row, row)) {
        item->used = true;
        reader->pending = -1;
    } else if (reader->width && n_values > 1 &&
               tablereader_take_values(reader, index, 0, reader->width, -1, -1)) {
        flush_run(reader);
        /* flush_run() may have added a vector behind this one; ours is the one read from this item.
         */
        for (size_t i = reader->vectors.count; i-- > 0;)
            if (reader->vectors.items[i].first_item == index)
                reader->vectors.items[i].weak_row = row;
        item->used = true;
        reader->pending = -1;
    } else {
        for (int i = 0; i < reader->n_tokens; i++)
            if (*reader->tokens[i].text || item->is_row)
                add_run(reader, index, reader->tokens[i].text);
    }
}

/* All labels of the item but the last one: do we know them? */
static bool knows_leading(struct table_reader *reader, int last_text)
{
    for (int i = 0; i < last_text; i++) {
        const struct token *token = &reader->tokens[i];
        if (!*token->text)
            continue;
        struct label label = label_find(reader->set, token->text, false);
        if (token->is_value || label.kind == LABEL_NONE)
            return false;
        if (label.kind == LABEL_PARENT)
            reader->parent_seen[label.row] = true;
        if (label.kind == LABEL_ROW)
            reader->row_seen[label.row] = true;
    }
    return true;
}

/* The words of a row's label, folded. */
static void fold_label(const struct table_reader *reader, int row, struct strbuf *out)
{
    struct strbuf name = STRBUF_INIT;
    tablereader_row_name(reader, row, &name);
    label_fold(name.data, out);
    strbuf_release(&name);
}

/* A label that was broken over lines is no other label. */
static bool is_part_of_label(const struct table_reader *reader, int row, const char *text)
{
    struct strbuf whole = STRBUF_INIT, part = STRBUF_INIT;
    fold_label(reader, row, &whole);
    label_fold(text, &part);
    bool is_part = strstr(whole.data, part.data) != NULL;
    strbuf_release(&whole);
    strbuf_release(&part);
    return is_part;
}

/* Appends the item before or behind this one that is not blank, folded. */
static void fold_neighbour(const struct table_reader *reader, size_t index, int step,
                           struct strbuf *out)
{
    const struct import_doc *doc = reader->doc;
    struct strbuf text = STRBUF_INIT;
    size_t i = index + (size_t)step;
    while (i < doc->n_items && doc->items[i].n_cells == 0)
        i += (size_t)step;
    if (i < doc->n_items)
        import_doc_join(doc, &doc->items[i], " ", &text);
    label_fold(text.data, out);
    strbuf_release(&text);
}

/* Is the text a piece of the row's label, the rest of which stands on the lines around it? */
static bool is_broken_label(const struct table_reader *reader, size_t index, int row,
                            const char *text)
{
    enum { LOOK_BYTES = 12 }; /* four characters of what is missing are enough */
    struct strbuf whole = STRBUF_INIT, part = STRBUF_INIT, above = STRBUF_INIT, below = STRBUF_INIT;
    fold_label(reader, row, &whole);
    label_fold(text, &part);
    fold_neighbour(reader, index, -1, &above);
    fold_neighbour(reader, index, 1, &below);
    const char *place = strstr(whole.data, part.data);
    bool is_whole = place != NULL;
    if (place && place > whole.data) {
        size_t len = (size_t)(place - whole.data), skip = len > LOOK_BYTES ? len - LOOK_BYTES : 0;
        char *missing = xmemdup0(whole.data + skip, len - skip);
        is_whole = strstr(above.data, missing) != NULL;
        free(missing);
    }
    if (is_whole && place[part.len]) {
        size_t len = utf8_clip_bytes(place + part.len, strlen(place + part.len), LOOK_BYTES);
        char *missing = xmemdup0(place + part.len, len);
        is_whole = strstr(below.data, missing) != NULL;
        free(missing);
    }
    strbuf_release(&whole);
    strbuf_release(&part);
    strbuf_release(&above);
    strbuf_release(&below);
    return is_whole;
}

/* A line of pieces may hold the beginning of a label that goes on elsewhere:
 * “法提供2.没有现成信息需要另”. */
static void see_beginnings(struct table_reader *reader, const char *text)
{
    enum { BEGINNING_BYTES = 16 }; /* the ordinal and five characters */
    struct strbuf pieces = STRBUF_INIT, label = STRBUF_INIT;
    label_fold(text, &pieces);
    for (int row = 0; row < reader->n_rows; row++) {
        strbuf_clear(&label);
        fold_label(reader, row, &label);
        strbuf_truncate(&label, utf8_clip_bytes(label.data, label.len, BEGINNING_BYTES));
        if (label.len >= BEGINNING_BYTES / 2 && strstr(pieces.data, label.data))
            reader->row_seen[row] = true;
    }
    strbuf_release(&pieces);
    strbuf_release(&label);
}

static void read_label(struct table_reader *reader, size_t index, int last_text, bool has_values)
{
    struct import_item *item = &reader->doc->items[index];
    const char *text = reader->tokens[last_text].text;
    struct label label = label_find(reader->set, text, has_values);
    bool knows = knows_leading(reader, last_text);
    reader->pending = -1;
    if (label.kind == LABEL_ROW) {
        reader->row_seen[label.row] = true;
        if (item->is_row && item->n_cells > 1 && reader->label_column[label.row] < 0)
            reader->label_column[label.row] = last_text;
        if (has_values) {
            int expected = label_n_columns(reader->set, label.row);
            if (!tablereader_take_values(reader, index, last_text + 1, expected, label.row,
                                         label.row))
                return;
            if (!label.is_exact && !is_broken_label(reader, index, label.row, text))
                tablereader_note_label(reader, item->line, label.row, text);
        } else if (label.is_exact) {
            reader->pending = label.row;
        } else if (!is_part_of_label(reader, label.row, text)) {
            tablereader_note_label(reader, item->line, label.row, text);
        }
        item->used = knows;
    } else if (label.kind == LABEL_PARENT) {
        reader->parent_seen[label.row] = true;
        if (!has_values)
            item->used = knows;
        else if (reader->width && tablereader_take_values(reader, index, last_text + 1,
                                                          reader->width, label.row, label.first))
            item->used = knows;
    } else if (label.kind == LABEL_HEAD) {
        see_beginnings(reader, text);
        /* The numbers of a label that was broken over lines may stand beside any of its pieces. */
        item->used =
            knows &&
            (!has_values || (reader->width && tablereader_take_values(reader, index, last_text + 1,
                                                                      reader->width, -1, -1)));
    } else if (has_values && reader->width &&
               tablereader_take_values(reader, index, last_text + 1, reader->width, -1, -1)) {
        /* Numbers of the right shape behind words that nobody knows: the place decides, the words
         * are kept. */
        item->used = false;
    }
}

/* A table that reads across, written as a column: each heading with its one number. true where the
 * heading is the one whose turn it is. */
static bool read_upright(struct table_reader *reader, size_t index, int last_text)
{
    const struct form_block *block = &reader->table->blocks[0];
    const struct form_column *column = &block->columns[reader->n_run % block->n_columns];
    const char *name = column->path[form_path_depth(column->path) - 1];
    if (!label_same_words(reader->tokens[last_text].text, name) ||
        !knows_leading(reader, last_text))
        return false;
    add_run(reader, index, reader->tokens[last_text + 1].text);
    return true;
}

/* 注：…… under a table: a remark to its first cell, where it is printed under the table again. */
static bool read_remark(struct table_reader *reader, struct import_item *item)
{
    static const char *const marks[] = {"注：", "注:", "备注：", "备注:", "说明：", "说明:", NULL};
    const char *text = import_doc_only_cell(reader->doc, item);
    size_t mark = text ? span_word_at(text, marks) : 0;
    if (!mark || !text[mark])
        return false;
    struct strbuf key = STRBUF_INIT, note = STRBUF_INIT, remark = STRBUF_INIT;
    strbuf_add_str(&key, "remarks.");
    form_cell_key(reader->form, label_cell(reader->set, 0, 0), &key);
    int field = draft_field(reader->draft, key.data);
    strbuf_add_str(&remark, draft_text(reader->draft, field));
    if (remark.len)
        strbuf_add_str(&remark, "；");
    strbuf_add_str(&remark, text + mark);
    draft_set(reader->draft, field, remark.data);
    strbuf_addf(&note, _("第 %d 行“%s”记作这张表第一格的备注。"), item->line, text);
    import_note_add(reader->notes, item->line, NULL, NULL, strbuf_steal(&note));
    item->used = true;
    strbuf_release(&key);
    strbuf_release(&remark);
    return true;
}

static void read_item(struct table_reader *reader, size_t index)
{
    struct import_item *item = &reader->doc->items[index];
    if (item->n_cells == 0) {
        if (reader->n_run || reader->pending >= 0)
            add_run(reader, index, "");
        return;
    }
    if (read_remark(reader, item))
        return;
    tablereader_split(reader, item);
    int last_text = -1, n_values = 0;
    for (int i = 0; i < reader->n_tokens; i++) {
        if (*reader->tokens[i].text && !reader->tokens[i].is_value) {
            last_text = i;
            n_values = 0;
        } else {
            n_values += reader->tokens[i].is_value;
        }
    }
    if (last_text >= 0 && n_values == 1 && reader->table->reads_across &&
        read_upright(reader, index, last_text)) {
        return;
    } else if (last_text >= 0) {
        flush_run(reader);
        read_label(reader, index, last_text, n_values > 0);
    } else if (n_values > 0) {
        read_numbers(reader, index, n_values);
    } else {
        item->used = true;
    }
}

void tableitems_read(struct table_reader *reader)
{
    for (size_t i = 0; i < reader->doc->n_items; i++)
        if (reader->doc->items[i].section == reader->section && !reader->doc->items[i].used)
            read_item(reader, i);
    flush_run(reader);
}
