/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_AUDIT_H
#define FORMS_FILES_AUDIT_H

/* The change log of a draft: who changed which field when, from what to what. One line a change,
 * added at each save to audit/KEY.log in the user's own folder:
 *
 *     2024-01-20T16:02:11+08:00 <TAB> user <TAB> tty <TAB> field <TAB> old <TAB> new
 *
 * in which \\, \n and \t stand for a backslash, a line feed and a tab, other controls are \xNN, and
 * the first line names the draft. A save appends its lines with one write. At 1 MiB the file
 * replaces KEY.log.1 and a new one begins. */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "locale/err.h"
#include "locale/strbuf.h"

struct audit_change {
    const char *key; /* such as "requests.received.natural_person" */
    const char *old_text, *new_text;
    time_t time; /* of the last keystroke; 0: now */
};

/* Appends the changes of one save. After a failure the log is as before. */
bool audit_append(const char *draft_path, const struct audit_change *changes, size_t count,
                  struct err *err);
/* Appends a draft's log to out, the older file first. No log is no failure. */
bool audit_read(const char *draft_path, struct strbuf *out, struct err *err);

#endif
