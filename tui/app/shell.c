/* SPDX-License-Identifier: MIT */
#include "tui/app/shell.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "tui/view/frame.h"

enum {
    CHECK_PAUSE_MS = 400, /* without a key, then the slow rules run */
    SYNC_PAUSE_MS = 500,  /* then the journal goes to the disk */
    TICK_MS = 30000, /* then it is looked whether a save could still succeed, and whether anybody is
                        there */
    RETRY_MS = 2000, /* between attempts to get a draft that somebody else has */
};

/* ---- views ---- */

static struct view **view_slot(struct app *app, int section) { return &app->views[1 + section]; }

void shell_settle(struct app *app)
{
    if (app->view && app->view->class->settle)
        app->view->class->settle(app->view);
}

void shell_show_section(struct app *app, int section)
{
    struct view **slot = view_slot(app, section);
    shell_settle(app);
    if (app->desk.session && app->view)
        edit_break(desk_edit(&app->desk));
    if (!*slot)
        *slot = section < 0 ? coverview_new(&app->screen, &app->desk)
                : draft_form(desk_draft(&app->desk))->sections[section].table
                    ? sheetview_new(&app->screen, &app->desk, section)
                    : textview_new(&app->screen, &app->desk, section);
    app->view = *slot;
    app->view->area = frame_view_area();
}

void shell_go(struct app *app, struct place place)
{
    const struct draft *draft = desk_draft(&app->desk);
    struct cell cell;
    const char *key = place.field >= 0 ? draft_key(draft, place.field) : "";
    /* A remark is shown with its cell. */
    if (strncmp(key, "remarks.", strlen("remarks.")) == 0 &&
        form_cell_find(draft_form(draft), key + strlen("remarks."), &cell))
        place.field = draft_cell_field(draft, cell);
    int section = draft_section_of(draft, place.field);
    if (section == DRAFT_NO_SECTION && app->view)
        return; /* a reason: it is shown wherever it is about */
    shell_show_section(app, section == DRAFT_NO_SECTION ? DRAFT_COVER : section);
    app->view->class->go(app->view, place);
}

bool shell_step_section(struct app *app, int direction)
{
    int section = app->view->section + direction;
    bool is_there = section >= -1 && section < draft_form(desk_draft(&app->desk))->n_sections;
    if (is_there)
        shell_show_section(app, section);
    return is_there;
}

void shell_run(struct app *app, enum command command)
{
    const struct command_def *def = &app->screen.commands[command];
    shell_settle(app);
    if (def->run)
        def->run(app);
    else if (!(app->view->class->commands & COMMAND_BIT(command)) ||
             !app->view->class->command(app->view, command))
        screen_say(&app->screen, _("这里用不到“%s”"), _(def->name));
}

struct place shell_place(const struct app *app) { return app->view->class->place(app->view); }

static void go(void *context, struct place place) { shell_go(context, place); }

static void previous_section(void *context) { shell_step_section(context, -1); }

/* ---- the draft on the screen ---- */

/* Rules that read tables only run before each paint. The slow ones keep what they found until the
 * operator pauses: nothing must flicker while he types. */
static void check_fast(struct app *app)
{
    if (!desk_findings_are_fresh(&app->desk) && app->view->section >= 0 &&
        draft_form(desk_draft(&app->desk))->sections[app->view->section].table)
        desk_check(&app->desk, CHECK_FAST);
}

static void paint(void *context)
{
    struct app *app = context;
    check_fast(app);
    frame_draw(&app->screen, &app->desk, app->view->section);
    app->view->area = frame_view_area();
    app->view->class->draw(app->view);
    frame_draw_message(&app->screen, &app->desk, app->view->section);
}

void shell_show_draft(struct app *app)
{
    app->painter = (struct screen_painter){.paint = paint, .context = app};
    screen_push(&app->screen, &app->painter);
    app->views =
        xcalloc((size_t)draft_form(desk_draft(&app->desk))->n_sections + 1, sizeof *app->views);
    desk_check(&app->desk, CHECK_FAST); /* the rest, and the disk, when there is the first pause:
                                   the screen comes first */
    struct session_place place;
    session_place(app->desk.session, &place);
    shell_go(app, (struct place){place.field < 0 ? COVER_UNIT : place.field, place.offset});
}

void shell_drop_draft(struct app *app)
{
    if (app->views) {
        shell_settle(app);
        for (int i = 0; i <= draft_form(desk_draft(&app->desk))->n_sections; i++)
            if (app->views[i])
                app->views[i]->class->free(app->views[i]);
        free(app->views);
        screen_pop(&app->screen);
    }
    app->views = NULL;
    app->view = NULL;
    desk_forget(&app->desk);
}

/* ---- while no key comes ---- */

/* The draft is free now: it is read again, and everything that views and dialogs hold of it is
 * gone. */
static bool take_freed_draft(struct app *app)
{
    if (session_access(app->desk.session) != SESSION_HELD || !session_retry(app->desk.session))
        return false;
    shell_drop_draft(app);
    shell_show_draft(app);
    screen_say(&app->screen, _("对方已经离开，现在可以修改了"));
    return true;
}

/* What is due when no key comes: the journal to the disk, the slow checks, a look at the disk.
 * true: paint. */
static bool idle_work(struct app *app, int idle_ms)
{
    bool paint = false;
    if (!app->desk.session)
        return false;
    if (idle_ms >= SYNC_PAUSE_MS && session_wants_sync(app->desk.session))
        app->desk.journal = session_sync(app->desk.session);
    if (idle_ms >= CHECK_PAUSE_MS && app->view &&
        (app->desk.checked != draft_change_any(desk_draft(&app->desk)) || !app->desk.checked_all)) {
        desk_check(&app->desk, CHECK_ALL);
        paint = true;
    }
    if (idle_ms >= (app->desk.disk_is_known ? TICK_MS : CHECK_PAUSE_MS))
        paint |= desk_look_at_disk(&app->desk);
    mem_trim(); /* what opening, checking and looking took and gave back */
    return paint;
}

static void before_wait(void *context)
{
    struct app *app = context;
    if (app->desk.session)
        app->desk.journal = session_flush(app->desk.session);
}

/* The next pause after which something is due. */
static int due_ms(void *context, int idle_ms)
{
    const struct app *app = context;
    if (idle_ms < CHECK_PAUSE_MS)
        return CHECK_PAUSE_MS - idle_ms;
    if (idle_ms < SYNC_PAUSE_MS)
        return SYNC_PAUSE_MS - idle_ms;
    return app->desk.session && session_access(app->desk.session) == SESSION_HELD ? RETRY_MS
                                                                                  : TICK_MS;
}

static bool idle(void *context, int idle_ms, bool in_dialog)
{
    struct app *app = context;
    return idle_work(app, idle_ms) || (!in_dialog && app->desk.session && take_freed_draft(app));
}

/* Has the operator been away for so long that others may have the draft? */
static bool is_away(void *context, int idle_ms)
{
    const struct app *app = context;
    int limit = app->desk.settings->idle_minutes;
    return app->desk.session && session_access(app->desk.session) == SESSION_WRITABLE &&
           limit > 0 && idle_ms / 60000 >= limit;
}

/* ---- beginning and end ---- */

void shell_init(struct app *app, const struct command_def *commands,
                const struct settings *settings, const char *unit, void (*next)(void *app))
{
    *app = (struct app){
        .screen = {.commands = commands, .hooks = {app, before_wait, due_ms, idle, is_away}},
        .desk = {.settings = settings, .ways = {app, go, next, previous_section}},
        .unit = unit};
}

void shell_release(struct app *app)
{
    shell_drop_draft(app);
    if (app->desk.session)
        session_abandon(app->desk.session);
    free(app->desk.severities);
    free(app->list_folder);
    free(app->list_name);
}
