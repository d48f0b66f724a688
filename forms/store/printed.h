/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_PRINTED_H
#define FORMS_STORE_PRINTED_H

/* Records in a draft that it was printed: report.printed = "2024-01-20 9A3B01CF", the day and a
 * fingerprint of what was on paper. Made by a final print to a file or a printer, not by previews,
 * prints marked 草稿 or stdout. It is never removed: if the content differs, the draft was changed
 * after printing.
 *
 * The fingerprint covers what is printed: format, cover, narratives, cells as shown, remarks. */

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

/* on (may be NULL) gets the day of the last print, year 0 if never. */
enum printed_state printed_state(const struct draft *draft, struct date *on);

enum printed_result {
    PRINTED_RECORDED,       /* in the file */
    PRINTED_WITH_NEXT_SAVE, /* unsaved changes were printed: the next save records it */
    PRINTED_NOT_RECORDED,   /* err says why; the print itself is done */
};
/* After printing the session's draft: saves it with the record or, with unsaved changes, leaves
 * that to the next save. No step for undo. Does nothing if this content is recorded already. */
enum printed_result printed_record_session(struct session *session, struct date today,
                                           struct err *err);
/* After printing a stored draft: locks the file and adds the record. Not recorded if somebody has
 * it open, it cannot be saved, it changed meanwhile, there is unsaved work to recover, or it was
 * edited by hand, which a save would rewrite unseen. */
enum printed_result printed_record_stored(struct stored_draft *stored, struct date today,
                                          struct err *err);

#endif
