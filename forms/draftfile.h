#ifndef FORMS_DRAFTFILE_H
#define FORMS_DRAFTFILE_H

/* A draft as the bytes of its INI file and back (the syntax: README, “The draft file”). Reading and writing of files,
 * locks and the journal are elsewhere (safefile.h, lock.h, journal.h); session.h puts them together.
 *
 * What has no place in the form is kept as a field named section.key (section:key where the section's name has a dot)
 * and written back. A cell whose text would not survive in its row's list, because it holds a comma or begins or ends
 * with a blank, is written as a key of its own, row.column; a reader takes such a key for any cell. */

#include "forms/draft.h"
#include "forms/inifile.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* Builds a draft from an INI text. NULL where there is nothing to build one from (err says why). What was irregular but
 * could be read is in notes, by line, for the user to see; *state says whether the file is whole.
 * A stated total that equals the computed one is not kept as stated (total_drop_agreeing()). notes need not be
 * initialised; the caller frees the draft and releases notes, the latter also where there is no draft. */
struct draft *draftfile_read(const char *bytes, size_t len, enum ini_state *state, struct ini_notes *notes,
                             struct err *err);

/* Appends the draft as the text of its file: every known key in the form's order, then unknown sections and keys as
 * they were read, then [end]. Totals are written as shown (total_shown_text()). Remarks and explanations that are empty
 * are not written. */
void draftfile_write(const struct draft *draft, struct strbuf *out);

/* The field's name for people: “表三 （一）予以公开 自然人”, “一、总体情况”, “机关全称”, for a remark “… 的注”. Appends. */
void draftfile_field_title(const struct draft *draft, const char *key, struct strbuf *out);

#endif
