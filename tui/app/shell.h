/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_SHELL_H
#define TUI_APP_SHELL_H

/* The shell around the views: it puts screen, desk and views together, and leads from one view to
 * the next. The flows (opening, saving, printing …) are built on it. */

#include "tui/view/view.h"

struct app {
    struct screen screen;
    struct desk desk;
    const char *unit;              /* name for new drafts, from the command line; NULL */
    struct screen_painter painter; /* of the open draft, while it is shown */
    struct view **views; /* views[0] the cover, views[1 + section]; NULL until first shown */
    struct view *view;   /* the current one; NULL: no draft is shown */
    bool goes_to_list;   /* when the draft is left: to the list of drafts, else to the end */
    char *list_folder, *list_name; /* where the list of drafts was left; NULL: not yet */
};

/* commands: the table of commands, COMMAND_N rows; next: what follows the last cell or line of a
 * view. */
void shell_init(struct app *app, const struct command_def *commands,
                const struct settings *settings, const char *unit, void (*next)(void *app));
/* Lets the open draft go, if there is one, as for a signal, and frees what the shell has. */
void shell_release(struct app *app);

/* After desk.session was set: views, place, findings. */
void shell_show_draft(struct app *app);
/* Before desk.session is closed or replaced. */
void shell_drop_draft(struct app *app);

/* Goes to a place, changing the view where need be. */
void shell_go(struct app *app, struct place place);
void shell_show_section(struct app *app, int section); /* -1: the cover */
/* false: there is none in that direction. */
bool shell_step_section(struct app *app, int direction);
/* Does a command: the table's function, else the view. */
void shell_run(struct app *app, enum command command);
/* Where the cursor is. */
struct place shell_place(const struct app *app);
/* Ends what is half typed in the current view. */
void shell_settle(struct app *app);

#endif
