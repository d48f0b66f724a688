/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_BACKUP_H
#define FORMS_FILES_BACKUP_H

/* Dated copies of a draft in the user's own folder, backup/KEY/20240120-160211.ini, beside FILE~
 * which is only the version before: one at the first save of a day and one at every tenth save of a
 * session. 30 are kept, and none that is older than 90 days. */

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

/* To be called after each save that succeeded, n_saves being 1 at the session's first. Makes a copy
 * when one is due and drops the old ones. false with err when the copy could not be made; the save
 * itself is not concerned. */
bool backup_after_save(const char *draft_path, const char *bytes, size_t len, unsigned n_saves,
                       time_t now, struct err *err);
/* The copies of a draft, latest first; free(*list). 0 where there are none. */
size_t backup_list(const char *draft_path, struct backup **list);
/* Appends a copy to out. */
bool backup_read(const char *draft_path, const char *name, size_t max_bytes, struct strbuf *out,
                 struct err *err);

#endif
