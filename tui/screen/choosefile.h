/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_CHOOSEFILE_H
#define TUI_SCREEN_CHOOSEFILE_H

/* Choosing a file to read: from those of the folder at hand that come into question, or any other
 * by its path. */

#include <stdbool.h>

#include "forms/settings/settings.h"
#include "tui/screen/screen.h"

struct file_wish {
    const char *title;
    const char *text;   /* what it is wanted for */
    const char *folder; /* what is in it is listed; a path that is typed starts from it */
    bool (*is_fit)(const char *name);
    const struct settings *settings; /* which may keep to the drafts folder */
    const char *none; /* a line for doing without a file; NULL: there is no doing without */
};

/* The path, which need not be one of a file that can be read; in restricted mode it leads nowhere
 * else. Free it. NULL: cancelled, or with *without (may be NULL where wish->none is) true the line
 * for doing without. */
char *choosefile_ask(struct screen *screen, const struct file_wish *wish, bool *without);

/* folder/name; free it. */
char *choosefile_path(const char *folder, const char *name);

/* Fit: a draft; a text, web page or table. */
bool choosefile_is_draft(const char *name);
bool choosefile_is_text(const char *name);

#endif
