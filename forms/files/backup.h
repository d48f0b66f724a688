/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_BACKUP_H
#define FORMS_FILES_BACKUP_H

/* Dated copies of a draft in the user's own folder, backup/KEY/20240120-160211.ini: one at the
 * first save of a day and one at every tenth save of a session. The last 30 are kept, for 90 days.
 * (FILE~ is only the previous version.) */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "locale/err.h"
#include "locale/strbuf.h"

struct backup {
    char name[32]; /* "20240120-160211.ini": local time of the save */
    time_t time;
    size_t size_bytes;
};

/* Call after each successful save; n_saves counts those of the session, from 1. Makes a copy if one
 * is due and removes old ones. false with err if the copy failed. */
bool backup_after_save(const char *draft_path, const char *bytes, size_t len, unsigned n_saves,
                       time_t now, struct err *err);
/* The copies of a draft, latest first; free(*list). */
size_t backup_list(const char *draft_path, struct backup **list);
/* Appends a copy to out. */
bool backup_read(const char *draft_path, const char *name, size_t max_bytes, struct strbuf *out,
                 struct err *err);

#endif
