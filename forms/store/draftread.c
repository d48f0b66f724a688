/* SPDX-License-Identifier: MIT */
#include "forms/store/draftread.h"

#include <stdlib.h>
#include <string.h>

#include "forms/draft/numbering.h"
#include "forms/form/number.h"
#include "locale/mem.h"
#include "locale/message.h"

/* A chunk of a paragraph, to be sorted. */
struct piece {
    int section;
    long number;     /* of the paragraph: p0015 is 15 */
    size_t base_len; /* of "p0015": p15 and p0015 are two paragraphs */
    int chunk;       /* 1 for the key itself */
    const struct ini_entry *entry;
};

/* A named entry that may be a chunk of another one, which may come later. */
struct stray {
    const struct ini_entry *entry;
    size_t base_len; /* of the key of the other */
    bool is_known;   /* the form knows the base, so it is a chunk */
};

struct reader {
    const struct form *form;
    struct draft *draft;
    const struct inifile *ini;
    struct ini_notes *notes;
    struct piece *pieces;
    size_t n_pieces, capacity;
    struct stray *strays;
    size_t n_strays, strays_capacity;
    bool has_content; /* something of the form was there */
};

/* ---- values in chunks ---- */

/* Shorter than any chunk that a writer cuts off. */
enum { MAY_BE_CUT_BYTES = 100 };

/* Appends the value at *index and the chunks right after it; *index moves to the last one. An
 * unknown key may end in .02 by chance, so there a chunk must follow a value long enough to be cut.
 */
static void join_chunks(const struct reader *reader, size_t *index, bool is_known,
                        struct strbuf *value)
{
    const struct ini_entry *first = &reader->ini->entries[*index];
    size_t last_len = strlen(first->value);
    strbuf_add_str(value, first->value);
    for (int number = 2; *index + 1 < reader->ini->n_entries; number++) {
        const struct ini_entry *next = first + number - 1;
        size_t base_len;
        int found;
        if (strcmp(next->section, first->section) != 0 ||
            !inifile_key_is_chunk(next->key, &base_len, &found) || found != number ||
            base_len != strlen(first->key) || strncmp(next->key, first->key, base_len) != 0 ||
            (!is_known && last_len < MAY_BE_CUT_BYTES))
            return;
        last_len = strlen(next->value);
        strbuf_add_str(value, next->value);
        ++*index;
    }
}

static void add_name(const struct ini_entry *entry, size_t key_len, struct strbuf *out)
{
    strbuf_addf(out, "%s%c%.*s", entry->section, strchr(entry->section, '.') ? ':' : '.',
                (int)key_len, entry->key);
}

/* A field known only by name: remarks, explanations, unknown entries. Possible chunks wait until
 * everything else is read. */
static void read_named(struct reader *reader, size_t *index, bool is_known)
{
    const struct ini_entry *entry = &reader->ini->entries[*index];
    struct strbuf name = STRBUF_INIT, value = STRBUF_INIT;
    size_t base_len;
    int number;
    if (inifile_key_is_chunk(entry->key, &base_len, &number)) {
        GROW(reader->strays, reader->n_strays, reader->strays_capacity);
        reader->strays[reader->n_strays++] = (struct stray){entry, base_len, is_known};
        return;
    }
    add_name(entry, strlen(entry->key), &name);
    join_chunks(reader, index, is_known, &value);
    draft_set(reader->draft, draft_field(reader->draft, name.data), value.data);
    strbuf_release(&name);
    strbuf_release(&value);
}

/* Possible chunks that do not follow their base: appended to it, as the next reading would do.
 * Without a base they are fields of their own. */
static void read_strays(struct reader *reader)
{
    struct strbuf name = STRBUF_INIT;
    for (size_t i = 0; i < reader->n_strays; i++) {
        const struct stray *stray = &reader->strays[i];
        const struct ini_entry *entry = stray->entry;
        strbuf_clear(&name);
        add_name(entry, stray->base_len, &name);
        int base = draft_find(reader->draft, name.data);
        if (base >= 0 && (stray->is_known || draft_len(reader->draft, base) >= MAY_BE_CUT_BYTES)) {
            ini_notes_add(reader->notes, entry->line, INI_NOTE_OTHER,
                          _("“%.*s”没有紧跟在前一截后面，已接在后面，请核对。"),
                          ini_note_quoted_len(entry->key), entry->key);
            draft_splice(reader->draft, base, draft_len(reader->draft, base), 0, entry->value,
                         strlen(entry->value));
        } else {
            strbuf_clear(&name);
            add_name(entry, strlen(entry->key), &name);
            draft_set(reader->draft, draft_field(reader->draft, name.data), entry->value);
        }
    }
    strbuf_release(&name);
}

static void read_remark(struct reader *reader, size_t *index)
{
    const struct ini_entry *entry = &reader->ini->entries[*index];
    struct cell cell;
    if (!form_cell_find(reader->form, entry->key, &cell))
        ini_notes_add(reader->notes, entry->line, INI_NOTE_OTHER,
                      _("[remarks] 中的“%.*s”不是表中的格子，已原样保留，不会打印。"),
                      ini_note_quoted_len(entry->key), entry->key);
    read_named(reader, index, true);
}

/* ---- tables ---- */

/* Bytes of the comma (blank) at the start of the text, full-width ones included; 0 if none. */
static size_t comma_len(const char *text)
{
    return *text == ',' ? 1 : strncmp(text, "，", strlen("，")) == 0 ? strlen("，") : 0;
}

static size_t blank_len(const char *text)
{
    return *text == ' ' || *text == '\t'            ? 1
           : strncmp(text, "　", strlen("　")) == 0 ? strlen("　")
                                                    : 0;
}

/* Takes one item off the front of *list, without blanks around it. false at the end (NULL). */
static bool take_place(const char **list, bool is_single, struct strbuf *place)
{
    if (!*list)
        return false;
    const char *text = *list;
    while (blank_len(text))
        text += blank_len(text);
    const char *start = text, *end = text; /* end: after the last non-blank */
    while (*text && (is_single || !comma_len(text))) {
        size_t n = blank_len(text);
        text += n ? n : 1;
        end = n ? end : text;
    }
    strbuf_clear(place);
    strbuf_add(place, start, (size_t)(end - start));
    *list = *text ? text + comma_len(text) : NULL;
    return true;
}

static void note_wrong_count(struct reader *reader, const struct ini_entry *entry, struct cell cell,
                             int n_found, const char *rest)
{
    struct strbuf label = STRBUF_INIT;
    form_row_label(reader->form, cell, " ", &label);
    const char *table = reader->form->sections[cell.section].table->name;
    int n_columns = form_block_of(reader->form, cell)->n_columns;
    if (rest)
        ini_notes_add(reader->notes, entry->line, INI_NOTE_OTHER,
                      _("%s“%s”应有 %d 个数，多出来的“%.*s”没有读入，请核对这一行。"), table,
                      label.data, n_columns, ini_note_quoted_len(rest), rest);
    else
        ini_notes_add(reader->notes, entry->line, INI_NOTE_OTHER,
                      _("%s“%s”应有 %d 个数，只有 %d 个，其余作未填处理，请核对这一行。"), table,
                      label.data, n_columns, n_found);
    strbuf_release(&label);
}

static void read_row(struct reader *reader, size_t *index, struct cell cell)
{
    const struct ini_entry *entry = &reader->ini->entries[*index];
    struct strbuf value = STRBUF_INIT, place = STRBUF_INIT;
    join_chunks(reader, index, true, &value);
    const char *list = value.data;
    int n_columns = form_block_of(reader->form, cell)->n_columns;
    bool is_blank = !value.data[strspn(value.data, " \t")];
    for (cell.column = 0; cell.column < n_columns && take_place(&list, n_columns == 1, &place);
         cell.column++)
        if (place.len) /* a key of its own for this cell may have come first */
            draft_set(reader->draft, draft_cell_field(reader->draft, cell), place.data);
    int n_found = cell.column;
    cell.column = 0;
    if (list && list[strspn(list, " ,\t")])
        note_wrong_count(reader, entry, cell, n_found, list);
    else if (n_found < n_columns && !is_blank)
        note_wrong_count(reader, entry, cell, n_found, NULL);
    strbuf_release(&value);
    strbuf_release(&place);
}

/* Finds the row with this key in the table; returns its first cell. */
static bool find_row(const struct form *form, int section, const char *key, struct cell *cell)
{
    const struct form_table *table = form->sections[section].table;
    for (*cell = (struct cell){section, 0, 0, 0}; cell->block < table->n_blocks; cell->block++)
        for (cell->row = 0; cell->row < table->blocks[cell->block].n_rows; cell->row++)
            if (strcmp(form_row_of(form, *cell)->key, key) == 0)
                return true;
    return false;
}

/* Finds the cell for a key like row.column, or row.text in a row of one cell. */
static bool find_own_cell(const struct form *form, const struct ini_entry *entry, struct cell *cell)
{
    const char *dot = strrchr(entry->key, '.');
    struct strbuf key = STRBUF_INIT;
    strbuf_addf(&key, "%s.%s", entry->section, entry->key);
    bool found = form_cell_find(form, key.data, cell);
    if (!found && dot && strcmp(dot, ".text") == 0) {
        strbuf_truncate(&key, key.len - strlen(dot));
        found = form_cell_find(form, key.data, cell);
    }
    strbuf_release(&key);
    return found;
}

static void read_table_key(struct reader *reader, int section, size_t *index)
{
    const struct ini_entry *entry = &reader->ini->entries[*index];
    struct cell cell;
    if (find_row(reader->form, section, entry->key, &cell)) {
        read_row(reader, index, cell);
        return;
    }
    if (!find_own_cell(reader->form, entry, &cell)) {
        ini_notes_add(reader->notes, entry->line, INI_NOTE_OTHER,
                      _("%s没有“%.*s”这一行，已原样保留，不会打印。"),
                      reader->form->sections[section].table->name, ini_note_quoted_len(entry->key),
                      entry->key);
        read_named(reader, index, false);
        return;
    }
    struct strbuf value = STRBUF_INIT;
    join_chunks(reader, index, true, &value);
    draft_set(reader->draft, draft_cell_field(reader->draft, cell), value.data);
    strbuf_release(&value);
}

/* ---- narratives ---- */

/* Is the key pNNNN or pNNNN.NN? */
static bool piece_parse(struct piece *piece, const char *key)
{
    piece->base_len = strlen(key);
    piece->chunk = 1;
    inifile_key_is_chunk(key, &piece->base_len, &piece->chunk);
    size_t n_digits = key[0] == 'p' ? strspn(key + 1, "0123456789") : 0;
    if (!n_digits || n_digits > 9 || piece->base_len != n_digits + 1)
        return false;
    piece->number = strtol(key + 1, NULL, 10);
    return true;
}

static int piece_compare(const void *left, const void *right)
{
    const struct piece *a = left, *b = right;
    if (a->section != b->section)
        return a->section < b->section ? -1 : 1;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    if (a->base_len != b->base_len)
        return a->base_len < b->base_len ? -1 : 1;
    return (a->chunk > b->chunk) - (a->chunk < b->chunk);
}

static void read_narrative_key(struct reader *reader, int section, size_t *index)
{
    const struct ini_entry *entry = &reader->ini->entries[*index];
    struct piece piece = {.section = section, .entry = entry};
    if (piece_parse(&piece, entry->key)) {
        GROW(reader->pieces, reader->n_pieces, reader->capacity);
        reader->pieces[reader->n_pieces++] = piece;
        return;
    }
    ini_notes_add(reader->notes, entry->line, INI_NOTE_OTHER,
                  _("[%s] 中的“%.*s”不是段落（段落写作 p0010、p0020……），已原样保留，不会打印。"),
                  entry->section, ini_note_quoted_len(entry->key), entry->key);
    read_named(reader, index, false);
}

/* Sets the narrative of a section and the numbers of its paragraphs in the file. */
static void take_narrative(struct reader *reader, int section, const char *text,
                           const long *numbers, size_t n_numbers)
{
    struct paragraphs paragraphs = paragraphs_split(text);
    draft_set(reader->draft, draft_section_field(reader->draft, section), text);
    /* With a line feed in a value there are too few numbers; then all are assigned anew. */
    for (size_t i = 0; paragraphs.count == n_numbers && i < n_numbers; i++)
        numbering_add(draft_numbering(reader->draft, section), &paragraphs.items[i], numbers[i]);
    free(paragraphs.items);
}

/* Sorts paragraphs by number and joins their chunks. */
static void join_paragraphs(struct reader *reader)
{
    if (reader->n_pieces)
        qsort(reader->pieces, reader->n_pieces, sizeof *reader->pieces, piece_compare);
    struct strbuf text = STRBUF_INIT;
    long *numbers = xcalloc(reader->n_pieces + 1, sizeof *numbers);
    size_t n_numbers = 0;
    const struct piece before_first = {.section = -1};
    for (size_t i = 0; i < reader->n_pieces; i++) {
        const struct piece *piece = &reader->pieces[i], *last = i ? piece - 1 : &before_first;
        bool section_begins = last->section != piece->section;
        bool goes_on =
            !section_begins && last->number == piece->number && last->base_len == piece->base_len;
        if (section_begins) {
            strbuf_clear(&text);
            n_numbers = 0;
        } else if (!goes_on) {
            strbuf_add_byte(&text, '\n');
        }
        if (!goes_on)
            numbers[n_numbers++] = piece->number;
        if (piece->chunk != (goes_on ? last->chunk + 1 : 1))
            ini_notes_add(reader->notes, piece->entry->line, INI_NOTE_OTHER,
                          _("“%.*s”的前一截不在文件里，这一段可能缺了一部分，请核对。"),
                          ini_note_quoted_len(piece->entry->key), piece->entry->key);
        strbuf_add_str(&text, piece->entry->value);
        if (i + 1 == reader->n_pieces || reader->pieces[i + 1].section != piece->section)
            take_narrative(reader, piece->section, text.data, numbers, n_numbers);
    }
    free(numbers);
    strbuf_release(&text);
}

/* ---- the whole ---- */

static void read_cover_key(struct reader *reader, size_t *index)
{
    if (strcmp(reader->ini->entries[*index].key, "format") == 0)
        return;
    read_named(reader, index, true); /* fields of the cover have this name */
}

static void read_entries(struct reader *reader)
{
    for (size_t i = 0; i < reader->ini->n_entries; i++) {
        const struct ini_entry *entry = &reader->ini->entries[i];
        int section = form_section_index(reader->form, entry->section);
        bool is_report = strcmp(entry->section, "report") == 0;
        reader->has_content |= is_report || section >= 0;
        if (is_report)
            read_cover_key(reader, &i);
        else if (section >= 0 && reader->form->sections[section].table)
            read_table_key(reader, section, &i);
        else if (section >= 0)
            read_narrative_key(reader, section, &i);
        else if (strcmp(entry->section, "remarks") == 0)
            read_remark(reader, &i);
        else
            read_named(reader, &i, strcmp(entry->section, "explanations") == 0);
    }
    join_paragraphs(reader);
    read_strays(reader);
}

static void note_missing_sections(struct reader *reader)
{
    struct strbuf missing = STRBUF_INIT;
    for (int s = -1; s < reader->form->n_sections; s++) {
        const char *key = s < 0 ? "report" : reader->form->sections[s].key;
        bool is_there =
            s >= 0 && !reader->form->sections[s].heading; /* the preface may be left out */
        for (size_t i = 0; i < reader->ini->n_sections && !is_there; i++)
            is_there = strcmp(reader->ini->sections[i], key) == 0;
        if (!is_there)
            strbuf_addf(&missing, "%s[%s]", missing.len ? "、" : "", key);
    }
    if (missing.len)
        ini_notes_add(reader->notes, 0, INI_NOTE_OTHER, _("文件里没有 %s，这些部分作未填处理。"),
                      missing.data);
    strbuf_release(&missing);
}

struct draft *draftread_entries(const struct inifile *ini, const struct form *form,
                                struct ini_notes *notes)
{
    struct reader reader = {.form = form, .draft = draft_new(form), .ini = ini, .notes = notes};
    read_entries(&reader);
    free(reader.pieces);
    free(reader.strays);
    if (reader.has_content) {
        note_missing_sections(&reader);
    } else {
        draft_free(reader.draft);
        reader.draft = NULL;
    }
    return reader.draft;
}

/* ---- numbers written by hand ---- */

/* The text as typed into a cell of that kind; false where it is no number or is one already. A
 * comma parts the values of a row in such a file: what has one in a single value is left for the
 * checks. */
static bool mend_number(struct draft *draft, int field, enum cell_kind kind, struct strbuf *mended)
{
    const char *text = draft_text(draft, field);
    strbuf_clear(mended);
    return *text && kind != CELL_MONEY && !strchr(text, ',') && !strstr(text, "，") &&
           number_from_typed(kind, text, mended, NULL) && strcmp(mended->data, text) != 0;
}

void draftread_mend_numbers(struct draft *draft, struct ini_notes *notes)
{
    const struct form *form = draft_form(draft);
    struct strbuf mended = STRBUF_INIT, first = STRBUF_INIT;
    int n_mended = 0;
    if (mend_number(draft, COVER_REPORT_YEAR, CELL_COUNT, &mended)) {
        const char *year = draft_text(draft, COVER_REPORT_YEAR);
        ini_notes_add(notes, 0, INI_NOTE_OTHER, _("报告年度“%.*s”读作 %s。"),
                      ini_note_quoted_len(year), year, mended.data);
        draft_set(draft, COVER_REPORT_YEAR, mended.data);
    }
    for (int i = 0, n_cells = form_n_cells(form); i < n_cells; i++) {
        struct cell cell = form_cell_at(form, i);
        int field = draft_cell_field(draft, cell);
        if (!mend_number(draft, field, form_column_of(form, cell)->kind, &mended))
            continue;
        const char *text = draft_text(draft, field);
        if (!n_mended++) {
            strbuf_add_str(&first, "“");
            form_cell_title(form, cell, &first);
            strbuf_addf(&first, _("”：“%.*s”读作 %s"), ini_note_quoted_len(text), text,
                        mended.data);
        }
        draft_set(draft, field, mended.data);
    }
    if (n_mended)
        ini_notes_add(notes, 0, INI_NOTE_OTHER,
                      _("有 %d 格的数写法不规范，已改成半角数字，第一格是%s，请核对。"), n_mended,
                      first.data);
    strbuf_release(&mended);
    strbuf_release(&first);
}
