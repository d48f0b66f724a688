/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_CALL_H
#define TUI_CLI_CALL_H

/* The files that a subcommand was given, read and written under the settings of the call. What goes
 * wrong is said; false, NULL or the exit code tell that it did. - is standard input or output. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"
#include "tui/cli/subcommand.h"

struct draft;
struct draft_list;
struct previous_search;

/* May this path be opened under --restricted? */
bool call_allows(const struct call *call, const char *path);
/* May a draft be saved at that path? */
bool call_allows_draft(const struct call *call, const char *path);

/* A draft; what was irregular is said. err (may be NULL) gets what was said where there is none.
 * The caller frees it. */
struct draft *call_read_draft(const struct call *call, const char *path, struct err *err);
/* Last year's draft: the one that `given` names, else the one that previous_find_draft() finds;
 * NULL with *ok true where there is none, with *ok false where a given one cannot be read. */
struct draft *call_read_previous(const struct call *call, struct previous_search *search,
                                 const char *given, const char *path, const struct draft *draft,
                                 bool *ok);
/* All operands as files and folders of drafts. Release the list in both cases. */
bool call_list_drafts(const struct call *call, struct draft_list *list);

/* Would call_write() be allowed to, as things are now? Before the work is done. */
bool call_may_write(const struct call *call, const char *path, bool overwrite);
/* Bytes as they are to a file (output.h). */
bool call_write(const struct call *call, const char *path, const char *bytes, size_t len,
                bool overwrite);
/* Says of a file that others wrote how it can be replaced all the same. */
void call_say_foreign(const char *text, const char *path);
/* Saves a draft, of which it becomes the owner, as a new file, or writes it to stdout. */
int call_create_draft(const struct call *call, const char *path, struct draft *draft);

#endif
