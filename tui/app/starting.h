/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_STARTING_H
#define TUI_APP_STARTING_H

/* What the list of drafts leads to: a path to open, and for a new draft what it begins with. */

#include <stdbool.h>

#include "forms/draft/draft.h"
#include "tui/app/shell.h"

struct start_choice {
    char *path;            /* free it; NULL: nothing was chosen */
    struct draft *content; /* of a draft that is new; NULL: the file at path is opened.
                              session_create() takes it over */
};

/* Where drafts are: the setting, else the present folder. Free it. */
char *starting_default_folder(const struct app *app);
/* Asks for a folder, *folder is the proposal, until it is one that may be shown; a relative path
 * starts from the proposal. true: *folder was replaced; false: cancelled. */
bool starting_ask_folder(struct app *app, const char *title, const char *prompt, char **folder);
/* A new draft: asks for unit, year and file name. */
struct start_choice starting_new(struct app *app, const char *folder);
/* The same from last year's draft in the folder. */
struct start_choice starting_copy(struct app *app, const char *folder, const char *name);
/* Asks for the file of a new draft in the folder until it is one that is not there yet. Takes
 * content, which the choice has then; cancelled, it is freed. */
struct start_choice starting_choose_file(struct app *app, const char *folder,
                                         struct draft *content);

#endif
