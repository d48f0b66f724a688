/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_DRAFT_H
#define FORMS_DRAFT_DRAFT_H

/* A report in work: fields with names, each holding a UTF-8 text. Everything that can change is a
 * field (cover lines, narratives, cells, remarks, explanations, and keys of a draft that this
 * program does not know), so one kind of change, the splice, serves editing, undo, the journal,
 * recovery and merging.
 *
 * Field numbers stay valid as long as the draft: first the cover (form_cover), then one per
 * narrative section, then the cells in the order of form_cell_index(), then what was added by name.
 * A narrative's paragraphs are separated by line feeds. A total's own text is what somebody stated
 * (a typed or an imported total); it is empty where the computed total stands alone. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/form/formdef.h"
#include "forms/form/value.h"
#include "locale/strbuf.h"

struct draft;

struct draft *draft_new(const struct form *form)
    __attribute__((returns_nonnull, warn_unused_result));
struct draft *draft_clone(const struct draft *draft)
    __attribute__((returns_nonnull, warn_unused_result));
void draft_free(struct draft *draft);
const struct form *draft_form(const struct draft *draft);

int draft_n_fields(const struct draft *draft);
/* The first of the fields that were added by name: all before it are in every draft of the form. */
int draft_first_added(const struct draft *draft);
/* "report.unit", "overview", "requests.received.natural_person", "remarks.disclosure.rules.made".
 */
const char *draft_key(const struct draft *draft, int field);
const char *draft_text(const struct draft *draft, int field);
size_t draft_len(const struct draft *draft, int field);
/* -1 where the draft has no such field. */
int draft_find(const struct draft *draft, const char *key);
/* The text of that field, "" where the draft has none. */
const char *draft_text_of(const struct draft *draft, const char *key)
    __attribute__((returns_nonnull));
/* The field of that name, added with an empty text where there is none. */
int draft_field(struct draft *draft, const char *key);

/* Replaces n_removed bytes at offset by len bytes of text. The one way in which a text changes; the
 * caller sees to it that text is valid UTF-8 and that offset and length lie at character borders.
 */
void draft_splice(struct draft *draft, int field, size_t offset, size_t n_removed, const char *text,
                  size_t len);
void draft_set(struct draft *draft, int field, const char *text);
/* Grows by one with every splice of the field (or of any field): what was computed from it is stale
 * when they differ. */
uint64_t draft_change(const struct draft *draft, int field);
uint64_t draft_change_any(const struct draft *draft);

/* The record of the last print (forms/store/printed.h). */
#define PRINTED_KEY "report.printed"

/* The field of a cover line (COVER_UNIT …), of a section's narrative (-1 for a table's section), of
 * a cell. */
int draft_cover_field(const struct draft *draft, int cover);
int draft_section_field(const struct draft *draft, int section);
int draft_cell_field(const struct draft *draft, struct cell cell);
/* The other way round; false (or -1) where the field is no cell (no narrative). */
bool draft_field_cell(const struct draft *draft, int field, struct cell *cell);
int draft_field_section(const struct draft *draft, int field);
/* The section that the field is filled in: its narrative, or one of its cells. */
enum { DRAFT_COVER = -1, DRAFT_NO_SECTION = -2 /* remarks, explanations, no field at all */ };
int draft_section_of(const struct draft *draft, int field);

/* How the paragraphs of a section's narrative are numbered in the file (numbering.h); without any
 * where the draft is of no file. Part of how it is written, not of what it says. */
struct numbering;
struct numbering *draft_numbering(const struct draft *draft, int section)
    __attribute__((returns_nonnull));
/* Takes over all of another draft's of the same form. */
void draft_copy_numbering(struct draft *draft, const struct draft *other);

/* The report year, 0 where it is blank or no number. */
int draft_year(const struct draft *draft);
/* The value of the cell's own text. A text is parsed once, when it changes. */
struct value draft_value(const struct draft *draft, struct cell cell);
/* The values of all cells, by form_cell_index(). Borrowed; follows every change. */
const struct value *draft_values(const struct draft *draft);
/* How many times a text of this draft was parsed for its value (for tests). */
uint64_t draft_n_parses(const struct draft *draft);
/* The remark to a cell, "" where there is none. */
const char *draft_remark(const struct draft *draft, struct cell cell);

#endif
