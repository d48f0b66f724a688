/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_DRAFTFILE_H
#define FORMS_STORE_DRAFTFILE_H

/* A draft as the bytes of its INI file and back (the syntax: README, “The draft file”). Reading and
 * writing of files, locks and the journal are elsewhere (safefile.h, lock.h, journal.h); session.h
 * puts them together.
 *
 * What has no place in the form is kept as a field named section.key (section:key where the
 * section's name has a dot) and written back. A cell whose text would not survive in its row's
 * list, because it holds a comma or begins or ends with a blank, is written as a key of its own,
 * row.column (row.text where the row has one cell only); a reader takes such a key for any cell. */

#include "forms/draft/draft.h"
#include "forms/ini/inifile.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* Builds a draft from an INI text. NULL where there is nothing to build one from (err says why).
 * What was irregular but could be read is in notes, by line, for the user to see; *state says
 * whether the file is whole. A stated total that equals the computed one is not kept as stated
 * (total_drop_agreeing()). notes need not be initialised; the caller frees the draft and releases
 * notes, the latter also where there is no draft. */
struct draft *draftfile_read(const char *bytes, size_t len, enum ini_state *state,
                             struct ini_notes *notes, struct err *err);

/* Appends the draft as the text of its file: every known key in the form's order, then unknown
 * sections and keys as they were read, then [end]. Totals are written as shown
 * (total_shown_text()). Remarks and explanations that are empty are not written. */
void draftfile_write(const struct draft *draft, struct strbuf *out);

/* The same, for a save: what was written is read back and compared. From then on the draft's
 * paragraphs are numbered as written. false with err where it does not come back as it was. */
bool draftfile_write_checked(struct draft *draft, struct strbuf *out, struct err *err)
    __attribute__((warn_unused_result));

/* The same for a copy that changes are replayed on (checkpoints of the journal): a total holds its
 * own text alone, so that every field comes back byte for byte. NULL with err: not whole. */
void draftfile_write_exact(const struct draft *draft, struct strbuf *out);
struct draft *draftfile_read_exact(const char *bytes, size_t len, struct err *err);

/* Length of the name or path of a draft's file without its ending .ini; 0 where it ends in
 * something else. */
size_t draftfile_stem_len(const char *name);

/* Do all fields have the same texts? A field that one of them lacks counts as empty. The number of
 * those that differ. */
size_t draftfile_n_differences(const struct draft *a, const struct draft *b);

/* Could a draft have a field of that name: one of the form, or something that would be written as
 * section and key? */
bool draftfile_key_is_valid(const struct draft *draft, const char *key);

/* The field's name for people: “表三 （一）予以公开 自然人”, “一、总体情况”, “机关全称”, for a
 * remark “… 的注”; the key itself where there is none. Appends. */
void draftfile_field_title(const struct draft *draft, const char *key, struct strbuf *out);

#endif
