#ifndef FORMS_DRAFTFILE_H
#define FORMS_DRAFTFILE_H

/* A draft as the bytes of its INI file and back (the syntax: README, “The draft file”). Reading and writing of files,
 * locks and the journal are elsewhere (safefile.h, lock.h, journal.h); session.h puts them together. */

#include "forms/draft.h"
#include "forms/inifile.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* Builds a draft from an INI text. NULL where there is nothing to build one from (err says why, with the line). What
 * was irregular but could be read is in notes, for the user to see; *state says whether the file is whole.
 * A stated total that equals the computed one is not kept as stated (total_drop_agreeing()). The caller frees the draft
 * and releases notes. */
struct draft *draftfile_read(const char *bytes, size_t len, enum ini_state *state, struct ini_notes *notes,
                             struct err *err);

/* Appends the draft as the text of its file: every known key in the form's order, then unknown sections and keys as
 * they were read, then [end]. Totals are written as shown (total_shown_text()). */
void draftfile_write(const struct draft *draft, struct strbuf *out);

#endif
