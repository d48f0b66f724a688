/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_PRINTED_H
#define FORMS_STORE_PRINTED_H

/* The record in a draft of having been printed: report.printed = "2024-01-20 9A3B01CF", the day and
 * the fingerprint of what was on paper. It is made by a final print, to a file or a printer; a
 * preview, a print marked 草稿 and one to stdout leave the draft alone. Nobody removes it: once the
 * content differs the draft was printed, then changed; once it is printed again, or the change is
 * taken back, it is as printed.
 *
 * The fingerprint is of what is printed: format, cover, narratives, cells as shown, remarks to
 * cells. Explanations, notes of imports and the like change nothing on paper and so nothing here;
 * nor does how the file is written. */

#include "forms/base/date.h"
#include "forms/draft/draft.h"
#include "forms/store/storeddraft.h"
#include "locale/err.h"

struct session;

enum printed_state {
    PRINTED_NEVER,
    PRINTED_CURRENT, /* what was printed is what the draft holds */
    PRINTED_CHANGED, /* printed, then changed */
};

/* on (may be NULL) gets the day of the last print, its year is 0 where there was none. */
enum printed_state printed_state(const struct draft *draft, struct date *on);

enum printed_result {
    PRINTED_RECORDED,       /* it is in the file */
    PRINTED_WITH_NEXT_SAVE, /* there are unsaved changes, which were printed, too: it goes with them
                             */
    PRINTED_NOT_RECORDED,   /* err says why. The print itself is not concerned */
};
/* The session's draft was just printed. Without unsaved changes the draft is saved with the record,
 * else the record is part of the next save. It is no step of editing: undo goes past it. A draft
 * that is recorded as it is stays as it is. */
enum printed_result printed_record_session(struct session *session, struct date today,
                                           struct err *err);
/* The draft that was read from its file was just printed: puts the record into it and into the
 * file, which is locked for as long as it takes and not read again. Not recorded where somebody has
 * it open, where it cannot be saved, where it changed meanwhile, where there is unsaved work to be
 * recovered, and where it was edited by hand, which a save would rewrite unseen. */
enum printed_result printed_record_stored(struct stored_draft *stored, struct date today,
                                          struct err *err);

#endif
