/* From the items of a table's section to the cells of the draft, in three steps: read the items one after the other
 * into vectors of numbers, each with the row that its label names; find the rows of those without a label
 * (importplace.c); put them into the draft and say what was irregular. */
#include "forms/importtable.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/importlabel.h"
#include "forms/importvalue.h"
#include "forms/total.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum { MAX_ATOMS = IMPORT_MAX_ROW_CELLS, MAX_VALUES = 32, MAX_RUN = 400 };

/* A piece of an item: a label, a number, or an empty cell. */
struct atom {
    const char *text; /* in the reader's buffer, once the whole item is cut up */
    size_t offset;    /* there */
    bool is_value;
};

struct reader {
    struct import_doc *doc;
    struct draft *draft;
    const struct form *form;
    const struct form_table *table;
    int section;
    struct import_notes *notes;
    struct label_set *set;
    int n_rows;
    int width;        /* numbers in a row of the table; 0: that differs from block to block */
    struct strbuf buffer;
    struct atom atoms[MAX_ATOMS];
    int n_atoms;
    struct import_vectors vectors;
    bool *row_seen;   /* its label was met */
    bool *row_noted;  /* T3-LABEL was said of it */
    bool *parent_seen; /* by the last row under it */
    int *label_column; /* cells before the row's label in its item, -1: not met in a row of cells */
    int pending;      /* the row whose whole label stood alone on the last line; -1 */
    /* Numbers that stand one to a line. */
    struct {
        char *text;
        size_t item;
    } run[MAX_RUN];
    int n_run;
};

/* ---- notes ---- */

static void note_row(struct reader *reader, int line, const char *rule, int row, const char *text)
{
    struct strbuf key = STRBUF_INIT;
    form_cell_key(reader->form, label_cell(reader->set, row, 0), &key);
    import_note_add(reader->notes, line, rule, key.data, xstrdup(text));
    strbuf_release(&key);
}

static void note_table(struct reader *reader, int line, const char *rule, char *text)
{
    import_note_add(reader->notes, line, rule, reader->form->sections[reader->section].key, text);
}

static void row_name(const struct reader *reader, int row, struct strbuf *out)
{
    const struct form_row *def = form_row_of(reader->form, label_cell(reader->set, row, 0));
    strbuf_add_str(out, def->path[form_path_depth(def->path) - 1]);
}

/* The words of a label differ from the official ones by more than punctuation. */
static void note_label(struct reader *reader, int line, int row, const char *text)
{
    if (reader->row_noted[row])
        return;
    reader->row_noted[row] = true;
    note_row(reader, line, reader->width ? "T3-LABEL" : "T2-ROWNAME", row, text);
}

/* ---- pieces ---- */

static void add_atom(struct reader *reader, const char *text, size_t len, bool is_value)
{
    if (reader->n_atoms < MAX_ATOMS)
        reader->atoms[reader->n_atoms++] = (struct atom){NULL, reader->buffer.len, is_value};
    strbuf_add(&reader->buffer, text, len);
    strbuf_add_byte(&reader->buffer, '\0');
}

/* Offset of the last word of text[0..len); words are divided by blanks, ideographic ones too. */
static size_t last_word(const char *text, size_t len)
{
    size_t i = len;
    while (i > 0 && text[i - 1] != ' ' && text[i - 1] != '\t' && !(i >= 3 && memcmp(text + i - 3, "　", 3) == 0))
        i--;
    return i;
}

/* Length of the first part of a text that wide gaps divide; *gap is what divides it from the next. */
static size_t part_len(const char *text, size_t len, size_t *gap)
{
    for (size_t i = 0; i < len; i++) {
        *gap = strspn(text + i, " ");
        if (*gap >= 2 && i + *gap < len)
            return i;
        i += *gap;
    }
    *gap = 0;
    return len;
}

/* The words before the numbers of a line. Text that was laid out in columns has parents, pieces of upright labels and the
 * label side by side. */
static void add_head(struct reader *reader, const char *text, size_t len)
{
    char *whole = xmemdup0(text, len);
    struct label label = label_find(reader->set, whole, false);
    free(whole);
    size_t gap, n = label.kind == LABEL_NONE || !label.is_exact ? part_len(text, len, &gap) : len;
    if (n == len) {
        add_atom(reader, text, len, false);
        return;
    }
    for (; len; n = part_len(text, len, &gap)) {
        add_atom(reader, text, n, false);
        text += n + gap;
        len -= n + gap;
        if (!len)
            break;
    }
}

/* Cuts a text into its label and the numbers behind it; all of it is one atom where no number stands at its end. */
static void split_text(struct reader *reader, const char *text)
{
    size_t len = strlen(text), starts[MAX_VALUES];
    int n = 0;
    while (len && n < MAX_VALUES) {
        size_t word = last_word(text, len);
        char *copy = xmemdup0(text + word, len - word);
        bool is_value = import_is_value(copy);
        free(copy);
        if (!is_value)
            break;
        starts[n++] = word;
        len = word;
        const char *rest = text;
        import_trim(&rest, &len);
    }
    if (len)
        add_head(reader, text, len);
    for (int i = n - 1; i >= 0; i--) {
        size_t end = i > 0 ? starts[i - 1] : strlen(text);
        const char *word = text + starts[i];
        size_t word_len = end - starts[i];
        import_trim(&word, &word_len);
        add_atom(reader, word, word_len, true);
    }
}

/* A label of a row with one number, and the number, with nothing between them: 行政处罚12. */
static bool split_glued(struct reader *reader, const char *text)
{
    size_t len = strlen(text), digits = len;
    while (digits > 0 && (strchr("0123456789.", text[digits - 1])))
        digits--;
    if (digits == len || digits == 0)
        return false;
    char *head = xmemdup0(text, digits);
    struct label label = label_find(reader->set, head, false);
    bool found = label.kind == LABEL_ROW && label.is_exact && label_n_columns(reader->set, label.row) == 1;
    free(head);
    if (found) {
        add_atom(reader, text, digits, false);
        add_atom(reader, text + digits, len - digits, true);
    }
    return found;
}

static void split_item(struct reader *reader, const struct import_item *item)
{
    reader->n_atoms = 0;
    strbuf_clear(&reader->buffer);
    bool is_single = import_doc_only_cell(reader->doc, item) != NULL;
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *cell = import_doc_cell(reader->doc, item, i);
        bool is_value = import_is_value(cell);
        if (*cell && !is_value && split_glued(reader, cell))
            continue;
        int n_before = reader->n_atoms;
        if (*cell && !is_value) {
            split_text(reader, cell);
            /* In a row of cells a cell is one thing, unless it is nothing but numbers. */
            bool has_label = !reader->atoms[n_before].is_value;
            if (!has_label || (is_single && reader->n_atoms > n_before + 1))
                continue;
            reader->n_atoms = n_before;
        }
        add_atom(reader, cell, strlen(cell), is_value);
    }
    for (int i = 0; i < reader->n_atoms; i++)
        reader->atoms[i].text = reader->buffer.data + reader->atoms[i].offset;
}

/* ---- vectors ---- */

static struct import_vector *add_vector(struct reader *reader, size_t first_item, size_t last_item, int row, int first)
{
    struct import_vectors *vectors = &reader->vectors;
    GROW(vectors->items, vectors->count, vectors->capacity);
    struct import_vector *vector = &vectors->items[vectors->count++];
    *vector = (struct import_vector){.line = reader->doc->items[first_item].line, .first_item = first_item,
                                     .last_item = last_item, .row = row, .first = first, .weak_row = -1};
    vector->cells = xcalloc(MAX_VALUES, sizeof *vector->cells);
    return vector;
}

static void vector_add(struct import_vector *vector, const char *text)
{
    if (vector->n_cells < MAX_VALUES)
        vector->cells[vector->n_cells++] = xstrdup(text);
}

static bool read_number(const char *text, int64_t *number)
{
    struct strbuf clean = STRBUF_INIT, remark = STRBUF_INIT;
    import_value_clean(CELL_COUNT, text, &clean, &remark);
    struct value value = value_of(CELL_COUNT, clean.data);
    *number = value.number;
    strbuf_release(&clean);
    strbuf_release(&remark);
    return value.kind == VALUE_NUMBER || value.kind == VALUE_BLANK;
}

/* Does the last of n cells state the sum of the others, and is that sum more than 0? */
static bool sums_up(const struct atom *atoms, int n)
{
    int64_t sum = 0, number;
    for (int i = 0; i < n - 1; i++)
        if (!read_number(atoms[i].text, &number) || __builtin_add_overflow(sum, number, &sum))
            return false;
    return read_number(atoms[n - 1].text, &number) && number == sum && sum > 0;
}

static bool are_blank(const struct atom *atoms, int n)
{
    for (int i = 0; i < n; i++)
        if (*atoms[i].text)
            return false;
    return true;
}

/* Where among n cells the expected number of them begins: blank cells at either end are left over from merged cells.
 * -1: it does not fit. *is_certain is false where there were several ways. */
static int find_window(const struct atom *atoms, int n, int expected, bool *is_certain)
{
    int first = -1, n_windows = 0, summing = -1;
    for (int start = 0; start + expected <= n; start++) {
        if (!are_blank(atoms, start) || !are_blank(atoms + start + expected, n - start - expected))
            continue;
        n_windows++;
        if (first < 0)
            first = start;
        if (summing < 0 && sums_up(atoms + start, expected))
            summing = start;
    }
    *is_certain = n_windows == 1 || summing >= 0 || are_blank(atoms, n);
    return summing >= 0 ? summing : first;
}

/* One number too many, and two neighbours that are one number cut in two: joined they make the row add up. The index
 * of the first of them; -1: there is no such pair, or more than one. */
static int find_split_number(const struct atom *atoms, int n)
{
    int found = -1;
    struct atom joined[MAX_ATOMS];
    for (int i = 0; i + 2 < n; i++) {
        struct strbuf both = STRBUF_INIT;
        strbuf_addf(&both, "%s%s", atoms[i].text, atoms[i + 1].text);
        for (int j = 0; j < n - 1; j++)
            joined[j] = j < i ? atoms[j] : atoms[j + 1];
        joined[i] = (struct atom){both.data, 0, true};
        bool fits = *atoms[i].text && *atoms[i].text != '0' && *atoms[i + 1].text && sums_up(joined, n - 1);
        strbuf_release(&both);
        if (fits && found >= 0)
            return -1;
        if (fits)
            found = i;
    }
    return found;
}

/* Puts the atoms from `from` on into a vector of the expected length. false: they do not fit. */
static bool take_values(struct reader *reader, size_t item, int from, int expected, int row, int first)
{
    const struct atom *atoms = reader->atoms + from;
    int n = reader->n_atoms - from, line = reader->doc->items[item].line;
    if (reader->vectors.count >= IMPORT_MAX_VECTORS)
        return false;
    bool is_certain = true;
    int start = n >= expected ? find_window(atoms, n, expected, &is_certain) : -1;
    bool is_padded = false;
    if (start < 0 && n < expected && row >= 0 && reader->doc->items[item].is_row && n > 0) {
        start = 0;
        is_padded = expected > 1;
    }
    int split = -1;
    if (start < 0 && n == expected + 1 && expected > 2)
        split = find_split_number(atoms, n);
    if (start < 0 && split < 0)
        return false;
    struct import_vector *vector = add_vector(reader, item, item, row, first);
    if (split >= 0) {
        for (int i = 0; i < n; i++) {
            struct strbuf cell = STRBUF_INIT;
            strbuf_add_str(&cell, atoms[i].text);
            if (i == split)
                strbuf_add_str(&cell, atoms[++i].text);
            vector_add(vector, cell.data);
            if (i == split + 1 && row >= 0)
                note_row(reader, line, "T3-SPLIT", row, cell.data);
            strbuf_release(&cell);
        }
        return true;
    }
    for (int i = 0; i < expected; i++)
        vector_add(vector, start + i < n ? atoms[start + i].text : "");
    if (row >= 0 && (is_padded || !is_certain)) {
        struct strbuf text = STRBUF_INIT;
        if (is_padded)
            strbuf_addf(&text, _("这一行应有 %d 格，只读到 %d 格，已从左边起填入"), expected, n);
        else
            strbuf_addf(&text, _("这一行有 %d 格，数字属于哪一列不能确定，已从左边起填入"), n);
        note_row(reader, line, "I-ROW", row, text.data);
        strbuf_release(&text);
    }
    return true;
}

/* ---- numbers one to a line ---- */

static void clear_run(struct reader *reader)
{
    for (int i = 0; i < reader->n_run; i++)
        free(reader->run[i].text);
    reader->n_run = 0;
}

static void add_run(struct reader *reader, size_t item, const char *text)
{
    if (reader->n_run < MAX_RUN) {
        reader->run[reader->n_run].text = xstrdup(text);
        reader->run[reader->n_run++].item = item;
    }
}

/* How many rows of the matrix add up when the run is read by rows (by columns). */
static int count_sums(const struct reader *reader, bool by_columns)
{
    int count = 0, width = reader->width, n_rows = reader->n_run / width;
    for (int r = 0; r < n_rows; r++) {
        struct atom cells[MAX_VALUES];
        for (int c = 0; c < width; c++)
            cells[c].text = reader->run[by_columns ? c * n_rows + r : r * width + c].text;
        count += sums_up(cells, width);
    }
    return count;
}

/* A whole table of numbers, one to a line: by rows, or by columns where more rows add up that way. */
static void take_matrix(struct reader *reader)
{
    int width = reader->width, n_rows = reader->n_run / width;
    bool by_columns = n_rows > 1 && count_sums(reader, true) > count_sums(reader, false);
    for (int r = 0; r < n_rows; r++) {
        struct import_vector *vector = add_vector(reader, reader->run[r * width].item,
                                                  reader->run[r * width + width - 1].item, -1, -1);
        for (int c = 0; c < width; c++)
            vector_add(vector, reader->run[by_columns ? c * n_rows + r : r * width + c].text);
    }
    if (by_columns)
        note_table(reader, reader->doc->items[reader->run[0].item].line, "I-ROW",
                   xstrdup(_("数字一行一个，按列排列（这样各行的总计才对得上）")));
}

static void drop_blanks(struct reader *reader)
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

static bool take_run(struct reader *reader)
{
    int row = reader->pending, expected = row >= 0 ? label_n_columns(reader->set, row) : 0;
    int n = reader->n_run;
    bool for_row = row >= 0 && n == expected;
    if (!for_row && (!reader->width || n % reader->width != 0))
        return false;
    if (!for_row) {
        take_matrix(reader);
        return true;
    }
    struct import_vector *vector = add_vector(reader, reader->run[0].item, reader->run[n - 1].item, row, row);
    for (int i = 0; i < n; i++)
        vector_add(vector, reader->run[i].text);
    return true;
}

/* Ends a run of numbers: blank lines between them are blank cells where that makes the number right. */
static void flush_run(struct reader *reader)
{
    while (reader->n_run && !*reader->run[reader->n_run - 1].text)
        free(reader->run[--reader->n_run].text);
    if (reader->n_run) {
        int n_blank = 0;
        for (int i = 0; i < reader->n_run; i++)
            n_blank += !*reader->run[i].text;
        int row = reader->pending, expected = row >= 0 ? label_n_columns(reader->set, row) : reader->width;
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

static void read_numbers(struct reader *reader, size_t index, int n_values)
{
    struct import_item *item = &reader->doc->items[index];
    int row = reader->pending;
    int expected = row >= 0 ? label_n_columns(reader->set, row) : 0;
    if (reader->n_run == 0 && row >= 0 && n_values > 1 && expected != reader->width &&
        take_values(reader, index, 0, expected, row, row)) {
        item->used = true;
        reader->pending = -1;
    } else if (reader->width && n_values > 1 && take_values(reader, index, 0, reader->width, -1, -1)) {
        flush_run(reader);
        /* flush_run() may have added a vector behind this one; ours is the one read from this item. */
        for (size_t i = reader->vectors.count; i-- > 0;)
            if (reader->vectors.items[i].first_item == index)
                reader->vectors.items[i].weak_row = row;
        item->used = true;
        reader->pending = -1;
    } else {
        for (int i = 0; i < reader->n_atoms; i++)
            if (*reader->atoms[i].text || item->is_row)
                add_run(reader, index, reader->atoms[i].text);
    }
}

/* All labels of the item but the last one: do we know them? */
static bool knows_leading(struct reader *reader, int last_text)
{
    for (int i = 0; i < last_text; i++) {
        const struct atom *atom = &reader->atoms[i];
        if (!*atom->text)
            continue;
        struct label label = label_find(reader->set, atom->text, false);
        if (atom->is_value || label.kind == LABEL_NONE)
            return false;
        if (label.kind == LABEL_PARENT)
            reader->parent_seen[label.row] = true;
        if (label.kind == LABEL_ROW)
            reader->row_seen[label.row] = true;
    }
    return true;
}

/* The words of a row's label, folded. */
static void fold_label(const struct reader *reader, int row, struct strbuf *out)
{
    struct strbuf name = STRBUF_INIT;
    row_name(reader, row, &name);
    import_fold(name.data, out);
    strbuf_release(&name);
}

/* A label that was broken over lines is no other label. */
static bool is_part_of_label(const struct reader *reader, int row, const char *text)
{
    struct strbuf whole = STRBUF_INIT, part = STRBUF_INIT;
    fold_label(reader, row, &whole);
    import_fold(text, &part);
    bool is_part = strstr(whole.data, part.data) != NULL;
    strbuf_release(&whole);
    strbuf_release(&part);
    return is_part;
}

/* Appends the item before or behind this one that is not blank, folded. */
static void fold_neighbour(const struct reader *reader, size_t index, int step, struct strbuf *out)
{
    const struct import_doc *doc = reader->doc;
    struct strbuf text = STRBUF_INIT;
    size_t i = index + (size_t)step;
    while (i < doc->n_items && doc->items[i].n_cells == 0)
        i += (size_t)step;
    if (i < doc->n_items)
        import_doc_join(doc, &doc->items[i], " ", &text);
    import_fold(text.data, out);
    strbuf_release(&text);
}

/* Is the text a piece of the row's label, the rest of which stands on the lines around it? */
static bool is_broken_label(const struct reader *reader, size_t index, int row, const char *text)
{
    enum { LOOK_BYTES = 12 }; /* four characters of what is missing are enough */
    struct strbuf whole = STRBUF_INIT, part = STRBUF_INIT, above = STRBUF_INIT, below = STRBUF_INIT;
    fold_label(reader, row, &whole);
    import_fold(text, &part);
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

/* A line of pieces may hold the beginning of a label that goes on elsewhere: “法提供2.没有现成信息需要另”. */
static void see_beginnings(struct reader *reader, const char *text)
{
    enum { BEGINNING_BYTES = 16 }; /* the ordinal and five characters */
    struct strbuf pieces = STRBUF_INIT, label = STRBUF_INIT;
    import_fold(text, &pieces);
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

static void read_label(struct reader *reader, size_t index, int last_text, bool has_values)
{
    struct import_item *item = &reader->doc->items[index];
    const char *text = reader->atoms[last_text].text;
    struct label label = label_find(reader->set, text, has_values);
    bool knows = knows_leading(reader, last_text);
    reader->pending = -1;
    if (label.kind == LABEL_ROW) {
        reader->row_seen[label.row] = true;
        if (item->is_row && item->n_cells > 1 && reader->label_column[label.row] < 0)
            reader->label_column[label.row] = last_text;
        if (has_values) {
            int expected = label_n_columns(reader->set, label.row);
            if (!take_values(reader, index, last_text + 1, expected, label.row, label.row))
                return;
            if (!label.is_exact && !is_broken_label(reader, index, label.row, text))
                note_label(reader, item->line, label.row, text);
        } else if (label.is_exact) {
            reader->pending = label.row;
        } else if (!is_part_of_label(reader, label.row, text)) {
            note_label(reader, item->line, label.row, text);
        }
        item->used = knows;
    } else if (label.kind == LABEL_PARENT) {
        reader->parent_seen[label.row] = true;
        if (!has_values)
            item->used = knows;
        else if (reader->width && take_values(reader, index, last_text + 1, reader->width, label.row, label.first))
            item->used = knows;
    } else if (label.kind == LABEL_HEAD) {
        see_beginnings(reader, text);
        /* The numbers of a label that was broken over lines may stand beside any of its pieces. */
        item->used = knows && (!has_values || (reader->width && take_values(reader, index, last_text + 1, reader->width,
                                                                            -1, -1)));
    } else if (has_values && reader->width && take_values(reader, index, last_text + 1, reader->width, -1, -1)) {
        /* Numbers of the right shape behind words that nobody knows: the place decides, the words are kept. */
        item->used = false;
    }
}

static void read_item(struct reader *reader, size_t index)
{
    struct import_item *item = &reader->doc->items[index];
    if (item->n_cells == 0) {
        if (reader->n_run || reader->pending >= 0)
            add_run(reader, index, "");
        return;
    }
    split_item(reader, item);
    int last_text = -1, n_values = 0;
    for (int i = 0; i < reader->n_atoms; i++) {
        if (*reader->atoms[i].text && !reader->atoms[i].is_value) {
            last_text = i;
            n_values = 0;
        } else {
            n_values += reader->atoms[i].is_value;
        }
    }
    if (last_text >= 0) {
        flush_run(reader);
        read_label(reader, index, last_text, n_values > 0);
    } else if (n_values > 0) {
        read_numbers(reader, index, n_values);
    } else {
        item->used = true;
    }
}

/* ---- into the draft ---- */

static void set_cell(struct reader *reader, struct cell cell, const char *text, int line)
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
static void split_across(struct reader *reader)
{
    size_t n = reader->vectors.count;
    for (size_t v = 0; v < n; v++) {
        struct import_vector *whole = &reader->vectors.items[v];
        if (whole->n_cells != reader->width || reader->n_rows < 2)
            continue;
        int columns = reader->width / reader->n_rows;
        for (int r = 1; r < reader->n_rows; r++) {
            struct import_vector *part = add_vector(reader, whole->first_item, whole->last_item, r, r);
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

static bool is_row_filled(const struct reader *reader, int row)
{
    for (size_t i = 0; i < reader->vectors.count; i++)
        if (reader->vectors.items[i].is_placed && reader->vectors.items[i].row == row)
            return true;
    return false;
}

static void leave_items(struct reader *reader, const struct import_vector *vector)
{
    for (size_t i = vector->first_item; i <= vector->last_item; i++)
        if (reader->doc->items[i].n_cells)
            reader->doc->items[i].used = false;
}

static bool has_children_filled(const struct reader *reader, const struct import_vector *parent)
{
    for (size_t i = 0; i < reader->vectors.count; i++) {
        const struct import_vector *vector = &reader->vectors.items[i];
        if (vector != parent && vector->row >= parent->first && vector->row <= parent->row &&
            vector->first == vector->row)
            return true;
    }
    return false;
}

static void place_vector(struct reader *reader, struct import_vector *vector, bool had_label)
{
    bool is_parent = vector->row >= 0 && vector->first < vector->row;
    struct strbuf text = STRBUF_INIT;
    if (vector->row < 0) {
        leave_items(reader, vector);
    } else if (is_row_filled(reader, vector->row) || (is_parent && has_children_filled(reader, vector))) {
        if (!is_parent)
            note_row(reader, vector->line, "T3-ORPHAN", vector->row, _("这一行出现了两次"));
        leave_items(reader, vector);
    } else {
        struct cell cell = label_cell(reader->set, vector->row, 0);
        for (; cell.column < vector->n_cells; cell.column++)
            set_cell(reader, cell, vector->cells[cell.column], vector->line);
        vector->is_placed = true;
        if (is_parent) {
            row_name(reader, vector->row, &text);
            note_row(reader, vector->line, "T3-OLDFORM", vector->row, text.data);
        } else if (!had_label && !reader->row_seen[vector->row]) {
            strbuf_add_str(&text, _("这一行数字没有标签，按次序放在这里"));
            note_row(reader, vector->line, "I-ROW", vector->row, text.data);
        }
    }
    strbuf_release(&text);
}

/* ---- what is irregular about the table as a whole ---- */

/* A row under a parent that begins in the first column, while its neighbours begin further right. */
static void note_orphans(struct reader *reader)
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
                note_row(reader, 0, "T3-ORPHAN", row, text.data);
                strbuf_release(&text);
            }
        }
    }
}

static bool is_in_group(int row, const struct import_group *groups, int n_groups)
{
    for (int g = 0; g < n_groups; g++)
        if (row >= groups[g].first && row <= groups[g].last)
            return true;
    return false;
}

/* Rows that are neither filled nor named anywhere. */
static void note_missing(struct reader *reader, const struct import_group *groups, int n_groups)
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
        row_name(reader, end - 1, &last);
        if (end - row > 1)
            strbuf_addf(&text, _("没有找到从这一行到“%s”的 %d 行"), last.data, end - row);
        else
            strbuf_add_str(&text, _("没有找到这一行"));
        strbuf_release(&last);
        note_row(reader, 0, reader->width && !reader->table->reads_across ? "T3-ORPHAN" : "I-ROW", row, text.data);
        strbuf_release(&text);
        row = end;
    }
}

/* Was the total printed blank although there is something to add up? A draft would compute it and say nothing. */
static void note_blank_totals(struct reader *reader)
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
                            reader->table->reads_across ? "T4-SUM" : is_row_total ? "T3-ROW" : "T3-SUM", key.data,
                            xstrdup(""));
            strbuf_release(&key);
        }
    }
}

/* Parents that were met while none of their rows was: they stand for all of them. */
static int find_groups(const struct reader *reader, struct import_group *groups)
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
            const struct form_row *above = form_row_of(reader->form, label_cell(reader->set, first - 1, 0));
            if (form_path_depth(above->path) != depth || strcmp(above->path[depth - 2], def->path[depth - 2]) != 0)
                break;
            first--;
        }
        bool any_seen = false;
        for (int row = first; row <= last; row++)
            any_seen = any_seen || reader->row_seen[row];
        if (!any_seen && first < last)
            groups[n++] = (struct import_group){first, last};
    }
    return n;
}

static void place_all(struct reader *reader)
{
    if (reader->table->reads_across)
        split_across(reader);
    struct import_group *groups = xcalloc((size_t)reader->n_rows, sizeof *groups);
    int n_groups = find_groups(reader, groups);
    bool *had_label = xcalloc(reader->vectors.count + 1, sizeof *had_label);
    for (size_t i = 0; i < reader->vectors.count; i++)
        had_label[i] = reader->vectors.items[i].row >= 0;
    if (reader->width)
        import_place_vectors(&reader->vectors, reader->n_rows, reader->row_seen, groups, n_groups);
    for (size_t i = 0; i < reader->vectors.count; i++)
        place_vector(reader, &reader->vectors.items[i], had_label[i]);
    /* A parent without numbers of its own whose rows are missing is one row all the same. */
    for (int g = 0; g < n_groups; g++) {
        struct import_vector *found = NULL;
        for (size_t i = 0; i < reader->vectors.count; i++)
            if (reader->vectors.items[i].is_placed && reader->vectors.items[i].row == groups[g].last)
                found = &reader->vectors.items[i];
        if (found && found->first == found->row)
            note_row(reader, found->line, "T3-OLDFORM", found->row, "");
    }
    note_orphans(reader);
    note_missing(reader, groups, n_groups);
    note_blank_totals(reader);
    free(had_label);
    free(groups);
}

void import_table(struct import_doc *doc, int section, struct draft *draft, struct import_notes *notes)
{
    const struct form *form = draft_form(draft);
    struct reader *reader = xcalloc(1, sizeof *reader);
    *reader = (struct reader){.doc = doc, .draft = draft, .form = form, .table = form->sections[section].table,
                              .section = section, .notes = notes, .set = label_set_new(form, section),
                              .buffer = STRBUF_INIT, .pending = -1};
    reader->n_rows = label_n_rows(reader->set);
    const struct form_table *table = reader->table;
    if (table->n_blocks == 1)
        reader->width = table->blocks[0].n_columns * (table->reads_across ? table->blocks[0].n_rows : 1);
    reader->row_seen = xcalloc((size_t)reader->n_rows, sizeof *reader->row_seen);
    reader->row_noted = xcalloc((size_t)reader->n_rows, sizeof *reader->row_noted);
    reader->parent_seen = xcalloc((size_t)reader->n_rows, sizeof *reader->parent_seen);
    reader->label_column = xcalloc((size_t)reader->n_rows, sizeof *reader->label_column);
    for (int row = 0; row < reader->n_rows; row++)
        reader->label_column[row] = -1;
    for (size_t i = 0; i < doc->n_items; i++)
        if (doc->items[i].section == section && !doc->items[i].used)
            read_item(reader, i);
    flush_run(reader);
    place_all(reader);
    for (size_t i = 0; i < reader->vectors.count; i++) {
        for (int c = 0; c < MAX_VALUES; c++)
            free(reader->vectors.items[i].cells[c]);
        free(reader->vectors.items[i].cells);
    }
    free(reader->vectors.items);
    clear_run(reader);
    strbuf_release(&reader->buffer);
    label_set_free(reader->set);
    free(reader->row_seen);
    free(reader->row_noted);
    free(reader->parent_seen);
    free(reader->label_column);
    free(reader);
}
