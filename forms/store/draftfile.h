/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_DRAFTFILE_H
#define FORMS_STORE_DRAFTFILE_H

/* Converts a draft to the bytes of its INI file and back (syntax: README, “The draft file”);
 * session.h adds files, locks and the journal.
 *
 * Unknown entries are kept as fields named section.key (section:key if the section's name has a
 * dot) and written back. A cell that would not survive in its row's list (it has a comma, or a
 * blank at an end) gets a key of its own: row.column, or row.text in a row of one cell. The reader
 * accepts such keys for all cells. */

#include "forms/draft/draft.h"
#include "forms/ini/inifile.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* Builds a draft from an INI text; NULL with err if it is none. *state: is the file whole? Totals
 * that equal the computed ones are not kept as stated (total_drop_agreeing()). notes, by line, need
 * not be initialised; always release them. */
struct draft *draftfile_read(const char *bytes, size_t len, enum ini_state *state,
                             struct ini_notes *notes, struct err *err);

/* Appends the text of the file: known keys in the form's order, unknown sections and keys as they
 * were read, [end]. Totals as shown (total_shown_text()); no empty remarks and explanations. */
void draftfile_write(const struct draft *draft, struct strbuf *out);

/* The same for a save: reads the text back and compares it, and numbers the draft's paragraphs as
 * written. false with err if they differ. */
bool draftfile_write_checked(struct draft *draft, struct strbuf *out, struct err *err)
    __attribute__((warn_unused_result));

/* The same for checkpoints of the journal: totals have their own text, so that every field comes
 * back byte for byte. NULL with err: not whole. */
void draftfile_write_exact(const struct draft *draft, struct strbuf *out);
struct draft *draftfile_read_exact(const char *bytes, size_t len, struct err *err);

/* Length of a draft's name or path without .ini; 0 if it does not end in that. */
size_t draftfile_stem_len(const char *name);

/* How many fields have different texts? A missing field counts as empty. */
size_t draftfile_n_differences(const struct draft *a, const struct draft *b);

/* Is this a field of the form, or a name that can be written as section and key? */
bool draftfile_key_is_valid(const struct draft *draft, const char *key);

/* Appends the field's name for people: “表三 （一）予以公开 自然人”, “一、总体情况”, “机关全称”, “…
 * 的注” for a remark; else the key. */
void draftfile_field_title(const struct draft *draft, const char *key, struct strbuf *out);

#endif
