/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_AUDIT_H
#define FORMS_FILES_AUDIT_H

/* The change log of a draft: who changed which field when, from what to what. One line a change,
 * added at each save to audit/KEY.log in the user's own folder:
 *
 *     2024-01-20T16:02:11+08:00 <TAB> user <TAB> tty <TAB> field <TAB> old <TAB> new
 *
 * in which \\, \n and \t stand for a backslash, a line feed and a tab, other controls are \xNN, and
 * the first line names the draft. All lines of a save go out in one write to a file opened for
 * appending. At 1 MiB the file becomes KEY.log.1 (the one before is dropped) and a new one is
 * begun. */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "locale/err.h"
#include "locale/strbuf.h"

struct audit_change {
    const char *key; /* such as "requests.received.natural_person" */
    const char *old_text, *new_text;
    time_t time; /* of the last key stroke in it; 0: now */
};

/* Adds the changes of one save. false with err when they could not be written whole; what was there
 * is untouched. */
bool audit_append(const char *draft_path, const struct audit_change *changes, size_t count,
                  struct err *err);
/* Appends the log of a draft to out, the older file first; nothing where there is none. */
bool audit_read(const char *draft_path, struct strbuf *out, struct err *err);

#endif
