/* SPDX-License-Identifier: MIT */
#include "forms/draft/draft.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/numbering.h"
#include "locale/hash.h"
#include "locale/mem.h"

struct field {
    char *key; /* of a field of the form, all drafts' of it */
    struct strbuf text;
    uint64_t change;
};

struct draft {
    const struct form *form;
    struct field *fields;
    int n_fields, capacity;
    int first_cell, n_cells;      /* number of the first cell's field; how many follow */
    struct value *values;         /* by form_cell_index() */
    int year;                     /* 0: blank or no number */
    uint64_t n_parses;            /* of cells and the year */
    int *section_fields;          /* per section, -1 for tables; all drafts' of the form */
    struct numbering *numberings; /* per section */
    int *index;                   /* open addressing over the keys: field number + 1, 0 empty */
    size_t n_slots;               /* a power of two */
    uint64_t change;
};

/* The slot that holds the key, or the empty one where it belongs. */
static size_t slot_of(const struct draft *draft, const char *key)
{
    size_t slot = (size_t)hash_add(HASH_START, key, strlen(key)) & (draft->n_slots - 1);
    while (draft->index[slot] && strcmp(draft->fields[draft->index[slot] - 1].key, key) != 0)
        slot = (slot + 1) & (draft->n_slots - 1);
    return slot;
}

static void rebuild_index(struct draft *draft, size_t n_slots)
{
    free(draft->index);
    draft->n_slots = n_slots;
    draft->index = xcalloc(n_slots, sizeof *draft->index);
    for (int f = 0; f < draft->n_fields; f++)
        draft->index[slot_of(draft, draft->fields[f].key)] = f + 1;
}

int draft_field(struct draft *draft, const char *key)
{
    size_t slot = slot_of(draft, key);
    if (draft->index[slot])
        return draft->index[slot] - 1;
    GROW(draft->fields, draft->n_fields, draft->capacity);
    draft->fields[draft->n_fields] = (struct field){.key = xstrdup(key), .text = STRBUF_INIT};
    draft->index[slot] = ++draft->n_fields;
    if ((size_t)draft->n_fields * 2 > draft->n_slots)
        rebuild_index(draft, draft->n_slots * 2);
    return draft->n_fields - 1;
}

/* ---- new drafts ---- */

static struct draft *empty_of(const struct form *form)
{
    struct draft *draft = xcalloc(1, sizeof *draft);
    draft->form = form;
    rebuild_index(draft, 1024);
    for (int i = 0; i < COVER_N_FIELDS; i++)
        draft_field(draft, form_cover[i].key);
    draft->section_fields = xcalloc((size_t)form->n_sections, sizeof *draft->section_fields);
    for (int s = 0; s < form->n_sections; s++)
        draft->section_fields[s] =
            form->sections[s].table ? -1 : draft_field(draft, form->sections[s].key);
    draft->first_cell = draft->n_fields;
    draft->n_cells = form_n_cells(form);
    struct strbuf key = STRBUF_INIT;
    for (int i = 0; i < draft->n_cells; i++) {
        strbuf_clear(&key);
        form_cell_key(form, form_cell_at(form, i), &key);
        draft_field(draft, key.data);
    }
    strbuf_release(&key);
    return draft;
}

/* One of the form, made when it is first asked for: the others have their keys from it. */
static const struct draft *first_of(const struct form *form)
{
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static const struct draft *firsts[FORM_N_FORMATS];
    int f = 0;
    while (form_formats[f] != form)
        f++;
    pthread_mutex_lock(&mutex);
    if (!firsts[f])
        firsts[f] = empty_of(form);
    const struct draft *first = firsts[f];
    pthread_mutex_unlock(&mutex);
    return first;
}

static void *copy_of(const void *items, size_t n, size_t size)
{
    return memcpy(xcalloc(n, size), items, n * size);
}

struct draft *draft_new(const struct form *form)
{
    const struct draft *empty = first_of(form);
    struct draft *draft = xmalloc(sizeof *draft);
    *draft = *empty;
    draft->fields = copy_of(empty->fields, (size_t)empty->capacity, sizeof *empty->fields);
    draft->index = copy_of(empty->index, empty->n_slots, sizeof *empty->index);
    draft->values = xcalloc((size_t)draft->n_cells, sizeof *draft->values); /* VALUE_BLANK */
    draft->numberings = xcalloc((size_t)form->n_sections, sizeof *draft->numberings);
    return draft;
}

struct draft *draft_clone(const struct draft *draft)
{
    struct draft *copy = draft_new(draft->form);
    for (int f = 0; f < draft->n_fields; f++)
        draft_set(copy, draft_field(copy, draft->fields[f].key), draft->fields[f].text.data);
    draft_copy_numbering(copy, draft);
    return copy;
}

void draft_free(struct draft *draft)
{
    if (!draft)
        return;
    for (int f = 0; f < draft->n_fields; f++)
        strbuf_release(&draft->fields[f].text);
    for (int f = draft_first_added(draft); f < draft->n_fields; f++)
        free(draft->fields[f].key);
    free(draft->fields);
    for (int s = 0; s < draft->form->n_sections; s++)
        numbering_release(&draft->numberings[s]);
    free(draft->numberings);
    free(draft->values);
    free(draft->index);
    free(draft);
}

const struct form *draft_form(const struct draft *draft) { return draft->form; }

int draft_n_fields(const struct draft *draft) { return draft->n_fields; }

int draft_first_added(const struct draft *draft) { return draft->first_cell + draft->n_cells; }

static const struct field *field_at(const struct draft *draft, int field)
{
    assert(field >= 0 && field < draft->n_fields);
    return &draft->fields[field];
}

const char *draft_key(const struct draft *draft, int field) { return field_at(draft, field)->key; }

const char *draft_text(const struct draft *draft, int field)
{
    return field_at(draft, field)->text.data;
}

size_t draft_len(const struct draft *draft, int field) { return field_at(draft, field)->text.len; }

int draft_find(const struct draft *draft, const char *key)
{
    return draft->index[slot_of(draft, key)] - 1;
}

const char *draft_text_of(const struct draft *draft, const char *key)
{
    int field = draft_find(draft, key);
    return field < 0 ? "" : draft_text(draft, field);
}

/* Parses the text of a cell or of the report year, which has changed. */
static void parse(struct draft *draft, int field)
{
    int cell = field - draft->first_cell;
    const char *text = draft->fields[field].text.data;
    if (field == COVER_REPORT_YEAR) {
        struct value year = value_of(CELL_COUNT, text);
        draft->year = year.number >= 1000 && year.number <= 9999 ? (int)year.number : 0;
    } else if (cell >= 0 && cell < draft->n_cells) {
        enum cell_kind kind = form_column_of(draft->form, form_cell_at(draft->form, cell))->kind;
        draft->values[cell] = value_of(kind, text);
    } else {
        return;
    }
    draft->n_parses++;
}

void draft_splice(struct draft *draft, int field, size_t offset, size_t n_removed, const char *text,
                  size_t len)
{
    assert(field >= 0 && field < draft->n_fields);
    strbuf_splice(&draft->fields[field].text, offset, n_removed, text, len);
    draft->fields[field].change++;
    draft->change++;
    parse(draft, field);
}

void draft_set(struct draft *draft, int field, const char *text)
{
    draft_splice(draft, field, 0, draft_len(draft, field), text, strlen(text));
}

uint64_t draft_change(const struct draft *draft, int field)
{
    return field_at(draft, field)->change;
}

uint64_t draft_change_any(const struct draft *draft) { return draft->change; }

int draft_cover_field(const struct draft *draft, int cover)
{
    assert(draft && cover >= 0 && cover < COVER_N_FIELDS);
    return cover;
}

int draft_section_field(const struct draft *draft, int section)
{
    return draft->section_fields[section];
}

struct numbering *draft_numbering(const struct draft *draft, int section)
{
    return &draft->numberings[section];
}

void draft_copy_numbering(struct draft *draft, const struct draft *other)
{
    assert(draft->form == other->form);
    for (int s = 0; s < draft->form->n_sections; s++)
        numbering_copy(&draft->numberings[s], &other->numberings[s]);
}

int draft_cell_field(const struct draft *draft, struct cell cell)
{
    return draft->first_cell + form_cell_index(draft->form, cell);
}

bool draft_field_cell(const struct draft *draft, int field, struct cell *cell)
{
    if (field < draft->first_cell || field >= draft->first_cell + draft->n_cells)
        return false;
    *cell = form_cell_at(draft->form, field - draft->first_cell);
    return true;
}

int draft_field_section(const struct draft *draft, int field)
{
    for (int s = 0; s < draft->form->n_sections; s++)
        if (draft->section_fields[s] == field)
            return s;
    return -1;
}

int draft_section_of(const struct draft *draft, int field)
{
    struct cell cell;
    if (field < COVER_N_FIELDS)
        return field < 0 ? DRAFT_NO_SECTION : DRAFT_COVER;
    if (draft_field_cell(draft, field, &cell))
        return cell.section;
    int section = draft_field_section(draft, field);
    return section < 0 ? DRAFT_NO_SECTION : section;
}

int draft_year(const struct draft *draft) { return draft->year; }

struct value draft_value(const struct draft *draft, struct cell cell)
{
    return draft->values[form_cell_index(draft->form, cell)];
}

const struct value *draft_values(const struct draft *draft) { return draft->values; }

uint64_t draft_n_parses(const struct draft *draft) { return draft->n_parses; }

const char *draft_remark(const struct draft *draft, struct cell cell)
{
    struct strbuf key = STRBUF_INIT;
    strbuf_add_str(&key, "remarks.");
    form_cell_key(draft->form, cell, &key);
    const char *text = draft_text_of(draft, key.data);
    strbuf_release(&key);
    return text;
}
