#ifndef FORMS_PREVIOUS_H
#define FORMS_PREVIOUS_H

/* Drafts that a draft names: last year's (report.previous), the units of a sum. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"
#include "locale/strbuf.h"

/* The path of a draft that the draft at path names: name is absolute or begins at that draft's folder. Free it. */
char *previous_path(const char *path, const char *name) __attribute__((returns_nonnull, warn_unused_result));

/* Does the path (absolute, no symlinks) lie in the folder? below NULL: always. */
bool previous_lies_below(const char *path, const char *below);
/* Appends the file's bytes. below: only a file in this folder (absolute, no symlinks) is opened; NULL: any. */
bool previous_read(const char *path, const char *below, struct strbuf *bytes, struct err *err);

#endif
