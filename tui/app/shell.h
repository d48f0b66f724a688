/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_SHELL_H
#define TUI_APP_SHELL_H

/* What the files of the shell share among themselves; views and dialogs see app.h only. */

#include <time.h>

#include "forms/store/session.h"
#include "tui/app/app.h"
#include "tui/app/starting.h"

struct app {
    const struct app_options *options;
    struct session *session;
    struct view **views; /* views[0] the cover, views[1 + section]; NULL until first shown */
    struct view *view;   /* the current one; NULL: the list of drafts is on the screen */
    struct findings findings;
    uint64_t checked;          /* draft_change_any() that the findings are of */
    bool checked_all;          /* with the slow rules */
    unsigned char *severities; /* per field: 0, 1 warning, 2 error */
    int n_severities;
    size_t n_problem;           /* number of the finding that F3 showed last; 0: none */
    struct place problem_place; /* where it went for that, */
    uint64_t problem_change;    /* and in which state of the draft */
    char message[1000];
    bool message_is_warning;
    bool disk_is_known;      /* has it been looked at since the draft was opened? */
    char save_problem[1000]; /* why a save would fail as things are, "" if nothing is known */
    enum journal_state journal;
    void (*paint)(
        void *context); /* what is behind the dialogs while no draft is open; NULL: nothing */
    void *paint_context;
    int poll_ms;       /* what is painted changes by itself: paint after so long; 0: it does not */
    bool goes_to_list; /* when the draft is left: to the list of drafts, else to the end of the
                          program */
    char *list_folder, *list_name; /* where the list of drafts was left; NULL: not yet */
    void (*paint_page)(
        void *page); /* a full-screen page that is behind a dialog; NULL: there is none */
    void *page;
    bool leaving; /* a signal came or the terminal is gone: unwind everything */
    int idle_ms;  /* since the last key */
};

/* frame.c: title, outline and key bar; the area left for the view; the message line, which grows
 * over the view's last lines where it needs to and is therefore drawn after it. */
void frame_draw(struct app *app);
void frame_draw_message(const struct app *app);
struct area frame_view_area(void);
/* A sentence above the key bar, in as many rows as it needs, which can be asked for before: at
 * least one, at most five. */
void frame_draw_sentence(const char *text, enum style style);
int frame_sentence_rows(const char *text);
/* The least screen that the program works on, in columns and rows. */
enum { FRAME_MIN_COLS = 60, FRAME_MIN_ROWS = 16 };
bool frame_fits(void);
/* Draws what is needed where it does not fit. */
void frame_draw_too_small(void);

/* opening.c: opens a draft with all questions that come up (held by somebody, damaged, unsaved work
 * found). false: the operator thought better of it, or it could not be opened (which was said). */
bool opening_run(struct app *app, struct start_choice choice);
/* Closes the open draft, asking where it has unsaved changes; false: the operator wants to stay. */
bool opening_close(struct app *app);

/* saving.c */
bool saving_save(struct app *app);
bool saving_save_as(struct app *app);

/* menu.c: the menu of all commands on offer; COMMAND_NONE when it was left. */
enum command menu_run(struct app *app, command_set offered);

/* pages.c: full-screen pages with a loop of their own. */
void page_findings(struct app *app);
void page_preview(struct app *app);
void page_help(struct app *app);
/* Lines that are only looked at, as wide as they are; help is what F1 shows. */
void page_text(struct app *app, const char *title, const char *help, const char *text, size_t len);
void page_keys(struct app *app);

/* printing.c; path: of a draft that is not open, NULL: the draft is the session's. */
void printing_run(struct app *app, const struct draft *draft, const char *path);

/* comparing.c: asks for another draft and shows what differs; Enter goes to the place. */
void comparing_run(struct app *app);

/* startlist.c: the list of drafts; a choice without a path means to leave the program. */
struct start_choice startlist_run(struct app *app);

/* app.c */
void app_add_finding_text(const struct finding *finding, struct strbuf *out); /* “错误：…” */
void app_show_draft(struct app *app); /* after session was set: views, place, findings */
void app_drop_draft(struct app *app);
void app_check(struct app *app, enum check_scope scope);
void app_show_section(struct app *app, int section);   /* -1: the cover */
void app_step_section(struct app *app, int direction); /* round at the ends */
void app_settle(struct app *app); /* ends what is half typed in the current view */
struct place app_place(const struct app *app);

/* actions.c: carries a command out. false: the operator has left the draft. */
bool actions_run(struct app *app, enum command command);
/* F4: a reason for the finding under the cursor, or a remark to the cell. */
void actions_note(struct app *app);

#endif
