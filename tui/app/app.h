/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_APP_H
#define TUI_APP_APP_H

/* The shell: it opens and closes drafts, runs the event loop, keeps the screen's frame, and serves
 * the views. */

#include <stdbool.h>

#include "forms/check/check.h"
#include "forms/draft/edit.h"
#include "forms/settings/settings.h"
#include "tui/screen/view.h"
#include "tui/term/term.h"

struct app_options {
    const char *file; /* the draft to open; NULL: the list of drafts */
    const char *unit; /* name of the unit for a new draft, UTF-8; NULL */
    const struct settings *settings;
    struct term_options term;
};

/* The TUI from start to end. Returns the program's exit status. */
int app_run(const struct app_options *options);

/* ---- for views and dialogs ---- */

const struct settings *app_settings(const struct app *app);
/* The open draft. None of these is NULL while a view exists. */
struct session *app_session(struct app *app);
struct edit *app_edit(struct app *app);
const struct draft *app_draft(const struct app *app);
bool app_is_read_only(const struct app *app);
/* Last year's draft; NULL where none is known. */
const struct draft *app_previous(const struct app *app);
/* What the rules found when the operator last paused; table rules are up to date at every paint. */
const struct findings *app_findings(const struct app *app);
/* Are they of the draft as it is now? */
bool app_findings_are_fresh(const struct app *app);
/* The worst standing finding of a field: 0 none, 1 warning, 2 error. */
int app_field_severity(const struct app *app, int field);
/* Appends the field's first standing finding as a sentence, unless the message line tells it just
 * now. NULL: there is none to show. */
const struct finding *app_add_finding(const struct app *app, int field, struct strbuf *out);
/* Does the message line say this just now? Then a view need not say it again above. */
bool app_message_tells(const struct app *app, const char *text);

/* One line for the operator, above the key bar until the next key. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, as something that went wrong: marked, with a beep. */
void app_warn(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Goes to a place, changing the view where need be. */
void app_go(struct app *app, struct place place);
/* Is the open draft a sum of others? Then the second shows which units the number under the cursor
 * comes from (rollupview.c). */
bool app_is_sum(const struct app *app);
void app_show_shares(struct app *app);
/* From the end of one view to the beginning of the next, and back (Enter behind the last cell). */
void app_next_section(struct app *app);
void app_previous_section(struct app *app);

/* ---- the loop, for dialogs that run one of their own ---- */

enum app_event {
    APP_KEY, /* a key that is no command */
    APP_COMMAND,
    APP_PAINT, /* resized, or a check has finished: paint again */
    APP_LEAVE, /* a signal, the terminal is gone, or nobody has been there for so long that the
                * draft is let go: every dialog returns at once as if cancelled */
};
struct app_input {
    enum app_event event;
    struct key key;
    enum command command;
};
/* Paints the frame and the current view; a dialog draws itself over it afterwards. */
void app_paint(struct app *app);
/* Commits the journal, brings what was painted to the terminal and waits. Where more input is there
 * already, it comes without painting: call app_input_pending() to skip a paint. */
void app_wait(struct app *app, struct app_input *input);
bool app_input_pending(const struct app *app);
/* A key that is there already, for work that goes on meanwhile; false: none. What is painted is
 * left to the caller. */
bool app_poll(struct app *app, struct app_input *input);
/* Has it come to the end (a signal, or the terminal is gone)? */
bool app_is_leaving(const struct app *app);

#endif
